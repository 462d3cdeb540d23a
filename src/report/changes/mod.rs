//! The sheet 前回比: ratings, indicators and projects held against the last period. It stands in 総括表
//! and in 確認事項 alike.
//!
//! ```text
//! 進捗評価          実績評価KPI        実績評価KGI
//! 前＼今 S A …       前＼今 S A …       前＼今 S A …        how many went from where to where
//! 対象 │ 前回 │ 今回 │ 変化 │ 今回←前回 │ 取組み             the same by name
//! 番号 │ 事業名称 │ 項目 │ 前回 │ 今回                       指標の見直し
//! 番号 │ 事業名称 │ 担当部課 │ 内容                         新規, 終了, 未提出
//! ```

mod lists;

use super::style::{Paper, Style};
use super::table::{Cell, Look, Paged, Placed, TableSheet, placed};
use crate::model::{Changes, Consolidation, Departure, Grade, Measure, Transition};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::cmp::Ordering;

/// Name of the sheet.
pub const SHEET: &str = "前回比";
/// Columns of a matrix: the grade before, S, A, B, C, none, and the sum.
const MATRIX: u16 = 7;
/// Widths in pixels of a matrix's columns and of the gap before the next; three matrices are one A4 page
/// across.
const NARROW: u32 = 46;
const GAP: u32 = 38;
const LAST: u16 = 3 * MATRIX + 1;
/// The grades in the order of a matrix, none last.
const GRADES: [Option<Grade>; 5] = [
    Some(Grade::S),
    Some(Grade::A),
    Some(Grade::B),
    Some(Grade::C),
    None,
];

/// Draws the sheet; `None` where there is no last period.
///
/// # Errors
/// The sheet cannot be written.
pub(super) fn sheet(
    consolidation: &Consolidation,
    style: &Style,
    paper: Paper,
) -> Result<Option<Worksheet>, XlsxError> {
    let Some(changes) = &consolidation.changes else {
        return Ok(None);
    };
    let width = |col: u16| match col % (MATRIX + 1) {
        MATRIX => GAP,
        _ => NARROW,
    };
    let paged = Paged::new(consolidation, style, paper);
    let mut draw = Draw {
        sheet: TableSheet::shared(SHEET, &paged, (0..=LAST).map(width))?,
        consolidation,
        changes,
    };
    draw.head()?;
    draw.matrices()?;
    lists::draw(&mut draw.sheet, changes)?;
    draw.sheet.finish().map(Some)
}

struct Draw<'a> {
    sheet: TableSheet,
    consolidation: &'a Consolidation,
    changes: &'a Changes,
}

