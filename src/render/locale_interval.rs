//! Intervals and periods as a language writes them.

use crate::record::{Date, IntervalEnd, PartialDate, RelationDetails, Unspecified};
use crate::render::locale_calendar::{Case, month_en, month_ru};
use crate::render::locale_style::{LocaleStyle, NBSP};

impl LocaleStyle {
    /// A date or interval in words.
    pub(super) fn date(self, date: Date) -> String {
        let mut text = String::new();
        self.write_date(date, &mut text);
        text
    }

    /// Appends a date or interval in words.
    pub(super) fn write_date(self, date: Date, text: &mut String) {
        match date {
            Date::On(moment) if self != LocaleStyle::Plain && moment.is_certain() => {
                self.write_moment(moment, Case::Nominative, text);
            }
            _ => text.push_str(&self.any_date(date)),
        }
    }

    fn any_date(self, date: Date) -> String {
        if self == LocaleStyle::Plain {
            return date.to_string();
        }
        match date {
            Date::On(moment) => self.qualified(moment),
            Date::Between(IntervalEnd::At(from), IntervalEnd::At(to)) => self.interval(from, to),
            Date::Between(IntervalEnd::At(from), IntervalEnd::Open) => self.since(from),
            Date::Between(IntervalEnd::Open, IntervalEnd::At(to)) => self.until(to),
            Date::Between(IntervalEnd::At(from), IntervalEnd::Unknown) => {
                self.with_unknown_end(from)
            }
            Date::Between(IntervalEnd::Unknown, IntervalEnd::At(to)) => self.with_unknown_start(to),
            Date::Between(..) => String::new(),
        }
    }

    /// The period or as-of date of a relation; `None` if it has neither.
    pub(super) fn period(self, details: &RelationDetails) -> Option<String> {
        let RelationDetails {
            since, until, on, ..
        } = details;
        let end = |date: &Option<Date>, of: fn(Date) -> Option<PartialDate>| date.and_then(of);
        Some(match (end(since, Date::from), end(until, Date::to)) {
            (None, None) => self.as_of((*on)?),
            (from, to) => self.date(Date::Between(
                from.map_or(IntervalEnd::Open, IntervalEnd::At),
                to.map_or(IntervalEnd::Open, IntervalEnd::At),
            )),
        })
    }

    /// An as-of date: «на 2017 г.». An interval needs no preposition.
    fn as_of(self, on: Date) -> String {
        match on.single() {
            Some(moment) if self != LocaleStyle::Plain => {
                let (ru, en) = (format!("на{NBSP}"), "as of ");
                self.with_preposition(moment, (&ru, en), Case::Accusative)
            }
            _ => self.date(on),
        }
    }

    fn since(self, moment: PartialDate) -> String {
        let ru = format!("с{NBSP}");
        self.with_preposition(moment, (&ru, "since "), Case::Genitive)
    }

    /// The end of an interval, which is included. A day says so, since «до 3 мая» would exclude it.
    fn until(self, moment: PartialDate) -> String {
        let ru = format!("по{NBSP}");
        let text = self.with_preposition(moment, (&ru, "to "), Case::Accusative);
        match (moment.day.is_some() && !moment.approximate, self) {
            (false, _) => text,
            (true, LocaleStyle::Russian) => format!("{text} включительно"),
            (true, _) => format!("{text} inclusive"),
        }
    }

    /// An interval with an unknown end.
    fn with_unknown_end(self, moment: PartialDate) -> String {
        let ru = format!("с{NBSP}");
        let text = self.with_preposition(moment, (&ru, "from "), Case::Genitive);
        match self {
            LocaleStyle::Russian => format!("{text}, окончание неизвестно"),
            _ => format!("{text}, end unknown"),
        }
    }

    /// An interval with an unknown beginning.
    fn with_unknown_start(self, moment: PartialDate) -> String {
        match self {
            LocaleStyle::Russian => format!("{}, начало неизвестно", self.until(moment)),
            _ => format!("{}, beginning unknown", self.until(moment)),
        }
    }

