#!/usr/bin/env bash
# Builds the program for a target and packs it: target/release-files/innovation-atlas-TARGET.tar.gz (or .zip), with its checksum.
#
#   bash release/build.sh x86_64-unknown-linux-musl
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/read.sh"
cd "$here"
target="${1:?a target is needed}"
out="$here/target/release-files"
export ATLAS_COMMIT; ATLAS_COMMIT="$(git rev-parse HEAD)"

# For musl, the C of the allocator needs a compiler that knows its headers.
case "$target" in
    x86_64-unknown-linux-musl) export CC_x86_64_unknown_linux_musl="${CC_x86_64_unknown_linux_musl:-musl-gcc}" ;;
    aarch64-unknown-linux-musl) export CC_aarch64_unknown_linux_musl="${CC_aarch64_unknown_linux_musl:-musl-gcc}" ;;
esac
ATLAS_RELEASE="$version (v$version, ${ATLAS_COMMIT:0:12})" cargo build --profile dist --locked --target "$target"

built="target/$target/dist"
folder="$name-$target"
rm -rf "target/release-stage/$folder"
mkdir -p "target/release-stage/$folder" "$out"
cp LICENSE-APACHE LICENSE-MIT README.md CHANGELOG.md "target/release-stage/$folder/"
case "$target" in
    *windows*)
        cp "$built/atlas.exe" "$built/innovation-atlas.exe" "target/release-stage/$folder/"
        archive="$folder.zip"
        (cd target/release-stage && 7z a -bso0 -mx=9 "$out/$archive" "$folder") ;;
    *)
        cp "$built/atlas" "target/release-stage/$folder/"
        ln -s atlas "target/release-stage/$folder/innovation-atlas"
        # A program for another processor cannot write its own manual; the pages are the same for all.
        if "$built/atlas" --version >/dev/null 2>&1; then
            "$built/atlas" man --out "target/release-stage/$folder/man/man1"
            mkdir -p "target/release-stage/$folder/completions"
            for shell in bash elvish fish powershell zsh; do
                "$built/atlas" completions "$shell" >"target/release-stage/$folder/completions/atlas.$shell"
            done
        fi
        archive="$folder.tar.gz"
        tar -czf "$out/$archive" -C target/release-stage "$folder" ;;
esac
# shasum is on macOS, sha256sum elsewhere.
(cd "$out" && if command -v sha256sum >/dev/null; then sha256sum "$archive"; else shasum -a 256 "$archive"; fi >"$archive.sha256")
cat "$out/$archive.sha256"
