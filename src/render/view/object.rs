//! Views as objects of the template engine.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{DynObject, Enumerator, Object, Value};

/// An attribute of a view: its name and the function that computes its value.
pub(in crate::render) type Attribute<T> = (&'static str, fn(&T) -> Value);

/// A type whose attributes templates can read.
pub(in crate::render) trait Attributes: Send + Sync + Sized + 'static {
    /// All attributes. Lookup is linear, so those that lists read for every row are first.
    const ATTRIBUTES: &'static [Attribute<Self>];

    /// A key that identifies the value among those of its type on a page. Comparisons use it.
    fn identity(&self) -> (u32, u32);

    /// Computes an attribute; `None` if the table has no such name.
    fn attribute(&self, name: &str) -> Option<Value> {
        let (_, value) = Self::ATTRIBUTES.iter().find(|(known, _)| *known == name)?;
        Some(value(self))
    }
}

/// A template object with the attributes of `T`.
pub(in crate::render) struct View<T>(T);

impl<T: Attributes> View<T> {
    /// Wraps a value for templates.
    pub(in crate::render) fn value(inner: T) -> Value {
        Value::from_object(View(inner))
    }

    /// The inner value of a template value; `None` if it is not a view of `T`.
    pub(in crate::render) fn downcast(value: &Value) -> Option<&T> {
        value.downcast_object_ref::<View<T>>().map(|view| &view.0)
    }
}

impl<T> fmt::Debug for View<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::any::type_name::<T>())
    }
}

impl<T: Attributes> Object for View<T> {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.0.attribute(key)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(
            T::ATTRIBUTES
                .iter()
                .map(|(name, _)| Value::from(*name))
                .collect(),
        )
    }

    /// Compares identities. Comparison by attributes would not end, because records refer to each other.
    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        Some(
            self.0
                .identity()
                .cmp(&other.downcast_ref::<View<T>>()?.0.identity()),
        )
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = T::ATTRIBUTES.iter().map(|(name, _)| *name).collect();
        write!(f, "{{{}}}", names.join(", "))
    }
}
