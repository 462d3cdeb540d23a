//! What a form looks like, as data: the labels of its fields and blocks, read from `templates/*.toml`.
//!
//! ```text
//! toml ─ schema (serde, unknown keys refused) ─ Layout (checked, labels indexed by normalised text)
//! ```
//! One layout file both reads a form and says how it is drawn. Nothing here knows of sheets.

pub mod draw;
mod label;
pub mod marks;
mod schema;
pub mod vocabulary;

pub use label::{FieldKey, Label, Side, ValueRow, ValueSide};

use crate::text::label::normalise;
use crate::text::money::Unit;
use std::collections::HashMap;

/// One field as the layout describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutField {
    /// Which field.
    pub key: FieldKey,
    /// Its labels as written, the form's own first; never empty.
    pub labels: Vec<String>,
    /// The same, normalised.
    pub normalised: Vec<String>,
    /// Where its value stands.
    pub value: Side,
    /// Whether a form without its label is unusable.
    pub required: bool,
    /// Whether the form itself has no such cell, but some divisions' forms do.
    pub optional: bool,
}

impl LayoutField {
    /// The form's own label, normalised.
    pub fn own_label(&self) -> &str {
        self.normalised.first().map_or("", String::as_str)
    }
}

/// A checked layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Short identifier: `besshi1`.
    pub id: String,
    /// Name for messages.
    pub name: String,
    /// Version of the form.
    pub version: u32,
    /// Unit of money where the form's label names none.
    pub money_unit: Unit,
    /// Whether the form itself has blank rows or columns, so that they say nothing of a change.
    pub blank_lines: bool,
    /// Words of which all stand in the title.
    pub title: Vec<String>,
    /// Single fields in the form's order.
    pub fields: Vec<LayoutField>,
    /// How many years the form has columns for, where that is fixed.
    pub years: Option<usize>,
    /// Words for 計画 in a legend.
    pub plan_words: Vec<String>,
    /// Words for 実績 in a legend.
    pub actual_words: Vec<String>,
    /// How the form is drawn; a layout without it can only be read.
    pub draw: Option<draw::Draw>,
    /// The first text of each label, as written.
    words: schema::Words,
    /// Those of them that say one label only, as written and normalised.
    plain_words: HashMap<Label, (String, String)>,
    exact: HashMap<String, Vec<Label>>,
    /// The texts of ratings, normalised.
    ratings: Vec<String>,
    /// The bytes of the longest text in `exact`.
    longest: usize,
    prefixes: Vec<(String, Label)>,
}

/// A layout file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LayoutError {
    /// The file is not what a layout is written in.
    #[error("様式定義を読めません: {0}")]
    Syntax(#[from] Box<toml::de::Error>),
    /// A list of labels is empty or holds a blank.
    #[error("様式定義「{layout}」の {key} に見出しがありません")]
    NoLabel {
        /// The layout's id.
        layout: String,
        /// The key without labels.
        key: String,
    },
    /// The same text is given to two fields.
    #[error("様式定義「{layout}」の見出し「{label}」が二つの欄に使われています")]
    Clash {
        /// The layout's id.
        layout: String,
        /// The label in question.
        label: String,
    },
    /// The drawing does not fit.
    #[error("様式定義「{layout}」の描き方に誤りがあります: {what}")]
    Draw {
        /// The layout's id.
        layout: String,
        /// What is wrong.
        what: String,
    },
    /// A field occurs twice.
    #[error("様式定義「{layout}」に同じ欄（{}）が二度あります", key.as_str())]
    Twice {
        /// The layout's id.
        layout: String,
        /// The field in question.
        key: FieldKey,
    },
}

/// The layouts kohyo brings along.
///
/// # Errors
/// Only if a built-in file is broken, which a test rules out.
pub fn builtin() -> Result<Vec<Layout>, LayoutError> {
    [
        include_str!("../../templates/besshi1.toml"),
        include_str!("../../templates/quarterly.toml"),
    ]
    .into_iter()
    .map(parse)
    .collect()
}

/// Reads and checks a layout file.
///
/// # Errors
/// Where the text is no layout: unknown keys, empty or clashing labels.
pub fn parse(text: &str) -> Result<Layout, LayoutError> {
    toml::from_str::<schema::File>(text)
        .map_err(Box::new)?
        .check()
}

