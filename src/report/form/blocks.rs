//! What stands under the years: their headings, targets and actuals, budgets and settlements.

use super::FormSheet;
use super::pen::Pen;
use crate::layout::draw::QUARTERS;
use crate::layout::{Label, ValueRow, ValueSide};
use crate::model::{FiscalYear, Measure, YearRecord};
use crate::report::formats::TEXT;
use crate::report::write::Area;
use crate::text::money::Unit;
use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, DataValidationRule, XlsxError};

/// The largest amount that the check lets pass, in the form's unit.
const LARGEST: i32 = 999_999_999;

/// `年度 │ R9（2027） │ …` above `4-6 │ 7-9 │ 10-12 │ 1-3`.
pub(super) fn years(
    pen: &mut Pen<'_>,
    label: &str,
    quarters: &[String; QUARTERS as usize],
) -> Result<(), XlsxError> {
    let heading = &pen.looks.base.heading;
    let quarter_label = &pen.looks.label;
    let row = pen.row;
    let area = Area {
        top: row,
        left: 0,
        bottom: row + 1,
        right: pen.left_end(),
    };
    pen.text(area, label, heading)?;
    for (place, year) in pen.years.clone().into_iter().enumerate() {
        let (first, last) = pen.year_columns(place);
        let text = format!("{}（{year}）", year.short());
        pen.text(Area::row(row, first, last), &text, heading)?;
        for (col, quarter) in (first..).zip(quarters) {
            pen.text(Area::row(row + 1, col, col), quarter, quarter_label)?;
        }
    }
    pen.end_row(0.0)?;
    pen.end_row(0.0)
}

/// The words of the layout for a label; a checked drawing has them.
fn word(pen: &Pen<'_>, label: Label) -> String {
    pen.issue.layout.word(label).unwrap_or_default().to_owned()
}

/// `目標値 │ 進捗 │ … │ …`, a row for each measure.
pub(super) fn values(
    pen: &mut Pen<'_>,
    rows: &[(ValueSide, Measure)],
    form: &FormSheet,
) -> Result<(), XlsxError> {
    let top = pen.row;
    for (index, (side, measure)) in rows.iter().enumerate() {
        let is_first = index == 0 || rows[index - 1].0 != *side;
        if is_first {
            let count = rows[index..]
                .iter()
                .take_while(|row| row.0 == *side)
                .count();
            let area = Area {
                top: pen.row,
                left: 0,
                bottom: pen.row + count as u32 - 1,
                right: 0,
            };
            let text = word(pen, Label::ValueSide(*side));
            pen.text(area, &text, &pen.looks.label)?;
        }
        let text = word(pen, Label::ValueRow(ValueRow::Of(*measure)));
        let area = Area::row(pen.row, 1, pen.left_end());
        pen.text(area, &text, &pen.looks.label)?;
        value_row(pen, *side, *measure, form)?;
    }
    if pen.row > top {
        let say =
            "例: 80％、20人、60分以内。まだないときは「集計中」「未定」、指標がないときは「－」";
        let check = DataValidation::new()
            .allow_any_value()
            .set_input_message(say)?;
        let (first, last) = (pen.left_end() + 1, pen.draw.columns() - 1);
        pen.sheet
            .add_data_validation(top, first, pen.row - 1, last, &check)?;
    }
    Ok(())
}

fn value_row(
    pen: &mut Pen<'_>,
    side: ValueSide,
    measure: Measure,
    form: &FormSheet,
) -> Result<(), XlsxError> {
    let looks = pen.looks;
    let mut height = 0.0_f64;
    for (place, year) in pen.years.clone().into_iter().enumerate() {
        let columns = pen.year_columns(place);
        let record = form.sheet.year(year);
        let value = record.and_then(|record| match side {
            ValueSide::Target => record.target.get(measure).as_ref(),
            ValueSide::Actual => record.actual.get(measure).as_ref(),
        });
        let text = value.map_or("", |value| value.text.as_str());
        let asks = match side {
            ValueSide::Target => pen.asks(year),
            ValueSide::Actual => year == pen.issue.year,
        };
        let area = Area::row(pen.row, columns.0, columns.1);
        pen.typed(area, text, looks.value.asks(asks))?;
        height = height.max(pen.height(text, columns, TEXT));
    }
    pen.end_row(height)
}

