//! `record.fields`: the fields of a record by their names.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

use super::context::PageContext;
use super::fact::fact_at;
use crate::atlas::RecordIx;
use crate::site::Key;

/// The fields of a record by their names. A field that the record lacks is none; a name that no kind knows is undefined.
pub(super) struct FieldMap {
    pub(super) context: Arc<PageContext>,
    pub(super) ix: RecordIx,
}

impl FieldMap {
    /// The names of the fields of the kind, sorted.
    fn names(&self) -> Vec<&str> {
        let model = &self.context.model;
        let kind = model.site.vocabulary.kind(model.atlas.kind(self.ix));
        let fields = kind.keys.iter();
        let mut names: Vec<&str> = fields
            .filter(|(_, key)| matches!(key, Key::Field(_)))
            .map(|(name, _)| name.as_str())
            .collect();
        names.sort_unstable();
        names
    }
}

impl fmt::Debug for FieldMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fields")
    }
}

impl Object for FieldMap {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, name: &str) -> Option<Value> {
        let model = &self.context.model;
        let kind = model.site.vocabulary.kind(model.atlas.kind(self.ix));
        let Some(Key::Field(field)) = kind.keys.get(name) else {
            // A layout of several kinds may ask for fields that only some have.
            let mut fields = model.site.vocabulary.fields.iter();
            return fields
                .any(|field| field.name == name)
                .then(|| Value::from(()));
        };
        let fields = &model.atlas.record(self.ix).fields;
        let place = fields.iter().position(|known| known.field == *field);
        Some(place.map_or(Value::from(()), |place| {
            fact_at(&self.context, self.ix, place)
        }))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let names = self.names().into_iter();
        Enumerator::Values(names.map(Value::from).collect())
    }
}
