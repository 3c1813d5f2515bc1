//! The symbols by which a language writes numbers, by CLDR.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;

/// Digits, separators and the sizes of groups.
#[derive(Debug)]
pub(super) struct NumberSymbols {
    /// The digits from 0 to 9.
    digits: Vec<String>,
    /// The separator of groups.
    group: String,
    /// The separator of the fraction.
    pub(super) decimal: String,
    /// The number of digits of the last group, and of those before it.
    sizes: (usize, usize),
    /// The smallest number of digits with groups.
    grouped_from: usize,
}

impl NumberSymbols {
    /// Reads the symbols of a language; those of English if CLDR has none.
    pub(super) fn new(locale: &Locale) -> NumberSymbols {
        Self::of(locale).unwrap_or_else(|| NumberSymbols {
            digits: (0..10).map(|digit| digit.to_string()).collect(),
            group: ",".to_owned(),
            decimal: ".".to_owned(),
            sizes: (3, 3),
            grouped_from: 4,
        })
    }

    /// Reads the symbols from numbers that the library formats.
    fn of(locale: &Locale) -> Option<NumberSymbols> {
        let formatter = DecimalFormatter::try_new(locale.into(), Default::default()).ok()?;
        let written = |number: &str| {
            let number: Decimal = number.parse().ok()?;
            Some(formatter.format(&number).to_string())
        };
        let digits: Option<Vec<String>> =
            (0..10).map(|digit| written(&digit.to_string())).collect();
        let digits = digits?;
        let ones = |number: &str| {
            let text = written(number)?.replace(&digits[1], "1");
            let runs = text.split(|letter| letter != '1').map(str::len);
            let runs: Vec<usize> = runs.filter(|run| *run > 0).collect();
            let signs = text.split('1').filter(|sign| !sign.is_empty());
            Some((runs, signs.map(str::to_owned).collect::<Vec<_>>()))
        };
        let (runs, signs) = ones("1111111111.1")?;
        let [.., before, last, _] = runs[..] else {
            return None;
        };
        let (_, signs_of_thousand) = ones("1111")?;
        Some(NumberSymbols {
            group: signs.first()?.clone(),
            decimal: signs.last()?.clone(),
            sizes: (last, before),
            grouped_from: if signs_of_thousand.is_empty() { 5 } else { 4 },
            digits,
        })
    }

    /// Appends a whole number without groups.
    pub(super) fn write_whole(&self, number: u64, text: &mut String) {
        self.write_digits(&number.to_string(), text);
    }

    /// Appends a decimal number of digits, a point and a minus, with groups and without a loss of digits.
    pub(super) fn write_decimal(&self, plain: &str, text: &mut String) {
        let (plain, is_negative) = match plain.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (plain, false),
        };
        let (whole, fraction) = match plain.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (plain, None),
        };
        if is_negative {
            text.push('−');
        }
        let (last, before) = self.sizes;
        for (place, digit) in whole.char_indices() {
            let rest = whole.len() - place;
            let is_border = rest == last || rest > last && (rest - last).is_multiple_of(before);
            if place > 0 && is_border && whole.len() >= self.grouped_from {
                text.push_str(&self.group);
            }
            self.write_digit(digit, text);
        }
        if let Some(fraction) = fraction {
            text.push_str(&self.decimal);
            self.write_digits(fraction, text);
        }
    }

    /// Appends the digits of a text in the language's own, and all else as it is.
    pub(super) fn write_digits(&self, plain: &str, text: &mut String) {
        for digit in plain.chars() {
            self.write_digit(digit, text);
        }
    }

    fn write_digit(&self, digit: char, text: &mut String) {
        let own = digit
            .to_digit(10)
            .and_then(|digit| self.digits.get(digit as usize));
        match own {
            Some(own) => text.push_str(own),
            None => text.push(digit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(code: &str, plain: &str) -> String {
        let locale: Locale = code.parse().expect("a locale");
        let mut text = String::new();
        NumberSymbols::new(&locale).write_decimal(plain, &mut text);
        text
    }

    #[test]
    fn numbers_have_the_separators_of_their_language() {
        for (code, shown) in [
            ("ru", "1\u{a0}234\u{a0}567,80"),
            ("en-GB", "1,234,567.80"),
            ("de", "1.234.567,80"),
            ("fr", "1\u{202f}234\u{202f}567,80"),
            ("hi", "12,34,567.80"),
            ("fa", "۱٬۲۳۴٬۵۶۷٫۸۰"),
        ] {
            assert_eq!(written(code, "1234567.80"), shown, "{code}");
        }
    }

    #[test]
    fn four_digits_are_grouped_where_the_language_does_so() {
        assert_eq!(written("es", "1234"), "1234");
        assert_eq!(written("es", "12345"), "12.345");
        assert_eq!(written("de", "-1234"), "−1.234");
    }

    #[test]
    fn no_digit_is_lost() {
        let long = "12345678901234567890.123456789012345678901";
        assert_eq!(
            written("en", long),
            "12,345,678,901,234,567,890.123456789012345678901"
        );
    }
}
