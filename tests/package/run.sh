#!/usr/bin/env bash
# The package as a stranger gets it: packed, installed, and an atlas begun and built with what was installed.
#
#   bash tests/package/run.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

cargo package --locked --no-verify --allow-dirty --target-dir "$work/package"
packed=("$work"/package/package/innovation-atlas-*.crate)
tar -xzf "${packed[0]}" -C "$work"
source=("$work"/innovation-atlas-*/)
# Dependencies are those that were built already; files that are newer than all builds are compiled from the package itself.
find "${source[0]}" -type f -exec touch {} +
cargo install --locked --path "${source[0]}" --root "$work/installed" --target-dir target
atlas="$work/installed/bin/atlas"

"$atlas" --version
"$atlas" init "$work/mine"
diff -r src/cli/starter "$work/mine"
"$atlas" check --root "$work/mine"
"$atlas" build --root "$work/mine"
for file in index.html search.html data/atlas.json; do
    test -s "$work/mine/public/$file" || { echo "no $file"; exit 1; }
done
if [ "$(wc -c <"$atlas")" -gt 40000000 ]; then echo "the program has $(wc -c <"$atlas") bytes: is it stripped?"; exit 1; fi
ls "${packed[0]}" && wc -c "${packed[0]}" "$atlas"
echo "the package can be installed, and builds an atlas"
