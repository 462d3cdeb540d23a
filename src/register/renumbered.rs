//! Sheet 番号の変更: which number a project had before, and the fiscal year from which it has the new one.

use super::fault::Faults;
use super::table::Table;
use crate::model::{FiscalYear, Renumbering};
use crate::text::{era, number};
use crate::workbook::Content;
use std::collections::BTreeMap;

pub(super) fn read(table: &Table<'_>, faults: &mut Faults) -> Vec<Renumbering> {
    let mut changes = Vec::new();
    let mut seen: BTreeMap<(&'static str, FiscalYear, String), u32> = BTreeMap::new();
    for row in table.rows() {
        let from = identifier(table, row, "旧番号", faults);
        let to = identifier(table, row, "新番号", faults);
        let year = year(table, row, faults);
        let (Some(from), Some(to), Some(fiscal_year)) = (from, to, year) else {
            continue;
        };
        // Two projects that become one, or one that becomes two, have no single line through the years.
        for (heading, number) in [("旧番号", &from), ("新番号", &to)] {
            if let Some(before) = seen.insert((heading, fiscal_year, number.clone()), row) {
                let message = format!(
                    "{heading}「{number}」は{}の変更として{}行目にもあります。統合や分割のときは、引き継ぐ取組み一つだけを書いてください",
                    fiscal_year.japanese(),
                    before + 1
                );
                table.fault(row, heading, message, faults);
            }
        }
        changes.push(Renumbering {
            from,
            to,
            fiscal_year,
        });
    }
    changes
}

fn identifier(table: &Table<'_>, row: u32, heading: &str, faults: &mut Faults) -> Option<String> {
    if let Content::Date { shown, .. } = table.content(row, heading, faults) {
        let message = format!(
            "{heading}が日付「{shown}」になっています。セルの書式を文字列にして番号を入力し直してください"
        );
        table.fault(row, heading, message, faults);
        return None;
    }
    let written = table
        .text(row, heading, faults)
        .and_then(number::parse)
        .filter(|number| !number.is_empty());
    if written.is_none() {
        let message = format!("{heading}が空白です。番号を入力するか、行を消してください");
        table.fault(row, heading, message, faults);
    }
    written
}

/// The first fiscal year of the new number.
fn year(table: &Table<'_>, row: u32, faults: &mut Faults) -> Option<FiscalYear> {
    if let Content::Date { at, .. } = table.content(row, "年度", faults) {
        return Some(FiscalYear::of(at.date()));
    }
    let text = table.text(row, "年度", faults);
    let year = text.and_then(era::fiscal_year);
    if year.is_none() {
        let message = format!(
            "年度「{}」が読めません。新しい番号になった年度を「R2」「令和2年度」「2020」のように入力してください",
            text.unwrap_or_default()
        );
        table.fault(row, "年度", message, faults);
    }
    year
}
