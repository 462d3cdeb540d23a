//! Progress told from the schedule's spans, in whole months up to the as-of month.
//!
//! ```text
//! as-of month             ▼
//! plan    ├────────┤ ├────────┤      due: begun to be planned; plan end = last of the spans begun by then
//! actual    ├──────────────┤         reaches min(plan end, as-of): on plan; else behind; none: not started
//! ```
//! Source: 第3章「進捗評価」and 別紙1「実施項目 ←→計画 ←→実績」.

use super::place::finding;
use crate::finding::{Code, Finding};
use crate::model::{Field, FiscalYear, Grade, Item, Month, Period, ProjectSheet, Proposal, Span};

/// How an item stands at the as-of month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// The item's number.
    number: u32,
    /// Planned to begin by the as-of month.
    due: bool,
    /// How far it is.
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    NotStarted,
    Behind,
    OnPlan,
    Ahead,
}

/// The standing of every item that is due or begun. Notes actual months after the as-of month, which do
/// not count, and items with an actual but no plan, which are left out.
pub(super) fn standings(
    sheet: &ProjectSheet,
    period: &Period,
    findings: &mut Vec<Finding>,
) -> Vec<Standing> {
    let as_of = period.as_of_month();
    let mut standings = Vec::new();
    for item in &sheet.items {
        if item.actual.iter().any(|span| span.to > as_of) {
            findings.push(in_future(sheet, item, as_of));
        }
        if item.planned.is_empty() {
            if !item.actual.is_empty() {
                findings.push(without_plan(sheet, item));
            }
            continue;
        }
        standings.extend(standing(item, as_of, period.fiscal_year));
    }
    standings
}

/// `None` where the item is neither due nor begun.
fn standing(item: &Item, as_of: Month, rated: FiscalYear) -> Option<Standing> {
    let actual: Vec<Span> = item
        .actual
        .iter()
        .filter(|span| span.from <= as_of)
        .map(|span| Span {
            from: span.from,
            to: span.to.min(as_of),
        })
        .collect();
    let planned_first = item.planned.iter().map(|span| span.from).min()?;
    let plan_end = item
        .planned
        .iter()
        .filter(|span| span.from <= as_of)
        .map(|span| span.to)
        .max();
    let begun = actual.iter().map(|span| span.from).min();
    let reached = actual.iter().map(|span| span.to).max();
    let touches_year = item
        .planned
        .iter()
        .chain(&actual)
        .any(|span| span.from <= rated.last_month() && rated.first_month() <= span.to);
    let state = match (plan_end, begun.zip(reached)) {
        (None, None) => return None,
        (Some(_), None) => State::NotStarted,
        (Some(end), Some((_, reached))) if reached < end.min(as_of) => State::Behind,
        // Not due and begun is before the planned first month too.
        (_, Some((begun, _))) if begun < planned_first && touches_year => State::Ahead,
        (_, Some(_)) => State::OnPlan,
    };
    Some(Standing {
        number: item.number,
        due: plan_end.is_some(),
        state,
    })
}

fn in_future(sheet: &ProjectSheet, item: &Item, as_of: Month) -> Finding {
    let spans: Vec<String> = item.actual.iter().map(|span| written(*span)).collect();
    let field = Field::ItemActual(item.number);
    let message = format!(
        "{}{}に基準月{}より後の実績（{}）があるため、基準月までを実績として扱います",
        Field::Item(item.number).japanese(),
        place(sheet, item.number),
        month(as_of),
        spans.join("、"),
    );
    finding(sheet, Code::ActualInFuture, field, message)
        .at(cell(sheet, item.number, field))
        .quoting(spans.join("、"))
}

fn without_plan(sheet: &ProjectSheet, item: &Item) -> Finding {
    let field = Field::ItemActual(item.number);
    let spans: Vec<String> = item.actual.iter().map(|span| written(*span)).collect();
    let message = format!(
        "{}{}は実績（{}）があるのに計画がないため、進捗の判定から除きました",
        Field::Item(item.number).japanese(),
        place(sheet, item.number),
        spans.join("、"),
    );
    finding(sheet, Code::SpanUnclear, field, message)
        .at(cell(sheet, item.number, field))
        .quoting(spans.join("、"))
}

