//! Numbers, quantities, amounts of money and coordinates as a language writes them.

use crate::record::{Bound, Quantity};
use crate::render::locale_style::{LocaleStyle, NBSP};

impl LocaleStyle {
    /// A number with digit grouping: `1 234,5` or `1,234.5`.
    pub(super) fn number(self, number: f64) -> String {
        let mut text = String::new();
        self.write_number(number, &mut text);
        text
    }

    /// Appends a number with digit grouping.
    pub(super) fn write_number(self, number: f64, text: &mut String) {
        // Most numbers are small counts.
        if number.fract() == 0.0 && (0.0..1000.0).contains(&number) {
            return push_whole(text, number as u64);
        }
        let plain = format!("{}", number.abs());
        let (whole, fraction) = plain
            .split_once('.')
            .map_or((&*plain, None), |(whole, fraction)| (whole, Some(fraction)));
        let (group, point) = if self == LocaleStyle::English {
            (',', '.')
        } else {
            (NBSP, ',')
        };
        if number < 0.0 {
            text.push('−');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) && whole.len() > 3 {
                text.push(group);
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push(point);
            text.push_str(fraction);
        }
    }

    pub(super) fn percent(self, number: f64) -> String {
        let space = if self == LocaleStyle::English {
            ""
        } else {
            "\u{a0}"
        };
        format!("{}{space}%", self.number(number))
    }

    /// An amount with its currency: `1 234,50 EUR`. A part of a unit has two digits, unless it needs more.
    pub(super) fn money(self, amount: f64, currency: &str) -> String {
        let mut number = self.number(amount);
        let has_one_digit = amount.fract() != 0.0 && (amount * 10.0).fract() == 0.0;
        if has_one_digit {
            number.push('0');
        }
        format!("{number}{NBSP}{currency}")
    }

    pub(super) fn quantity(self, quantity: Quantity) -> String {
        let number = if quantity.percent {
            self.percent(quantity.number)
        } else {
            self.number(quantity.number)
        };
        let (ru, en, sign) = match quantity.bound {
            Bound::Exactly => return number,
            Bound::MoreThan => ("более", "over", ">"),
            Bound::AtLeast => ("не менее", "at least", "≥"),
            Bound::LessThan => ("менее", "under", "<"),
            Bound::AtMost => ("до", "up to", "≤"),
            Bound::About => ("около", "about", "≈"),
        };
        let word = match self {
            LocaleStyle::Russian => ru,
            LocaleStyle::English => en,
            LocaleStyle::Plain => sign,
        };
        format!("{word}{NBSP}{number}")
    }

    /// Coordinates in degrees: «55,99° с. ш., 37,21° в. д.»
    pub(super) fn point(self, lat: f64, lon: f64) -> String {
        let (north, south, east, west) = match self {
            LocaleStyle::Russian => ("с. ш.", "ю. ш.", "в. д.", "з. д."),
            _ => ("N", "S", "E", "W"),
        };
        let side = |value: f64, plus, minus| {
            let side = if value < 0.0 { minus } else { plus };
            format!(
                "{}°{NBSP}{}",
                self.number(value.abs()),
                str::replace(side, " ", "\u{a0}")
            )
        };
        format!("{}, {}", side(lat, north, south), side(lon, east, west))
    }
}

/// Appends a whole number without grouping.
pub(super) fn push_whole(text: &mut String, mut number: u64) {
    let (mut digits, mut at) = ([0; 20], 20);
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    text.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let ru = |n| LocaleStyle::Russian.number(n).replace(NBSP, " ");
        assert_eq!(
            (ru(1_234_567.5), ru(176.0), ru(-1000.0)),
            ("1 234 567,5".into(), "176".into(), "−1 000".into())
        );
        assert_eq!(LocaleStyle::English.number(1234.0), "1,234");
        let quantity = Quantity::parse(">60").expect("a quantity");
        assert_eq!(
            LocaleStyle::Russian.quantity(quantity).replace(NBSP, " "),
            "более 60"
        );
        assert_eq!(
            LocaleStyle::Russian
                .quantity(Quantity::parse("24.5%").expect("a share"))
                .replace(NBSP, " "),
            "24,5 %"
        );
    }
}
