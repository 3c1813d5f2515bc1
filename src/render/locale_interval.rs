//! Intervals and periods as a language writes them.

use minijinja::value::Value;

use crate::record::{Date, IntervalEnd, PartialDate, RelationDetails, Unspecified};
use crate::render::locale_calendar::Calendar;
use crate::render::locale_pattern::MonthForm;
use crate::render::locale_style::LocaleStyle;
use crate::render::locale_words::{Form, OF_LANGUAGE, WORDS, without_marks};
use crate::text::LangText;

impl LocaleStyle {
    /// A date or interval in words.
    pub(super) fn date(&self, date: Date) -> String {
        without_marks(self.date_with_marks(date))
    }

    /// A date or interval in words as HTML; words of another language are marked.
    pub(super) fn marked_date(&self, date: Date) -> Value {
        self.with_marks_as_html(self.date_with_marks(date))
    }

    /// The same as a text of HTML.
    pub(super) fn date_html(&self, date: Date) -> String {
        self.marks_as_html(&self.date_with_marks(date))
    }

    /// The code of the first language of a date's words that is not the page's.
    pub(super) fn date_language(&self, date: Date) -> Option<String> {
        first_language(&self.date_with_marks(date))
    }

    fn date_with_marks(&self, date: Date) -> String {
        match date {
            Date::On(moment) => self.qualified(moment),
            Date::Between(IntervalEnd::At(from), IntervalEnd::At(to)) => self.interval(from, to),
            Date::Between(IntervalEnd::At(from), IntervalEnd::Open) => {
                self.doubtful("date_since", from)
            }
            Date::Between(IntervalEnd::Open, IntervalEnd::At(to)) => self.until(to),
            Date::Between(IntervalEnd::At(from), IntervalEnd::Unknown) => {
                let text = self.doubtful("date_from", from);
                self.words.fill("date_end_unknown", &[("date", &text)])
            }
            Date::Between(IntervalEnd::Unknown, IntervalEnd::At(to)) => {
                let text = self.until(to);
                self.words.fill("date_start_unknown", &[("date", &text)])
            }
            Date::Between(..) => String::new(),
        }
    }

    /// The period or as-of date of a relation as HTML; `None` if it has neither.
    pub(super) fn period(&self, details: &RelationDetails) -> Option<Value> {
        let text = self.period_with_marks(details)?;
        Some(self.with_marks_as_html(text))
    }

