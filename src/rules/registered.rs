//! Whether a sheet says of a project what the register says: its name and its implementer.
//!
//! Source: 第2章「実施主体課（室）の決定は推進本部にて行います」— what was decided stands in the register; a sheet
//! that says otherwise is a slip, or the register is to be brought up to date.

use super::implementer::{BUREAU_HEADS, DIVISION_HEADS, GENERIC, WITHIN_DIVISION, unit};
use super::office::Office;
use super::place::{cell, finding, one_line};
use super::titles::{Mention, Written, abbreviates, plain};
use crate::finding::{Code, Finding};
use crate::model::{Department, Field, ProjectSheet, RegisterEntry, TextField};

/// What differs, at its cell.
pub(super) fn compare(
    sheet: &ProjectSheet,
    entry: &RegisterEntry,
    organisation: &[Department],
    office: Office<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut differs = |field: Field, written: &str, registered: &str| {
        let message = format!(
            "{}「{}」{}は台帳の「{}」と異なります",
            field.japanese(),
            one_line(written),
            cell(sheet, field),
            one_line(registered),
        );
        findings.push(finding(sheet, Code::RegisterDiffers, field, message).quoting(written));
    };
    if let (Some(written), Some(registered)) = (&sheet.name, &entry.name)
        && !is_same_name(written, registered)
    {
        differs(Field::Name, written, registered);
    }
    if let (Some(written), Some(registered)) =
        (&sheet.texts[TextField::Implementer], &entry.implementer)
        && !is_same_holder(written, registered, organisation, office)
    {
        differs(Field::Text(TextField::Implementer), written, registered);
    }
    findings
}

/// Names that differ in width, case, blanks or marks alone are the same. A division that has nothing to
/// report may say so in place of the name.
fn is_same_name(written: &str, registered: &str) -> bool {
    let letters = |text: &str| -> String {
        plain(text)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect()
    };
    let written = letters(written);
    written == letters(registered) || ["該当なし", "対象なし"].contains(&written.as_str())
}

/// Whether a person's entry names the office in the register: with a name beside it, without its
/// department, or shortened. Two words for the ICT推進担当部長 are the same office.
fn is_same_holder(
    written: &str,
    registered: &str,
    organisation: &[Department],
    office: Office<'_>,
) -> bool {
    let (entry, registered) = (Written::new(written), Written::new(registered));
    if registered.is_blank() || entry.names(registered.joined()) {
        return true;
    }
    if office.is_ict_head(&entry) && office.is_ict_head(&registered) {
        return true;
    }
    let titles: Vec<&str> = [&DIVISION_HEADS[..], &BUREAU_HEADS, &WITHIN_DIVISION].concat();
    entry.mentions(&titles).iter().any(|mention| {
        let Some(department) = registered.joined().strip_suffix(mention.title) else {
            return false;
        };
        !mention.is_deputy()
            && (mention.before.is_empty()
                || GENERIC.contains(&mention.before)
                || abbreviates(mention.before, department)
                || department.is_empty()
                || is_person(mention, organisation))
    })
}

/// With a list of all departments, what is none of them is a person's name: `山田課長`.
fn is_person(mention: &Mention<'_>, organisation: &[Department]) -> bool {
    let name = format!("{}{}", mention.before, unit(mention.title));
    let mut names = organisation
        .iter()
        .flat_map(|d| d.bureau.iter().chain(&d.division));
    !organisation.is_empty() && !names.any(|known| name.ends_with(&plain(known)))
}

#[cfg(test)]
mod tests {
    use super::is_same_name;

    #[test]
    fn names_that_read_alike_are_the_same() {
        for (written, registered, same) in [
            ("ＲＰＡの 導入", "RPAの導入", true),
            ("窓口（予約）", "窓口【予約】", true),
            ("（該当なし）", "RPAの導入", true),
            ("RPAの拡大", "RPAの導入", false),
        ] {
            assert_eq!(is_same_name(written, registered), same, "{written}");
        }
    }
}
