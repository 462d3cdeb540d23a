//! A form to change and read again: what it lost, what it mistook.

use crate::support::reading::{Read, open};
use kohyo::form::Reading;
use kohyo::layout::{self, Layout};
use kohyo::model::Field;
use kohyo::text::{era, label::normalise};
use kohyo::workbook::CellPos;
use kohyo::workbook::{Cell, Content, Workbook};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// A text that no form holds and no parser takes for anything.
pub(super) const TOKEN: &str = "符牒ゐゑ";
/// How far around the form cells are tried.
const MARGIN: u32 = 2;

pub(super) struct Bench {
    pub(super) workbook: Workbook,
    layouts: Vec<Layout>,
    /// The fields of each cell as the form is.
    fields: BTreeMap<CellPos, BTreeSet<Field>>,
    printed: RefCell<HashMap<String, bool>>,
}

impl Bench {
    /// The first visible form of a fixture.
    pub(super) fn of(file: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let mut bench = Self {
            workbook: open(&root.join(file)),
            layouts: layout::builtin().unwrap(),
            fields: BTreeMap::new(),
            printed: RefCell::default(),
        };
        let first = bench.read(&bench.workbook).sheets[0].source.sheet.clone();
        let sheets = &mut bench.workbook.sheets;
        sheets.retain(|sheet| sheet.name == first);
        bench.fields = fields(&bench.read(&bench.workbook));
        bench
    }

    pub(super) fn read(&self, workbook: &Workbook) -> Reading {
        Read::of(workbook, &self.layouts, "f.xlsx").0
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.workbook.sheets[0].cells
    }

    /// Every position on and around the form.
    pub(super) fn positions(&self) -> Vec<CellPos> {
        let last_row = self.cells().iter().map(|cell| cell.pos.row).max().unwrap();
        let last_col = self.cells().iter().map(|cell| cell.pos.col).max().unwrap();
        (0..=last_row + MARGIN)
            .flat_map(|row| (0..=last_col + MARGIN).map(move |col| CellPos::new(row, col)))
            .collect()
    }

    /// The workbook with another content in a cell.
    pub(super) fn with(&self, pos: CellPos, content: Content) -> Workbook {
        let mut workbook = self.workbook.clone();
        let cells = &mut workbook.sheets[0].cells;
        match cells.binary_search_by_key(&pos, |cell| cell.pos) {
            Ok(at) => cells[at].content = content,
            Err(at) => cells.insert(
                at,
                Cell {
                    pos,
                    content,
                    fill: None,
                },
            ),
        }
        workbook
    }

    /// Whether a text is part of the form itself: a label, the title, a year, a part of a year.
    pub(super) fn is_printed(&self, text: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        if let Some(known) = self.printed.borrow().get(text) {
            return *known;
        }
        let printed = self.looks_printed(text);
        self.printed.borrow_mut().insert(text.to_owned(), printed);
        printed
    }

    fn looks_printed(&self, text: &str) -> bool {
        let normalised = normalise(text);
        let is_label = |layout: &Layout| layout.labels_of(&normalised).next().is_some();
        self.layouts
            .iter()
            .any(|layout| is_label(layout) || layout.is_title(&normalised))
            || era::fiscal_year(text).is_some()
            || normalised
                .chars()
                .all(|c| c.is_ascii_digit() || "-.月".contains(c))
    }

    /// Texts of the form that a reading neither shows nor gives a place.
    pub(super) fn lost(&self, workbook: &Workbook, reading: &Reading) -> Vec<String> {
        let said = shown(reading);
        let values = reading
            .sheets
            .iter()
            .flat_map(|sheet| sheet.source.cells.iter());
        let placed: BTreeSet<CellPos> = values.map(|(_, pos)| pos).collect();
        // A finding may be about many cells beside each other.
        let told = |pos: CellPos| {
            let mut findings = reading.findings.iter();
            findings.any(|finding| finding.cell.is_some_and(|cells| cells.contains(pos)))
        };
        let cells = workbook.sheets[0].cells.iter();
        cells
            .filter(|cell| matches!(cell.content, Content::Text(_)))
            .filter(|cell| !placed.contains(&cell.pos) && !told(cell.pos))
            .map(|cell| (cell.pos, cell.content.shown()))
            .filter(|(_, text)| !self.is_printed(text))
            .flat_map(|(pos, text)| text.lines().map(move |line| (pos, line.trim())))
            .filter(|(_, line)| line.chars().count() > 3 && !said.contains(*line))
            .map(|(pos, line)| format!("{pos} {line}"))
            .collect()
    }

    /// Cells other than the changed one that became something else than they are on the form.
    pub(super) fn misread(&self, changed: CellPos, reading: &Reading) -> Vec<String> {
        let nothing = BTreeSet::new();
        fields(reading)
            .iter()
            .filter(|(pos, _)| **pos != changed)
            .map(|(pos, now)| (pos, now, self.fields.get(pos).unwrap_or(&nothing)))
            .filter(|(_, now, before)| !now.is_subset(before))
            .map(|(pos, now, before)| format!("{pos} is {now:?} instead of {before:?}"))
            .collect()
    }
}

fn fields(reading: &Reading) -> BTreeMap<CellPos, BTreeSet<Field>> {
    let mut fields: BTreeMap<CellPos, BTreeSet<Field>> = BTreeMap::new();
    let cells = reading
        .sheets
        .iter()
        .flat_map(|sheet| sheet.source.cells.iter());
    for (field, pos) in cells {
        fields.entry(pos).or_default().insert(field);
    }
    fields
}

/// Everything a reading says, as one text.
pub(super) fn shown(reading: &Reading) -> String {
    format!("{reading:?}").replace("\\u{3000}", "\u{3000}")
}
