//! A cell's value from its attributes and the text it shows.

use super::xml::Tag;
use crate::xlsx::rounded;
use crate::{Content, Number, numbers};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use rust_decimal::Decimal;

/// Significant digits a spreadsheet keeps.
const DIGITS: u32 = 15;
/// Error values as the common programs show them, where the file does not mark them.
const ERRORS: [&str; 8] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!",
];

/// What the attributes of a cell say; the text comes later.
pub(super) struct Stored {
    kind: Option<String>,
    value: Option<String>,
    formula: Option<String>,
    error: bool,
}

impl Stored {
    /// From an opened cell.
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let text = |name: &str| tag.attribute(name).map(|value| value.into_owned());
        let kind = text("office:value-type");
        let value = match kind.as_deref() {
            Some("float" | "percentage" | "currency") => text("office:value"),
            Some("date") => text("office:date-value"),
            Some("time") => text("office:time-value"),
            Some("boolean") => text("office:boolean-value"),
            Some("string") => text("office:string-value"),
            _ => None,
        };
        Self {
            kind,
            value,
            formula: text("table:formula"),
            error: tag.attribute("calcext:value-type").as_deref() == Some("error"),
        }
    }

    /// The content, with the raw value where it breaks the format's rules.
    pub(super) fn content(self, shown: Option<String>) -> (Content, Option<String>) {
        if self.error {
            let text = shown.or(self.value).unwrap_or_else(|| "#N/A".to_owned());
            return (Content::Error(text.into()), None);
        }
        let Some(kind) = self.kind else {
            return (self.untyped(shown), None);
        };
        if kind == "string" {
            let text = as_typed(shown, self.value);
            if self.formula.is_some() && ERRORS.contains(&text.as_str()) {
                return (Content::Error(text.into()), None);
            }
            return (text_or_blank(text), None);
        }
        let raw = self.value.unwrap_or_default();
        let read = match kind.as_str() {
            // A formula's truth is written as a number that shows it.
            "float" if shown.as_deref() == Some("TRUE") => Some(Content::Bool(true)),
            "float" if shown.as_deref() == Some("FALSE") => Some(Content::Bool(false)),
            "float" | "currency" => number(&raw, 0, shown.as_deref()),
            "percentage" => number(&raw, 2, shown.as_deref()),
            "date" => date(&raw).map(|at| moment(at, shown.as_deref())),
            "time" => time(&raw).map(|at| moment(at, shown.as_deref())),
            "boolean" => truth(&raw),
            _ => None,
        };
        match read {
            Some(content) => (content, None),
            None => (
                text_or_blank(shown.unwrap_or_else(|| raw.clone())),
                Some(raw),
            ),
        }
    }

    fn untyped(self, shown: Option<String>) -> Content {
        match (shown, self.formula) {
            (Some(text), _) => Content::Text(text.into()),
            (None, Some(formula)) => {
                // The prefix names the formula language: `of:=SUM([.A1:.A2])`.
                let bare = formula.find('=').map_or(&*formula, |at| &formula[at..]);
                Content::Uncomputed(bare.into())
            }
            (None, None) => Content::Blank,
        }
    }
}

/// A text with its blanks: where they run together in a paragraph, by the format's rules they count as
/// one, but programs that write them so keep the text in an attribute too, as it was typed.
fn as_typed(shown: Option<String>, value: Option<String>) -> String {
    let dense = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    match (shown, value) {
        (Some(shown), Some(value)) if shown != value && dense(&shown) == dense(&value) => value,
        (shown, value) => shown.or(value).unwrap_or_default(),
    }
}

fn text_or_blank(text: String) -> Content {
    if text.is_empty() {
        Content::Blank
    } else {
        Content::Text(text.into())
    }
}

fn number(raw: &str, scale: i8, shown: Option<&str>) -> Option<Content> {
    let raw = raw.trim();
    let exact = Decimal::from_str_exact(raw)
        .or_else(|_| Decimal::from_scientific(raw))
        .ok()
        .or_else(|| rounded(raw.parse().ok()?))?;
    let stored = exact.round_sf(DIGITS)?.normalize();
    stored.checked_mul(Decimal::ONE_HUNDRED)?; // what is shown in percent must be a number, too
    let mut number = Number {
        stored,
        scale,
        shown: "".into(),
    };
    number.shown = match (shown, scale) {
        (Some(shown), _) => shown.into(),
        (None, 2) => format!("{}%", number.displayed()).into(),
        (None, _) => stored.to_string().into(),
    };
    Some(Content::Number(number))
}

fn moment(at: NaiveDateTime, shown: Option<&str>) -> Content {
    Content::Date {
        at,
        shown: shown.map_or_else(|| numbers::shown_moment(at).into(), Into::into),
    }
}

fn truth(raw: &str) -> Option<Content> {
    match raw.trim() {
        "true" => Some(Content::Bool(true)),
        "false" => Some(Content::Bool(false)),
        _ => None,
    }
}

/// `2020-09-30` or `2020-09-30T12:34:56.789`.
fn date(raw: &str) -> Option<NaiveDateTime> {
    let raw = raw.trim().trim_end_matches('Z');
    if let Ok(date) = NaiveDate::parse_from_str(raw, "%Y-%m-%d") {
        return date.and_hms_opt(0, 0, 0);
    }
    NaiveDateTime::parse_from_str(raw, "%Y-%m-%dT%H:%M:%S%.f").ok()
}

