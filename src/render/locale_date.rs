//! Single dates as a language writes them.

use std::borrow::Cow;

use crate::record::{Date, PartialDate, Season, Time, Unspecified, Zone};
use crate::render::locale_pattern::{DateParts, DatePattern, MonthForm};
use crate::render::locale_style::LocaleStyle;
use crate::render::locale_words::Form;

impl LocaleStyle {
    /// A date with its doubt: «предположительно около 2017 г.»
    pub(super) fn qualified(&self, moment: PartialDate) -> String {
        let text = match moment.approximate {
            true => self.in_pattern("date_about", moment),
            false => self.moment(moment, Form::Plain),
        };
        self.doubted(moment.uncertain, text)
    }

    /// A text with «предположительно», if it is uncertain.
    pub(super) fn doubted(&self, is_uncertain: bool, text: String) -> String {
        match is_uncertain {
            true => self.words.fill("date_presumably", &[("date", &text)]),
            false => text,
        }
    }

    /// A date in the pattern of a key, in the form that it asks for: «с мая 2016 г.»
    pub(super) fn in_pattern(&self, key: &str, moment: PartialDate) -> String {
        let form = Form::in_pattern(self.words.get(key));
        let values = [(form.name(), &*self.moment(moment, form))];
        self.words.fill(key, &values)
    }

    pub(super) fn moment(&self, moment: PartialDate, form: Form) -> String {
        let text = match (moment.season, moment.month, moment.day) {
            (Some(season), _, _) => self.season(season, moment, form),
            (None, Some(month), Some(day)) => {
                let text = self.day(moment, month, &self.day_number(day));
                self.shaped("date_day", form, "date", text)
            }
            (None, Some(month), None) => self.month(moment, month, form),
            (None, None, _) => self.year(moment, form),
        };
        let text = self.with_unspecified(moment.unspecified, text);
        let Some(time) = moment.time else {
            return text;
        };
        let values = [("date", &*text), ("time", &self.time(time))];
        let text = self.words.fill("date_time", &values);
        match time.zone {
            Zone::Local => text,
            Zone::Utc => text + " (UTC)",
            zone @ Zone::Offset(_) => format!("{text} (UTC{zone})"),
        }
    }

