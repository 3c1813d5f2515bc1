//! Expressions of the layouts, their names resolved.

use minijinja::machinery::ast::{self, BinOpKind, CallArg, CallType, CompareOpKind, UnaryOpKind};

use super::super::Handed;
use super::super::expression::{Constancy, Expr, Named, Part};
use super::super::filter::{self, Kept, PURE};
use super::super::scope::Binding;
use super::Compiler;

/// Names that mean something to the engine wherever they stand.
const ITS_OWN: [&str; 13] = [
    "caller",
    "cycler",
    "debug",
    "dict",
    "joiner",
    "kwargs",
    "lipsum",
    "loop",
    "namespace",
    "range",
    "self",
    "super",
    "varargs",
];

impl<'l, 'a> Compiler<'l, 'a> {
    /// An expression with the parts that are the same on all pages of a sort set apart.
    pub(super) fn sealed(&mut self, expr: &'l ast::Expr<'a>) -> Result<Expr, Handed> {
        let mut expr = self.expr(expr)?;
        if self.is_fixed(&mut expr) {
            self.set_apart(&mut expr);
        }
        Ok(expr)
    }

    /// Whether an expression is the same on all pages of a sort; where it is not, those of its parts that are have been
    /// set apart.
    fn is_fixed(&mut self, expr: &mut Expr) -> bool {
        let roots = &self.roots;
        let constancy = expr.constancy(|root| roots[root].clone());
        if constancy == Constancy::Always {
            return true;
        }
        let parts: Vec<(&mut Expr, bool)> = expr
            .parts()
            .into_iter()
            .map(|part| {
                let fixed = self.is_fixed(part);
                (part, fixed)
            })
            .collect();
        if constancy == Constancy::Parts && parts.iter().all(|(_, fixed)| *fixed) {
            return true;
        }
        parts.into_iter().filter(|(_, fixed)| *fixed).for_each(|(part, _)| self.set_apart(part));
        false
    }

    fn set_apart(&mut self, expr: &mut Expr) {
        if !matches!(expr, Expr::Const(_) | Expr::Fixed(_)) {
            let index = self.fixed.len();
            self.fixed.push(std::mem::replace(expr, Expr::Fixed(index)));
        }
    }

