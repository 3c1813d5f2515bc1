//! What templates see: objects that look things up in the atlas when they are asked.
//!
//! A view is a pair of a page's context and a place in the atlas. Making one costs an allocation; everything else is
//! done when a template asks for an attribute by name. The attributes of every view stand in one table beside it.

mod aliases;
mod breadcrumbs;
mod canonical;
mod catalogue;
mod citation;
mod context;
mod data;
mod date;
mod description;
mod drawn;
mod fact;
mod figure;
mod filters;
mod functions;
mod group;
mod kind;
mod language;
mod linked_data;
mod list;
mod marks;
mod membership;
mod mention;
mod page;
mod pages;
mod prose;
mod quality;
mod record;
mod site;
mod sources;
mod status;
mod title;
mod traits;
mod value;

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::text::escape;
use minijinja::value::{DynObject, Enumerator, Object, Value};

pub(super) use context::PageContext;
use date::DateView;
pub(super) use functions::date_value;
#[cfg(feature = "tera")]
pub(super) use functions::{FUNCTIONS, Function};
pub(super) use pages::{root, script, shared_root};
pub(super) use quality::TOLD;
pub(super) use record::RecordView;

/// An attribute of a view: its name, and what looks its value up.
pub(super) type Attribute<T> = (&'static str, fn(&T) -> Value);

/// Something whose attributes a template can ask for.
pub(super) trait Attributes: Send + Sync + Sized + 'static {
    /// Every attribute; those that lists ask for once a row stand first.
    const ATTRIBUTES: &'static [Attribute<Self>];

    /// What tells it from the others of its sort on a page: two are the same when this is.
    fn identity(&self) -> (u32, u32);

    /// The value of an attribute; none for a name that is not in the table.
    fn attribute(&self, name: &str) -> Option<Value> {
        let (_, value) = Self::ATTRIBUTES.iter().find(|(known, _)| *known == name)?;
        Some(value(self))
    }
}

/// An object of the template engine over something with attributes.
pub(super) struct View<T>(T);

impl<T: Attributes> View<T> {
    pub(super) fn value(of: T) -> Value {
        Value::from_object(View(of))
    }

    /// What a value of the template engine shows, if it is such a view.
    pub(super) fn shown(value: &Value) -> Option<&T> {
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
        Enumerator::Values(T::ATTRIBUTES.iter().map(|(name, _)| Value::from(*name)).collect())
    }

    /// Attribute by attribute there would be no end of it: a record leads to others, and they to it.
    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        Some(self.0.identity().cmp(&other.downcast_ref::<View<T>>()?.0.identity()))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = T::ATTRIBUTES.iter().map(|(name, _)| *name).collect();
        write!(f, "{{{}}}", names.join(", "))
    }
}

/// A map with a few known keys: looking along them is faster than hashing.
#[derive(Debug)]
struct Pairs<const N: usize>([(&'static str, Value); N]);

impl<const N: usize> Object for Pairs<N> {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.0.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.iter().map(|(name, _)| Value::from(*name)).collect())
    }
}

/// A map with a few known keys.
pub(super) fn map<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    Value::from_object(Pairs(pairs))
}

/// A value, or none.
pub(super) fn optional<V: Into<Value>>(value: Option<V>) -> Value {
    value.map_or(Value::from(()), Into::into)
}

/// Text made safe for HTML, and said to be so.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    escape_into(&mut safe, text);
    safe
}

/// Whether HTML would read a byte of text as markup.
fn is_markup(byte: u8) -> bool {
    escape::is_one_of(byte, [b'&', b'<', b'>', b'"', b'\''])
}

/// Whether a text has a character that HTML would read as markup.
pub(super) fn escape_needed(text: &str) -> bool {
    escape::find_special(text, is_markup) < text.len()
}

pub(super) fn escape_into(out: &mut String, text: &str) {
    escape::escape_into(out, text, is_markup, |out, byte| {
        out.push_str(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
    });
}
