//! The learned layout as a file, each guess with its cell and certainty as a comment.

use super::{Guess, Learned};
use crate::layout::vocabulary::{BlockKey, Slot, Vocabulary};
use crate::layout::{FieldKey, Side};
use crate::text::label::normalise;
use std::collections::BTreeSet;
use std::fmt::Write as _;

impl Learned {
    /// The layout file, with each guess's cell and certainty as a comment.
    pub fn to_toml(&self, id: &str, name: &str, vocabulary: &Vocabulary) -> String {
        let mut file = String::new();
        let out = &mut file;
        _ = writeln!(
            out,
            "# {name}: 様式から推定した定義です。確からしさ（高・中・低）を見て直してください。"
        );
        _ = writeln!(
            out,
            "id = {}\nname = {}\nversion = 1\nmoney_unit = \"{}\"\nblank_lines = true\n",
            quoted(id),
            quoted(name),
            self.money_unit()
        );
        let title = self.title.as_deref().unwrap_or(name);
        _ = writeln!(out, "[title]\ncontains = [{}]\n", quoted(title));
        for guess in self.guesses.iter().filter(|guess| guess.side.is_some()) {
            self.write_field(out, guess, vocabulary);
        }
        let list = |key| self.labels(Slot::Block(key), vocabulary);
        self.write_table(out, "years", &[("labels", BlockKey::Years)], vocabulary);
        if self.years > 0 {
            let at = out.trim_end().len();
            out.truncate(at);
            _ = writeln!(out, "\ncount = {}\n", self.years);
        }
        let values = [
            ("target", BlockKey::Target),
            ("actual", BlockKey::Actual),
            ("progress", BlockKey::Progress),
            ("result", BlockKey::Result),
            ("kpi", BlockKey::Kpi),
            ("kgi", BlockKey::Kgi),
        ];
        self.write_table(out, "values", &values, vocabulary);
        if !list(BlockKey::Items).is_empty() {
            self.write_table(out, "items", &[("labels", BlockKey::Items)], vocabulary);
            let at = out.trim_end().len();
            out.truncate(at);
            _ = writeln!(
                out,
                "\nplan = [\"計画\", \"予定\"]\nactual = [\"実績\", \"実施\"]\n"
            );
        }
        let money = [
            ("labels", BlockKey::Money),
            ("budget", BlockKey::Budget),
            ("settlement", BlockKey::Settlement),
        ];
        if money.iter().any(|(_, key)| !list(*key).is_empty()) {
            self.write_table(out, "money", &money, vocabulary);
        }
        let ratings = [
            ("progress", BlockKey::RatingProgress),
            ("kpi", BlockKey::RatingKpi),
            ("kgi", BlockKey::RatingKgi),
            ("reason", BlockKey::Reason),
        ];
        self.write_table(out, "ratings", &ratings, vocabulary);
        if !list(BlockKey::Furniture).is_empty() {
            self.write_table(
                out,
                "furniture",
                &[("labels", BlockKey::Furniture)],
                vocabulary,
            );
        }
        self.write_left_over(out);
        file
    }

    /// The unit of money that the form's own labels name, else thousand yen.
    fn money_unit(&self) -> &'static str {
        let money = Slot::Block(BlockKey::Money);
        let names = self.guesses.iter().filter(|guess| guess.slot == money);
        let said = names.map(|guess| normalise(&guess.said));
        said.filter_map(|text| match text {
            text if text.contains("百万円") => Some("million_yen"),
            text if text.contains("千円") => Some("thousand_yen"),
            text if text.contains("万円") => Some("ten_thousand_yen"),
            text if text.contains("億円") => Some("hundred_million_yen"),
            text if text.contains('円') => Some("yen"),
            _ => None,
        })
        .next()
        .unwrap_or("thousand_yen")
    }

    fn write_field(&self, out: &mut String, guess: &Guess, vocabulary: &Vocabulary) {
        let Slot::Field(key) = guess.slot else {
            return;
        };
        let required = matches!(
            key,
            FieldKey::Number | FieldKey::Name | FieldKey::Departments
        );
        let side = if guess.side == Some(Side::Below) {
            "below"
        } else {
            "right"
        };
        _ = writeln!(
            out,
            "[[field]]  # {} 「{}」 確からしさ：{}",
            guess.cell,
            guess.text,
            guess.certainty.japanese()
        );
        _ = writeln!(
            out,
            "key = \"{}\"\nlabels = [{}]\nvalue = \"{side}\"",
            key.as_str(),
            self.labels(guess.slot, vocabulary).join(", ")
        );
        if required {
            _ = writeln!(out, "required = true");
        }
        out.push('\n');
    }

    fn write_table(
        &self,
        out: &mut String,
        table: &str,
        keys: &[(&str, BlockKey)],
        vocabulary: &Vocabulary,
    ) {
        _ = writeln!(out, "[{table}]");
        for (name, key) in keys {
            let slot = Slot::Block(*key);
            let places: Vec<String> = self
                .guesses
                .iter()
                .filter(|guess| guess.slot == slot)
                .map(|guess| format!("{}:{}", guess.cell, guess.certainty.japanese()))
                .collect();
            let comment = if places.is_empty() {
                "  # 見つかりません".to_owned()
            } else {
                format!("  # {}", places.join(" "))
            };
            _ = writeln!(
                out,
                "{name} = [{}]{comment}",
                self.labels(slot, vocabulary).join(", ")
            );
        }
        out.push('\n');
    }

    fn write_left_over(&self, out: &mut String) {
        if self.not_understood.is_empty() {
            return;
        }
        _ = writeln!(
            out,
            "# 何の見出しか分からなかった文字です。欄の見出しなら上の labels に加えてください。"
        );
        _ = writeln!(
            out,
            "# 値のない飾りの文字なら、[furniture] の labels に並べてください。"
        );
        for (cell, text) in &self.not_understood {
            _ = writeln!(out, "#   {cell} {}", quoted(text));
        }
    }

    /// The texts on the form for a slot.
    fn labels(&self, slot: Slot, vocabulary: &Vocabulary) -> Vec<String> {
        let mut texts: Vec<&str> = self
            .guesses
            .iter()
            .filter(|guess| guess.slot == slot)
            .map(|guess| guess.text.as_str())
            .collect();
        // Target and actual are what the values hang on; a form without them gets the usual words.
        let needed = matches!(
            slot,
            Slot::Block(BlockKey::Target | BlockKey::Actual | BlockKey::Years)
        );
        if texts.is_empty() && needed {
            texts.extend(vocabulary.words(slot).iter().take(1).map(String::as_str));
        }
        let mut seen = BTreeSet::new();
        texts
            .into_iter()
            .filter(|text| seen.insert(normalise(text)))
            .map(quoted)
            .collect()
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
