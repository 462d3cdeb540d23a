//! An office's folder, made for one test: forms, the program run in it, and what it left.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "every test program uses a part of it, and a test stops at the first surprise"
)]

pub mod expectation;
pub mod reading;

use assert_cmd::Command;
use kohyo::workbook::CellPos;
use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// A folder of an office.
pub struct Office(TempDir);

impl Office {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file of any content.
    pub fn file(&self, name: &str, content: &[u8]) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Writes a form (別紙1) with a number and a title.
    pub fn form(&self, name: &str, number: &str, title: &str) -> &Self {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet(), number, title);
        self.file(name, &workbook.save_to_buffer().unwrap())
    }

    /// Writes a register with the lines given, below its usual headings.
    pub fn register(&self, name: &str, lines: &[[&str; 7]]) -> &Self {
        let headings = ["番号", "事業名称", "区分", "部", "課", "採択年度", "状態"];
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("台帳").unwrap();
        for (row, line) in std::iter::once(&headings).chain(lines).enumerate() {
            for (col, text) in line.iter().enumerate() {
                sheet.write_string(row as u32, col as u16, *text).unwrap();
            }
        }
        self.file(name, &workbook.save_to_buffer().unwrap())
    }

    /// Writes a workbook marked as an output of kohyo.
    pub fn output(&self, name: &str) -> &Self {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet(), "99", TITLE);
        let marked = DocProperties::new().set_custom_property("kohyo.output", "review");
        workbook.set_properties(&marked);
        self.file(name, &workbook.save_to_buffer().unwrap())
    }

    /// Runs the program in the folder.
    pub fn kohyo(&self, args: &[&str]) -> Ran {
        let output = Command::cargo_bin("kohyo")
            .unwrap()
            .current_dir(self.0.path())
            .env_remove("NO_COLOR")
            .args(args)
            .output()
            .unwrap();
        Ran(output)
    }

    /// Runs the program with a line as people type it, a blank between any two words.
    pub fn typed(&self, line: &str) -> Ran {
        self.kohyo(&line.split(' ').collect::<Vec<_>>())
    }

    /// Every file below a folder with its content; hidden ones too.
    pub fn tree(&self, below: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(below), self.0.path(), &mut files);
        files
    }

    /// The names of the visible files in a folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        names
    }

    /// `dataset.json` of an output folder.
    pub fn dataset(&self, out: &str) -> serde_json::Value {
        let bytes = fs::read(self.path(out).join("dataset.json")).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    /// File, cell and text of the findings of a code, from `dataset.json`.
    pub fn findings(&self, out: &str, code: &str) -> Vec<[String; 3]> {
        let data = self.dataset(out);
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let findings = data["findings"].as_array().unwrap().iter();
        findings
            .filter(|finding| finding["code"] == code)
            .map(|finding| ["file", "cell", "text"].map(|key| text(&finding[key])))
            .collect()
    }

    /// What became of each input file, from `dataset.json`.
    pub fn statuses(&self, out: &str) -> Vec<(String, String)> {
        let data = self.dataset(out);
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        data["submissions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|submission| (text(&submission["file"]), text(&submission["status"])))
            .collect()
    }
}

/// Everything below a folder, the folder itself first.
pub fn everything_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    let mut at = 0;
    while let Some(path) = found.get(at).cloned() {
        if path.is_dir() {
            let entries = fs::read_dir(path).unwrap();
            found.extend(entries.map(|entry| entry.unwrap().path()));
        }
        at += 1;
    }
    found
}

/// The files below a folder.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = everything_below(folder);
    files.retain(|path| path.is_file());
    files
}

fn collect(path: &Path, base: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    let name = path.strip_prefix(base).unwrap().display().to_string();
    let name = name.replace(std::path::MAIN_SEPARATOR, "/");
    if path.is_dir() {
        files.insert(name + "/", Vec::new());
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), base, files);
        }
    } else if let Ok(content) = fs::read(path) {
        files.insert(name, content);
    }
}

