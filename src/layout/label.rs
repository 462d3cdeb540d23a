//! What a label on a form says: a single field, a row or column of a block, or nothing to be read.

use crate::model::{Field, Measure, TextField, key};

/// A field of the form's head and foot that has a single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKey {
    /// 番号
    Number,
    /// 事業名称
    Name,
    /// 担当部課
    Departments,
    /// 部 alone, where a form has a cell of its own for it
    Bureau,
    /// 課 alone
    Division,
    /// One of the texts
    Text(TextField),
}

impl FieldKey {
    const SINGLES: [Self; 5] = [
        Self::Number,
        Self::Name,
        Self::Departments,
        Self::Bureau,
        Self::Division,
    ];

    /// The key in a layout file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Departments => "departments",
            Self::Bureau => "bureau",
            Self::Division => "division",
            Self::Text(field) => field.key(),
        }
    }

    /// The name on the form.
    pub fn label(self) -> String {
        match self {
            Self::Bureau => "担当部".to_owned(),
            Self::Division => "担当課".to_owned(),
            key => key.path().japanese(),
        }
    }

    /// The path its value is kept under.
    pub const fn path(self) -> Field {
        match self {
            Self::Number => Field::Number,
            Self::Name => Field::Name,
            Self::Departments | Self::Bureau | Self::Division => Field::Departments,
            Self::Text(field) => Field::Text(field),
        }
    }

    /// All fields a layout may have.
    pub fn all() -> impl Iterator<Item = Self> {
        let texts = TextField::ALL.iter().copied().map(Self::Text);
        Self::SINGLES.into_iter().chain(texts)
    }
}

impl<'de> serde::Deserialize<'de> for FieldKey {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        key::one_of(from, Self::all(), Self::as_str)
    }
}

/// Where a value stands in relation to its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// In the next cell to the right.
    Right,
    /// In the next cell below.
    Below,
}

/// Whether a row of values holds targets or actuals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueSide {
    /// 目標値
    Target,
    /// 実績値
    Actual,
}

/// What a row of values is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueRow {
    /// One measure alone.
    Of(Measure),
    /// 実績: the KPI, or KPI and KGI labelled in one cell.
    Result,
}

/// What a label says. One text may say several things; the place decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// A single field.
    Field(FieldKey),
    /// 年度: the years stand beside it.
    Years,
    /// 目標値 or 実績値.
    ValueSide(ValueSide),
    /// 進捗, 実績, 実績（KPI） …
    ValueRow(ValueRow),
    /// Both in one cell: 目標値（KPI）.
    Value(ValueSide, ValueRow),
    /// 実施項目
    Items,
    /// 事業費見込
    Money,
    /// 予算額
    Budget,
    /// 決算額
    Settlement,
    /// 進捗評価, 実績評価KPI …
    Rating(Measure),
    /// 評価理由
    Reason,
    /// A text that belongs to the form and holds no value.
    Furniture,
    /// What stands to the right was written by whoever issued the form, for reference only.
    Reference,
}
