//! Single dates as a language writes them.

use crate::record::{Date, PartialDate, Season, Time, Unspecified, Zone};
use crate::render::locale_calendar::{Case, month_en, month_ru};
use crate::render::locale_number::push_whole;
use crate::render::locale_style::{LocaleStyle, NBSP};

impl LocaleStyle {
    /// A date with its doubt: «предположительно около 2017 г.»
    pub(super) fn qualified(self, moment: PartialDate) -> String {
        let text = match (moment.approximate, self) {
            (false, _) => self.moment(moment, Case::Nominative),
            (true, LocaleStyle::Russian) => {
                format!("около {}", self.moment(moment, Case::Genitive))
            }
            (true, _) => format!("about {}", self.moment(moment, Case::Nominative)),
        };
        self.doubted(moment.uncertain, text)
    }

    /// A text with «предположительно», if it is uncertain.
    pub(super) fn doubted(self, is_uncertain: bool, text: String) -> String {
        match (is_uncertain, self) {
            (false, _) => text,
            (true, LocaleStyle::Russian) => format!("предположительно {text}"),
            (true, _) => format!("presumably {text}"),
        }
    }

    /// A date after a preposition, with its doubt: «предположительно примерно с 2017 г.»
    pub(super) fn with_preposition(
        self,
        moment: PartialDate,
        (ru, en): (&str, &str),
        case: Case,
    ) -> String {
        let date = self.moment(moment, case);
        let text = match (moment.approximate, self) {
            (false, LocaleStyle::Russian) => format!("{ru}{date}"),
            (true, LocaleStyle::Russian) => format!("примерно {ru}{date}"),
            (false, _) => format!("{en}{date}"),
            (true, _) => format!("{en}about {date}"),
        };
        self.doubted(moment.uncertain, text)
    }

    pub(super) fn moment(self, moment: PartialDate, case: Case) -> String {
        let mut text = String::new();
        self.write_moment(moment, case, &mut text);
        text
    }

    pub(super) fn write_moment(self, moment: PartialDate, case: Case, text: &mut String) {
        let PartialDate { month, day, .. } = moment;
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
        if let Some(season) = moment.season {
            text.push_str(self.season(season, case));
            text.push(' ');
        }
        self.write_year(moment, case, text);
        text.push_str(self.unspecified(moment.unspecified));
        if let Some(time) = moment.time {
            write_time(time, text);
        }
    }

    /// Appends the year, or the years that it can be.
    fn write_year(self, moment: PartialDate, case: Case, text: &mut String) {
        let russian = self == LocaleStyle::Russian;
        let (first, last) = (moment.first_year(), moment.last_year());
        // There is no year 0: 1 BC comes before 1.
        let era = |year: i32| if year > 0 { year } else { 1 - year };
        push_whole(text, u64::from(era(first).unsigned_abs()));
        let is_decade = moment.unspecified == Unspecified::YearDigits(1) && first > 0;
        if is_decade {
            text.push_str(match (self, case) {
                (LocaleStyle::Russian, Case::Nominative | Case::Accusative) => "-е",
                (LocaleStyle::Russian, Case::Genitive) => "-х",
                _ => "s",
            });
        } else if first != last {
            text.push('–');
            push_whole(text, u64::from(era(last).unsigned_abs()));
        }
        if russian {
            text.push(NBSP);
            text.push_str(if first == last { "г." } else { "гг." });
        }
        if last <= 0 {
            text.push(NBSP);
            text.push_str(if russian {
                "до\u{a0}н.\u{a0}э."
            } else {
                "BC"
            });
        }
    }

    fn season(self, season: Season, case: Case) -> &'static str {
        let (ru, en) = match season {
            Season::Spring => (["весна", "весны", "весну"], "spring"),
            Season::Summer => (["лето", "лета", "лето"], "summer"),
            Season::Autumn => (["осень", "осени", "осень"], "autumn"),
            Season::Winter => (["зима", "зимы", "зиму"], "winter"),
        };
        match self {
            LocaleStyle::Russian => ru[case as usize],
            LocaleStyle::English | LocaleStyle::Plain => en,
        }
    }

    /// The remark on the parts that are written as `XX`.
    fn unspecified(self, unspecified: Unspecified) -> &'static str {
        let (ru, en) = match unspecified {
            Unspecified::Nothing | Unspecified::YearDigits(_) => ("", ""),
            Unspecified::Day => (" (день неизвестен)", " (day unknown)"),
            Unspecified::Month => (" (месяц неизвестен)", " (month unknown)"),
            Unspecified::MonthAndDay => (" (месяц и день неизвестны)", " (month and day unknown)"),
        };
        if self == LocaleStyle::Russian { ru } else { en }
    }
}

