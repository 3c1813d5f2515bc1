#!/usr/bin/env bash
# An exported workbook that LibreOffice has opened and saved in each of its formats changes nothing when it comes back.
#
#   bash tests/tables/libreoffice.sh target/ci/atlas SITE
set -euo pipefail
program="$(realpath "$1")"
site="$(realpath "$2")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
"$program" export "$folder/atlas.xlsx" --root "$site" >/dev/null
csv='csv:Text - txt - csv (StarCalc)'
# Codes of LibreOffice: 59 is `;`, 44 `,`, 34 `"`; 76 is UTF-8, 34 windows-1251; -1 is all sheets.
save() {
    mkdir "$folder/$1"
    soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to "$2" --outdir "$folder/$1" "$folder/atlas.xlsx" >/dev/null 2>&1
    "$program" import "$folder/$1/${3:-}" --root "$site" --lang en >"$folder/out" || { cat "$folder/out"; exit 1; }
    if ! grep -q '^There is nothing to change' "$folder/out"; then printf '%s:\n' "$1"; cat "$folder/out"; exit 1; fi
    printf '%s: nothing changes\n' "$1"
}
save xlsx xlsx atlas.xlsx
save ods ods atlas.ods
save xls xls atlas.xls
save comma "$csv:44,34,76,1,,0,false,true,false,false,false,-1"
save semicolon "$csv:59,34,76,1,,0,false,true,false,false,false,-1"
save windows-1251 "$csv:59,34,34,1,,0,false,true,false,false,false,-1"
