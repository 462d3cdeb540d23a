//! The texts of a form. Each is one row of [the table](TextField), and whoever reads, writes, publishes or
//! compares texts goes through it.

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::{Index, IndexMut};

/// Whether a text may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publicity {
    /// Unless the settings leave it out.
    Open,
    /// Only where the settings ask for it: it is written for colleagues.
    Internal,
    /// Only where the settings ask for it: it may name a person.
    Personal,
    /// Never.
    Secret,
}

/// What becomes of a text when the next period's form is issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextForm {
    /// It is printed on the form.
    Carried,
    /// The form is blank, and the same words again are worth a finding.
    Anew,
    /// The form is blank.
    Blank,
}

macro_rules! text_fields {
    ($($field:ident $key:literal $label:literal $publicity:ident $next:ident $promise:literal $public:literal $heading:literal)+) => {
        /// A text of the form's head or foot.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum TextField { $(#[doc = $label] $field),+ }

        impl TextField {
            /// All, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$field),+];

            const COUNT: usize = Self::ALL.len();

            const TABLE: &[Row] = &[$(Row {
                key: $key,
                label: $label,
                publicity: Publicity::$publicity,
                next_form: NextForm::$next,
                is_promise: $promise,
                public_label: $public,
                heading: $heading,
            }),+];
        }
    };
}

struct Row {
    key: &'static str,
    label: &'static str,
    publicity: Publicity,
    next_form: NextForm,
    /// Whether a change is a change of what was promised to the public.
    is_promise: bool,
    public_label: &'static str,
    heading: &'static str,
}

text_fields! {
    // field           key                on the form                published  next form  promise  in open data               heading of a public page
    Implementer     "implementer"      "実施責任者"               Personal   Carried    true     "実施責任者"               "実施責任者"
    Summary         "summary"          "事業概要"                 Open       Carried    true     "事業概要"                 "どのような取組みか（事業概要）"
    FocusGoal       "focus_goal"       "指針の重点目標"           Open       Carried    true     "重点目標"                 "めざす方向（重点目標）"
    CurrentState    "current_state"    "現状"                     Open       Carried    false    "現状"                     "いまの状況（現状）"
    Kgi             "kgi"              "重要目標達成指標【KGI】"  Open       Carried    true     "重要目標達成指標（KGI）"  "最終的な目標（重要目標達成指標：KGI）"
    Kpi             "kpi"              "重要業績評価指標【KPI】"  Open       Carried    true     "重要業績評価指標（KPI）"  "途中の目標（重要業績評価指標：KPI）"
    ExpectedEffect  "expected_effect"  "期待される効果"           Open       Carried    true     "期待される効果"           "期待される効果"
    Concerns        "concerns"         "懸念事項"                 Internal   Carried    false    "懸念事項"                 "懸念事項"
    Remarks         "remarks"          "備考"                     Internal   Anew       true     "備考"                     "備考"
    SubmittedOn     "submitted_on"     "提出日"                   Secret     Blank      false    "提出日"                   "提出日"
    Contact         "contact"          "担当者・連絡先"           Personal   Blank      false    "担当者・連絡先"           "連絡先"
}

impl TextField {
    const fn row(self) -> &'static Row {
        &Self::TABLE[self as usize]
    }

    /// The name in data, settings and layout files.
    pub const fn key(self) -> &'static str {
        self.row().key
    }

    /// The field of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }

    /// The name on the form.
    pub const fn label(self) -> &'static str {
        self.row().label
    }

    /// The name in open data.
    pub const fn public_label(self) -> &'static str {
        self.row().public_label
    }

    /// What a citizen asks: the heading of a public page.
    pub const fn heading(self) -> &'static str {
        self.row().heading
    }

    /// Whether it may be published.
    pub const fn publicity(self) -> Publicity {
        self.row().publicity
    }

    /// What becomes of it on the next form.
    pub const fn next_form(self) -> NextForm {
        self.row().next_form
    }

    /// Whether a change is a change of what was promised to the public.
    pub const fn is_promise(self) -> bool {
        self.row().is_promise
    }
}

/// The texts of one form; `None` where the form has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts([Option<String>; TextField::COUNT]);

impl Texts {
    /// Every field with its text.
    pub fn iter(&self) -> impl Iterator<Item = (TextField, Option<&str>)> {
        let texts = self.0.iter().map(Option::as_deref);
        TextField::ALL.iter().copied().zip(texts)
    }
}

impl Index<TextField> for Texts {
    type Output = Option<String>;

    fn index(&self, field: TextField) -> &Self::Output {
        &self.0[field as usize]
    }
}

impl IndexMut<TextField> for Texts {
    fn index_mut(&mut self, field: TextField) -> &mut Self::Output {
        &mut self.0[field as usize]
    }
}

impl Extend<(TextField, Option<String>)> for Texts {
    fn extend<I: IntoIterator<Item = (TextField, Option<String>)>>(&mut self, texts: I) {
        for (field, text) in texts {
            self[field] = text;
        }
    }
}

impl FromIterator<(TextField, Option<String>)> for Texts {
    fn from_iter<I: IntoIterator<Item = (TextField, Option<String>)>>(texts: I) -> Self {
        let mut all = Self::default();
        all.extend(texts);
        all
    }
}

/// `{"summary": "…", "kgi": null, …}`
impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(field, text)| (field.key(), text)))
    }
}

/// A missing key is no text, and keys of other things are passed over.
impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;

        impl<'de> Visitor<'de> for Keys {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("texts by key")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
                let mut texts = Texts::default();
                while let Some(key) = map.next_key::<String>()? {
                    match TextField::of_key(&key) {
                        Some(field) => texts[field] = map.next_value()?,
                        None => _ = map.next_value::<IgnoredAny>()?,
                    }
                }
                Ok(texts)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_key_of_its_own_by_which_its_text_is_found_again() {
        let texts: Texts = TextField::ALL
            .iter()
            .map(|field| (*field, Some(field.label().to_owned())))
            .collect();
        for field in TextField::ALL {
            assert_eq!(TextField::of_key(field.key()), Some(*field));
            assert_eq!(texts[*field].as_deref(), Some(field.label()));
        }
        let written = serde_json::to_string(&texts).unwrap();
        assert_eq!(serde_json::from_str::<Texts>(&written).unwrap(), texts);
    }

    #[test]
    fn what_is_missing_is_no_text_and_other_keys_are_passed_over() {
        let read: Texts = serde_json::from_str(r#"{"kpi": "件数", "years": [1]}"#).unwrap();
        let mut wanted = Texts::default();
        wanted[TextField::Kpi] = Some("件数".to_owned());
        assert_eq!(read, wanted);
    }
}