/// The grade that the items' standings give.
pub(super) fn judge(sheet: &ProjectSheet, period: &Period, standings: &[Standing]) -> Proposal {
    if sheet.schedule_unclear {
        return Proposal::none(
            "計画か実績か、または時期を特定できない工程があるため進捗を判定できません",
        );
    }
    let as_of = month(period.as_of_month());
    if standings.is_empty() {
        return Proposal::none(nothing(sheet, &as_of));
    }
    let due = standings.iter().filter(|standing| standing.due).count();
    let items = |state: State| Group::of(sheet, standings, |standing| standing.state == state);
    let (not_started, behind, ahead) = (
        items(State::NotStarted),
        items(State::Behind),
        items(State::Ahead),
    );
    let by_now = format!("基準月{as_of}までに始まる予定の");
    let planned = format!("{by_now}{due}項目");
    let (grade, why) = if due > 0 && not_started.count == due {
        (
            Grade::C,
            format!("{planned}のうち{}すべてが未着手の", not_started.text),
        )
    } else if behind.count + not_started.count > 0 {
        let late = late(&behind, &not_started);
        (Grade::B, format!("{planned}のうち{late}"))
    } else if ahead.count > 0 {
        let early = format!("{}が計画より早く始まっている", ahead.text);
        let late = if due == 0 {
            format!("{by_now}項目はなく")
        } else {
            format!("{planned}に遅れはなく")
        };
        (Grade::S, format!("{late}、{early}"))
    } else if due > 0 {
        let on_plan = Group::of(sheet, standings, |standing| standing.due).text;
        let on_plan = format!("{planned}のうち{on_plan}が計画どおり進んでいる");
        (Grade::A, on_plan)
    } else {
        let begun = Group::of(sheet, standings, |_| true).text;
        let year = period.fiscal_year.japanese();
        let early = format!("始まっている{begun}は{year}に計画も実績もない");
        (Grade::A, format!("{by_now}項目はなく、{early}"))
    };
    Proposal {
        grade: Some(grade),
        achievement: None,
        basis: format!("{why}ため{grade}"),
    }
}

fn late(behind: &Group, not_started: &Group) -> String {
    match (behind.count, not_started.count) {
        (0, _) => format!("{}が未着手の", not_started.text),
        (_, 0) => format!("{}が計画より遅れている", behind.text),
        _ => format!(
            "{}が計画より遅れ、{}が未着手の",
            behind.text, not_started.text
        ),
    }
}

/// Why the schedule says nothing.
fn nothing(sheet: &ProjectSheet, as_of: &str) -> String {
    let planned = sheet.items.iter().any(|item| !item.planned.is_empty());
    if planned {
        format!("基準月{as_of}までに始まる予定の項目も始まった項目もないため進捗を判定できません")
    } else {
        "進捗の目標値（0より大きい数値）と実績値がそろわず、実施項目の計画もないため進捗を判定できません".to_owned()
    }
}

/// Some items as a basis names them: `1項目（実施項目2、C14）`.
struct Group {
    count: usize,
    text: String,
}

impl Group {
    fn of(
        sheet: &ProjectSheet,
        standings: &[Standing],
        belongs: impl Fn(&Standing) -> bool,
    ) -> Self {
        let names: Vec<String> = standings
            .iter()
            .filter(|standing| belongs(standing))
            .map(|standing| {
                let name = Field::Item(standing.number).japanese();
                match cell(sheet, standing.number, Field::ItemPlanned(standing.number)) {
                    Some(cell) => format!("{name}、{cell}"),
                    None => name,
                }
            })
            .collect();
        Self {
            count: names.len(),
            text: format!("{}項目（{}）", names.len(), names.join("／")),
        }
    }
}

/// The cell of an item's spans, else of the item.
fn cell(sheet: &ProjectSheet, number: u32, field: Field) -> Option<crate::workbook::CellPos> {
    [field, Field::Item(number), Field::ItemText(number)]
        .into_iter()
        .find_map(|field| sheet.source.cells.get(field))
}

fn place(sheet: &ProjectSheet, number: u32) -> String {
    cell(sheet, number, Field::ItemActual(number))
        .map_or_else(String::new, |cell| format!("（{cell}）"))
}

fn month(month: Month) -> String {
    format!("{}年{}月", month.year(), month.number())
}

fn written(span: Span) -> String {
    if span.from == span.to {
        month(span.from)
    } else {
        format!("{}から{}まで", month(span.from), month(span.to))
    }
}
