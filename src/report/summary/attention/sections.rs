//! The sections of 要確認 and what belongs into each.

use super::super::tally::{Line, effective};
use super::super::{Book, departments, name, number};
use super::{Cell, LAST};
use crate::finding::{Code, Finding, Severity};
use crate::model::{Grade, Measure, Project};
use std::collections::BTreeMap;

/// The columns of a section: heading and last column of the sheet that it takes.
type Columns = &'static [(&'static str, u16)];

/// Lines about projects and their ratings.
const RATINGS: Columns = &[
    ("番号", 0),
    ("事業名称", 1),
    ("担当部課", 2),
    ("対象", 3),
    ("評価", 4),
    ("判定案", 5),
    ("評価理由", 6),
    ("判定案の根拠", LAST),
];
const MISSING: Columns = &[("番号", 0), ("内容", LAST)];
const COPIES: Columns = &[
    ("番号", 0),
    ("事業名称", 1),
    ("担当部課", 2),
    ("集計", 3),
    ("ファイル › シート", LAST),
];
const FINDINGS: Columns = &[
    ("重要度", 0),
    ("ファイル", 1),
    ("シート", 2),
    ("セル", 3),
    ("種別", 5),
    ("書かれている内容", 6),
    ("説明と対応", LAST),
];

/// A titled table.
pub(super) struct Section {
    pub(super) title: &'static str,
    columns: Columns,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Section {
    /// First and last column of the sheet for each column of the section.
    pub(super) fn areas(&self) -> impl Iterator<Item = (u16, u16)> + '_ {
        let starts = self.columns.iter().map(|(_, last)| last + 1);
        std::iter::once(0)
            .chain(starts)
            .zip(self.columns.iter().map(|(_, last)| *last))
    }

    /// The headings of the columns.
    pub(super) fn headings(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.columns.iter().map(|(heading, _)| *heading)
    }
}

/// Every section, in the order of weight.
pub(super) fn all(book: &Book<'_>) -> Vec<Section> {
    vec![
        Section {
            title: "進捗の遅れ・未着手（進捗評価がB・C）",
            columns: RATINGS,
            rows: late(book),
        },
        Section {
            title: "評価と判定案が異なるもの",
            columns: RATINGS,
            rows: differing(book),
        },
        Section {
            title: "未評価",
            columns: RATINGS,
            rows: unrated(book),
        },
        Section {
            title: "未提出",
            columns: MISSING,
            rows: missing(book),
        },
        Section {
            title: "番号の重複",
            columns: COPIES,
            rows: copies(book),
        },
        Section {
            title: "エラーと読み取れない評価",
            columns: FINDINGS,
            rows: errors(book),
        },
    ]
}

fn counted<'a>(book: &'a Book<'_>) -> impl Iterator<Item = &'a Project> {
    book.lines
        .iter()
        .filter(|line| line.counted)
        .map(|line| line.project)
}

/// A line about the ratings of a project; `basis` is the proposal's of the measure.
fn rating_line(project: &Project, what: String, measure: Measure) -> Vec<Cell> {
    let declared = project.sheet.declared.get(measure);
    let proposal = project.proposals.get(measure);
    vec![
        Cell::Word(number(project).to_owned()),
        Cell::Text(name(project).to_owned()),
        Cell::Text(departments(project)),
        Cell::Word(what),
        Cell::Grade(declared.grade),
        Cell::Grade(proposal.grade),
        Cell::Text(declared.reason.clone().unwrap_or_default()),
        Cell::Text(proposal.basis.clone()),
    ]
}

/// Not begun first, then behind.
fn late(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let rated = |grade| {
        counted(book).filter(move |project| {
            effective(project, Measure::Progress).is_some_and(|(given, _)| given == grade)
        })
    };
    [Grade::C, Grade::B]
        .into_iter()
        .flat_map(rated)
        .map(|project| {
            let measure = Measure::Progress;
            rating_line(project, measure.japanese().to_owned(), measure)
        })
        .collect()
}

fn differing(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for project in counted(book) {
        for measure in Measure::ALL {
            let declared = project.sheet.declared.get(measure).grade;
            let proposed = project.proposals.get(measure).grade;
            if declared.is_some() && proposed.is_some() && declared != proposed {
                rows.push(rating_line(project, measure.japanese().to_owned(), measure));
            }
        }
    }
    rows
}

/// One line a project and reason; results only in a period that rates them.
fn unrated(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let measures: &[Measure] = if book.consolidation.period.rates_results() {
        &Measure::ALL
    } else {
        &[Measure::Progress]
    };
    let mut rows = Vec::new();
    for project in counted(book) {
        let mut reasons: BTreeMap<&str, Vec<Measure>> = BTreeMap::new();
        for &measure in measures {
            if effective(project, measure).is_none() {
                let basis = project.proposals.get(measure).basis.as_str();
                reasons.entry(basis).or_default().push(measure);
            }
        }
        let mut groups: Vec<Vec<Measure>> = reasons.into_values().collect();
        groups.sort();
        for group in groups {
            let names: Vec<&str> = group.iter().map(|measure| measure.japanese()).collect();
            rows.push(rating_line(project, names.join("\n"), group[0]));
        }
    }
    rows
}

fn missing(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let findings = book.consolidation.findings.iter();
    findings
        .filter(|found| found.code == Code::MissingSubmission)
        .map(|found| {
            let number = found.text.clone().unwrap_or_else(|| "－".to_owned());
            vec![Cell::Word(number), Cell::Text(found.message.clone())]
        })
        .collect()
}

/// Every form of a number that was sent more than once, the counted one first.
fn copies(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &book.lines {
        if let Some(number) = &line.project.sheet.number {
            *numbers.entry(number).or_default() += 1;
        }
    }
    let twice = |line: &&Line<'_>| {
        let number = line.project.sheet.number.as_deref();
        number.is_some_and(|number| numbers.get(number).is_some_and(|times| *times > 1))
    };
    book.lines
        .iter()
        .filter(twice)
        .map(|line| {
            let source = &line.project.sheet.source;
            let mark = if line.counted { "採用" } else { "除外" };
            vec![
                Cell::Word(number(line.project).to_owned()),
                Cell::Text(name(line.project).to_owned()),
                Cell::Text(departments(line.project)),
                Cell::Word(mark.to_owned()),
                Cell::Text(format!("{} › {}", source.file, source.sheet)),
            ]
        })
        .collect()
}

/// What could not be used, except what has a section of its own.
fn errors(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let elsewhere = [Code::MissingSubmission, Code::DuplicateProject];
    let belongs = |found: &&Finding| {
        (found.severity == Severity::Error && !elsewhere.contains(&found.code))
            || found.code == Code::RatingUnknown
    };
    book.consolidation
        .findings
        .iter()
        .filter(belongs)
        .map(|found| {
            let cell = found.cell.map_or_else(String::new, |cell| cell.to_string());
            vec![
                Cell::Word(found.severity.japanese().to_owned()),
                Cell::Text(found.file.clone()),
                Cell::Text(found.sheet.clone().unwrap_or_default()),
                Cell::Word(cell),
                Cell::Text(found.code.meaning().to_owned()),
                Cell::Text(found.text.clone().unwrap_or_default()),
                Cell::Text(format!("{}\n→ {}", found.message, found.code.advice())),
            ]
        })
        .collect()
}
