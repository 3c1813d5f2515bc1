#!/usr/bin/env bash
# Writes what names the release: the installers for shells and PowerShell, and the Homebrew formula, from the archives in a folder.
#
#   bash release/installers.sh target/release-files
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/read.sh"
out="${1:?the folder with the archives is needed}"

for script in install.sh install.ps1; do
    sed -e "s|@REPOSITORY@|$repository|" -e "s|@VERSION@|$version|" "$here/release/$script" >"$out/$script"
done

# The checksum of the archive of a target; a target that was not built is named, so that the formula is not half a one.
checksum() {
    local file="$out/$name-$1.tar.gz.sha256"
    if [ -s "$file" ]; then cut -d' ' -f1 "$file"; else echo "no-archive-for-$1"; fi
}
archive() { printf 'url "%s/releases/download/v%s/%s-%s.tar.gz"\n      sha256 "%s"' "$repository" "$version" "$name" "$1" "$(checksum "$1")"; }

cat >"$out/$name.rb" <<FORMULA
class InnovationAtlas < Formula
  desc "$(package description | cut -d: -f1)"
  homepage "$repository"
  version "$version"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      $(archive aarch64-apple-darwin)
    end
    on_intel do
      $(archive x86_64-apple-darwin)
    end
  end
  on_linux do
    on_arm do
      $(archive aarch64-unknown-linux-musl)
    end
    on_intel do
      $(archive x86_64-unknown-linux-musl)
    end
  end

  conflicts_with "mongodb-atlas-cli", because: "both install a command called atlas"

  def install
    bin.install "atlas"
    bin.install_symlink "atlas" => "innovation-atlas"
    man1.install Dir["man/man1/*.1"]
    bash_completion.install "completions/atlas.bash" => "atlas" if File.exist? "completions/atlas.bash"
    zsh_completion.install "completions/atlas.zsh" => "_atlas" if File.exist? "completions/atlas.zsh"
    fish_completion.install "completions/atlas.fish" if File.exist? "completions/atlas.fish"
  end

  test do
    system bin/"atlas", "init", "mine"
    system bin/"atlas", "check", "--root", "mine"
  end
end
FORMULA
