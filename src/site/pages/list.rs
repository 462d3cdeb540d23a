//! Lists in pages of bounded weight: rows go on to the next page before a page gets heavy.

use super::super::File;
use super::super::html::Html;
use super::{Frame, page};
use askama::Template;

/// The rows of one page weigh no more than this, in bytes; the frame and the headings come on top.
const ROWS: usize = 75_000;

/// A list.
pub(super) struct List<'a> {
    pub frame: Frame<'a>,
    /// The name of its first page, without ending; the others have `-2`, `-3` … after it.
    pub stem: String,
    pub intro: String,
    pub legend: Option<Html>,
    pub caption: String,
    pub head: Html,
    /// Whether the rows are sections of their own and no rows of a table.
    pub sections: bool,
    pub rows: Vec<Html>,
}

#[derive(Template)]
#[template(path = "site/list.html")]
struct ListPage<'a> {
    frame: &'a Frame<'a>,
    intro: &'a str,
    legend: &'a Option<Html>,
    caption: &'a str,
    head: &'a Html,
    sections: bool,
    rows: &'a [Html],
    pages: &'a [(String, usize)],
    current: usize,
}

impl List<'_> {
    /// Its pages.
    pub(super) fn pages(mut self) -> Result<Vec<File>, askama::Error> {
        let packs = packs(&self.rows);
        let name = |at: usize| match at {
            0 => format!("{}.html", self.stem),
            at => format!("{}-{}.html", self.stem, at + 1),
        };
        let names: Vec<(String, usize)> = (0..packs.len()).map(|at| (name(at), at + 1)).collect();
        let title = std::mem::take(&mut self.frame.title);
        let mut files = Vec::new();
        for (rows, (file, number)) in packs.into_iter().zip(&names) {
            self.frame.title = match names.len() {
                1 => title.clone(),
                all => format!("{title}（{number}／{all}ページ）"),
            };
            let view = ListPage {
                frame: &self.frame,
                intro: &self.intro,
                legend: &self.legend,
                caption: &self.caption,
                head: &self.head,
                sections: self.sections,
                rows,
                pages: &names,
                current: *number,
            };
            files.push(page(file.clone(), &view)?);
        }
        Ok(files)
    }
}

/// Rows in packs of bounded weight; at least one pack, and at least one row in each.
fn packs(rows: &[Html]) -> Vec<&[Html]> {
    let mut packs = Vec::new();
    let (mut from, mut weight) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        if weight + row.len() > ROWS && at > from {
            packs.push(&rows[from..at]);
            (from, weight) = (at, 0);
        }
        weight += row.len();
    }
    packs.push(&rows[from..]);
    packs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pack_is_heavy_unless_a_row_is() {
        let row = |weight: usize| Html::own("x".repeat(weight));
        let rows = [row(ROWS / 2), row(ROWS / 2), row(1), row(ROWS * 2), row(1)];
        let sizes: Vec<usize> = packs(&rows).iter().map(|pack| pack.len()).collect();
        assert_eq!(sizes, [2, 1, 1, 1]);
        assert_eq!(packs(&[]).len(), 1);
    }
}
