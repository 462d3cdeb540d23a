//! What an issued form says of itself out of sight, held against what is seen. What is seen counts;
//! a difference hints at a form copied for another project, or at last year's form.

use crate::finding::{Code, Finding};
use crate::layout::{Layout, marks};
use crate::model::{Field, FiscalYear, ProjectSheet};
use crate::text;
use crate::workbook::{Sheet, Workbook};

/// Everything that differs.
pub(super) fn compare(
    workbook: &Workbook,
    sheet: &Sheet,
    form: &ProjectSheet,
    layout: &Layout,
) -> Vec<Finding> {
    let property = |name: &str| workbook.properties.get(name).map(String::as_str);
    let number = property(&format!("{}!{}", sheet.name, marks::NUMBER));
    let year = property(marks::PERIOD)
        .and_then(text::period::parse)
        .map(|(year, _)| year);
    let differs = [
        number.and_then(|issued| other_number(issued, form)),
        year.and_then(|issued| other_year(issued, form)),
        property(marks::FORM)
            .and_then(|issued| other_layout(issued, property(marks::VERSION), layout)),
    ];
    differs.into_iter().flatten().collect()
}

fn other_number(issued: &str, form: &ProjectSheet) -> Option<Finding> {
    let seen = form.number.as_deref().filter(|seen| *seen != issued)?;
    let message = format!("番号{issued}の個票として配布したシートに、番号{seen}と書かれています");
    Some(at(form, Field::Number, message))
}

fn other_year(issued: FiscalYear, form: &ProjectSheet) -> Option<Finding> {
    let seen = form.fiscal_year.filter(|seen| *seen != issued)?;
    let message = format!(
        "{}の個票として配布したファイルの表題が{}です",
        issued.japanese(),
        seen.japanese()
    );
    Some(at(form, Field::FiscalYear, message))
}

fn other_layout(issued: &str, version: Option<&str>, layout: &Layout) -> Option<Finding> {
    let message = if issued != layout.id {
        format!(
            "様式「{issued}」として配布したファイルを、様式「{}」として読みました",
            layout.name
        )
    } else {
        let version = version.filter(|version| *version != layout.version.to_string())?;
        format!(
            "様式「{}」の第{version}版として配布したファイルを、第{}版として読みました",
            layout.name, layout.version
        )
    };
    Some(Finding::new(Code::IdentityDiffers, message))
}

fn at(form: &ProjectSheet, field: Field, message: String) -> Finding {
    Finding::new(Code::IdentityDiffers, message)
        .at(form.source.cells.get(field))
        .about(field)
}
