//! Whom to ask at a division that owes something: 担当者・連絡先 of the forms it has sent this period, else
//! of those of last period.

use crate::dataset::Dataset;
use crate::history::period_of;
use crate::model::{
    Consolidation, Contact, Department, Kind, LedgerLine, Project, Reminder, TextField,
};
use crate::text::value;

/// The reminders with the contacts that any form gives.
pub(super) fn add(
    mut reminders: Vec<Reminder>,
    lines: &[LedgerLine],
    consolidation: &Consolidation,
    previous: Option<&Dataset>,
) -> Vec<Reminder> {
    for reminder in &mut reminders {
        let owed = reminder.lines.iter().filter_map(|at| lines.get(*at));
        let numbers: Vec<&str> = owed.map(|line| line.number.as_str()).collect();
        let division = Division {
            department: reminder.department.as_ref(),
            numbers: &numbers,
        };
        reminder.contacts = division.contacts("今回", &consolidation.projects);
        if let (true, Some(data)) = (reminder.contacts.is_empty(), previous) {
            let period = format!("前回（{}）", period_of(data).japanese());
            reminder.contacts = division.contacts(&period, &data.projects);
        }
    }
    reminders
}

/// A division, and the projects it owes.
struct Division<'a> {
    department: Option<&'a Department>,
    numbers: &'a [&'a str],
}

impl Division<'_> {
    /// Contacts on forms of these projects or of the same lead department, each text once.
    fn contacts(&self, period: &str, projects: &[Project]) -> Vec<Contact> {
        let mut contacts: Vec<Contact> = Vec::new();
        for Project { sheet, .. } in projects {
            let number = sheet.number.as_deref();
            let ours = number.is_some_and(|number| self.numbers.contains(&number))
                || (self.department.is_some() && sheet.departments.first() == self.department);
            let Some(text) = sheet
                .text(TextField::Contact)
                .filter(|text| ours && names(text))
            else {
                continue;
            };
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if contacts.iter().all(|known| known.text != text) {
                let of = number.map_or_else(String::new, |number| format!("番号{number}の"));
                let source = format!("{period}の{of}個票");
                contacts.push(Contact { text, source });
            }
        }
        contacts
    }
}

/// Whether somebody is named: neither blank nor a dash.
fn names(text: &str) -> bool {
    !text.trim().is_empty() && value::parse(text).value.kind != Kind::None
}
