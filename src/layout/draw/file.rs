//! The drawing as a layout file writes it, and its check against the labels it is read by.

use super::{Draw, DrawRow, FirstYear, Holds, Piece, QUARTERS, Slot};
use crate::layout::schema::Words;
use crate::layout::{Label, Layout, LayoutError, Side, ValueRow, ValueSide};
use crate::model::{FiscalYear, Measure};
use crate::text::label::normalise;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Columns left of the years hold at least: a block's label, an item's number, its text, 計画・実績.
const LEAST_LEFT: usize = 4;
/// No form is wider or longer than this; more is a typing error.
const MOST: u16 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::layout) struct File {
    left: Vec<f64>,
    quarter: f64,
    years: Years,
    items: u32,
    #[serde(rename = "row")]
    rows: Vec<Row>,
    guide: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Years {
    first: Option<i32>,
    before: Option<u16>,
    count: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default)]
    cells: Vec<Cell>,
    lines: Option<usize>,
    block: Option<Block>,
    label: Option<String>,
    quarters: Option<[String; QUARTERS as usize]>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    actual: Vec<String>,
    #[serde(default)]
    beside: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Block {
    Years,
    Values,
    Items,
    Money,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cell {
    label: Option<String>,
    value: Option<String>,
    text: Option<String>,
    to: Option<u16>,
}

impl File {
    /// Checks the drawing against the labels it is read by.
    pub(in crate::layout) fn check(
        self,
        layout: &Layout,
        words: &Words,
    ) -> Result<Draw, LayoutError> {
        let check = Check { layout, words };
        let first_year = match (self.years.first, self.years.before) {
            (Some(year), None) => FirstYear::Fixed(FiscalYear(year)),
            (None, Some(before)) if before < self.years.count => FirstYear::Before(before),
            _ => {
                return Err(check.wrong(
                    "years に first か before（count より小さい数）の一方を書いてください",
                ));
            }
        };
        let count = self.years.count;
        if layout
            .years
            .is_some_and(|years| years != usize::from(count))
        {
            return Err(check.wrong("draw.years の count が years の count と違います"));
        }
        let widths = self.left.iter().chain([&self.quarter]);
        if self.left.len() < LEAST_LEFT
            || widths
                .into_iter()
                .any(|width| !(0.5..=200.0).contains(width))
        {
            return Err(
                check.wrong("left には4つ以上の列の幅を、幅には0.5から200の数を書いてください")
            );
        }
        if count == 0 || count > MOST / QUARTERS || self.items > u32::from(MOST) {
            return Err(check.wrong("年度の数か実施項目の数が使えません"));
        }
        let mut draw = Draw {
            left: self.left,
            quarter: self.quarter,
            first_year,
            years: count,
            items: self.items,
            rows: Vec::with_capacity(self.rows.len()),
            guide: self.guide,
        };
        for row in self.rows {
            let row = check.row(row, draw.columns())?;
            draw.rows.push(row);
        }
        check.complete(&draw)?;
        Ok(draw)
    }
}

/// What a drawing is checked against.
struct Check<'a> {
    layout: &'a Layout,
    words: &'a Words,
}

