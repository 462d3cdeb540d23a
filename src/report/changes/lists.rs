//! The lists of 前回比: ratings by name, indicators, projects.

use super::{grade_name, rating};
use crate::model::{Changes, Department, Departure, NamedProject, Revision, Transition};
use crate::report::table::{self, Cell, Look, Table, TableSheet, Width::Over};
use rust_xlsxwriter::XlsxError;
use std::cmp::Ordering;

/// Draws them below one another.
pub(super) fn draw(sheet: &mut TableSheet, changes: &Changes) -> Result<(), XlsxError> {
    let mut ways: Vec<&Transition> = changes.transitions.iter().collect();
    ways.sort_by_key(|way| (way.measure, rank(way)));
    let ways: Vec<Way<'_>> = ways.into_iter().flat_map(lines).collect();
    sheet.section(
        "2　評価の変化（取組み）",
        &Table::new(columns_of_ways()),
        &ways,
    )?;
    let title = format!("3　指標の見直し（{}件）", changes.revisions.len());
    sheet.section(
        &title,
        &Table::new(columns_of_revisions()),
        &changes.revisions,
    )?;
    let added = changes.added.iter();
    let added: Vec<Named<'_>> = added.map(|a| (&a.project, a.remark.as_str())).collect();
    let gone = |not_sent: bool| -> Vec<Named<'_>> {
        let ended = changes.ended.iter();
        let ended = ended.filter(|ended| (ended.why == Departure::NotSent) == not_sent);
        ended
            .map(|ended| (&ended.project, ended.why.japanese()))
            .collect()
    };
    for (title, projects) in [
        ("4　新規の取組み", added),
        ("5　終了した取組み", gone(false)),
        ("6　前回あって今回は未提出の取組み", gone(true)),
    ] {
        let title = format!("{title}（{}件）", projects.len());
        sheet.section(&title, &Table::new(columns_of_projects()), &projects)?;
    }
    Ok(())
}

/// A line of the ratings by name.
struct Way<'a> {
    way: &'a Transition,
    count: String,
    names: String,
}

/// The same by name: what fell, what rose, what is rated for the first time or no more, what stayed.
fn columns_of_ways<'a>() -> Vec<table::Column<'a, Way<'a>>> {
    type Column<'a> = table::Column<'a, Way<'a>>;
    let grade = |grade| Cell::from(grade_name(grade)).look(Look::of_grade(grade));
    vec![
        Column::text("対象", Over(2), |line| rating(line.way.measure)),
        Column::word("前回", Over(1), move |line| grade(line.way.before)),
        Column::word("今回", Over(1), move |line| grade(line.way.after)),
        Column::word("変化", Over(2), |line| course_name(line.way)),
        Column::word("今回←前回", Over(3), |line| line.count.clone()),
        Column::text("取組み", Over(14), |line| line.names.clone()),
    ]
}

fn columns_of_revisions<'a>() -> Vec<table::Column<'a, Revision>> {
    type Column<'a> = table::Column<'a, Revision>;
    let value = |text: &Option<String>| text.clone().unwrap_or("（空白）".to_owned());
    vec![
        Column::word("番号", Over(1), |revised| revised.project.number.clone()),
        Column::text("事業名称", Over(4), |revised| {
            name(&revised.project).to_owned()
        }),
        Column::text("項目", Over(4), |revised| revised.field.japanese()),
        Column::text("前回", Over(7), move |revised| value(&revised.before)),
        Column::text("今回", Over(7), move |revised| value(&revised.after)),
    ]
}

/// A project, and what is to be said of it.
type Named<'a> = (&'a NamedProject, &'a str);

/// Who came, who went, and who is only late.
fn columns_of_projects<'a>() -> Vec<table::Column<'a, Named<'a>>> {
    type Column<'a> = table::Column<'a, Named<'a>>;
    vec![
        Column::word("番号", Over(1), |(project, _)| project.number.as_str()),
        Column::text("事業名称", Over(8), |(project, _)| name(project)),
        Column::text("担当部課", Over(7), |(project, _)| {
            Department::joined(&project.departments, "\n")
        }),
        Column::text("内容", Over(7), |(_, remark)| *remark),
    ]
}

/// `A←B：6件`, as papers of this kind put it.
fn brief(way: &Transition) -> String {
    let (before, after) = (grade_name(way.before), grade_name(way.after));
    format!("{after}←{before}：{}件", way.projects.len())
}

/// Fallen first, unchanged last; then as they come, best grade first.
fn rank(way: &Transition) -> u8 {
    match way.course() {
        Ordering::Less => 0,
        Ordering::Greater => 1,
        Ordering::Equal if way.before != way.after => 2,
        Ordering::Equal => 3,
    }
}

fn course_name(way: &Transition) -> &'static str {
    match (way.course(), way.before, way.after) {
        (Ordering::Greater, ..) => "↑ 上昇",
        (Ordering::Less, ..) => "↓ 下降",
        (_, None, Some(_)) => "新たに評価",
        (_, Some(_), None) => "評価なしに",
        _ => "変わらず",
    }
}

/// The lines of a way: one for as many names as a row can hold.
fn lines(way: &Transition) -> impl Iterator<Item = Way<'_>> {
    let names = names(way).into_iter().enumerate();
    names.map(move |(at, names)| Way {
        way,
        count: match at {
            0 => brief(way),
            _ => "続き".to_owned(),
        },
        names,
    })
}

/// `No.1 学習用端末の活用、No.7 電子申請`; numbers alone where nothing changed. A row of its own for as
/// many as a row can hold.
fn names(way: &Transition) -> Vec<String> {
    let changed = way.before != way.after;
    let (most, prefix) = if changed { (20, "") } else { (200, "No.") };
    let names = |projects: &[NamedProject]| {
        let names: Vec<String> = projects
            .iter()
            .map(|project| match changed {
                true => format!("No.{} {}", project.number, name(project)),
                false => project.number.clone(),
            })
            .collect();
        format!("{prefix}{}", names.join("、"))
    };
    way.projects.chunks(most).map(names).collect()
}

fn name(project: &NamedProject) -> &str {
    let name = project.name.as_deref();
    name.unwrap_or(crate::model::blank::NAME)
}
