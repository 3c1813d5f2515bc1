//! The records of a kind by their identifiers.

use std::collections::HashMap;

use super::site_model::SiteModel;
use crate::atlas::RecordIx;
use crate::record::Value;
use crate::site::KindIx;

/// Returns the records of a kind by the scheme and the value of each of their identifiers.
pub fn records_by_identifier(
    model: &SiteModel,
    kind: KindIx,
) -> HashMap<(String, String), RecordIx> {
    let schemes = &model.site.vocabulary.schemes;
    let mut records = HashMap::new();
    for ix in model.atlas.of_kind(kind) {
        let fields = model.atlas.record(*ix).fields.iter();
        for value in fields.flat_map(|field| field.value.all()) {
            let Value::Identifiers(ids) = value else {
                continue;
            };
            for (scheme, id) in ids {
                let scheme = schemes[usize::from(*scheme)].id.clone();
                records.entry((scheme, id.to_string())).or_insert(*ix);
            }
        }
    }
    records
}