/// `PT12H30M00S`, counted from the day that Excel calls 1900-01-00.
fn time(raw: &str) -> Option<NaiveDateTime> {
    let rest = raw.trim().strip_prefix("PT")?;
    let mut seconds = 0_f64;
    let mut digits = String::new();
    for character in rest.chars() {
        let size = match character {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => {
                digits.push(character);
                continue;
            }
        };
        seconds += digits.parse::<f64>().ok()? * size;
        digits.clear();
    }
    let milliseconds = (seconds * 1000.0).round();
    if !digits.is_empty() || !(0.0..1e15).contains(&milliseconds) {
        return None;
    }
    NaiveDate::from_ymd_opt(1899, 12, 31)?
        .and_hms_opt(0, 0, 0)?
        .checked_add_signed(TimeDelta::try_milliseconds(milliseconds as i64)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use crate::ods::xml::{Token, Xml};
    use rstest::rstest;

    fn cell(attributes: &str, shown: Option<&str>) -> (Content, Option<String>) {
        let part = format!("<c {attributes}/>");
        let mut xml = Xml::new(&part, &Limits::default());
        match xml.next() {
            Ok(Some(Token::Open(tag))) => Stored::of(&tag).content(shown.map(str::to_owned)),
            _ => panic!("{attributes}"),
        }
    }

    #[rstest]
    #[case(
        r#"office:value-type="percentage" office:value="0.2""#,
        Some("20%"),
        "0.2",
        2,
        "20%"
    )]
    #[case(
        r#"office:value-type="percentage" office:value="0.125""#,
        None,
        "0.125",
        2,
        "12.5%"
    )]
    #[case(
        r#"office:value-type="float" office:value="1200""#,
        Some("1,200"),
        "1200",
        0,
        "1,200"
    )]
    #[case(
        r#"office:value-type="currency" office:value="-1.5E3""#,
        Some("▲1,500"),
        "-1500",
        0,
        "▲1,500"
    )]
    #[case(
        r#"office:value-type="float" office:value="0.30000000000000004""#,
        None,
        "0.3",
        0,
        "0.3"
    )]
    fn numbers_are_exact(
        #[case] attributes: &str,
        #[case] text: Option<&str>,
        #[case] stored: &str,
        #[case] scale: i8,
        #[case] shown: &str,
    ) {
        let number = Number {
            stored: stored.parse().unwrap(),
            scale,
            shown: shown.into(),
        };
        assert_eq!(cell(attributes, text), (Content::Number(number), None));
    }

    #[rstest]
    #[case(
        r#"office:value-type="date" office:date-value="2020-09-30""#,
        "2020-09-30 00:00:00"
    )]
    #[case(
        r#"office:value-type="date" office:date-value="2020-09-30T12:34:56""#,
        "2020-09-30 12:34:56"
    )]
    #[case(
        r#"office:value-type="time" office:time-value="PT36H30M15S""#,
        "1900-01-01 12:30:15"
    )]
    fn moments(#[case] attributes: &str, #[case] moment: &str) {
        match cell(attributes, Some("令和2年")) {
            (Content::Date { at, shown }, None) => {
                assert_eq!((at.to_string().as_str(), &*shown), (moment, "令和2年"));
            }
            other => panic!("{other:?}"),
        }
    }

    #[rstest]
    #[case("", None, Content::Blank)]
    #[case("", Some("x"), Content::Text("x".into()))]
    #[case(r#"table:formula="of:=[.A1]""#, None, Content::Uncomputed("=[.A1]".into()))]
    #[case(r#"office:value-type="string" calcext:value-type="error""#, Some("#SPILL!"), Content::Error("#SPILL!".into()))]
    #[case(r#"office:value-type="string" table:formula="x""#, Some("#N/A"), Content::Error("#N/A".into()))]
    #[case(r#"office:value-type="string""#, Some("#N/A"), Content::Text("#N/A".into()))]
    #[case(r#"office:value-type="string" office:string-value="a""#, None, Content::Text("a".into()))]
    #[case(r#"office:value-type="string" office:string-value="a    b""#, Some("a b"), Content::Text("a    b".into()))]
    #[case(r#"office:value-type="string" office:string-value="a  b""#, Some("a"), Content::Text("a".into()))]
    #[case(
        r#"office:value-type="boolean" office:boolean-value="true""#,
        None,
        Content::Bool(true)
    )]
    fn others(#[case] attributes: &str, #[case] shown: Option<&str>, #[case] content: Content) {
        assert_eq!(cell(attributes, shown), (content, None));
    }

    #[rstest]
    #[case(r#"office:value-type="float" office:value="1e300""#, "1e300")]
    #[case(r#"office:value-type="float" office:value="abc""#, "abc")]
    #[case(
        r#"office:value-type="date" office:date-value="2020-02-31""#,
        "2020-02-31"
    )]
    #[case(r#"office:value-type="time" office:time-value="PT5""#, "PT5")]
    fn what_breaks_the_rules_is_kept_as_text(#[case] attributes: &str, #[case] raw: &str) {
        let text = Content::Text(raw.into());
        assert_eq!(cell(attributes, None), (text, Some(raw.to_owned())));
    }
}
