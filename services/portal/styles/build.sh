#!/usr/bin/env bash
# Makes what wwwroot holds from the sources here and the packages of package-lock.json: npm ci && npm run build. What it makes is committed,
# so that nobody needs Node to run the portal. With --check it builds aside and says whether what is committed is the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

target=../wwwroot
if [ "${1:-}" = --check ]; then
  target=$(mktemp -d)
  trap 'rm -rf "$target"' EXIT
fi
mkdir -p "$target"

node_modules/.bin/sass --quiet-deps --style=compressed --no-source-map --no-charset --load-path=node_modules portal.scss "$target/portal.css"
for subset in latin cyrillic; do
  cp "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-$subset-wght-normal.woff2" "$target/source-sans-3-$subset.woff2"
done

{
  printf '<svg xmlns="http://www.w3.org/2000/svg">'
  while read -r icon; do
    printf '<symbol id="%s" viewBox="0 0 16 16">%s</symbol>' "$icon" "$(sed -e 's/<svg[^>]*>//' -e 's/<\/svg>//' "node_modules/bootstrap-icons/icons/$icon.svg" | tr -d '\n')"
  done <icons.txt
  printf '</svg>\n'
} >"$target/icons.svg"

{
  echo "The files of this folder are made from the following packages by services/portal/styles/build.sh."
  for package in govuk-frontend:../../govuk-frontend.LICENCE.txt @fontsource-variable/source-sans-3:LICENSE bootstrap-icons:LICENSE; do
    folder=node_modules/${package%%:*}
    printf '\n=== %s %s ===\n\n' "${package%%:*}" "$(node -p "require('./$folder/package.json').version")"
    cat "$folder/${package##*:}"
  done
} | sed 's/[[:space:]]*$//' >"$target/NOTICE.txt"

if [ "${1:-}" = --check ]; then
  for made in "$target"/*; do
    cmp "$made" "../wwwroot/$(basename "$made")"
  done
  echo "wwwroot is what the sources make"
fi
