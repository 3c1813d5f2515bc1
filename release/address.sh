#!/usr/bin/env bash
# Refuses a release while the repository's address in Cargo.toml is a placeholder, or the tag is not that of the version.
#
#   bash release/address.sh TAG
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/read.sh"
tag="${1:?a tag is needed}"

case "$repository" in
    https://example.org/* | "")
        echo "Cargo.toml says repository = \"$repository\", which is a placeholder: write the address there, and tag again." >&2
        exit 1 ;;
esac
if [ "$tag" != "v$version" ]; then
    echo "The tag $tag is not v$version, the version in Cargo.toml." >&2
    exit 1
fi
if [ -n "${GITHUB_REPOSITORY:-}" ] && [ "$repository" != "${GITHUB_SERVER_URL:-}/$GITHUB_REPOSITORY" ]; then
    echo "Cargo.toml says repository = \"$repository\", and this is ${GITHUB_SERVER_URL:-}/$GITHUB_REPOSITORY." >&2
    exit 1
fi
