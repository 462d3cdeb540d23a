//! The rows of the schedule: which rows make an item, its number and text, and the texts under the
//! years.

use super::desk::{Desk, tidy};
use super::legend::{self, Role};
use super::years::Band;
use crate::finding::Code;
use crate::layout::Label;
use crate::model::{Field, Item, Note};
use crate::text::label::normalise;
use crate::workbook::Content;
use crate::workbook::{CellPos, Region};
use std::collections::BTreeSet;

/// One item and the rows it takes on the sheet.
#[derive(Clone, Debug)]
pub(super) struct ItemRows {
    /// First and last row, both included.
    pub rows: (u32, u32),
    /// The item as far as read.
    pub item: Item,
    /// Whether its text is struck out, and nothing of it stands.
    pub withdrawn: bool,
    /// What its first row is for, where cells before the years say 計画 and 実績.
    pub upper: Option<Role>,
}

/// The rows of the schedule's block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// The label 実施項目.
    pub label: Region,
    /// First and last row, both included.
    pub rows: (u32, u32),
}

/// Finds the schedule below a band of years: the rows of its label, or where the label covers one
/// row only, down to the next label in its column. Of several labels the one with most rows counts.
pub(super) fn block(desk: &Desk<'_>, band: &Band) -> Option<Block> {
    let labels = desk.labels.places(Label::Items).map(|place| place.region);
    labels
        .filter(|region| region.first.row > band.last_row && region.last.col < band.first_col())
        .map(|label| Block {
            label,
            rows: (label.first.row, last_row(desk, label)),
        })
        .min_by_key(|block| (std::cmp::Reverse(block.rows.1 - block.rows.0), block.rows.0))
}

fn last_row(desk: &Desk<'_>, label: Region) -> u32 {
    let mut last = label.last.row;
    while label.first.row == label.last.row && last < desk.view.bounds.last.row {
        let next = desk.view.region(CellPos::new(last + 1, label.first.col));
        if !desk.view.sheet.content(next.first).is_blank() {
            break;
        }
        last = next.last.row;
    }
    last
}

/// Reads every item of the block with its number and text.
pub(super) fn take(desk: &mut Desk<'_>, block: &Block, band: &Band) -> Vec<ItemRows> {
    let columns = (block.label.last.col + 1, band.first_col());
    let heads: Vec<_> = groups(desk, block, columns)
        .into_iter()
        .map(|rows| {
            let upper = role_cells(desk, block, rows, columns);
            ((rows, upper), head(desk, block, rows, columns))
        })
        .collect();
    let mut written = BTreeSet::new();
    let mut numbers: Vec<Option<u32>> = heads
        .iter()
        .map(|(_, (number, _))| number.filter(|number| written.insert(*number)))
        .collect();
    for (place, number) in (1..).zip(&mut numbers) {
        if number.is_none() {
            *number = (place..).find(|free| written.insert(*free));
        }
    }
    let mut items = Vec::with_capacity(heads.len());
    for (((rows, upper), (_, text)), number) in heads.into_iter().zip(numbers.into_iter().flatten())
    {
        if let Some((_, pos)) = &text {
            desk.cells.note(Field::ItemText(number), *pos);
        }
        let withdrawn = text.is_none() && is_withdrawn(desk, rows, columns);
        let item = Item {
            number,
            text: text.map(|(text, _)| text),
            notes: Vec::new(),
            planned: Vec::new(),
            actual: Vec::new(),
        };
        items.push(ItemRows {
            rows,
            item,
            withdrawn,
            upper,
        });
    }
    items
}

/// Whether anything is struck out as a whole in an item's own columns.
fn is_withdrawn(desk: &Desk<'_>, rows: (u32, u32), columns: (u32, u32)) -> bool {
    let struck = desk.view.sheet.withdrawn_in(rows);
    let mut cols = struck.map(|marked| marked.pos.col);
    cols.any(|col| (columns.0..columns.1).contains(&col))
}

/// The items of which anything stands. One whose text is struck out is withdrawn with its spans, unless
/// texts under the years stand.
pub(super) fn standing(desk: &mut Desk<'_>, items: Vec<ItemRows>) -> Vec<Item> {
    let mut standing = Vec::with_capacity(items.len());
    for ItemRows {
        rows,
        item,
        withdrawn,
        ..
    } in items
    {
        if item.is_blank() {
            continue;
        }
        if !withdrawn || !item.notes.is_empty() {
            standing.push(item);
            continue;
        }
        let first = desk.view.sheet.withdrawn_in(rows).next();
        if let Some(pos) = first.map(|marked| marked.pos) {
            let message =
                "取り消し線で消された実施項目の工程（矢印・塗りつぶし）は読み取っていません";
            desk.report(Code::StruckOut, pos, Field::Item(item.number), message);
        }
    }
    standing
}

/// Splits the block into items. Merged cells in the item columns hold rows together; without merged
/// cells, two rows make an item where every other row, from the first on, is written and the others
/// are blank. A blank row alone is never given to the item above: an arrow in it may be its own.
fn groups(desk: &Desk<'_>, block: &Block, columns: (u32, u32)) -> Vec<(u32, u32)> {
    let mut groups: Vec<(u32, u32, bool)> = Vec::new();
    let mut row = block.rows.0;
    while row <= block.rows.1 {
        let mut last = row;
        let mut written = false;
        for col in columns.0..columns.1 {
            let region = desk.view.region(CellPos::new(row, col));
            last = last.max(region.last.row.min(block.rows.1));
            let says = !desk.view.sheet.content(region.first).is_blank();
            written |= says && role_of(desk, block, region).is_none();
        }
        groups.push((row, last, written));
        row = last + 1;
    }
    let paired = groups.len().is_multiple_of(2)
        && groups
            .iter()
            .enumerate()
            .all(|(index, (first, last, written))| first == last && *written == (index % 2 == 0));
    if paired && !groups.is_empty() {
        groups
            .chunks(2)
            .map(|pair| (pair[0].0, pair[1].1))
            .collect()
    } else {
        groups
            .into_iter()
            .map(|(first, last, _)| (first, last))
            .collect()
    }
}

