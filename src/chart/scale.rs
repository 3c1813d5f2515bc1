//! A value axis: round tick values and their labels.

use crate::chart::svg::{float, rounded};

/// Three to six round tick values that cover the range from `low` to `high`.
pub(super) fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = (high - low).max(1e-2);
    let mut step = 0.01;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle().take(60) {
        if span / step <= 4.0 {
            break;
        }
        step *= factor;
    }
    let (first, last) = (
        rounded(low / step - 0.499_999),
        rounded(high / step + 0.499_999),
    );
    (first..=last.max(first + 1))
        .map(|tick| float(tick) * step)
        .collect()
}

/// The label of a tick: digits in groups of three, at most two decimals.
pub(super) fn format_tick(value: f64, decimal: char) -> String {
    let hundredths = rounded(value * 100.0);
    let whole = (hundredths / 100).unsigned_abs().to_string();
    let mut out = if hundredths < 0 {
        "−".to_owned()
    } else {
        String::new()
    };
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    let part = format!("{:02}", hundredths.unsigned_abs() % 100);
    let part = part.trim_end_matches('0');
    if !part.is_empty() {
        out.push(decimal);
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_has_few_round_numbers_around_the_values() {
        assert_eq!(ticks(0.0, 176.0), [0.0, 50.0, 100.0, 150.0, 200.0]);
        assert_eq!(ticks(0.0, 4.0), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(ticks(-3.0, 12.0), [-5.0, 0.0, 5.0, 10.0, 15.0]);
        for high in [0.0, 0.03, 0.7, 9.0, 1234.0, 7.7e14] {
            let ticks = ticks(0.0, high);
            assert!(
                (2..=6).contains(&ticks.len()) && ticks[ticks.len() - 1] >= high,
                "{high}: {ticks:?}"
            );
        }
    }

    #[test]
    fn numbers_are_written_in_the_readers_way() {
        let names: Vec<String> = [0.0, 1500.0, -2.5, 0.05, 1e6]
            .iter()
            .map(|value| format_tick(*value, ','))
            .collect();
        assert_eq!(
            names,
            ["0", "1\u{a0}500", "−2,5", "0,05", "1\u{a0}000\u{a0}000"]
        );
    }
}
