//! Cells that are struck out as a whole: what they were is known by reading the form as if they were not.
//!
//! ```text
//! the form as it stands ───────┐
//! the form with all it once said ┴─ which field a struck-out cell was; whether anything stands at all
//! ```
//! Neighbours are one finding. A form of which nothing stands is withdrawn, and that is the one finding.

use super::identify::{self, Kind};
use super::labels::{Labels, Texts};
use super::view::View;
use super::{Context, desk::tidy, read_form};
use crate::finding::{Code, Finding};
use crate::layout::Layout;
use crate::model::{Cells, Field, ProjectSheet};
use crate::workbook::{CellPos, Marked, Region, Sheet};

/// Texts quoted of several cells.
const MOST_QUOTED: usize = 3;
/// A cell is looked for among so many groups before it, which is more than stand beside each other on a form.
const MOST_NEAR: usize = 32;

/// Whether a form that was read is withdrawn: the finding that says so. Else adds findings for the cells
/// that are. `restored` is the sheet with them.
pub(super) fn of_form(
    view: &View<'_>,
    restored: Option<&Sheet>,
    layout: &Layout,
    form: &ProjectSheet,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Finding> {
    let mut withdrawn = view.sheet.withdrawn();
    let first = withdrawn.find(|marked| view.bounds.contains(marked.pos))?;
    let before = view.on(restored?);
    let labels = Labels::find(&before, layout, &Texts::of(&before));
    let (whole, _) = read_form(&before, layout, labels, context);
    let has_values = |form: &ProjectSheet| {
        let mut cells = form.source.cells.iter();
        cells.any(|(field, _)| field != Field::FiscalYear)
    };
    if !has_values(form) && has_values(&whole) {
        return Some(withdrawn_form(&whole, first.pos));
    }
    findings.extend(groups(view, &whole.source.cells));
    None
}

fn withdrawn_form(form: &ProjectSheet, first: CellPos) -> Finding {
    let mut named = String::new();
    if let Some(number) = &form.number {
        named.push_str(&format!("番号「{number}」"));
    }
    if let Some(name) = &form.name {
        named.push_str(&format!("事業名称「{}」", name.replace('\n', " ")));
    }
    let message = format!(
        "個票（{named}）は記入がすべて取り消し線で消されています。取り下げられたものとして読み取っていません"
    );
    Finding::new(Code::StruckOut, message).at(first)
}

/// Whether a sheet that is no form was one before it was struck out: the finding that says so.
pub(super) fn sheet<'a>(
    sheet: &'a Sheet,
    layouts: &'a [Layout],
    issued_as: Option<&str>,
    context: &Context<'_>,
) -> Option<Finding> {
    let restored = sheet.restored()?;
    let kind = identify::identify(&restored, layouts, issued_as, context.example_words);
    let Kind::Forms {
        layout,
        texts,
        views,
        ..
    } = kind
    else {
        return None;
    };
    let view = views.first()?;
    let labels = Labels::find(view, layout, &texts);
    let (form, _) = read_form(view, layout, labels, context);
    let first = sheet.withdrawn().next()?.pos;
    let mut finding = withdrawn_form(&form, first);
    if views.len() > 1 {
        finding.message = format!(
            "このシートの{}件の個票はすべて取り消し線で消されています。取り下げられたものとして読み取っていません",
            views.len()
        );
    }
    let stands: Vec<String> = sheet
        .cells
        .iter()
        .filter(|cell| !cell.content.is_blank())
        .map(|cell| tidy(cell.content.shown()))
        .collect();
    if !stands.is_empty() {
        finding.message.push_str(&format!(
            "（残っている文字: {}）",
            quoted(stands.iter().map(String::as_str))
        ));
    }
    Some(finding)
}

