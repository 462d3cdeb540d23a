//! Findings of one kind and cause, counted together: somebody who filled down a column to row 20,000 is
//! told once.
//!
//! ```text
//! A60 A61 … A2059   B60 … J2059    →   A60:J2059, with their number in the message
//! ```
//! A few stay as they are, each with what stands there.

use super::{Code, Finding, Severity};
use crate::model::field::Field;
use crate::workbook::{CellPos, Region};
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many findings of a kind are told one by one wherever they stand.
const FEW: usize = 8;
/// So many lots of them, and so many of those that stand alone, are told one by one.
const ALONE: usize = 20;
/// So many findings a file may have at most.
pub(crate) const MOST: usize = 450;

/// What findings have in common that are counted together.
type Kind = (Severity, Code, Option<Field>, u64);

fn kind(finding: &Finding) -> Kind {
    let cause = cause(finding);
    (finding.severity, finding.code, finding.field, cause)
}

/// A finding's sheet and its message without what it quotes, and without addresses and numbers.
fn cause(finding: &Finding) -> u64 {
    let mut hasher = DefaultHasher::new();
    finding.sheet.hash(&mut hasher);
    let mut quoted = 0_u32;
    for letter in finding.message.chars() {
        match letter {
            '「' => quoted += 1,
            '」' => quoted = quoted.saturating_sub(1),
            letter if quoted == 0 && !letter.is_ascii_alphanumeric() => letter.hash(&mut hasher),
            _ => {}
        }
    }
    hasher.finish()
}

/// Counts findings together that stand beside each other, or that are many.
pub(crate) fn neighbours(findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() <= FEW {
        return findings;
    }
    let mut kinds: HashMap<Kind, Vec<(CellPos, usize)>> = HashMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(cells) = finding.cell {
            kinds
                .entry(kind(finding))
                .or_default()
                .push((cells.first, index));
        }
    }
    kinds.retain(|_, places| places.len() > FEW);
    if kinds.is_empty() {
        return findings;
    }
    let mut lots: Vec<Vec<usize>> = Vec::new();
    for mut places in kinds.into_values() {
        places.sort_unstable();
        let (mut many, few): (Vec<_>, Vec<_>) = side_by_side(&places)
            .into_iter()
            .partition(|lot| lot.len() > FEW);
        let mut alone: Vec<usize> = few.into_iter().flatten().collect();
        let mut rest: Vec<usize> = Vec::new();
        if many.len() > ALONE {
            rest.extend(many.split_off(ALONE).into_iter().flatten());
        }
        if alone.len() > ALONE {
            alone.sort_unstable_by_key(|index| findings[*index].cell);
            rest.extend(alone.split_off(ALONE));
        }
        lots.extend(many);
        lots.extend((!rest.is_empty()).then_some(rest));
    }
    together(findings, lots)
}

