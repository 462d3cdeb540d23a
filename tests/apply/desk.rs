//! An officer's desk: forms consolidated into `結果`, workbooks coming back into `回収`.

use crate::fill::{Typed, fill};
use crate::support::{Office, Ran, TITLE};
use kohyo::tag::{ColumnTag, RowKind};
use kohyo::workbook::{Limits, xlsx};
use serde_json::Value as Json;
use std::fs;
use std::ops::Deref;

/// The review workbook of all projects here.
pub(crate) const REVIEW: &str = "評価シート_教育部長.xlsx";

pub(crate) const PROGRESS: (RowKind, ColumnTag) = (RowKind::Progress, ColumnTag::Grade);
pub(crate) const KPI: (RowKind, ColumnTag) = (RowKind::Kpi, ColumnTag::Grade);
pub(crate) const KPI_REASON: (RowKind, ColumnTag) = (RowKind::Kpi, ColumnTag::Reason);
pub(crate) const OUTCOME: (RowKind, ColumnTag) = (RowKind::Decision, ColumnTag::Outcome);
pub(crate) const DECISION_REASON: (RowKind, ColumnTag) = (RowKind::Decision, ColumnTag::Reason);
pub(crate) const OPINION: (RowKind, ColumnTag) = (RowKind::Opinion, ColumnTag::Reason);

/// An office with two consolidated projects.
pub(crate) struct Desk(Office);

impl Deref for Desk {
    type Target = Office;

    fn deref(&self) -> &Office {
        &self.0
    }
}

/// `("1", KPI, "A")` as what is typed.
pub(crate) fn typed<'a>(
    number: &'a str,
    (row, column): (RowKind, ColumnTag),
    text: &'a str,
) -> Typed<'a> {
    (number, row, column, text)
}

impl Desk {
    /// 令和2年度上期, with what `more` the consolidation is told.
    pub(crate) fn consolidated(more: &[&str]) -> Self {
        let desk = Self(Office::new());
        desk.form("個票/a.xlsx", "1", TITLE);
        desk.form("個票/b.xlsx", "2", TITLE);
        desk.consolidate(more);
        desk
    }

    /// The same with a register and last period's data.
    pub(crate) fn with_history() -> Self {
        let desk = Self(Office::new());
        desk.form("前の個票/a.xlsx", "1", TITLE);
        let before = ["consolidate", "前の個票", "--out", "前回", "--period", "R1"];
        desk.kohyo(&before).ended(0);
        let line = |number| {
            let name = "学習用端末の活用";
            [number, name, "", "教育部", "学校教育課", "", ""]
        };
        desk.register("台帳.xlsx", &[line("1"), line("2"), line("3")]);
        desk.form("個票/a.xlsx", "1", TITLE);
        desk.form("個票/b.xlsx", "2", TITLE);
        desk.consolidate(&["--register", "台帳.xlsx", "--previous", "前回/dataset.json"]);
        desk
    }

    fn consolidate(&self, more: &[&str]) {
        let run = ["consolidate", "個票", "--out", "結果", "--period", "R2-H1"];
        self.kohyo(&[&run[..], more].concat());
        assert!(self.path("結果").join(REVIEW).exists());
    }

    /// The review workbook comes back under a name, with texts typed in.
    pub(crate) fn returned(&self, name: &str, texts: &[Typed<'_>]) -> &Self {
        let book = fs::read(self.path("結果").join(REVIEW)).unwrap();
        self.file(&format!("回収/{name}"), &fill(&book, texts));
        self
    }

    /// The summary comes back under a name, with texts typed into 要審議.
    pub(crate) fn decided(&self, name: &str, texts: &[Typed<'_>]) -> &Self {
        let book = fs::read(self.path("結果/総括表.xlsx")).unwrap();
        self.file(&format!("回収/{name}"), &fill(&book, texts));
        self
    }

    /// `kohyo apply 回収` into a folder.
    pub(crate) fn apply(&self, out: &str, more: &[&str]) -> Ran {
        let run = [
            "apply",
            "回収",
            "--dataset",
            "結果/dataset.json",
            "--out",
            out,
        ];
        self.kohyo(&[&run[..], more].concat())
    }

    /// The same, told as one object.
    pub(crate) fn applied(&self, out: &str) -> Json {
        let ran = self.apply(out, &["--format", "json"]);
        serde_json::from_str(&ran.stdout()).unwrap()
    }

    /// A project of an output's data.
    pub(crate) fn project(&self, out: &str, number: &str) -> Json {
        let data = self.dataset(out);
        let projects = data["projects"].as_array().unwrap();
        let project = projects.iter().find(|p| p["number"] == number);
        project.unwrap().clone()
    }

    /// What a cell of a workbook shows.
    pub(crate) fn shown(&self, book: &str, sheet: &str, cell: &str) -> String {
        let bytes = fs::read(self.path(book)).unwrap();
        let workbook = xlsx::read(&bytes, &Limits::default()).unwrap();
        let sheet = workbook.sheets.iter().find(|s| s.name == sheet).unwrap();
        sheet.content(cell.parse().unwrap()).shown().to_owned()
    }

    /// All texts of a sheet of an output.
    pub(crate) fn texts(&self, output: &str, sheet: &str) -> Vec<String> {
        let bytes = fs::read(self.path(output)).unwrap();
        let workbook = xlsx::read(&bytes, &Limits::default()).unwrap();
        let sheet = workbook.sheets.iter().find(|s| s.name == sheet).unwrap();
        let cells = sheet.cells.iter();
        cells.map(|cell| cell.content.shown().to_owned()).collect()
    }
}
