//! Parsing of decimal numbers.

/// Whether a number can be read in two ways: `1,450` and `1.450` can be 1450 and 1.45. It has one to three digits before its
/// only point or comma, not only `0`, and three after.
pub(in crate::record) fn is_ambiguous(text: &str) -> bool {
    let digits = text.trim().trim_start_matches(['-', '+', '−']).trim_start();
    let Some((whole, fraction)) = digits.split_once(['.', ',']) else {
        return false;
    };
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&whole.len())
        && fraction.len() == 3
        && is_digits(whole)
        && is_digits(fraction)
        && whole != "0"
}

/// Formats a number so that it is read as the same number: `1.2340` for 1.234, which could be 1234.
pub fn unambiguous_number(number: f64) -> String {
    let text = number.to_string();
    if is_ambiguous(&text) {
        text + "0"
    } else {
        text
    }
}

/// Parses a decimal number: with a point or comma, spaces between groups of digits, and a leading sign (`+`, `-`,
/// `−`).
pub(in crate::record) fn parse_number(text: &str) -> Option<f64> {
    let plain = text
        .trim()
        .replace([' ', '\u{a0}', '\u{202f}'], "")
        .replace(',', ".")
        .replace('−', "-");
    let digits = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let good = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().filter(|b| *b == b'.').count() <= 1
        && digits.bytes().any(|b| b.is_ascii_digit());
    good.then(|| plain.parse().ok())
        .flatten()
        .filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_three_decimals_can_be_a_thousand() {
        for text in ["1,450", "1.450", "-12,000", "−999.999", "01,450", " 1,450 "] {
            assert!(is_ambiguous(text), "{text}");
        }
        for text in [
            "0,450",
            "0.450",
            "1 450",
            "1450",
            "1.45",
            "1,4500",
            "1234,567",
            "1 234,567",
            "1,450,000",
            ",450",
            "1,",
        ] {
            assert!(!is_ambiguous(text), "{text}");
        }
        for number in [1.234, -999.125, 0.5, 1234.567, 1450.0, 1e21, 1e-7] {
            let text = unambiguous_number(number);
            assert!(!is_ambiguous(&text), "{text}");
            assert_eq!(parse_number(&text), Some(number));
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(parse_number("1 234,5"), Some(1234.5));
        assert_eq!(parse_number("−3.25"), Some(-3.25));
        for bad in ["", ".", "1.2.3", "1e5", "inf", "NaN", "0x10", "12 руб."] {
            assert_eq!(parse_number(bad), None, "{bad}");
        }
    }
}
