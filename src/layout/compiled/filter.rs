//! The filters that a program knows.

use super::Handed;
use super::expression::Expr;
use crate::layout::engine::{FILTERS, Filter};

/// The engine's filters that give the same wherever they stand.
pub(super) const PURE: [&str; 14] = [
    "first", "last", "list", "lower", "map", "max", "min", "replace", "reverse", "round", "sort", "trim", "unique",
    "upper",
];

/// `selectattr` and `rejectattr`: the items of a list that have something, or have it not.
#[derive(Debug)]
pub(super) struct Select {
    pub(super) over: Expr,
    /// The way to the attribute.
    pub(super) path: Vec<Box<str>>,
    pub(super) test: Test,
    /// Which outcome of the test keeps an item.
    pub(super) kept: Kept,
}

/// What an attribute is tested for.
#[derive(Debug)]
pub(super) enum Test {
    True,
    Equal(Expr),
    In(Expr),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Passing,
    Failing,
}

/// The filter of ours with a name.
pub(super) fn format(name: &str) -> Option<Filter> {
    FILTERS.iter().find(|(known, _)| *known == name).map(|(_, filter)| *filter)
}

/// A selection from the arguments of the filter.
pub(super) fn select(kept: Kept, over: Expr, arguments: Vec<Expr>) -> Result<Expr, Handed> {
    let mut arguments = arguments.into_iter();
    let text = |expr: Option<Expr>| match expr {
        Some(Expr::Const(value)) => value.as_str().map(str::to_owned).ok_or(Handed),
        _ => Err(Handed),
    };
    let path: Vec<Box<str>> = text(arguments.next())?.split('.').map(Box::from).collect();
    if path.iter().any(|part| part.is_empty() || part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Handed);
    }
    let test = match arguments.next() {
        None => Test::True,
        Some(name) => match (&*text(Some(name))?, arguments.next()) {
            ("eq", Some(other)) => Test::Equal(other),
            ("in", Some(list)) => Test::In(list),
            _ => return Err(Handed),
        },
    };
    match arguments.next() {
        None => Ok(Expr::Select(Box::new(Select { over, path, test, kept }))),
        Some(_) => Err(Handed),
    }
}
