//! Numbers, quantities, amounts of money and coordinates as a language writes them.

use minijinja::value::Value;

use crate::record::{Bound, Quantity};
use crate::render::locale_style::LocaleStyle;
use crate::render::locale_words::fill;
use crate::text::html::Escaped;

impl LocaleStyle {
    /// A number with digit grouping: `1 234,5` or `1,234.5`.
    pub(super) fn number(&self, number: f64) -> String {
        let mut text = String::new();
        self.write_number(number, &mut text);
        text
    }

    /// Appends a number with digit grouping.
    pub(super) fn write_number(&self, number: f64, text: &mut String) {
        // The shortest digits that are read as this number, never an exponent.
        self.symbols.write_decimal(&number.to_string(), text);
    }

    /// A whole number with digit grouping.
    pub(super) fn integer(&self, number: i64) -> String {
        let mut text = String::new();
        self.symbols.write_decimal(&number.to_string(), &mut text);
        text
    }

    /// A whole number without digit grouping.
    pub(super) fn whole(&self, number: u64) -> String {
        let mut text = String::new();
        self.symbols.write_whole(number, &mut text);
        text
    }

    /// The separator of the fraction.
    pub(super) fn decimal_separator(&self) -> char {
        self.symbols.decimal.chars().next().unwrap_or('.')
    }

    pub(super) fn percent(&self, number: f64) -> String {
        fill(self.words.get("per_cent"), &[("n", &self.number(number))])
    }

    /// An amount with its currency: `1 234,50 EUR`. A part of a unit has two digits, unless it needs more.
    pub(super) fn money(&self, amount: f64, currency: &str) -> String {
        let mut plain = amount.to_string();
        if plain
            .split_once('.')
            .is_some_and(|(_, part)| part.len() == 1)
        {
            plain.push('0');
        }
        let mut number = String::new();
        self.symbols.write_decimal(&plain, &mut number);
        let values = [("amount", &*number), ("currency", currency)];
        fill(self.words.get("money"), &values)
    }

    /// A quantity in words as HTML, in a `<span lang>` if they are of another language.
    pub(super) fn marked_quantity(&self, quantity: Quantity) -> Value {
        let language = bound_key(quantity.bound).and_then(|key| self.words.language(key));
        self.marked_text(self.quantity(quantity), language)
    }

    /// The same as a text of HTML.
    pub(super) fn quantity_html(&self, quantity: Quantity) -> String {
        let marked = self.marked_quantity(quantity);
        match marked.as_str().filter(|_| marked.is_safe()) {
            Some(html) => html.to_owned(),
            None => Escaped(&self.quantity(quantity)).to_string(),
        }
    }

    pub(super) fn quantity(&self, quantity: Quantity) -> String {
        let number = if quantity.percent {
            self.percent(quantity.number)
        } else {
            self.number(quantity.number)
        };
        match bound_key(quantity.bound) {
            None => number,
            Some(key) => fill(self.words.get(key), &[("n", &number)]),
        }
    }

    /// Coordinates in degrees: «55,99° с. ш., 37,21° в. д.»
    pub(super) fn point(&self, lat: f64, lon: f64) -> String {
        let side = |value: f64, plus, minus| {
            let key = if value < 0.0 { minus } else { plus };
            fill(self.words.get(key), &[("n", &self.number(value.abs()))])
        };
        let (lat, lon) = (side(lat, "north", "south"), side(lon, "east", "west"));
        fill(self.words.get("point"), &[("lat", &lat), ("lon", &lon)])
    }
}

/// The key of the words for a bound; `None` if there is none.
fn bound_key(bound: Bound) -> Option<&'static str> {
    Some(match bound {
        Bound::Exactly => return None,
        Bound::MoreThan => "more_than",
        Bound::AtLeast => "at_least",
        Bound::LessThan => "less_than",
        Bound::AtMost => "at_most",
        Bound::About => "about_number",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::locale_date::tests::style;

    fn spaced(text: &str) -> String {
        text.replace('\u{a0}', " ").replace('\u{202f}', "_")
    }

    #[test]
    fn numbers_are_grouped_and_keep_their_digits() {
        let ru = style("ru");
        assert_eq!(spaced(&ru.number(1_234_567.5)), "1 234 567,5");
        assert_eq!(spaced(&ru.number(176.0)), "176");
        assert_eq!(spaced(&ru.number(-1000.0)), "−1 000");
        assert_eq!(style("en").number(1234.0), "1,234");
        assert_eq!(style("en").number(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(
            style("de").integer(9_007_199_254_740_993),
            "9.007.199.254.740.993"
        );
        assert_eq!(
            spaced(&style("fr").number(1e21)),
            "1_000_000_000_000_000_000_000"
        );
    }

    #[test]
    fn quantities_money_and_coordinates_have_the_words_of_the_language() {
        let quantity = |code, text: &str| {
            let quantity = Quantity::parse(text).expect("a quantity");
            spaced(&style(code).quantity(quantity))
        };
        assert_eq!(quantity("ru", ">60"), "более 60");
        assert_eq!(quantity("ru", "24.5%"), "24,5 %");
        assert_eq!(quantity("en", "<=24.5%"), "up to 24.5%");
        assert_eq!(quantity("de", "~1200"), "etwa 1.200");
        assert_eq!(quantity("fr", ">=1200"), "au moins 1_200");
        assert_eq!(spaced(&style("de").money(1234.5, "EUR")), "1.234,50 EUR");
        assert_eq!(
            spaced(&style("fr").money(1_234_567.0, "CHF")),
            "1_234_567 CHF"
        );
        assert_eq!(
            spaced(&style("ru").point(55.99, 37.21)),
            "55,99° с. ш., 37,21° в. д."
        );
        assert_eq!(
            spaced(&style("de").point(-31.5, 60.25)),
            "31,5° S, 60,25° O"
        );
        assert_eq!(
            spaced(&style("fr").point(-31.5, -60.25)),
            "31,5° S, 60,25° O"
        );
    }
}
