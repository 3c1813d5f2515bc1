//! From the engine's reading of a layout to a program.

mod expressions;
mod library;
mod macros;

use std::collections::{HashMap, HashSet};

use minijinja::machinery::ast::{self, CallType, Stmt};
use minijinja::value::Value;

use super::block::{For, Op, push};
use super::expression::Expr;
use super::scope::{Binding, Scope};
use super::{Handed, Macro, Program, Room};
use crate::layout::view::{escape, escape_needed};
pub(super) use library::Library;
use library::{collect_blocks, constant};

/// How deep layouts may include one another.
const DEEPEST: usize = 20;

/// Compiles a layout. `words` gives the words of the interface that stand as they are.
pub(super) fn compile(
    library: &Library<'_>,
    layout: &str,
    words: &dyn Fn(&str) -> Option<Value>,
) -> Result<Program, Handed> {
    let mut compiler = Compiler {
        library,
        words,
        scope: Scope::default(),
        room: Room::default(),
        lines: Vec::new(),
        block: Vec::new(),
        depth: 0,
        in_macro: 0,
        branches: 0,
        known: HashMap::new(),
        free: HashSet::new(),
        macros: Vec::new(),
        roots: Vec::new(),
        fixed: Vec::new(),
    };
    let body = compiler.page(layout)?;
    let Compiler { room, macros, roots, fixed, .. } = compiler;
    Ok(Program { body, room, macros, roots, fixed, memos: Default::default() })
}

struct Compiler<'l, 'a> {
    library: &'l Library<'a>,
    words: &'l dyn Fn(&str) -> Option<Value>,
    scope: Scope,
    /// What the body at hand needs so far.
    room: Room,
    /// The blocks of the layout and of those that it extends, the most special first.
    lines: Vec<HashMap<&'l str, &'l ast::Spanned<ast::Block<'a>>>>,
    /// The blocks that are open: their names, and whose version of each it is.
    block: Vec<(&'l str, usize)>,
    depth: usize,
    /// How many macros are being compiled.
    in_macro: usize,
    /// How many conditions stand around the statement at hand.
    branches: usize,
    /// The macros by layout and name.
    known: HashMap<(String, String), usize>,
    /// What macros ask of the page.
    free: HashSet<String>,
    macros: Vec<Macro>,
    roots: Vec<Box<str>>,
    fixed: Vec<Expr>,
}

impl<'l, 'a> Compiler<'l, 'a> {
    /// A layout with all that it extends.
    fn page(&mut self, layout: &str) -> Result<Vec<Op>, Handed> {
        let mut line: Vec<(String, &'l ast::Template<'a>)> = Vec::new();
        let mut name = layout.to_owned();
        loop {
            let template = self.library.template(&name)?;
            line.push((name, template));
            if line.len() > DEEPEST {
                return Err(Handed);
            }
            let parents: Vec<_> = template
                .children
                .iter()
                .filter_map(|stmt| if let Stmt::Extends(parent) = stmt { Some(constant(&parent.name)) } else { None })
                .collect();
            match parents.len() {
                0 => break,
                1 => name = parents.into_iter().next().ok_or(Handed)??,
                _ => return Err(Handed),
            }
        }
        for (_, template) in &line {
            let mut blocks = HashMap::new();
            collect_blocks(&template.children, &mut blocks)?;
            self.lines.push(blocks);
        }
        let mut ops = Vec::new();
        self.scope.open();
        let Some((base, special)) = line.split_last() else { return Err(Handed) };
        for (name, template) in special {
            // What a layout that extends another writes outside of blocks is thrown away.
            for stmt in &template.children {
                match stmt {
                    Stmt::Extends(_) | Stmt::EmitRaw(_) | Stmt::Block(_) => {}
                    Stmt::Set(_) | Stmt::FromImport(_) | Stmt::Macro(_) => self.statement(stmt, name, &mut ops)?,
                    _ => return Err(Handed),
                }
            }
        }
        self.statements(&base.1.children, &base.0, &mut ops)?;
        // A macro that asks for a variable of the page would see one of the layout instead.
        if self.free.iter().any(|name| self.scope.own(name).is_some()) {
            return Err(Handed);
        }
        self.scope.close();
        Ok(ops)
    }

    fn statements(&mut self, all: &'l [Stmt<'a>], layout: &str, ops: &mut Vec<Op>) -> Result<(), Handed> {
        all.iter().try_for_each(|stmt| self.statement(stmt, layout, ops))
    }

