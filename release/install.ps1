# Installs Innovation Atlas on Windows: fetches the archive of a release, compares its checksum, and puts `atlas.exe` and
# `innovation-atlas.exe` into a folder, which is added to the user's PATH.
#
#   irm REPOSITORY/releases/download/vVERSION/install.ps1 | iex
#
# $env:ATLAS_BIN       the folder for the commands; by default %LOCALAPPDATA%\Programs\innovation-atlas
# $env:ATLAS_RELEASES  where the files of the release are; by default the release of this script
$ErrorActionPreference = 'Stop'

$repository = '@REPOSITORY@'
$version = '@VERSION@'
$releases = if ($env:ATLAS_RELEASES) { $env:ATLAS_RELEASES } else { "$repository/releases/download/v$version" }
$bin = if ($env:ATLAS_BIN) { $env:ATLAS_BIN } else { Join-Path $env:LOCALAPPDATA 'Programs\innovation-atlas' }
$folder = 'innovation-atlas-x86_64-pc-windows-msvc'
$archive = "$folder.zip"

$work = Join-Path ([System.IO.Path]::GetTempPath()) ([System.Guid]::NewGuid())
New-Item -ItemType Directory -Path $work | Out-Null
try {
    foreach ($file in $archive, "$archive.sha256") {
        Invoke-WebRequest -UseBasicParsing -Uri "$releases/$file" -OutFile (Join-Path $work $file)
    }
    $expected = (Get-Content (Join-Path $work "$archive.sha256") -Raw).Trim().Split(' ')[0]
    $actual = (Get-FileHash -Algorithm SHA256 (Join-Path $work $archive)).Hash
    if ($actual -ne $expected) { throw "$archive is not the file that was released: its checksum differs" }
    Expand-Archive -Path (Join-Path $work $archive) -DestinationPath $work
    New-Item -ItemType Directory -Force -Path $bin | Out-Null
    foreach ($command in 'atlas.exe', 'innovation-atlas.exe') {
        Copy-Item -Force (Join-Path $work "$folder\$command") (Join-Path $bin $command)
    }
    & (Join-Path $bin 'atlas.exe') --version
    $path = [Environment]::GetEnvironmentVariable('Path', 'User')
    if (($path -split ';') -notcontains $bin) {
        [Environment]::SetEnvironmentVariable('Path', "$path;$bin", 'User')
        Write-Host "Added $bin to PATH: open a new terminal."
    }
} finally {
    Remove-Item -Recurse -Force $work
}