/// The title of a form for 令和2年度.
pub const TITLE: &str = "（令和２）年度　四條畷市ICT・IoT化推進ロードマップ　個票";

/// The title of a form for 令和3年度.
pub const TITLE_R3: &str = "（令和３）年度　四條畷市ICT・IoT化推進ロードマップ　個票";

/// Fills a sheet with a complete form.
pub fn fill(sheet: &mut Worksheet, number: &str, title: &str) {
    let plain = Format::new();
    let cells = [
        (0, 0, "（別紙１）"),
        (1, 0, title),
        (2, 0, "番号"),
        (2, 1, "事業名称"),
        (2, 6, "担当部課"),
        (2, 8, "教育部\n学校教育課"),
        (3, 0, number),
        (3, 1, "学習用端末の活用"),
        (3, 6, "実施責任者"),
        (3, 8, "学校教育課長"),
        (4, 0, "事業概要"),
        (4, 6, "指針の重点目標"),
        (5, 0, "現状"),
        (6, 0, "重要目標達成指標【KGI】"),
        (6, 6, "重要業績評価指標【KPI】"),
        (6, 8, "利用率（％）"),
        (7, 0, "年度"),
        (8, 0, "目標値"),
        (8, 1, "進捗"),
        (9, 1, "実績"),
        (9, 4, "50％"),
        (10, 0, "実績値"),
        (10, 1, "進捗"),
        (11, 1, "実績"),
        (11, 4, "40％"),
        (12, 0, "実施項目\n←→ 計画\n←→ 実績"),
        (12, 1, "1"),
        (13, 1, "2"),
        (14, 1, "3"),
        (15, 0, "事業費見込（千円）"),
        (16, 4, "3,400"),
        (17, 0, "期待される効果"),
        (18, 0, "備考（実績等）"),
        (19, 0, "進捗評価"),
        (19, 2, "評価理由"),
        (20, 0, "実績評価\nKPI"),
        (20, 2, "評価理由"),
        (21, 0, "実績評価\nKGI"),
        (21, 2, "評価理由"),
    ];
    let merged = [
        "A2:L2", "B3:F3", "G3:H3", "I3:L3", "B4:F4", "G4:H4", "I4:L4", "B5:F5", "G5:H5", "I5:L5",
        "B6:L6", "B7:F7", "G7:H7", "I7:L7", "A8:B8", "A9:A10", "A11:A12", "A13:A15", "A16:B17",
        "B18:L18", "B19:L19", "C20:D20", "E20:L20", "C21:D21", "E21:L21", "C22:D22", "E22:L22",
    ];
    for area in merged {
        let (first, last) = area.split_once(':').unwrap();
        let [first, last] = [first, last].map(|cell| cell.parse::<CellPos>().unwrap());
        let (left, right) = (first.col as u16, last.col as u16);
        sheet
            .merge_range(first.row, left, last.row, right, "", &plain)
            .unwrap();
    }
    for (index, year) in [
        "R1\n(2019)",
        "R2\n(2020)",
        "R3\n(2021)",
        "R4\n(2022)",
        "R5\n(2023)",
    ]
    .iter()
    .enumerate()
    {
        let col = 2 + 2 * index as u16;
        for row in 7..=14 {
            let heading = if row == 7 { year } else { "" };
            sheet
                .merge_range(row, col, row, col + 1, heading, &plain)
                .unwrap();
        }
        sheet.write_string(15, col, "予算額").unwrap();
        sheet.write_string(15, col + 1, "決算額").unwrap();
    }
    for (row, col, text) in cells {
        sheet.write_string(row, col, text).unwrap();
    }
}

/// What a run of the program left.
pub struct Ran(Output);

impl Ran {
    pub fn status(&self) -> i32 {
        self.0.status.code().unwrap()
    }

    pub fn stdout(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    /// Checks the exit status, showing what the program said where it differs.
    #[track_caller]
    pub fn ended(self, status: i32) -> Self {
        assert_eq!(
            self.status(),
            status,
            "{}\n{}",
            self.stdout(),
            self.stderr()
        );
        self
    }
}