    /// An interval with the doubt of both ends, or of each.
    fn interval(self, from: PartialDate, to: PartialDate) -> String {
        let doubt = |moment: PartialDate| (moment.uncertain, moment.approximate);
        if from == to {
            return self.qualified(from);
        }
        if doubt(from) != doubt(to) {
            return format!(
                "{} {} {}",
                self.qualified(from),
                self.dash(),
                self.qualified(to)
            );
        }
        let text = self.certain_interval(from, to);
        let text = match (from.approximate, self) {
            (false, _) => text,
            (true, LocaleStyle::Russian) => format!("примерно {text}"),
            (true, _) => format!("about {text}"),
        };
        self.doubted(from.uncertain, text)
    }

    /// The dash between two dates of several words.
    fn dash(self) -> char {
        match self {
            LocaleStyle::Russian => '—',
            LocaleStyle::English | LocaleStyle::Plain => '–',
        }
    }

    /// An interval without repeated parts: «22–23 июня 2017 г.», «5 апреля — 9 мая 2017 г.», «2017–2020 гг.»
    fn certain_interval(self, from: PartialDate, to: PartialDate) -> String {
        if is_regular(from) && is_regular(to) {
            if let Some(text) = self.within_year(from, to) {
                return text;
            }
            if from.month.is_none() && to.month.is_none() {
                return match self {
                    LocaleStyle::Russian => format!("{}–{}{NBSP}гг.", from.year, to.year),
                    LocaleStyle::English | LocaleStyle::Plain => {
                        format!("{}–{}", from.year, to.year)
                    }
                };
            }
        }
        let end = |moment| self.moment(moment, Case::Nominative);
        format!("{} {} {}", end(from), self.dash(), end(to))
    }

    /// An interval of days or months of one year. `None` for any other.
    fn within_year(self, from: PartialDate, to: PartialDate) -> Option<String> {
        if from.year != to.year {
            return None;
        }
        let in_year = |month, case| match self {
            LocaleStyle::Russian => month_ru(month, case),
            LocaleStyle::English | LocaleStyle::Plain => month_en(month),
        };
        let year = match self {
            LocaleStyle::Russian => format!("{}{NBSP}г.", to.year),
            LocaleStyle::English | LocaleStyle::Plain => to.year.to_string(),
        };
        match (from.month?, from.day, to.month?, to.day) {
            (a, Some(first), b, Some(last)) if a == b => Some(format!(
                "{first}–{last}{NBSP}{} {year}",
                in_year(a, Case::Genitive)
            )),
            (a, Some(first), b, Some(last)) => {
                let (a, b) = (in_year(a, Case::Genitive), in_year(b, Case::Genitive));
                let dash = self.dash();
                Some(format!("{first}{NBSP}{a} {dash} {last}{NBSP}{b} {year}"))
            }
            (a, None, b, None) => {
                let (a, b) = (in_year(a, Case::Nominative), in_year(b, Case::Nominative));
                Some(format!("{a}–{b} {year}"))
            }
            _ => None,
        }
    }
}

