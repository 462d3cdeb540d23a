//! Number formats that show a number divided, in thousands say: `number:display-factor`.

use super::xml::{Tag, Token, Xml};
use crate::numfmt::{Condition, Written, formatted};
use crate::{Content, Number, Problem};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The largest power of ten looked for; no number is left to show beyond it.
const MOST_PLACES: i8 = 18;

/// The number formats of a document by name.
#[derive(Debug, Default)]
pub(super) struct Factors(HashMap<String, Factor>);

/// By what one number format divides, and the formats it hands some numbers over to.
#[derive(Debug)]
struct Factor {
    divisor: Decimal,
    others: Vec<(Condition, String)>,
}

impl Factors {
    /// Takes an opened element if it is a number format; whether it was.
    pub(super) fn take(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<bool, Problem> {
        let is_format = matches!(
            tag.name(),
            "number:number-style" | "number:currency-style" | "number:percentage-style"
        );
        let name = tag.attribute("style:name").filter(|_| is_format);
        let Some(name) = name.map(|name| name.into_owned()) else {
            return Ok(false);
        };
        let mut factor = Factor {
            divisor: Decimal::ONE,
            others: Vec::new(),
        };
        while let Some(token) = xml.inner()? {
            if let Token::Open(tag) = token {
                factor.piece(&tag);
                xml.skip()?;
            }
        }
        self.0.insert(name, factor);
        Ok(true)
    }

    /// A content as the number format of this name shows it.
    pub(super) fn shown(&self, name: Option<&str>, content: Content) -> Content {
        match content {
            Content::Number(number) => {
                let divisor = name.map_or(Decimal::ONE, |name| self.divisor(name, number.stored));
                match divided(number, divisor) {
                    Content::Number(number) => Content::Number(checked(number)),
                    content => content,
                }
            }
            content => content,
        }
    }

    /// By what a number is divided; a format that is handed a number hands it no further.
    fn divisor(&self, name: &str, number: Decimal) -> Decimal {
        let Some(factor) = self.0.get(name) else {
            return Decimal::ONE;
        };
        let mut others = factor.others.iter();
        let other = others.find(|(condition, _)| condition.holds(number));
        other
            .and_then(|(_, name)| self.0.get(name))
            .unwrap_or(factor)
            .divisor
    }
}

impl Factor {
    fn piece(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "style:map" => {
                let condition = tag.attribute("style:condition");
                let condition = condition.as_deref().and_then(condition_of);
                let name = tag.attribute("style:apply-style-name");
                if let (Some(condition), Some(name)) = (condition, name) {
                    self.others.push((condition, name.into_owned()));
                }
            }
            "number:number" => {
                let divisor = tag.attribute("number:display-factor");
                let divisor = divisor.and_then(|text| Decimal::from_str_exact(text.trim()).ok());
                if let Some(divisor) = divisor.filter(|divisor| *divisor > Decimal::ZERO) {
                    self.divisor = divisor;
                }
            }
            _ => {}
        }
    }
}

/// `value()>=0`; what OpenDocument writes `!=`, number formats write `<>`.
fn condition_of(text: &str) -> Option<Condition> {
    let text = text.trim().strip_prefix("value()")?.trim();
    Condition::parse(&text.replacen("!=", "<>", 1))
}

/// A number with what its shown text leaves out of it.
fn checked(number: Number) -> Number {
    let hidden = number.is_hidden();
    let bare = number.stored.to_string() == *number.shown;
    if bare && !hidden {
        return number;
    }
    let formula = number.detail.and_then(|detail| detail.formula);
    let mut number = formatted(
        number.stored,
        number.scale,
        number.shown,
        hidden,
        Written::Nothing,
    );
    if formula.is_some() {
        number.detail_mut().formula = formula;
    }
    number
}

/// A number shown divided: the stored one with its scale where that says it, else what is shown.
fn divided(mut number: Number, divisor: Decimal) -> Content {
    // A cell without a text of its own shows its number.
    let bare = *number.shown == number.stored.to_string();
    if let Some(places) = places(divisor) {
        number.scale -= places;
    } else {
        match number.stored.checked_div(divisor) {
            Some(stored) => number.stored = stored.normalize(),
            None => return Content::Text(number.shown),
        }
    }
    if bare {
        number.shown = number.displayed().to_string().into();
    }
    Content::Number(number)
}

/// The power of ten that a divisor is.
fn places(divisor: Decimal) -> Option<i8> {
    let mut power = Decimal::ONE;
    for places in 0..=MOST_PLACES {
        if power == divisor {
            return Some(places);
        }
        power = power.checked_mul(Decimal::TEN)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use rstest::rstest;

    fn factors(styles: &str) -> Factors {
        let part = format!("<s>{styles}</s>");
        let mut xml = Xml::new(&part, &Limits::default());
        let mut factors = Factors::default();
        xml.next().unwrap();
        while let Some(token) = xml.inner().unwrap() {
            if let Token::Open(tag) = token {
                assert!(factors.take(&mut xml, &tag).unwrap());
            }
        }
        factors
    }

    #[rstest]
    #[case::no_format(None, "1200000", "1200000", 0, "1200000")]
    #[case::unknown(Some("x"), "1200000", "1200000", 0, "1200000")]
    #[case::thousands(Some("k"), "1200000", "1200000", -3, "1200")]
    #[case::above(Some("map"), "1200000", "1200000", -6, "1.2")]
    #[case::below(Some("map"), "1200", "1200", -3, "1.2")]
    #[case::dozens(Some("dozen"), "36", "3", 0, "3")]
    #[case::nothing(Some("zero"), "36", "36", 0, "36")]
    fn numbers_keep_what_is_shown(
        #[case] name: Option<&str>,
        #[case] number: &str,
        #[case] stored: &str,
        #[case] scale: i8,
        #[case] shown: &str,
    ) {
        let factors = factors(
            r#"<number:number-style style:name="k"><number:number number:display-factor="1000"/></number:number-style>
            <number:currency-style style:name="m"><number:number number:display-factor="1000000"/></number:currency-style>
            <number:number-style style:name="map"><number:number number:display-factor="1000"/><style:map style:condition="value()&gt;=1000000" style:apply-style-name="m"/></number:number-style>
            <number:number-style style:name="dozen"><number:number number:display-factor="12"/></number:number-style>
            <number:number-style style:name="zero"><number:number number:display-factor="0"/></number:number-style>"#,
        );
        let of = |stored: &str, scale, shown: &str| {
            Content::Number(Number {
                stored: stored.parse().unwrap(),
                scale,
                shown: shown.into(),
                detail: None,
            })
        };
        let content = factors.shown(name, of(number, 0, number));
        assert_eq!(content, of(stored, scale, shown));
    }

    #[test]
    fn other_contents_stay() {
        let factors = factors("");
        let text = Content::Text("1,200".into());
        assert_eq!(factors.shown(Some("k"), text.clone()), text);
    }
}
