use super::*;
use crate::model::{Department, FiscalYear, Part, RegisterEntry, Submission, TextField};
use crate::report::testdata::{blank, consolidation};
use chrono::DateTime;
use rstest::rstest;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn entry(number: &str, division: &str) -> RegisterEntry {
    RegisterEntry {
        number: number.to_owned(),
        name: Some(format!("取組み{number}")),
        departments: vec![Department {
            bureau: Some("教育部".to_owned()),
            division: Some(division.to_owned()),
        }],
        due: Some(day("2020-10-09")),
        ..RegisterEntry::default()
    }
}

/// A consolidation of 令和2年度上期 without anything sent.
fn empty() -> Consolidation {
    Consolidation {
        projects: Vec::new(),
        findings: Vec::new(),
        submissions: Vec::new(),
        period: Period::ending(FiscalYear(2020), Some(Part::H1)),
        ..consolidation()
    }
}

/// Sends a sheet: number, file, the year of its title, seconds of its last change.
fn send(data: &mut Consolidation, number: &str, file: &str, year: i32, changed: Option<i64>) {
    let mut project = blank(Some(number).filter(|n| !n.is_empty()), Some("名前"));
    project.sheet.source.file = file.to_owned();
    project.sheet.fiscal_year = Some(FiscalYear(year));
    data.projects.push(project);
    data.submissions.push(Submission {
        file: file.to_owned(),
        status: SubmissionStatus::Read,
        projects: vec![number.to_owned()],
        issued: None,
        modified: changed.and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
    });
}

fn reject(data: &mut Consolidation, file: &str) {
    data.findings
        .push(Finding::new(Code::Encrypted, "開けません").in_file(file));
    data.submissions.push(Submission {
        file: file.to_owned(),
        status: SubmissionStatus::Rejected,
        projects: Vec::new(),
        modified: None,
        issued: None,
    });
}

fn drawn(entries: Vec<RegisterEntry>, data: &Consolidation, today: &str) -> Ledger {
    let register = Register {
        entries,
        ..Register::default()
    };
    draw_up(&register, data, None, day(today))
}

fn files(line: &LedgerLine) -> Vec<&str> {
    line.places
        .iter()
        .map(|place| place.file.as_str())
        .collect()
}

#[test]
fn every_project_of_the_register_stands_somewhere() {
    let mut data = empty();
    send(&mut data, "1", "a.xlsx", 2020, None);
    send(&mut data, "2", "b.xlsx", 2019, None);
    send(&mut data, "3", "c.xlsx", 2020, None);
    data.projects[2].sheet.texts[TextField::Summary] = Some("（該当なし）".to_owned());
    send(&mut data, "99", "d.xlsx", 2020, None);
    send(&mut data, "", "e.xlsx", 2020, None);
    reject(&mut data, "学校/個票05.xlsx");
    reject(&mut data, "不明.xlsx");
    let mut later = entry("7", "a課");
    later.adopted = Some(FiscalYear(2021));
    let mut done = entry("8", "a課");
    done.status = Status::Completed;
    let numbers = ["1", "2", "3", "4", "5"].map(|number| entry(number, "a課"));
    let entries = numbers.into_iter().chain([later, done]).collect();
    let ledger = drawn(entries, &data, "2020-10-01");
    let standings: Vec<Standing> = ledger.lines.iter().map(|line| line.standing).collect();
    use Standing::*;
    assert_eq!(
        standings,
        [
            Submitted,
            OldForm,
            NotApplicable,
            Missing,
            Unopened,
            NotDue,
            NotDue
        ]
    );
    assert!(ledger.lines[4].remark.contains("推定"));
    let strays: Vec<&str> = ledger
        .strays
        .iter()
        .map(|s| s.place.file.as_str())
        .collect();
    assert_eq!(strays, ["d.xlsx", "e.xlsx"]);
    let unopened: Vec<&str> = ledger.unopened.iter().map(|u| u.file.as_str()).collect();
    assert_eq!(unopened, ["不明.xlsx"]);
    assert_eq!(ledger.reminders, []); // the day has not passed
}

#[test]
fn of_several_the_newer_year_then_the_later_change_is_proposed() {
    let mut data = empty();
    send(&mut data, "1", "a.xlsx", 2019, Some(900));
    send(&mut data, "1", "b.xlsx", 2020, Some(100));
    send(&mut data, "2", "c.xlsx", 2020, Some(100));
    send(&mut data, "2", "d.xlsx", 2020, Some(200));
    send(&mut data, "3", "e.xlsx", 2020, Some(100));
    send(&mut data, "3", "f.xlsx", 2020, None);
    let entries = ["1", "2", "3"].map(|number| entry(number, "a課")).to_vec();
    let ledger = drawn(entries, &data, "2020-10-01");
    assert_eq!(files(&ledger.lines[0]), ["b.xlsx", "a.xlsx"]);
    assert!(ledger.lines[0].remark.contains("令和2年度"));
    assert_eq!(files(&ledger.lines[1]), ["d.xlsx", "c.xlsx"]);
    assert!(ledger.lines[1].remark.contains("更新日時"));
    assert!(ledger.lines[2].remark.contains("決められません"));
    assert_eq!(ledger.count(Standing::Duplicate), 3);
}

