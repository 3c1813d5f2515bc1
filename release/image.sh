#!/usr/bin/env bash
# Writes the file systems of the container image, one for each processor, from the archives in a folder: FOLDER/amd64, FOLDER/arm64.
# They hold the program, an empty /tmp and the folder /site, where the atlas is mounted; nothing else.
#
#   bash release/image.sh target/release-files target/image
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/read.sh"
archives="${1:?the folder with the archives is needed}" out="${2:?a folder is needed}"

rm -rf "$out"
for pair in amd64:x86_64 arm64:aarch64; do
    target="${pair#*:}-unknown-linux-musl"
    archive="$archives/$name-$target.tar.gz"
    if [ ! -f "$archive" ]; then echo "no $archive: no image for ${pair%%:*}" >&2; continue; fi
    root="$out/${pair%%:*}"
    mkdir -p "$root/usr/bin" "$root/site" "$root/tmp" "$root/licences"
    chmod 1777 "$root/tmp"
    tar -xzf "$archive" -C "$root/usr/bin" --strip-components=1 "$name-$target/atlas" "$name-$target/innovation-atlas"
    tar -xzf "$archive" -C "$root/licences" --strip-components=1 "$name-$target/LICENSE-MIT" "$name-$target/LICENSE-APACHE"
done
