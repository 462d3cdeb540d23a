//! One sheet that came back: which cells are entries, by the hidden words of [`crate::tag`].

use super::entry::{Entry, Written};
use crate::finding::{Code, Finding, Severity};
use crate::tag::{self, ColumnTag, RowKind, RowTag, Tag};
use crate::text::{outcome, width};
use crate::workbook::CellPos;
use crate::workbook::{Content, Regions, Sheet};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// One sheet that has words of kohyo.
pub(super) struct Page<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    regions: Regions,
    /// The columns that take something.
    columns: BTreeMap<ColumnTag, BTreeSet<u32>>,
    /// The rows that take something; of several words on a row, each once.
    rows: BTreeMap<u32, Vec<(CellPos, RowTag)>>,
    /// Words that are none of this version, or damaged.
    unknown: Vec<CellPos>,
    findings: Vec<Finding>,
}

impl<'a> Page<'a> {
    /// `None` where the sheet has no word of kohyo.
    pub(super) fn of(file: &'a str, sheet: &'a Sheet) -> Option<Self> {
        let mut page = Self {
            file,
            sheet,
            regions: sheet.regions(),
            columns: BTreeMap::new(),
            rows: BTreeMap::new(),
            unknown: Vec::new(),
            findings: Vec::new(),
        };
        for cell in &sheet.cells {
            let Content::Text(text) = &cell.content else {
                continue;
            };
            match tag::read(text) {
                None => {}
                Some(Tag::Column(tag)) => {
                    page.columns.entry(tag).or_default().insert(cell.pos.col);
                }
                Some(Tag::Row(tag)) => {
                    let words = page.rows.entry(cell.pos.row).or_default();
                    if !words.iter().any(|(_, known)| *known == *tag) {
                        words.push((cell.pos, *tag));
                    }
                }
                Some(Tag::Unknown) => page.unknown.push(cell.pos),
            }
        }
        let any = !(page.columns.is_empty() && page.rows.is_empty() && page.unknown.is_empty());
        any.then_some(page)
    }

    /// The entries, and what was found in reading them.
    pub(super) fn read(mut self) -> (Vec<Entry>, Vec<Finding>) {
        self.damaged_words();
        self.missing_words();
        self.outcomes_beside();
        self.comments();
        let rows = self.sound_rows();
        let shared = self.shared_cells(&rows);
        let entries: Vec<Entry> = rows
            .iter()
            .filter_map(|(row, tag)| self.entry(*row, tag, &shared))
            .collect();
        (entries, self.findings)
    }

    fn tell(&mut self, finding: Finding) {
        let finding = finding.in_file(self.file).on_sheet(&self.sheet.name);
        self.findings.push(finding);
    }

    fn broken(&mut self, cell: Option<CellPos>, message: impl Into<String>) {
        let finding = Finding::new(Code::EntryMarkBroken, message).at(cell);
        let finding = match cell.map(|cell| self.sheet.content(cell).shown()) {
            Some(text) if !text.is_empty() => finding.quoting(text),
            _ => finding,
        };
        self.tell(finding);
    }

    /// Words that cannot be read, and rows with words of two entries.
    fn damaged_words(&mut self) {
        for cell in std::mem::take(&mut self.unknown) {
            let message = "目印が壊れているか、この版の kohyo の知らない目印です。この行または列の記入は反映していません";
            self.broken(Some(cell), message);
            self.rows.remove(&cell.row);
        }
        let doubled = self.rows.iter().filter(|(_, words)| words.len() > 1);
        let doubled: Vec<(u32, CellPos)> = doubled.map(|(row, words)| (*row, words[1].0)).collect();
        for (row, cell) in doubled {
            let message = "一つの行に、二つの欄の目印があります。この行の記入は反映していません";
            self.broken(Some(cell), message);
            self.rows.remove(&row);
        }
    }

    /// A sheet that lost the words of its columns or of its rows.
    fn missing_words(&mut self) {
        let mut missing: BTreeSet<ColumnTag> = BTreeSet::new();
        let columns = &self.columns;
        self.rows.retain(|_, words| {
            let wanted = words.iter().flat_map(|(_, tag)| needed(tag.row));
            let lacking = wanted.filter(|column| !columns.contains_key(column));
            let lacking: BTreeSet<ColumnTag> = lacking.copied().collect();
            missing.extend(&lacking);
            lacking.is_empty()
        });
        if !missing.is_empty() {
            let names: Vec<&str> = missing.iter().map(|column| japanese(*column)).collect();
            let message = format!(
                "列の目印（{}）がありません。このシートの記入は反映していません",
                names.join("、")
            );
            self.broken(None, message);
        } else if self.rows.is_empty() && self.findings.is_empty() && !self.is_blank_list() {
            let message = "行の目印がありません。このシートの記入は反映していません";
            self.broken(None, message);
        }
    }

