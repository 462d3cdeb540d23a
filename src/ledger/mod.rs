//! Draws up the ledger (提出状況): the register held against what was sent, by project number.
//!
//! ```text
//! a sheet of this number ──┬─ one ─ 該当なし · 旧様式 · 提出済
//!                          └─ several ─ 重複: the newer year, then the later change is proposed
//! none, but a file that cannot be opened is named by the number ─ 開けない
//! none ─ 提出不要 · 未提出
//! ```
//! Pure: the day comes from outside. A project is never told by the name of its file or folder, but for
//! one that cannot be opened; that is said to be a guess.

mod contacts;
mod copies;
mod file_number;

pub use copies::{Files, newest_first};

use crate::dataset::Dataset;
use crate::finding::{Code, Finding};
use crate::model::{
    Consolidation, Issued, Ledger, LedgerLine, Period, Place, ProjectSheet, Register,
    RegisterEntry, Reminder, Standing, Status, Stray, SubmissionStatus, TextField, Unopened,
};
use crate::text::label::normalise;
use chrono::NaiveDate;

/// What was sent, as the ledger looks at it.
struct Sent<'a> {
    period: &'a Period,
    sheets: Vec<&'a ProjectSheet>,
    files: Files<'a>,
    /// Files that cannot be opened, with the reason.
    closed: Vec<(&'a str, &'a Finding)>,
}

/// Draws up the ledger of a consolidation on a day. Last period's data say whom to ask where this
/// period's forms do not.
pub fn draw_up(
    register: &Register,
    consolidation: &Consolidation,
    previous: Option<&Dataset>,
    today: NaiveDate,
) -> Ledger {
    let sent = Sent::of(consolidation);
    let lines: Vec<LedgerLine> = register
        .entries
        .iter()
        .map(|entry| sent.line(entry))
        .collect();
    let told = |file: &str| {
        let places = lines
            .iter()
            .filter(|line| line.standing == Standing::Unopened);
        places
            .flat_map(|line| &line.places)
            .any(|place| place.file == file)
    };
    let unopened = sent
        .closed
        .iter()
        .filter(|(file, _)| !told(file))
        .map(|(file, why)| Unopened {
            file: (*file).to_owned(),
            why: why.message.clone(),
        })
        .collect();
    Ledger {
        today,
        strays: sent.strays(register),
        unopened,
        reminders: contacts::add(reminders(&lines, today), &lines, consolidation, previous),
        lines,
    }
}

impl<'a> Sent<'a> {
    fn of(consolidation: &'a Consolidation) -> Self {
        let cannot_open = |finding: &&Finding| {
            matches!(
                finding.code,
                Code::UnreadableFile | Code::Encrypted | Code::RightsManaged | Code::LimitExceeded
            ) && finding.sheet.is_none()
        };
        let rejected = consolidation
            .submissions
            .iter()
            .filter(|submission| submission.status == SubmissionStatus::Rejected);
        let closed = rejected.filter_map(|submission| {
            let findings = consolidation.findings.iter();
            let mut about = findings.filter(|finding| finding.file == submission.file);
            let finding = about.find(cannot_open)?;
            Some((submission.file.as_str(), finding))
        });
        Self {
            period: &consolidation.period,
            sheets: consolidation
                .projects
                .iter()
                .map(|project| &project.sheet)
                .collect(),
            files: Files::of(&consolidation.submissions),
            closed: closed.collect(),
        }
    }

    fn line(&self, entry: &RegisterEntry) -> LedgerLine {
        let number = Some(entry.number.as_str());
        let sheets: Vec<&ProjectSheet> = self
            .sheets
            .iter()
            .copied()
            .filter(|s| s.number.as_deref() == number)
            .collect();
        let (standing, places, remark) = match sheets.as_slice() {
            [] => self.nothing_sent(entry),
            [one] => self.one_sent(one),
            several => self.several_sent(several),
        };
        LedgerLine {
            number: entry.number.clone(),
            name: entry.name.clone(),
            departments: entry.departments.clone(),
            due: entry.due,
            standing,
            places,
            remark,
        }
    }

    fn nothing_sent(&self, entry: &RegisterEntry) -> (Standing, Vec<Place>, String) {
        let year = self.period.fiscal_year;
        let not_due = match (entry.status, entry.adopted) {
            (Status::Completed | Status::Withdrawn, _) => {
                Some(format!("台帳の状態が「{}」です", entry.status.japanese()))
            }
            (_, Some(adopted)) if adopted > year => {
                Some(format!("{}からの取組みです", adopted.japanese()))
            }
            _ => None,
        };
        if let Some(why) = not_due {
            return (Standing::NotDue, Vec::new(), why);
        }
        let named: Vec<Place> = self
            .closed
            .iter()
            .filter(|(file, _)| file_number::told_by_name(file).as_deref() == Some(&entry.number))
            .map(|(file, _)| Place {
                file: (*file).to_owned(),
                sheet: None,
            })
            .collect();
        if named.is_empty() {
            return (Standing::Missing, named, String::new());
        }
        let remark = format!(
            "ファイル名から番号{}のものと推定しました（開けないため中は見ていません）",
            entry.number
        );
        (Standing::Unopened, named, remark)
    }

