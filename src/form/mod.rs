//! From a sheet to a project: which layout it follows, where its labels stand, what values they have,
//! and what was left over.
//!
//! ```text
//! Sheet ─ identify (layout?) ─ split (one form or several) ─┐
//!   labels ─ years ─ values, items ─ spans, money, ratings, fields ─ account ─ ProjectSheet + findings
//! ```
//! Fields are found by their labels through merged regions, never by address.

mod account;
mod claims;
mod desk;
mod drift;
#[cfg(test)]
mod excess;
mod fields;
mod identify;
mod identity;
mod inserted;
mod items;
mod labels;
pub mod learn;
mod legend;
mod letters;
mod likeness;
mod money;
mod place;
mod ratings;
mod rows;
mod scale;
mod spans;
mod units;
mod values;
mod view;
mod window;
mod withdrawn;
mod years;

use crate::finding::{Code, Finding, Severity, join};
use crate::layout::{Layout, marks};
use crate::model::{Cells, Department, ProjectSheet, Source};
use crate::seal;
use crate::workbook::{Region, Sheet, Workbook};
use desk::{Desk, Taken};
use identify::Kind;
use labels::Labels;
use rows::Row;
use units::Units;
use view::View;

/// What reading needs to know beside the workbook.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The file's name in findings and sources, relative to the input root.
    pub file: &'a str,
    /// Words in a sheet's or project's name that mark an example: 記入例.
    pub example_words: &'a [String],
    /// The city's bureaus and divisions; empty where no list is kept.
    pub organisation: &'a [Department],
}

/// What a workbook holds.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Every form, in the order of sheets and places on them.
    pub sheets: Vec<ProjectSheet>,
    /// What was found on the way, with file and sheet.
    pub findings: Vec<Finding>,
    /// Whether a form was struck out as a whole, which is no reason to miss one.
    has_withdrawn: bool,
}

/// Reads every form of a workbook. A workbook without any is one error, `not-a-form`.
pub fn read(workbook: &Workbook, layouts: &[Layout], context: &Context<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut others: Vec<(&Sheet, String)> = Vec::new();
    let issued_as = workbook.properties.get(marks::FORM).map(String::as_str);
    for sheet in &workbook.sheets {
        if seal::is_list(sheet) {
            reading.add(sheet, context, written_into(sheet));
            continue;
        }
        let kind = identify::identify(sheet, layouts, issued_as, context.example_words);
        if let Kind::Blank | Kind::Other(_) = &kind
            && let Some(finding) = withdrawn::sheet(sheet, layouts, issued_as, context)
        {
            reading.withdraw(sheet, context, finding);
            continue;
        }
        match kind {
            Kind::Blank => {}
            Kind::Other(_) if identify::is_guide(sheet, layouts) => {}
            Kind::Other(why) => others.push((sheet, why)),
            Kind::Example => {
                let message = format!("シート「{}」は記入例のため読み取っていません", sheet.name);
                reading.add(sheet, context, [Finding::new(Code::ExampleSheet, message)]);
            }
            Kind::Forms {
                layout,
                texts,
                views,
                mut labels,
            } => {
                let restored = sheet.restored();
                let restored = restored.as_ref();
                for view in &views {
                    let labels = labels.take().map(|labels| *labels);
                    let labels = labels.unwrap_or_else(|| Labels::find(view, layout, &texts));
                    let (form, mut findings) = read_form(view, layout, labels, context);
                    if let Some(finding) =
                        withdrawn::of_form(view, restored, layout, &form, context, &mut findings)
                    {
                        reading.withdraw(sheet, context, finding);
                        continue;
                    }
                    findings.extend(identity::compare(workbook, sheet, &form, layout));
                    reading.add(sheet, context, findings);
                    reading.sheets.push(form);
                }
                let bounds: Vec<Region> = views.iter().map(|view| view.bounds).collect();
                reading.add(sheet, context, withdrawn::beside(sheet, &bounds));
            }
        }
    }
    let has_forms = !reading.sheets.is_empty() || reading.has_withdrawn;
    for (sheet, why) in others {
        let severity = if has_forms {
            Severity::Info
        } else {
            Severity::Error
        };
        let finding = Finding::new(Code::NotAForm, why).severity(severity);
        reading.add(sheet, context, [finding]);
    }
    if !has_forms && !reading.findings.iter().any(|f| f.code == Code::NotAForm) {
        let message = "個票として読めるシートが一つもありません";
        let finding = Finding::new(Code::NotAForm, message).in_file(context.file);
        reading.findings.push(finding);
    }
    reading
}