#[test]
fn a_number_in_a_file_name_never_outweighs_what_was_sent() {
    let mut data = empty();
    send(&mut data, "5", "a.xlsx", 2020, None);
    reject(&mut data, "個票05.xlsx");
    let ledger = drawn(vec![entry("5", "a課")], &data, "2020-10-01");
    assert_eq!(ledger.lines[0].standing, Standing::Submitted);
    assert_eq!(ledger.unopened.len(), 1);
}

#[test]
fn divisions_are_reminded_after_their_day_only() {
    let mut data = empty();
    send(&mut data, "3", "c.xlsx", 2020, None);
    let mut undated = entry("4", "a課");
    undated.due = None;
    let entries = vec![
        entry("1", "a課"),
        entry("2", "b課"),
        entry("3", "a課"),
        undated,
        entry("5", "a課"),
    ];
    assert_eq!(drawn(entries.clone(), &data, "2020-10-09").reminders, []);
    let ledger = drawn(entries, &data, "2020-10-10");
    let lines: Vec<&[usize]> = ledger
        .reminders
        .iter()
        .map(|r| r.lines.as_slice())
        .collect();
    assert_eq!(lines, [&[0, 4][..], &[1]]);
}

#[test]
fn only_words_that_say_nothing_else_mean_nothing_to_report() {
    for (text, says) in [
        ("該当なし", true),
        ("　該当 無し。", true),
        ("対象なし", true),
        ("該当する事業なし", true),
        ("該当事業なしです", true),
        ("事故なしを目指す取組み", false),
        ("該当なしの届出の電子化", false),
        ("なし", false),
    ] {
        let mut sheet = blank(None, None).sheet;
        sheet.texts[TextField::Summary] = Some(text.to_owned());
        assert_eq!(says_nothing_to_report(&sheet).is_some(), says, "{text}");
    }
}

fn issued(period: Option<(i32, Part)>, version: Option<u32>) -> Issued {
    Issued {
        layout: "別紙1".to_owned(),
        version,
        current: Some(2),
        period: period.map(|(year, part)| Period::ending(FiscalYear(year), Some(part))),
    }
}

#[rstest]
#[case::of_this_period(issued(Some((2020, Part::H1)), Some(2)), Standing::Submitted, "")]
#[case::nothing_more_said(issued(None, None), Standing::Submitted, "")]
#[case::of_last_year(issued(Some((2019, Part::H2)), Some(2)), Standing::OldForm, "令和元年度下期の個票として配布")]
#[case::of_an_earlier_quarter(issued(Some((2020, Part::Q1)), Some(2)), Standing::Submitted, "令和2年度第1四半期の個票として配布")]
#[case::older_version(issued(Some((2020, Part::H1)), Some(1)), Standing::OldForm, "様式「別紙1」の第1版です（今は第2版）")]
#[case::newer_version(issued(Some((2020, Part::H1)), Some(3)), Standing::Submitted, "")]
fn an_old_form_is_told_by_its_marks_whatever_its_title(
    #[case] marks: Issued,
    #[case] standing: Standing,
    #[case] remark: &str,
) {
    let mut data = empty();
    send(&mut data, "1", "a.xlsx", 2020, None);
    data.submissions[0].issued = Some(marks);
    let ledger = drawn(vec![entry("1", "a課")], &data, "2020-10-10");
    let line = &ledger.lines[0];
    assert_eq!(line.standing, standing);
    assert!(line.remark.contains(remark) && line.remark.is_empty() == remark.is_empty());
    assert_eq!(ledger.reminders.is_empty(), standing == Standing::Submitted);
}

#[test]
fn a_division_is_asked_by_name_where_any_of_its_forms_gives_one() {
    let with = |data: &mut Consolidation, number: &str, division: &str, contact: &str| {
        send(data, number, &format!("{number}.xlsx"), 2020, None);
        let sheet = &mut data.projects.last_mut().unwrap().sheet;
        sheet.departments = entry(number, division).departments;
        sheet.texts[TextField::Contact] = Some(contact.to_owned());
    };
    let mut data = empty();
    with(&mut data, "3", "a課", "山田\n内線 123");
    with(&mut data, "4", "a課", "山田 内線　123");
    with(&mut data, "5", "b課", "－");
    let mut last = empty();
    with(&mut last, "1", "a課", "前の担当");
    with(&mut last, "2", "前のb課", "佐藤");
    with(&mut last, "9", "c課", "鈴木");
    let previous = Dataset {
        plan: String::new(),
        period: (FiscalYear(2019), Some(Part::H2)),
        as_of: day("2020-03-31"),
        projects: last.projects,
        missing: Vec::new(),
    };
    let register = Register {
        entries: vec![entry("1", "a課"), entry("2", "b課"), entry("6", "d課")],
        ..Register::default()
    };
    let ledger = draw_up(&register, &data, Some(&previous), day("2020-10-10"));
    let told: Vec<Vec<(&str, &str)>> = ledger
        .reminders
        .iter()
        .map(|r| {
            r.contacts
                .iter()
                .map(|c| (c.text.as_str(), c.source.as_str()))
                .collect()
        })
        .collect();
    assert_eq!(
        told,
        [
            vec![("山田 内線 123", "今回の番号3の個票")],
            vec![("佐藤", "前回（令和元年度下期）の番号2の個票")],
            vec![],
        ]
    );
}
