//! A number with a bound.

use std::fmt;

use super::number::{is_ambiguous, parse_number, unambiguous_number};

/// How a number bounds the true value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The exact value.
    Exactly,
    /// `>`: the value is greater.
    MoreThan,
    /// `>=`: the value is greater or equal.
    AtLeast,
    /// `<`: the value is less.
    LessThan,
    /// `<=`: the value is less or equal.
    AtMost,
    /// `~`: the value is approximately this.
    About,
}

/// A number with a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// The number.
    pub number: f64,
    /// The bound.
    pub bound: Bound,
    /// Whether the number is a percentage.
    pub percent: bool,
}

/// The signs of bounds; longer ones first.
const SIGNS: [(&str, Bound); 8] = [
    (">=", Bound::AtLeast),
    ("<=", Bound::AtMost),
    ("≥", Bound::AtLeast),
    ("≤", Bound::AtMost),
    (">", Bound::MoreThan),
    ("<", Bound::LessThan),
    ("~", Bound::About),
    ("≈", Bound::About),
];

/// Splits a quantity into its bound, its number and whether it is a percentage.
fn split(text: &str) -> (Bound, &str, bool) {
    let text = text.trim();
    let (sign, bound) = SIGNS
        .into_iter()
        .find(|(sign, _)| text.starts_with(sign))
        .unwrap_or(("", Bound::Exactly));
    let rest = text[sign.len()..].trim();
    match rest.strip_suffix('%') {
        Some(digits) => (bound, digits.trim_end(), true),
        None => (bound, rest, false),
    }
}

impl Quantity {
    /// Returns the number of a quantity that can be read in two ways.
    pub(in crate::record) fn ambiguous_number(text: &str) -> Option<&str> {
        let (_, number, _) = split(text);
        is_ambiguous(number).then_some(number)
    }

    /// Parses `176`, `>60`, `>=50`, `~15`, `24,5 %`. `None` if the text is no quantity.
    pub fn parse(text: &str) -> Option<Quantity> {
        let (bound, digits, percent) = split(text);
        Some(Quantity {
            number: parse_number(digits)?,
            bound,
            percent,
        })
    }
}

/// Formats the quantity so that it parses to the same value.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = SIGNS
            .iter()
            .find(|(_, bound)| *bound == self.bound)
            .map_or("", |(sign, _)| sign);
        write!(
            f,
            "{sign}{}{}",
            unambiguous_number(self.number),
            if self.percent { " %" } else { "" }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_read_as_it_is_shown() {
        for (text, shown) in [
            ("176", "176"),
            ("> 60", ">60"),
            ("≥50", ">=50"),
            ("~15", "~15"),
            ("24,5 %", "24.5 %"),
            ("1 200", "1200"),
            ("~1,2340", "~1.2340"),
        ] {
            let quantity = Quantity::parse(text).expect(text);
            assert_eq!(quantity.to_string(), shown);
            assert_eq!(Quantity::parse(shown), Some(quantity));
        }
        for bad in ["", ">", "много", "1..2", "%", "5 %%"] {
            assert_eq!(Quantity::parse(bad), None, "{bad}");
        }
    }
}