/// Appends a time of the day, with its zone if that is stated.
fn write_time(time: Time, text: &mut String) {
    text.push_str(&format!(", {:02}:{:02}", time.hour, time.minute));
    if time.second > 0 {
        text.push_str(&format!(":{:02}", time.second));
    }
    match time.zone {
        Zone::Local => {}
        Zone::Utc => text.push_str(" (UTC)"),
        zone @ Zone::Offset(_) => text.push_str(&format!(" (UTC{zone})")),
    }
}

/// The date for `<time datetime>`; `None` for intervals and uncertain dates, which HTML cannot express.
pub(super) fn machine_moment(date: Date) -> Option<PartialDate> {
    let moment = date.single();
    moment.filter(|moment| moment.is_exact())
}

/// The value of `<time datetime>`; `None` if HTML cannot express the date.
pub(super) fn machine_date(date: Date) -> Option<String> {
    machine_moment(date).map(|moment| moment.to_string())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::render) fn shown(style: LocaleStyle, text: &str) -> String {
        style
            .date(Date::parse(text).expect("a date"))
            .replace(NBSP, " ")
    }

    /// Compares dates with their forms in Russian and English, given as the lines of a table.
    pub(in crate::render) fn expect(table: &str) {
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let cells: Vec<&str> = line.split(" | ").collect();
            let [date, ru, en] = cells[..] else {
                panic!("{line}");
            };
            assert_eq!(shown(LocaleStyle::Russian, date), ru, "{date}");
            assert_eq!(shown(LocaleStyle::English, date), en, "{date}");
        }
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        expect(
            "
            2017-02-21 | 21 февраля 2017 г. | 21 February 2017
            2017-02 | февраль 2017 г. | February 2017
            2017 | 2017 г. | 2017
            2017~ | около 2017 г. | about 2017
            2017-05~ | около мая 2017 г. | about May 2017
            2017-05-03~ | около 3 мая 2017 г. | about 3 May 2017
            2017? | предположительно 2017 г. | presumably 2017
            2017% | предположительно около 2017 г. | presumably about 2017",
        );
        assert_eq!(shown(LocaleStyle::Plain, "2017-02"), "2017-02");
        assert_eq!(shown(LocaleStyle::Plain, "2017~/.."), "2017~/..");
    }

    #[test]
    fn decades_seasons_eras_and_times_are_in_words() {
        expect(
            "
            201X | 2010-е гг. | 2010s
            201X~ | около 2010-х гг. | about 2010s
            20XX? | предположительно 2000–2099 гг. | presumably 2000–2099
            2004-XX | 2004 г. (месяц неизвестен) | 2004 (month unknown)
            1985-04-XX | апрель 1985 г. (день неизвестен) | April 1985 (day unknown)
            1985-XX-XX | 1985 г. (месяц и день неизвестны) | 1985 (month and day unknown)
            2024-21 | весна 2024 г. | spring 2024
            2024-24~ | около зимы 2024 г. | about winter 2024
            2024-21/2024-23 | весна 2024 г. — осень 2024 г. | spring 2024 – autumn 2024
            201X/202X | 2010-е гг. — 2020-е гг. | 2010s – 2020s
            -0044-03-15 | 15 марта 45 г. до н. э. | 15 March 45 BC
            0000 | 1 г. до н. э. | 1 BC
            -201X | 2020–2011 гг. до н. э. | 2020–2011 BC
            Y-17000 | 17001 г. до н. э. | 17001 BC
            Y170000002 | 170000002 г. | 170000002
            2017-02-21T10:00:00 | 21 февраля 2017 г., 10:00 | 21 February 2017, 10:00
            2017-02-21T10:00:30+05:30 | 21 февраля 2017 г., 10:00:30 (UTC+05:30) | 21 February 2017, 10:00:30 (UTC+05:30)
            2017-02-21T10:00:00Z | 21 февраля 2017 г., 10:00 (UTC) | 21 February 2017, 10:00 (UTC)
            ../2024-21 | по весну 2024 г. | to spring 2024",
        );
    }
}
