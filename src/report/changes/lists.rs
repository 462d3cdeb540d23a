//! The lists of 前回比: ratings by name, indicators, projects.

use super::{Draw, LAST, grade_name, rating};
use crate::model::{Department, Departure, Grade, NamedProject, Revision, Transition, blank};
use crate::report::tables::{Cell, cell};
use rust_xlsxwriter::{Format, XlsxError};
use std::cmp::Ordering;

/// Columns, first and last.
type Columns = (u16, u16);
const NUMBER: Columns = (0, 0);

impl Draw<'_> {
    /// The same by name: what fell, what rose, what is rated for the first time or no more, what stayed.
    pub(super) fn ways(&mut self) -> Result<(), XlsxError> {
        const AREAS: [Columns; 6] = [(0, 1), (2, 2), (3, 3), (4, 5), (6, 8), (9, LAST)];
        let titles = ["対象", "前回", "今回", "変化", "今回←前回", "取組み"];
        let headings = headed(titles, AREAS);
        self.tables.section("2　評価の変化（取組み）", &headings)?;
        let changes = self.changes;
        let mut ways: Vec<&Transition> = changes.transitions.iter().collect();
        ways.sort_by_key(|way| (way.measure, rank(way)));
        if ways.is_empty() {
            return self.nothing("該当なし");
        }
        let formats = self.tables.formats.clone();
        for way in ways {
            let looks = |grade: Option<Grade>| {
                grade.map_or(formats.centre.clone(), |grade| formats.grade(grade))
            };
            let (before, after) = (looks(way.before), looks(way.after));
            for (at, names) in names(way).iter().enumerate() {
                let count = match at {
                    0 => brief(way),
                    _ => "続き".to_owned(),
                };
                let texts = [
                    (rating(way.measure), &formats.middle),
                    (grade_name(way.before), &before),
                    (grade_name(way.after), &after),
                    (course_name(way), &formats.centre),
                    (count.as_str(), &formats.centre),
                    (names.as_str(), &formats.middle),
                ];
                self.tables.cells(&laid(texts, AREAS))?;
            }
        }
        Ok(())
    }

    pub(super) fn revisions(&mut self) -> Result<(), XlsxError> {
        const AREAS: [Columns; 5] = [NUMBER, (1, 4), (5, 8), (9, 15), (16, LAST)];
        let titles = ["番号", "事業名称", "項目", "前回", "今回"];
        let headings = headed(titles, AREAS);
        let changes = self.changes;
        let title = format!("3　指標の見直し（{}件）", changes.revisions.len());
        self.tables.section(&title, &headings)?;
        if changes.revisions.is_empty() {
            return self.nothing("該当なし");
        }
        let formats = self.tables.formats.clone();
        for Revision {
            project,
            field,
            before,
            after,
        } in &changes.revisions
        {
            let field = field.japanese();
            let text = |text: &'_ Option<String>| text.clone().unwrap_or("（空白）".to_owned());
            let (before, after) = (text(before), text(after));
            let texts = [
                (project.number.as_str(), &formats.centre),
                (name(project), &formats.middle),
                (&field, &formats.middle),
                (&before, &formats.middle),
                (&after, &formats.middle),
            ];
            self.tables.cells(&laid(texts, AREAS))?;
        }
        Ok(())
    }

    /// Who came, who went, and who is only late.
    pub(super) fn projects(&mut self) -> Result<(), XlsxError> {
        let changes = self.changes;
        let added: Vec<(&NamedProject, &str)> = changes
            .added
            .iter()
            .map(|added| (&added.project, added.remark.as_str()))
            .collect();
        let gone = |not_sent: bool| -> Vec<(&NamedProject, &str)> {
            let ended = changes.ended.iter();
            let ended = ended.filter(|ended| (ended.why == Departure::NotSent) == not_sent);
            ended
                .map(|ended| (&ended.project, ended.why.japanese()))
                .collect()
        };
        self.list("4　新規の取組み", &added)?;
        self.list("5　終了した取組み", &gone(false))?;
        self.list("6　前回あって今回は未提出の取組み", &gone(true))
    }

    fn list(&mut self, title: &str, projects: &[(&NamedProject, &str)]) -> Result<(), XlsxError> {
        const AREAS: [Columns; 4] = [NUMBER, (1, 8), (9, 15), (16, LAST)];
        let titles = ["番号", "事業名称", "担当部課", "内容"];
        let headings = headed(titles, AREAS);
        let title = format!("{title}（{}件）", projects.len());
        self.tables.section(&title, &headings)?;
        if projects.is_empty() {
            return self.nothing("該当なし");
        }
        let formats = self.tables.formats.clone();
        for (project, remark) in projects {
            let departments = Department::joined(&project.departments, "\n");
            let texts = [
                (project.number.as_str(), &formats.centre),
                (name(project), &formats.middle),
                (&departments, &formats.middle),
                (*remark, &formats.middle),
            ];
            self.tables.cells(&laid(texts, AREAS))?;
        }
        Ok(())
    }

    pub(super) fn nothing(&mut self, text: &str) -> Result<(), XlsxError> {
        let middle = self.tables.formats.middle.clone();
        self.tables.cells(&[cell(text, (0, LAST), &middle)])
    }
}

/// Headings over their columns.
fn headed<const N: usize>(titles: [&str; N], areas: [Columns; N]) -> Vec<(&str, u16, u16)> {
    let pairs = titles.into_iter().zip(areas);
    pairs
        .map(|(title, (left, right))| (title, left, right))
        .collect()
}

/// Texts in their columns.
fn laid<'t, const N: usize>(
    texts: [(&'t str, &'t Format); N],
    areas: [Columns; N],
) -> Vec<Cell<'t>> {
    let pairs = texts.into_iter().zip(areas);
    pairs
        .map(|((text, format), area)| cell(text, area, format))
        .collect()
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
    name.unwrap_or(blank::NAME)
}
