//! The yearly publication: data of one or several periods → a site that is read from a folder, and open data.
//!
//! ```text
//! Dataset, one a period ─ public (the gate) ─ Edition ─┐                 ┌─ pages (templates/site, chart)
//!                            └ [publish] settings      ├─ lines ─ Book ──┼─ open (CSV, JSON, xlsx, datapackage)
//!                   Register: numbers that changed ────┘                 └─ preview (--dry-run)
//! ```
//! Nothing behind the gate sees a dataset, so that what is not for the public is nowhere. The same input
//! gives the same bytes.

pub mod changes;
mod chart;
mod clean;
mod html;
pub mod lines;
pub mod open;
mod pages;
mod preview;
pub mod public;
pub mod settings;
pub mod tally;
mod words;

pub use preview::preview;
pub use settings::{PublicField, Settings};

use crate::dataset::Dataset;
use crate::model::{Period, Register};
use crate::report::ReportError;
use crate::rules::Thresholds;
use chrono::NaiveDate;
use lines::Line;
use public::Edition;

/// A page with more bytes than this is slow on a phone; [`Site::heavy`] names such pages.
pub const HEAVY: usize = 100_000;

/// One file of the publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name with folders, `/` separated.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Which undecided projects are published all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undecided {
    /// None.
    #[default]
    Withheld,
    /// Those of former periods only: their data may be older than the record of decisions.
    Previous,
    /// All.
    Included,
}

/// What is published, and how.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The newest period.
    pub dataset: &'a Dataset,
    /// Former periods, in any order.
    pub previous: &'a [Dataset],
    /// For numbers that changed and projects that ended.
    pub register: Option<&'a Register>,
    /// Where the grades begin, for the words that explain them.
    pub thresholds: Thresholds,
    /// What goes out.
    pub settings: &'a Settings,
    /// What of the undecided goes out.
    pub undecided: Undecided,
}