    /// A list of no project: below the word of its numbers stands their heading, and nothing else.
    fn is_blank_list(&self) -> bool {
        let Some(columns) = self.columns.get(&ColumnTag::Number) else {
            return false;
        };
        let cells = self.sheet.cells.iter();
        let texts = cells
            .filter(|cell| columns.contains(&cell.pos.col))
            .map(|cell| cell.content.shown())
            .filter(|text| !text.trim().is_empty() && tag::read(text).is_none());
        texts.count() <= 1
    }

    /// An outcome typed into a row that has no word: nobody knows whose it is.
    fn outcomes_beside(&mut self) {
        let Some(columns) = self.columns.get(&ColumnTag::Outcome) else {
            return;
        };
        let cells = self.sheet.cells.iter();
        let beside = cells.filter(|cell| {
            let tagless = !self.rows.contains_key(&cell.pos.row);
            columns.contains(&cell.pos.col)
                && tagless
                && outcome::parse(cell.content.shown()).is_some()
        });
        let told: BTreeSet<u32> = self
            .findings
            .iter()
            .filter_map(Finding::first_cell)
            .map(|c| c.row)
            .collect();
        let beside: Vec<CellPos> = beside
            .map(|cell| cell.pos)
            .filter(|pos| !told.contains(&pos.row))
            .collect();
        for cell in beside {
            self.broken(
                Some(cell),
                "目印のない行に決定があります。どの取組みのものか分からないので反映していません",
            );
        }
    }

    fn comments(&mut self) {
        for comment in &self.sheet.comments {
            let message = "記入のあるシートにコメントが付いています。反映していません";
            let finding = Finding::new(Code::UnreadNote, message)
                .at(comment.pos)
                .quoting(&comment.text);
            self.findings
                .push(finding.in_file(self.file).on_sheet(&self.sheet.name));
        }
    }

    fn sound_rows(&mut self) -> Vec<(u32, RowTag)> {
        let rows = std::mem::take(&mut self.rows).into_iter();
        rows.filter_map(|(row, words)| Some((row, words.into_iter().next()?.1)))
            .collect()
    }

    /// The cell that takes what a row's word and a column meet in.
    fn cell(&self, row: u32, col: u32) -> CellPos {
        self.regions.around(CellPos::new(row, col)).first
    }

    /// Written cells that several entries meet in, since somebody merged them: nobody knows whose they are.
    fn shared_cells(&mut self, rows: &[(u32, RowTag)]) -> BTreeSet<CellPos> {
        let mut claims: BTreeMap<CellPos, HashSet<(ColumnTag, &RowTag)>> = BTreeMap::new();
        for (row, tag) in rows {
            for column in needed(tag.row) {
                for col in self.columns.get(column).into_iter().flatten() {
                    let claim = claims.entry(self.cell(*row, *col)).or_default();
                    claim.insert((*column, tag));
                }
            }
        }
        let shared = claims
            .into_iter()
            .filter(|(cell, claims)| claims.len() > 1 && !is_blank(self.sheet.content(*cell)));
        let shared: BTreeSet<CellPos> = shared.map(|(cell, _)| cell).collect();
        for cell in &shared {
            let message =
                "いくつかの記入欄が結合されていて、どの欄の記入か分かりません。反映していません";
            self.broken(Some(*cell), message);
        }
        shared
    }

    /// The cell of a row that shows another number than the row's word says; lines were sorted without it.
    fn other_number(&self, row: u32, tag: &RowTag) -> Option<CellPos> {
        let columns = self.columns.get(&ColumnTag::Number).into_iter().flatten();
        let mut cells = columns.map(|col| self.cell(row, *col));
        cells.find(|cell| self.sheet.content(*cell).shown().trim() != tag.shown_number())
    }

