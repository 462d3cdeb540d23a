//! Looks into a finished workbook, for tests: parts, cells as another program reads them, geometry.

use super::{Style, measure::Measure};
use crate::workbook::{CellPos, Region};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// One part of a workbook as text.
pub(crate) fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}

/// Names of all sheets, in order.
pub(crate) fn sheet_names(workbook: &[u8]) -> Vec<String> {
    use calamine::Reader;
    calamine::Xlsx::new(std::io::Cursor::new(workbook))
        .unwrap()
        .sheet_names()
}

/// The cells of a sheet as another program reads them, row by row from `A1`.
pub(crate) fn sheet_texts(workbook: &[u8], sheet: &str) -> Vec<Vec<String>> {
    use calamine::Reader;
    let mut workbook = calamine::Xlsx::new(std::io::Cursor::new(workbook)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    let (rows, columns) = range.end().unwrap();
    (0..=rows)
        .map(|row| {
            (0..=columns)
                .map(|col| {
                    range
                        .get_value((row, col))
                        .map(ToString::to_string)
                        .unwrap_or_default()
                })
                .collect()
        })
        .collect()
}

/// Font size, ground, lines, alignment and lock of one cell format.
#[derive(Clone, Debug, Default)]
struct Look {
    size: f64,
    ground: Option<String>,
    /// Whether there is a line on its left and on its right.
    lines: [bool; 2],
    wraps: bool,
    shrinks: bool,
    /// As the workbook calls it; `None` is left for texts.
    side: Option<String>,
    unlocked: bool,
}

/// Where everything stands on a sheet.
pub(crate) struct Geometry {
    name: String,
    texts: Vec<Vec<String>>,
    /// Heights of rows in points.
    heights: BTreeMap<u32, f64>,
    /// Widths of columns in pixels.
    widths: BTreeMap<u32, f64>,
    /// Rows and columns that nobody sees.
    hidden: [BTreeSet<u32>; 2],
    looks: BTreeMap<CellPos, Look>,
    merged: Vec<Region>,
    /// Rows before which a page ends.
    pub(crate) breaks: Vec<u32>,
}

impl Geometry {
    /// The `n`th sheet of a workbook, counted from 0.
    pub(crate) fn of(workbook: &[u8], n: usize) -> Self {
        let name = sheet_names(workbook).remove(n);
        let looks = looks(&part(workbook, "xl/styles.xml"));
        let mut geometry = Self {
            texts: sheet_texts(workbook, &name),
            name,
            heights: BTreeMap::new(),
            widths: BTreeMap::new(),
            hidden: Default::default(),
            looks: BTreeMap::new(),
            merged: Vec::new(),
            breaks: Vec::new(),
        };
        let xml = part(workbook, &format!("xl/worksheets/sheet{}.xml", n + 1));
        for_each_tag(&xml, |tag, attribute| geometry.take(tag, attribute, &looks));
        geometry
    }

    fn take(&mut self, tag: &str, attribute: &dyn Fn(&str) -> Option<String>, looks: &[Look]) {
        let number = |name: &str| attribute(name).and_then(|text| text.parse::<f64>().ok());
        match tag {
            "col" => {
                let (min, max) = (number("min").unwrap() as u32, number("max").unwrap() as u32);
                if attribute("hidden").is_some() {
                    self.hidden[1].extend(min - 1..max);
                    return;
                }
                // Widths are counted in digits of seven pixels.
                let pixels = (number("width").unwrap() * 7.0).round();
                self.widths.extend((min - 1..max).map(|col| (col, pixels)));
            }
            "row" => {
                let height = number("ht").unwrap_or(15.0);
                if attribute("hidden").is_some() {
                    self.hidden[0].insert(number("r").unwrap() as u32 - 1);
                }
                self.heights.insert(number("r").unwrap() as u32 - 1, height);
            }
            "c" => {
                let at = attribute("r").unwrap().parse().unwrap();
                let look = looks[number("s").unwrap_or(0.0) as usize].clone();
                self.looks.insert(at, look);
            }
            "mergeCell" => {
                let area = attribute("ref").unwrap();
                let (first, last) = area.split_once(':').unwrap();
                self.merged.push(Region {
                    first: first.parse().unwrap(),
                    last: last.parse().unwrap(),
                });
            }
            "brk" => self.breaks.push(number("id").unwrap() as u32),
            _ => {}
        }
    }

    /// The cells in sight that hold text, with it.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (CellPos, &str)> {
        let [rows, columns] = &self.hidden;
        self.cells()
            .filter(|(at, _)| !rows.contains(&at.row) && !columns.contains(&at.col))
    }

    fn cells(&self) -> impl Iterator<Item = (CellPos, &str)> {
        (0_u32..).zip(&self.texts).flat_map(|(row, cells)| {
            (0_u32..)
                .zip(cells)
                .filter(|(_, text)| !text.is_empty())
                .map(move |(col, text)| (CellPos::new(row, col), text.as_str()))
        })
    }

    /// The columns of a row with a ground of a colour (`1F4E79`).
    pub(crate) fn painted(&self, row: u32, colour: &str) -> Vec<u32> {
        self.looks
            .iter()
            .filter(|(at, look)| {
                at.row == row
                    && look
                        .ground
                        .as_deref()
                        .is_some_and(|ground| ground.ends_with(colour))
            })
            .map(|(at, _)| at.col)
            .collect()
    }

    /// The cells that can be typed into though the sheet is protected; of merged ones the upper left.
    pub(crate) fn unlocked(&self) -> BTreeSet<CellPos> {
        let open = self.looks.iter().filter(|(_, look)| look.unlocked);
        open.map(|(at, _)| self.area(*at).first).collect()
    }

    /// The merged cell that covers a place, or the cell alone.
    fn area(&self, at: CellPos) -> Region {
        let merged = self.merged.iter().find(|area| area.contains(at));
        merged.copied().unwrap_or(Region::cell(at))
    }

    /// Whether a place lies within a merged cell.
    pub(crate) fn is_merged(&self, at: CellPos) -> bool {
        self.area(at) != Region::cell(at)
    }

    /// The height in points of what is in sight of rows.
    pub(crate) fn height(&self, rows: std::ops::Range<u32>) -> f64 {
        let seen = rows.filter(|row| !self.hidden[0].contains(row));
        seen.map(|row| self.heights.get(&row).copied().unwrap_or(15.0))
            .sum()
    }

    /// The width in pixels of all columns in sight.
    pub(crate) fn width(&self) -> f64 {
        self.widths.values().sum()
    }

    /// The pixels left of a column.
    pub(crate) fn left_of(&self, col: u32) -> f64 {
        self.widths.range(..col).map(|(_, width)| width).sum()
    }

    /// The place of the cell that holds exactly this text.
    pub(crate) fn find(&self, wanted: &str) -> Option<CellPos> {
        self.texts()
            .find(|(_, text)| *text == wanted)
            .map(|(at, _)| at)
    }

    /// Every merged cell that a page break cuts.
    pub(crate) fn crossing(&self) -> Vec<String> {
        self.merged
            .iter()
            .filter(|area| {
                let cuts = |row: &u32| area.first.row < *row && *row <= area.last.row;
                self.breaks.iter().any(cuts)
            })
            .map(|area| format!("{}!{area}", self.name))
            .collect()
    }

    /// Every text that needs more height than its rows have, and every text in a single line that is
    /// wider than the cells it may run over.
    pub(crate) fn clipped(&self) -> Vec<String> {
        let measure = Measure::new(&Style::default());
        let mut clipped = Vec::new();
        for (at, text) in self.texts() {
            let area = self.area(at);
            let width = |columns: RangeInclusive<u32>| -> f64 {
                columns.map(|col| self.widths[&col]).sum()
            };
            let height: f64 = (area.first.row..=area.last.row)
                .map(|row| self.heights.get(&row).copied().unwrap_or(15.0))
                .sum();
            let look = &self.looks[&at];
            let fits = if look.wraps {
                let width = width(area.first.col..=area.last.col);
                measure.text_height(text, width, look.size) <= height + 0.8
            } else {
                let wide = measure.width(text, look.size);
                (look.shrinks || wide <= width(self.run(area)) + 0.01)
                    && measure.height(1, look.size) <= height + 0.8
            };
            if !fits {
                clipped.push(format!("{}!{area}: {text}", self.name));
            }
        }
        clipped
    }
}

