#!/bin/sh
# Publishes public/ to a bucket of S3 or of anything that speaks its protocol (add --endpoint-url to `aws`).
#
#   atlas build --base-url https://atlas.example.org/
#   sh docs/publishing/s3.sh my-bucket
#
# New assets go first and old files last, so that no page ever asks for what is not there. The names of assets, and of
# the parts of the search, hold the hash of their bytes, so browsers may keep them for ever; pages are asked for anew,
# and answered «not modified».
set -eu
bucket=${1:?usage: s3.sh BUCKET}

aws s3 sync public/assets "s3://$bucket/assets" --size-only \
    --cache-control 'public, max-age=31536000, immutable'
aws s3 sync public/search "s3://$bucket/search" --size-only --exclude '*/index.js' \
    --cache-control 'public, max-age=31536000, immutable'
aws s3 sync public "s3://$bucket" --exclude '.atlas-*' --exclude 'assets/*' --exclude 'search/*' \
    --include 'search/*/index.js' --cache-control 'no-cache'
aws s3 sync public "s3://$bucket" --exclude '.atlas-*' --size-only --delete

# Once: index.html for folders, 404.html for what does not exist.
# aws s3 website "s3://$bucket" --index-document index.html --error-document 404.html
