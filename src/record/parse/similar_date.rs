//! Dates of EDTF that a text in another notation can mean, for hints.

use crate::record::model::Date;

/// Returns the dates that a text can mean: `21/02/2022` is `2022-02-21`, and `02/03/2022` is one of two. Empty if the text
/// is like no date.
pub(super) fn similar_dates(text: &str) -> Vec<String> {
    let text = text.trim();
    if let Some((sign, rest)) = text.split_at_checked(1)
        && matches!(sign, "~" | "?" | "%")
    {
        return valid([format!("{}{sign}", rest.trim())]);
    }
    let single = similar_days(text);
    if !single.is_empty() {
        return single;
    }
    let ends = text
        .split_once(['–', '—'])
        .or_else(|| text.split_once(" - "))
        .or_else(|| text.split_once(" / "))
        .or_else(|| middle_of(text, '-'))
        .or_else(|| middle_of(text, '/'));
    let Some((from, to)) = ends else {
        return Vec::new();
    };
    let end = |text: &str| {
        let text = text.trim();
        match valid([text.to_owned()]).pop() {
            Some(date) => Some(date),
            None => Some(similar_days(text))
                .filter(|days| days.len() == 1)?
                .pop(),
        }
    };
    let interval = end(from)
        .zip(end(to))
        .map(|(from, to)| format!("{from}/{to}"));
    valid(interval)
}

/// Splits a text at the middle one of an odd number of signs.
fn middle_of(text: &str, sign: char) -> Option<(&str, &str)> {
    let places: Vec<usize> = text.match_indices(sign).map(|(at, _)| at).take(8).collect();
    let middle = *places
        .get(places.len() / 2)
        .filter(|_| places.len() % 2 == 1)?;
    Some((&text[..middle], &text[middle + sign.len_utf8()..]))
}

/// Returns the single dates that a text can mean.
fn similar_days(text: &str) -> Vec<String> {
    if let Some((day, time)) = text.split_once(['T', ' '])
        && time.contains(':')
    {
        return valid([format!("{day}T{time}"), format!("{day}T{time}:00")]);
    }
    let parts: Vec<&str> = text
        .split(|c: char| matches!(c, '/' | '.' | '-' | '‐' | '‑' | '−') || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    let is_number = |part: &&str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(is_number) {
        return Vec::new();
    }
    match parts[..] {
        [year, month, day] if year.len() == 4 => valid([format!("{year}-{month:0>2}-{day:0>2}")]),
        [a, b, year] if year.len() == 4 => valid([
            format!("{year}-{b:0>2}-{a:0>2}"),
            format!("{year}-{a:0>2}-{b:0>2}"),
        ]),
        [from, to] if from.len() == 4 && to.len() == 4 => valid([format!("{from}/{to}")]),
        [year, month] if year.len() == 4 => valid([format!("{year}-{month:0>2}")]),
        [month, year] if year.len() == 4 => valid([format!("{year}-{month:0>2}")]),
        _ => Vec::new(),
    }
}

/// Returns the texts that are dates, each once.
fn valid(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut dates: Vec<String> = texts
        .into_iter()
        .filter(|text| Date::parse(text).is_ok())
        .collect();
    dates.dedup();
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_countries_are_understood() {
        for (text, dates) in [
            ("21/02/2022", &["2022-02-21"][..]),
            ("02/03/2022", &["2022-03-02", "2022-02-03"]),
            ("03/03/2022", &["2022-03-03"]),
            ("21.2.2022", &["2022-02-21"]),
            ("2022/2/21", &["2022-02-21"]),
            ("2022-2-1", &["2022-02-01"]),
            ("2/2022", &["2022-02"]),
            ("2022.02", &["2022-02"]),
            ("2017-2018", &["2017/2018"]),
            ("2017–2018", &["2017/2018"]),
            ("21.02.2022-23.02.2022", &["2022-02-21/2022-02-23"]),
            ("2022-02-21 – 2022-02-23", &["2022-02-21/2022-02-23"]),
            ("~2017", &["2017~"]),
            ("2017-02-21 10:30", &["2017-02-21T10:30:00"]),
            ("2017-02-21T10:30", &["2017-02-21T10:30:00"]),
            ("31/02/2022", &[]),
            ("soon", &[]),
            ("", &[]),
            ("/-/-/-/-–", &[]),
        ] {
            assert_eq!(similar_dates(text), dates, "{text}");
        }
    }
}
