//! How linked data speaks of another record: by its identifier and its name. Pages do so many times over, always in the
//! same words.

use std::sync::OnceLock;

use super::Scope;
use super::json_ld::escaped;
use crate::atlas::RecordIx;
use crate::site::Language;

/// What each record is called in JSON-LD for readers of a language, as it is written after what leads to the site's
/// root; made when a page first speaks of it.
pub struct Mentions(Box<[OnceLock<Box<str>>]>);

impl Mentions {
    /// Room for so many records.
    pub fn new(records: usize) -> Mentions {
        Mentions((0..records).map(|_| OnceLock::new()).collect())
    }

    /// The rest of a node that begins with the way to the root: `clusters/zelenograd.html#this","name":"Зеленоград"}`.
    pub(super) fn of(&self, scope: Scope<'_>, language: Language, record: RecordIx) -> &str {
        self.0[record.index()].get_or_init(|| {
            let mut json = String::with_capacity(128);
            escaped(&mut json, scope.below_root(&scope.plan.record(record, Language::DEFAULT).address));
            json.push_str("#this\",\"name\":\"");
            escaped(&mut json, scope.atlas.record(record).title(language).0);
            json.push_str("\"}");
            json.into_boxed_str()
        })
    }
}