/// Findings for what is withdrawn on a sheet outside its forms.
pub(super) fn beside(sheet: &Sheet, forms: &[Region]) -> Vec<Finding> {
    let outside = |marked: &&Marked| !forms.iter().any(|form| form.contains(marked.pos));
    let cells: Vec<&Marked> = sheet.withdrawn().filter(outside).collect();
    let Some(first) = cells.first() else {
        return Vec::new();
    };
    let texts = cells.iter().filter_map(|marked| marked.struck.as_deref());
    let message = format!(
        "個票の外に取り消し線で消された{}つのセル（{}）があります。読み取っていません",
        cells.len(),
        quoted(texts)
    );
    vec![Finding::new(Code::StruckOut, message).at(first.pos)]
}

/// The cells of a form that are withdrawn, neighbours together.
fn groups(view: &View<'_>, fields: &Cells) -> Vec<Finding> {
    let inside = view.sheet.withdrawn();
    let inside = inside.filter(|marked| view.bounds.contains(marked.pos));
    let mut groups: Vec<Group<'_>> = Vec::new();
    for marked in inside {
        let region = view.region(marked.pos);
        let mut near = groups.iter_mut().rev().take(MOST_NEAR);
        match near.find(|group| group.meets(view, region)) {
            Some(group) => group.add(marked, region),
            None => groups.push(Group::new(marked, region)),
        }
    }
    groups.iter().map(|group| group.finding(fields)).collect()
}

/// Withdrawn cells next to each other.
struct Group<'s> {
    cells: Vec<&'s Marked>,
    bounds: Region,
}

impl<'s> Group<'s> {
    fn new(marked: &'s Marked, bounds: Region) -> Self {
        Self {
            cells: vec![marked],
            bounds,
        }
    }

    /// Whether a region goes on to the right of the group on its last row, with nothing that stands
    /// between, or below it.
    fn meets(&self, view: &View<'_>, region: Region) -> bool {
        let row = region.first.row;
        if row > self.bounds.last.row {
            return row == self.bounds.last.row + 1
                && region.first.col <= self.bounds.last.col
                && region.last.col >= self.bounds.first.col;
        }
        let last = self.cells.last().map_or(self.bounds.first, |cell| cell.pos);
        last.row == row && !view.has_written_between(last, region.first)
    }

    fn add(&mut self, marked: &'s Marked, region: Region) {
        self.cells.push(marked);
        self.bounds.first.col = self.bounds.first.col.min(region.first.col);
        self.bounds.last.col = self.bounds.last.col.max(region.last.col);
        self.bounds.last.row = self.bounds.last.row.max(region.last.row);
    }

    fn finding(&self, fields: &Cells) -> Finding {
        let texts = || {
            self.cells
                .iter()
                .filter_map(|marked| marked.struck.as_deref())
        };
        let first = self.bounds.first.min(self.cells[0].pos);
        let finding = match self.cells[..] {
            [only] => {
                let mut known = fields.iter().filter(|(_, cell)| *cell == only.pos);
                let field = known.next().map(|(field, _)| field);
                let name =
                    field.map_or_else(String::new, |field| format!("{}の", field.japanese()));
                let message = format!(
                    "{name}{}は取り消し線で消されているため、値として読み取っていません",
                    quoted(texts())
                );
                Finding::new(Code::StruckOut, message).about(field)
            }
            _ => {
                let message = format!(
                    "{}の{}つのセル（{}）は取り消し線で消されているため、値として読み取っていません",
                    self.bounds,
                    self.cells.len(),
                    quoted(texts())
                );
                Finding::new(Code::StruckOut, message)
            }
        };
        let text: Vec<String> = texts().take(MOST_QUOTED).map(tidy).collect();
        finding.at(first).quoting(text.join("、"))
    }
}

fn quoted<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<&str> = texts.collect();
    let first = texts.iter().take(MOST_QUOTED);
    let list: String = first
        .map(|text| format!("「{}」", tidy(text).replace('\n', " ")))
        .collect();
    let more = if texts.len() > MOST_QUOTED {
        "ほか"
    } else {
        ""
    };
    format!("{list}{more}")
}
