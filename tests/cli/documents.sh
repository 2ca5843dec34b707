#!/bin/bash
# The documents: what they link to is there, and the manual pages are well formed.
. "$(dirname "$0")/../lib.sh"

for document in "$SOURCE"/*.md "$SOURCE"/docs/*.md; do
  grep -oE '\]\([^)#:]+' "$document" | cut -c3- | sort -u > links
  while read -r link; do
    check "${document##*/} links to $link" test -e "$(dirname "$document")/$link"
  done < links
done
if command -v man > /dev/null && command -v groff > /dev/null; then
  for page in "$SOURCE"/docs/*.[1-8]; do
    run groff -man -Tutf8 -ww -z "$page"
    check_equal "${page##*/} is well formed" "0:" "$status:$(cat "$err")"
  done
else
  skip "manual pages" "no groff"
fi
