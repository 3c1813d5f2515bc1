//! `site.toml` and the vocabulary: what the atlas is called, which languages it speaks, which kinds of record it knows.

mod field_reader;
mod host;
mod language;
mod map;
mod policy;
mod section;
mod settings;
pub mod vocabulary;
mod vocabulary_reader;

use std::collections::BTreeMap;

use crate::diagnostic::{Checked, Code, Diagnostic, Severity};
use crate::source::Tree;

pub use host::{Encoding, Folders, HOSTS, Headers, Host, Publishing, RedirectPrecedence, Redirects};
pub use language::{Language, LanguageName, Localized, Plurals, plural_category};
pub use map::{ContestedUnits, MapSettings, MapView};
pub use policy::{BadPolicy, Policy};
pub use vocabulary::{
    Checksum, Choice, Direction, Facet, Field, FieldIx, FieldType, FigureIx, Key, Kind, KindIx, KnownFields,
    RelationIx, RelationType, Scheme, Vocabulary,
};

/// How the address of a page is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UrlStyle {
    /// `clusters/zelenograd.html`: works everywhere, from a file share too, and is written fastest.
    #[default]
    File,
    /// `clusters/zelenograd/`: needs a host that serves `index.html` for a folder.
    Folder,
}

/// Where an editor finds the source of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The repository's address, without a slash at the end.
    pub url: String,
    /// The address of a file for editing: `{url}`, `{branch}` and `{path}` are filled in.
    pub edit: String,
    /// The branch that editors change.
    pub branch: String,
}

/// Which files for machines a site has besides those that every site has, and how they are written: `[data]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFiles {
    /// `csv_bom`: whether tables begin with a byte order mark, by which Excel knows UTF-8.
    pub csv_bom: bool,
    /// `json_pages`: whether a file of JSON lies beside the page of each record; by the size of the atlas where it is
    /// not said.
    pub json_pages: Option<bool>,
    /// `cards`: whether each record has a small page that other sites can embed; by the size of the atlas likewise.
    pub cards: Option<bool>,
    /// `drawings`: whether the page of each record shows its neighbours and dates drawn; likewise.
    pub drawings: Option<bool>,
}

/// With more records than this, what doubles every record's files or bytes must be asked for: at 10,000 records the
/// three together make the build four times as long.
pub const LARGE: usize = 3_000;

impl DataFiles {
    /// Whether an atlas of some records has a part that a setting decides.
    pub fn is_enabled(setting: Option<bool>, records: usize) -> bool {
        setting.unwrap_or(records <= LARGE)
    }
}

/// The settings of one atlas.
#[derive(Clone, Debug)]
pub struct Site {
    /// The atlas's name.
    pub title: Localized,
    /// One sentence about it, for search engines and the home page.
    pub description: Localized,
    /// The address that canonical links, feeds and the sitemap begin with; ends with a slash.
    pub base_url: Option<String>,
    /// The languages; the first is the default and has no prefix in addresses.
    pub languages: Vec<LanguageName>,
    /// The repository that readers can propose changes to.
    pub repository: Option<Repository>,
    /// How addresses are written.
    pub urls: UrlStyle,
    /// The licence of the data, as text for readers.
    pub licence: Localized,
    /// The types of region that are rows of the region × sector matrix; empty means that regions with an ISO 3166-2
    /// `code` are (or all of them, where none has one).
    pub matrix_rows: Vec<String>,
    /// How the country is drawn; none means that there is no map.
    pub map: Option<MapSettings>,
    /// After how many days a record that nobody checked counts as old.
    pub checked_days: u32,
    /// The files for machines.
    pub data: DataFiles,
    /// Where it is published.
    pub publishing: Publishing,
    /// Severities that differ from the table; `None` is «off».
    pub severities: BTreeMap<Code, Option<Severity>>,
    /// The kinds, fields and relations.
    pub vocabulary: Vocabulary,
}

/// Reads `site.toml` over the default vocabulary. Without the file the site has the defaults.
pub fn read(tree: &Tree) -> Checked<Site> {
    settings::read(tree)
}

impl Site {
    /// The language that has no prefix.
    pub fn default_language(&self) -> Language {
        Language::DEFAULT
    }

    /// The site's languages, in order.
    pub fn each_language(&self) -> impl Iterator<Item = Language> + use<> {
        (0..self.languages.len() as u8).map(Language::new)
    }

    /// The language with a code (`ru`).
    pub fn language(&self, code: &str) -> Option<Language> {
        self.languages.iter().position(|name| name.code == code).map(|i| Language::new(i as u8))
    }

    /// A language's code (`ru`).
    pub fn code(&self, language: Language) -> &str {
        &self.languages[language.index()].code
    }

    /// The diagnostics with the severities that this site gives them; those that are off are left out.
    pub fn apply_severities(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostics.into_iter().filter_map(|diagnostic| self.apply_severity(diagnostic)).collect()
    }

    /// A diagnostic with the severity that this site gives it, unless it is off.
    pub fn apply_severity(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        let rule = diagnostic.code.rule();
        let usual = (!rule.is_off).then_some(rule.severity);
        diagnostic.severity = self.severities.get(&diagnostic.code).copied().unwrap_or(usual)?;
        Some(diagnostic)
    }

    /// Whether a rule is wanted at all, so that a costly one need not be run.
    pub fn is_rule_enabled(&self, code: Code) -> bool {
        self.severities.get(&code).map_or(!code.rule().is_off, Option::is_some)
    }
}
