//! Projects as no form should be: texts, schedules and years far beyond the usual. What is too long for a
//! page has to go on on the next, never to be cut off.

use kohyo::dataset;
use kohyo::model::{
    Consolidation, Department, FinalRating, FiscalYear, Grade, Item, Measure, Note, Opinion,
    Period, Project, TextField, YearRecord,
};
use kohyo::report::{self, Output, Style};
use std::fs;
use std::path::{Path, PathBuf};

/// What is extreme about a project.
type Extreme = (&'static str, fn(&mut Project));

const EXTREMES: &[Extreme] = &[
    ("長い文章", texts),
    ("たくさんの実施項目", items),
    ("十年の計画", years),
    ("長い名称", names),
    ("長い評価理由", reasons),
    ("記入済みの評価", entries),
    ("何もかも", everything),
];

/// A text of so many letters with punctuation, words of Latin letters and numbers.
fn prose(letters: usize) -> String {
    let words = "市民が窓口に来なくても、24時間365日いつでも申請（電子申請）できるよう、eLTAX・マイナポータルと連携する。";
    words.chars().cycle().take(letters).collect()
}

fn texts(project: &mut Project) {
    let sheet = &mut project.sheet;
    for field in TextField::ALL {
        // Cells of one line.
        if !matches!(
            field,
            TextField::Implementer
                | TextField::FocusGoal
                | TextField::SubmittedOn
                | TextField::Contact
        ) {
            sheet.texts[*field] = Some(prose(400));
        }
    }
}

fn items(project: &mut Project) {
    let years: Vec<FiscalYear> = project
        .sheet
        .years
        .iter()
        .map(|year| year.fiscal_year)
        .collect();
    let spans = project.sheet.items.first().cloned();
    let item = |number: u32| Item {
        number,
        text: Some(format!("{number}番目の{}", prose(number as usize * 6))),
        notes: years
            .iter()
            .map(|year| Note {
                fiscal_year: *year,
                text: prose(number as usize * 2),
            })
            .collect(),
        planned: spans.iter().flat_map(|item| item.planned.clone()).collect(),
        actual: spans.iter().flat_map(|item| item.actual.clone()).collect(),
    };
    project.sheet.items = (1..=20).map(item).collect();
}

fn years(project: &mut Project) {
    let [first, ..] = project.sheet.years.as_slice() else {
        return;
    };
    let first = first.clone();
    project.sheet.years = (0..10)
        .map(|after| YearRecord {
            fiscal_year: FiscalYear(first.fiscal_year.0 + after),
            budget: Some("123456789".parse().unwrap()),
            settlement: Some("98765.4".parse().unwrap()),
            ..first.clone()
        })
        .collect();
}

fn names(project: &mut Project) {
    let sheet = &mut project.sheet;
    let name = sheet.name.take().unwrap_or_default();
    sheet.name = Some(format!("{name}{}", prose(120)));
    sheet.texts[TextField::Implementer] = Some(prose(60));
    sheet.texts[TextField::FocusGoal] = Some(prose(90));
    sheet.departments = (1..=9)
        .map(|number| Department {
            bureau: Some("総合政策推進部".to_owned()),
            division: Some(format!("情報政策・行政改革推進第{number}課")),
        })
        .collect();
}

fn reasons(project: &mut Project) {
    for (measure, letters) in Measure::ALL.into_iter().zip([90, 400, 1200]) {
        project.sheet.declared.get_mut(measure).reason = Some(prose(letters));
        project.proposals.get_mut(measure).basis = prose(letters / 2);
    }
}

fn entries(project: &mut Project) {
    for (measure, letters) in Measure::ALL.into_iter().zip([10, 120, 400]) {
        *project.decided.finals.get_mut(measure) = Some(FinalRating {
            grade: Grade::B,
            reason: Some(prose(letters)),
            by: None,
            source: None,
        });
    }
    project.decided.opinion = Some(Opinion {
        text: prose(600),
        by: None,
        source: None,
    });
}

fn everything(project: &mut Project) {
    for (_, extreme) in &EXTREMES[..EXTREMES.len() - 1] {
        extreme(project);
    }
}

/// Writes the review workbooks and the summary of such projects, made of those of a run, into a folder.
pub(crate) fn write(run: &Path, folder: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(run.join("dataset.json")).unwrap();
    let data = dataset::read(&text).unwrap();
    let (year, part) = data.period;
    let ordinary = data
        .projects
        .iter()
        .find(|project| !project.sheet.items.is_empty());
    let projects = (1..).zip(EXTREMES).map(|(number, (name, extreme))| {
        let mut project = ordinary.unwrap().clone();
        project.sheet.number = Some(number.to_string());
        project.sheet.name = Some((*name).to_owned());
        project.responsibility.evaluator = Some("極端なものの評価責任者".to_owned());
        extreme(&mut project);
        project
    });
    let consolidation = Consolidation {
        plan: data.plan,
        period: Period::ending(year, part),
        projects: projects.collect(),
        findings: Vec::new(),
        submissions: Vec::new(),
        ledger: None,
        changes: None,
    };
    let wanted = [Output::Review, Output::Summary];
    let rendered = report::render(&consolidation, &Style::default(), None, &wanted).unwrap();
    let write = |report: report::Rendered| {
        let path = folder.join(format!("極端_{}", report.name));
        fs::write(&path, report.bytes).unwrap();
        path
    };
    rendered.into_iter().map(write).collect()
}
