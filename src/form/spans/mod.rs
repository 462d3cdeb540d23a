//! Planned and actual spans of the schedule: painted cells, typed marks, texts merged over several
//! columns, and drawn shapes. A span that cannot be told plan from actual is a finding, never a choice.

mod drawn;
mod lined;
mod painted;
mod typed;

use super::desk::Desk;
use super::items::{Block, ItemRows};
use super::legend::{Legend, Role};
use super::years::Band;
use crate::finding::Code;
use crate::model::{Field, Span};
use crate::workbook::CellPos;

pub(super) use typed::is_mark;

/// A span before it is given to plan or actual.
struct Candidate {
    item: usize,
    span: Span,
    cell: CellPos,
    role: Option<Role>,
    what: String,
    /// The months by another way of measuring, where they differ plainly.
    other: Option<Span>,
    /// It begins or ends outside the years shown.
    beyond: bool,
}

/// Fills the items' spans and notes; returns whether any span stayed unclear.
pub(super) fn take(
    desk: &mut Desk<'_>,
    block: &Block,
    band: &Band,
    items: &mut [ItemRows],
) -> bool {
    let legend = Legend::read(desk, block);
    for cell in &legend.cells {
        desk.know(*cell);
    }
    let mut found = painted::find(desk, band, items, &legend, block);
    found.extend(typed::take(desk, band, items, &legend));
    found.extend(drawn::take(desk, band, items, &legend));
    let mut unclear = false;
    for candidate in found {
        unclear |= !place(desk, items, candidate);
    }
    unclear |= lined::tell(desk, block, band, items);
    for item in items.iter_mut() {
        item.item.notes.sort_by_key(|note| note.fiscal_year);
        for spans in [&mut item.item.planned, &mut item.item.actual] {
            spans.sort_unstable();
            spans.dedup();
        }
    }
    unclear
}

/// Gives a span to its item; says so where its ends, or plan or actual, cannot be told.
fn place(desk: &mut Desk<'_>, items: &mut [ItemRows], candidate: Candidate) -> bool {
    let item = &mut items[candidate.item].item;
    if candidate.beyond {
        let message = format!(
            "実施項目{}の{}が年度の列の外まで伸びていて、始まりか終わりが分かりません",
            item.number, candidate.what
        );
        desk.report(
            Code::SpanUnclear,
            candidate.cell,
            Field::Item(item.number),
            message,
        );
        return false;
    }
    if let Some(other) = candidate.other {
        let Span { from, to } = candidate.span;
        let message = format!(
            "実施項目{}の{}は、列の幅からは{}～{}、図形そのものの位置からは{}～{}となり、いつからいつまでか決められません",
            item.number,
            candidate.what,
            from.japanese(),
            to.japanese(),
            other.from.japanese(),
            other.to.japanese()
        );
        let field = Field::Item(item.number);
        desk.report(Code::SpanUnclear, candidate.cell, field, message);
        return false;
    }
    match candidate.role {
        Some(Role::Plan) => {
            desk.cells
                .note(Field::ItemPlanned(item.number), candidate.cell);
            item.planned.push(candidate.span);
        }
        Some(Role::Actual) => {
            desk.cells
                .note(Field::ItemActual(item.number), candidate.cell);
            item.actual.push(candidate.span);
        }
        None => {
            let message = format!(
                "実施項目{}の{}（{}～{}）が計画か実績か分かりません",
                item.number,
                candidate.what,
                candidate.span.from.japanese(),
                candidate.span.to.japanese()
            );
            desk.report(
                Code::SpanUnclear,
                candidate.cell,
                Field::Item(item.number),
                message,
            );
        }
    }
    candidate.role.is_some()
}

/// The role of a row within an item of two rows; `None` in an item of another height.
fn role_of_row(item: &ItemRows, row: u32, legend: &Legend) -> Option<Role> {
    let upper = row == item.rows.0;
    let by_word = |role: Role| if upper { role } else { role.other() };
    (item.rows.1 == item.rows.0 + 1)
        .then(|| item.upper.map_or_else(|| legend.of_row(upper), by_word))
}
