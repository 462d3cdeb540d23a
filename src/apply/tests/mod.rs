mod letters;
mod refusals;
mod sheets;

use super::*;
use crate::finding::{Code, Severity};
use crate::history;
use crate::model::{
    Applied, Consolidation, FileStatus, FiscalYear, Given, Grade, Measure, Outcome, Part, Period,
    Transition,
};
use crate::report::testdata;
use crate::tag::{ColumnTag, RowKind, RowTag};
use crate::workbook::{Limits, xlsx};
use proptest::prelude::*;
use rstest::rstest;
use rust_xlsxwriter::{DocProperties, Format, Note, Workbook, Worksheet};

/// The form of the first project of the test data.
const FORM: [&str; 2] = ["総合政策部/情報政策課 個票01.xlsx", "個票"];

fn period() -> Period {
    Period::ending(FiscalYear(2020), Some(Part::H1))
}

fn tag(row: RowKind) -> RowTag {
    let evaluator = (row != RowKind::Decision).then_some("総合政策部長");
    RowTag::new(row, &period(), Some("1"), FORM, evaluator)
}

/// One line of a sheet: its tag, its word, its text.
type Line<'a> = (RowTag, &'a str, &'a str);

/// Columns of the sheets made here: word, text, the rows' tags.
const WORD: u16 = 2;
const TEXT: u16 = 3;
const TAGS: u16 = 8;

