//! The licence of the data.

use super::language::Language;
use super::localized::Localized;
use super::toml_reader::TableReader;
use crate::diagnostic::Code;

/// The licence of the data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Licence {
    /// The identifier of SPDX (<https://spdx.org/licenses/>). `None` if the site names none: it is never guessed.
    pub id: Option<&'static str>,
    /// The licence in words.
    pub text: Localized,
}

impl Licence {
    /// Returns the words in a language. Empty if the site names no licence.
    pub fn text(&self, language: Language) -> &str {
        self.text.text(language)
    }

    /// Whether the site names no licence.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the page of SPDX about the licence. `None` without an identifier.
    pub fn url(&self) -> Option<String> {
        let id = self.id?;
        Some(format!("https://spdx.org/licenses/{id}.html"))
    }
}

/// Reads `licence`: words, words by language, or a table of `id` and `text`.
pub(super) fn read(site: &TableReader<'_>) -> Licence {
    if !has_id(site) {
        return Licence {
            id: None,
            text: site.localized("licence").unwrap_or_default(),
        };
    }
    let Some(table) = site.table("licence") else {
        return Licence::default();
    };
    let text = table.localized("text");
    let known = table.text("id").and_then(|id| {
        let found = spdx::license_id(id);
        if found.is_none() {
            let mut facts = vec![("id", id)];
            let similar = similar_id(&table, id);
            facts.extend(similar.as_deref().map(|similar| ("near", similar)));
            table.report_key(Code::UnknownLicence, "id", &facts);
        }
        found
    });
    table.finish();
    Licence {
        id: known.map(|licence| licence.name),
        text: text
            .or_else(|| known.map(|licence| Localized::plain(licence.full_name)))
            .unwrap_or_default(),
    }
}

/// Whether `licence` is a table of `id` and `text`. `id` alone may be the code of the Indonesian language.
fn has_id(site: &TableReader<'_>) -> bool {
    let table = site.entries.get("licence");
    let table = table.and_then(|value| value.get_ref().as_table());
    table.is_some_and(|table| {
        table.contains_key("text")
            || (table.contains_key("id") && !site.report.languages().contains(&"id"))
    })
}

/// Returns the identifier that was meant: in another case, with spaces for hyphens, or misspelled.
fn similar_id(table: &TableReader<'_>, id: &str) -> Option<String> {
    let names = || {
        spdx::identifiers::LICENSES
            .iter()
            .map(|licence| licence.name)
    };
    let plain = id.trim().replace([' ', '_'], "-");
    names()
        .find(|name| name.eq_ignore_ascii_case(&plain))
        .map(str::to_owned)
        .or_else(|| table.suggest(id, names()))
}