    fn one_sent(&self, sheet: &ProjectSheet) -> (Standing, Vec<Place>, String) {
        let places = vec![place(sheet)];
        if let Some(words) = says_nothing_to_report(sheet) {
            return (
                Standing::NotApplicable,
                places,
                format!("「{words}」と書かれています"),
            );
        }
        if let Some(year) = sheet.fiscal_year
            && year < self.period.fiscal_year
        {
            let remark = format!("表題が{}です", year.japanese());
            return (Standing::OldForm, places, remark);
        }
        let sent = self.files.with(sheet);
        let (standing, remark) = match sent.and_then(|sent| sent.issued.as_ref()) {
            Some(issued) => issued_before(issued, self.period),
            None => (Standing::Submitted, String::new()),
        };
        (standing, places, remark)
    }

    fn several_sent(&self, sheets: &[&ProjectSheet]) -> (Standing, Vec<Place>, String) {
        let mut sheets = sheets.to_vec();
        sheets.sort_by(|a, b| newest_first(a, b, &self.files));
        let remark = copies::proposal(&sheets, &self.files);
        let places = sheets.into_iter().map(place).collect();
        (Standing::Duplicate, places, remark)
    }

    /// Sheets without number, or with one that the register does not know.
    fn strays(&self, register: &Register) -> Vec<Stray> {
        let known = |number: &str| register.entry(number).is_some();
        let strays = self
            .sheets
            .iter()
            .filter(|s| !s.number.as_deref().is_some_and(known));
        strays
            .map(|sheet| Stray {
                place: place(sheet),
                number: sheet.number.clone(),
                name: sheet.name.clone(),
                departments: sheet.departments.clone(),
            })
            .collect()
    }
}

/// A workbook handed out for an earlier fiscal year, or in an older version of its layout, is an old form
/// whatever its title says by now. One of an earlier part of the year may serve again; that is told.
fn issued_before(issued: &Issued, period: &Period) -> (Standing, String) {
    if let (Some(version), Some(current)) = (issued.version, issued.current)
        && version < current
    {
        let layout = &issued.layout;
        let remark = format!("様式「{layout}」の第{version}版です（今は第{current}版）");
        return (Standing::OldForm, remark);
    }
    let earlier = issued.period.filter(|then| then.as_of < ends(period));
    let remark = earlier.map_or_else(String::new, |then| {
        format!("{}の個票として配布したファイルです", then.japanese())
    });
    match earlier {
        Some(then) if then.fiscal_year < period.fiscal_year => (Standing::OldForm, remark),
        _ => (Standing::Submitted, remark),
    }
}

/// The last day of a period, whatever day it is looked at.
fn ends(period: &Period) -> NaiveDate {
    Period::ending(period.fiscal_year, period.part).as_of
}

fn place(sheet: &ProjectSheet) -> Place {
    Place {
        file: sheet.source.file.clone(),
        sheet: Some(sheet.source.sheet.clone()),
    }
}

/// What there may be nothing of, beside nothing at all.
const OF_NOTHING: [&str; 6] = ["", "事業", "取組", "取組み", "取り組み", "案件"];

/// The words by which a division says that there is nothing to report: as name or 事業概要.
fn says_nothing_to_report(sheet: &ProjectSheet) -> Option<&str> {
    let texts = [&sheet.name, &sheet.texts[TextField::Summary]]
        .into_iter()
        .flatten();
    texts.map(String::as_str).find(|text| {
        let plain = normalise(text).replace("無し", "なし");
        let plain = plain.trim_matches(['(', ')', '。', '.']);
        let plain = plain.strip_suffix("です").unwrap_or(plain);
        let what = ["該当", "対象"]
            .iter()
            .find_map(|which| plain.strip_prefix(which));
        let what = what.and_then(|rest| rest.strip_suffix("なし"));
        what.is_some_and(|what| OF_NOTHING.contains(&what.strip_prefix("する").unwrap_or(what)))
    })
}

/// Projects past their day by lead department.
fn reminders(lines: &[LedgerLine], today: NaiveDate) -> Vec<Reminder> {
    let mut reminders: Vec<Reminder> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let late = line.due.is_some_and(|due| due < today);
        if !late || !line.standing.is_wanting() {
            continue;
        }
        let department = line.departments.first().cloned();
        match reminders
            .iter_mut()
            .find(|reminder| reminder.department == department)
        {
            Some(reminder) => reminder.lines.push(at),
            None => reminders.push(Reminder {
                department,
                lines: vec![at],
                contacts: Vec::new(),
            }),
        }
    }
    reminders
}

#[cfg(test)]
mod tests;