impl Geometry {
    /// The columns over which a single line of a cell may run: up to a text, a merged cell, or a line.
    fn run(&self, area: Region) -> RangeInclusive<u32> {
        let row = area.first.row;
        let line = |col: u32, side: usize| {
            let look = self.looks.get(&CellPos::new(row, col));
            look.is_some_and(|look| look.lines[side])
        };
        let empty = |col: u32| {
            let at = CellPos::new(row, col);
            let text = self.texts[row as usize].get(col as usize);
            text.is_none_or(String::is_empty)
                && self.widths.contains_key(&col)
                && self.area(at) == Region::cell(at)
        };
        let (mut first, mut last) = (area.first.col, area.last.col);
        match self.looks[&area.first].side.as_deref() {
            Some("right") => {
                while first > 0 && empty(first - 1) && !line(first - 1, 1) && !line(first, 0) {
                    first -= 1;
                }
            }
            Some("center") => {}
            _ => {
                while empty(last + 1) && !line(last + 1, 0) && !line(last, 1) {
                    last += 1;
                }
            }
        }
        first..=last
    }
}

/// The cell formats of a workbook, by number.
fn looks(styles: &str) -> Vec<Look> {
    let (mut sizes, mut grounds, mut looks) = (Vec::new(), Vec::new(), Vec::<Look>::new());
    let mut lines: Vec<[bool; 2]> = Vec::new();
    let mut section = String::new();
    for_each_tag(styles, |tag, attribute| match (section.as_str(), tag) {
        (_, "fonts" | "fills" | "borders" | "cellStyleXfs" | "cellXfs" | "cellStyles" | "dxfs") => {
            section = tag.to_owned();
        }
        ("fonts", "sz") => sizes.push(attribute("val").unwrap().parse().unwrap()),
        ("fills", "fill") => grounds.push(None),
        ("fills", "fgColor") => *grounds.last_mut().unwrap() = attribute("rgb"),
        ("borders", "border") => lines.push([false; 2]),
        ("borders", side @ ("left" | "right")) => {
            let side = usize::from(side == "right");
            lines.last_mut().unwrap()[side] = attribute("style").is_some();
        }
        ("cellXfs", "xf") => {
            let index = |name: &str| attribute(name).unwrap().parse::<usize>().unwrap();
            looks.push(Look {
                size: sizes[index("fontId")],
                ground: grounds[index("fillId")].clone(),
                lines: lines[index("borderId")],
                ..Look::default()
            });
        }
        ("cellXfs", "alignment") => {
            let look = looks.last_mut().unwrap();
            look.wraps = attribute("wrapText").is_some();
            look.shrinks = attribute("shrinkToFit").is_some();
            look.side = attribute("horizontal");
        }
        ("cellXfs", "protection") => {
            looks.last_mut().unwrap().unlocked = attribute("locked").as_deref() == Some("0");
        }
        _ => {}
    });
    looks
}

/// Calls `visit` with the name of each tag and a way to its attributes.
fn for_each_tag(xml: &str, mut visit: impl FnMut(&str, &dyn Fn(&str) -> Option<String>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                visit(tag.local_name().as_ref(), &|wanted| attribute(&tag, wanted));
            }
            Event::Eof => break,
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(wanted).unwrap()?;
    Some(attribute.value.into_owned())
}
