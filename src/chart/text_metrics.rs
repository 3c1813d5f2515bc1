//! Text metrics without a font: estimated widths, line wrapping and truncation of labels.

use crate::text::LangText;

impl<'a> LangText<'a> {
    /// The text in at most `max_width` pixels, cut at its end, see [`shorten`].
    pub(super) fn shortened(&self, size: f64, max_width: f64) -> LangText<'a> {
        self.with_text(shorten(self, size, max_width))
    }

    /// The lines of the text, see [`wrap`].
    pub(super) fn wrapped(&self, size: f64, max_width: f64, lines: usize) -> Vec<LangText<'a>> {
        let lines = wrap(self, size, max_width, lines);
        lines.into_iter().map(|line| self.with_text(line)).collect()
    }
}

/// The estimated width of `text` in pixels, from a table of glyph widths of common sans-serif faces.
///
/// The table holds the wider of Noto Sans and Liberation Sans (Arial's metrics), so that estimates err to the wide side.
pub(super) fn width(text: &str, size: f64) -> f64 {
    size * text.chars().map(|c| f64::from(hundredths(c))).sum::<f64>() / 100.0
}

/// The estimated width of bold text in pixels.
pub(super) fn bold_width(text: &str, size: f64) -> f64 {
    width(text, size) * 1.08
}

fn hundredths(c: char) -> u8 {
    let known = usize::try_from(u32::from(c))
        .ok()
        .and_then(|code| TABLE.get(code));
    known.copied().unwrap_or_else(|| estimate(c))
}

/// Widths of the characters up to the common Cyrillic letters, computed at compile time.
const TABLE: [u8; 0x460] = {
    let mut table = [0; 0x460];
    let mut code = 0;
    while code < 0x460 {
        if let Some(c) = char::from_u32(code) {
            table[code as usize] = estimate(c);
        }
        code += 1;
    }
    table
};

/// The width of a glyph in hundredths of the font size.
const fn estimate(c: char) -> u8 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => 0,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | 'i' | 'j' | 'l' | '·' | '’'
        | 'і' | 'ї' => 28,
        '-' | '(' | ')' | '[' | ']' | '/' | 'f' | 't' | 'I' | '\u{2009}' | '\u{202f}' | '‑' => 36,
        'r' | '"' | '„' | '“' | '”' | 'г' | '*' | '°' => 43,
        'c' | 's' | 'z' | 'k' | 'v' | 'x' | 'y' | 'J' | 'с' | 'т' | 'у' | 'х' | 'з' | 'э' | 'к'
        | '«' | '»' | '?' => 53,
        '0'..='9'
        | 'a'
        | 'e'
        | 'L'
        | 'F'
        | 'T'
        | 'а'
        | 'в'
        | 'е'
        | 'ё'
        | 'л'
        | 'ь'
        | 'я'
        | 'Г'
        | '–'
        | '+'
        | '=' => 58,
        'b' | 'd' | 'g' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' | 'б' | 'и' | 'й' | 'н' | 'о' | 'п'
        | 'р' | 'ц' | 'ч' => 63,
        'Z' | 'З' | 'Т' | 'У' | 'Б' | 'К' | 'Р' | 'Ь' | 'Е' => 66,
        'д' | 'ъ' | 'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | 'А' | 'В' | 'Х' | 'Ч'
        | 'Я' | '_' | '&' => 69,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'Э' | 'С' | 'Л' | 'Д' | 'ж' | 'ф' | 'ы' => 75,
        'w' | 'G' | 'O' | 'Q' | 'И' | 'Й' | 'Н' | 'О' | 'П' | 'Ц' | 'Ъ' | 'м' | 'ю' => 80,
        'm' | 'M' | 'W' | 'М' | 'Ж' | 'Ы' | 'Ф' | 'ш' | 'щ' | '%' => 93,
        'Ш'
        | 'Щ'
        | 'Ю'
        | '—'
        | '…'
        | '№'
        | '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{fffd}'
        | '\u{1f000}'..='\u{3ffff}' => 105,
        'À'..='Þ' | 'Ѐ'..='Я' => 78,
        _ => 64,
    }
}

