#!/usr/bin/env bash
# Packs the extension, and looks into the package: what it needs is there, and nothing else.
#
#   bash editors/vscode/test.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
node node_modules/esbuild/install.js
npx vsce package --no-dependencies --out innovation-atlas.vsix >/dev/null
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m zipfile -e innovation-atlas.vsix "$folder"
node test.mjs "$folder/extension"
