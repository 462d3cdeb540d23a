//! The strip of boxes on top: how many projects there are, what waits, and what was decided.

use super::super::list::{Key, Kind};
use super::super::standing::{OUT_OF_SCOPE, Origin, Standing};
use super::super::tally::{Line, Tally};
use super::super::{Book, deliberation};
use super::{Canvas, FIRST_BLOCK, ratings};
use crate::finding::Code;
use crate::model::{Grade, Measure, Outcome, SubmissionStatus};
use crate::report::write::{self, Area};
use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::row_col_to_cell_absolute;

/// Columns of a box.
const BOX: u16 = 2;

/// What stands in a box.
struct Fact {
    label: String,
    /// Blank for a figure that follows nothing.
    formula: String,
    result: usize,
}

/// Writes the strip; gives the cell with the number of projects.
pub(super) fn write(canvas: &mut Canvas<'_, '_>) -> Result<String, XlsxError> {
    canvas.rows.add(canvas.sheet, 6.0)?;
    let labels = canvas.rows.add(canvas.sheet, 24.0)?;
    let values = canvas.rows.add(canvas.sheet, 24.0)?;
    let projects = row_col_to_cell_absolute(values, 0);
    let fact = canvas.looks.fact.clone();
    for (at, this) in facts(canvas.book, &projects).into_iter().enumerate() {
        // The first box takes the two columns of labels.
        let left = match at {
            0 => 0,
            at => FIRST_BLOCK + BOX * (at as u16 - 1),
        };
        let area = |row| Area::row(row, left, left + BOX - 1);
        let heading = &canvas.looks.heading;
        write::merged(canvas.sheet, area(labels), &this.label, heading)?;
        if this.formula.is_empty() {
            write::merged(canvas.sheet, area(values), "", &fact)?;
            let value = this.result as f64;
            canvas
                .sheet
                .write_number_with_format(values, left, value, &fact)?;
        } else {
            canvas.formula(area(values), &this.formula, this.result, &fact)?;
        }
    }
    Ok(projects)
}

fn facts(book: &Book<'_>, projects: &str) -> Vec<Fact> {
    let counted = ratings::counted(book);
    let all = Tally::of(&book.lines, |_| true);
    let plain = |label: &str, result| Fact {
        label: label.to_owned(),
        formula: String::new(),
        result,
    };
    let follows = |label: &str, formula, result| Fact {
        label: label.to_owned(),
        formula,
        result,
    };
    let data = book.consolidation;
    let findings = |code| data.findings.iter().filter(move |found| found.code == code);
    let rejected = data.submissions.iter();
    let rejected = rejected.filter(|file| file.status == SubmissionStatus::Rejected);
    let late = all.counts.progress.of(Grade::B) + all.counts.progress.of(Grade::C);
    let number = |holds: &dyn Fn(&Line<'_>) -> bool| {
        let lines = book.lines.iter().filter(|line| line.counted);
        lines.filter(|line| holds(line)).count()
    };
    let mut facts = vec![
        follows("取組数", format!("=SUMPRODUCT({counted}*1)"), all.projects),
        plain("要審議の\n取組み", deliberation::count(book)),
        follows(
            "進捗評価が\nB・C",
            sum_of(&counted, &late_condition(book)),
            late,
        ),
        follows(
            "評価と案の\n相違",
            sum_of(&counted, &any(book, differing)),
            number(&differs),
        ),
        follows(
            "未評価の\nある取組み",
            sum_of(
                &counted,
                &any(book, |effective, _| format!("({effective}=\"\")")),
            ),
            number(&is_unrated),
        ),
        plain(
            "未提出の\n取組み",
            findings(Code::MissingSubmission).count(),
        ),
        plain("番号が重複\nした個票", number_of_copies(book)),
        plain("読み取れない\nファイル", rejected.count()),
    ];
    facts.extend(decisions(book, projects));
    facts
}

/// How often each decision was taken, and how often none yet.
fn decisions(book: &Book<'_>, projects: &str) -> Vec<Fact> {
    let cells = deliberation::outcomes(book);
    let decided = |wanted: Option<Outcome>| {
        let lines = book.lines.iter().filter(|line| line.counted);
        let outcome = |line: &&Line<'_>| line.project.decided.decision.as_ref().map(|d| d.outcome);
        lines.filter(|line| outcome(line) == wanted).count()
    };
    let count = |outcome: Outcome| format!("COUNTIF({cells},\"{}\")", outcome.japanese());
    let mut facts: Vec<Fact> = Outcome::ALL
        .into_iter()
        .map(|outcome| Fact {
            label: format!("決定\n{}", outcome.japanese()),
            formula: format!("={}", count(outcome)),
            result: decided(Some(outcome)),
        })
        .collect();
    let taken = Outcome::ALL.map(count).join("-");
    facts.push(Fact {
        label: "決定\n未".to_owned(),
        formula: format!("={projects}-{taken}"),
        result: decided(None),
    });
    facts
}

fn number_of_copies(book: &Book<'_>) -> usize {
    book.lines.iter().filter(|line| !line.counted).count()
}

fn is_unrated(line: &Line<'_>) -> bool {
    let standings = Measure::ALL.map(|measure| *line.standings.get(measure));
    standings.contains(&Standing::Unrated)
}

/// Whether somebody gave another grade than the proposed one.
fn differs(line: &Line<'_>) -> bool {
    Measure::ALL.into_iter().any(|measure| {
        let proposed = line.project.proposals.get(measure).grade;
        match *line.standings.get(measure) {
            Standing::Rated(grade, Origin::Final | Origin::Declared) => {
                proposed.is_some_and(|proposed| proposed != grade)
            }
            _ => false,
        }
    })
}

/// [`differs`] for one measure, over the cells of the grades that count and of the proposals.
fn differing(effective: &str, proposed: &str) -> String {
    let given = |cells: &str| format!("({cells}<>\"\")*({cells}<>\"{OUT_OF_SCOPE}\")");
    format!(
        "({effective}<>{proposed})*{}*{}",
        given(effective),
        given(proposed)
    )
}

fn late_condition(book: &Book<'_>) -> String {
    let cells = book.range(Key::Rating(Measure::Progress, Kind::Effective));
    format!("(({cells}=\"B\")+({cells}=\"C\"))")
}

/// A condition that holds for any of the three measures.
fn any(book: &Book<'_>, condition: impl Fn(&str, &str) -> String) -> String {
    let cells = |measure, kind| book.range(Key::Rating(measure, kind));
    let of = |measure| {
        condition(
            &cells(measure, Kind::Effective),
            &cells(measure, Kind::Proposed),
        )
    };
    format!("(({})>0)", Measure::ALL.map(of).join("+"))
}

fn sum_of(counted: &str, condition: &str) -> String {
    format!("=SUMPRODUCT({counted}*{condition})")
}
