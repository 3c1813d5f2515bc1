#!/usr/bin/env bash
# Makes the wheel for a target with maturin, of the program that release/build.sh built: target/wheels/*.whl
#
#   bash release/wheel.sh x86_64-unknown-linux-musl
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/read.sh"
cd "$here"
target="${1:?a target is needed}"
export ATLAS_COMMIT; ATLAS_COMMIT="$(git rev-parse HEAD)"
export ATLAS_RELEASE="$version (v$version, ${ATLAS_COMMIT:0:12})"
case "$target" in
    x86_64-unknown-linux-musl) export CC_x86_64_unknown_linux_musl="${CC_x86_64_unknown_linux_musl:-musl-gcc}" ;;
    aarch64-unknown-linux-musl) export CC_aarch64_unknown_linux_musl="${CC_aarch64_unknown_linux_musl:-musl-gcc}" ;;
esac
# A static program runs with either C library, so that one wheel is for both.
libraries=()
case "$target" in *linux-musl) libraries=(--compatibility manylinux2014 musllinux_1_1) ;; esac
if ! command -v maturin >/dev/null; then
    python3 -m venv target/maturin
    target/maturin/bin/pip install --quiet 'maturin>=1.9,<2' 2>/dev/null || target/maturin/Scripts/pip install --quiet 'maturin>=1.9,<2'
    PATH="$here/target/maturin/bin:$here/target/maturin/Scripts:$PATH"
fi
maturin build --target "$target" --out target/wheels "${libraries[@]+"${libraries[@]}"}"
ls -l target/wheels
