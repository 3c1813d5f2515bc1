#!/usr/bin/env bash
# The program of Windows on Linux, under Wine: begins, checks, edits, builds and rebuilds an atlas, whose pages are those of Linux.
#
#   cargo build --profile ci --locked --target x86_64-pc-windows-gnu --bins
#   bash tests/release/wine.sh target/x86_64-pc-windows-gnu/ci target/ci/atlas
#
# It needs gcc-mingw-w64-x86-64 and wine64. What is released is built by the compiler of Windows (msvc); the code is the same.
set -euo pipefail
programs="$(cd "$1" && pwd)" atlas="$(realpath "$2")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export WINEPREFIX="${WINEPREFIX:-$work/wine}" WINEDEBUG=-all SOURCE_DATE_EPOCH=1795219200
# Wine 8 lacks a library of Windows 10 of which the standard library takes random numbers.
cat >"$work/random.c" <<'C'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, size); }
C
x86_64-w64-mingw32-gcc -shared -o "$programs/bcryptprimitives.dll" "$work/random.c" -ladvapi32
windows() { wine "$programs/innovation-atlas.exe" "$@"; }

windows --version
cd "$work"
windows init mine --languages ru,en --ci github --lang ru
"$atlas" init linux --languages ru,en --ci github --lang ru >/dev/null
diff -r mine linux
windows check --root mine
windows build --root mine --revision 1
windows new organization 'third' --root mine
windows rename example-forum first-forum --root mine --force
rm -rf mine/content/organizations/third.md
"$atlas" rename example-forum first-forum --root linux --force
diff -r mine/content linux/content
# The second build replaces and removes files.
windows build --root mine --revision 1
"$atlas" build --root linux --revision 1
diff -r mine/public linux/public
printf -- '---\nname: A\nmembres: [x]\n---\n' >mine/content/clusters/a.md
if windows check --root mine --format github >marks; then echo "a mistake is none"; exit 1; fi
grep 'file=content/clusters/a.md' marks
echo "the program of Windows makes what that of Linux makes: $(find mine/public -type f | wc -l) files"
