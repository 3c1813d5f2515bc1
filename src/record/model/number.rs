//! Parsing of decimal numbers.

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
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(parse_number("1 234,5"), Some(1234.5));
        assert_eq!(parse_number("−3.25"), Some(-3.25));
        for bad in ["", ".", "1.2.3", "1e5", "inf", "NaN", "0x10", "12 руб."] {
            assert_eq!(parse_number(bad), None, "{bad}");
        }
    }
}
