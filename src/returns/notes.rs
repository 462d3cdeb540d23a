//! Notes on cells: their texts (comments part) and their boxes (VML drawing). Those that are there
//! stay; new ones come after them.

use super::Refusal;
use super::edits::Edits;
use super::package::Part;
use super::relations::append;
use super::xml::{Node, escaped, outline};
use crate::seal;
use crate::workbook::CellPos;
use crate::workbook::{Regions, Ruler, Sheet};
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::collections::HashMap;
use std::fmt::Write;

/// Who wrote the notes.
pub(super) const AUTHOR: &str = "kohyo";
/// EMU in a pixel of the screen.
const PIXEL: i64 = 9_525;
/// Width of a box in pixels.
const WIDTH: i64 = 320;
/// Height of a line in pixels.
const LINE: i64 = 16;
/// Letters that a line of a box holds.
const LETTERS: usize = 24;
/// Distance of a box from its cell in pixels.
const GAP: i64 = 12;
/// Size of the text in points.
const POINTS: u32 = 9;
/// A comment holds no more UTF-16 units, as a cell does.
pub(super) const MOST_UNITS: usize = 32_767;

/// A note to be put on a cell.
pub(super) struct Note {
    /// The cell.
    pub(super) pos: CellPos,
    /// Its text.
    pub(super) text: String,
}

/// A new part of notes.
pub(super) fn comments(notes: &[Note], font: &str) -> String {
    let list: String = notes
        .iter()
        .map(|note| comment("", note, 0, font))
        .collect();
    format!(
        "{}<comments xmlns=\"{}\"><authors><author>{AUTHOR}</author></authors><commentList>{list}</commentList></comments>",
        super::DECLARATION,
        super::SPREADSHEET,
    )
}

/// Adds notes to a part. A cell that has a note already has ours at its end, and needs no box:
/// the notes that do are given back.
pub(super) fn extend<'n>(
    part: &Part,
    notes: &'n [Note],
    font: &str,
    edits: &mut Edits,
) -> Result<Vec<&'n Note>, Refusal> {
    let text = &part.text;
    let root = outline(text, 4, &[])?;
    let odd = || Refusal::new("コメントの部品が決まりどおりではありません");
    let authors = root.child("authors").ok_or_else(odd)?;
    let list = root.child("commentList").ok_or_else(odd)?;
    let prefix = root.prefix.as_str();
    append(
        edits,
        text,
        authors,
        &format!("<{prefix}author>{AUTHOR}</{prefix}author>"),
    );
    let author = authors.children.len();
    let there: HashMap<CellPos, &Node> = list
        .children
        .iter()
        .filter_map(|node| Some((node.attr(text, "ref")?.parse().ok()?, node)))
        .collect();
    let mut boxes = Vec::new();
    let mut new = String::new();
    for note in notes {
        match there.get(&note.pos) {
            // What the cell cannot hold is on the list alone.
            Some(node) if !has_room(&text[node.span()], note) => {}
            Some(node) => join(edits, text, node, note, font),
            None => {
                new.push_str(&comment(prefix, note, author, font));
                boxes.push(note);
            }
        }
    }
    append(edits, text, list, &new);
    Ok(boxes)
}

/// Whether a comment, as it is written in its part, has room for a remark below it.
fn has_room(comment: &str, note: &Note) -> bool {
    let units = |text: &str| text.encode_utf16().count();
    units(comment) + units(&note.text) < MOST_UNITS
}

/// Puts our text below the one that is there.
fn join(edits: &mut Edits, text: &str, node: &Node, note: &Note, font: &str) {
    let prefix = node.prefix.as_str();
    let run = run(prefix, &format!("\n{}", note.text), font);
    match node.child("text") {
        Some(body) => {
            // Furigana stands behind all runs.
            let furigana = body
                .children
                .iter()
                .find(|child| child.local.starts_with("rPh"));
            let furigana = furigana.or_else(|| body.child("phoneticPr"));
            match furigana {
                Some(furigana) => edits.insert(furigana.tag.start, run),
                None => append(edits, text, body, &run),
            }
        }
        None => append(
            edits,
            text,
            node,
            &format!("<{prefix}text>{run}</{prefix}text>"),
        ),
    }
}

fn comment(prefix: &str, note: &Note, author: usize, font: &str) -> String {
    format!(
        "<{prefix}comment ref=\"{}\" authorId=\"{author}\"><{prefix}text>{}</{prefix}text></{prefix}comment>",
        note.pos,
        run(prefix, &note.text, font),
    )
}

fn run(prefix: &str, text: &str, font: &str) -> String {
    format!(
        "<{prefix}r><{prefix}rPr><{prefix}sz val=\"{POINTS}\"/><{prefix}rFont val=\"{}\"/><{prefix}charset val=\"128\"/></{prefix}rPr><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r>",
        escaped(font),
        escaped(text),
    )
}

/// Takes kohyo's remarks out of a part; the cells that have no note any more are given back.
pub(super) fn remove(part: &Part, edits: &mut Edits) -> Result<Vec<CellPos>, Refusal> {
    let text = &part.text;
    let root = outline(text, 4, &[])?;
    let mut cells = Vec::new();
    for comment in root
        .child("commentList")
        .map_or(&[][..], |list| &list.children)
    {
        let Some(body) = comment.child("text") else {
            continue;
        };
        let shown = shown(&text[body.span()]);
        if seal::remark(&shown).is_none() {
            continue;
        }
        let left = seal::without_remark(&shown);
        if left.trim().is_empty() {
            cells.extend(
                comment
                    .attr(text, "ref")
                    .and_then(|place| place.parse::<CellPos>().ok()),
            );
            edits.replace(comment.span(), "");
        } else {
            let prefix = root.prefix.as_str();
            let kept = format!(
                "<{prefix}text><{prefix}r><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r></{prefix}text>",
                escaped(&left)
            );
            edits.replace(body.span(), kept);
        }
    }
    Ok(cells)
}

