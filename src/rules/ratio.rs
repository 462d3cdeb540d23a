//! An exact ratio of two decimals, compared by cross-multiplication and never rounded.

use rust_decimal::Decimal;

/// A ratio of whole numbers with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// `(a − b) / (c − d)`; `None` where the divisor is not above 0, or where the figures have more
    /// digits than can be compared exactly.
    pub(super) fn of_differences(
        (a, b): (Decimal, Decimal),
        (c, d): (Decimal, Decimal),
    ) -> Option<Self> {
        let scale = [a, b, c, d]
            .iter()
            .map(|number| number.normalize().scale())
            .max()?;
        let whole = |number| at_scale(number, scale);
        let ratio = Self {
            numerator: whole(a)?.checked_sub(whole(b)?)?,
            denominator: whole(c)?.checked_sub(whole(d)?)?,
        };
        (ratio.denominator > 0).then_some(ratio)
    }

    /// `a / b`, as [`Self::of_differences`].
    pub(super) fn of(a: Decimal, b: Decimal) -> Option<Self> {
        Self::of_differences((a, Decimal::ZERO), (b, Decimal::ZERO))
    }

    /// How the ratio compares with a threshold; `None` where there are too many digits.
    pub(super) fn compare(self, threshold: Decimal) -> Option<std::cmp::Ordering> {
        let threshold = threshold.normalize();
        let left = self
            .numerator
            .checked_mul(power_of_ten(threshold.scale())?)?;
        let right = threshold.mantissa().checked_mul(self.denominator)?;
        Some(left.cmp(&right))
    }

    /// The ratio in percent, cut off (not rounded) after one decimal.
    pub(super) fn percent(self) -> Option<Decimal> {
        let tenths = self.numerator.checked_mul(1_000)? / self.denominator;
        Decimal::try_from_i128_with_scale(tenths, 1).ok()
    }
}

fn at_scale(number: Decimal, scale: u32) -> Option<i128> {
    let number = number.normalize();
    number
        .mantissa()
        .checked_mul(power_of_ten(scale.checked_sub(number.scale())?)?)
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}
