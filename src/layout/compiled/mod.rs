//! Layouts as programs: the pages that the template engine would make, in a fraction of its time.
//!
//! The engine finds a variable by its name, frame by frame, and does again for every page what is the same on all of
//! them. Here a layout, with what it extends, includes and imports, is resolved once: its variables become places on a
//! stack, the words of the interface become text, and what cannot differ between the pages of a sort (the addresses of
//! assets, the menu, the site's title) is made for the first of them and kept.
//!
//! A program knows what layouts are mostly written in and says nothing of the rest: a layout with a construct that it
//! does not know, and a page with a value that it did not expect, are handed to the engine, which makes the page or
//! says what is wrong with it and where. `tests/it/compiled_layouts.rs` holds the two together.

mod block;
mod compiler;
mod expression;
mod filter;
mod run;
mod scope;

use std::cell::RefCell;
use std::collections::HashMap;

use minijinja::value::Value;

use super::{Layouts, Strings};
use block::Op;
use expression::Expr;
use run::Memo;
pub(super) use run::Page;

/// Why there is no program, or no page of one: it is the engine's to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Handed;

/// A layout, ready to run for pages in one language.
pub(super) struct Program {
    /// What it does.
    body: Vec<Op>,
    /// What that needs on the stack.
    room: Room,
    macros: Vec<Macro>,
    /// The names of the page's variables that it asks for.
    roots: Vec<Box<str>>,
    /// What is the same on all pages of a sort.
    fixed: Vec<Expr>,
    /// What of it has been made, by the sort of page.
    memos: RefCell<HashMap<String, Memo>>,
}

/// A macro, called with its arguments in the first places.
#[derive(Default)]
struct Macro {
    /// What stands for each argument that is not given, where something does.
    defaults: Vec<Option<Value>>,
    body: Vec<Op>,
    room: Room,
}

/// How much a body needs of the stack: places for variables, counters for loops.
#[derive(Debug, Default, Clone, Copy)]
struct Room {
    places: usize,
    counters: usize,
}

impl Program {
    /// Compiles a layout for the pages in a language; none where the engine has to make them.
    pub(super) fn new(layouts: &Layouts, layout: &str, code: &str) -> Option<Program> {
        let library = compiler::Library::new(layouts.templates.iter().map(|(name, text)| (&**name, &**text)));
        compiler::compile(&library, layout, &|key: &str| fixed_words(&layouts.strings, code, key)).ok()
    }
}

/// Words that stand as they are, as a value of a template.
fn fixed_words(strings: &Strings, code: &str, key: &str) -> Option<Value> {
    strings.get(code, key, None).map(|words| Value::from(words.clone()))
}
