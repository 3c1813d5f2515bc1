//! Hashes of the texts that can identify a record: ids, names and paths.
//!
//! Two texts that identify one record have one key. Two records may have one key by chance: a key tells which references a
//! change may touch, and never what they identify.

use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::names::names_of;
use crate::record::Record;
use crate::site::Site;
use crate::source::{CowVec, SourcePath};
use crate::text::folding::fold_name;

/// The hash of a text that can identify a record.
pub(super) type NameKey = u64;

/// The key of the name of each record in the default language. `None`: the record states no name, or could not be read
/// whole, so that its name may be its id.
pub(super) type NameKeys = CowVec<Option<NameKey>>;

/// The seed of the hash; any number serves.
const SEED: u64 = 21;

/// Returns the key of an id or name, as records state it or refer to it.
pub(super) fn name_key(text: &str) -> NameKey {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let hash = |text: &str| FixedState::with_seed(SEED).hash_one(text);
    if text.bytes().all(is_plain) {
        hash(text)
    } else {
        hash(&fold_name(text))
    }
}

/// Returns the key of a Markdown file. A translation has that of the file that it translates.
pub(super) fn path_key(path: &SourcePath, site: &Site) -> NameKey {
    let path = path.as_str();
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let main = match stem.rsplit_once('.') {
        Some((main, code)) if site.language(code).is_some() => main,
        _ => stem,
    };
    FixedState::with_seed(SEED).hash_one(main)
}

/// A text that identifies a record.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identifier {
    /// An id or a former id.
    Id(Arc<str>),
    /// A folded name.
    Name(String),
    /// The path of its file.
    File(SourcePath),
}

impl Identifier {
    /// Returns all texts that identify a record.
    pub(super) fn of(record: &Record) -> BTreeSet<Identifier> {
        let former = record
            .aka
            .iter()
            .map(|old| Identifier::Id(old.text.clone()));
        let names = names_of(record).map(|name| Identifier::Name(fold_name(name)));
        let mut all: BTreeSet<Identifier> = former.chain(names).collect();
        all.insert(Identifier::Id(record.id.clone()));
        all.insert(Identifier::File(record.at.path.clone()));
        all
    }

    /// Returns the key of the text.
    pub(super) fn key(&self, site: &Site) -> NameKey {
        match self {
            Identifier::Id(text) => name_key(text),
            Identifier::Name(text) => name_key(text),
            Identifier::File(path) => path_key(path, site),
        }
    }
}
