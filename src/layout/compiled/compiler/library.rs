//! The layouts as the engine reads them.

use std::cell::OnceCell;
use std::collections::HashMap;

use minijinja::machinery::ast::{self, Stmt};
use minijinja::machinery::parse;

use super::super::Handed;

/// The layouts, each parsed when it is first asked for.
pub(in super::super) struct Library<'a> {
    texts: HashMap<&'a str, (&'a str, OnceCell<Option<Stmt<'a>>>)>,
}

impl<'a> Library<'a> {
    pub(in super::super) fn new(layouts: impl Iterator<Item = (&'a str, &'a str)>) -> Library<'a> {
        Library { texts: layouts.map(|(name, text)| (name, (text, OnceCell::new()))).collect() }
    }

    /// A layout by its name; none where it does not parse, which was reported when the layouts were loaded.
    pub(super) fn template(&self, name: &str) -> Result<&ast::Template<'a>, Handed> {
        let (name, (text, parsed)) = self.texts.get_key_value(name).ok_or(Handed)?;
        match parsed.get_or_init(|| parse(text, name, Default::default()).ok()) {
            Some(Stmt::Template(template)) => Ok(template),
            _ => Err(Handed),
        }
    }
}

/// A text that stands in the layout itself.
pub(super) fn constant(expr: &ast::Expr<'_>) -> Result<String, Handed> {
    match expr {
        ast::Expr::Const(constant) => constant.value.as_str().map(str::to_owned).ok_or(Handed),
        _ => Err(Handed),
    }
}

/// The blocks of a layout, however deep they stand.
pub(super) fn collect_blocks<'l, 'a>(
    all: &'l [Stmt<'a>],
    found: &mut HashMap<&'l str, &'l ast::Spanned<ast::Block<'a>>>,
) -> Result<(), Handed> {
    for stmt in all {
        match stmt {
            Stmt::Block(block) => {
                if found.insert(block.name, block).is_some() {
                    return Err(Handed);
                }
                collect_blocks(&block.body, found)?;
            }
            Stmt::IfCond(condition) => {
                collect_blocks(&condition.true_body, found)?;
                collect_blocks(&condition.false_body, found)?;
            }
            Stmt::ForLoop(looping) => {
                collect_blocks(&looping.body, found)?;
                collect_blocks(&looping.else_body, found)?;
            }
            _ => {}
        }
    }
    Ok(())
}
