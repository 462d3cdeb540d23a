//! Turns one finished [`Consolidation`] into the bytes of its reports; nothing here touches a disk.
//!
//! ```text
//!                  ┌─ summary  ─ 総括表.xlsx
//! Consolidation ───┼─ review   ─ 評価シート_<評価者>.xlsx, one per evaluator
//!   + Style        ├─ findings ─ 確認事項.xlsx
//!                  └─ dataset  ─ dataset.json
//! ```
//! [`applied`] tells beside them what came of workbooks that were handed back (反映結果.xlsx).
//! The same consolidation and style always give the same bytes.

pub mod applied;
pub mod changes;
pub mod dataset;
pub mod findings;
pub mod form;
mod form_drawing;
pub mod formats;
#[cfg(test)]
pub(crate) mod inspect;
pub mod ledger;
pub(crate) mod link;
pub mod measure;
mod names;
pub mod page;
mod page_writer;
pub(crate) mod plain;
mod project_page;
#[cfg(test)]
pub(crate) mod recalculation;
pub mod register;
pub mod review;
pub mod style;
pub mod summary;
pub(crate) mod table;
#[cfg(test)]
pub(crate) mod testdata;
pub mod units;
mod wareki;
pub mod write;

use crate::layout::LayoutError;
use crate::model::Consolidation;
use form_drawing::FormDrawing;
use rayon::prelude::*;
use rust_xlsxwriter::XlsxError;
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub use style::{Paper, Style};

/// One kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Output {
    /// 総括表.xlsx
    Summary,
    /// 評価シート_<評価者>.xlsx
    Review,
    /// 確認事項.xlsx
    Findings,
    /// dataset.json
    Dataset,
    /// 反映結果.xlsx, which no consolidation has.
    Applied,
}

impl Output {
    /// Every kind that a consolidation is rendered to, in that order.
    pub const ALL: [Self; 4] = [Self::Summary, Self::Review, Self::Findings, Self::Dataset];

    /// The word of `--only`, also kept in each workbook's properties.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Review => "review",
            Self::Findings => "findings",
            Self::Dataset => "dataset",
            Self::Applied => "applied",
        }
    }
}

/// One report, ready to be put on a disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// What it is.
    pub output: Output,
    /// File name without folder, safe on Windows.
    pub name: String,
    /// The whole file.
    pub bytes: Vec<u8>,
}

/// A report that could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The workbook writer refused something.
    #[error("「{name}」を作成できませんでした")]
    Workbook {
        /// File name of the report.
        name: String,
        /// What the writer said.
        #[source]
        source: XlsxError,
    },
    /// The layout that review pages are drawn with cannot be used.
    #[error("評価シートの様式を使えません")]
    Layout(#[from] LayoutError),
    /// The data could not be written as JSON.
    #[error("dataset.json を作成できませんでした")]
    Json(#[from] serde_json::Error),
}

impl ReportError {
    /// Names the report a writer's error belongs to.
    pub(crate) fn in_report(name: &str) -> impl Fn(XlsxError) -> Self + '_ {
        move |source| Self::Workbook {
            name: name.to_owned(),
            source,
        }
    }
}

/// Renders the reports wanted, in the order of [`Output::ALL`].
///
/// `input_root_from_output` is the path from the folder the reports will stand in to the folder the
/// findings' files are relative to (`../forms`), `/` separated; without it the findings carry no links.
///
/// # Errors
/// [`ReportError`] where a report cannot be written; none is returned then.
pub fn render(
    consolidation: &Consolidation,
    style: &Style,
    input_root_from_output: Option<&str>,
    wanted: &[Output],
) -> Result<Vec<Rendered>, ReportError> {
    let same = |rendered| rendered;
    render_each(consolidation, style, input_root_from_output, wanted, same)
}