    fn statement(&mut self, stmt: &'l Stmt<'a>, layout: &str, ops: &mut Vec<Op>) -> Result<(), Handed> {
        match stmt {
            Stmt::EmitRaw(raw) => push(ops, Op::Raw(raw.raw.to_owned())),
            Stmt::EmitExpr(emit) => {
                if let ast::Expr::Call(call) = &emit.expr
                    && let CallType::Function("super") = call.identify_call()
                {
                    return self.parent(layout, ops);
                }
                let op = match self.sealed(&emit.expr)? {
                    Expr::Const(value) if value.as_str().is_some() => Op::Raw(written(&value)?),
                    Expr::Fixed(index) => Op::EmitFixed(index),
                    Expr::Macro(index, given) => Op::EmitMacro(index, given),
                    expr => Op::Emit(expr),
                };
                push(ops, op);
            }
            Stmt::IfCond(condition) => {
                let test = self.sealed(&condition.expr)?;
                let (mut yes, mut no) = (Vec::new(), Vec::new());
                self.branches += 1;
                self.statements(&condition.true_body, layout, &mut yes)?;
                self.statements(&condition.false_body, layout, &mut no)?;
                self.branches -= 1;
                ops.push(Op::If(test, yes, no));
            }
            Stmt::ForLoop(looping) => {
                let op = self.looping(looping, layout)?;
                ops.push(op);
            }
            Stmt::Set(set) => {
                let ast::Expr::Var(target) = &set.target else { return Err(Handed) };
                let expr = self.sealed(&set.expr)?;
                match expr {
                    Expr::Fixed(index)
                        if self.branches == 0 && !self.scope.in_loop() && self.scope.own(target.id).is_none() =>
                    {
                        self.scope.bind(target.id, Binding::Fixed(index))?;
                        ops.push(Op::Make(index));
                    }
                    expr => {
                        let place = match self.scope.own(target.id) {
                            Some(Binding::Place(place)) => *place,
                            Some(_) => return Err(Handed),
                            None => self.place(target.id)?,
                        };
                        ops.push(Op::Set(place, expr));
                    }
                }
            }
            // A layout that is included has blocks of its own.
            Stmt::Block(_) if self.depth > 0 => return Err(Handed),
            Stmt::Block(block) => self.block(block.name, 0, layout, ops)?,
            Stmt::Include(include) => {
                if include.ignore_missing || self.depth > DEEPEST {
                    return Err(Handed);
                }
                let name = constant(&include.name)?;
                let template = self.library.template(&name)?;
                self.depth += 1;
                self.statements(&template.children, &name, ops)?;
                self.depth -= 1;
            }
            // Macros see what is known where they are imported: at the beginning that is the page alone.
            Stmt::FromImport(_) if !self.scope.is_outermost() => return Err(Handed),
            Stmt::FromImport(import) => {
                let from = constant(&import.expr)?;
                for (name, alias) in &import.names {
                    let (ast::Expr::Var(name), None | Some(ast::Expr::Var(_))) = (name, alias) else {
                        return Err(Handed);
                    };
                    let here = match alias {
                        Some(ast::Expr::Var(alias)) => alias.id,
                        _ => name.id,
                    };
                    self.scope.bind(here, Binding::Declared(from.clone(), name.id.to_owned()))?;
                }
            }
            Stmt::Macro(own) => {
                self.scope.bind(own.name, Binding::Declared(layout.to_owned(), own.name.to_owned()))?;
            }
            _ => return Err(Handed),
        }
        Ok(())
    }

    /// A block, in the version of the most special layout from a place in the line on.
    fn block(&mut self, name: &str, from: usize, layout: &str, ops: &mut Vec<Op>) -> Result<(), Handed> {
        let found = self.lines.iter().enumerate().skip(from);
        let (at, block) = found.filter_map(|(at, blocks)| Some((at, *blocks.get(name)?))).next().ok_or(Handed)?;
        if block.required || self.block.len() > DEEPEST {
            return Err(Handed);
        }
        let first = self.room.places;
        self.block.push((block.name, at));
        self.scope.open();
        let clear = ops.len();
        // Where the block begins, so that what it forgets can be filled in below.
        ops.push(Op::Clear(first..first));
        self.statements(&block.body, layout, ops)?;
        self.scope.close();
        self.block.pop();
        match first == self.room.places {
            true => {
                let rest = ops.split_off(clear);
                rest.into_iter().skip(1).for_each(|op| push(ops, op));
            }
            false => ops[clear] = Op::Clear(first..self.room.places),
        }
        Ok(())
    }

    /// `super()`: the version of the open block of the next layout in the line.
    fn parent(&mut self, layout: &str, ops: &mut Vec<Op>) -> Result<(), Handed> {
        let (name, at) = *self.block.last().ok_or(Handed)?;
        self.block(name, at + 1, layout, ops)
    }

    fn looping(&mut self, looping: &'l ast::ForLoop<'a>, layout: &str) -> Result<Op, Handed> {
        let ast::Expr::Var(target) = &looping.target else { return Err(Handed) };
        if looping.recursive {
            return Err(Handed);
        }
        let over = self.sealed(&looping.iter)?;
        let first = self.room.places;
        let counter = self.room.counters;
        self.room.counters += 1;
        let only = match &looping.filter_expr {
            None => None,
            Some(filter) => {
                self.scope.open();
                self.scope.bind(target.id, Binding::Place(first))?;
                let filter = self.sealed(filter)?;
                self.scope.close();
                Some(filter)
            }
        };
        self.scope.open_loop(counter);
        let place = self.place(target.id)?;
        let mut body = Vec::new();
        // Whether the body is run is a condition of what stands after it, not of what stands in it.
        self.statements(&looping.body, layout, &mut body)?;
        self.scope.close();
        let own = first..self.room.places;
        let mut otherwise = Vec::new();
        self.branches += 1;
        self.statements(&looping.else_body, layout, &mut otherwise)?;
        self.branches -= 1;
        Ok(Op::For(Box::new(For { place, over, only, counter, body, otherwise, own })))
    }

    /// A new place for a variable of the innermost stretch.
    fn place(&mut self, name: &str) -> Result<usize, Handed> {
        let place = self.room.places;
        self.scope.bind(name, Binding::Place(place))?;
        self.room.places += 1;
        Ok(place)
    }
}

/// A text of the layout as it is written to a page.
fn written(value: &Value) -> Result<String, Handed> {
    let text = value.as_str().ok_or(Handed)?;
    Ok(if !value.is_safe() && escape_needed(text) { escape(text) } else { text.to_owned() })
}
