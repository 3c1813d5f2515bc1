//! The days of files, from `git log --name-status -z`.

use std::collections::{BTreeMap, HashMap};

use crate::history::{KnownDay, KnownDays};
use crate::record::Date;
use crate::source::SourcePath;
use crate::text::Day;

/// What stands before the day of a commit in the output.
const COMMIT: char = '\u{1}';

/// Parses a day: `2026-11-21`.
pub(super) fn parse_day(text: &str) -> Option<Day> {
    let date = Date::parse(text.trim()).ok()?.single()?;
    date.day.is_some().then(|| date.first_day())
}

/// Returns the days of the first and the last change of each file that is there now, by its path in the site. Commits stand from the
/// latest to the first; renames are followed. In a shallow clone the last commit only shows what was there already.
pub(super) fn parse_file_days(
    output: &[u8],
    prefix: &str,
    is_shallow: bool,
) -> BTreeMap<String, KnownDays> {
    let text = String::from_utf8_lossy(output);
    let commits: Vec<&str> = text.split(COMMIT).skip(1).collect();
    let mut files = FileDays::default();
    for (place, commit) in commits.iter().enumerate() {
        let mut parts = commit.split('\0');
        let Some(day) = parts.next().and_then(parse_day) else {
            continue;
        };
        let is_boundary = is_shallow && place + 1 == commits.len();
        let day = if is_boundary {
            KnownDay::NotAfter(day)
        } else {
            KnownDay::On(day)
        };
        let mut parts = parts.map(|part| part.trim_start_matches('\n'));
        while let Some(status) = parts.next() {
            let Some(letter) = status.chars().next() else {
                continue;
            };
            let Some(path) = parts.next() else {
                break;
            };
            match letter {
                'R' | 'C' => {
                    let Some(new) = parts.next() else { break };
                    files.renamed(path, new, day, letter == 'C');
                }
                'A' => files.added(path, day),
                'D' => files.removed(path),
                _ => files.changed(path, day),
            }
        }
    }
    let found = files.days.into_iter().filter_map(|(path, days)| {
        let path = path.strip_prefix(prefix)?;
        Some((SourcePath::new(path).to_string(), days))
    });
    found.collect()
}

/// The files that are there now, while the log is read towards the past.
#[derive(Default)]
struct FileDays {
    days: BTreeMap<String, KnownDays>,
    /// The present path of a file by the one that it had. `None`: the file with that path is gone.
    present: HashMap<String, Option<String>>,
}

impl FileDays {
    /// Returns the present path of a file. Paths that were not met are still in use.
    fn present(&self, path: &str) -> Option<String> {
        match self.present.get(path) {
            Some(known) => known.clone(),
            None => Some(path.to_owned()),
        }
    }

    fn changed(&mut self, path: &str, day: KnownDay) {
        if let Some(present) = self.present(path) {
            let known = self.days.entry(present).or_insert(KnownDays {
                first: day,
                last: day,
            });
            known.first = day;
        }
    }

    fn added(&mut self, path: &str, day: KnownDay) {
        self.changed(path, day);
        // An earlier file of this path is another one.
        self.present.insert(path.to_owned(), None);
    }

    fn removed(&mut self, path: &str) {
        self.present.insert(path.to_owned(), None);
    }

    fn renamed(&mut self, old: &str, new: &str, day: KnownDay, is_copy: bool) {
        self.changed(new, day);
        let present = self.present(new);
        self.present.insert(new.to_owned(), None);
        if !is_copy {
            self.present.insert(old.to_owned(), present);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_followed_through_renames_and_removals() {
        let log = "\u{1}2026-03-01\0\0M\0x/content/c.md\0\u{1}2026-02-02\0\0R095\0x/content/b.md\0x/content/c.md\0D\0x/content/d.md\0\
                   \u{1}2026-02-01\0\0A\0x/content/b.md\0A\0x/content/d.md\0\u{1}2026-01-05\0\0D\0x/content/c.md\0\
                   \u{1}2026-01-01\0\0A\0x/content/c.md\0A\0x/content/e.md\0";
        let days = parse_file_days(log.as_bytes(), "x/", false);
        let on = |month, day| KnownDay::On(Day::new(2026, month, day));
        let of = |first, last| KnownDays { first, last };
        let expected = [
            ("content/c.md".to_owned(), of(on(2, 1), on(3, 1))),
            ("content/e.md".to_owned(), of(on(1, 1), on(1, 1))),
        ];
        assert_eq!(days, expected.into());
        let shallow = parse_file_days(log.as_bytes(), "x/", true);
        let not_after = KnownDay::NotAfter(Day::new(2026, 1, 1));
        assert_eq!(shallow["content/e.md"], of(not_after, not_after));
    }
}
