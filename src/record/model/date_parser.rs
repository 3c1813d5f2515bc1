//! The parser of dates, levels 0 and 1 of EDTF.

use super::date::{Date, IntervalEnd, PartialDate};
use super::date_parts::{MAX_YEAR, Season, Time, Unspecified, Zone};
use crate::text::day::days_in_month;

/// The reason why a text is not a date, in Russian and English.
type Reason = (&'static str, &'static str);

/// The reason for a date in the order or with the signs of another notation.
const OTHER_ORDER: Reason = (
    "сначала год, потом месяц и день, через дефис",
    "the year comes first, then month and day, with hyphens",
);

impl Date {
    /// Parses a date of EDTF. The error is the reason in Russian and English.
    pub fn parse(text: &str) -> Result<Date, Reason> {
        parse_date(text)
    }
}

/// Parses a date or an interval.
fn parse_date(text: &str) -> Result<Date, Reason> {
    let Some((from, to)) = text.split_once('/') else {
        return Ok(Date::On(match text.split_once('T') {
            Some((day, time)) => parse_moment(day, time)?,
            None => parse_partial_date(text)?,
        }));
    };
    // 21/02/2017
    if to.contains('/') {
        return Err(OTHER_ORDER);
    }
    let end = |text: &str| match text {
        ".." => Ok(IntervalEnd::Open),
        "" => Ok(IntervalEnd::Unknown),
        _ if text.contains('T') => Err((
            "концы промежутка пишутся без времени",
            "the ends of an interval have no time",
        )),
        _ => parse_partial_date(text).map(IntervalEnd::At),
    };
    let (from, to) = (end(from)?, end(to)?);
    if from.date().is_none() && to.date().is_none() {
        return Err((
            "у промежутка нет ни начала, ни конца",
            "the interval has neither a beginning nor an end",
        ));
    }
    Ok(Date::Between(from, to))
}

/// Parses a day with a time.
fn parse_moment(day: &str, time: &str) -> Result<PartialDate, Reason> {
    let date = parse_partial_date(day)?;
    if date.day.is_none() || !date.is_certain() {
        return Err(("время пишут после дня", "a time follows a day"));
    }
    let time = parse_time(time).ok_or((
        "время пишут так: 2017-02-21T10:30:00, с поясом 2017-02-21T10:30:00+03:00",
        "a time is written 2017-02-21T10:30:00, with its zone 2017-02-21T10:30:00+03:00",
    ))?;
    Ok(PartialDate {
        time: Some(time),
        ..date
    })
}

fn parse_time(text: &str) -> Option<Time> {
    let (clock, zone) = match text.find(['Z', '+', '-']) {
        None => (text, Zone::Local),
        Some(at) => (&text[..at], parse_zone(&text[at..])?),
    };
    let mut parts = clock.split(':');
    let mut part = |most: u16| number(parts.next()?, 2).filter(|part| *part <= most);
    let (hour, minute, second) = (part(23)?, part(59)?, part(59)?);
    parts.next().is_none().then_some(Time {
        hour: hour as u8,
        minute: minute as u8,
        second: second as u8,
        zone,
    })
}