/// The text of all runs, without furigana.
fn shown(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let (mut text, mut names) = (String::new(), Vec::new());
    // What is not well-formed ends the text; the part was walked before.
    while let Ok(event) = reader.read_event() {
        let in_run =
            names.last().is_some_and(|name| name == "t") && !names.iter().any(|name| name == "rPh");
        match event {
            Event::Start(tag) => names.push(tag.local_name().into_inner().to_owned()),
            Event::End(_) => drop(names.pop()),
            Event::Text(piece) if in_run => text.push_str(&piece.xml10_content()),
            Event::CData(piece) if in_run => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(name) if in_run => {
                let code = format!("&{};", &*name);
                text.push_str(&quick_xml::escape::unescape(&code).unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    text
}

/// Takes the boxes of cells out of a drawing.
pub(super) fn erase(text: &str, cells: &[CellPos], edits: &mut Edits) {
    const END: &str = "</v:shape>";
    for (start, _) in text.match_indices("<v:shape ") {
        let Some(length) = text[start..].find(END) else {
            continue;
        };
        let end = start + length + END.len();
        let number = |name: &str| {
            let (_, rest) = text[start..end].split_once(&format!("<x:{name}>"))?;
            rest.split('<').next()?.trim().parse().ok()
        };
        if let (Some(row), Some(col)) = (number("Row"), number("Column"))
            && cells.contains(&CellPos::new(row, col))
        {
            edits.replace(start..end, "");
        }
    }
}

/// A new drawing with a box for every note.
pub(super) fn drawing(boxes: &[&Note], sheet: &Sheet) -> String {
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>{}</xml>",
        shapes(boxes, sheet, 1024),
    )
}

/// Adds boxes to a drawing, which need not be well-formed: Excel itself writes `<br>` there.
pub(super) fn draw_into(
    text: &str,
    boxes: &[&Note],
    sheet: &Sheet,
    edits: &mut Edits,
) -> Result<(), Refusal> {
    let end = text
        .rfind("</xml>")
        .ok_or_else(|| Refusal::new("コメントの図形の部品が決まりどおりではありません"))?;
    let known = [
        "urn:schemas-microsoft-com:vml",
        "urn:schemas-microsoft-com:office:excel",
    ];
    let spoken = ["xmlns:v=", "xmlns:o=", "xmlns:x="];
    if known.iter().chain(&spoken).any(|name| !text.contains(name)) {
        return Err(Refusal::new(
            "コメントの図形の部品が決まりどおりではありません",
        ));
    }
    let used = text.split("_x0000_s").skip(1).filter_map(|rest| {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        rest[..digits].parse::<u32>().ok()
    });
    let last = used.max().unwrap_or(1024).min(u32::MAX / 2);
    edits.insert(end, shapes(boxes, sheet, last));
    Ok(())
}

/// Boxes numbered after `last`, with a shape type of their own.
fn shapes(boxes: &[&Note], sheet: &Sheet, last: u32) -> String {
    let mut text = "<v:shapetype id=\"kohyo_note\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>".to_owned();
    let corners = Corners::of(sheet);
    for (id, note) in (last + 1..).zip(boxes) {
        let CellPos { row, col } = note.pos;
        // Writing into a String cannot fail.
        let _ = write!(
            text,
            "<v:shape id=\"_x0000_s{id}\" type=\"#kohyo_note\" style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
            corners.anchor(note),
        );
    }
    text
}

/// Where boxes go on a sheet.
struct Corners {
    regions: Regions,
    columns: Ruler,
    rows: Ruler,
}

impl Corners {
    fn of(sheet: &Sheet) -> Self {
        Self {
            regions: sheet.regions(),
            columns: Ruler::new(&sheet.columns, u32::MAX),
            rows: Ruler::new(&sheet.rows, u32::MAX),
        }
    }

    /// Right of the note's cell, as high as its text: column, pixels, row, pixels of both corners.
    fn anchor(&self, note: &Note) -> String {
        let region = self.regions.around(note.pos);
        let left = self.columns.edge(region.last.col + 1) + GAP * PIXEL;
        let top = self.rows.edge(region.first.row);
        let lines: usize = note
            .text
            .lines()
            .map(|line| line.chars().count().div_ceil(LETTERS).max(1))
            .sum();
        let height = i64::try_from(lines + 1).unwrap_or(i64::MAX / LINE / PIXEL) * LINE * PIXEL;
        let corner = |ruler: &Ruler, at: i64| {
            let index = ruler.index_at(at);
            (index, (at - ruler.edge(index)).max(0) / PIXEL)
        };
        let (first_col, dx) = corner(&self.columns, left);
        let (last_col, right) = corner(&self.columns, left + WIDTH * PIXEL);
        let (first_row, dy) = corner(&self.rows, top);
        let (last_row, bottom) = corner(&self.rows, top + height);
        format!("{first_col}, {dx}, {first_row}, {dy}, {last_col}, {right}, {last_row}, {bottom}")
    }
}
