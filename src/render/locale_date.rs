//! Dates and intervals as a language writes them.

use crate::record::{Date, IntervalEnd, PartialDate, RelationDetails};
use crate::render::locale_number::push_whole;
use crate::render::locale_style::{LocaleStyle, NBSP};

const MONTHS_RU: [(&str, &str); 12] = [
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
];

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

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
        let text = match date {
            Date::On(moment) if moment.approximate => self.about(moment),
            Date::On(moment) => self.moment(moment, Case::Nominative),
            Date::Between(IntervalEnd::At(from), IntervalEnd::At(to)) => self.interval(from, to),
            Date::Between(IntervalEnd::At(from), IntervalEnd::Open) => self.since(from),
            Date::Between(IntervalEnd::Open, IntervalEnd::At(to)) => self.until(to),
            Date::Between(IntervalEnd::At(from), IntervalEnd::Unknown) => {
                self.with_unknown_end(from)
            }
            Date::Between(IntervalEnd::Unknown, IntervalEnd::At(to)) => self.with_unknown_start(to),
            Date::Between(..) => String::new(),
        };
        match (is_uncertain(date), self) {
            (false, _) => text,
            (true, LocaleStyle::Russian) => format!("предположительно {text}"),
            (true, _) => format!("presumably {text}"),
        }
    }

    /// The period or as-of date of a relation; `None` if it has neither.
    pub(super) fn period(self, details: &RelationDetails) -> Option<String> {
        let RelationDetails {
            since, until, on, ..
        } = details;
        let end = |date: &Option<Date>, of: fn(Date) -> Option<PartialDate>| date.and_then(of);
        Some(match (end(since, Date::from), end(until, Date::to)) {
            (None, None) => {
                let on = (*on)?;
                match self {
                    LocaleStyle::Plain => on.to_string(),
                    _ if is_uncertain(on) => self.date(on),
                    LocaleStyle::Russian => format!("на{NBSP}{}", self.date(on)),
                    LocaleStyle::English => format!("as of {}", self.date(on)),
                }
            }
            (from, to) => self.date(Date::Between(
                from.map_or(IntervalEnd::Open, IntervalEnd::At),
                to.map_or(IntervalEnd::Open, IntervalEnd::At),
            )),
        })
    }

    fn moment(self, moment: PartialDate, case: Case) -> String {
        let mut text = String::new();
        self.write_moment(moment, case, &mut text);
        text
    }

    fn write_moment(self, moment: PartialDate, case: Case, text: &mut String) {
        let PartialDate {
            year, month, day, ..
        } = moment;
        text.reserve(48);
        if let Some(day) = day.filter(|_| month.is_some()) {
            push_whole(text, u64::from(day));
            text.push(NBSP);
        }
        if let Some(month) = month {
            text.push_str(match self {
                LocaleStyle::Russian => {
                    month_ru(month, if day.is_some() { Case::Genitive } else { case })
                }
                _ => month_en(month),
            });
            text.push(' ');
        }
        push_whole(text, u64::from(year));
        if self == LocaleStyle::Russian {
            text.push(NBSP);
            text.push_str(case.of_year());
        }
    }

    fn about(self, moment: PartialDate) -> String {
        match self {
            LocaleStyle::Russian => format!("около {}", self.moment(moment, Case::Genitive)),
            _ => format!("about {}", self.moment(moment, Case::Nominative)),
        }
    }

    fn since(self, moment: PartialDate) -> String {
        match self {
            LocaleStyle::Russian => format!("с{NBSP}{}", self.moment(moment, Case::Genitive)),
            _ => format!("since {}", self.moment(moment, Case::Nominative)),
        }
    }

    fn until(self, moment: PartialDate) -> String {
        match self {
            LocaleStyle::Russian => format!("до{NBSP}{}", self.moment(moment, Case::Genitive)),
            _ => format!("until {}", self.moment(moment, Case::Nominative)),
        }
    }

    /// An interval with an unknown end.
    fn with_unknown_end(self, moment: PartialDate) -> String {
        match self {
            LocaleStyle::Russian => format!("{}, окончание неизвестно", self.since(moment)),
            _ => format!(
                "from {}, end unknown",
                self.moment(moment, Case::Nominative)
            ),
        }
    }

    /// An interval with an unknown beginning.
    fn with_unknown_start(self, moment: PartialDate) -> String {
        match self {
            LocaleStyle::Russian => format!("{}, начало неизвестно", self.until(moment)),
            _ => format!("{}, beginning unknown", self.until(moment)),
        }
    }

    /// An interval without repeated parts: «22–23 июня 2017 г.», «5 апреля — 9 мая 2017 г.», «2017–2020 гг.»
    fn interval(self, from: PartialDate, to: PartialDate) -> String {
        let russian = self == LocaleStyle::Russian;
        let plain = |m: PartialDate| !m.approximate;
        if from.year == to.year && plain(from) && plain(to) {
            let year = if russian {
                format!("{}{NBSP}г.", to.year)
            } else {
                to.year.to_string()
            };
            match (from.month, from.day, to.month, to.day) {
                (Some(a), Some(first), Some(b), Some(last)) if a == b => {
                    let month = if russian {
                        month_ru(a, Case::Genitive)
                    } else {
                        month_en(a)
                    };
                    return format!("{first}–{last}{NBSP}{month} {year}");
                }
                (Some(a), Some(first), Some(b), Some(last)) => {
                    let month = |month| {
                        if russian {
                            month_ru(month, Case::Genitive)
                        } else {
                            month_en(month)
                        }
                    };
                    return format!(
                        "{first}{NBSP}{} — {last}{NBSP}{} {year}",
                        month(a),
                        month(b)
                    );
                }
                (Some(a), None, Some(b), None) => {
                    let month = |month| {
                        if russian {
                            month_ru(month, Case::Nominative)
                        } else {
                            month_en(month)
                        }
                    };
                    return format!("{}–{} {year}", month(a), month(b));
                }
                _ => {}
            }
        }
        if from.month.is_none() && to.month.is_none() && plain(from) && plain(to) {
            return if russian {
                format!("{}–{}{NBSP}гг.", from.year, to.year)
            } else {
                format!("{}–{}", from.year, to.year)
            };
        }
        let end = |moment: PartialDate| {
            if moment.approximate {
                self.about(moment)
            } else {
                self.moment(moment, Case::Nominative)
            }
        };
        format!("{} — {}", end(from), end(to))
    }
}