    fn entry(&mut self, row: u32, tag: &RowTag, shared: &BTreeSet<CellPos>) -> Option<Entry> {
        let [mut word, mut text] = [None, None];
        for column in needed(tag.row) {
            let found = self.written(row, *column, shared)?;
            match column {
                ColumnTag::Reason => text = found,
                _ => word = found,
            }
        }
        let written = word.as_ref().or(text.as_ref())?;
        if let Some(cell) = self.other_number(row, tag) {
            let message = format!(
                "行の番号（{cell}の「{}」）が目印の番号「{}」と違います。一部の列だけが並べ替えられたおそれがあるので、この行の記入は反映していません",
                self.sheet.content(cell).shown(),
                tag.shown_number(),
            );
            self.broken(Some(written.cell), message);
            return None;
        }
        Some(Entry {
            tag: tag.clone(),
            file: self.file.to_owned(),
            sheet: self.sheet.name.clone(),
            word,
            text,
        })
    }

    /// Says what of an entry is struck out, and whether what stands can be seen.
    fn marks(&mut self, cell: CellPos) {
        let Some(marked) = self.sheet.marked(cell) else {
            return;
        };
        let stands = self.sheet.content(cell).shown().trim().to_owned();
        if let Some(struck) = marked.struck.as_deref().map(str::trim) {
            let message = if stands.is_empty() {
                format!("記入「{struck}」は取り消し線で消されているため、反映していません")
            } else {
                format!(
                    "記入のうち取り消し線で消された「{struck}」を除き、「{stands}」を反映しました"
                )
            };
            let finding = Finding::new(Code::StruckOut, message).at(cell);
            self.tell(finding.quoting(struck));
        }
        if marked.hiding.is_some() && !stands.is_empty() {
            let message = format!("記入「{stands}」は見えない文字で書かれています");
            let finding = Finding::new(Code::HiddenContent, message).at(cell);
            self.tell(finding.quoting(stands));
        }
    }

    /// What stands in a row under a column's word; the outer `None` where it cannot be told.
    fn written(
        &mut self,
        row: u32,
        column: ColumnTag,
        shared: &BTreeSet<CellPos>,
    ) -> Option<Option<Written>> {
        let columns = self.columns.get(&column).into_iter().flatten();
        let cells: BTreeSet<CellPos> = columns.map(|col| self.cell(row, *col)).collect();
        if cells.iter().any(|cell| shared.contains(cell)) {
            return None;
        }
        let mut found: Option<Written> = None;
        for cell in cells {
            let content = self.sheet.content(cell);
            if let Some(finding) = unreadable(content) {
                self.tell(finding.at(cell).quoting(content.shown()));
                return None;
            }
            self.marks(cell);
            if is_blank(content) {
                continue;
            }
            let text = match column {
                ColumnTag::Reason => content.shown(),
                _ => self.sheet.figure(cell),
            };
            let text = width::kept(text);
            match &found {
                None => found = Some(Written { cell, text }),
                Some(first) if first.text == text => {}
                Some(first) => {
                    let message = format!(
                        "同じ欄の列が二つあり、{}の「{}」と違います。どちらも反映していません",
                        first.cell, first.text
                    );
                    self.broken(Some(cell), message);
                    return None;
                }
            }
        }
        Some(found)
    }
}

/// The columns that a row's entry stands in.
const fn needed(row: RowKind) -> &'static [ColumnTag] {
    match row {
        RowKind::Opinion => &[ColumnTag::Reason],
        RowKind::Decision => &[ColumnTag::Outcome, ColumnTag::Reason],
        RowKind::Progress | RowKind::Kpi | RowKind::Kgi => &[ColumnTag::Grade, ColumnTag::Reason],
    }
}

const fn japanese(column: ColumnTag) -> &'static str {
    match column {
        ColumnTag::Grade => "評価",
        ColumnTag::Reason => "理由・意見",
        ColumnTag::Outcome => "決定",
        ColumnTag::Number => "番号",
    }
}

/// Blanks and dashes alone are no entry.
fn is_blank(content: &Content) -> bool {
    let shown = content.shown();
    shown.chars().all(width::is_blank) || width::is_only_dashes(shown)
}

/// A refusal, where a cell shows no text that somebody typed.
fn unreadable(content: &Content) -> Option<Finding> {
    let (code, message) = match content {
        Content::Error(_) => (Code::ErrorCell, "エラー値になっているので反映していません"),
        Content::Uncomputed(_) => (
            Code::FormulaWithoutValue,
            "計算結果のない数式なので反映していません",
        ),
        _ => return None,
    };
    Some(Finding::new(code, message).severity(Severity::Error))
}
