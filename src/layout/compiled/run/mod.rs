//! A program run for a page.

mod values;

use std::fmt::Write;

use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, State};

use super::block::{For, Op};
use super::expression::Expr;
use super::{Handed, Program, Room};
use crate::layout::Strings;
use crate::layout::format::Style;
use crate::layout::view::escape_into;

/// How many rounds of loops and calls of macros a page may take before it is the engine's to say that it is too much.
const LONGEST: u32 = 5_000_000;

/// How deep macros may call one another.
const DEEPEST: u32 = 50;

/// What a program is run for.
#[derive(Clone, Copy)]
pub(in crate::layout) struct Page<'p> {
    /// The variables of the page.
    pub(in crate::layout) root: &'p Value,
    /// The sort of page that it is: pages of a sort have in common what `shared` fragments may depend on.
    pub(in crate::layout) sort: &'p str,
    /// The engine for what a program leaves to it: filters, fragments.
    pub(in crate::layout) engine: &'p Environment<'static>,
    pub(in crate::layout) style: Style,
    pub(in crate::layout) strings: &'p Strings,
    /// The language of the page.
    pub(in crate::layout) code: &'p str,
}

/// What is the same on all pages of a sort, as far as it has been made.
#[derive(Debug)]
pub(super) struct Memo {
    values: Vec<Option<Value>>,
    /// The same as it is written.
    texts: Vec<Option<Box<str>>>,
}

impl Program {
    /// Writes the HTML of a page. Where the engine has to make it, what has been written is worth nothing.
    pub(in crate::layout) fn run(&self, page: Page<'_>, html: &mut String) -> Result<(), Handed> {
        let mut memos = self.memos.borrow_mut();
        if !memos.contains_key(page.sort) {
            memos.insert(page.sort.to_owned(), Memo::of(self.fixed.len()));
        }
        let memo = memos.get_mut(page.sort).ok_or(Handed)?;
        let roots = self.roots.iter().map(|name| page.root.get_attr(name).unwrap_or_default());
        let mut run = Run {
            program: self,
            page,
            roots: roots.collect(),
            memo,
            state: None,
            plain: String::new(),
            places: vec![Value::UNDEFINED; self.room.places],
            counters: vec![Counter::default(); self.room.counters],
            first_place: 0,
            first_counter: 0,
            depth: 0,
            steps: 0,
        };
        run.ops(&self.body, html)
    }
}

impl Memo {
    /// Room for so many things.
    fn of(count: usize) -> Memo {
        Memo { values: vec![None; count], texts: vec![None; count] }
    }
}

/// How far a loop is.
#[derive(Debug, Clone, Copy, Default)]
struct Counter {
    round: usize,
    rounds: usize,
}

struct Run<'r> {
    program: &'r Program,
    page: Page<'r>,
    roots: Vec<Value>,
    memo: &'r mut Memo,
    /// What the engine's own filters and functions ask for; few pages come to one.
    state: Option<State<'r, 'r>>,
    /// Where plain text is written before it is made safe.
    plain: String,
    places: Vec<Value>,
    counters: Vec<Counter>,
    /// Where the variables of the body at hand begin.
    first_place: usize,
    first_counter: usize,
    depth: u32,
    steps: u32,
}

impl<'r> Run<'r> {
    fn ops(&mut self, ops: &'r [Op], out: &mut String) -> Result<(), Handed> {
        for op in ops {
            match op {
                Op::Raw(text) => out.push_str(text),
                Op::Emit(Expr::Words(key, names)) => escape_into(out, &self.words(key, names)?),
                Op::Emit(Expr::Format(filter, of)) => {
                    let mut plain = std::mem::take(&mut self.plain);
                    plain.clear();
                    self.format(*filter, of, &mut plain)?;
                    escape_into(out, &plain);
                    self.plain = plain;
                }
                Op::Emit(expr) => match self.peek(expr) {
                    Some(value) => write(out, value)?,
                    None if self.write_attribute(expr, out) => {}
                    None => write(out, &self.value(expr)?)?,
                },
                Op::EmitFixed(index) => self.emit_fixed(*index, out)?,
                Op::EmitMacro(index, given) => self.call(*index, given, out)?,
                Op::If(test, yes, no) => {
                    let way = if self.is_true(test)? { yes } else { no };
                    self.ops(way, out)?;
                }
                Op::For(looping) => self.looping(looping, out)?,
                Op::Set(place, expr) => {
                    let value = self.value(expr)?;
                    self.places[self.first_place + place] = value;
                }
                Op::Make(index) => drop(self.fixed(*index)?),
                Op::Clear(own) => self.clear(own),
            }
        }
        Ok(())
    }