impl Layout {
    /// What a normalised text says on this form; empty where it is no label.
    pub fn labels_of(&self, normalised: &str) -> impl Iterator<Item = Label> + '_ {
        // Most texts of a form are longer than any label.
        let known = (normalised.len() <= self.longest)
            .then(|| self.exact.get(normalised))
            .flatten();
        let exact = known.map_or(&[][..], Vec::as_slice);
        let prefix = if exact.is_empty() {
            self.prefixes
                .iter()
                .filter(|(prefix, _)| normalised.starts_with(prefix.as_str()))
                .map(|(_, label)| *label)
                .next()
        } else {
            None
        };
        exact.iter().copied().chain(prefix)
    }

    /// Whether a text is the form's title.
    pub fn is_title(&self, normalised: &str) -> bool {
        self.title.iter().all(|word| normalised.contains(word))
    }

    /// The layout's description of a field.
    pub fn field(&self, key: FieldKey) -> Option<&LayoutField> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// What the form itself writes for a label, without the mark of a prefix.
    pub fn word(&self, label: Label) -> Option<&str> {
        self.words.get(&label).map(String::as_str)
    }

    /// As [`Layout::word`], where the word says this label only; written and normalised.
    pub fn plain_word(&self, label: Label) -> Option<(&str, &str)> {
        let (written, normalised) = self.plain_words.get(&label)?;
        Some((written, normalised))
    }

    /// Notes what is asked for often, once all labels are known.
    fn index(&mut self) {
        let plain = self.words.iter().filter_map(|(label, word)| {
            let normalised = normalise(word);
            let alone = self.labels_of(&normalised).all(|other| other == *label);
            alone.then(|| (*label, (word.clone(), normalised)))
        });
        self.plain_words = plain.collect();
        let ratings = self.known_texts();
        let ratings = ratings.filter(|(_, label)| matches!(label, Label::Rating(_)));
        self.ratings = ratings.map(|(text, _)| text.to_owned()).collect();
    }

    /// Whether a text may be the left one in [`Layout::rating_of_two`].
    pub fn begins_rating(&self, left: &str) -> bool {
        let begins = |text: &String| text.starts_with(left) || left.starts_with(text.as_str());
        self.ratings.iter().any(begins)
    }

    /// The rating that a label split over two cells says: 実績評価 | KPI.
    pub fn rating_of_two(&self, left: &str, right: &str) -> Option<Label> {
        let whole = format!("{left}{right}");
        let mut labels = self.labels_of(&whole);
        labels.find(|label| matches!(label, Label::Rating(_)))
    }

    /// Every label with its normalised text, for comparing with texts that are none.
    pub fn known_texts(&self) -> impl Iterator<Item = (&str, Label)> {
        self.exact
            .iter()
            .flat_map(|(text, labels)| labels.iter().map(move |label| (text.as_str(), *label)))
            .chain(
                self.prefixes
                    .iter()
                    .map(|(text, label)| (text.as_str(), *label)),
            )
    }

    fn add(&mut self, text: &str, label: Label) -> Result<(), LayoutError> {
        let word = text.strip_suffix('*').unwrap_or(text);
        self.words.entry(label).or_insert_with(|| word.to_owned());
        if let Some(prefix) = text.strip_suffix('*') {
            self.prefixes.push((normalise(prefix), label));
            return Ok(());
        }
        let text_of_label = normalise(text);
        self.longest = self.longest.max(text_of_label.len());
        let labels = self.exact.entry(text_of_label).or_default();
        let clash = matches!(label, Label::Field(_))
            && labels
                .iter()
                .any(|other| matches!(other, Label::Field(_)) && *other != label);
        if clash {
            return Err(LayoutError::Clash {
                layout: self.id.clone(),
                label: text.to_owned(),
            });
        }
        if !labels.contains(&label) {
            labels.push(label);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Measure, TextField};

    #[test]
    fn built_in_layouts_are_sound() {
        let layouts = builtin().unwrap();
        assert_eq!(
            layouts.iter().map(|l| l.id.as_str()).collect::<Vec<_>>(),
            ["besshi1", "quarterly"]
        );
        for layout in layouts {
            assert!(layout.fields.iter().any(|field| field.required));
        }
    }

    #[test]
    fn every_field_of_a_form_is_read_and_drawn_by_the_built_in_layouts() {
        use draw::{DrawRow, Holds, Slot};
        for layout in builtin().unwrap() {
            let rows = layout.draw.iter().flat_map(|draw| &draw.rows);
            let pieces = rows.flat_map(|row| match row {
                DrawRow::Cells(pieces, _) => pieces.as_slice(),
                _ => &[],
            });
            let drawn: Vec<&Holds> = pieces.map(|piece| &piece.holds).collect();
            for key in FieldKey::all() {
                let name = key.as_str();
                assert!(layout.field(key).is_some(), "{}: {name}", layout.id);
                // A cell for both stands in their place.
                let parted = matches!(key, FieldKey::Bureau | FieldKey::Division);
                let value = Holds::Value(Slot::Field(key));
                assert!(parted || drawn.contains(&&value), "{}: {name}", layout.id);
            }
        }
    }

    #[test]
    fn labels_match_whatever_their_width_and_brackets() {
        let layout = &builtin().unwrap()[0];
        for (text, label) in [
            ("事業　名称", Label::Field(FieldKey::Name)),
            (
                "重要業績評価指標［ＫＰＩ］",
                Label::Field(FieldKey::Text(TextField::Kpi)),
            ),
            ("実施項目\n←→ 計画\n←→ 実績", Label::Items),
            ("実績評価\nKGI", Label::Rating(Measure::Kgi)),
        ] {
            let found: Vec<Label> = layout.labels_of(&normalise(text)).collect();
            assert_eq!(found, [label], "{text}");
        }
        assert_eq!(layout.labels_of("情報政策課").count(), 0);
    }

    #[test]
    fn a_field_is_named_as_the_file_names_it() {
        let good = include_str!("../../templates/besshi1.toml");
        let twice = good.replace(r#"key = "focus_goal""#, r#"key = "current_state""#);
        let said = parse(&twice).unwrap_err().to_string();
        assert!(said.contains("（current_state）が二度"), "{said}");
        let bare = r#"key = "focus_goal"
labels = []
value = "right"

[[field]]
key = "focus_goal""#;
        let bare = good.replacen(r#"key = "focus_goal""#, bare, 1);
        let said = parse(&bare).unwrap_err().to_string();
        assert!(said.contains("focus_goal に見出しがありません"), "{said}");
    }

    #[test]
    fn unsound_layouts_are_refused() {
        let good = include_str!("../../templates/besshi1.toml");
        assert!(matches!(
            parse(&good.replace("id = ", "ident = ")),
            Err(LayoutError::Syntax(_))
        ));
        assert!(matches!(
            parse(&good.replace(r#""効果", "#, r#""備考", "#)),
            Err(LayoutError::Clash { .. })
        ));
        assert!(matches!(
            parse(&good.replace(r#"labels = ["年度", "会計年度"]"#, "labels = []")),
            Err(LayoutError::NoLabel { .. })
        ));
    }
}
