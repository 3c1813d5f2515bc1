#!/bin/sh
# Builds the documentation as a site, with the program that it documents: docs/*.md become records of a kind `chapter`, and the list in docs/index.md
# their menu. Links to other files of the repository lead to its address.
#
#   ATLAS=target/release/atlas sh docs/site/build.sh FOLDER [--base-url URL]
#
# It writes the atlas to FOLDER and the site to FOLDER/public.
set -eu
site="$(cd "$(dirname "$0")" && pwd)"
docs="$(dirname "$site")"
folder="${1:?a folder is needed}"
shift
key() { sed -n "s/^$1 = \"\(.*\)\"/\1/p" "$docs/../Cargo.toml" | head -n 1; }
files="$(key repository)/blob/v$(key version)"

rm -rf "$folder/content" "$folder/layouts" "$folder/assets"
mkdir -p "$folder/content/chapters" "$folder/assets"
cp -R "$site/layouts" "$site/site.toml" "$folder/"
cp "$site"/assets/* "$folder/assets/"

# The title of a document is its first line.
title() { sed -n '1s/^# //p' "$1"; }

for document in "$docs"/*.md; do
    name="$(basename "$document" .md)"
    if [ "$name" = index ]; then continue; fi
    {
        printf -- '---\nname: "%s"\n---\n' "$(title "$document")"
        sed -e 1d -e "s|](\.\./|]($files/|g" -e 's|](index\.md)|](../_index.md)|g' -e "s|](publishing/|]($files/docs/publishing/|g" "$document"
    } >"$folder/content/chapters/$name.md"
done
{
    printf -- '---\nname: "%s"\n---\n' "$(title "$docs/index.md")"
    sed -e 1d -e 's|](\([a-z]*\)\.md)|](chapters/\1.md)|g' "$docs/index.md"
} >"$folder/content/_index.md"

mkdir -p "$folder/layouts/partials"
# The menu: the headings and links of the list.
{
    printf '<ul>\n'
    sed -n -e 's|^## \(.*\)|<li class="part">\1</li>|p' \
        -e 's|^\* \[\(.*\)\](\([a-z]*\)\.md).*|<li><a href="{{ page.root }}chapters/\2.html"{% if chapter == "\1" %} aria-current="page"{% endif %}>\1</a></li>|p' "$docs/index.md"
    printf '</ul>\n'
} >"$folder/layouts/partials/chapters.html"

"${ATLAS:-atlas}" check --root "$folder" --lang en
"${ATLAS:-atlas}" build --root "$folder" --lang en "$@"
