//! Which division gets which forms, and what is filled in: from the register, and from last period's
//! data where there are some.

use super::{Book, FormSheet, Issue};
use crate::dataset::Dataset;
use crate::layout::FieldKey;
use crate::layout::draw::FirstYear;
use crate::model::{
    ByMeasure, Department, FiscalYear, Item, Measure, NextForm, Part, Project, ProjectSheet,
    Register, RegisterEntry, Source, Status, TextField, Texts, YearRecord,
};
use crate::report::names::Names;
use crate::report::project_page::{Quarters, Trouble};
use std::collections::BTreeMap;

/// What will be handed out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// A workbook for each division, in the order of the register.
    pub books: Vec<Book>,
    /// What the officer should know, one Japanese sentence each.
    pub remarks: Vec<String>,
}

/// Plans the forms of every project that goes on.
pub fn plan(register: &Register, previous: Option<&Dataset>, issue: &Issue<'_>) -> Plan {
    let mut plan = Plan::default();
    let mut shelf = Shelf::default();
    let years = years(previous, issue);
    for entry in &register.entries {
        if entry.status != Status::Continuing {
            continue;
        }
        let past = previous.and_then(|data| past(data, &entry.number, &mut plan.remarks));
        let form = form(entry, past, previous.map(|data| data.period), issue, &years);
        if let Some(past) = past {
            carried(entry, past, &years, &mut plan.remarks);
        }
        shelf.put(entry.departments.first(), form);
    }
    if let Some(data) = previous {
        unknown(register, data, &mut plan.remarks);
    }
    plan.books = shelf.books;
    plan
}

/// The years of the forms: those of last period's plan while it lasts, else the layout's.
fn years(previous: Option<&Dataset>, issue: &Issue<'_>) -> Vec<FiscalYear> {
    let Some(draw) = &issue.layout.draw else {
        return Vec::new();
    };
    let plans = previous.into_iter().flat_map(|data| &data.projects);
    let mut plans = plans.map(|project| {
        let years = project.sheet.years.iter();
        years.map(|year| year.fiscal_year).collect::<Vec<_>>()
    });
    match draw.first_year {
        FirstYear::Fixed(_) => plans.find(|years| draw.takes(years, issue.year)),
        FirstYear::Before(_) => None,
    }
    .unwrap_or_else(|| draw.years_for(issue.year))
}

/// Workbooks by division, with paths that are allowed everywhere.
#[derive(Default)]
struct Shelf {
    books: Vec<Book>,
    /// Which book a division has.
    places: BTreeMap<Option<Department>, usize>,
    /// Folder of each bureau, and the names taken in it.
    folders: BTreeMap<Option<String>, (String, Names)>,
    names: Names,
}

impl Shelf {
    fn put(&mut self, department: Option<&Department>, form: FormSheet) {
        let place = match self.places.get(&department.cloned()) {
            Some(place) => *place,
            None => {
                let path = self.path(department);
                self.places.insert(department.cloned(), self.books.len());
                self.books.push(Book {
                    path,
                    forms: Vec::new(),
                });
                self.books.len() - 1
            }
        };
        self.books[place].forms.push(form);
    }

    /// `総合政策部/情報政策課.xlsx`; a bureau's own forms stand under its own name, those of a division
    /// whose bureau is not known beside the folders.
    fn path(&mut self, department: Option<&Department>) -> String {
        let bureau = department.and_then(|d| d.bureau.clone());
        let division = department.and_then(|d| d.division.as_deref());
        let name = division.or(bureau.as_deref()).unwrap_or("担当未定");
        let Some(bureau_name) = &bureau else {
            return format!("{}.xlsx", self.names.file(name));
        };
        let top = &mut self.names;
        let (folder, names) = self
            .folders
            .entry(bureau.clone())
            .or_insert_with(|| (top.file(bureau_name), Names::default()));
        format!("{folder}/{}.xlsx", names.file(name))
    }
}

/// Last period's project of a number; several are told of, and none is chosen.
fn past<'d>(data: &'d Dataset, number: &str, remarks: &mut Vec<String>) -> Option<&'d Project> {
    let mut found = data
        .projects
        .iter()
        .filter(|project| project.sheet.number.as_deref() == Some(number));
    let first = found.next()?;
    if found.next().is_some() {
        remarks.push(format!(
            "番号{number}は前回のデータに二つあるため、前回の値を写していません"
        ));
        return None;
    }
    Some(first)
}

/// Projects of last period that the register does not know.
fn unknown(register: &Register, data: &Dataset, remarks: &mut Vec<String>) {
    for project in &data.projects {
        if let Some(number) = &project.sheet.number
            && register.entry(number).is_none()
        {
            remarks.push(format!(
                "前回のデータにある番号{number}は台帳にないため、個票を作っていません"
            ));
        }
    }
}

