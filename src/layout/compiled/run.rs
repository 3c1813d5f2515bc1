//! A program run for a page.

use std::fmt::Write;

use minijinja::machinery::ast::{BinOpKind, CompareOpKind};
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, State};

use super::block::{For, Op};
use super::expression::{Expr, Named, Part};
use super::filter::{Kept, Select, Test};
use super::{Handed, Program, Room};
use crate::layout::Strings;
use crate::layout::engine::words;
use crate::layout::format::Style;
use crate::layout::view::{escape_into, shared_root};

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
#[derive(Debug, Default)]
pub(super) struct Memo {
    values: Vec<Option<Value>>,
    /// The same as it is written.
    texts: Vec<Option<Box<str>>>,
}

impl Program {
    /// The HTML of a page; none where the engine has to make it.
    pub(in crate::layout) fn run(&self, page: Page<'_>) -> Option<String> {
        let mut memo = self.memos.borrow_mut().remove(page.sort).unwrap_or_default();
        memo.values.resize(self.fixed.len(), None);
        memo.texts.resize(self.fixed.len(), None);
        let roots = self.roots.iter().map(|name| page.root.get_attr(name).unwrap_or_default());
        let mut run = Run {
            program: self,
            page,
            roots: roots.collect(),
            memo,
            state: page.engine.empty_state(),
            places: vec![Value::UNDEFINED; self.room.places],
            counters: vec![Counter::default(); self.room.counters],
            first_place: 0,
            first_counter: 0,
            depth: 0,
            steps: 0,
        };
        let mut html = String::with_capacity(16 * 1024);
        let done = run.ops(&self.body, &mut html);
        let Run { memo, .. } = run;
        self.memos.borrow_mut().insert(page.sort.to_owned(), memo);
        done.ok().map(|()| html)
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
    memo: Memo,
    state: State<'r, 'r>,
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
                Op::Emit(expr) => match self.peek(expr) {
                    Some(value) => write(out, value)?,
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
                Op::Clear(own) => self.clear(own),
            }
        }
        Ok(())
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
        let mut items = over.try_iter().map_err(|_| Handed)?;
        let kept: Vec<Value>;
        let mut chosen;
        let items: &mut dyn Iterator<Item = Value> = match (&looping.only, rounds) {
            (None, Some(_)) => &mut items,
            (only, _) => {
                let mut found = Vec::new();
                for item in items {
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
                kept = found;
                rounds = Some(kept.len());
                chosen = kept.into_iter();
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
        let mut arguments = Vec::with_capacity(places);
        for expr in given {
            arguments.push(match expr {
                Some(expr) => self.value(expr)?,
                None => Value::UNDEFINED,
            });
        }
        arguments.resize(places, Value::UNDEFINED);
        if self.depth == DEEPEST {
            return Err(Handed);
        }
        self.places.extend(arguments);
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

    /// A value that stands somewhere already.
    fn peek<'s>(&'s self, expr: &'s Expr) -> Option<&'s Value> {
        let found = match expr {
            Expr::Const(value) => value,
            Expr::Place(place) => &self.places[self.first_place + place],
            Expr::Root(root) => &self.roots[*root],
            Expr::Fixed(index) => self.memo.values[*index].as_ref()?,
            _ => return None,
        };
        (!found.is_undefined()).then_some(found)
    }

    fn is_true(&mut self, expr: &'r Expr) -> Result<bool, Handed> {
        match expr {
            Expr::Not(of) => Ok(!self.is_true(of)?),
            Expr::And(two) => Ok(self.is_true(&two[0])? && self.is_true(&two[1])?),
            Expr::Or(two) => Ok(self.is_true(&two[0])? || self.is_true(&two[1])?),
            Expr::Compare(first, others) => self.compare(first, others),
            Expr::Loop(part, counter) => {
                let Counter { round, rounds } = self.counters[self.first_counter + counter];
                Ok(match part {
                    Part::First => round == 0,
                    Part::Last => round + 1 == rounds,
                    Part::Index => true,
                    Part::Index0 => round > 0,
                    Part::Length => rounds > 0,
                })
            }
            expr => match self.peek(expr) {
                Some(value) => Ok(value.is_true()),
                None => Ok(self.value(expr)?.is_true()),
            },
        }
    }

    /// The value of an expression. What is not defined is the engine's to report.
    fn value(&mut self, expr: &'r Expr) -> Result<Value, Handed> {
        let value = match expr {
            Expr::Const(_) | Expr::Place(_) | Expr::Root(_) => self.peek(expr).cloned().ok_or(Handed)?,
            Expr::Fixed(index) => self.fixed(*index)?,
            Expr::Attribute(of, name) => match self.peek(of) {
                Some(of) => of.get_attr(name).map_err(|_| Handed)?,
                None => self.value(of)?.get_attr(name).map_err(|_| Handed)?,
            },
            Expr::Not(_) | Expr::Compare(..) => Value::from(self.is_true(expr)?),
            Expr::Loop(part, counter) => {
                let Counter { round, rounds } = self.counters[self.first_counter + counter];
                match part {
                    Part::First | Part::Last => Value::from(self.is_true(expr)?),
                    Part::Index => Value::from(round + 1),
                    Part::Index0 => Value::from(round),
                    Part::Length => Value::from(rounds),
                }
            }
            Expr::And(two) => {
                let first = self.value(&two[0])?;
                if first.is_true() { self.value(&two[1])? } else { first }
            }
            Expr::Or(two) => {
                let first = self.value(&two[0])?;
                if first.is_true() { first } else { self.value(&two[1])? }
            }
            Expr::Choice(three) => {
                let way = if self.is_true(&three[0])? { &three[1] } else { &three[2] };
                self.value(way)?
            }
            Expr::Calculate(operation, two) => self.calculate(*operation, two)?,
            Expr::Join(two) => {
                let (left, right) = (self.value(&two[0])?, self.value(&two[1])?);
                Value::from(format!("{left}{right}"))
            }
            Expr::List(items) => self.values(items)?.into(),
            Expr::Slice(of, start, stop) => {
                let of = self.value(of)?;
                if of.kind() != ValueKind::Seq || of.is_tuple() {
                    return Err(Handed);
                }
                let items = of.try_iter().map_err(|_| Handed)?.skip(*start);
                items.take(stop.map_or(usize::MAX, |stop| stop.saturating_sub(*start))).collect::<Vec<_>>().into()
            }
            Expr::Select(select) => self.select(select)?,
            Expr::Length(of) => match self.peek(of) {
                Some(of) => Value::from(of.len().ok_or(Handed)?),
                None => Value::from(self.value(of)?.len().ok_or(Handed)?),
            },
            Expr::Format(format, of) => {
                let style = self.page.style;
                match self.peek(of) {
                    Some(of) => format(style, of).map_err(|_| Handed)?,
                    None => format(style, &self.value(of)?).map_err(|_| Handed)?,
                }
            }
            Expr::Filter(name, places, names) => {
                let arguments = self.arguments(places, names)?;
                // Where something is safe already, what comes of it depends on where it stands.
                if *name == "replace" && arguments.iter().any(Value::is_safe) {
                    return Err(Handed);
                }
                self.state.apply_filter(name, &arguments).map_err(|_| Handed)?
            }
            Expr::Words(key, names) => {
                let key = self.value(key)?;
                let key = key.as_str().ok_or(Handed)?;
                let Page { strings, code, .. } = self.page;
                if names.is_empty()
                    && let Some(words) = strings.get(code, key, None)
                {
                    return Ok(Value::from(words.clone()));
                }
                let facts = self.named(names)?;
                Value::from(words(strings, code, key, &facts).map_err(|_| Handed)?)
            }
            Expr::Shared(name) => {
                let name = self.value(name)?;
                let page = self.page.root.get_attr("page").map_err(|_| Handed)?;
                let (_, root) = shared_root(&page).ok_or(Handed)?;
                let template = self.page.engine.get_template(name.as_str().ok_or(Handed)?).map_err(|_| Handed)?;
                Value::from_safe_string(template.render(root()).map_err(|_| Handed)?)
            }
            Expr::Call(function, places, names) => {
                let arguments = self.arguments(places, names)?;
                let function = self.roots[*function].clone();
                function.call(&mut self.state, &arguments).map_err(|_| Handed)?
            }
            Expr::Macro(index, given) => {
                let mut text = String::new();
                self.call(*index, given, &mut text)?;
                Value::from_safe_string(text)
            }
        };
        if value.is_undefined() { Err(Handed) } else { Ok(value) }
    }

    fn values(&mut self, all: &'r [Expr]) -> Result<Vec<Value>, Handed> {
        all.iter().map(|expr| self.value(expr)).collect()
    }

    fn named(&mut self, names: &'r Named) -> Result<Kwargs, Handed> {
        let named = names.iter().map(|(name, expr)| Ok((&**name, self.value(expr)?)));
        Ok(named.collect::<Result<Vec<_>, Handed>>()?.into_iter().collect())
    }

    fn arguments(&mut self, places: &'r [Expr], names: &'r Named) -> Result<Vec<Value>, Handed> {
        let mut arguments = self.values(places)?;
        if !names.is_empty() {
            arguments.push(self.named(names)?.into());
        }
        Ok(arguments)
    }

    fn compare(&mut self, first: &'r Expr, others: &'r [(CompareOpKind, Expr)]) -> Result<bool, Handed> {
        let mut left = self.value(first)?;
        for (operation, other) in others {
            let right = self.value(other)?;
            let holds = match operation {
                CompareOpKind::Eq => left == right,
                CompareOpKind::Ne => left != right,
                CompareOpKind::Lt => left < right,
                CompareOpKind::Lte => left <= right,
                CompareOpKind::Gt => left > right,
                CompareOpKind::Gte => left >= right,
                CompareOpKind::In => is_in(&left, &right)?,
                CompareOpKind::NotIn => !is_in(&left, &right)?,
            };
            if !holds {
                return Ok(false);
            }
            left = right;
        }
        Ok(true)
    }

    /// Whole numbers that are not negative; anything else is rare in a layout.
    fn calculate(&mut self, operation: BinOpKind, two: &'r [Expr; 2]) -> Result<Value, Handed> {
        let mut whole = |expr: &'r Expr| {
            let value = self.value(expr)?;
            let whole = if value.is_integer() { i64::try_from(value).ok() } else { None };
            whole.filter(|whole| *whole >= 0).ok_or(Handed)
        };
        let (left, right) = (whole(&two[0])?, whole(&two[1])?);
        let result = match operation {
            BinOpKind::Add => left.checked_add(right),
            BinOpKind::Sub => left.checked_sub(right),
            BinOpKind::Mul => left.checked_mul(right),
            BinOpKind::FloorDiv => left.checked_div(right),
            BinOpKind::Rem => left.checked_rem(right),
            _ => None,
        };
        result.map(Value::from).ok_or(Handed)
    }

    fn select(&mut self, select: &'r Select) -> Result<Value, Handed> {
        let over = self.value(&select.over)?;
        let with = match &select.test {
            Test::True => Value::UNDEFINED,
            Test::Equal(with) | Test::In(with) => self.value(with)?,
        };
        let mut kept = Vec::new();
        for item in over.try_iter().map_err(|_| Handed)? {
            self.step()?;
            let mut attribute = item.clone();
            for name in &select.path {
                attribute = attribute.get_attr(name).map_err(|_| Handed)?;
                if attribute.is_undefined() {
                    return Err(Handed);
                }
            }
            let passed = match &select.test {
                Test::True => attribute.is_true(),
                Test::Equal(_) => attribute == with,
                Test::In(_) => is_in(&attribute, &with)?,
            };
            if passed == (select.kept == Kept::Passing) {
                kept.push(item);
            }
        }
        Ok(kept.into())
    }
}

/// Whether a list holds a value.
fn is_in(value: &Value, list: &Value) -> Result<bool, Handed> {
    if list.kind() != ValueKind::Seq {
        return Err(Handed);
    }
    Ok(list.try_iter().map_err(|_| Handed)?.any(|item| item == *value))
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