/// Why there is no site.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SiteError {
    /// A former period that is not former.
    #[error("--previous の{}は、公表する{}より前の期間ではありません。前の期間の dataset.json を指定してください。", previous.japanese(), current.japanese())]
    NotBefore {
        /// The period given as former.
        previous: Period,
        /// The period to be published.
        current: Period,
    },
    /// A period twice.
    #[error("--previous に{}が二つあります。一つだけを指定してください。", .0.japanese())]
    Twice(Period),
    /// Nothing may be published.
    #[error(
        "公表できる取組みがありません（推進本部の決定がまだのもの{undecided}件、番号のないもの・重なるもの{unclear}件）。決定の前に公表するときは --include-undecided を付けてください。"
    )]
    Nothing {
        /// Projects that wait for a decision.
        undecided: usize,
        /// Projects that cannot be told by number.
        unclear: usize,
    },
    /// A page could not be made.
    #[error("ページを作成できませんでした")]
    Page(#[from] askama::Error),
    /// A CSV file could not be made.
    #[error("CSVを作成できませんでした")]
    Csv(#[from] csv::Error),
    /// A JSON file could not be made.
    #[error("JSONを作成できませんでした")]
    Json(#[from] serde_json::Error),
    /// The workbook could not be made.
    #[error(transparent)]
    Workbook(#[from] ReportError),
}

/// A finished publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Every file.
    pub files: Vec<File>,
    /// How many projects are published, and how many of former periods besides.
    pub projects: (usize, usize),
}

impl Site {
    /// Pages that are slow on a phone, with their weight in bytes.
    pub fn heavy(&self) -> impl Iterator<Item = (&str, usize)> {
        let pages = self
            .files
            .iter()
            .filter(|file| file.name.ends_with(".html"));
        pages
            .map(|file| (file.name.as_str(), file.bytes.len()))
            .filter(|(_, weight)| *weight > HEAVY)
    }
}

/// What every page and data file says of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Name of the plan.
    pub plan: String,
    /// `令和8年度上期`
    pub period: String,
    /// `2026-H1`
    pub key: String,
    /// The as-of day.
    pub day: NaiveDate,
    /// The as-of day in words.
    pub as_of: String,
    /// Who publishes.
    pub publisher: Option<String>,
    /// Where to ask.
    pub inquiries: Option<String>,
    /// Licence of the data.
    pub license: Option<String>,
    /// Where the pages lead to, and what it is called.
    pub nav: Vec<(String, &'static str)>,
}

/// Everything that goes out, in the order of time.
///
/// # Errors
/// When a former period is not former.
pub fn editions(request: &Request<'_>) -> Result<Vec<Edition>, SiteError> {
    let edition = |data, undecided| public::edition(data, request.settings, undecided);
    let current = edition(request.dataset, request.undecided == Undecided::Included);
    let mut editions: Vec<Edition> = request
        .previous
        .iter()
        .map(|data| edition(data, request.undecided != Undecided::Withheld))
        .collect();
    editions.sort_by_key(|edition| order(&edition.period));
    for edition in &editions {
        if order(&edition.period) >= order(&current.period) {
            return Err(SiteError::NotBefore {
                previous: edition.period,
                current: current.period,
            });
        }
    }
    let same = |pair: &&[Edition]| order(&pair[0].period) == order(&pair[1].period);
    if let Some(pair) = editions.windows(2).find(same) {
        return Err(SiteError::Twice(pair[0].period));
    }
    editions.push(current);
    Ok(editions)
}

/// The order of periods: by their end, a whole year after its second half.
fn order(period: &Period) -> (NaiveDate, bool, Option<u8>) {
    let end = Period::ending(period.fiscal_year, period.part).as_of;
    (
        end,
        period.part.is_none(),
        period.part.map(|part| part as u8),
    )
}

/// Makes the publication.
///
/// # Errors
/// When a former period is not former, nothing may be published, or a file cannot be made.
pub fn build(request: &Request<'_>) -> Result<Site, SiteError> {
    let editions = editions(request)?;
    let Some(newest) = editions.last().filter(|newest| !newest.entries.is_empty()) else {
        let withheld = editions.last().map_or(&[][..], |newest| &newest.withheld);
        let waiting = |w: &&public::Withheld| w.why == public::Reason::Undecided;
        let undecided = withheld.iter().filter(waiting).count();
        return Err(SiteError::Nothing {
            undecided,
            unclear: withheld.len() - undecided,
        });
    };
    let lines = lines::follow(&editions, request.register);
    let about = about(newest, &editions, &lines, request.settings);
    let tables = open::tables(&editions, &lines, request.settings);
    let book = pages::Book {
        about: &about,
        editions: &editions,
        lines: &lines,
        tables: &tables,
        settings: request.settings,
        thresholds: request.thresholds,
    };
    let (pages, data) = rayon::join(|| pages::all(&book), || open::files(&tables, &about));
    let mut files = pages?;
    files.extend(data?);
    let current = newest.entries.len();
    Ok(Site {
        files,
        projects: (current, lines.len() - current),
    })
}

fn about(newest: &Edition, editions: &[Edition], lines: &[Line<'_>], settings: &Settings) -> About {
    let mut nav = vec![("index.html", "概要"), ("list.html", "取組み一覧")];
    if lines
        .iter()
        .any(|line| !line.latest().1.items.is_empty() && line.is_current())
    {
        nav.push(("schedule.html", "スケジュール"));
    }
    if editions.len() > 1 && pages::shows_ratings(settings) {
        nav.push(("history.html", "評価の移り変わり"));
    }
    if lines.iter().any(|line| !line.is_current()) {
        nav.push(("ended.html", "終了した取組みなど"));
    }
    nav.extend([
        ("definitions.html", "用語と評価"),
        ("data.html", "オープンデータ"),
    ]);
    About {
        plan: newest.plan.clone(),
        period: newest.period.japanese(),
        key: open::period(&newest.period),
        day: newest.period.as_of,
        as_of: words::day(newest.period.as_of),
        publisher: settings.publisher.as_deref().map(clean::line),
        inquiries: settings.inquiries.as_deref().map(clean::line),
        license: settings.license.clone(),
        nav: nav
            .into_iter()
            .map(|(href, label)| (href.to_owned(), label))
            .collect(),
    }
}
