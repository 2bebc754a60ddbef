#!/usr/bin/env bash
# Pictures of the shipped templates for docs/reference/templates: each template filled with its sample, the first page, and the first page of
# the appendix or of the part behind a cover. Run it after a change in templates/: scripts/template-pictures.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"
require_tools
command -v soffice >/dev/null || fail 'Chưa có LibreOffice (soffice).' '(LibreOffice is missing.)'
command -v pdftoppm >/dev/null || fail 'Chưa có poppler-utils (pdftoppm).' '(poppler-utils is missing.)'

target=docs/reference/templates
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 70 points an inch in 16 greys: readable on a screen, below 60 KB a page.
picture() {
  pdftoppm -r 70 -gray -f "$2" -l "$2" -singlefile "$1" "$work/page"
  node scripts/small-png.mjs "$work/page.pgm" "$target/$3.png"
}

# A page from the second on that shows no number at its top opens a section: NĐ 30/2020 hides the number on a first page only.
second_part() {
  local pdf=$1 page pages
  pages=$(pdfinfo "$pdf" | awk '/^Pages:/ { print $2 }')
  for ((page = 2; page <= pages; page++)); do
    [[ $(pdftotext -f "$page" -l "$page" "$pdf" - | head -n 1) =~ ^[0-9]+$ ]] || { echo "$page"; return; }
  done
}

dotnet run --project templates/build -v q -- --samples templates "$work/docx"
soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to pdf --outdir "$work/pdf" "$work"/docx/*.docx >/dev/null 2>&1
mkdir -p "$target"
rm -f "$target"/*.png
count=0
for docx in "$work"/docx/*.docx; do
  name=$(basename "$docx" .docx)
  [ -s "$work/pdf/$name.pdf" ] || fail "LibreOffice không đọc được $name.docx." "(LibreOffice could not read it.)"
  picture "$work/pdf/$name.pdf" 1 "$name"
  part=$(second_part "$work/pdf/$name.pdf")
  [ -z "$part" ] || picture "$work/pdf/$name.pdf" "$part" "$name-appendix"
  count=$((count + 1))
done
say "Đã vẽ $count mẫu vào $target ($count templates pictured)."