impl Draw<'_> {
    fn head(&mut self) -> Result<(), XlsxError> {
        let (changes, now) = (self.changes, self.consolidation.period.japanese());
        let last = changes.previous.japanese();
        let about = format!("{}　{now}（前回 {last}）", self.consolidation.plan);
        self.sheet.title("前回比", &about)?;
        let (then, now) = changes.counts;
        let gone = |not_sent| {
            let ended = changes.ended.iter();
            ended
                .filter(|e| (e.why == Departure::NotSent) == not_sent)
                .count()
        };
        let projects = format!(
            "取組み　前回 {then}件 → 今回 {now}件（継続 {}、新規 {}、終了 {}、前回あって今回未提出 {}）　指標の見直し {}件",
            changes.both,
            changes.added.len(),
            gone(false),
            gone(true),
            changes.revisions.len(),
        );
        self.sheet.line(&projects)?;
        let courses: Vec<String> = self
            .measures()
            .into_iter()
            .map(|measure| self.course(measure))
            .collect();
        self.sheet.line(&format!("評価　{}", courses.join("　")))?;
        let mut note =
            "評価は、評価責任者の確定したもの、なければ個票に記入されたもの、それもなければ判定案です。取組みは番号で突き合わせています。"
                .to_owned();
        if changes.unnumbered > 0 {
            note += &format!("番号のない個票{}件は含みません。", changes.unnumbered);
        }
        self.sheet.line(&note)
    }

    /// What is compared: without a rating in both periods nothing is.
    fn measures(&self) -> Vec<Measure> {
        let has = |measure: &Measure| {
            let ways = &mut self.changes.transitions.iter();
            ways.any(|way| way.measure == *measure)
        };
        Measure::ALL.into_iter().filter(has).collect()
    }

    fn of(&self, measure: Measure) -> impl Iterator<Item = &Transition> {
        let ways = self.changes.transitions.iter();
        ways.filter(move |way| way.measure == measure)
    }

    /// `進捗 ↑2 ↓1 変わらず 8`
    fn course(&self, measure: Measure) -> String {
        let count = |course: Ordering| -> usize {
            let rated = self.of(measure).filter(|way| is_rated(way));
            let ways = rated.filter(|way| way.course() == course);
            ways.map(|way| way.projects.len()).sum()
        };
        format!(
            "{} ↑{} ↓{} 変わらず {}",
            rating(measure),
            count(Ordering::Greater),
            count(Ordering::Less),
            count(Ordering::Equal)
        )
    }

    /// The matrices side by side.
    fn matrices(&mut self) -> Result<(), XlsxError> {
        let measures = self.measures();
        let starts: Vec<u16> = (0..3).map(|at| at * (MATRIX + 1)).collect();
        self.sheet.begin_section("1　評価の変化（件数）")?;
        if measures.is_empty() {
            return self
                .sheet
                .line("前回と今回の両方にある取組みはありません。");
        }
        let matrices = measures.into_iter().zip(starts);
        let matrices: Vec<(Measure, u16)> = matrices.collect();
        let names = matrices.iter().map(|(measure, start)| {
            let name = Cell::from(rating(*measure)).look(Look::HEADING);
            placed((*start, start + MATRIX - 1), name)
        });
        self.sheet.row(&names.collect::<Vec<_>>())?;
        let titles = ["前＼今", "S", "A", "B", "C", "なし", "計"];
        let titles = matrices.iter().flat_map(|(_, start)| {
            (*start..)
                .zip(titles)
                .map(|(col, title)| one(col, title, LABEL))
        });
        self.sheet.row(&titles.collect::<Vec<_>>())?;
        for before in GRADES.map(Some).into_iter().chain([None]) {
            let cells = matrices.iter().flat_map(|(measure, start)| {
                let look = before.flatten().map_or(LABEL, Look::grade);
                let title = one(*start, before.map_or("計", grade_name), look);
                let counts = GRADES.map(Some).into_iter().chain([None]);
                let counts = counts.zip(start + 1..).map(|(after, col)| {
                    let look = match (before, after) {
                        (None, _) | (_, None) => Look::CENTRE.bold(),
                        (before, after) if before == after => Look::CENTRE.quiet(),
                        _ => Look::CENTRE,
                    };
                    one(col, &self.count(*measure, before, after), look)
                });
                std::iter::once(title).chain(counts).collect::<Vec<_>>()
            });
            let cells: Vec<Placed> = cells.collect();
            self.sheet.row(&cells)?;
        }
        Ok(())
    }

    /// A matrix's cell: blank for none; an arrow where the rating rose or fell. `None`: all of them.
    fn count(
        &self,
        measure: Measure,
        before: Option<Option<Grade>>,
        after: Option<Option<Grade>>,
    ) -> String {
        let fits = |wanted: Option<Option<Grade>>, grade| wanted.is_none_or(|w| w == grade);
        let ways = self.of(measure);
        let ways = ways.filter(|way| fits(before, way.before) && fits(after, way.after));
        let count: usize = ways.map(|way| way.projects.len()).sum();
        let arrow = match (before, after) {
            (Some(Some(before)), Some(Some(after))) => arrow(before.cmp(&after)),
            _ => "",
        };
        match count {
            0 => String::new(),
            count => format!("{arrow}{count}件"),
        }
    }
}

/// The label of a row or column of a matrix.
const LABEL: Look = Look::LABEL.small().centre();

fn one(col: u16, text: &str, look: Look) -> Placed {
    placed((col, col), Cell::from(text).look(look))
}

fn is_rated(way: &Transition) -> bool {
    way.before.is_some() && way.after.is_some()
}

const fn rating(measure: Measure) -> &'static str {
    match measure {
        Measure::Progress => "進捗評価",
        Measure::Kpi => "実績評価KPI",
        Measure::Kgi => "実績評価KGI",
    }
}

const fn grade_name(grade: Option<Grade>) -> &'static str {
    match grade {
        Some(Grade::S) => "S",
        Some(Grade::A) => "A",
        Some(Grade::B) => "B",
        Some(Grade::C) => "C",
        None => "なし",
    }
}

const fn arrow(course: Ordering) -> &'static str {
    match course {
        Ordering::Greater => "↑",
        Ordering::Less => "↓",
        Ordering::Equal => "",
    }
}

#[cfg(test)]
mod tests;
