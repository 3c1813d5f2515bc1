#!/usr/bin/env bash
# Writes the stemmers of this folder anew.
#
#   bash src/search/snowball/generate.sh SNOWBALL
#
# SNOWBALL: the unpacked sources of Snowball 2.2.0 (https://snowballstem.org/), whose compiler writes JavaScript. The
# algorithms are those beside the crate rust-stemmers, from which its Rust code was made: the page and the index then stem
# alike. terser (npm) shortens what comes out.
set -euo pipefail
snowball="$(cd "$1" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")"
crate="$(dirname "$(cargo metadata --format-version 1 --locked | python3 -c '
import json, sys
print(next(p["manifest_path"] for p in json.load(sys.stdin)["packages"] if p["name"] == "rust-stemmers"))')")"
make -C "$snowball" snowball >/dev/null
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for algorithm in arabic danish dutch finnish french german greek hungarian italian norwegian portuguese romanian spanish swedish tamil turkish; do
    "$snowball/snowball" "$crate/algorithms/$algorithm.sbl" -js -n Stemmer -P BaseStemmer -o "$work/$algorithm"
    {
        echo 'made = (() => {'
        sed 's/^BaseStemmer = /const BaseStemmer = /' "$snowball/javascript/base-stemmer.js"
        sed 's/^Stemmer = /const Stemmer = /' "$work/$algorithm.js"
        echo 'const stemmer = new Stemmer(); return word => stemmer.stemWord(word); })()'
    } >"$work/whole.js"
    npx --yes terser@5.44.1 "$work/whole.js" --compress passes=3,negate_iife=false --mangle --ecma 2020 | sed 's/^made=//; s/;$//' | tr -d '\n' >"$algorithm.js"
    echo >>"$algorithm.js"
done
cp "$snowball/COPYING" LICENSE