/// Whether the year is one of our era, and all that is stated of the date is year, month and day.
fn is_regular(moment: PartialDate) -> bool {
    moment.year > 0 && moment.season.is_none() && moment.unspecified == Unspecified::Nothing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::locale_date::tests::expect;

    #[test]
    fn closed_intervals_repeat_nothing_and_keep_the_doubt_of_each_end() {
        expect(
            "
            2017-06-22/2017-06-23 | 22–23 июня 2017 г. | 22–23 June 2017
            2017-04-05/2017-05-09 | 5 апреля — 9 мая 2017 г. | 5 April – 9 May 2017
            2017/2020 | 2017–2020 гг. | 2017–2020
            2017-04/2017-05 | апрель–май 2017 г. | April–May 2017
            2016-12-30/2017-01-02 | 30 декабря 2016 г. — 2 января 2017 г. | 30 December 2016 – 2 January 2017
            2017-02/2017-02-21 | февраль 2017 г. — 21 февраля 2017 г. | February 2017 – 21 February 2017
            2016/2017-02 | 2016 г. — февраль 2017 г. | 2016 – February 2017
            2017-02-21/2017-02-21 | 21 февраля 2017 г. | 21 February 2017
            2020-05/2020-05 | май 2020 г. | May 2020
            2017/2017 | 2017 г. | 2017
            2017~/2017~ | около 2017 г. | about 2017
            2015~/2017~ | примерно 2015–2017 гг. | about 2015–2017
            2015?/2017? | предположительно 2015–2017 гг. | presumably 2015–2017
            2015%/2017% | предположительно примерно 2015–2017 гг. | presumably about 2015–2017
            2015~/2017 | около 2015 г. — 2017 г. | about 2015 – 2017
            2015/2017? | 2015 г. — предположительно 2017 г. | 2015 – presumably 2017
            2015~/2017? | около 2015 г. — предположительно 2017 г. | about 2015 – presumably 2017
            2017?/2017 | предположительно 2017 г. — 2017 г. | presumably 2017 – 2017
            2017-04-05?/2017-04-09? | предположительно 5–9 апреля 2017 г. | presumably 5–9 April 2017",
        );
    }

    #[test]
    fn open_intervals_include_their_end_and_keep_its_doubt() {
        expect(
            "
            2021/.. | с 2021 г. | since 2021
            2021-03/.. | с марта 2021 г. | since March 2021
            2017~/.. | примерно с 2017 г. | since about 2017
            2017?/.. | предположительно с 2017 г. | presumably since 2017
            2017%/.. | предположительно примерно с 2017 г. | presumably since about 2017
            ../2021 | по 2021 г. | to 2021
            ../2021-03 | по март 2021 г. | to March 2021
            ../2017-05-03 | по 3 мая 2017 г. включительно | to 3 May 2017 inclusive
            ../2021~ | примерно по 2021 г. | to about 2021
            ../2021? | предположительно по 2021 г. | presumably to 2021
            ../2017-05-03~ | примерно по 3 мая 2017 г. | to about 3 May 2017
            2016-05/ | с мая 2016 г., окончание неизвестно | from May 2016, end unknown
            2016~/ | примерно с 2016 г., окончание неизвестно | from about 2016, end unknown
            /2016 | по 2016 г., начало неизвестно | to 2016, beginning unknown
            /2016? | предположительно по 2016 г., начало неизвестно | presumably to 2016, beginning unknown",
        );
    }

    #[test]
    fn a_relation_has_a_period_or_an_as_of_date() {
        let period = |style: LocaleStyle, [since, until, on]: [&str; 3]| {
            let date = |text: &str| (text != "-").then(|| Date::parse(text).expect("a date"));
            let details = RelationDetails {
                since: date(since),
                until: date(until),
                on: date(on),
                ..RelationDetails::default()
            };
            style.period(&details).map(|text| text.replace(NBSP, " "))
        };
        let table = "
            - | - | 2017 | на 2017 г. | as of 2017
            - | - | 2017-06-21 | на 21 июня 2017 г. | as of 21 June 2017
            - | - | 2017~ | примерно на 2017 г. | as of about 2017
            - | - | 2017? | предположительно на 2017 г. | presumably as of 2017
            - | - | 2021/.. | с 2021 г. | since 2021
            - | - | ../2021 | по 2021 г. | to 2021
            - | - | 2017/2020 | 2017–2020 гг. | 2017–2020
            - | - | 2017/2017 | на 2017 г. | as of 2017
            2012 | - | - | с 2012 г. | since 2012
            2012~ | - | 2017 | примерно с 2012 г. | since about 2012
            - | 2017-05-03 | - | по 3 мая 2017 г. включительно | to 3 May 2017 inclusive
            2012 | 2017-05-03 | - | 2012 г. — 3 мая 2017 г. | 2012 – 3 May 2017
            2017 | 2017 | - | 2017 г. | 2017";
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let cells: Vec<&str> = line.split(" | ").collect();
            let [since, until, on, ru, en] = cells[..] else {
                panic!("{line}");
            };
            let of = |style| period(style, [since, until, on]);
            assert_eq!(of(LocaleStyle::Russian).as_deref(), Some(ru), "{line}");
            assert_eq!(of(LocaleStyle::English).as_deref(), Some(en), "{line}");
        }
        assert_eq!(period(LocaleStyle::Russian, ["-", "-", "-"]), None);
    }
}