fn form(
    entry: &RegisterEntry,
    past: Option<&Project>,
    period: Option<(FiscalYear, Option<Part>)>,
    issue: &Issue<'_>,
    years: &[FiscalYear],
) -> FormSheet {
    let old = past.map(|project| &project.sheet);
    let name = || old.and_then(|old| old.name.clone());
    let sheet = ProjectSheet {
        number: Some(entry.number.clone()),
        name: entry.name.clone().or_else(name),
        fiscal_year: Some(issue.year),
        departments: entry.departments.clone(),
        texts: texts(entry, old),
        years: years
            .iter()
            .map(|year| record(*year, old, issue.year))
            .collect(),
        items: old.map_or_else(Vec::new, |old| old.items.clone()),
        // Ratings are of the period alone.
        ..ProjectSheet::blank(Source::default())
    };
    FormSheet {
        sheet,
        due: entry.due,
        previous: previous(past, period),
        fixed: fixed(entry),
    }
}

/// What the register says, else what last period's form said of what is carried on.
fn texts(entry: &RegisterEntry, old: Option<&ProjectSheet>) -> Texts {
    let text = |field: &TextField| {
        let kept = || match field.next_form() {
            NextForm::Carried => old?.texts[*field].clone(),
            NextForm::Anew | NextForm::Blank => None,
        };
        (*field, entry.text(*field).cloned().or_else(kept))
    };
    TextField::ALL.iter().map(text).collect()
}

/// Targets and budgets of all years; actuals and settlements of years that are over.
fn record(year: FiscalYear, old: Option<&ProjectSheet>, now: FiscalYear) -> YearRecord {
    let mut record = old
        .and_then(|old| old.year(year))
        .cloned()
        .unwrap_or_else(|| YearRecord::blank(year));
    if year >= now {
        record.actual = ByMeasure::default();
        record.settlement = None;
    }
    record
}

/// What the register decides cannot be changed on the form.
fn fixed(entry: &RegisterEntry) -> Vec<FieldKey> {
    let decided = |key: &FieldKey| match key {
        FieldKey::Number => true,
        FieldKey::Name => entry.name.is_some(),
        FieldKey::Departments | FieldKey::Bureau | FieldKey::Division => {
            !entry.departments.is_empty()
        }
        FieldKey::Text(field) => entry.text(*field).is_some(),
    };
    FieldKey::all().filter(decided).collect()
}

/// `令和8年度上期　A` with the reason, or that nothing was given.
fn previous(
    past: Option<&Project>,
    period: Option<(FiscalYear, Option<Part>)>,
) -> ByMeasure<Option<String>> {
    let text = |measure: Measure| {
        let declared = past?.sheet.declared.get(measure);
        let (year, part) = period?;
        let grade = declared
            .grade
            .map_or_else(|| "評価なし".to_owned(), |grade| grade.to_string());
        let reason = declared
            .reason
            .as_deref()
            .map_or_else(String::new, |reason| format!("\n{reason}"));
        let part = part.map_or("", Part::japanese);
        Some(format!("{}{part}　{grade}{reason}", year.japanese()))
    };
    ByMeasure::each(text)
}

/// Tells what of last period could not be carried over as it was.
fn carried(entry: &RegisterEntry, past: &Project, years: &[FiscalYear], remarks: &mut Vec<String>) {
    let number = &entry.number;
    let blank = |year: &YearRecord| *year == YearRecord::blank(year.fiscal_year);
    let left_out: Vec<String> = past
        .sheet
        .years
        .iter()
        .filter(|year| !years.contains(&year.fiscal_year) && !blank(year))
        .map(|year| year.fiscal_year.japanese())
        .collect();
    if !left_out.is_empty() {
        remarks.push(format!(
            "番号{number}の{}の値は、様式の年度にないため写していません",
            left_out.join("、")
        ));
    }
    for item in &past.sheet.items {
        for trouble in Quarters::of(item, years).troubles {
            remarks.push(format!("番号{number}の{}", explain(item, &trouble)));
        }
    }
    if let (Some(now), Some(then)) = (&entry.name, &past.sheet.name)
        && now != then
    {
        remarks.push(format!(
            "番号{number}の事業名称は前回「{then}」でした。台帳の「{now}」を印刷しています"
        ));
    }
}

fn explain(item: &Item, trouble: &Trouble) -> String {
    let number = item.number;
    let span =
        |span: &crate::model::Span| format!("{}～{}", span.from.japanese(), span.to.japanese());
    match trouble {
        Trouble::Rounded(months) => format!(
            "実施項目{number}の工程（{}）は四半期の途中で始まるか終わるため、その四半期の全体に●を付けています",
            span(months)
        ),
        Trouble::Outside(months) => format!(
            "実施項目{number}の工程（{}）は様式の年度の外にかかるため、年度の中だけに●を付けています",
            span(months)
        ),
        Trouble::NoRoom(text) => {
            format!("実施項目{number}の工程の文字「{text}」は書く欄がないため写していません")
        }
    }
}
