//! The settings of a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::asset_setting::AssetSetting;
use super::base_url::BaseUrl;
use super::colours::Colours;
use super::data_files::DataFiles;
use super::default_sources::DefaultSource;
use super::history_settings::HistorySettings;
use super::home::HomeSettings;
use super::language::{ENGLISH, Language};
use super::language_name::{LanguageName, WritingDirection};
use super::licence::Licence;
use super::list_settings::ListSettings;
use super::localized::Localized;
use super::map::MapSettings;
use super::mentions::MentionSettings;
use super::navigation::{Footer, NavigationItem};
use super::publishing::Publishing;
use super::repository::Repository;
use super::setting_text::SettingText;
use super::share::ShareSettings;
use super::synonyms::Synonym;
use super::vocabulary::Vocabulary;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// The form of page addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UrlStyle {
    /// `clusters/zelenograd.html`: works without a server.
    #[default]
    File,
    /// `clusters/zelenograd/`: needs a server that sends `index.html` for a folder.
    Folder,
}

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Site {
    /// The title.
    pub title: Localized,
    /// A description for search engines and the home page.
    pub description: Localized,
    /// The picture beside the title; `None` means that of the program.
    pub logo: Option<AssetSetting>,
    /// The colours.
    pub colours: Colours,
    /// The menu; `None` means all kinds and views.
    pub menu: Option<Vec<NavigationItem>>,
    /// The footer.
    pub footer: Footer,
    /// The sections of the home page.
    pub home: HomeSettings,
    /// The base of canonical addresses, feeds and the sitemap.
    pub base_url: Option<BaseUrl>,
    /// The languages. The first one is the default; its pages have no language prefix.
    pub languages: Vec<LanguageName>,
    /// Whether the settings state the languages.
    pub states_languages: bool,
    /// The repository, if readers can propose changes.
    pub repository: Option<Repository>,
    /// The form of page addresses.
    pub urls: UrlStyle,
    /// The licence of the data.
    pub licence: Licence,
    /// The types of region in the rows of the region × sector matrix. Empty means regions with an ISO 3166-2 `code`, or all
    /// regions if none has a code.
    pub matrix_rows: Vec<String>,
    /// The settings of the map; `None` means no map.
    pub map: Option<MapSettings>,
    /// Number of days after which a record must be checked again.
    pub checked_days: u32,
    /// The optional files and parts.
    pub data: DataFiles,
    /// The page and the feeds of changes; `None` means none.
    pub history: Option<HistorySettings>,
    /// The lists of others that pages show beside records.
    pub lists: Vec<ListSettings>,
    /// What `atlas mentions` leaves out.
    pub mentions: MentionSettings,
    /// The host, headers and compression.
    pub publishing: Publishing,
    /// The sources of claims that have no others.
    pub default_sources: Vec<DefaultSource>,
    /// The severities that differ from the table; `None` disables a rule.
    pub severities: BTreeMap<Code, Option<Severity>>,
    /// The words that also mean others in a search.
    pub synonyms: Vec<Synonym>,
    /// The pictures that other sites show beside a link.
    pub share: ShareSettings,
    /// The kinds, fields and relations.
    pub vocabulary: Vocabulary,
    /// The texts of the settings and the vocabulary in their languages, in the order of reading.
    pub texts: Arc<[SettingText]>,
}

impl Site {
    /// Returns the sources of all records of the site, then those of each kind.
    pub fn all_default_sources(&self) -> impl Iterator<Item = &DefaultSource> {
        let kinds = self.vocabulary.kinds.iter();
        let of_kinds = kinds.flat_map(|kind| &kind.default_sources);
        self.default_sources.iter().chain(of_kinds)
    }

    /// Returns the default language.
    pub fn default_language(&self) -> Language {
        Language::DEFAULT
    }

    /// Returns the languages in order.
    pub fn each_language(&self) -> impl Iterator<Item = Language> + use<> {
        let languages: Vec<Language> = (0..)
            .zip(&self.languages)
            .map(|(index, name)| Language::new(index, &name.code))
            .collect();
        languages.into_iter()
    }

    /// Finds a language by its code (`ru`).
    pub fn language(&self, code: &str) -> Option<Language> {
        self.languages
            .iter()
            .position(|name| name.code == code)
            .map(|i| Language::new(i as u8, code))
    }

    /// Returns the code of a language (`ru`).
    pub fn code(&self, language: Language) -> &str {
        let name = self.languages.get(language.index());
        name.map_or(ENGLISH, |name| &name.code)
    }

    /// Returns `lang`, and `dir` where it differs, of a text on pages of another language, with a space before. Empty for a text in
    /// the language of the page.
    pub fn lang_attributes(&self, text: Language, page: Language) -> String {
        if text == page {
            return String::new();
        }
        let direction = |language: Language| {
            let name = self.languages.get(language.index());
            name.map_or(WritingDirection::LeftToRight, |name| name.direction)
        };
        let lang = format!(" lang=\"{}\"", self.code(text));
        match direction(text) {
            same if same == direction(page) => lang,
            other => format!("{lang} dir=\"{}\"", other.name()),
        }
    }

    /// Finds the language of a code, which can be English without pages in it.
    pub fn text_language(&self, code: &str) -> Option<Language> {
        let ghost = || (code == ENGLISH).then_some(Language::ENGLISH);
        self.language(code).or_else(ghost)
    }

    /// Applies the severities of the settings. Diagnostics of disabled rules are removed.
    pub fn apply_severities(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostics
            .into_iter()
            .filter_map(|diagnostic| self.apply_severity(diagnostic))
            .collect()
    }

    /// Applies the severity of the settings; `None` if the rule is disabled.
    pub fn apply_severity(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        let rule = diagnostic.code.rule();
        let usual = (!rule.is_off).then_some(rule.severity);
        diagnostic.severity = self
            .severities
            .get(&diagnostic.code)
            .copied()
            .unwrap_or(usual)?;
        Some(diagnostic)
    }

    /// Whether a rule is enabled.
    pub fn is_rule_enabled(&self, code: Code) -> bool {
        self.severities
            .get(&code)
            .map_or(!code.rule().is_off, Option::is_some)
    }
}
