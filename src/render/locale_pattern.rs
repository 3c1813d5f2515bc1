//! The patterns by which a language puts a date together, in the notation of CLDR (UTS 35): `d. MMMM y`.

/// A no-break space.
const NBSP: char = '\u{a0}';

/// A pattern of CLDR.
#[derive(Debug, Default)]
pub(super) struct DatePattern(Vec<Piece>);

/// A part of a pattern.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Day,
    Month(MonthForm),
    Year,
    Era,
}

/// How a pattern writes the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MonthForm {
    /// In digits.
    Number,
    /// The name in the form for use beside a day: «февраля».
    BesideDay,
    /// The name in the form for use without a day: «февраль».
    Alone,
}

/// The texts of the parts of a date.
#[derive(Default)]
pub(super) struct DateParts<'p> {
    /// The day of the month.
    pub(super) day: &'p str,
    /// The month in each form.
    pub(super) month: Option<&'p dyn Fn(MonthForm) -> String>,
    /// The year.
    pub(super) year: &'p str,
    /// The era.
    pub(super) era: &'p str,
}

impl DatePattern {
    /// Parses a pattern. Spaces beside which a line may not end become no-break spaces.
    pub(super) fn parse(pattern: &str) -> DatePattern {
        let mut pieces = Vec::new();
        let mut chars = pattern.chars().peekable();
        let mut is_quoted = false;
        while let Some(letter) = chars.next() {
            if letter == '\'' && chars.next_if_eq(&'\'').is_none() {
                is_quoted = !is_quoted;
                continue;
            }
            if is_quoted || !matches!(letter, 'd' | 'M' | 'L' | 'y' | 'u' | 'G') {
                push_literal(&mut pieces, letter);
                continue;
            }
            let mut width = 1;
            while chars.next_if_eq(&letter).is_some() {
                width += 1;
            }
            pieces.push(match letter {
                'd' => Piece::Day,
                'G' => Piece::Era,
                'M' | 'L' if width < 3 => Piece::Month(MonthForm::Number),
                'M' => Piece::Month(MonthForm::BesideDay),
                'L' => Piece::Month(MonthForm::Alone),
                _ => Piece::Year,
            });
        }
        keep_together(&mut pieces);
        DatePattern(pieces)
    }

    /// Whether the pattern has a year.
    pub(super) fn has_year(&self) -> bool {
        self.0.contains(&Piece::Year)
    }

    /// Whether the year comes before the day.
    pub(super) fn is_year_first(&self) -> bool {
        let place = |wanted| self.0.iter().position(|piece| *piece == wanted);
        place(Piece::Year) < place(Piece::Day)
    }

    /// Appends a date.
    pub(super) fn write(&self, parts: &DateParts<'_>, text: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Day => text.push_str(parts.day),
                Piece::Month(form) => {
                    text.push_str(&parts.month.map_or(String::new(), |month| month(*form)));
                }
                Piece::Year => text.push_str(parts.year),
                Piece::Era => text.push_str(parts.era),
            }
        }
    }

    /// The sign that belongs to the day itself: the point of `22.`, or nothing.
    pub(super) fn sign_of_day(&self) -> &str {
        self.sign_after(|piece| *piece == Piece::Day)
    }

    /// The sign that belongs to the month itself: `月`, or nothing.
    pub(super) fn sign_of_month(&self) -> &str {
        self.sign_after(|piece| matches!(piece, Piece::Month(_)))
    }

    /// What stands directly behind a part, and before a space or the end.
    fn sign_after(&self, is_wanted: impl Fn(&Piece) -> bool) -> &str {
        let next = self.0.iter().position(is_wanted).map(|place| place + 1);
        let Some(Piece::Literal(literal)) = next.and_then(|next| self.0.get(next)) else {
            return "";
        };
        let sign = literal.split(char::is_whitespace).next().unwrap_or("");
        let ends = sign.len() < literal.len() || next.is_some_and(|next| next + 1 == self.0.len());
        if ends && !sign.ends_with([',', '،', '、']) {
            sign
        } else {
            ""
        }
    }
}

fn push_literal(pieces: &mut Vec<Piece>, letter: char) {
    // CLDR has narrow no-break spaces, which many fonts lack.
    let letter = if letter == '\u{202f}' { NBSP } else { letter };
    match pieces.last_mut() {
        Some(Piece::Literal(literal)) => literal.push(letter),
        _ => pieces.push(Piece::Literal(letter.to_string())),
    }
}

/// Replaces the spaces between day and month, and those beside the era.
fn keep_together(pieces: &mut [Piece]) {
    let is_day_or_month = |piece: &Piece| matches!(piece, Piece::Day | Piece::Month(_));
    for place in 1..pieces.len().saturating_sub(1) {
        let (before, after) = (&pieces[place - 1], &pieces[place + 1]);
        let beside_era = *before == Piece::Era || *after == Piece::Era;
        let in_day = is_day_or_month(before) && is_day_or_month(after);
        if let Piece::Literal(literal) = &mut pieces[place]
            && (beside_era || in_day && literal.matches(' ').count() == 1)
        {
            *literal = literal.replace(' ', "\u{a0}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pattern: &str) -> String {
        let month = |form| {
            String::from(match form {
                MonthForm::Number => "2",
                MonthForm::BesideDay => "of-February",
                MonthForm::Alone => "February",
            })
        };
        let (mut text, parts) = (
            String::new(),
            DateParts {
                day: "21",
                month: Some(&month),
                year: "2017",
                era: "AD",
            },
        );
        DatePattern::parse(pattern).write(&parts, &mut text);
        text.replace(NBSP, "_")
    }

    #[test]
    fn a_pattern_is_written_with_its_literals() {
        assert_eq!(written("d. MMMM y"), "21._of-February 2017");
        assert_eq!(written("LLLL y г. GGG"), "February 2017_г._AD");
        assert_eq!(written("d 'de' MMMM 'de' y"), "21 de of-February de 2017");
        assert_eq!(written("y年M月d日"), "2017年2月21日");
        assert_eq!(written("y ''d''"), "2017 '21'");
    }

    #[test]
    fn a_sign_belongs_to_the_part_before_a_space() {
        for (pattern, day, month) in [
            ("d. MMMM y", ".", ""),
            ("y年M月d日", "日", ""),
            ("y年M月", "", "月"),
            ("y. MMMM d.", ".", ""),
            ("d-MMMM, y", "", ""),
            ("d 'de' MMMM 'de' y", "", ""),
        ] {
            let parsed = DatePattern::parse(pattern);
            assert_eq!(parsed.sign_of_day(), day, "{pattern}");
            assert_eq!(parsed.sign_of_month(), month, "{pattern}");
        }
    }
}
