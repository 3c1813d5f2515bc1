//! The settings of a site (`site.toml`) and its vocabulary.

mod base_url;
mod data_files;
mod default_sources;
mod host;
mod language;
mod language_name;
mod language_reader;
mod licence;
mod localized;
mod map;
mod merge_tables;
mod policy;
mod publishing;
mod repository;
mod settings;
mod settings_reader;
mod severities;
mod toml_localized;
mod toml_reader;
mod toml_report;
mod vocabulary;

pub use base_url::BaseUrl;
pub use data_files::DataFiles;
pub use default_sources::DefaultSource;
pub use host::{Folders, HOSTS, Headers, Host, RedirectPrecedence, Redirects};
pub use language::{ENGLISH, Language, fallback_codes, own_codes};
pub use language_name::{LanguageName, WritingDirection, locale_of};
pub use licence::Licence;
pub use localized::{Localized, Plurals, plural_category};
pub use map::{ContestedUnits, MapSettings, MapView, MapWindow};
pub use policy::{BadPolicy, Policy};
pub use publishing::{Encoding, Publishing};
pub use repository::Repository;
pub use settings::{Site, UrlStyle};
pub use settings_reader::read;
pub use vocabulary::{
    Checksum, Choice, Direction, FIXED_KEYS, Facet, Field, FieldIx, FieldType, FigureIx, Key, Kind,
    KindIx, KindRole, KnownFields, KnownRelations, Qualifier, RelationIx, RelationOrder,
    RelationType, Scheme, SortOrder, Vocabulary, VocabularyTerm,
};
