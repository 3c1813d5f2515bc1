#!/usr/bin/env bash
# What was released, as a stranger gets it: installed with nothing of this repository beside it, and an atlas begun, checked
# and built with it. What of the ways is there is tried: the archive by its installer, the file system of the image, the packages
# of npm, the wheel.
#
#   bash tests/release/installed.sh target/release-files [target/npm] [target/wheels] [target/image]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
. "$here/release/read.sh"
files="$(cd "$1" && pwd)"
npm="${2:-}" wheels="${3:-}" image="${4:-}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Begins, checks and builds an atlas in a folder, by the command of the arguments.
use() {
    local folder="$1"; shift
    "$@" --version
    "$@" init "$folder" --ci github
    "$@" new organization third-record --root "$folder" >/dev/null
    "$@" check --root "$folder"
    "$@" build --root "$folder" --base-url https://example.org/atlas/
    "$@" explain broken-reference >/dev/null
}

# Whether the built atlas is there.
built() {
    for file in index.html search.html sitemap.xml data/atlas.json; do
        test -s "$1/public/$file" || { echo "no $file"; exit 1; }
    done
    test -s "$1/.github/workflows/atlas.yml"
    echo "built: $(find "$1/public" -type f | wc -l) files"
}

echo "--- the archive, by its installer"
sed -e "s|@REPOSITORY@|$repository|" -e "s|@VERSION@|$version|" "$here/release/install.sh" >"$work/install.sh"
address="file://$files"
case "$(uname -s)" in MINGW* | MSYS*) address="file:///$(cygpath -m "$files")" ;; esac
mkdir -p "$work/home" "$work/root/bin" "$work/root/work"
env -i PATH="$PATH" HOME="$work/home" ATLAS_BIN="$work/root/bin" ATLAS_RELEASES="$address" ATLAS_TARGET="${TARGET:-}" sh "$work/install.sh"
if [ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ]; then
    # A root with the program alone: no shell, no library, no /dev, no /etc.
    use /work/mine chroot "$work/root" /bin/innovation-atlas
    built "$work/root/work/mine"
else
    use "$work/root/work/mine" "$work/root/bin/innovation-atlas"
    built "$work/root/work/mine"
fi

echo "--- an archive that was changed on its way"
mkdir "$work/changed"
cp "$files"/innovation-atlas-* "$work/changed/"
for archive in "$work/changed"/*.tar.gz "$work/changed"/*.zip; do
    if [ -f "$archive" ]; then printf x >>"$archive"; fi
done
changed="file://$work/changed"
case "$(uname -s)" in MINGW* | MSYS*) changed="file:///$(cygpath -m "$work/changed")" ;; esac
if env -i PATH="$PATH" HOME="$work/home" ATLAS_BIN="$work/never" ATLAS_RELEASES="$changed" ATLAS_TARGET="${TARGET:-}" sh "$work/install.sh"; then
    echo "it was installed"; exit 1
fi
test ! -e "$work/never"

if [ -n "$image" ] && [ "$(id -u)" = 0 ]; then
    echo "--- the file system of the image, as the user of the image"
    cp -a "$image/amd64" "$work/image"
    chown 65532:65532 "$work/image/site"
    use /site/mine chroot --userspec=65532:65532 "$work/image" /usr/bin/atlas
    built "$work/image/site/mine"
fi

if [ -n "$npm" ]; then
    echo "--- the packages of npm"
    mkdir "$work/tarballs" "$work/node"
    platform="innovation-atlas-$(node -p 'process.platform + "-" + process.arch')"
    (cd "$npm" && for package in "$platform" innovation-atlas; do npm pack --silent --pack-destination "$work/tarballs" "./$package"; done)
    ls -l "$work/tarballs"
    (cd "$work/node" && HOME="$work/home" npm install --offline --ignore-scripts --omit=optional --no-audit --no-fund --silent "$work/tarballs"/*.tgz)
    use "$work/node/mine" env -i PATH="$PATH" HOME="$work/home" "$work/node/node_modules/.bin/innovation-atlas"
    built "$work/node/mine"
fi

if [ -n "$wheels" ]; then
    echo "--- the wheel"
    python3 -m venv "$work/python"
    "$work/python/bin/pip" install --quiet --no-index --find-links "$wheels" "innovation-atlas==$version"
    # As the GitLab workflow calls it.
    use "$work/python/mine" env -i PATH="$work/python/bin" innovation-atlas
    built "$work/python/mine"
fi

echo "what was released can be installed, and builds an atlas"
