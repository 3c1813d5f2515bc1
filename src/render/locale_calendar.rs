//! The words of a calendar: months in each language, and the cases that Russian declines them in.

/// A grammatical case of a date in Russian; other languages ignore it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Nominative,
    Genitive,
    /// As the nominative, but for seasons.
    Accusative,
}

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

pub(super) fn month_ru(month: u8, case: Case) -> &'static str {
    let (nominative, genitive) = MONTHS_RU[usize::from(month.clamp(1, 12)) - 1];
    if case == Case::Genitive {
        genitive
    } else {
        nominative
    }
}

pub(super) fn month_en(month: u8) -> &'static str {
    MONTHS_EN[usize::from(month.clamp(1, 12)) - 1]
}