/// Takes cells in order apart into lots of cells that touch each other, corners included.
fn side_by_side(places: &[(CellPos, usize)]) -> Vec<Vec<usize>> {
    // Runs of cells in a row: row, first and last column, and the lot they belong to.
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    let mut run_of: Vec<usize> = Vec::with_capacity(places.len());
    for (pos, _) in places {
        match runs.last_mut() {
            Some(run) if run.0 == pos.row && pos.col <= run.2 + 1 => run.2 = pos.col,
            _ => runs.push((pos.row, pos.col, pos.col)),
        }
        run_of.push(runs.len() - 1);
    }
    let mut lots = Lots::of(runs.len());
    let mut above = 0;
    for here in 0..runs.len() {
        let (row, first, last) = runs[here];
        while runs[above].0 + 1 < row || runs[above].0 + 1 == row && runs[above].2 + 1 < first {
            above += 1;
        }
        let mut next = above;
        while next < here && runs[next].0 + 1 == row && runs[next].1 <= last + 1 {
            lots.join(next, here);
            next += 1;
        }
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for ((_, index), run) in places.iter().zip(run_of) {
        found.entry(lots.root(run)).or_default().push(*index);
    }
    found.into_values().collect()
}

/// Disjoint sets of runs.
struct Lots(Vec<usize>);

impl Lots {
    fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut run: usize) -> usize {
        while self.0[run] != run {
            self.0[run] = self.0[self.0[run]];
            run = self.0[run];
        }
        run
    }

    /// The lower number stands for both, so that lots keep the order of their first cells.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}

/// Puts one finding in the place of each lot's first.
fn together(findings: Vec<Finding>, lots: Vec<Vec<usize>>) -> Vec<Finding> {
    let mut joined: HashMap<usize, Finding> = HashMap::new();
    let mut dropped = vec![false; findings.len()];
    for lot in lots {
        let Some(first) = lot
            .iter()
            .min_by_key(|index| (findings[**index].cell, **index))
        else {
            continue;
        };
        joined.insert(*first, counted(&findings, *first, &lot));
        for index in lot {
            dropped[index] = true;
        }
    }
    findings
        .into_iter()
        .enumerate()
        .filter_map(|(index, finding)| match dropped[index] {
            true => joined.remove(&index),
            false => Some(finding),
        })
        .collect()
}

/// The first of several findings, with the cells around all of them and their number.
fn counted(findings: &[Finding], first: usize, lot: &[usize]) -> Finding {
    let mut finding = findings[first].clone();
    let mut sheets: Vec<&str> = Vec::new();
    for index in lot {
        if let Some(sheet) = findings[*index].sheet.as_deref()
            && sheets.last() != Some(&sheet)
        {
            sheets.push(sheet);
        }
    }
    sheets.sort_unstable();
    sheets.dedup();
    let count = lot.len();
    if sheets.len() > 1 {
        let named: Vec<String> = sheets
            .iter()
            .take(FEW)
            .map(|sheet| format!("「{sheet}」"))
            .collect();
        let more = if sheets.len() > FEW { "ほか" } else { "" };
        finding.message.push_str(&format!(
            "（同じ種類の確認事項がシート{}{more}に合わせて{count}件あります）",
            named.concat()
        ));
        return finding;
    }
    let cells = lot.iter().filter_map(|index| findings[*index].cell);
    finding.cell = cells.reduce(around);
    let place = finding
        .cell
        .map_or_else(String::new, |cells| format!(" {cells} に"));
    finding
        .message
        .push_str(&format!("（同じ種類の確認事項が{place}{count}件あります）"));
    finding
}

fn around(one: Region, other: Region) -> Region {
    Region {
        first: CellPos::new(
            one.first.row.min(other.first.row),
            one.first.col.min(other.first.col),
        ),
        last: CellPos::new(
            one.last.row.max(other.last.row),
            one.last.col.max(other.last.col),
        ),
    }
}

/// Keeps the findings of one file to a number that somebody can read through: of each code as many one
/// by one as leave room for the others, the rest as one. They come in the order they are told in.
pub(crate) fn at_most(findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() <= MOST {
        return findings;
    }
    let mut codes: BTreeMap<(Severity, Code), Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        codes
            .entry((finding.severity, finding.code))
            .or_default()
            .push(index);
    }
    let told = |each: usize| -> usize {
        codes
            .values()
            .map(|places| places.len().min(each + 1))
            .sum()
    };
    let each = (1..MOST)
        .rev()
        .find(|each| told(*each) <= MOST)
        .unwrap_or(0);
    let rest = codes
        .into_values()
        .filter(|places| places.len() > each + 1)
        .map(|mut places| places.split_off(each));
    let rest = rest.collect();
    together(findings, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unread(cells: impl IntoIterator<Item = (u32, u32)>) -> Vec<Finding> {
        let cells = cells.into_iter();
        cells
            .map(|(row, col)| {
                let message = format!("「{row}{col}」は読み取っていません");
                Finding::new(Code::UnreadCell, message)
                    .on_sheet("個票")
                    .at(CellPos::new(row, col))
            })
            .collect()
    }

    fn places(findings: &[Finding]) -> Vec<String> {
        let cells = findings.iter().filter_map(|finding| finding.cell);
        cells.map(|cells| cells.to_string()).collect()
    }

    #[test]
    fn a_block_is_told_once_and_a_few_cells_one_by_one() {
        let block = (59..2059).flat_map(|row| (0..10).map(move |col| (row, col)));
        let told = neighbours(unread([(3, 12), (4, 12)].into_iter().chain(block)));
        assert_eq!(places(&told), ["M4", "M5", "A60:J2059"]);
        assert_eq!(
            told[2].message,
            "「590」は読み取っていません（同じ種類の確認事項が A60:J2059 に20000件あります）"
        );
        let few = unread((0..8).map(|row| (row, 0)));
        assert_eq!(neighbours(few.clone()), few);
    }

    #[test]
    fn cells_that_touch_at_a_corner_are_one_lot_whatever_their_shape() {
        // Two arms that meet below, and a line of their own far right.
        let arms = (0..9)
            .flat_map(|row| [(row, row), (row, 18 - row)])
            .chain([(9, 9)]);
        let line = (0..9).map(|row| (row, 40));
        let told = neighbours(unread(arms.chain(line)));
        assert_eq!(places(&told), ["A1:S10", "AO1:AO9"]);
    }

    #[test]
    fn cells_strewn_about_are_told_one_by_one_up_to_a_number() {
        let told = neighbours(unread((0..100).map(|row| (row * 3, row % 7))));
        assert_eq!(told.len(), ALONE + 1);
        assert!(told[ALONE].message.contains("80件"));
    }

    #[test]
    fn lines_strewn_about_are_told_one_by_one_up_to_a_number() {
        let lines = (0..100).flat_map(|line| (0..20).map(move |col| (line * 2, col)));
        let told = neighbours(unread(lines));
        assert_eq!(told.len(), ALONE + 1);
        assert_eq!(places(&told)[ALONE], "A41:T199");
    }

    #[test]
    fn other_codes_fields_and_causes_stay_apart() {
        let mut findings = unread((0..20).map(|row| (row, 0)));
        for (place, finding) in findings.iter_mut().enumerate() {
            match place % 4 {
                0 => finding.code = Code::UnreadNote,
                1 => finding.message = "結合セル".to_owned(),
                2 => finding.field = Some(Field::Name),
                _ => {}
            }
        }
        assert_eq!(neighbours(findings.clone()), findings);
    }

    #[test]
    fn a_file_has_no_more_findings_than_can_be_read() {
        let mut findings = Vec::new();
        for sheet in 0..250 {
            for code in [Code::UnreadCell, Code::LayoutDrift, Code::ScopeInferred] {
                findings.push(Finding::new(code, "文").on_sheet(sheet.to_string()));
            }
        }
        findings.push(Finding::new(Code::Encrypted, "文"));
        let told = at_most(findings);
        assert!(
            told.len() <= MOST && told.len() > MOST - 10,
            "{}",
            told.len()
        );
        assert!(told.iter().any(|finding| finding.code == Code::Encrypted));
        let counted = told
            .iter()
            .filter(|finding| finding.message.contains("件あります"));
        assert_eq!(counted.count(), 3);
    }
}
