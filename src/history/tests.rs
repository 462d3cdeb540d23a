use super::*;
use crate::finding::Severity;
use crate::model::{
    Departure, Field, FiscalYear, Grade, Measure, Part, Register, RegisterEntry, Status, TextField,
    Transition, YearRecord,
};
use crate::report::testdata::blank;
use crate::text::value;
use crate::workbook::CellPos;
use rstest::rstest;

const R2: FiscalYear = FiscalYear(2020);
const R3: FiscalYear = FiscalYear(2021);

fn dataset(period: (FiscalYear, Option<Part>), projects: Vec<Project>) -> Dataset {
    Dataset {
        plan: String::new(),
        as_of: Period::ending(period.0, period.1).as_of,
        period,
        projects,
        missing: Vec::new(),
    }
}

fn period(year: FiscalYear, part: Part) -> Period {
    Period::ending(year, Some(part))
}

/// A project with these KPI targets, by year.
fn project(number: &str, targets: &[(FiscalYear, &str)]) -> Project {
    let mut project = blank(Some(number), Some("端末の活用"));
    for (year, text) in targets {
        let mut record = YearRecord::blank(*year);
        if !text.is_empty() {
            record.target.kpi = Some(value::parse(text).value);
        }
        project.sheet.years.push(record);
        let cell = CellPos::new(9, year.0 as u32 % 10);
        let field = Field::Target(*year, Measure::Kpi);
        project.sheet.source.cells.note(field, cell);
    }
    project
}

fn fields(findings: &[crate::finding::Finding]) -> Vec<String> {
    let fields = findings.iter().filter_map(|finding| finding.field);
    fields.map(|field| field.to_string()).collect()
}

#[rstest]
#[case::earlier(R2, Some(Part::H2), true)]
#[case::earlier_part(R3, Some(Part::Q1), true)]
#[case::whole_year_before(R2, None, true)]
#[case::same(R3, Some(Part::H1), false)]
#[case::ends_alike(R3, Some(Part::Q2), false)]
#[case::whole_of_this_year(R3, None, false)]
#[case::later(R3, Some(Part::H2), false)]
fn only_an_earlier_period_is_compared_with(
    #[case] year: FiscalYear,
    #[case] part: Option<Part>,
    #[case] fits: bool,
) {
    let previous = dataset((year, part), Vec::new());
    let checked = check_order(&previous, &period(R3, Part::H1));
    assert_eq!(checked.is_ok(), fits);
    if let Err(error) = checked {
        assert_eq!(error.to_string().matches('。').count(), 2, "{error}");
    }
}

#[rstest]
#[case::the_same(
    "順調に進んでいる。\n来年も続ける",
    "順調に進んでいる。来年も続ける ",
    true
)]
#[case::width("ＫＰＩは80％", "KPIは80%", true)]
#[case::another("順調に進んでいる", "おおむね順調に進んでいる", false)]
#[case::blank("", "", false)]
#[case::dash("－", "－", false)]
#[case::nothing("なし", "なし", false)]
#[case::nothing_special("特になし。", "特になし。", false)]
#[case::nothing_kanji("特に無し", "特に無し", false)]
#[case::unchanged("変更なし", "変更なし", false)]
#[case::pending("集計中", "集計中", false)]
fn texts_of_one_period_are_copied_where_they_are_the_same_words(
    #[case] then: &str,
    #[case] now: &str,
    #[case] copied: bool,
) {
    let with = |text: &str| {
        let mut project = project("3", &[]);
        project.sheet.texts[TextField::Remarks] = Some(text.to_owned());
        project.sheet.declared.kgi.reason = Some(text.to_owned());
        let cells = &mut project.sheet.source.cells;
        cells.note(Field::Text(TextField::Remarks), CellPos::new(4, 1));
        project
    };
    // Also within one fiscal year: each half has texts of its own.
    for (last, this) in [
        (Part::H1, period(R2, Part::H2)),
        (Part::H2, period(R3, Part::H1)),
    ] {
        let previous = dataset((R2, Some(last)), vec![with(then)]);
        let found = copies(&previous, &[with(now)], &this);
        let wanted: &[&str] = if copied {
            &["ratings.kgi.reason", "remarks"]
        } else {
            &[]
        };
        assert_eq!(fields(&found), wanted);
        if let Some(remarks) = found.get(1) {
            assert_eq!(remarks.severity, Severity::Info);
            assert_eq!(remarks.first_cell(), Some(CellPos::new(4, 1)));
            assert_eq!(remarks.text.as_deref(), Some(now));
            assert!(
                remarks.message.contains("備考が前回（令和2年度"),
                "{remarks}"
            );
        }
    }
}

#[rstest]
// What stood under R2 and R3 last period; what stands under R3 now.
#[case::last_years_target("80％", "", "80%", true)]
#[case::another_than_planned("80％", "90％", "80％", true)]
#[case::as_planned("80％", "80％", "80％", false)]
#[case::raised("80％", "", "90％", false)]
#[case::words("実証実験", "－", "実証実験", true)]
#[case::none("－", "", "－", false)]
#[case::pending("未定", "", "未定", false)]
#[case::blank("80％", "80％", "", false)]
fn a_target_is_copied_where_last_periods_plan_did_not_have_it(
    #[case] then: &str,
    #[case] planned: &str,
    #[case] now: &str,
    #[case] copied: bool,
) {
    let old = project("3", &[(R2, then), (R3, planned)]);
    let new = project("3", &[(R2, then), (R3, now)]);
    let previous = dataset((R2, Some(Part::H2)), vec![old]);
    let found = copies(&previous, std::slice::from_ref(&new), &period(R3, Part::H1));
    assert_eq!(found.len(), usize::from(copied), "{found:?}");
    for finding in &found {
        assert_eq!(finding.first_cell(), Some(CellPos::new(9, 1)));
        assert!(
            finding.message.contains("令和2年度の目標値（KPI）と"),
            "{finding}"
        );
        let differs = planned.starts_with('9');
        assert_eq!(finding.message.contains("「90％」としていました"), differs);
    }
    // The target of a year stays as it is within the year.
    let previous = dataset((R3, Some(Part::H1)), vec![new.clone()]);
    assert_eq!(copies(&previous, &[new], &period(R3, Part::H2)), []);
}