    /// The same as a plain text in the first language of its words that is not the page's.
    pub(super) fn period_text(&self, details: &RelationDetails) -> Option<LangText<'static>> {
        let text = self.period_with_marks(details)?;
        let language = first_language(&text);
        Some(LangText::new(without_marks(text), language))
    }

    fn period_with_marks(&self, details: &RelationDetails) -> Option<String> {
        let RelationDetails {
            since, until, on, ..
        } = details;
        let end = |date: &Option<Date>, of: fn(Date) -> Option<PartialDate>| date.and_then(of);
        Some(match (end(since, Date::from), end(until, Date::to)) {
            (None, None) => self.as_of((*on)?),
            (from, to) => self.date_with_marks(Date::Between(
                from.map_or(IntervalEnd::Open, IntervalEnd::At),
                to.map_or(IntervalEnd::Open, IntervalEnd::At),
            )),
        })
    }

    /// An as-of date: «на 2017 г.». An interval needs no preposition.
    fn as_of(&self, on: Date) -> String {
        match on.single() {
            Some(moment) => self.doubtful("date_as_of", moment),
            None => self.date_with_marks(on),
        }
    }

    /// A date in a pattern, with its doubt: «предположительно примерно с 2017 г.» The key of an approximate date ends in `_about`.
    fn doubtful(&self, key: &str, moment: PartialDate) -> String {
        let text = match moment.approximate {
            true => self.in_pattern(&format!("{key}_about"), moment),
            false => self.in_pattern(key, moment),
        };
        self.doubted(moment.uncertain, text)
    }

    /// The end of an interval, which is included. A day says so, since «до 3 мая» would exclude it.
    fn until(&self, moment: PartialDate) -> String {
        match moment.day.is_some() && !moment.approximate {
            true => self.doubtful("date_until_day", moment),
            false => self.doubtful("date_until", moment),
        }
    }

    /// An interval with the doubt of both ends, or of each.
    fn interval(&self, from: PartialDate, to: PartialDate) -> String {
        let doubt = |moment: PartialDate| (moment.uncertain, moment.approximate);
        if from == to {
            return self.qualified(from);
        }
        if doubt(from) != doubt(to) {
            return self.between(&self.qualified(from), &self.qualified(to));
        }
        let text = self.certain_interval(from, to);
        let text = match from.approximate {
            true => self.words.fill("date_about_period", &[("date", &text)]),
            false => text,
        };
        self.doubted(from.uncertain, text)
    }

    /// Two dates of several words: «2016 г. — февраль 2017 г.»
    fn between(&self, from: &str, to: &str) -> String {
        self.words
            .fill("date_interval", &[("from", from), ("to", to)])
    }

    /// An interval without repeated parts: «22–23 июня 2017 г.», «5 апреля — 9 мая 2017 г.», «2017–2020 гг.»
    fn certain_interval(&self, from: PartialDate, to: PartialDate) -> String {
        if is_regular(from) && is_regular(to) {
            let calendar = self.calendar.as_ref();
            if let Some(text) = calendar.and_then(|known| self.within_year(known, from, to)) {
                return text;
            }
            if from.month.is_none() && to.month.is_none() {
                return self.years(from.year, to.year);
            }
        }
        let end = |moment| self.moment(moment, Form::Plain);
        self.between(&end(from), &end(to))
    }

    /// An interval of days or months of one year. `None` for any other.
    fn within_year(
        &self,
        calendar: &Calendar,
        from: PartialDate,
        to: PartialDate,
    ) -> Option<String> {
        if from.year != to.year {
            return None;
        }
        match (from.month?, from.day, to.month?, to.day) {
            (month, Some(first), other, Some(last)) if month == other => {
                let (first, last) = (self.day_number(first), self.day_number(last));
                let days = self.range(&first, calendar.day.sign_of_day(), &last);
                Some(self.day(to, month, &days))
            }
            (month, Some(first), other, Some(last)) => {
                let (first, last) = (self.day_number(first), self.day_number(last));
                let short = |month: u8, day: &str| {
                    let name = |form: MonthForm| self.month_text(month, form);
                    self.by_pattern(Some(&calendar.day_of_year), day, &name, "")
                };
                Some(match calendar.day.is_year_first() {
                    true => self.between(&self.day(from, month, &first), &short(other, &last)),
                    false => self.between(&short(month, &first), &self.day(to, other, &last)),
                })
            }
            (first, None, last, None) => {
                let sign = calendar.month.sign_of_month();
                let months = |form| {
                    let (first, last) = (self.month_text(first, form), self.month_text(last, form));
                    self.range(&first, sign, &last)
                };
                Some(self.month_of_year(to, &months))
            }
            _ => None,
        }
    }

    /// Two parts of a date that share the rest: «22–23». `sign` follows the first, as it will the second.
    fn range(&self, from: &str, sign: &str, to: &str) -> String {
        let from = format!("{from}{sign}");
        self.words
            .fill("date_range", &[("from", &from), ("to", to)])
    }
}

/// The language code of the first marked words of a text; `None` without marks.
fn first_language(text: &str) -> Option<String> {
    let (_, words) = text.split_once(WORDS)?;
    let (code, _) = words.split_once(OF_LANGUAGE)?;
    Some(code.to_owned())
}

