//! The vocabulary of a site: kinds of record, fields, relations, figures, roles and identifier schemes.

mod field;
mod field_reader;
mod field_types;
mod identifier_scheme;
mod index;
mod kind;
mod kind_reader;
mod model;
mod partial;
mod qualifier;
mod qualifier_reader;
mod reader;
mod relation;
mod relation_reader;
mod roles;
mod term;
mod translations;

pub use field::{Choice, Field, FieldType};
pub use identifier_scheme::{Checksum, Scheme};
pub use index::{FieldIx, FigureIx, KindIx, RelationIx};
pub use kind::{FIXED_KEYS, Key, Kind, SortOrder};
pub use model::Vocabulary;
pub use qualifier::{Qualifier, RelationOrder};
pub(super) use reader::read;
pub use relation::{Direction, RelationType};
pub use roles::{Facet, KindRole, KnownFields, KnownRelations, LineForm, RelationRole};
pub use term::VocabularyTerm;
pub(super) use translations::add_translations;
