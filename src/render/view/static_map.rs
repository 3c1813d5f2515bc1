//! Maps with a fixed set of keys as template values.

use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

/// A map with a few fixed keys. Linear search is faster than hashing here.
#[derive(Debug)]
struct StaticMap<const N: usize>([(&'static str, Value); N]);

impl<const N: usize> Object for StaticMap<N> {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.0
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.iter().map(|(name, _)| Value::from(*name)).collect())
    }
}

/// A map with fixed keys as a template value.
pub(in crate::render) fn map<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    Value::from_object(StaticMap(pairs))
}

/// A template value; none for `None`.
pub(in crate::render) fn optional<V: Into<Value>>(value: Option<V>) -> Value {
    value.map_or(Value::from(()), Into::into)
}
