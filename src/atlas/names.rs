//! The names of a record, as texts can state them.

use crate::record::Record;
use crate::site::Localized;

/// Returns the name, short name and aliases of a record, and its names in further languages.
pub(super) fn names_of(record: &Record) -> impl Iterator<Item = &str> {
    let all = [&record.name, &record.short]
        .into_iter()
        .chain(&record.aliases);
    let foreign = record.foreign_names.iter().map(|name| &*name.text);
    all.flat_map(Localized::iter)
        .map(|(_, name)| &**name)
        .chain(foreign)
}