#[test]
fn every_form_of_a_number_is_looked_at_and_nothing_else() {
    let with = |number: Option<&str>| {
        let mut project = blank(number, None);
        project.sheet.texts[TextField::Remarks] = Some("同じ文章".to_owned());
        project
    };
    let previous = dataset((R2, Some(Part::H2)), vec![with(Some("3")), with(None)]);
    let now = [
        with(Some("3")),
        with(Some("3")),
        with(Some("4")),
        with(None),
    ];
    assert_eq!(copies(&previous, &now, &period(R3, Part::H1)).len(), 2);
}

#[test]
fn ratings_go_from_grade_to_grade_by_name() {
    let rated = |number: &str, declared: Option<Grade>, proposed: Option<Grade>| {
        let mut project = project(number, &[]);
        project.sheet.declared.progress.grade = declared;
        project.proposals.progress.grade = proposed;
        project
    };
    let (a, b) = (Some(Grade::A), Some(Grade::B));
    let old = vec![
        rated("1", b, None),
        rated("2", b, a),
        rated("7", None, b),
        rated("9", a, a),
    ];
    let new = [
        rated("1", a, b),
        rated("2", b, None),
        rated("7", a, None),
        rated("10", a, a),
        rated("1", b, b),
    ];
    let previous = dataset((R2, Some(Part::H2)), old);
    let changes = changes(&previous, &new, &period(R3, Part::Q1), None);
    let way = |t: &Transition| {
        let numbers = t.projects.iter().map(|p| p.number.as_str());
        (t.before, t.after, numbers.collect::<Vec<_>>().join(" "))
    };
    // A quarter rates progress alone; of 1, sent twice, the first counts.
    let ways: Vec<_> = changes.transitions.iter().map(way).collect();
    assert_eq!(ways, [(b, a, "1 7".to_owned()), (b, b, "2".to_owned())]);
    assert_eq!(changes.transitions[0].course(), std::cmp::Ordering::Greater);
    assert_eq!((changes.counts, changes.both), ((4, 4), 3));
}

#[test]
fn indicators_that_read_otherwise_are_revised() {
    let mut old = project("3", &[(R2, "1,000件"), (R3, "80％以上")]);
    let mut new = project(
        "3",
        &[
            (R2, "１０００件"),
            (R3, "90％以上"),
            (FiscalYear(2022), "95％"),
        ],
    );
    old.sheet.texts[TextField::Kpi] = Some("利用率（％）".to_owned());
    new.sheet.texts[TextField::Kpi] = Some("利用率 (%)".to_owned());
    old.sheet.texts[TextField::Kgi] = Some("待ち時間".to_owned());
    let previous = dataset((R2, Some(Part::H2)), vec![old]);
    let changes = changes(&previous, &[new], &period(R3, Part::H1), None);
    let told: Vec<_> = changes
        .revisions
        .iter()
        .map(|r| (r.field.to_string(), r.before.as_deref(), r.after.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("kgi".to_owned(), Some("待ち時間"), None),
            (
                "years.2021.target.kpi".to_owned(),
                Some("80％以上"),
                Some("90％以上")
            ),
        ]
    );
}

#[test]
fn the_register_says_why_projects_came_and_went() {
    let line = |number: &str, status, adopted| RegisterEntry {
        number: number.to_owned(),
        status,
        adopted,
        ..RegisterEntry::default()
    };
    let register = Register {
        entries: vec![
            line("1", Status::Completed, None),
            line("2", Status::Withdrawn, None),
            line("3", Status::Continuing, None),
            line("5", Status::Continuing, Some(R3)),
            line("6", Status::Continuing, None),
        ],
        ..Register::default()
    };
    let numbers = |numbers: &[&str]| numbers.iter().map(|n| project(n, &[])).collect::<Vec<_>>();
    let mut previous = dataset((R2, Some(Part::H2)), numbers(&["1", "2", "3", "4"]));
    previous.missing = vec!["6".to_owned()];
    let now = numbers(&["5", "6"]);
    let with = changes(&previous, &now, &period(R3, Part::H1), Some(&register));
    let why: Vec<Departure> = with.ended.iter().map(|ended| ended.why).collect();
    use Departure::{Completed, NotSent, Unknown, Unlisted, Withdrawn};
    assert_eq!(why, [Completed, Withdrawn, NotSent, Unlisted]);
    let remarks: Vec<&str> = with
        .added
        .iter()
        .map(|added| added.remark.as_str())
        .collect();
    assert_eq!(remarks, ["令和3年度採択", "前回は未提出"]);
    let without = changes(&previous, &now, &period(R3, Part::H1), None);
    assert!(without.ended.iter().all(|ended| ended.why == Unknown));
}

#[test]
fn nothing_changed_is_said_of_the_same_data() {
    let data = crate::report::testdata::consolidation();
    let previous = dataset((FiscalYear(2019), None), data.projects.clone());
    let same = changes(&previous, &data.projects, &data.period, None);
    assert_eq!(
        (same.revisions.len(), same.added.len(), same.ended.len()),
        (0, 0, 0)
    );
    assert!(same.transitions.iter().all(|way| way.before == way.after));
}
