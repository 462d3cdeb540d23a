//! The layout file as written; unknown keys are refused so that a typing error is seen.

use super::draw;
use super::{FieldKey, Label, Layout, LayoutError, LayoutField, Side, ValueRow, ValueSide};
use crate::model::Measure;
use crate::text::label::normalise;
use crate::text::money::Unit;
use serde::Deserialize;
use std::collections::HashMap;

/// The first text of each label.
pub(super) type Words = HashMap<Label, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    id: String,
    name: String,
    version: u32,
    money_unit: MoneyUnit,
    #[serde(default)]
    blank_lines: bool,
    title: Title,
    #[serde(rename = "field")]
    fields: Vec<Field>,
    years: Years,
    values: Values,
    items: Option<Items>,
    money: Option<Money>,
    #[serde(default)]
    ratings: Ratings,
    furniture: Option<Labels>,
    reference: Option<Labels>,
    draw: Option<draw::File>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum MoneyUnit {
    ThousandYen,
    Yen,
    TenThousandYen,
    MillionYen,
    HundredMillionYen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    contains: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    key: FieldKey,
    labels: Vec<String>,
    value: Side,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Years {
    labels: Vec<String>,
    count: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    labels: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Values {
    target: Vec<String>,
    actual: Vec<String>,
    #[serde(default)]
    progress: Vec<String>,
    #[serde(default)]
    result: Vec<String>,
    #[serde(default)]
    kpi: Vec<String>,
    #[serde(default)]
    kgi: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Items {
    labels: Vec<String>,
    plan: Vec<String>,
    actual: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Money {
    labels: Vec<String>,
    budget: Vec<String>,
    settlement: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Ratings {
    progress: Vec<String>,
    kpi: Vec<String>,
    kgi: Vec<String>,
    reason: Vec<String>,
}

impl File {
    /// Checks the file and indexes its labels.
    pub(super) fn check(self) -> Result<Layout, LayoutError> {
        let words = |list: fn(&Items) -> &Vec<String>| {
            self.items
                .as_ref()
                .map_or_else(Vec::new, |items| normalised(list(items)))
        };
        let mut layout = Layout {
            id: self.id.clone(),
            name: self.name.clone(),
            version: self.version,
            money_unit: match self.money_unit {
                MoneyUnit::ThousandYen => Unit::Thousand,
                MoneyUnit::Yen => Unit::Yen,
                MoneyUnit::TenThousandYen => Unit::TenThousand,
                MoneyUnit::HundredMillionYen => Unit::HundredMillion,
                MoneyUnit::MillionYen => Unit::Million,
            },
            blank_lines: self.blank_lines,
            title: normalised(&self.title.contains),
            fields: Vec::with_capacity(self.fields.len()),
            years: self.years.count,
            plan_words: words(|items| &items.plan),
            actual_words: words(|items| &items.actual),
            draw: None,
            words: HashMap::new(),
            plain_words: HashMap::new(),
            exact: HashMap::new(),
            ratings: Vec::new(),
            longest: 0,
            prefixes: Vec::new(),
        };
        for field in &self.fields {
            if layout.field(field.key).is_some() {
                return Err(LayoutError::Twice {
                    layout: layout.id,
                    key: field.key,
                });
            }
            let name = field.key.as_str();
            if field.labels.is_empty() {
                return Err(no_label(&layout, name));
            }
            add_all(&mut layout, name, &field.labels, Label::Field(field.key))?;
            layout.fields.push(LayoutField {
                key: field.key,
                labels: field.labels.clone(),
                normalised: normalised(&field.labels),
                value: field.value,
                required: field.required,
                optional: field.optional,
            });
        }
        let of = |measure| Label::ValueRow(ValueRow::Of(measure));
        let values = &self.values;
        let needed: [(&str, &[String], Label); 3] = [
            ("years", &self.years.labels, Label::Years),
            (
                "values.target",
                &values.target,
                Label::ValueSide(ValueSide::Target),
            ),
            (
                "values.actual",
                &values.actual,
                Label::ValueSide(ValueSide::Actual),
            ),
        ];
        for (key, labels, label) in needed {
            if labels.is_empty() {
                return Err(no_label(&layout, key));
            }
            add_all(&mut layout, key, labels, label)?;
        }
        let mut blocks: Vec<(&str, &[String], Label)> = vec![
            ("values.progress", &values.progress, of(Measure::Progress)),
            (
                "values.result",
                &values.result,
                Label::ValueRow(ValueRow::Result),
            ),
            ("values.kpi", &values.kpi, of(Measure::Kpi)),
            ("values.kgi", &values.kgi, of(Measure::Kgi)),
            (
                "ratings.progress",
                &self.ratings.progress,
                Label::Rating(Measure::Progress),
            ),
            (
                "ratings.kpi",
                &self.ratings.kpi,
                Label::Rating(Measure::Kpi),
            ),
            (
                "ratings.kgi",
                &self.ratings.kgi,
                Label::Rating(Measure::Kgi),
            ),
            ("ratings.reason", &self.ratings.reason, Label::Reason),
        ];
        if let Some(items) = &self.items {
            blocks.push(("items", &items.labels, Label::Items));
        }
        if let Some(money) = &self.money {
            blocks.push(("money", &money.labels, Label::Money));
            blocks.push(("money.budget", &money.budget, Label::Budget));
            blocks.push(("money.settlement", &money.settlement, Label::Settlement));
        }
        if let Some(furniture) = &self.furniture {
            blocks.push(("furniture", &furniture.labels, Label::Furniture));
        }
        if let Some(reference) = &self.reference {
            blocks.push(("reference", &reference.labels, Label::Reference));
        }
        for (key, labels, label) in blocks {
            add_all(&mut layout, key, labels, label)?;
        }
        self.values.add_joined(&mut layout)?;
        layout.index();
        if let Some(draw) = self.draw {
            layout.draw = Some(draw.check(&layout, &layout.words)?);
        }
        Ok(layout)
    }
}

impl Values {
    /// Adds the labels that name side and row in one cell: 目標値（KPI）, KPI目標値, KPIの実績値.
    fn add_joined(&self, layout: &mut Layout) -> Result<(), LayoutError> {
        for (side, side_words) in [
            (ValueSide::Target, &self.target),
            (ValueSide::Actual, &self.actual),
        ] {
            for (row, row_words) in [
                (ValueRow::Of(Measure::Progress), &self.progress),
                (ValueRow::Of(Measure::Kpi), &self.kpi),
                (ValueRow::Of(Measure::Kgi), &self.kgi),
            ] {
                for (side_word, row_word) in side_words
                    .iter()
                    .flat_map(|side| row_words.iter().map(move |row| (side, row)))
                {
                    for joined in [
                        format!("{side_word}({row_word})"),
                        format!("{side_word}{row_word}"),
                        format!("{row_word}{side_word}"),
                        format!("{row_word}の{side_word}"),
                        format!("{row_word}({side_word})"),
                    ] {
                        layout.add(&joined, Label::Value(side, row))?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn no_label(layout: &Layout, key: &str) -> LayoutError {
    LayoutError::NoLabel {
        layout: layout.id.clone(),
        key: key.to_owned(),
    }
}

fn normalised(words: &[String]) -> Vec<String> {
    words.iter().map(|word| normalise(word)).collect()
}

fn add_all(
    layout: &mut Layout,
    key: &str,
    labels: &[String],
    label: Label,
) -> Result<(), LayoutError> {
    if labels.iter().any(|text| normalise(text).is_empty()) {
        return Err(no_label(layout, key));
    }
    labels.iter().try_for_each(|text| layout.add(text, label))
}
