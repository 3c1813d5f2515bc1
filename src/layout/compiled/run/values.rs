//! Values of expressions.

use minijinja::machinery::ast::{BinOpKind, CompareOpKind};
use minijinja::value::{Kwargs, Value, ValueKind};

use super::super::Handed;
use super::super::expression::{Expr, Named, Part};
use super::super::filter::{Kept, Select, Test};
use super::{Counter, Page, Run};
use crate::layout::engine::{Filter, words};
use crate::layout::view::{self, shared_root};

impl<'r> Run<'r> {
    /// A value that stands somewhere already.
    pub(super) fn peek<'s>(&'s self, expr: &'s Expr) -> Option<&'s Value> {
        let found = match expr {
            Expr::Const(value) => value,
            Expr::Place(place) => &self.places[self.first_place + place],
            Expr::Root(root) => &self.roots[*root],
            Expr::Fixed(index) => self.memo.values[*index].as_ref()?,
            _ => return None,
        };
        (!found.is_undefined()).then_some(found)
    }

    pub(super) fn is_true(&mut self, expr: &'r Expr) -> Result<bool, Handed> {
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
            Expr::Attribute(of, way) => match self.peek(of).and_then(|of| view::holds(of, way)) {
                Some(holds) => Ok(holds),
                None => Ok(self.value(expr)?.is_true()),
            },
            expr => match self.peek(expr) {
                Some(value) => Ok(value.is_true()),
                None => Ok(self.value(expr)?.is_true()),
            },
        }
    }

    /// Writes the attribute of a view that it can write better than make a value of; whether it did.
    pub(super) fn write_attribute(&self, expr: &Expr, out: &mut String) -> bool {
        match expr {
            Expr::Attribute(of, way) => self.peek(of).is_some_and(|of| view::write(of, way, out)),
            _ => false,
        }
    }

    /// The value of an expression. What is not defined is the engine's to report.
    pub(super) fn value(&mut self, expr: &'r Expr) -> Result<Value, Handed> {
        let value = match expr {
            Expr::Const(_) | Expr::Place(_) | Expr::Root(_) => self.peek(expr).cloned().ok_or(Handed)?,
            Expr::Fixed(index) => self.fixed(*index)?,
            Expr::Attribute(of, way) => {
                if way.len() > 1
                    && let Some(value) = self.peek(of).and_then(|of| view::lead(of, way))
                {
                    return Ok(value);
                }
                let mut names = way.iter();
                let first = names.next().ok_or(Handed)?;
                let mut value = match self.peek(of) {
                    Some(of) => of.get_attr(first).map_err(|_| Handed)?,
                    None => self.value(of)?.get_attr(first).map_err(|_| Handed)?,
                };
                for name in names {
                    value = value.get_attr(name).map_err(|_| Handed)?;
                }
                value
            }
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
            Expr::Format(filter, of) => {
                let mut text = String::new();
                self.format(*filter, of, &mut text)?;
                Value::from(text)
            }
            Expr::Filter(name, places, names) => {
                let arguments = self.arguments(places, names)?;
                // Where something is safe already, what comes of it depends on where it stands.
                if *name == "replace" && arguments.iter().any(Value::is_safe) {
                    return Err(Handed);
                }
                self.state().apply_filter(name, &arguments).map_err(|_| Handed)?
            }
            Expr::Words(key, names) => {
                if names.is_empty() {
                    let key = self.value(key)?;
                    let Page { strings, code, .. } = self.page;
                    if let Some(words) = strings.get(code, key.as_str().ok_or(Handed)?, None) {
                        return Ok(Value::from(words.clone()));
                    }
                }
                Value::from(self.words(key, names)?)
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
                function.call(self.state(), &arguments).map_err(|_| Handed)?
            }
            Expr::Macro(index, given) => {
                let mut text = String::new();
                self.call(*index, given, &mut text)?;
                Value::from_safe_string(text)
            }
        };
        if value.is_undefined() { Err(Handed) } else { Ok(value) }
    }

    /// Adds to a text what a filter of ours makes of a value.
    pub(super) fn format(&mut self, filter: Filter, of: &'r Expr, text: &mut String) -> Result<(), Handed> {
        let style = self.page.style;
        let formatted = match self.peek(of) {
            Some(of) => filter(style, of, text),
            None => filter(style, &self.value(of)?, text),
        };
        formatted.map_err(|_| Handed)
    }

    /// Words of the interface, facts filled in.
    pub(super) fn words(&mut self, key: &'r Expr, names: &'r Named) -> Result<String, Handed> {
        let key = self.value(key)?;
        let facts = names.iter().map(|(name, expr)| Ok((&**name, self.value(expr)?)));
        let facts = facts.collect::<Result<Vec<_>, Handed>>()?;
        let fact = |name: &str| facts.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let Page { strings, code, .. } = self.page;
        words(strings, code, key.as_str().ok_or(Handed)?, fact).map_err(|_| Handed)
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
