//! Decimals as JSON numbers with all their digits and no exponent or trailing zeros: 80, never 80.0; 0.8,
//! never 0.80000001.

use rust_decimal::Decimal;
pub(crate) use rust_decimal::serde::arbitrary_precision_option::deserialize;
use serde::{Serialize, Serializer};
use std::str::FromStr;

/// Writes the number, or `null`.
pub(crate) fn serialize<S: Serializer>(
    number: &Option<Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let Some(exact) = number.map(|number| number.normalize()) else {
        return serializer.serialize_none();
    };
    if exact.scale() == 0
        && let Ok(whole) = i64::try_from(exact.mantissa())
    {
        return serializer.serialize_i64(whole);
    }
    serde_json::Number::from_str(&exact.to_string())
        .map_err(serde::ser::Error::custom)?
        .serialize(serializer)
}
