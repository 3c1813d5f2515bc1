//! Expressions whose names are resolved.

use minijinja::machinery::ast::{BinOpKind, CompareOpKind};
use minijinja::value::Value;

use super::filter::{Select, Test};
use crate::layout::engine::Filter;

/// Something that has a value.
#[derive(Debug)]
pub(super) enum Expr {
    Const(Value),
    /// A variable of the layout.
    Place(usize),
    /// A variable of the page, by its number among those that the program asks for.
    Root(usize),
    /// What is known of a loop, by its counter.
    Loop(Part, usize),
    /// What a way of attributes leads to.
    Attribute(Box<Expr>, Vec<Box<str>>),
    Not(Box<Expr>),
    And(Box<[Expr; 2]>),
    Or(Box<[Expr; 2]>),
    Compare(Box<Expr>, Vec<(CompareOpKind, Expr)>),
    /// A condition and two ways.
    Choice(Box<[Expr; 3]>),
    Calculate(BinOpKind, Box<[Expr; 2]>),
    Join(Box<[Expr; 2]>),
    List(Vec<Expr>),
    /// The items of a list from one place on, up to another.
    Slice(Box<Expr>, usize, Option<usize>),
    Select(Box<Select>),
    Length(Box<Expr>),
    Format(Filter, Box<Expr>),
    /// A filter of the engine.
    Filter(&'static str, Vec<Expr>, Named),
    /// `t`: words of the interface.
    Words(Box<Expr>, Named),
    /// `shared`: a fragment that many pages have.
    Shared(Box<Expr>),
    /// A function of the page.
    Call(usize, Vec<Expr>, Named),
    /// A macro, each of its arguments where it is given.
    Macro(usize, Vec<Option<Expr>>),
    /// What is the same on all pages of a sort.
    Fixed(usize),
}

/// Arguments by name.
pub(super) type Named = Vec<(Box<str>, Expr)>;

/// What a layout can ask of `loop`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    First,
    Last,
    /// Counted from one.
    Index,
    Index0,
    Length,
}

impl Expr {
    /// The expressions that it is made of.
    pub(super) fn parts(&mut self) -> Vec<&mut Expr> {
        match self {
            Expr::Const(_) | Expr::Place(_) | Expr::Root(_) | Expr::Loop(..) | Expr::Fixed(_) => Vec::new(),
            Expr::Attribute(of, _) | Expr::Slice(of, ..) | Expr::Format(_, of) => vec![of],
            Expr::Not(of) | Expr::Length(of) | Expr::Shared(of) => vec![of],
            Expr::And(two) | Expr::Or(two) | Expr::Calculate(_, two) | Expr::Join(two) => two.iter_mut().collect(),
            Expr::Choice(three) => three.iter_mut().collect(),
            Expr::Compare(first, others) => {
                std::iter::once(&mut **first).chain(others.iter_mut().map(|(_, e)| e)).collect()
            }
            Expr::List(items) => items.iter_mut().collect(),
            Expr::Select(select) => match &mut select.test {
                Test::True => vec![&mut select.over],
                Test::Equal(with) | Test::In(with) => vec![&mut select.over, with],
            },
            Expr::Filter(_, places, names) | Expr::Call(_, places, names) => {
                places.iter_mut().chain(names.iter_mut().map(|(_, e)| e)).collect()
            }
            Expr::Words(key, names) => std::iter::once(&mut **key).chain(names.iter_mut().map(|(_, e)| e)).collect(),
            Expr::Macro(_, given) => given.iter_mut().flatten().collect(),
        }
    }

    /// What it takes for it to be the same on all pages of a sort, which have their layout, their kind and their depth in
    /// common. `root` names a variable of the page.
    pub(super) fn constancy(&self, root: impl Fn(usize) -> Box<str>) -> Constancy {
        let of_parts = |constant| if constant { Constancy::Parts } else { Constancy::Never };
        match self {
            Expr::Const(_) | Expr::Fixed(_) => Constancy::Always,
            Expr::Place(_) | Expr::Root(_) | Expr::Loop(..) | Expr::Macro(..) => Constancy::Never,
            Expr::Call(function, ..) => of_parts(matches!(&*root(*function), "asset" | "link")),
            Expr::Attribute(of, way) => {
                let Expr::Root(of) = &**of else { return Constancy::Parts };
                let constant = match (&*root(*of), &*way[0], way.get(1).map(|name| &**name)) {
                    ("site", name, _) => !matches!(name, "languages" | "kinds"),
                    ("page", "language", name) => matches!(name, Some("code" | "name")),
                    ("page", name, _) => matches!(name, "root" | "layout" | "date" | "version"),
                    _ => false,
                };
                if constant { Constancy::Always } else { Constancy::Never }
            }
            _ => Constancy::Parts,
        }
    }
}

/// What it takes for an expression to be the same on all pages of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Constancy {
    Always,
    /// That its parts are.
    Parts,
    Never,
}