/// The list of a return copy is kohyo's own, unless somebody has written into it.
fn written_into(list: &Sheet) -> Option<Finding> {
    let message =
        "差戻しの確認事項のシートに書き込みがあります。読み取っていないので、目で確認してください";
    let finding = Finding::new(Code::NotAForm, message).severity(Severity::Info);
    (!seal::is_untouched(list)).then_some(finding)
}

impl Reading {
    fn withdraw(&mut self, sheet: &Sheet, context: &Context<'_>, finding: Finding) {
        self.add(sheet, context, [finding]);
        self.has_withdrawn = true;
    }

    fn add(
        &mut self,
        sheet: &Sheet,
        context: &Context<'_>,
        findings: impl IntoIterator<Item = Finding>,
    ) {
        let findings = join::neighbours(findings.into_iter().collect());
        self.findings.extend(
            findings
                .into_iter()
                .map(|finding| finding.in_file(context.file).on_sheet(&sheet.name)),
        );
    }
}

fn read_form(
    view: &View<'_>,
    layout: &Layout,
    mut labels: Labels,
    context: &Context<'_>,
) -> (ProjectSheet, Vec<Finding>) {
    labels.drop_strewn();
    labels.undress(view, layout);
    let mut form = ProjectSheet::blank(Source {
        file: context.file.to_owned(),
        sheet: view.sheet.name.clone(),
        cells: Cells::default(),
    });
    let mut desk = Desk::new(view, layout, &labels, Vec::new(), Taken::new());
    let bands = years::find(&mut desk);
    let (findings, taken) = desk.into_parts();
    labels.keep_placed(view, layout, &bands);
    let mut desk = Desk::new(view, layout, &labels, findings, taken);
    form.years = values::blank_years(&bands);
    let schedule = bands
        .iter()
        .rev()
        .find_map(|band| items::block(&desk, band).map(|block| (band, block)));
    let scheduled = schedule.as_ref().map(|(_, block)| block.rows);
    let mut found = Vec::new();
    for (index, band) in bands.iter().enumerate() {
        let until = bands
            .get(index + 1)
            .map_or(view.bounds.last.row, |next| next.last_row.saturating_sub(1));
        let rows = rows::find(&mut desk, band, until, scheduled);
        found.extend(rows.into_iter().map(|row| (index, row)));
    }
    let value_rows: Vec<Row> = found.iter().map(|(_, row)| *row).collect();
    rows::drop_mixed(&mut desk, &bands, &mut found);
    let mut units = Units::find(&desk, &bands, &value_rows, scheduled);
    values::take_all(&mut desk, &bands, &found, &mut units, &mut form);
    if let Some((band, block)) = &schedule {
        desk.know(block.label.first);
        let mut items = items::take(&mut desk, block, band);
        form.schedule_unclear = spans::take(&mut desk, block, band, &mut items);
        form.items = items::standing(&mut desk, items);
    }
    money::take(&mut desk, &bands, &mut units, &mut form);
    let money_unit = units.money_unit();
    units.settle(&mut desk);
    ratings::take(&mut desk, &mut form);
    fields::take(&mut desk, &mut form, context.organisation);
    fields::know_references(&mut desk);
    let block = schedule.as_ref().map(|(_, block)| *block);
    drift::compare(&mut desk, &bands, &value_rows, block, money_unit);
    account::settle(&mut desk, scheduled);
    form.source.cells = std::mem::take(&mut desk.cells);
    (form, desk.findings)
}
