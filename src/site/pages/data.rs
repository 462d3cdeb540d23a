//! The definitions, and what there is of open data.

use super::super::File;
use super::super::open::Table;
use super::super::settings::PublicField;
use super::{Book, Frame, grades, page};
use crate::model::Grade;
use askama::Template;

#[derive(Template)]
#[template(path = "site/definitions.html")]
struct Definitions<'a> {
    frame: Frame<'a>,
    /// Grade, its class, and what it means for progress and for results.
    grades: Vec<(Grade, Grade, &'static str, String)>,
    ratings: bool,
    proposals: bool,
    fields: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "site/data.html")]
struct Data<'a> {
    frame: Frame<'a>,
    license: &'a Option<String>,
    tables: &'a [Table],
}

pub(super) fn pages(book: &Book<'_>) -> Result<Vec<File>, askama::Error> {
    let grade = |grade: Grade| {
        let result = grades::result(grade, &book.thresholds);
        (grade, grade, grades::progress(grade), result)
    };
    let definitions = Definitions {
        frame: book.frame("definitions.html", "用語と評価"),
        grades: Grade::ALL.map(grade).into(),
        ratings: book.shows(PublicField::Ratings),
        proposals: book.shows(PublicField::Proposals),
        fields: PublicField::all()
            .filter(|field| book.shows(*field))
            .map(PublicField::japanese)
            .collect(),
    };
    let data = Data {
        frame: book.frame("data.html", "オープンデータ"),
        license: &book.about.license,
        tables: book.tables,
    };
    Ok(vec![
        page("definitions.html", &definitions)?,
        page("data.html", &data)?,
    ])
}
