//! The pages: each template of `templates/site` has a type here that says what it is filled with.

mod data;
mod ended;
mod grades;
mod groups;
mod history;
mod index;
mod list;
mod money;
mod project;
mod projects;
mod schedule;

use super::lines::Line;
use super::open::Table;
use super::public::{Edition, Entry};
use super::settings::{PublicField, Settings};
use super::{About, File, SiteError};
use crate::model::Measure;
use crate::rules::Thresholds;
use rayon::prelude::*;

const STYLE: &str = include_str!("../../../templates/site/style.css");
const SCRIPT: &str = include_str!("../../../templates/site/table.js");

/// A name in a list is cut at so many characters; the whole stands on the project's page.
const SHORT: usize = 80;

/// Everything the pages are made from.
pub(super) struct Book<'a> {
    pub about: &'a About,
    pub editions: &'a [Edition],
    pub lines: &'a [Line<'a>],
    pub tables: &'a [Table],
    pub settings: &'a Settings,
    pub thresholds: Thresholds,
}

/// Whether there are ratings to show.
pub(super) fn shows_ratings(settings: &Settings) -> bool {
    settings.shows(PublicField::Ratings) || settings.shows(PublicField::Proposals)
}

impl<'a> Book<'a> {
    fn shows(&self, field: PublicField) -> bool {
        self.settings.shows(field)
    }

    fn shows_ratings(&self) -> bool {
        shows_ratings(self.settings)
    }

    /// Projects of the newest period.
    fn current(&self) -> impl Iterator<Item = &'a Line<'a>> + Clone {
        self.lines.iter().filter(|line| line.is_current())
    }

    /// What is published of them.
    fn entries(&self) -> impl Iterator<Item = &'a Entry> + Clone {
        self.current().map(|line| line.latest().1)
    }

    fn frame(&self, here: &'a str, title: impl Into<String>) -> Frame<'a> {
        Frame {
            about: self.about,
            root: "",
            here,
            title: title.into(),
        }
    }
}

/// What surrounds every page.
struct Frame<'a> {
    about: &'a About,
    /// The way up to the site's folder.
    root: &'static str,
    /// The place in the navigation that the page belongs to.
    here: &'a str,
    title: String,
}

/// The name of a measure for citizens.
const fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Progress => "進捗（計画の進み具合）",
        Measure::Kpi => "KPI（途中の目標の達成度）",
        Measure::Kgi => "KGI（最終的な目標の達成度）",
    }
}

/// A finished page.
fn page(name: impl Into<String>, template: &impl askama::Template) -> Result<File, askama::Error> {
    Ok(File {
        name: name.into(),
        bytes: template.render()?.into_bytes(),
    })
}

/// A piece of a page.
fn piece(template: &impl askama::Template) -> Result<super::html::Html, askama::Error> {
    Ok(super::html::Html::own(template.render()?.trim().to_owned()))
}

/// Every page, and the style and script they share.
pub(super) fn all(book: &Book<'_>) -> Result<Vec<File>, SiteError> {
    let mut files = index::pages(book)?;
    files.extend(projects::pages(book)?);
    files.extend(schedule::pages(book)?);
    files.extend(history::pages(book)?);
    files.extend(ended::pages(book)?);
    files.extend(data::pages(book)?);
    let projects: Result<Vec<File>, askama::Error> = book
        .lines
        .par_iter()
        .map(|line| project::page(book, line))
        .collect();
    files.extend(projects?);
    for (name, text) in [("style.css", STYLE), ("table.js", SCRIPT)] {
        files.push(File {
            name: format!("assets/{name}"),
            bytes: text.as_bytes().to_vec(),
        });
    }
    Ok(files)
}
