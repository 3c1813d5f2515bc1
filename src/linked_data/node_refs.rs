//! References to the nodes of records in JSON-LD: identifier and name, cached since pages repeat them many times.

use std::sync::OnceLock;

use super::context::LinkedDataContext;
use super::schema_types::{schema_types, write_types};
use crate::atlas::RecordIx;
use crate::site::Language;
use crate::text::json::escape_script_into;

/// The JSON-LD references to records in one language, without the prefix of the identifier. Each is generated on first
/// use.
pub struct NodeRefs(Box<[OnceLock<Box<str>>]>);

impl NodeRefs {
    /// An empty cache for `records` records.
    pub fn new(records: usize) -> NodeRefs {
        NodeRefs((0..records).map(|_| OnceLock::new()).collect())
    }

    /// The rest of a node after the prefix of its identifier: `clusters/zelenograd.html#this","@type":"Consortium","name":"Зеленоград"}`.
    pub(super) fn get(
        &self,
        context: LinkedDataContext<'_>,
        language: Language,
        record: RecordIx,
    ) -> &str {
        self.0[record.index()].get_or_init(|| {
            let mut json = String::with_capacity(128);
            escape_script_into(
                &mut json,
                context.below_root(&context.plan.record(record, Language::DEFAULT).address),
            );
            json.push_str("#this\",\"@type\":");
            let kind = context.site.vocabulary.kind(context.atlas.kind(record));
            write_types(&mut json, schema_types(kind));
            json.push_str(",\"name\":\"");
            escape_script_into(&mut json, context.atlas.record(record).title(language).0);
            json.push_str("\"}");
            json.into_boxed_str()
        })
    }
}