fn parse_zone(text: &str) -> Option<Zone> {
    if text == "Z" {
        return Some(Zone::Utc);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text[1..].split_once(':').unwrap_or((&text[1..], "00"));
    let hours = number(hours, 2).filter(|hours| *hours <= 23)?;
    let minutes = number(minutes, 2).filter(|minutes| *minutes <= 59)?;
    Some(Zone::Offset(sign * (hours * 60 + minutes) as i16))
}

fn parse_partial_date(text: &str) -> Result<PartialDate, Reason> {
    let (digits, uncertain, approximate) = match text.strip_suffix(['~', '?', '%']) {
        Some(digits) => (digits, !text.ends_with('~'), !text.ends_with('?')),
        None => (text, false, false),
    };
    let date = match digits.strip_prefix('Y') {
        Some(year) => PartialDate::of_year(parse_long_year(year)?),
        None => parse_day(digits)?,
    };
    Ok(PartialDate {
        uncertain,
        approximate,
        ..date
    })
}

/// Parses a year of more than four digits.
fn parse_long_year(text: &str) -> Result<i32, Reason> {
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or((1, text), |digits| (-1, digits));
    if !(5..=9).contains(&digits.len()) || digits.starts_with('0') {
        return Err((
            "после Y стоит год из 5–9 цифр; год из четырёх цифр пишут без Y",
            "a year after Y has 5 to 9 digits; one of four digits is written without Y",
        ));
    }
    let year = digits.bytes().all(|b| b.is_ascii_digit()).then_some(digits);
    year.and_then(|digits| digits.parse::<i32>().ok())
        .map(|year| sign * year.min(MAX_YEAR))
        .ok_or(("после Y стоят только цифры", "only digits follow Y"))
}

/// The reason why a text does not begin with a year.
fn reason_of_year(text: &str) -> Reason {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    match numbers.any(|number| number.len() == 4) {
        true => OTHER_ORDER,
        false => ("год пишется четырьмя цифрами", "a year has four digits"),
    }
}

/// Parses year, month or season, and day.
fn parse_day(text: &str) -> Result<PartialDate, Reason> {
    let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = rest.split('-');
    let (year, hidden) = parts
        .next()
        .and_then(parse_year)
        .filter(|(year, _)| sign > 0 || *year > 0)
        .ok_or_else(|| reason_of_year(text))?;
    let mut date = PartialDate {
        unspecified: hidden,
        ..PartialDate::of_year(sign * year)
    };
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(("лишний знак после дня", "something follows the day"));
    }
    let Some(month) = month else {
        return Ok(date);
    };
    if hidden != Unspecified::Nothing {
        return Err((
            "после года с X месяца не бывает",
            "no month follows a year with an X",
        ));
    }
    match (month, day) {
        ("XX", None) => date.unspecified = Unspecified::Month,
        ("XX", Some("XX")) => date.unspecified = Unspecified::MonthAndDay,
        ("XX", Some(_)) => {
            return Err((
                "день стоит после неизвестного месяца",
                "a day follows an unknown month",
            ));
        }
        _ => set_month(&mut date, month, day)?,
    }
    Ok(date)
}

/// Parses a year of four digits, of which the last may be `X`.
fn parse_year(text: &str) -> Option<(i32, Unspecified)> {
    let known = text.trim_end_matches('X');
    let hidden = text.len() - known.len();
    if text.len() != 4 || hidden > 3 {
        return None;
    }
    let year = i32::from(number(known, known.len())?) * 10_i32.pow(hidden as u32);
    let unspecified = match hidden {
        0 => Unspecified::Nothing,
        hidden => Unspecified::YearDigits(hidden as u8),
    };
    Some((year, unspecified))
}

fn set_month(date: &mut PartialDate, month: &str, day: Option<&str>) -> Result<(), Reason> {
    let number_of_month =
        number(month, 2).ok_or(("месяц пишется двумя цифрами", "a month has two digits"))?;
    let month = number_of_month as u8;
    if let Some(season) = Season::from_number(month) {
        date.season = Some(season);
        return match day {
            Some(_) => Err((
                "после времени года дня не бывает",
                "no day follows a season",
            )),
            None => Ok(()),
        };
    }
    if !(1..=12).contains(&month) {
        return Err(("месяц от 01 до 12", "a month is 01 to 12"));
    }
    date.month = Some(month);
    match day {
        None => {}
        Some("XX") => date.unspecified = Unspecified::Day,
        Some(day) => {
            let day =
                number(day, 2).ok_or(("день пишется двумя цифрами", "a day has two digits"))?;
            if !(1..=u16::from(days_in_month(date.year, month))).contains(&day) {
                return Err(("такого дня в месяце нет", "the month has no such day"));
            }
            date.day = Some(day as u8);
        }
    }
    Ok(())
}

/// Returns a number of exactly `width` digits.
fn number(text: &str, width: usize) -> Option<u16> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}
