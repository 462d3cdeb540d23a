//! Sheet 台帳: one line a project.

use super::departments;
use super::fault::Faults;
use super::organisation::tidy;
use super::table::Table;
use super::words::{self, DIRECTIONS, SCOPES};
use crate::model::{FiscalYear, Indicator, Kind, Register, RegisterEntry, Status};
use crate::text::{era, number, value, width};
use crate::workbook::CellPos;
use crate::workbook::Content;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Reads every line; `register` holds the organisation already.
pub(super) fn read(
    table: &Table<'_>,
    register: &Register,
    faults: &mut Faults,
) -> Vec<RegisterEntry> {
    let mut entries = Vec::new();
    let mut seen: BTreeMap<String, CellPos> = BTreeMap::new();
    for row in table.rows() {
        let mut line = Line { table, row, faults };
        let entry = line.entry(register);
        if let (false, Some(pos)) = (entry.number.is_empty(), table.pos(row, "番号")) {
            match seen.get(&entry.number) {
                Some(before) => line.fault(
                    "番号",
                    format!(
                        "番号「{}」は{before}にもあります。どちらかの番号を直すか、行を消してください",
                        entry.number
                    ),
                ),
                None => {
                    seen.insert(entry.number.clone(), pos);
                }
            }
        }
        entries.push(entry);
    }
    entries
}

/// One line of the register.
pub(super) struct Line<'a, 'f> {
    table: &'a Table<'a>,
    row: u32,
    faults: &'f mut Faults,
}

impl<'a> Line<'a, '_> {
    fn entry(&mut self, register: &Register) -> RegisterEntry {
        let mut entry = RegisterEntry {
            number: self.number(),
            name: self.kept("事業名称"),
            scope: self.word("区分", SCOPES, words::scope),
            departments: departments::read(self, register),
            implementer: self.kept("実施責任者"),
            focus_goal: self.kept("重点目標"),
            priority: self.kept("優先順位"),
            adopted: self.adopted(),
            due: self.due(),
            status: self.status(),
            remarks: self.kept("備考"),
            ..RegisterEntry::default()
        };
        entry.indicators.kpi = self.indicator("KPIの向き", "KPIの基準値");
        entry.indicators.kgi = self.indicator("KGIの向き", "KGIの基準値");
        if self.is_blank("事業名称") {
            let message = match self.table.is_withdrawn(self.row, "事業名称") {
                true => {
                    "事業名称が取り消し線で消されています。事業名称を入力し直すか、行を消してください"
                }
                false => "事業名称が空白です。事業名称を入力してください",
            };
            self.fault("事業名称", message);
        }
        entry
    }

    /// A fault in this line.
    pub(super) fn fault(&mut self, heading: &str, message: impl Into<String>) {
        self.table.fault(self.row, heading, message, self.faults);
    }

    /// Whether a cell holds nothing at all.
    pub(super) fn is_blank(&self, heading: &str) -> bool {
        self.table.is_blank(self.row, heading)
    }

    /// What a cell shows.
    pub(super) fn text(&mut self, heading: &str) -> Option<&'a str> {
        self.table.text(self.row, heading, self.faults)
    }

    fn content(&mut self, heading: &str) -> &'a Content {
        self.table.content(self.row, heading, self.faults)
    }

    fn kept(&mut self, heading: &str) -> Option<String> {
        self.text(heading).map(width::kept)
    }

    /// The number, or an empty one with a fault.
    fn number(&mut self) -> String {
        if let Content::Date { shown, .. } = self.content("番号") {
            let message = format!(
                "番号が日付「{shown}」になっています。セルの書式を文字列にして番号を入力し直してください"
            );
            self.fault("番号", message);
            return String::new();
        }
        let text = self.text("番号");
        let figure = self.table.figure(self.row, "番号");
        let number = text.and_then(|_| number::parse(figure));
        if number.is_none() && (text.is_some() || self.is_blank("番号")) {
            let message = match self.table.is_withdrawn(self.row, "番号") {
                true => "番号が取り消し線で消されています。番号を入力し直すか、行を消してください",
                false => "番号が空白です。番号を入力するか、行を消してください",
            };
            self.fault("番号", message);
        }
        number.unwrap_or_default()
    }

    /// One of a few words; `None` where the cell is blank.
    fn word<T>(
        &mut self,
        heading: &str,
        accepted: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(heading)?;
        let word = read(text);
        if word.is_none() {
            let message =
                format!("{heading}「{text}」は使えません。{accepted}のいずれかにしてください");
            self.fault(heading, message);
        }
        word
    }

    fn status(&mut self) -> Status {
        self.word("状態", "「継続」「完了」「撤退」", words::status)
            .unwrap_or_default()
    }

    fn adopted(&mut self) -> Option<FiscalYear> {
        if let Content::Date { at, .. } = self.content("採択年度") {
            return Some(FiscalYear::of(at.date()));
        }
        let accepted = "「R2」「令和2年度」「2020」など元号か西暦の分かる書き方";
        self.word("採択年度", accepted, era::fiscal_year)
    }

    /// A date cell; a text that looks like one may mean another year.
    fn due(&mut self) -> Option<NaiveDate> {
        match self.content("提出期限") {
            Content::Date { at, .. } => Some(at.date()),
            content if content.is_blank() => None,
            other => {
                let message = format!(
                    "提出期限「{}」が日付ではありません。セルの書式を日付にして 2020/10/9 のように入力してください",
                    other.shown()
                );
                self.fault("提出期限", message);
                None
            }
        }
    }

    fn indicator(&mut self, direction: &str, baseline: &str) -> Indicator {
        let way = self.word(direction, DIRECTIONS, words::direction);
        let baseline_number = self.baseline(baseline);
        let from_baseline = way.is_some_and(|(_, from_baseline)| from_baseline);
        if from_baseline && baseline_number.is_none() {
            let message =
                format!("基準値からの達成率を求めるには「{baseline}」に数値を入力してください");
            self.fault(direction, message);
        }
        Indicator {
            direction: way.map(|(direction, _)| direction),
            baseline: baseline_number,
            from_baseline,
        }
    }

    fn baseline(&mut self, heading: &str) -> Option<Decimal> {
        let content = self.content(heading);
        if content.is_blank() {
            return None;
        }
        if let Content::Number(number) = content {
            return Some(number.displayed());
        }
        let parsed = value::parse(content.shown());
        match (parsed.value.kind, parsed.value.number) {
            (Kind::Number, Some(number)) if parsed.doubts.is_empty() => Some(number),
            (Kind::None, _) => None,
            _ => {
                let message = format!(
                    "{heading}「{}」が一つの数値として読めません。数値だけを入力してください",
                    tidy(content.shown())
                );
                self.fault(heading, message);
                None
            }
        }
    }
}