/// Amounts beside each other under their own headings in each year.
pub(super) fn money_beside(
    pen: &mut Pen<'_>,
    label: &str,
    form: &FormSheet,
) -> Result<(), XlsxError> {
    let looks = pen.looks;
    let row = pen.row;
    money_label(pen, label, pen.left_end())?;
    let headings = [Label::Budget, Label::Settlement];
    for (place, year) in pen.years.clone().into_iter().enumerate() {
        let (first, last) = pen.year_columns(place);
        let middle = first + QUARTERS / 2;
        for (heading, columns) in headings
            .into_iter()
            .zip([(first, middle - 1), (middle, last)])
        {
            let text = word(pen, heading);
            pen.text(Area::row(row, columns.0, columns.1), &text, &looks.label)?;
            let area = Area::row(row + 1, columns.0, columns.1);
            amount(pen, area, heading, year, form)?;
        }
    }
    pen.end_row(0.0)?;
    pen.end_row(0.0)?;
    check_amounts(pen, row + 1, row + 1)
}

/// Budgets in one row, settlements in the next.
pub(super) fn money_below(
    pen: &mut Pen<'_>,
    label: &str,
    form: &FormSheet,
) -> Result<(), XlsxError> {
    let row = pen.row;
    money_label(pen, label, 0)?;
    for heading in [Label::Budget, Label::Settlement] {
        let text = word(pen, heading);
        let area = Area::row(pen.row, 1, pen.left_end());
        pen.text(area, &text, &pen.looks.label)?;
        for (place, year) in pen.years.clone().into_iter().enumerate() {
            let (first, last) = pen.year_columns(place);
            amount(pen, Area::row(pen.row, first, last), heading, year, form)?;
        }
        pen.end_row(0.0)?;
    }
    check_amounts(pen, row, row + 1)
}

fn money_label(pen: &mut Pen<'_>, label: &str, right: u16) -> Result<(), XlsxError> {
    let area = Area {
        top: pen.row,
        left: 0,
        bottom: pen.row + 1,
        right,
    };
    pen.text(area, label, &pen.looks.label)
}

fn amount(
    pen: &mut Pen<'_>,
    area: Area,
    heading: Label,
    year: FiscalYear,
    form: &FormSheet,
) -> Result<(), XlsxError> {
    let of = |record: &YearRecord| match heading {
        Label::Settlement => record.settlement,
        _ => record.budget,
    };
    let amount = form.sheet.year(year).and_then(of);
    let amount = amount.map(|amount| in_unit(amount, pen.issue.layout.money_unit));
    let asks = match heading {
        Label::Settlement => year == pen.issue.year,
        _ => pen.asks(year),
    };
    pen.amount(area, amount, pen.looks.amount.asks(asks))
}

/// Thousand yen in the form's unit.
fn in_unit(thousands: Decimal, unit: Unit) -> Decimal {
    let thousand = Decimal::ONE_THOUSAND;
    match unit {
        Unit::Thousand => thousands,
        Unit::Yen => thousands * thousand,
        Unit::TenThousand => thousands / Decimal::TEN,
        Unit::Million => thousands / thousand,
        Unit::HundredMillion => thousands / (thousand * Decimal::ONE_HUNDRED),
    }
}

fn check_amounts(pen: &mut Pen<'_>, top: u32, bottom: u32) -> Result<(), XlsxError> {
    let unit = pen.issue.layout.money_unit.japanese();
    let check = DataValidation::new()
        .allow_whole_number(DataValidationRule::Between(-LARGEST, LARGEST))
        .set_input_message(format!("{unit}単位の整数だけを入力します。"))?
        .set_error_message(format!("{unit}単位の整数だけを入力してください。"))?;
    let (first, last) = (pen.left_end() + 1, pen.draw.columns() - 1);
    pen.sheet
        .add_data_validation(top, first, bottom, last, &check)?;
    Ok(())
}
