//! What a program does, step by step.

use super::expression::Expr;

/// A step.
#[derive(Debug)]
pub(super) enum Op {
    /// Writes text as it stands.
    Raw(String),
    /// Writes a value, made safe for HTML.
    Emit(Expr),
    /// Writes what is the same on all pages of a sort.
    EmitFixed(usize),
    /// Runs a macro for what it writes.
    EmitMacro(usize, Vec<Option<Expr>>),
    If(Expr, Vec<Op>, Vec<Op>),
    For(Box<For>),
    Set(usize, Expr),
    /// Makes what is the same on all pages of a sort, so that what is wrong with it is noticed where it is set.
    Make(usize),
    /// Forgets the variables of a stretch that begins anew.
    Clear(std::ops::Range<usize>),
}

/// A loop.
#[derive(Debug)]
pub(super) struct For {
    /// Where its variable stands.
    pub(super) place: usize,
    pub(super) over: Expr,
    /// Which items it takes.
    pub(super) only: Option<Expr>,
    pub(super) counter: usize,
    pub(super) body: Vec<Op>,
    /// What is done where there are no items.
    pub(super) otherwise: Vec<Op>,
    /// The places of its variables.
    pub(super) own: std::ops::Range<usize>,
}

/// Adds a step; texts that follow one another become one.
pub(super) fn push(ops: &mut Vec<Op>, op: Op) {
    match (ops.last_mut(), op) {
        (_, Op::Raw(text)) if text.is_empty() => {}
        (Some(Op::Raw(before)), Op::Raw(text)) => before.push_str(&text),
        (_, op) => ops.push(op),
    }
}
