//! `[mentions]` of `site.toml`: names that are no mentions.

use super::toml_reader::TableReader;
use crate::text::folding::fold_name;

/// What `atlas mentions` leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentionSettings {
    /// `facets`: whether regions and sectors are looked for, too.
    pub facets: bool,
    /// `ignore`: ids, each with words after a colon or without.
    ignore: Vec<(String, Option<String>)>,
}

impl MentionSettings {
    /// Whether a record is not looked for at all.
    pub fn ignores_record(&self, id: &str) -> bool {
        self.ignore
            .iter()
            .any(|(known, words)| known == id && words.is_none())
    }

    /// Whether folded words do not mean a record.
    pub fn ignores_words(&self, id: &str, folded: &str) -> bool {
        let mut ignored = self.ignore.iter();
        ignored.any(|(known, words)| known == id && words.as_deref() == Some(folded))
    }
}

/// Reads the table.
pub(super) fn read(site: &TableReader<'_>) -> MentionSettings {
    let Some(table) = site.table("mentions") else {
        return MentionSettings::default();
    };
    let ignore = table.texts("ignore").into_iter();
    let ignore = ignore.map(|(text, _)| match text.split_once(':') {
        Some((id, words)) => (id.trim().to_owned(), Some(fold_name(words))),
        None => (text.trim().to_owned(), None),
    });
    let settings = MentionSettings {
        ignore: ignore.collect(),
        facets: table.flag("facets"),
    };
    table.finish();
    settings
}