/// Truncates `text` to `max_width` pixels with «…», at the end of a word if one is near.
pub(super) fn shorten(text: &str, size: f64, max_width: f64) -> String {
    if width(text, size) <= max_width {
        return text.to_owned();
    }
    let (mut used, mut end) = (width("…", size), 0);
    for (at, c) in text.char_indices() {
        used += size * f64::from(hundredths(c)) / 100.0;
        if used > max_width {
            break;
        }
        end = at + c.len_utf8();
    }
    let cut = &text[..end];
    let word = match cut.rfind(char::is_whitespace) {
        Some(space)
            if !text[end..].starts_with(char::is_whitespace) && space * 5 >= cut.len() * 4 =>
        {
            &cut[..space]
        }
        _ => cut,
    };
    let tidy = word.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '-' | '–' | '—' | '«' | '(')
    });
    format!("{tidy}…")
}

/// Wraps `text` into at most `lines` balanced lines of `max_width` pixels; the rest is truncated with «…».
pub(super) fn wrap(text: &str, size: f64, max_width: f64, lines: usize) -> Vec<String> {
    let words: Vec<(&str, f64)> = text
        .split_whitespace()
        .map(|word| (word, width(word, size)))
        .collect();
    let space = width(" ", size);
    let whole = words.iter().map(|(_, wide)| wide + space).sum::<f64>() - space;
    if whole <= max_width || lines <= 1 {
        return vec![shorten(&join(&words), size, max_width)];
    }
    // Lines of equal length read better than a full one and a short rest: try the narrowest measure first.
    let needed = (whole / max_width).ceil().max(2.0);
    let even = whole / needed;
    let measures = (0..=4).map(|quarter| even + (max_width - even) * f64::from(quarter) / 4.0);
    let counts = measures.map(|measure| (measure, count(&words, space, measure, lines)));
    let found = counts
        .filter_map(|(measure, count)| Some((count?, measure)))
        .reduce(|best, next| if next.0 < best.0 { next } else { best });
    let measure = found.map_or(max_width, |(_, measure)| measure);
    let mut out = Vec::with_capacity(lines);
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let taken = if out.len() + 1 == lines {
            rest.len()
        } else {
            line(rest, space, measure)
        };
        let (set, others) = rest.split_at(taken);
        out.push(shorten(&join(set), size, max_width));
        rest = others;
    }
    out
}

/// The number of words in the next line, at least one.
fn line(words: &[(&str, f64)], space: f64, max_width: f64) -> usize {
    let mut used = 0.0;
    let fits = |(_, wide): &&(&str, f64)| {
        used += wide + space;
        used - space <= max_width
    };
    words.iter().take_while(fits).count().max(1)
}

/// The number of lines that the words need; `None` if a word is wider than a line or more than `lines` are needed.
fn count(words: &[(&str, f64)], space: f64, max_width: f64, lines: usize) -> Option<usize> {
    if words.iter().any(|(_, wide)| *wide > max_width) {
        return None;
    }
    let mut rest = words;
    for count in 0..=lines {
        if rest.is_empty() {
            return Some(count);
        }
        rest = &rest[line(rest, space, max_width)..];
    }
    None
}

fn join(words: &[(&str, f64)]) -> String {
    let mut out = String::with_capacity(words.iter().map(|(word, _)| word.len() + 1).sum());
    for (at, (word, _)) in words.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str =
        "Национальный исследовательский университет «Московский институт электронной техники»";

    #[test]
    fn nothing_is_wider_than_its_room() {
        for max_width in [60.0, 90.0, 150.0, 240.0] {
            for lines in 1..4 {
                let set = wrap(LONG, 12.0, max_width, lines);
                assert!(set.len() <= lines, "{set:?}");
                assert!(
                    set.iter().all(|line| width(line, 12.0) <= max_width),
                    "{max_width} {set:?}"
                );
            }
        }
    }

    #[test]
    fn lines_are_balanced_and_whole_where_there_is_room() {
        assert_eq!(
            wrap("Томский государственный университет", 12.0, 200.0, 2),
            ["Томский государственный", "университет"]
        );
        assert_eq!(wrap("МИЭТ", 12.0, 200.0, 2), ["МИЭТ"]);
        assert_eq!(wrap("", 12.0, 200.0, 2), [""]);
    }

    #[test]
    fn a_cut_shows() {
        assert_eq!(shorten("Зеленоград", 12.0, 60.0), "Зелено…");
        assert_eq!(shorten("Кластер «Зеленоград»", 12.0, 72.0), "Кластер…");
        assert_eq!(shorten("x", 12.0, 1.0), "…");
    }

    #[test]
    fn cyrillic_capitals_are_wider_than_latin_small_letters() {
        assert!(width("ШЩЮ", 10.0) > 1.5 * width("abc", 10.0));
        assert!((width("МИЭТ", 100.0) - 314.0).abs() < 1.0);
    }
}
