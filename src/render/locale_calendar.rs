//! The calendar of a language by CLDR: how it puts a date together, and its names of months and eras.

use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::enums::{CalendarPeriodFieldSet, DateFieldSet};
use icu_datetime::fieldsets::{MD, Y, YM, YMD};
use icu_datetime::input::Date;
use icu_datetime::options::YearStyle;
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu_locale_core::Locale;
use writeable::TryWriteable;

use super::locale_pattern::{DatePattern, MonthForm};

/// The conventions of a language for dates, without words such as «since».
#[derive(Debug)]
pub(super) struct Calendar {
    /// A day with its month and year.
    pub(super) day: DatePattern,
    /// A day with its month.
    pub(super) day_of_year: DatePattern,
    /// A month with its year.
    pub(super) month: DatePattern,
    /// A year.
    pub(super) year: DatePattern,
    /// The same three before our era.
    pub(super) before_era: BeforeEra,
    months: Vec<MonthNames>,
}

/// The conventions for dates before our era.
#[derive(Debug)]
pub(super) struct BeforeEra {
    pub(super) day: DatePattern,
    pub(super) month: DatePattern,
    pub(super) year: DatePattern,
    /// The name of the era: «до н. э.»
    pub(super) name: String,
}

/// The names of a month.
#[derive(Debug, Default)]
struct MonthNames {
    beside_day: String,
    alone: String,
    short: String,
}

impl Calendar {
    /// Reads the calendar of a language. `None` if CLDR has no names of months in it.
    pub(super) fn new(locale: &Locale) -> Option<Calendar> {
        let (year, year_before) = (date(2017, 2)?, date(-44, 2)?);
        let era = |year_style| {
            let [month, of_year] = [
                CalendarPeriodFieldSet::YM(YM::long().with_year_style(year_style)),
                CalendarPeriodFieldSet::Y(Y::long().with_year_style(year_style)),
            ];
            let day = DateFieldSet::YMD(YMD::long().with_year_style(year_style));
            (day, month, of_year)
        };
        let (day, month, of_year) = era(YearStyle::Auto);
        let (day_before, month_before, of_year_before) = era(YearStyle::WithEra);
        // A pattern whose year is only a literal is a mistake of CLDR.
        let with_year = |pattern: Option<String>, or: &str| {
            let parsed = pattern.map(|pattern| DatePattern::parse(&pattern));
            let good = parsed.filter(DatePattern::has_year);
            good.unwrap_or_else(|| DatePattern::parse(or))
        };
        let months: Vec<MonthNames> = (1..=12).filter_map(|month| names(locale, month)).collect();
        let is_known = |names: &MonthNames| !names.alone.starts_with("M0");
        if months.len() < 12 || !months.first().is_some_and(is_known) {
            return None;
        }
        Some(Calendar {
            day: with_year(of_day(locale, day, &year), "y-MM-d"),
            day_of_year: DatePattern::parse(&of_day(locale, DateFieldSet::MD(MD::long()), &year)?),
            month: with_year(of_period(locale, month, &year), "LLLL y"),
            year: with_year(of_period(locale, of_year, &year), "y"),
            before_era: BeforeEra {
                day: with_year(of_day(locale, day_before, &year_before), "d MMMM y GGG"),
                month: with_year(of_period(locale, month_before, &year_before), "LLLL y GGG"),
                year: with_year(of_period(locale, of_year_before, &year_before), "y GGG"),
                name: text(locale, "GGG", &year_before)?.replace(' ', "\u{a0}"),
            },
            months,
        })
    }

    /// The name of a month, 1 to 12. Empty for `MonthForm::Number`.
    pub(super) fn month_name(&self, month: u8, form: MonthForm) -> &str {
        let names = self.months.get(usize::from(month.clamp(1, 12)) - 1);
        names.map_or("", |names| match form {
            MonthForm::Number => "",
            MonthForm::BesideDay => &names.beside_day,
            MonthForm::Alone => &names.alone,
        })
    }

    /// The abbreviations of the months.
    pub(super) fn short_months(&self) -> impl Iterator<Item = &str> {
        self.months.iter().map(|names| &*names.short)
    }
}

fn date(year: i32, month: u8) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(year, month, 21).ok()
}

/// The pattern of a date with a day.
fn of_day(locale: &Locale, fields: DateFieldSet, date: &Date<Gregorian>) -> Option<String> {
    let formatter =
        FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale.into(), fields).ok()?;
    Some(formatter.format(date).pattern().to_string())
}

/// The pattern of a date without a day.
fn of_period(
    locale: &Locale,
    fields: CalendarPeriodFieldSet,
    date: &Date<Gregorian>,
) -> Option<String> {
    let formatter =
        FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale.into(), fields).ok()?;
    Some(formatter.format(date).pattern().to_string())
}

fn names(locale: &Locale, month: u8) -> Option<MonthNames> {
    let date = date(2017, month)?;
    Some(MonthNames {
        beside_day: text(locale, "MMMM", &date)?,
        alone: text(locale, "LLLL", &date)?,
        short: text(locale, "LLL", &date)?,
    })
}

/// A date by a pattern.
fn text(locale: &Locale, pattern: &str, date: &Date<Gregorian>) -> Option<String> {
    let pattern = DateTimePattern::try_from_pattern_str(pattern).ok()?;
    let mut names =
        FixedCalendarDateTimeNames::<Gregorian, DateFieldSet>::try_new(locale.into()).ok()?;
    let formatter = names.include_for_pattern(&pattern).ok()?;
    let formatted = formatter.format(date);
    let text = formatted.try_write_to_string().ok()?;
    Some(text.into_owned())
}