/// Whether the year is one of our era, and all that is stated of the date is year, month and day.
fn is_regular(moment: PartialDate) -> bool {
    moment.year > 0
        && moment.season.is_none()
        && moment.time.is_none()
        && moment.unspecified == Unspecified::Nothing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::locale_date::tests::{expect, style};

    #[test]
    fn closed_intervals_repeat_nothing_and_keep_the_doubt_of_each_end() {
        expect(
            "ru | en | de | fr
            2017-06-22/2017-06-23 | 22–23 июня 2017 г. | 22–23 June 2017 | 22.–23. Juni 2017 | 22–23 juin 2017
            2017-04-05/2017-05-09 | 5 апреля — 9 мая 2017 г. | 5 April – 9 May 2017 | 5. April – 9. Mai 2017 | 5 avril – 9 mai 2017
            2017/2020 | 2017–2020 гг. | 2017–2020 | 2017–2020 | 2017–2020
            2017-04/2017-05 | апрель–май 2017 г. | April–May 2017 | April–Mai 2017 | avril–mai 2017
            2016-12-30/2017-01-02 | 30 декабря 2016 г. — 2 января 2017 г. | 30 December 2016 – 2 January 2017 | 30. Dezember 2016 – 2. Januar 2017 | 30 décembre 2016 – 2 janvier 2017
            2017-02/2017-02-21 | февраль 2017 г. — 21 февраля 2017 г. | February 2017 – 21 February 2017 | Februar 2017 – 21. Februar 2017 | février 2017 – 21 février 2017
            2016/2017-02 | 2016 г. — февраль 2017 г. | 2016 – February 2017 | 2016 – Februar 2017 | 2016 – février 2017
            2017-02-21/2017-02-21 | 21 февраля 2017 г. | 21 February 2017 | 21. Februar 2017 | 21 février 2017
            2020-05/2020-05 | май 2020 г. | May 2020 | Mai 2020 | mai 2020
            2017/2017 | 2017 г. | 2017 | 2017 | 2017
            2017~/2017~ | около 2017 г. | about 2017 | etwa 2017 | vers 2017
            2015~/2017~ | примерно 2015–2017 гг. | about 2015–2017 | etwa 2015–2017 | environ 2015–2017
            2015?/2017? | предположительно 2015–2017 гг. | presumably 2015–2017 | vermutlich 2015–2017 | probablement 2015–2017
            2015%/2017% | предположительно примерно 2015–2017 гг. | presumably about 2015–2017 | vermutlich etwa 2015–2017 | probablement environ 2015–2017
            2015~/2017 | около 2015 г. — 2017 г. | about 2015 – 2017 | etwa 2015 – 2017 | vers 2015 – 2017
            2015/2017? | 2015 г. — предположительно 2017 г. | 2015 – presumably 2017 | 2015 – vermutlich 2017 | 2015 – probablement 2017
            2015~/2017? | около 2015 г. — предположительно 2017 г. | about 2015 – presumably 2017 | etwa 2015 – vermutlich 2017 | vers 2015 – probablement 2017
            2017?/2017 | предположительно 2017 г. — 2017 г. | presumably 2017 – 2017 | vermutlich 2017 – 2017 | probablement 2017 – 2017
            2017-04-05?/2017-04-09? | предположительно 5–9 апреля 2017 г. | presumably 5–9 April 2017 | vermutlich 5.–9. April 2017 | probablement 5–9 avril 2017",
        );
    }

    #[test]
    fn open_intervals_include_their_end_and_keep_its_doubt() {
        expect(
            "ru | en | de | fr
            2021/.. | с 2021 г. | since 2021 | seit 2021 | depuis 2021
            2021-03-01/.. | с 1 марта 2021 г. | since 1 March 2021 | seit dem 1. März 2021 | depuis le 1er mars 2021
            2021-03/.. | с марта 2021 г. | since March 2021 | seit März 2021 | depuis mars 2021
            2017~/.. | примерно с 2017 г. | since about 2017 | etwa seit 2017 | depuis 2017 environ
            2017?/.. | предположительно с 2017 г. | presumably since 2017 | vermutlich seit 2017 | probablement depuis 2017
            2017%/.. | предположительно примерно с 2017 г. | presumably since about 2017 | vermutlich etwa seit 2017 | probablement depuis 2017 environ
            ../2021 | по 2021 г. | to 2021 | bis 2021 | jusqu’en 2021
            ../2021-03 | по март 2021 г. | to March 2021 | bis März 2021 | jusqu’en mars 2021
            ../2017-05-03 | по 3 мая 2017 г. включительно | to 3 May 2017 inclusive | bis einschließlich 3. Mai 2017 | jusqu’au 3 mai 2017 inclus
            ../2021~ | примерно по 2021 г. | to about 2021 | etwa bis 2021 | jusque vers 2021
            ../2021? | предположительно по 2021 г. | presumably to 2021 | vermutlich bis 2021 | probablement jusqu’en 2021
            ../2017-05-03~ | примерно по 3 мая 2017 г. | to about 3 May 2017 | etwa bis 3. Mai 2017 | jusque vers le 3 mai 2017
            2016-05/ | с мая 2016 г., окончание неизвестно | from May 2016, end unknown | ab Mai 2016, Ende unbekannt | dès mai 2016, fin inconnue
            2016~/ | примерно с 2016 г., окончание неизвестно | from about 2016, end unknown | etwa ab 2016, Ende unbekannt | dès 2016 environ, fin inconnue
            /2016 | по 2016 г., начало неизвестно | to 2016, beginning unknown | bis 2016, Beginn unbekannt | jusqu’en 2016, début inconnu
            /2016? | предположительно по 2016 г., начало неизвестно | presumably to 2016, beginning unknown | vermutlich bis 2016, Beginn unbekannt | probablement jusqu’en 2016, début inconnu",
        );
    }

    #[test]
    fn a_relation_has_a_period_or_an_as_of_date() {
        let period = |style: &LocaleStyle, [since, until, on]: [&str; 3]| {
            let date = |text: &str| (text != "-").then(|| Date::parse(text).expect("a date"));
            let details = RelationDetails {
                since: date(since),
                until: date(until),
                on: date(on),
                ..RelationDetails::default()
            };
            style
                .period(&details)
                .map(|text| text.to_string().replace('\u{a0}', " "))
        };
        let table = "
            - | - | 2017 | на 2017 г. | as of 2017 | Stand 2017 | en 2017
            - | - | 2017-06-21 | на 21 июня 2017 г. | as of 21 June 2017 | Stand 21. Juni 2017 | au 21 juin 2017
            - | - | 2017~ | примерно на 2017 г. | as of about 2017 | Stand etwa 2017 | vers 2017
            - | - | 2017? | предположительно на 2017 г. | presumably as of 2017 | vermutlich Stand 2017 | probablement en 2017
            - | - | 2021/.. | с 2021 г. | since 2021 | seit 2021 | depuis 2021
            - | - | ../2021 | по 2021 г. | to 2021 | bis 2021 | jusqu’en 2021
            - | - | 2017/2020 | 2017–2020 гг. | 2017–2020 | 2017–2020 | 2017–2020
            - | - | 2017/2017 | на 2017 г. | as of 2017 | Stand 2017 | en 2017
            2012 | - | - | с 2012 г. | since 2012 | seit 2012 | depuis 2012
            2012~ | - | 2017 | примерно с 2012 г. | since about 2012 | etwa seit 2012 | depuis 2012 environ
            - | 2017-05-03 | - | по 3 мая 2017 г. включительно | to 3 May 2017 inclusive | bis einschließlich 3. Mai 2017 | jusqu’au 3 mai 2017 inclus
            2012 | 2017-05-03 | - | 2012 г. — 3 мая 2017 г. | 2012 – 3 May 2017 | 2012 – 3. Mai 2017 | 2012 – 3 mai 2017
            2017 | 2017 | - | 2017 г. | 2017 | 2017 | 2017";
        let styles = ["ru", "en", "de", "fr"].map(style);
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let cells: Vec<&str> = line.split(" | ").collect();
            let [since, until, on, shown @ ..] = &cells[..] else {
                panic!("{line}");
            };
            assert_eq!(shown.len(), styles.len(), "{line}");
            for (style, shown) in styles.iter().zip(shown) {
                let text = period(style, [since, until, on]);
                assert_eq!(text.as_deref(), Some(*shown), "{line}");
            }
        }
        assert_eq!(period(&styles[0], ["-", "-", "-"]), None);
    }
}