fn is_uncertain(date: Date) -> bool {
    [date.from(), date.to()]
        .into_iter()
        .flatten()
        .any(|moment| moment.uncertain)
}

/// The date for `<time datetime>`; `None` for intervals and uncertain dates, which HTML cannot express.
pub(super) fn machine_moment(date: Date) -> Option<PartialDate> {
    match date {
        Date::On(moment) if moment.is_certain() && moment.year > 0 => Some(moment),
        _ => None,
    }
}

/// The value of `<time datetime>`; `None` if HTML cannot express the date.
pub(super) fn machine_date(date: Date) -> Option<String> {
    machine_moment(date).map(|moment| moment.to_string())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Nominative,
    Genitive,
}

impl Case {
    fn of_year(self) -> &'static str {
        // «г.» abbreviates both «год» and «года».
        "г."
    }
}

fn month_ru(month: u8, case: Case) -> &'static str {
    let (nominative, genitive) = MONTHS_RU[usize::from(month.clamp(1, 12)) - 1];
    if case == Case::Genitive {
        genitive
    } else {
        nominative
    }
}

fn month_en(month: u8) -> &'static str {
    MONTHS_EN[usize::from(month.clamp(1, 12)) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(style: LocaleStyle, text: &str) -> String {
        style
            .date(Date::parse(text).expect("a date"))
            .replace(NBSP, " ")
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        for (date, ru, en) in [
            ("2017-02-21", "21 февраля 2017 г.", "21 February 2017"),
            ("2017-02", "февраль 2017 г.", "February 2017"),
            ("2017", "2017 г.", "2017"),
            ("2017~", "около 2017 г.", "about 2017"),
            ("2017-05~", "около мая 2017 г.", "about May 2017"),
            ("2017?", "предположительно 2017 г.", "presumably 2017"),
            (
                "2017-06-22/2017-06-23",
                "22–23 июня 2017 г.",
                "22–23 June 2017",
            ),
            (
                "2017-04-05/2017-05-09",
                "5 апреля — 9 мая 2017 г.",
                "5 April — 9 May 2017",
            ),
            ("2017/2020", "2017–2020 гг.", "2017–2020"),
            ("2017-04/2017-05", "апрель–май 2017 г.", "April–May 2017"),
            (
                "2016-12-30/2017-01-02",
                "30 декабря 2016 г. — 2 января 2017 г.",
                "30 December 2016 — 2 January 2017",
            ),
            ("../2021-03", "до марта 2021 г.", "until March 2021"),
            ("2021/..", "с 2021 г.", "since 2021"),
            (
                "2016-05/",
                "с мая 2016 г., окончание неизвестно",
                "from May 2016, end unknown",
            ),
            (
                "/2016",
                "до 2016 г., начало неизвестно",
                "until 2016, beginning unknown",
            ),
        ] {
            assert_eq!(shown(LocaleStyle::Russian, date), ru);
            assert_eq!(shown(LocaleStyle::English, date), en);
        }
        assert_eq!(shown(LocaleStyle::Plain, "2017-02"), "2017-02");
    }
}
