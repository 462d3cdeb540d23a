//! Counting, without a workbook.

use super::*;
use crate::model::{Department, Part, TextField};
use crate::report::testdata::{blank, decimal};

fn project(number: Option<&str>, bureau: &str, declared: &str, proposed: &str) -> Project {
    let grade = |text: &str| Grade::ALL.into_iter().find(|g| g.to_string() == text);
    let mut project = blank(number, None);
    project.sheet.departments = vec![Department {
        bureau: (!bureau.is_empty()).then(|| bureau.to_owned()),
        division: None,
    }];
    project.sheet.declared.kpi.grade = grade(declared);
    project.proposals.kpi.grade = grade(proposed);
    project
}

fn lines(projects: &[Project]) -> Vec<Line<'_>> {
    super::lines(projects, &Period::ending(FiscalYear(2020), Some(Part::H1)))
}

fn kpi(projects: &[Project]) -> Counts {
    Tally::of(&lines(projects), |_| true).counts.kpi
}

#[test]
fn declared_grades_win_over_proposals_and_the_unrated_stand_apart() {
    let counts = kpi(&[
        project(Some("1"), "", "A", "B"),
        project(Some("2"), "", "", "B"),
        project(Some("3"), "", "S", ""),
        project(Some("4"), "", "", ""),
    ]);
    assert_eq!(Grade::ALL.map(|grade| counts.of(grade)), [1, 1, 1, 0]);
    assert_eq!((counts.rated(), counts.unrated, counts.proposed), (3, 1, 1));
}

#[test]
fn shares_are_of_the_rated_only() {
    let mut projects = vec![
        project(Some("0"), "", "", ""),
        project(Some("9"), "", "", ""),
    ];
    projects[1].sheet.declared.kpi.text = Some("対象外".to_owned());
    assert_eq!(
        (kpi(&projects).unrated, kpi(&projects).out_of_scope),
        (1, 1)
    );
    assert_eq!(kpi(&projects).share(Grade::S), None);
    for (number, grade) in [("1", "S"), ("2", "S"), ("3", "C")] {
        projects.push(project(Some(number), "", grade, ""));
    }
    let counts = kpi(&projects);
    assert_eq!(counts.share(Grade::S), Some(decimal("0.666666666666667")));
    assert_eq!(counts.share(Grade::A), Some(Decimal::ZERO));
    assert_eq!(counts.share(Grade::C), Some(decimal("0.333333333333333")));
}

#[test]
fn a_number_sent_twice_is_counted_once_and_no_number_every_time() {
    let projects = [
        project(Some("1"), "", "S", ""),
        project(Some("1"), "", "C", ""),
        project(None, "", "A", ""),
        project(None, "", "A", ""),
    ];
    let counted: Vec<bool> = lines(&projects).iter().map(|line| line.counted).collect();
    assert_eq!(counted, [true, false, true, true]);
    let counts = kpi(&projects);
    assert_eq!(Grade::ALL.map(|grade| counts.of(grade)), [1, 2, 0, 0]);
}

#[test]
fn bureaus_that_differ_in_width_only_are_one_and_the_nameless_come_last() {
    let projects = [
        project(Some("1"), "", "S", ""),
        project(Some("2"), "ＩＣＴ推進部", "S", ""),
        project(Some("3"), "総務部", "S", ""),
        project(Some("4"), "ict 推進部", "A", ""),
    ];
    let groups = Grouping::Bureau.groups(&lines(&projects));
    let seen: Vec<(&str, usize)> = groups
        .iter()
        .map(|(label, tally)| (label.as_str(), tally.projects))
        .collect();
    assert_eq!(seen, [("ＩＣＴ推進部", 2), ("総務部", 1), (NO_BUREAU, 1)]);
}

#[test]
fn a_project_of_several_bureaus_belongs_to_the_first_named() {
    let mut shared = project(Some("1"), "", "S", "");
    shared.sheet.departments.extend([
        Department {
            bureau: Some("教育部".to_owned()),
            division: None,
        },
        Department {
            bureau: Some("総務部".to_owned()),
            division: None,
        },
    ]);
    let projects = [shared];
    let groups = Grouping::Bureau.groups(&lines(&projects));
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].0, "教育部");
}

#[test]
fn long_labels_are_cut_and_stay_apart() {
    let mut projects: Vec<Project> = ["1", "2", "3"]
        .map(|number| project(Some(number), "", "", ""))
        .into();
    for (project, end) in projects.iter_mut().zip(["ア", "イ", "ア"]) {
        project.sheet.texts[TextField::FocusGoal] = Some("長".repeat(LABEL_CHARS) + end);
    }
    let groups = Grouping::Focus.groups(&lines(&projects));
    let counted: Vec<usize> = groups.iter().map(|(_, tally)| tally.projects).collect();
    assert_eq!(counted, [2, 1]);
    assert_ne!(groups[0].0, groups[1].0);
    assert!(groups[1].0.chars().count() < LABEL_CHARS + 6);
}

#[test]
fn scopes_without_a_project_are_shown_too() {
    let projects = [project(Some("1"), "", "S", "")];
    let groups = Grouping::Scope.groups(&lines(&projects));
    let counted: Vec<usize> = groups.iter().map(|(_, tally)| tally.projects).collect();
    assert_eq!(counted, [0, 0, 1]);
}

#[test]
fn a_blank_amount_is_not_zero_and_a_copy_not_a_second_amount() {
    let year = FiscalYear(2020);
    let mut projects: Vec<Project> = ["1", "2", "3", "1"]
        .map(|number| project(Some(number), "", "", ""))
        .into();
    for (project, amount) in projects
        .iter_mut()
        .zip([Some("1200.5"), Some("0"), None, Some("9")])
    {
        let mut record = YearRecord::blank(year);
        record.budget = amount.map(decimal);
        project.sheet.years = vec![record];
    }
    let lines = lines(&projects);
    let budget = Money::Budget.total(&lines, year);
    assert_eq!((budget.sum, budget.given), (Some(decimal("1200.5")), 2));
    let settlement = Money::Settlement.total(&lines, year);
    assert_eq!((settlement.sum, settlement.given), (Some(Decimal::ZERO), 0));
    assert_eq!(years(&lines), [year]);
}

#[test]
fn a_sum_beyond_exact_counting_is_no_sum() {
    let year = FiscalYear(2020);
    let mut projects: Vec<Project> = ["1", "2"]
        .map(|number| project(Some(number), "", "", ""))
        .into();
    for project in &mut projects {
        let mut record = YearRecord::blank(year);
        record.settlement = Some(Decimal::MAX);
        project.sheet.years = vec![record];
    }
    let total = Money::Settlement.total(&lines(&projects), year);
    assert_eq!((total.sum, total.given), (None, 2));
}