    fn state(&mut self) -> &mut State<'r, 'r> {
        self.state.get_or_insert_with(|| self.page.engine.empty_state())
    }

    fn clear(&mut self, own: &std::ops::Range<usize>) {
        self.places[self.first_place + own.start..self.first_place + own.end].fill(Value::UNDEFINED);
    }

    fn step(&mut self) -> Result<(), Handed> {
        self.steps += 1;
        if self.steps > LONGEST { Err(Handed) } else { Ok(()) }
    }

    fn looping(&mut self, looping: &'r For, out: &mut String) -> Result<(), Handed> {
        let over = self.value(&looping.over)?;
        let place = self.first_place + looping.place;
        let mut rounds = over.len();
        let (mut listed, mut items, mut chosen);
        let items: &mut dyn Iterator<Item = Value> = match (&looping.only, rounds) {
            // A list is asked for one thing after another.
            (None, Some(count)) if over.kind() == ValueKind::Seq => {
                listed = (0..count).map(|at| over.get_item_by_index(at).unwrap_or_default());
                &mut listed
            }
            (None, Some(_)) => {
                items = over.try_iter().map_err(|_| Handed)?;
                &mut items
            }
            (only, _) => {
                let mut found = Vec::new();
                for item in over.try_iter().map_err(|_| Handed)? {
                    let keep = match only {
                        None => true,
                        Some(only) => {
                            self.step()?;
                            self.places[place] = item.clone();
                            self.is_true(only)?
                        }
                    };
                    if keep {
                        found.push(item);
                    }
                }
                rounds = Some(found.len());
                chosen = found.into_iter();
                &mut chosen
            }
        };
        let counter = self.first_counter + looping.counter;
        self.counters[counter] = Counter { round: 0, rounds: rounds.unwrap_or(0) };
        let mut round = 0;
        for item in items {
            self.step()?;
            if item.is_undefined() {
                return Err(Handed);
            }
            self.counters[counter].round = round;
            self.clear(&looping.own);
            self.places[place] = item;
            self.ops(&looping.body, out)?;
            round += 1;
        }
        if round == 0 { self.ops(&looping.otherwise, out) } else { Ok(()) }
    }

    fn call(&mut self, index: usize, given: &'r [Option<Expr>], out: &mut String) -> Result<(), Handed> {
        self.step()?;
        let program = self.program;
        let called = &program.macros[index];
        let Room { places, counters } = called.room;
        let (next_place, next_counter) = (self.places.len(), self.counters.len());
        if self.depth == DEEPEST {
            return Err(Handed);
        }
        // What an argument itself calls comes and goes above those that stand here already.
        for expr in given {
            let argument = match expr {
                Some(expr) => self.value(expr)?,
                None => Value::UNDEFINED,
            };
            self.places.push(argument);
        }
        self.places.resize(next_place + places, Value::UNDEFINED);
        self.counters.resize(next_counter + counters, Counter::default());
        let (first_place, first_counter) = (self.first_place, self.first_counter);
        (self.first_place, self.first_counter) = (next_place, next_counter);
        self.depth += 1;
        for (place, default) in called.defaults.iter().enumerate() {
            if let Some(default) = default
                && self.places[next_place + place].is_undefined()
            {
                self.places[next_place + place] = default.clone();
            }
        }
        self.ops(&called.body, out)?;
        self.depth -= 1;
        (self.first_place, self.first_counter) = (first_place, first_counter);
        self.places.truncate(next_place);
        self.counters.truncate(next_counter);
        Ok(())
    }

    fn emit_fixed(&mut self, index: usize, out: &mut String) -> Result<(), Handed> {
        if let Some(text) = &self.memo.texts[index] {
            out.push_str(text);
            return Ok(());
        }
        let value = self.fixed(index)?;
        let start = out.len();
        write(out, &value)?;
        self.memo.texts[index] = Some(out[start..].into());
        Ok(())
    }

    fn fixed(&mut self, index: usize) -> Result<Value, Handed> {
        if let Some(value) = &self.memo.values[index] {
            return Ok(value.clone());
        }
        let program = self.program;
        let value = self.value(&program.fixed[index])?;
        self.memo.values[index] = Some(value.clone());
        Ok(value)
    }
}

/// Writes a value as the engine does: texts made safe, nothing for none, numbers as they are.
fn write(out: &mut String, value: &Value) -> Result<(), Handed> {
    if value.is_none() {
        return Ok(());
    }
    if let Some(text) = value.as_str() {
        if value.is_safe() {
            out.push_str(text);
        } else {
            escape_into(out, text);
        }
        return Ok(());
    }
    match value.kind() {
        ValueKind::Number | ValueKind::Bool => write!(out, "{value}").map_err(|_| Handed),
        _ => Err(Handed),
    }
}