/// What a cell says of its row: 計画 above 実績, or the other way round, in the same column of the
/// block. A label above the block says nothing here.
fn role_of(desk: &Desk<'_>, block: &Block, region: Region) -> Option<Role> {
    let inside = |row: &u32| (block.rows.0..=block.rows.1).contains(row);
    let role = |row: Option<u32>| {
        let pos = CellPos::new(row.filter(inside)?, region.first.col);
        legend::exactly(desk, desk.view.region(pos).first)
    };
    let row = region.first.row;
    let own = role(Some(row)).filter(|_| region.last.row == row)?;
    let beside = [role(row.checked_sub(1)), role(Some(row + 1))];
    beside.contains(&Some(own.other())).then_some(own)
}

/// Takes the cells that say what a row is for; the role of the first row.
fn role_cells(
    desk: &mut Desk<'_>,
    block: &Block,
    rows: (u32, u32),
    columns: (u32, u32),
) -> Option<Role> {
    let mut upper = None;
    for row in rows.0..=rows.1 {
        for col in columns.0..columns.1 {
            let region = desk.view.region(CellPos::new(row, col));
            if let Some(role) = role_of(desk, block, region) {
                desk.know(region.first);
                upper = upper.or(Some(if row == rows.0 { role } else { role.other() }));
            }
        }
    }
    upper.filter(|_| rows.1 == rows.0 + 1)
}

/// The number and the text of an item, with the text's cell.
fn head(
    desk: &mut Desk<'_>,
    block: &Block,
    rows: (u32, u32),
    columns: (u32, u32),
) -> (Option<u32>, Option<(String, CellPos)>) {
    let mut number = None;
    let mut text: Option<(String, CellPos)> = None;
    let cells: Vec<(CellPos, &Content)> = desk
        .view
        .written(rows)
        .filter(|cell| (columns.0..columns.1).contains(&cell.pos.col))
        .filter(|cell| !desk.view.is_covered(cell.pos))
        .filter(|cell| role_of(desk, block, desk.view.region(cell.pos)).is_none())
        .map(|cell| (cell.pos, &cell.content))
        .collect();
    for (pos, content) in cells {
        if let Content::Error(shown) = content {
            desk.know(pos);
            desk.report(
                Code::ErrorCell,
                pos,
                None,
                format!("実施項目のセルがエラー値「{shown}」です"),
            );
            continue;
        }
        if let Content::Uncomputed(_) = content {
            desk.know(pos);
            desk.report(
                Code::FormulaWithoutValue,
                pos,
                None,
                "実施項目の数式に計算結果がありません",
            );
            continue;
        }
        let shown = tidy(content.shown());
        let (leading, rest) = leading_number(&shown);
        if number.is_none() && text.is_none() && leading.is_some() {
            number = leading;
            desk.know(pos);
            if rest.is_empty() {
                continue;
            }
            text = Some((rest.to_owned(), pos));
        } else if let Some((joined, _)) = &mut text {
            desk.know(pos);
            joined.push('\n');
            joined.push_str(&shown);
        } else {
            desk.know(pos);
            text = Some((shown, pos));
        }
    }
    (number, text)
}

/// Splits a number before an item's text: `1`, `①要件整理`, `（2）導入`, `3．訓練`. A number that goes
/// on as a quantity (`3校に導入`) is text.
fn leading_number(text: &str) -> (Option<u32>, &str) {
    let Some(first) = text.chars().next() else {
        return (None, text);
    };
    if let Some(number) = circled(first) {
        return (
            Some(number),
            text[first.len_utf8()..].trim_start_matches(is_after_number),
        );
    }
    let opened = text.trim_start_matches(['(', '（', '【', '[']);
    let digits: String = opened
        .chars()
        .take_while(|c| matches!(c, '0'..='9' | '０'..='９'))
        .collect();
    let rest = &opened[digits.len()..];
    let number = normalise(&digits).parse().ok();
    let closed = rest.is_empty() || rest.starts_with(is_after_number);
    match number {
        Some(number) if closed && number < 1000 => {
            (Some(number), rest.trim_start_matches(is_after_number))
        }
        _ => (None, text),
    }
}

fn circled(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '❶'..='❿' => Some(c as u32 - '❶' as u32 + 1),
        _ => None,
    }
}

fn is_after_number(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '．' | ')' | '）' | '】' | ']' | '、' | ':' | '：')
}

/// Adds a text under a year to an item.
pub(super) fn note(desk: &mut Desk<'_>, item: &mut Item, band: &Band, region: Region, text: &str) {
    desk.know(region.first);
    let Some(column) = band.column_of(region.first.col) else {
        return;
    };
    desk.cells
        .note(Field::ItemNote(item.number, column.year), region.first);
    item.notes.push(Note {
        fiscal_year: column.year,
        text: tidy(text),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_a_text_are_split_off_and_quantities_are_not() {
        for (text, number, rest) in [
            ("1", Some(1), ""),
            ("①　要件整理", Some(1), "要件整理"),
            ("（２）導入", Some(2), "導入"),
            ("3．訓練", Some(3), "訓練"),
            ("3校に導入", None, "3校に導入"),
            ("2020年の試行", None, "2020年の試行"),
            ("調達", None, "調達"),
        ] {
            assert_eq!(leading_number(text), (number, rest), "{text}");
        }
    }
}
