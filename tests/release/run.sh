#!/usr/bin/env bash
# The release as far as it can be made here: the program for this machine, the installers, the packages of npm, the wheel and the file
# system of the image; each installed where nothing else is, and the Action's steps run against the folder. Then the linters.
#
#   bash tests/release/run.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
target="$(uname -m)-unknown-linux-musl"
files=target/release-files
rm -rf "$files" target/npm target/wheels target/image
if ! command -v musl-gcc >/dev/null; then
    as=(); if [ "$(id -u)" != 0 ]; then as=(sudo); fi
    "${as[@]}" apt-get update -qq && "${as[@]}" apt-get install -y -qq musl-tools >/dev/null
fi
rustup target add "$target" >/dev/null 2>&1

if bash release/address.sh "v0.0.0" 2>/dev/null; then echo "a release with a placeholder for an address is not refused"; exit 1; fi
bash release/build.sh "$target"
bash release/installers.sh "$files"
node release/npm.mjs "$files" target/npm
bash release/wheel.sh "$target"
bash release/image.sh "$files" target/image 2>/dev/null
bash tests/release/installed.sh "$files" target/npm target/wheels target/image

python=target/release-python
test -x "$python/bin/python" || python3 -m venv "$python"
"$python/bin/pip" install --quiet pyyaml zizmor
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

echo "--- the Action, on a repository that holds an atlas and nothing else"
"target/$target/dist/atlas" init "$work/mine" --ci github
began="$SECONDS"
for command in check build publish; do
    "$python/bin/python" tests/release/action.py "$files" "$command" "$work/mine"
done
test -s "$work/mine/public/index.html"
(cd "$work/mine" && git init -q && git add . && git -c user.name=x -c user.email=x@example.org commit -qm x
    printf -- '---\nname: Beta\n---\n' >content/organizations/beta.md
    git add . && git -c user.name=x -c user.email=x@example.org commit -qm y)
BASE="$(git -C "$work/mine" rev-parse HEAD~1)" GITHUB_STEP_SUMMARY="$work/summary" "$python/bin/python" tests/release/action.py "$files" diff "$work/mine"
grep Beta "$work/summary"
echo "the Action checked, built and built to publish in $((SECONDS - began)) s"
if [ $((SECONDS - began)) -gt 60 ]; then echo "that is more than a minute"; exit 1; fi
printf -- '---\nname: A\nmembres: [x]\n---\n' >"$work/mine/content/clusters/a.md"
if "$python/bin/python" tests/release/action.py "$files" check "$work/mine" >"$work/marks" 2>&1; then
    echo "a mistake is not one for the Action"; exit 1
fi
grep '::error file=' "$work/marks" | head -n 1

echo "--- the linters"
(cd tests/release && npm ci --ignore-scripts --silent --no-audit --no-fund)
node tests/release/lint.mjs .github/workflows/*.yml "$work"/mine/.github/workflows/*.yml
"$python/bin/zizmor" --offline --no-progress --min-severity medium .github/workflows action.yml "$work"/mine/.github/workflows/*.yml
sh -n release/install.sh
if command -v ruby >/dev/null; then ruby -c "$files/innovation-atlas.rb"; fi
echo "the release can be made, as far as this machine can make it"
