//! Texts that are word for word last period's although the period moved on (前年コピペ).
//!
//! | text | copied where it is the same as |
//! | --- | --- |
//! | 評価理由, 備考 | last period's: both are written for one period |
//! | 目標値 of the fiscal year rated | last fiscal year's own target, unless last period's form already had it for this year |
//!
//! A target that last period's plan set for this year is no copy, however it reads; nor is one of the
//! same fiscal year. What says nothing (－, なし, 集計中) is no copy either.

use super::words::{same, says_something};
use super::{counted, period_of};
use crate::dataset::Dataset;
use crate::finding::{Code, Finding};
use crate::model::{
    Field, Kind, Measure, NextForm, Period, Project, ProjectSheet, TextField, Value,
};
use std::collections::BTreeMap;

/// Every copied text of every form, at its cell.
pub fn copies(previous: &Dataset, projects: &[Project], period: &Period) -> Vec<Finding> {
    let last = period_of(previous);
    let old: BTreeMap<&str, &Project> = counted(&previous.projects).into_iter().collect();
    let mut findings = Vec::new();
    for project in projects {
        let number = project.sheet.number.as_deref();
        let Some(old) = number.and_then(|number| old.get(number)) else {
            continue;
        };
        let pair = Pair {
            now: &project.sheet,
            then: &old.sheet,
            period,
            last: &last,
        };
        findings.extend(pair.texts());
        findings.extend(Measure::ALL.iter().filter_map(|m| pair.target(*m)));
    }
    findings
}

/// One project in both periods.
struct Pair<'a> {
    now: &'a ProjectSheet,
    then: &'a ProjectSheet,
    period: &'a Period,
    last: &'a Period,
}

impl Pair<'_> {
    /// Reasons, and the texts that are written anew for every period.
    fn texts(&self) -> Vec<Finding> {
        let both = [self.now, self.then];
        let reasons = Measure::ALL.into_iter().map(|measure| {
            let texts = both.map(|sheet| sheet.declared.get(measure).reason.as_deref());
            (Field::RatingReason(measure), texts)
        });
        let anew = TextField::ALL.iter().copied();
        let anew = anew.filter(|field| field.next_form() == NextForm::Anew);
        let texts = anew.map(|field| (Field::Text(field), both.map(|sheet| sheet.text(field))));
        reasons
            .chain(texts)
            .filter_map(|(field, texts)| {
                let [Some(now), Some(then)] = texts else {
                    return None;
                };
                let copied = says_something(now) && same(now, then);
                let message = format!(
                    "{}が前回（{}）と一字一句同じです",
                    field.japanese(),
                    self.last.japanese()
                );
                copied.then(|| self.finding(field, now, message))
            })
            .collect()
    }

    /// The target of the year rated.
    fn target(&self, measure: Measure) -> Option<Finding> {
        let (year, last_year) = (self.period.fiscal_year, self.last.fiscal_year);
        if year <= last_year {
            return None;
        }
        let of = |sheet: &'_ ProjectSheet, year| -> Option<Value> {
            sheet.year(year)?.target.get(measure).clone()
        };
        let now = of(self.now, year)?;
        let then = of(self.then, last_year)?;
        let planned = of(self.then, year).filter(|value| value.kind != Kind::None);
        let as_planned = planned
            .as_ref()
            .is_some_and(|planned| same(&planned.text, &now.text));
        if as_planned || !says_something(&now.text) || !same(&now.text, &then.text) {
            return None;
        }
        let field = Field::Target(year, measure);
        let plan = planned.map_or_else(String::new, |planned| {
            format!("。前回の個票では「{}」としていました", planned.text)
        });
        let message = format!(
            "{}が前回（{}）の{}と一字一句同じです{plan}",
            field.japanese(),
            self.last.japanese(),
            Field::Target(last_year, measure).japanese(),
        );
        Some(self.finding(field, &now.text, message))
    }

    fn finding(&self, field: Field, text: &str, message: String) -> Finding {
        let source = &self.now.source;
        Finding::new(Code::CopiedFromPrevious, message)
            .in_file(&source.file)
            .on_sheet(&source.sheet)
            .at(source.cells.get(field))
            .about(field)
            .quoting(text)
    }
}
