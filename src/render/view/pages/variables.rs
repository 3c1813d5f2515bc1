//! The top-level variables of a template.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

use super::super::context::PageContext;
use super::super::functions::{FUNCTIONS, Function};

/// The variables of a template: globals, functions, and those of the page type.
pub(super) struct Root {
    pub(super) variables: Variables,
    /// The context that functions are bound to. A function value is created when a layout reads it.
    pub(super) context: Arc<PageContext>,
}

impl fmt::Debug for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.variables.fmt(f)
    }
}

/// Variables by name. There are few, so lookup is linear.
#[derive(Debug, Default)]
pub(in crate::render::view) struct Variables(Vec<(&'static str, Value)>);

impl Variables {
    /// Adds a variable or replaces the one with the same name.
    pub(in crate::render::view) fn insert(&mut self, name: &'static str, value: Value) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }
}

impl Object for Root {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let variable = self
            .variables
            .0
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value.clone());
        variable.or_else(|| {
            let (_, call) = FUNCTIONS.into_iter().find(|(name, _)| *name == key)?;
            Some(Value::from_object(Function {
                context: self.context.clone(),
                call,
            }))
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let variables = self.variables.0.iter().map(|(name, _)| *name);
        // A variable replaces a function with the same name.
        let hidden = |name: &&str| self.variables.0.iter().any(|(known, _)| known == name);
        let functions = FUNCTIONS
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !hidden(name));
        Enumerator::Values(variables.chain(functions).map(Value::from).collect())
    }
}