/// A sheet with the tags of a review page, or of a list of decisions where the lines are such.
fn page(sheet: &mut Worksheet, lines: &[Line<'_>]) {
    let decisions = lines.iter().any(|(tag, ..)| tag.row == RowKind::Decision);
    let word = if decisions {
        ColumnTag::Outcome
    } else {
        ColumnTag::Grade
    };
    sheet.write_string(1, WORD, word.to_string()).unwrap();
    let reason = ColumnTag::Reason.to_string();
    sheet.write_string(1, TEXT, reason).unwrap();
    for (row, (tag, word, text)) in (4..).zip(lines) {
        sheet.write_string(row, TAGS, tag.to_string()).unwrap();
        sheet.write_string(row, WORD, *word).unwrap();
        sheet.write_string(row, TEXT, *text).unwrap();
    }
}

fn sheaf_of(file: &str, mut workbook: Workbook) -> ReturnedWorkbook {
    let bytes = workbook.save_to_buffer().unwrap();
    read(file, &xlsx::read(&bytes, &Limits::default()).unwrap())
}

fn returned_file(file: &str, lines: &[Line<'_>]) -> ReturnedWorkbook {
    let mut workbook = Workbook::new();
    page(workbook.add_worksheet().set_name("頁").unwrap(), lines);
    sheaf_of(file, workbook)
}

fn drawn(draw: impl FnOnce(&mut Worksheet)) -> ReturnedWorkbook {
    let mut workbook = Workbook::new();
    draw(workbook.add_worksheet().set_name("頁").unwrap());
    sheaf_of("a.xlsx", workbook)
}

fn applied(returned: &[ReturnedWorkbook]) -> (Consolidation, Applied) {
    let mut data = testdata::consolidation();
    let applied = apply(&mut data, returned, None);
    (data, applied)
}

/// Code, cell and text of every finding.
fn told(applied: &Applied) -> Vec<(Code, String, &str)> {
    let findings = applied.findings.iter();
    findings
        .map(|finding| {
            let cell = finding.cell.map(|cell| cell.to_string());
            let text = finding.text.as_deref().unwrap_or_default();
            (finding.code, cell.unwrap_or_default(), text)
        })
        .collect()
}

/// Nothing was taken, and these were told.
#[track_caller]
fn refused(returned: &[ReturnedWorkbook], wanted: &[(Code, &str, &str)]) -> Applied {
    let (data, applied) = applied(returned);
    let wanted: Vec<(Code, String, &str)> = wanted
        .iter()
        .map(|(code, cell, text)| (*code, (*cell).to_owned(), *text))
        .collect();
    assert_eq!(told(&applied), wanted);
    assert_eq!(applied.changes, []);
    assert_eq!(data.projects, testdata::consolidation().projects);
    applied
}

#[test]
fn what_was_written_stands_with_who_and_where() {
    let lines = [
        (tag(RowKind::Progress), "Ａ", "予定どおり\r\n進んだ  "),
        (tag(RowKind::Kpi), "B評価", ""),
        (tag(RowKind::Kgi), "", ""),
        (tag(RowKind::Opinion), "", "横展開すること"),
    ];
    let decision = [(tag(RowKind::Decision), "見直し", "対象を広げる")];
    let returned = [
        returned_file("評価.xlsx", &lines),
        returned_file("総括表.xlsx", &decision),
    ];
    let (data, applied) = applied(&returned);
    assert_eq!(told(&applied), []);
    let decided = &data.projects[0].decided;
    let given = |file: &str, cell: &str| {
        Some(Given {
            file: file.to_owned(),
            sheet: "頁".to_owned(),
            cell: cell.to_owned(),
        })
    };
    let progress = decided.finals.progress.as_ref().unwrap();
    assert_eq!(progress.grade, Grade::A);
    assert_eq!(progress.reason.as_deref(), Some("予定どおり\n進んだ"));
    assert_eq!(progress.by.as_deref(), Some("総合政策部長"));
    assert_eq!(progress.source, given("評価.xlsx", "C5"));
    let kpi = decided.finals.kpi.as_ref().unwrap();
    assert_eq!((kpi.grade, &kpi.reason), (Grade::B, &None));
    assert_eq!(decided.finals.kgi, None);
    let opinion = decided.opinion.as_ref().unwrap();
    assert_eq!(opinion.text, "横展開すること");
    assert_eq!(opinion.source, given("評価.xlsx", "D8"));
    let decision = decided.decision.as_ref().unwrap();
    assert_eq!(decision.outcome, Outcome::Review);
    assert_eq!(decision.by.as_deref(), Some("推進本部"));
    assert_eq!(decision.source, given("総括表.xlsx", "C5"));
    assert_eq!(applied.changes.len(), 4);
    let entries: Vec<(usize, usize)> = applied.files.iter().map(|f| (f.entries, f.taken)).collect();
    assert_eq!(entries, [(3, 3), (1, 1)]);
}

#[test]
fn the_meeting_is_who_decides() {
    let decision = [(tag(RowKind::Decision), "継続", "")];
    let mut data = testdata::consolidation();
    apply(
        &mut data,
        &[returned_file("総括表.xlsx", &decision)],
        Some("第2回"),
    );
    let decision = data.projects[0].decided.decision.as_ref().unwrap();
    assert_eq!(decision.by.as_deref(), Some("第2回"));
}

#[test]
fn applied_again_nothing_changes() {
    let lines = [
        (tag(RowKind::Kpi), "A", "届いた"),
        (tag(RowKind::Opinion), "", "よい"),
    ];
    let returned = [returned_file("a.xlsx", &lines)];
    let (mut data, _) = applied(&returned);
    let before = data.projects.clone();
    let again = apply(&mut data, &returned, None);
    assert_eq!((again.changes.len(), again.unchanged), (0, 2));
    assert_eq!(data.projects, before);
    // The same from another file, the reason left blank: what stands keeps its reason and its source.
    let other = [returned_file("b.xlsx", &[(tag(RowKind::Kpi), "a", "－")])];
    let again = apply(&mut data, &other, None);
    assert_eq!((again.changes.len(), again.unchanged), (0, 1));
    assert_eq!(data.projects, before);
    // Blank cells take nothing away.
    let blank = [returned_file("c.xlsx", &[(tag(RowKind::Kpi), "", "")])];
    let again = apply(&mut data, &blank, None);
    assert_eq!((again.changes.len(), again.unchanged), (0, 0));
    assert_eq!(again.files[0].status, FileStatus::Blank);
    assert_eq!(data.projects, before);
}

#[test]
fn a_later_return_corrects_and_says_what_stood() {
    let (mut data, _) = applied(&[returned_file(
        "a.xlsx",
        &[(tag(RowKind::Kpi), "A", "届いた")],
    )]);
    let later = [returned_file("b.xlsx", &[(tag(RowKind::Kpi), "B", "")])];
    let applied = apply(&mut data, &later, None);
    let change = &applied.changes[0];
    let before = change.before.as_ref().unwrap();
    assert_eq!(before.word.as_deref(), Some("A"));
    assert_eq!(before.text.as_deref(), Some("届いた"));
    assert_eq!(change.after.word.as_deref(), Some("B"));
    // The reason was given for another grade.
    let kpi = data.projects[0].decided.finals.kpi.as_ref().unwrap();
    assert_eq!((kpi.grade, &kpi.reason), (Grade::B, &None));
}

#[test]
fn a_replaced_form_is_told_once() {
    let tag = |row| RowTag::new(row, &period(), Some("10"), ["前の.xlsx", "個票"], None);
    let lines = [
        (tag(RowKind::Kpi), "A", ""),
        (tag(RowKind::Progress), "B", ""),
    ];
    let (data, applied) = applied(&[returned_file("a.xlsx", &lines)]);
    assert_eq!(
        told(&applied),
        [(Code::EntrySourceDiffers, "C5".to_owned(), "A")]
    );
    assert_eq!(applied.changes.len(), 2);
    let ten = data
        .projects
        .iter()
        .find(|p| p.sheet.number.as_deref() == Some("10"));
    assert_eq!(ten.unwrap().grade(Measure::Progress), Some(Grade::B));
}

#[test]
fn the_same_said_twice_is_said_once() {
    let line = [(tag(RowKind::Kpi), "A", "届いた")];
    let blank = [(tag(RowKind::Kpi), "", "")];
    let returned = [
        returned_file("a.xlsx", &blank),
        returned_file("b.xlsx", &line),
        returned_file("c.xlsx", &line),
    ];
    let (data, applied) = applied(&returned);
    assert_eq!(told(&applied), []);
    let source = data.projects[0].decided.finals.kpi.clone().unwrap().source;
    assert_eq!(source.unwrap().file, "b.xlsx");
    assert_eq!(applied.files[2].taken, 1);
}

#[test]
fn what_changed_since_last_period_follows() {
    let mut previous = testdata::consolidation();
    previous.period = Period::ending(FiscalYear(2019), None);
    let text = crate::report::dataset::render(&previous).unwrap().bytes;
    let previous = crate::dataset::read(std::str::from_utf8(&text).unwrap()).unwrap();
    let mut data = testdata::consolidation();
    data.changes = Some(history::changes(&previous, &data.projects, &period(), None));
    let told = data.changes.clone();
    apply(&mut data, &[], None);
    assert_eq!(data.changes, told, "nothing was decided");
    let before = data.projects[0].grade(Measure::Kpi);
    apply(
        &mut data,
        &[returned_file("a.xlsx", &[(tag(RowKind::Kpi), "C", "")])],
        None,
    );
    let anew = history::changes(&previous, &data.projects, &period(), None);
    let moved = |t: &&Transition| {
        t.measure == Measure::Kpi && (t.before, t.after) == (before, Some(Grade::C))
    };
    assert!(anew.transitions.iter().any(|t| moved(&t)));
    assert_eq!(data.changes, Some(anew));
}

/// A line somebody may have filled in: the project, what it takes, the word, the text.
fn any_line() -> impl Strategy<Value = (&'static str, RowKind, &'static str, &'static str)> {
    let kinds = [
        RowKind::Progress,
        RowKind::Kpi,
        RowKind::Kgi,
        RowKind::Opinion,
    ];
    (
        prop::sample::select(vec!["1", "10", "99"]),
        prop::sample::select(kinds.to_vec()),
        prop::sample::select(vec!["", "A", "Ａ", "B", "A→B", "－", "対象外"]),
        prop::sample::select(vec!["", "理由", "別の理由"]),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever is typed stands afterwards or is told with its cell; and applying it again changes nothing.
    #[test]
    fn nothing_typed_gets_lost(books in prop::collection::vec(prop::collection::vec(any_line(), 0..8), 1..4)) {
        let form = |number| if number == "1" { FORM } else { ["総合政策部/個票.xlsx", "個票"] };
        let named = (0..).zip(&books).map(|(at, book)| {
            let lines: Vec<Line<'_>> = book
                .iter()
                .map(|(number, kind, word, text)| {
                    (RowTag::new(*kind, &period(), Some(number), form(*number), None), *word, *text)
                })
                .collect();
            returned_file(&format!("{at}.xlsx"), &lines)
        });
        let returned: Vec<ReturnedWorkbook> = named.collect();
        let (mut data, applied) = applied(&returned);
        for entry in returned.iter().flat_map(|returned| &returned.entries) {
            let (row, given) = (entry.tag.row, entry.given());
            // An opinion has no word; what stands in the column of grades beside it is none.
            let said = take::word(entry);
            let project = data.projects.iter().find(|p| p.sheet.number == entry.tag.number);
            let standing = project.and_then(|p| take::standing(&p.decided, row));
            let stands = standing.is_some_and(|standing| {
                let text = entry.text.as_ref().map(|written| &written.text);
                let word = match said {
                    Ok(Some(take::Word::Grade(_, grade))) => standing.word == Some(grade.to_string()),
                    Ok(_) => true,
                    Err(_) => false,
                };
                word && (text.is_none() || standing.text.as_ref() == text)
            });
            let told = applied.findings.iter().any(|finding| {
                finding.file == given.file
                    && finding.cell.is_some_and(|cell| cell.to_string() == given.cell)
            });
            prop_assert!(stands || told, "{entry:?}");
        }
        let stood = data.projects.clone();
        let again = apply(&mut data, &returned, None);
        prop_assert_eq!(again.changes.len(), 0);
        prop_assert_eq!(data.projects, stood);
    }
}