    /// The number of a day. Some languages write the first one otherwise: «1er».
    pub(super) fn day_number(&self, day: u8) -> Cow<'_, str> {
        match self.words.own("date_first_day").filter(|_| day == 1) {
            Some(first) => Cow::Borrowed(first),
            None => Cow::Owned(self.whole(u64::from(day))),
        }
    }

    /// A day with month and year; `day` is the number, or several.
    pub(super) fn day(&self, moment: PartialDate, month: u8, day: &str) -> String {
        let pattern = self
            .calendar
            .as_ref()
            .map(|calendar| match moment.year > 0 {
                true => &calendar.day,
                false => &calendar.before_era.day,
            });
        let year = self.year_number(moment.year);
        self.by_pattern(pattern, day, &|form| self.month_text(month, form), &year)
    }

    fn month(&self, moment: PartialDate, month: u8, form: Form) -> String {
        let shaped = self.words.in_form("date_month", form);
        // Where a language declines months, the form beside a day is the genitive.
        let name = |wanted| match (form, shaped, wanted) {
            (Form::Genitive, None, MonthForm::Alone) => {
                self.month_text(month, MonthForm::BesideDay)
            }
            _ => self.month_text(month, wanted),
        };
        let text = self.month_of_year(moment, &name);
        self.shaped("date_month", form, "date", text)
    }

    /// A month with its year; `name` makes the text of the month.
    pub(super) fn month_of_year(
        &self,
        moment: PartialDate,
        name: &dyn Fn(MonthForm) -> String,
    ) -> String {
        let pattern = self
            .calendar
            .as_ref()
            .map(|calendar| match moment.year > 0 {
                true => &calendar.month,
                false => &calendar.before_era.month,
            });
        self.by_pattern(pattern, "", name, &self.year_number(moment.year))
    }

    /// A date by a pattern of CLDR. Before our era it has the name of the era.
    pub(super) fn by_pattern(
        &self,
        pattern: Option<&DatePattern>,
        day: &str,
        month: &dyn Fn(MonthForm) -> String,
        year: &str,
    ) -> String {
        let mut text = String::with_capacity(48);
        let parts = DateParts {
            day,
            month: Some(month),
            year,
            era: self.era(),
        };
        if let Some(pattern) = pattern {
            pattern.write(&parts, &mut text);
        }
        text
    }

    /// The month in a form: its name, or its number.
    pub(super) fn month_text(&self, month: u8, form: MonthForm) -> String {
        match (&self.calendar, form) {
            (Some(calendar), MonthForm::BesideDay | MonthForm::Alone) => {
                calendar.month_name(month, form).to_owned()
            }
            _ => self.whole(u64::from(month)),
        }
    }

    /// The name of the era before ours.
    fn era(&self) -> &str {
        let calendar = self.calendar.as_ref();
        calendar.map_or("", |calendar| &calendar.before_era.name)
    }

    /// The year, or the years that it can be.
    fn year(&self, moment: PartialDate, form: Form) -> String {
        let (first, last) = (moment.first_year(), moment.last_year());
        if moment.unspecified == Unspecified::YearDigits(1) && first > 0 {
            let values = [("year", &*self.year_number(first))];
            return self.words.filled_in_form("date_decade", form, &values);
        }
        if first == last {
            return self.whole_year(last, form);
        }
        self.years(first, last)
    }

    /// A year in words: «2017 г.»
    fn whole_year(&self, year: i32, form: Form) -> String {
        let calendar = self.calendar.as_ref();
        let pattern = calendar.map(|calendar| match year > 0 {
            true => &calendar.year,
            false => &calendar.before_era.year,
        });
        let text = self.by_pattern(pattern, "", &|_| String::new(), &self.year_number(year));
        match year > 0 {
            true => self.shaped("date_year", form, "year", text),
            false => text,
        }
    }

    /// The years from one to another, both in the same era: «2015–2017 гг.»
    pub(super) fn years(&self, first: i32, last: i32) -> String {
        let (from, to) = (self.year_number(first), self.year_number(last));
        let values = [("from", &*from), ("to", &*to), ("era", self.era())];
        let key = match last > 0 {
            true => "date_years",
            false => "date_years_before_era",
        };
        self.words.fill(key, &values)
    }

    /// The digits of a year in its era. There is no year 0: 1 BC comes before 1.
    fn year_number(&self, year: i32) -> String {
        let in_era = if year > 0 { year } else { 1 - year };
        self.whole(u64::from(in_era.unsigned_abs()))
    }

    fn season(&self, season: Season, moment: PartialDate, form: Form) -> String {
        let key = match season {
            Season::Spring => "spring",
            Season::Summer => "summer",
            Season::Autumn => "autumn",
            Season::Winter => "winter",
        };
        let name = self.words.filled_in_form(key, form, &[]);
        let year = self.year(moment, Form::Plain);
        let values = [("season", &*name), ("year", &*year)];
        self.words.fill("date_season", &values)
    }

    /// A part of a date that is complete without words in a form: by the language's own pattern, or else as it is.
    fn shaped(&self, key: &str, form: Form, placeholder: &str, text: String) -> String {
        match self.words.language(key) {
            None if !self.words.get(key).is_empty() || self.words.in_form(key, form).is_some() => {
                let values = [(placeholder, &*text)];
                self.words.filled_in_form(key, form, &values)
            }
            _ => text,
        }
    }

    /// A date with the remark on the parts that are written as `XX`.
    fn with_unspecified(&self, unspecified: Unspecified, text: String) -> String {
        let key = match unspecified {
            Unspecified::Nothing | Unspecified::YearDigits(_) => return text,
            Unspecified::Day => "date_day_unknown",
            Unspecified::Month => "date_month_unknown",
            Unspecified::MonthAndDay => "date_month_and_day_unknown",
        };
        self.words.fill(key, &[("date", &text)])
    }

    /// A time of the day of 24 hours, without its zone.
    fn time(&self, time: Time) -> String {
        let mut plain = format!("{:02}:{:02}", time.hour, time.minute);
        if time.second > 0 {
            plain.push_str(&format!(":{:02}", time.second));
        }
        let mut text = String::new();
        self.symbols.write_digits(&plain, &mut text);
        text
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
    use std::sync::Arc;

    use super::*;
    use crate::model::Messages;
    use crate::render::defaults;
    use crate::source::SourcePath;

    /// The conventions of a language, with the program's own messages.
    pub(in crate::render) fn style(code: &str) -> LocaleStyle {
        let path = SourcePath::new("layouts/strings.toml");
        let mut messages = Messages::parse(defaults::messages_toml(), &path).value;
        if let Some(text) = defaults::language_toml(code) {
            messages.merge_defaults(Messages::parse(text, &path).value);
        }
        LocaleStyle::new(&Arc::new(messages), code, &[])
    }

    /// Compares dates with their forms in the languages that the first line names; a line of the table is a date and its forms.
    pub(in crate::render) fn expect(table: &str) {
        let mut lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
        let codes = lines.next().into_iter().flat_map(|line| line.split(" | "));
        let styles: Vec<LocaleStyle> = codes.map(style).collect();
        for line in lines {
            let cells: Vec<&str> = line.split(" | ").collect();
            assert_eq!(cells.len(), styles.len() + 1, "{line}");
            for (style, words) in styles.iter().zip(&cells[1..]) {
                let date = Date::parse(cells[0]).expect("a date");
                let shown = style.date(date).replace('\u{a0}', " ");
                assert_eq!(shown, *words, "{} in {}", cells[0], style.code);
            }
        }
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        expect(
            "ru | en | de | fr
            2017-02-21 | 21 февраля 2017 г. | 21 February 2017 | 21. Februar 2017 | 21 février 2017
            2017-02-01 | 1 февраля 2017 г. | 1 February 2017 | 1. Februar 2017 | 1er février 2017
            2017-02 | февраль 2017 г. | February 2017 | Februar 2017 | février 2017
            2017 | 2017 г. | 2017 | 2017 | 2017
            2017~ | около 2017 г. | about 2017 | etwa 2017 | vers 2017
            2017-05~ | около мая 2017 г. | about May 2017 | etwa Mai 2017 | vers mai 2017
            2017-05-03~ | около 3 мая 2017 г. | about 3 May 2017 | etwa 3. Mai 2017 | vers le 3 mai 2017
            2017? | предположительно 2017 г. | presumably 2017 | vermutlich 2017 | probablement 2017
            2017% | предположительно около 2017 г. | presumably about 2017 | vermutlich etwa 2017 | probablement vers 2017",
        );
    }

    #[test]
    fn decades_seasons_eras_and_times_are_in_words() {
        expect(
            "ru | en | de | fr
            201X | 2010-е гг. | 2010s | 2010er-Jahre | années 2010
            201X~ | около 2010-х гг. | about 2010s | etwa 2010er-Jahre | vers les années 2010
            20XX? | предположительно 2000–2099 гг. | presumably 2000–2099 | vermutlich 2000–2099 | probablement 2000–2099
            2004-XX | 2004 г. (месяц неизвестен) | 2004 (month unknown) | 2004 (Monat unbekannt) | 2004 (mois inconnu)
            1985-04-XX | апрель 1985 г. (день неизвестен) | April 1985 (day unknown) | April 1985 (Tag unbekannt) | avril 1985 (jour inconnu)
            1985-XX-XX | 1985 г. (месяц и день неизвестны) | 1985 (month and day unknown) | 1985 (Monat und Tag unbekannt) | 1985 (mois et jour inconnus)
            2024-21 | весна 2024 г. | spring 2024 | Frühjahr 2024 | printemps 2024
            2024-24~ | около зимы 2024 г. | about winter 2024 | etwa Winter 2024 | vers l’hiver 2024
            2024-21/2024-23 | весна 2024 г. — осень 2024 г. | spring 2024 – autumn 2024 | Frühjahr 2024 – Herbst 2024 | printemps 2024 – automne 2024
            201X/202X | 2010-е гг. — 2020-е гг. | 2010s – 2020s | 2010er-Jahre – 2020er-Jahre | années 2010 – années 2020
            201X/.. | с 2010-х гг. | since 2010s | seit den 2010er-Jahren | depuis les années 2010
            ../201X | по 2010-е гг. | to 2010s | bis in die 2010er-Jahre | jusqu’aux années 2010
            -0044-03-15 | 15 марта 45 г. до н. э. | 15 March 45 BC | 15. März 45 v. Chr. | 15 mars 45 av. J.-C.
            -0044-03 | март 45 г. до н. э. | March 45 BC | März 45 v. Chr. | mars 45 av. J.-C.
            0000 | 1 г. до н. э. | 1 BC | 1 v. Chr. | 1 av. J.-C.
            -201X | 2020–2011 гг. до н. э. | 2020–2011 BC | 2020–2011 v. Chr. | 2020–2011 av. J.-C.
            Y-17000 | 17001 г. до н. э. | 17001 BC | 17001 v. Chr. | 17001 av. J.-C.
            Y170000002 | 170000002 г. | 170000002 | 170000002 | 170000002
            2017-02-21T10:00:00 | 21 февраля 2017 г., 10:00 | 21 February 2017, 10:00 | 21. Februar 2017, 10:00 Uhr | 21 février 2017, 10:00
            2017-02-21T10:00:30+05:30 | 21 февраля 2017 г., 10:00:30 (UTC+05:30) | 21 February 2017, 10:00:30 (UTC+05:30) | 21. Februar 2017, 10:00:30 Uhr (UTC+05:30) | 21 février 2017, 10:00:30 (UTC+05:30)
            2017-02-21T10:00:00Z | 21 февраля 2017 г., 10:00 (UTC) | 21 February 2017, 10:00 (UTC) | 21. Februar 2017, 10:00 Uhr (UTC) | 21 février 2017, 10:00 (UTC)
            ../2024-21 | по весну 2024 г. | to spring 2024 | bis Frühjahr 2024 | jusqu’au printemps 2024
            2024-21/.. | с весны 2024 г. | since spring 2024 | seit Frühjahr 2024 | depuis le printemps 2024",
        );
    }

    #[test]
    fn every_language_has_its_own_months_order_and_digits() {
        expect(
            "es | ja | hu | kk | eu | fa
            2017-02-21 | 21 de febrero de 2017 | 2017年2月21日 | 2017. február 21. | 2017 ж. 21 ақпан | 2017(e)ko otsailaren 21(a) | ۲۱ فوریه ۲۰۱۷
            2017-02 | febrero de 2017 | 2017年2月 | 2017. február | 2017 ж. ақпан | 2017(e)ko otsaila | فوریه ۲۰۱۷
            2017-06-22/2017-06-23 | 22–23 de junio de 2017 | 2017年6月22日–23日 | 2017. június 22.–23. | 2017 ж. 22–23 маусым | 2017(e)ko ekainaren 22(a)–23(a) | ۲۲–۲۳ ژوئن ۲۰۱۷
            2017-04-05/2017-05-09 | 5 de abril – 9 de mayo de 2017 | 2017年4月5日 – 5月9日 | 2017. április 5. – május 9. | 2017 ж. 5 сәуір – 9 мамыр | 2017(e)ko apirilaren 5(a) – maiatzaren 9(a) | ۵ آوریل – ۹ مه ۲۰۱۷
            2017-04/2017-05 | abril–mayo de 2017 | 2017年4月–5月 | 2017. április–május | 2017 ж. сәуір–мамыр | 2017(e)ko apirila–maiatza | آوریل–مه ۲۰۱۷",
        );
    }
}