/// As [`render`], with something done to every report as soon as it is made, while others still are being made.
///
/// # Errors
/// As of [`render`].
pub fn render_each<T: Send>(
    consolidation: &Consolidation,
    style: &Style,
    input_root_from_output: Option<&str>,
    wanted: &[Output],
    finish: impl Fn(Rendered) -> T + Sync,
) -> Result<Vec<T>, ReportError> {
    let drawing = FormDrawing::of(style)?;
    let mut jobs: Vec<(usize, Job<'_>)> = jobs(consolidation, wanted).enumerate().collect();
    jobs.sort_by_key(|(_, job)| job.turn());
    // One after another as processors are free; halves of the list would end at different times.
    let rendered = jobs.into_iter().par_bridge().map(|(place, job)| {
        let rendered = match job {
            Job::Summary => summary::render(consolidation, style),
            Job::Review(plan) => plan.render(consolidation, style, &drawing),
            Job::Findings => findings::render(consolidation, style, input_root_from_output),
            Job::Dataset => dataset::render(consolidation),
        };
        Ok((place, finish(rendered?)))
    });
    let finished: BTreeMap<usize, T> = rendered.collect::<Result<_, ReportError>>()?;
    Ok(finished.into_values().collect())
}

/// A report to be made.
enum Job<'a> {
    Summary,
    Review(review::Plan<'a>),
    Findings,
    Dataset,
}

impl Job<'_> {
    /// Its turn to be begun: first what takes long and cannot be shared while it is packed, last what a
    /// processor can do while the other packs the last workbook.
    const fn turn(&self) -> (usize, Reverse<usize>) {
        match self {
            Self::Summary => (0, Reverse(0)),
            Self::Review(plan) => (1, Reverse(plan.pages())),
            Self::Findings => (2, Reverse(0)),
            Self::Dataset => (3, Reverse(0)),
        }
    }
}

/// The reports wanted, in the order of [`Output::ALL`].
fn jobs<'a>(consolidation: &'a Consolidation, wanted: &[Output]) -> impl Iterator<Item = Job<'a>> {
    let wanted = Output::ALL.iter().filter(|output| wanted.contains(output));
    wanted.flat_map(|output| match output {
        Output::Summary => vec![Job::Summary],
        Output::Review => review::plans(consolidation)
            .into_iter()
            .map(Job::Review)
            .collect(),
        Output::Findings => vec![Job::Findings],
        Output::Dataset => vec![Job::Dataset],
        Output::Applied => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Rendered> {
        render(
            &testdata::consolidation(),
            &Style::default(),
            Some("../forms"),
            &Output::ALL,
        )
        .unwrap()
    }

    #[test]
    fn same_data_same_bytes() {
        let first = all();
        // The zip container keeps times in steps of two seconds.
        std::thread::sleep(std::time::Duration::from_millis(2100));
        assert!(first == all());
    }

    #[test]
    fn workbooks_say_what_they_are_and_when_the_figures_stood_so() {
        let data = testdata::consolidation();
        let wanted = [Output::Review, Output::Findings];
        for report in render(&data, &Style::default(), None, &wanted).unwrap() {
            let custom = inspect::part(&report.bytes, "docProps/custom.xml");
            let kind = if report.name == findings::NAME {
                "findings"
            } else {
                "review"
            };
            assert!(
                custom.contains(page::OUTPUT_PROPERTY) && custom.contains(kind),
                "{custom}"
            );
            let core = inspect::part(&report.bytes, "docProps/core.xml");
            assert!(core.contains("2020-09-30T00:00:00Z"), "{core}");
        }
    }

    #[test]
    fn reports_come_in_their_order_whichever_is_made_first() {
        let mut data = testdata::consolidation();
        let project = data.projects[0].clone();
        // The workbook with more pages is begun first.
        data.projects = ["乙部長", "甲部長", "甲部長"]
            .map(|evaluator| {
                let mut project = project.clone();
                project.responsibility.evaluator = Some(evaluator.into());
                project
            })
            .into();
        let all = render(&data, &Style::default(), None, &Output::ALL).unwrap();
        let names: Vec<&str> = all.iter().map(|report| report.name.as_str()).collect();
        let [first, second] = ["評価シート_乙部長.xlsx", "評価シート_甲部長.xlsx"];
        assert_eq!(
            names,
            [
                summary::NAME,
                first,
                second,
                findings::NAME,
                crate::dataset::NAME
            ]
        );
    }

    #[test]
    fn only_what_is_wanted_is_rendered() {
        let data = testdata::consolidation();
        let only = render(&data, &Style::default(), None, &[Output::Dataset]).unwrap();
        assert_eq!(only.len(), 1);
        assert_eq!(only[0].name, "dataset.json");
    }
}