    pub(super) fn expr(&mut self, expr: &'l ast::Expr<'a>) -> Result<Expr, Handed> {
        Ok(match expr {
            ast::Expr::Const(constant) => Expr::Const(constant.value.clone()),
            ast::Expr::Var(name) => self.variable(name.id)?,
            ast::Expr::GetAttr(get) => match &get.expr {
                ast::Expr::Var(of) if of.id == "loop" => {
                    let part = match get.name {
                        "first" => Part::First,
                        "last" => Part::Last,
                        "index" => Part::Index,
                        "index0" => Part::Index0,
                        "length" => Part::Length,
                        _ => return Err(Handed),
                    };
                    match (self.scope.find("loop"), self.scope.counter()) {
                        (None, Some(counter)) => Expr::Loop(part, counter),
                        _ => return Err(Handed),
                    }
                }
                of => match self.expr(of)? {
                    Expr::Attribute(of, mut way) => {
                        way.push(get.name.into());
                        Expr::Attribute(of, way)
                    }
                    of => Expr::Attribute(Box::new(of), vec![get.name.into()]),
                },
            },
            ast::Expr::UnaryOp(operation) => match operation.op {
                UnaryOpKind::Not => Expr::Not(Box::new(self.expr(&operation.expr)?)),
                UnaryOpKind::Neg => return Err(Handed),
            },
            ast::Expr::BinOp(operation) => {
                let two = Box::new([self.expr(&operation.left)?, self.expr(&operation.right)?]);
                let compare = |op, two: Box<[Expr; 2]>| {
                    let [left, right] = *two;
                    Expr::Compare(Box::new(left), vec![(op, right)])
                };
                match operation.op {
                    BinOpKind::ScAnd => Expr::And(two),
                    BinOpKind::ScOr => Expr::Or(two),
                    BinOpKind::Concat => Expr::Join(two),
                    BinOpKind::Eq => compare(CompareOpKind::Eq, two),
                    BinOpKind::Ne => compare(CompareOpKind::Ne, two),
                    BinOpKind::Lt => compare(CompareOpKind::Lt, two),
                    BinOpKind::Lte => compare(CompareOpKind::Lte, two),
                    BinOpKind::Gt => compare(CompareOpKind::Gt, two),
                    BinOpKind::Gte => compare(CompareOpKind::Gte, two),
                    BinOpKind::In => compare(CompareOpKind::In, two),
                    BinOpKind::Add | BinOpKind::Sub | BinOpKind::Mul | BinOpKind::FloorDiv | BinOpKind::Rem => {
                        Expr::Calculate(operation.op, two)
                    }
                    BinOpKind::Div | BinOpKind::Pow => return Err(Handed),
                }
            }
            ast::Expr::Compare(compare) => {
                let first = Box::new(self.expr(&compare.expr)?);
                let others = compare.ops.iter().map(|other| Ok((other.op, self.expr(&other.expr)?)));
                Expr::Compare(first, others.collect::<Result<_, Handed>>()?)
            }
            ast::Expr::IfExpr(choice) => {
                let Some(other) = &choice.false_expr else { return Err(Handed) };
                let three = [self.expr(&choice.test_expr)?, self.expr(&choice.true_expr)?, self.expr(other)?];
                Expr::Choice(Box::new(three))
            }
            ast::Expr::Filter(filter) => self.filter(filter)?,
            ast::Expr::Call(call) => self.call(call)?,
            ast::Expr::List(list) => {
                Expr::List(list.items.iter().map(|item| self.expr(item)).collect::<Result<_, Handed>>()?)
            }
            ast::Expr::Slice(slice) => {
                let place = |expr: &Option<ast::Expr<'a>>| match expr {
                    None => Ok(None),
                    Some(ast::Expr::Const(place)) => usize::try_from(place.value.clone()).map(Some).map_err(|_| Handed),
                    Some(_) => Err(Handed),
                };
                if slice.step.is_some() {
                    return Err(Handed);
                }
                let (start, stop) = (place(&slice.start)?, place(&slice.stop)?);
                Expr::Slice(Box::new(self.expr(&slice.expr)?), start.unwrap_or(0), stop)
            }
            ast::Expr::Test(_) | ast::Expr::GetItem(_) | ast::Expr::Tuple(_) | ast::Expr::Map(_) => return Err(Handed),
        })
    }

    pub(super) fn variable(&mut self, name: &str) -> Result<Expr, Handed> {
        match self.scope.find(name) {
            Some(Binding::Place(place)) => Ok(Expr::Place(place)),
            Some(Binding::Fixed(index)) => Ok(Expr::Fixed(index)),
            Some(Binding::Declared(..) | Binding::Unknown) => Err(Handed),
            None if ITS_OWN.contains(&name) => Err(Handed),
            None => Ok(Expr::Root(self.root(name))),
        }
    }

    fn root(&mut self, name: &str) -> usize {
        if self.in_macro > 0 {
            self.free.insert(name.to_owned());
        }
        self.roots.iter().position(|known| **known == *name).unwrap_or_else(|| {
            self.roots.push(name.into());
            self.roots.len() - 1
        })
    }

    fn filter(&mut self, filter: &'l ast::Filter<'a>) -> Result<Expr, Handed> {
        let of = self.expr(filter.expr.as_ref().ok_or(Handed)?)?;
        let (places, names) = self.arguments(&filter.args)?;
        let alone = places.is_empty() && names.is_empty();
        if let (Some(format), true) = (filter::format(filter.name), alone) {
            return Ok(Expr::Format(format, Box::new(of)));
        }
        match filter.name {
            "length" | "count" if alone => Ok(Expr::Length(Box::new(of))),
            "selectattr" if names.is_empty() => filter::select(Kept::Passing, of, places),
            "rejectattr" if names.is_empty() => filter::select(Kept::Failing, of, places),
            // A selection is a list already.
            "list" if alone && matches!(of, Expr::Select(_)) => Ok(of),
            name => {
                let name = PURE.iter().find(|known| **known == name).ok_or(Handed)?;
                Ok(Expr::Filter(name, std::iter::once(of).chain(places).collect(), names))
            }
        }
    }

    fn call(&mut self, call: &'l ast::Call<'a>) -> Result<Expr, Handed> {
        let CallType::Function(name) = call.identify_call() else { return Err(Handed) };
        let (mut places, names) = self.arguments(&call.args)?;
        match self.scope.find(name) {
            Some(Binding::Declared(layout, name)) => {
                let index = self.macro_of(&layout, &name)?;
                let arguments = self.parameters(index)?;
                if places.len() > arguments.len() {
                    return Err(Handed);
                }
                let mut given: Vec<Option<Expr>> = places.into_iter().map(Some).collect();
                given.resize_with(arguments.len(), || None);
                for (name, expr) in names {
                    let at = arguments.iter().position(|known| **known == *name).ok_or(Handed)?;
                    if given[at].replace(expr).is_some() {
                        return Err(Handed);
                    }
                }
                Ok(Expr::Macro(index, given))
            }
            Some(_) => Err(Handed),
            None if name == "t" => match (places.pop(), places.is_empty()) {
                (Some(Expr::Const(key)), true) if names.is_empty() => {
                    key.as_str().and_then(|key| (self.words)(key)).map(Expr::Const).ok_or(Handed)
                }
                (Some(key), true) => Ok(Expr::Words(Box::new(key), names)),
                _ => Err(Handed),
            },
            None if name == "shared" => match (places.pop(), places.is_empty() && names.is_empty()) {
                (Some(name), true) => Ok(Expr::Shared(Box::new(name))),
                _ => Err(Handed),
            },
            None if ITS_OWN.contains(&name) => Err(Handed),
            None => Ok(Expr::Call(self.root(name), places, names)),
        }
    }

    fn arguments(&mut self, all: &'l [CallArg<'a>]) -> Result<(Vec<Expr>, Named), Handed> {
        let (mut places, mut names) = (Vec::new(), Vec::new());
        for argument in all {
            match argument {
                CallArg::Pos(expr) => places.push(self.expr(expr)?),
                CallArg::Kwarg(name, expr) => names.push(((*name).into(), self.expr(expr)?)),
                CallArg::PosSplat(_) | CallArg::KwargSplat(_) => return Err(Handed),
            }
        }
        Ok((places, names))
    }
}
