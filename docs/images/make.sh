#!/usr/bin/env bash
# Makes the pictures of README.md and docs/手引き.md anew: forty invented projects, consolidated and printed.
#
#   docs/images/make.sh
#
# Needs Rust, Python 3, LibreOffice, poppler's tools, and the fonts named in .ci/run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

work=target/images
venv=target/venv-samples
dots=80

python3 -m venv "$venv"
"$venv/bin/pip" install -q -r samples/requirements.txt -r docs/images/requirements.txt
rm -rf "$work"
"$venv/bin/python" samples/forty.py "$work"
# One project was sent by nobody, so the run ends with exit status 1.
status=0
cargo run --quiet --locked -- consolidate --config "$work/kohyo.toml" --today 2026-10-20 --quiet || status=$?
((status == 1)) || exit "$status"

# pdf FILE: prints an output.
pdf() {
  soffice "-env:UserInstallation=file://$PWD/$work/profile" --headless --convert-to pdf \
    --outdir "$work" "$work/結果/$1" >/dev/null
}

# page PDF TEXT: the first page that holds a text.
page() {
  local last number
  last=$(pdfinfo "$1" | awk '/^Pages/ { print $2 }')
  for ((number = 1; number <= last; number++)); do
    if pdftotext -f "$number" -l "$number" "$1" - | grep -F "$2" >/dev/null; then
      echo "$number"
      return
    fi
  done
  echo "no page of $1 holds $2" >&2
  return 1
}

# picture NAME PDF TEXT: the first page that holds a text, as a small picture.
picture() {
  local number
  number=$(page "$2" "$3")
  pdftoppm -r "$dots" -f "$number" -l "$number" -singlefile -png "$2" "$work/$1"
  "$venv/bin/python" docs/images/shrink.py "$work/$1.png" "docs/images/$1.png"
}

pdf 総括表.xlsx
pdf 評価シート_市民部長.xlsx
summary=$work/総括表.pdf
picture cover "$summary" 目次
picture overview "$summary" 評価の状況
picture list "$summary" 取組み一覧
picture schedule "$summary" 全取組みの工程
picture deliberation "$summary" 審議を要する取組みと推進本部の決定
picture review "$work/評価シート_市民部長.pdf" 事業概要
ls -l docs/images/*.png
