mod written;

use super::*;
use crate::model::{
    Added, Cells, Contact, Department, Departure, Ended, Field, Grade, LedgerLine, Measure,
    NamedProject, Outcome, Place, Reminder, Revision, Standing, Stray, TextField, Transition,
    Unopened,
};
use crate::report::{dataset, testdata};
use crate::workbook::{CellPos, Region};

#[test]
fn what_was_written_comes_back() {
    let written = testdata::consolidation();
    let text = String::from_utf8(dataset::render(&written).unwrap().bytes).unwrap();
    let read = read(&text).unwrap();
    assert_eq!(
        read.period,
        (written.period.fiscal_year, written.period.part)
    );
    assert_eq!(
        (read.plan, read.as_of),
        (written.plan, written.period.as_of)
    );
    assert_eq!(read.missing, ["8"]);
    assert_eq!(read.projects.len(), written.projects.len());
    for (read, mut wanted) in read.projects.into_iter().zip(written.projects) {
        wanted.sheet.source.cells = Cells::default();
        assert_eq!(read, wanted);
    }
}

fn written(consolidation: &Consolidation) -> String {
    String::from_utf8(dataset::render(consolidation).unwrap().bytes).unwrap()
}

#[test]
fn everything_comes_back_and_is_written_alike() {
    let mut data = testdata::consolidation();
    data.ledger = Some(ledger());
    data.changes = Some(changes());
    data.projects[0].sheet.schedule_unclear = true;
    let schema = include_str!("../../../docs/dataset.schema.json");
    let schema = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator
        .validate(&serde_json::from_str(&written(&data)).unwrap())
        .unwrap();
    // Where no spreadsheet reaches, but another format may.
    let far = CellPos::new(u32::MAX, u32::MAX);
    data.projects[0]
        .sheet
        .source
        .cells
        .note(Field::Text(TextField::Remarks), far);
    data.findings[2].cell = Some(Region::cell(far));
    let text = written(&data);
    let read = whole(&text).unwrap();
    assert_eq!(written(&read), text);
    assert_eq!(read.projects, data.projects);
    assert_eq!(read.findings, data.findings);
    assert_eq!(read.submissions, data.submissions);
    assert_eq!(read.ledger, data.ledger);
    assert_eq!(read.changes, data.changes);
    assert_eq!((read.plan, read.period), (data.plan, data.period));
}

fn named() -> NamedProject {
    NamedProject {
        number: "1".to_owned(),
        name: None,
        departments: vec![Department {
            bureau: Some("総務部".to_owned()),
            division: None,
        }],
    }
}

fn ledger() -> Ledger {
    let day = NaiveDate::from_ymd_opt(2020, 10, 20).unwrap();
    let place = |sheet: Option<&str>| Place {
        file: "総務部/個票.xlsx".to_owned(),
        sheet: sheet.map(str::to_owned),
    };
    let line = |standing: &Standing| LedgerLine {
        number: "1".to_owned(),
        name: Some("名称".to_owned()),
        departments: named().departments,
        due: Some(day),
        standing: *standing,
        places: vec![place(Some("個票")), place(None)],
        remark: "一つ\n二つ".to_owned(),
    };
    Ledger {
        today: day,
        lines: Standing::ALL.iter().map(line).collect(),
        strays: vec![Stray {
            place: place(Some("個票")),
            number: None,
            name: None,
            departments: Vec::new(),
        }],
        unopened: vec![Unopened {
            file: "a.xls".to_owned(),
            why: "壊れています".to_owned(),
        }],
        reminders: vec![Reminder {
            department: named().departments.pop(),
            lines: vec![1, 6],
            contacts: vec![Contact {
                text: "内線 1".to_owned(),
                source: "番号1の個票".to_owned(),
            }],
        }],
    }
}

fn changes() -> Changes {
    Changes {
        previous: Period::ending(FiscalYear(2019), None),
        counts: (3, 4),
        both: 2,
        transitions: vec![Transition {
            measure: Measure::Kpi,
            before: None,
            after: Some(Grade::B),
            projects: vec![named()],
        }],
        revisions: vec![Revision {
            project: named(),
            field: Field::Target(FiscalYear(2020), Measure::Kgi),
            before: None,
            after: Some("80％".to_owned()),
        }],
        added: vec![Added {
            project: named(),
            remark: String::new(),
        }],
        ended: vec![Ended {
            project: named(),
            why: Departure::NotSent,
        }],
        unnumbered: 1,
    }
}

#[test]
fn data_of_older_versions_have_no_ledger_and_no_changes() {
    let mut data: serde_json::Value =
        serde_json::from_str(&written(&testdata::consolidation())).unwrap();
    let object = data.as_object_mut().unwrap();
    object.remove("ledger");
    object.remove("changes");
    for project in data["projects"].as_array_mut().unwrap() {
        let project = project.as_object_mut().unwrap();
        project.remove("schedule_unclear");
        for field in [
            TextField::Concerns,
            TextField::SubmittedOn,
            TextField::Contact,
        ] {
            assert!(project.remove(field.key()).is_some());
        }
    }
    let read = whole(&data.to_string()).unwrap();
    assert_eq!((read.ledger, read.changes), (None, None));
}

#[test]
fn what_the_headquarters_decided_is_read_where_it_is_there() {
    let written = dataset::render(&testdata::consolidation()).unwrap().bytes;
    let mut data: serde_json::Value = serde_json::from_slice(&written).unwrap();
    let source = serde_json::json!({"file": "評価.xlsx", "sheet": "一覧", "cell": "B3"});
    data["projects"][0]["decision"] =
        serde_json::json!({"outcome": "再構築", "reason": "統合する", "source": source});
    data["projects"][0]["ratings"]["kpi"]["final"] =
        serde_json::json!({"grade": "B", "reason": null, "by": "教育部長", "source": source});
    let read = read(&data.to_string()).unwrap();
    let decided = &read.projects[0].decided;
    let decision = decided.decision.as_ref().unwrap();
    assert_eq!(decision.outcome, Outcome::Rebuild);
    let kpi = decided.finals.kpi.as_ref().unwrap();
    assert_eq!((kpi.grade, kpi.by.as_deref()), (Grade::B, Some("教育部長")));
    assert_eq!(decided.finals.kgi, None);
}

#[test]
fn other_files_are_refused_with_a_word() {
    for (text, wanted) in [
        ("{", "dataset.json ではありません"),
        ("{}", "dataset.json ではありません"),
        (r#"{"schema": "kohyo/2"}"#, "kohyo/2"),
    ] {
        let said = read(text).unwrap_err().to_string();
        assert!(said.contains(wanted), "{said}");
    }
}
