//! No-break spaces in running text: where a line may not end.
//!
//! A space becomes U+00A0 after a word of one or two letters, an initial, a number, `№` or `§`, and before a dash or a particle.
//! Sources: Milchin and Cheltsova, «Справочник издателя и автора», 2003, §21; CLDR's list of units, which follow a number.

const NO_BREAK: char = '\u{a0}';

/// The maximum number of letters of a word that stays with the next.
const SHORT: usize = 2;

/// Particles that belong to the word before them, in languages of Russian letters.
const ENCLITICS: [&str; 6] = ["же", "ж", "ли", "ль", "бы", "б"];

/// Returns the offset of the first space in `text`, from offset `from` on, at which a line may not end.
pub fn find_no_break(text: &str, from: usize) -> Option<usize> {
    let spaces = text[from..].match_indices(' ');
    spaces
        .map(|(at, _)| from + at)
        .find(|at| is_no_break(&text[..*at], &text[at + 1..]))
}

/// Returns the text with no-break spaces.
pub fn with_no_breaks(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 16);
    let mut from = 0;
    while let Some(at) = find_no_break(text, from) {
        spaced.push_str(&text[from..at]);
        spaced.push(NO_BREAK);
        from = at + 1;
    }
    spaced.push_str(&text[from..]);
    spaced
}

fn is_no_break(before: &str, after: &str) -> bool {
    let next = after.chars().next();
    if matches!(next, Some('—' | '–')) {
        return after.chars().nth(1).is_none_or(|c| c == ' ');
    }
    if matches!(next, Some(' ')) {
        return false;
    }
    if is_enclitic(first_word(after)) {
        return before.ends_with(char::is_alphabetic);
    }
    let mut last = before.chars().rev();
    match last.next() {
        Some('№' | '§') => true,
        Some(c) if c.is_ascii_digit() => next.is_some_and(|next| is_unit(before, after, next)),
        Some('.') => {
            let is_initial =
                last.next().is_some_and(char::is_uppercase) && is_word_start(last.next());
            is_initial && next.is_some_and(char::is_uppercase)
        }
        Some(c) if c.is_alphabetic() => {
            let mut rest = before.chars().rev().skip_while(|c| c.is_alphabetic());
            let letters = before.chars().rev().take(SHORT + 1);
            let is_short = letters.take_while(|c| c.is_alphabetic()).count() <= SHORT;
            is_short && is_word_start(rest.next()) && !is_enclitic(last_word(before))
        }
        _ => false,
    }
}

fn is_enclitic(word: &str) -> bool {
    ENCLITICS.contains(&word)
}

/// The letters at the beginning of a text, if there are at most [`SHORT`]; else empty.
fn first_word(text: &str) -> &str {
    let letters = text.char_indices().take(SHORT + 1);
    let length = letters.take_while(|(_, c)| c.is_alphabetic()).last();
    let end = length.map_or(0, |(at, c)| at + c.len_utf8());
    match text[end..].chars().next().is_some_and(char::is_alphabetic) {
        true => "",
        false => &text[..end],
    }
}

/// The letters at the end of a text, if there are at most [`SHORT`] after a space or at its beginning; else empty.
fn last_word(text: &str) -> &str {
    let letters = text.char_indices().rev().take(SHORT + 1);
    let first = letters.take_while(|(_, c)| c.is_alphabetic()).last();
    let start = first.map_or(text.len(), |(at, _)| at);
    match text[..start]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace)
    {
        true => &text[start..],
        false => "",
    }
}

/// Whether what follows a number belongs to it: a unit, a counted noun, or the next group of three digits.
fn is_unit(before: &str, after: &str, next: char) -> bool {
    if next.is_alphabetic() || matches!(next, '%' | '‰' | '€' | '$' | '£' | '₽' | '°') {
        return true;
    }
    let digits = |c: &char| c.is_ascii_digit();
    next.is_ascii_digit()
        && after.chars().take(4).take_while(digits).count() == 3
        && before.chars().rev().take(4).take_while(digits).count() <= 3
}

/// Whether the character before a word lets one begin.
fn is_word_start(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '«' | '„' | '“' | '"' | '.'))
}

#[cfg(test)]
mod tests {
    use super::with_no_breaks;

    #[test]
    fn a_line_does_not_end_within_what_belongs_together() {
        let cases = [
            ("МИК — кластер", "МИК_— кластер"),
            ("24,5 % доли", "24,5_% доли"),
            ("И. М. Петров и Г. Ким", "И._М._Петров и_Г._Ким"),
            ("1 000 000 евро в 2017 году", "1_000_000_евро в_2017_году"),
            ("№ 5 и § 12", "№_5_и_§_12"),
            ("на 21 февраля 2017 г.", "на_21_февраля 2017_г."),
            ("of the year – a list", "of_the year_– a_list"),
            ("2017 2018 и 12 3456", "2017 2018_и_12 3456"),
            ("abc ab", "abc ab"),
            ("x—y -- z", "x—y -- z"),
            ("end.  Two", "end.  Two"),
            ("город. На", "город. На"),
            ("(в Томске)", "(в_Томске)"),
            ("Тогда же заключено", "Тогда_же заключено"),
            (
                "был бы, если б не знал ли он",
                "был_бы, если_б не_знал_ли он",
            ),
            ("жить: же ребята", "жить: же ребята"),
        ];
        for (text, expected) in cases {
            assert_eq!(with_no_breaks(text).replace('\u{a0}', "_"), expected);
        }
    }

    #[test]
    fn only_spaces_are_replaced() {
        let text = " а б  в — 5 %\tи\n№ ";
        let restored = with_no_breaks(text).replace('\u{a0}', " ");
        assert_eq!(restored, text);
    }
}
