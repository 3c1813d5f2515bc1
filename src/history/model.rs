//! The history of an atlas: what changed on each day, and since when its records are there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::change_report::ChangeReport;
use crate::text::Day;

/// The history of an atlas as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The days on which something changed, the latest first.
    pub days: Vec<ChangeDay>,
    /// The days of the records whose changes are known, by id.
    pub records: BTreeMap<Arc<str>, KnownDays>,
    /// The days of the files of `content/`, by path.
    pub files: BTreeMap<String, KnownDays>,
    /// The first of the days. `None`: there are no changes before them.
    pub earliest: Option<Day>,
    /// Whether the history is that of a clone that has not all of it.
    pub is_shallow: bool,
}

/// What changed on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeDay {
    /// The day.
    pub day: Day,
    /// The changes by the index of the site's language.
    pub reports: Vec<ChangeReport>,
}

/// The days of the first and the last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownDays {
    /// The day of the first change.
    pub first: KnownDay,
    /// The day of the last change.
    pub last: KnownDay,
}

/// A day as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownDay {
    /// The day.
    On(Day),
    /// That day, or one before it.
    NotAfter(Day),
}

impl KnownDay {
    /// Returns the latest day that it can be.
    pub fn latest(self) -> Day {
        match self {
            KnownDay::On(day) | KnownDay::NotAfter(day) => day,
        }
    }
}

impl History {
    /// Returns the days of a record, by its id and the path of its file. A file of its own tells all of them; of a record in a list
    /// only the changes are known.
    pub fn days_of(&self, id: &str, path: &str) -> Option<KnownDays> {
        let of_file = self.files.get(path).filter(|_| path.ends_with(".md"));
        let of_record = self.records.get(id);
        match (of_file, of_record) {
            (Some(file), Some(record)) => {
                // A record is older than its file if it has been in a list before.
                let is_older = record.first.latest() < file.first.latest();
                let first = if is_older { record.first } else { file.first };
                let last = file.last;
                Some(KnownDays { first, last })
            }
            (Some(days), None) | (None, Some(days)) => Some(*days),
            (None, None) => {
                let day = KnownDay::NotAfter(self.earliest?);
                let (first, last) = (day, day);
                self.files
                    .contains_key(path)
                    .then_some(KnownDays { first, last })
            }
        }
    }
}
