#!/bin/sh
# Installs Innovation Atlas: fetches the archive of a release for this machine, compares its checksum, and puts `atlas` and
# `innovation-atlas` into a folder.
#
#   curl -fsSL REPOSITORY/releases/download/vVERSION/install.sh | sh
#
# ATLAS_BIN       the folder for the commands; by default ~/.local/bin
# ATLAS_RELEASES  where the files of the release are; an https: or file: address; by default the release of this script
# ATLAS_TARGET    the target of the archive, in place of this machine's
# ATLAS_VERIFY    `attestation`: also asks gh whether the archive was built by the program's repository
set -eu

repository="@REPOSITORY@"
version="@VERSION@"
releases="${ATLAS_RELEASES:-$repository/releases/download/v$version}"
bin="${ATLAS_BIN:-$HOME/.local/bin}"

fail() { echo "install.sh: $*" >&2; exit 1; }

target() {
    case "$(uname -m)" in
        x86_64 | amd64) processor=x86_64 ;;
        aarch64 | arm64) processor=aarch64 ;;
        *) fail "there is no program for the processor $(uname -m)" ;;
    esac
    case "$(uname -s)" in
        Linux) echo "$processor-unknown-linux-musl" ;;
        Darwin) echo "$processor-apple-darwin" ;;
        MINGW* | MSYS* | CYGWIN*) echo "x86_64-pc-windows-msvc" ;;
        *) fail "there is no program for $(uname -s)" ;;
    esac
}

fetch() {
    if command -v curl >/dev/null 2>&1; then
        curl --fail --silent --show-error --location --retry 3 --proto '=https,file' --proto-redir '=https' --output "$2" "$1"
    elif command -v wget >/dev/null 2>&1; then
        wget -q -O "$2" "$1"
    else
        fail "curl or wget is needed"
    fi
}

target="${ATLAS_TARGET:-$(target)}"
case "$target" in *windows*) end=zip exe=.exe ;; *) end=tar.gz exe="" ;; esac
archive="innovation-atlas-$target.$end"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
fetch "$releases/$archive" "$work/$archive" || fail "cannot fetch $releases/$archive"
fetch "$releases/$archive.sha256" "$work/$archive.sha256" || fail "cannot fetch $releases/$archive.sha256"
(
    cd "$work"
    if command -v sha256sum >/dev/null 2>&1; then sha256sum -c "$archive.sha256" >/dev/null; else shasum -a 256 -c "$archive.sha256" >/dev/null; fi
) || fail "$archive is not the file that was released: its checksum differs"
if [ "${ATLAS_VERIFY:-}" = attestation ]; then
    owner_and_name="${repository#https://*/}"
    gh attestation verify "$work/$archive" --repo "$owner_and_name" >/dev/null ||
        fail "$archive has no attestation of $owner_and_name"
fi
if [ "$end" = zip ]; then unzip -q "$work/$archive" -d "$work"; else tar -xzf "$work/$archive" -C "$work"; fi
mkdir -p "$bin"
for command in atlas innovation-atlas; do
    # A new file, moved: the old program may be running.
    cp -P "$work/innovation-atlas-$target/$command$exe" "$bin/.$command.new"
    mv -f "$bin/.$command.new" "$bin/$command$exe"
done
"$bin/atlas$exe" --version
case ":$PATH:" in
    *":$bin:"*) ;;
    *) if [ -z "${ATLAS_BIN:-}" ]; then echo "Add $bin to PATH." >&2; fi ;;
esac