impl Check<'_> {
    fn wrong(&self, what: impl Into<String>) -> LayoutError {
        LayoutError::Draw {
            layout: self.layout.id.clone(),
            what: what.into(),
        }
    }

    fn row(&self, row: Row, columns: u16) -> Result<DrawRow, LayoutError> {
        let Some(block) = row.block else {
            return self.cells(row.cells, columns, row.lines.unwrap_or(1));
        };
        Ok(match block {
            Block::Years => DrawRow::Years {
                label: self.label(row.label, Label::Years)?,
                quarters: row
                    .quarters
                    .unwrap_or_else(|| ["4-6", "7-9", "10-12", "1-3"].map(str::to_owned)),
            },
            Block::Values => {
                let mut rows = self.values(ValueSide::Target, &row.target)?;
                rows.extend(self.values(ValueSide::Actual, &row.actual)?);
                DrawRow::Values(rows)
            }
            Block::Items => DrawRow::Items {
                label: self.label(row.label, Label::Items)?,
            },
            Block::Money => DrawRow::Money {
                label: self.label(row.label, Label::Money)?,
                beside: row.beside,
            },
        })
    }

    /// The text drawn for a label: the one given, if it is read as that label, else the layout's own.
    fn label(&self, text: Option<String>, label: Label) -> Result<String, LayoutError> {
        let own = || self.words.get(&label).cloned();
        let text = text
            .or_else(own)
            .ok_or_else(|| self.wrong(format!("draw で使う見出し（{label:?}）がありません")))?;
        let read = self
            .layout
            .labels_of(&normalise(&text))
            .any(|found| found == label);
        if read {
            Ok(text)
        } else {
            Err(self.wrong(format!("draw の見出し「{text}」が labels にありません")))
        }
    }

    fn values(
        &self,
        side: ValueSide,
        measures: &[String],
    ) -> Result<Vec<(ValueSide, Measure)>, LayoutError> {
        self.label(None, Label::ValueSide(side))?;
        let rows: Vec<(ValueSide, Measure)> = measures
            .iter()
            .map(|name| Ok((side, self.measure(name)?)))
            .collect::<Result<_, LayoutError>>()?;
        for (_, measure) in &rows {
            self.label(None, Label::ValueRow(ValueRow::Of(*measure)))?;
        }
        Ok(rows)
    }

    fn measure(&self, name: &str) -> Result<Measure, LayoutError> {
        Measure::ALL
            .into_iter()
            .find(|measure| measure.key() == name)
            .ok_or_else(|| {
                self.wrong(format!(
                    "draw の「{name}」は progress・kpi・kgi のどれでもありません"
                ))
            })
    }

    fn cells(&self, cells: Vec<Cell>, columns: u16, lines: usize) -> Result<DrawRow, LayoutError> {
        let mut pieces = Vec::with_capacity(cells.len());
        let mut first = 0;
        for cell in cells {
            let until = cell.to.unwrap_or(columns);
            if until <= first || until > columns {
                return Err(self.wrong(format!(
                    "draw の to = {until} が使えません（{}から{columns}まで）",
                    first + 1
                )));
            }
            let holds = match (cell.label, cell.value, cell.text) {
                (Some(key), None, text) => {
                    let slot = self.slot(&key)?;
                    Holds::Label(slot, self.label(text, slot.label())?)
                }
                (None, Some(key), None) => Holds::Value(self.slot(&key)?),
                (None, None, Some(text)) => Holds::Text(self.label(Some(text), Label::Furniture)?),
                (None, None, None) => Holds::Nothing,
                _ => return Err(self.wrong("draw の一つのセルに label と value の両方があります")),
            };
            pieces.push(Piece {
                first,
                last: until - 1,
                holds,
            });
            first = until;
        }
        Ok(DrawRow::Cells(pieces, lines.max(1)))
    }

    fn slot(&self, key: &str) -> Result<Slot, LayoutError> {
        let (name, measure) = key.split_once('.').unwrap_or((key, ""));
        Ok(match name {
            "title" => Slot::Title,
            "due" => Slot::Due,
            "rating" => Slot::Rating(self.measure(measure)?),
            "reason" => Slot::Reason(self.measure(measure)?),
            "previous" => Slot::Previous(self.measure(measure)?),
            name => Slot::Field(
                self.layout
                    .fields
                    .iter()
                    .map(|field| field.key)
                    .find(|key| key.as_str() == name)
                    .ok_or_else(|| self.wrong(format!("draw の「{key}」という欄はありません")))?,
            ),
        })
    }

    /// Every field that a form must have stands once, with its value where it is looked for.
    fn complete(&self, draw: &Draw) -> Result<(), LayoutError> {
        let mut seen = BTreeSet::new();
        for row in &draw.rows {
            let DrawRow::Cells(pieces, _) = row else {
                continue;
            };
            for piece in pieces {
                if let Holds::Value(slot) = piece.holds
                    && !seen.insert(slot)
                {
                    return Err(self.wrong(format!("draw に同じ欄（{slot:?}）が二度あります")));
                }
            }
        }
        let fields = self.layout.fields.iter().filter(|field| !field.optional);
        if let Some(field) = fields
            .map(|field| field.key)
            .find(|key| !seen.contains(&Slot::Field(*key)))
        {
            return Err(self.wrong(format!("draw に欄 {} がありません", field.as_str())));
        }
        for (index, row) in draw.rows.iter().enumerate() {
            if let DrawRow::Cells(pieces, _) = row {
                let above = index.checked_sub(1).and_then(|above| draw.rows.get(above));
                self.beside(pieces, above)?;
            }
        }
        let has = |wanted: fn(&DrawRow) -> bool| draw.rows.iter().any(wanted);
        if !has(|row| matches!(row, DrawRow::Years { .. })) || !seen.contains(&Slot::Title) {
            return Err(self.wrong("draw に表題（title）か年度（years）がありません"));
        }
        Ok(())
    }

    /// Each value of a field stands right of or below its label, as the layout reads it.
    fn beside(&self, pieces: &[Piece], above: Option<&DrawRow>) -> Result<(), LayoutError> {
        for (index, piece) in pieces.iter().enumerate() {
            let Holds::Value(Slot::Field(key)) = piece.holds else {
                continue;
            };
            let side = self
                .layout
                .field(key)
                .map_or(Side::Right, |field| field.value);
            let label = match (side, above) {
                (Side::Right, _) => index.checked_sub(1).map(|left| &pieces[left]),
                (Side::Below, Some(DrawRow::Cells(above, _))) => {
                    above.iter().find(|label| label.first == piece.first)
                }
                (Side::Below, _) => None,
            };
            let named = label.is_some_and(|label| match &label.holds {
                Holds::Label(_, text) | Holds::Text(text) => self
                    .layout
                    .labels_of(&normalise(text))
                    .any(|found| found == Label::Field(key)),
                _ => false,
            });
            if !named {
                return Err(self.wrong(format!(
                    "draw の欄 {} の{}に見出しがありません",
                    key.as_str(),
                    if side == Side::Right { "左" } else { "上" }
                )));
            }
        }
        Ok(())
    }
}
