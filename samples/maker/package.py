"""Turns what openpyxl saved into the package a department's Excel would have sent.

openpyxl writes inline strings and cannot draw; Excel keeps shared strings with furigana, and people draw
arrows. Everything is packed with fixed dates in a fixed order, so that the same content gives the same bytes.
"""

import html
import io
import re
import zipfile
from xml.sax.saxutils import escape

DAY = (2026, 10, 9, 9, 0, 0)
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# Readings as Excel keeps them after typing with a Japanese input method.
READINGS = {
    "番号": "バンゴウ", "事業": "ジギョウ", "名称": "メイショウ", "担当": "タントウ", "部課": "ブカ", "実施": "ジッシ",
    "責任者": "セキニンシャ", "概要": "ガイヨウ", "指針": "シシン", "重点": "ジュウテン", "目標": "モクヒョウ",
    "現状": "ゲンジョウ", "重要": "ジュウヨウ", "達成": "タッセイ", "指標": "シヒョウ", "業績": "ギョウセキ",
    "評価": "ヒョウカ", "理由": "リユウ", "年度": "ネンド", "令和": "レイワ", "実績": "ジッセキ", "進捗": "シンチョク",
    "予算": "ヨサン", "決算": "ケッサン", "期待": "キタイ", "効果": "コウカ", "備考": "ビコウ", "計画": "ケイカク",
    "項目": "コウモク", "市民": "シミン", "総合": "ソウゴウ", "政策": "セイサク", "健康": "ケンコウ", "福祉": "フクシ",
    "都市": "トシ", "整備": "セイビ", "教育": "キョウイク", "情報": "ジョウホウ", "電子": "デンシ", "申請": "シンセイ",
    "窓口": "マドグチ", "課長": "カチョウ", "部長": "ブチョウ", "推進": "スイシン", "個票": "コヒョウ", "別紙": "ベッシ",
    "導入": "ドウニュウ", "運用": "ウンヨウ", "職員": "ショクイン", "集計": "シュウケイ", "見込": "ミコ", "千円": "センエン",
}
WORD = re.compile("|".join(sorted(READINGS, key=len, reverse=True)))
CELL = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?( t="\w+")?\s*(?:/>|>(.*?)</c>)', re.S)


def unzip(data):
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(parts):
    """A package with fixed dates, its content types first."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            package.writestr(entry, parts[name])
    return out.getvalue()


def finish(data, drawings, shared=True, macro=False):
    """openpyxl's bytes → the finished package; drawings: sheet number (from 1) → drawing XML."""
    parts = unzip(data)
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-10-09T00:00:00Z", parts["docProps/core.xml"])
    if shared:
        share_strings(parts)
    if macro:
        edit(parts, "[Content_Types].xml", MAIN, MACRO)
    for number, drawing in drawings.items():
        attach(parts, number, drawing)
    return pack(parts)


def edit(parts, name, old, new):
    """Replaces the first `old` in a part; it must be there."""
    text = parts[name].decode()
    assert old in text, (name, old)
    parts[name] = text.replace(old, new, 1).encode()


def share_strings(parts):
    """Moves inline strings into a shared table, with readings on the words known above."""
    table = {}

    def convert(match):
        reference, style, kind, body = match[1], match[2] or "", match[3] or "", match[4] or ""
        if not body or body.replace(" ", "") in ("<v></v>", "<v/>"):
            return f'<c r="{reference}"{style}/>'
        if "inlineStr" not in kind:
            return f'<c r="{reference}"{style}{kind}>{body}</c>'
        text = html.unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", body, re.S)))
        index = table.setdefault(text, len(table))
        return f'<c r="{reference}"{style} t="s"><v>{index}</v></c>'

    for name in sorted(parts):
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            parts[name] = CELL.sub(convert, parts[name].decode()).encode()
    items = "".join(shared_string(text) for text in table)
    parts["xl/sharedStrings.xml"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'uniqueCount="{len(table)}">{items}</sst>').encode()
    edit(parts, "[Content_Types].xml", "</Types>",
         f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHARED}"/></Types>')
    edit(parts, "xl/_rels/workbook.xml.rels", "</Relationships>",
         f'<Relationship Id="rIdStrings" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')


def shared_string(text):
    """One entry of the shared table."""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    readings = "".join(
        f'<rPh sb="{m.start()}" eb="{m.end()}"><t>{READINGS[m[0]]}</t></rPh>' for m in WORD.finditer(text))
    if readings:
        readings += '<phoneticPr fontId="1"/>'
    return f"<si><t{space}>{escape(text)}</t>{readings}</si>"


def attach(parts, number, drawing):
    """Hangs a drawing on a sheet, beside whatever openpyxl already tied to it (comments)."""
    sheet = f"xl/worksheets/sheet{number}.xml"
    links = f"xl/worksheets/_rels/sheet{number}.xml.rels"
    name = f"drawingArrows{number}.xml"
    parts[f"xl/drawings/{name}"] = drawing.encode()
    edit(parts, "[Content_Types].xml", "</Types>",
         f'<Override PartName="/xl/drawings/{name}" ContentType="{DRAWING}"/></Types>')
    link = f'<Relationship Id="rIdArrows" Type="{OFFICE}/drawing" Target="../drawings/{name}"/></Relationships>'
    if links in parts:
        edit(parts, links, "</Relationships>", link)
    else:
        parts[links] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
            f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}').encode()
    # The order of a sheet's elements is fixed: drawing stands before legacyDrawing and tableParts.
    element = f'<drawing xmlns:r="{OFFICE}" r:id="rIdArrows"/>'
    before = next(tag for tag in ("<legacyDrawing", "</worksheet>") if tag in parts[sheet].decode())
    edit(parts, sheet, before, element + before)
