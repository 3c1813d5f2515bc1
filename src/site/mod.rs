//! The settings of a site (`site.toml`) and its vocabulary.

mod asset_setting;
mod share;
mod base_url;
mod colour;
mod colours;
mod data_files;
mod mentions;
mod default_sources;
mod history_settings;
mod home;
mod host;
mod label_tables;
mod language;
mod language_name;
mod language_reader;
mod licence;
mod list_settings;
mod localized;
mod map;
mod merge_tables;
mod navigation;
mod plural_rule;
mod policy;
mod publishing;
mod repository;
mod setting_text;
mod settings;
mod settings_reader;
mod severities;
mod synonyms;
mod toml_localized;
mod toml_reader;
mod toml_report;
mod vocabulary;

pub use asset_setting::AssetSetting;
pub use base_url::BaseUrl;
pub use colour::Colour;
pub use colours::{ColourPair, Colours};
pub use data_files::DataFiles;
pub use default_sources::DefaultSource;
pub use history_settings::HistorySettings;
pub use home::{HomeSection, HomeSettings};
pub use host::{Folders, HOSTS, Headers, Host, RedirectPrecedence, Redirects};
pub use language::{ENGLISH, Language, fallback_codes, own_codes};
pub use language_name::{LanguageName, WritingDirection, locale_of};
pub use licence::Licence;
pub use list_settings::{ListColumns, ListSettings};
pub use localized::{Localized, Plurals};
pub use map::{ContestedUnits, MapSettings, MapView, MapWindow};
pub use mentions::MentionSettings;
pub use navigation::{Footer, NavigationItem, NavigationTarget};
pub use plural_rule::{
    plural_categories, plural_category, plural_category_for, plural_forms_diagnostic, plural_name,
    stands_for_few_numbers,
};
pub use policy::{BadPolicy, Policy};
pub use publishing::{Encoding, Publishing};
pub use repository::Repository;
pub use setting_text::{SettingText, TextForm};
pub use settings::{Site, UrlStyle};
pub use settings_reader::{read, read_with_languages};
pub use share::ShareSettings;
pub use synonyms::Synonym;
pub use vocabulary::{
    Checksum, Choice, Direction, FIXED_KEYS, Facet, Field, FieldIx, FieldType, FigureIx, Key, Kind,
    KindIx, KindRole, KnownFields, KnownRelations, LineForm, Qualifier, RelationIx, RelationOrder,
    RelationRole, RelationType, Scheme, SortOrder, Vocabulary, VocabularyTerm,
};
