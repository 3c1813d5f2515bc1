//! From the engine's reading of a layout to a program.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use minijinja::machinery::ast::{self, BinOpKind, CallArg, CallType, CompareOpKind, Stmt, UnaryOpKind};
use minijinja::machinery::parse;
use minijinja::value::Value;

use super::block::{For, Op, push};
use super::expression::{Expr, Named, Part};
use super::filter::{self, Kept, PURE};
use super::scope::{Binding, Scope};
use super::{Handed, Macro, Program, Room};
use crate::layout::view::{escape, escape_needed};

/// How deep layouts may include one another.
const DEEPEST: usize = 20;

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

/// The layouts, each parsed when it is first asked for.
pub(super) struct Library<'a> {
    texts: HashMap<&'a str, (&'a str, OnceCell<Option<Stmt<'a>>>)>,
}

impl<'a> Library<'a> {
    pub(super) fn new(layouts: impl Iterator<Item = (&'a str, &'a str)>) -> Library<'a> {
        Library { texts: layouts.map(|(name, text)| (name, (text, OnceCell::new()))).collect() }
    }

    fn template(&self, name: &str) -> Result<&ast::Template<'a>, Handed> {
        let (name, (text, parsed)) = self.texts.get_key_value(name).ok_or(Handed)?;
        match parsed.get_or_init(|| parse(text, name, Default::default()).ok()) {
            Some(Stmt::Template(template)) => Ok(template),
            _ => Err(Handed),
        }
    }
}

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

    /// A macro of a layout by its name, compiled when it is first asked for.
    fn macro_of(&mut self, layout: &str, name: &str) -> Result<usize, Handed> {
        let key = (layout.to_owned(), name.to_owned());
        if let Some(index) = self.known.get(&key) {
            return Ok(*index);
        }
        let template = self.library.template(layout)?;
        let named = |stmt: &'l Stmt<'a>| match stmt {
            Stmt::Macro(found) if found.name == name => Some(found),
            _ => None,
        };
        let mut found = template.children.iter().filter_map(named);
        let (Some(found), None) = (found.next(), found.next()) else { return Err(Handed) };
        let index = self.macros.len();
        self.known.insert(key, index);
        self.macros.push(Macro::default());

        let scope = std::mem::take(&mut self.scope);
        let room = std::mem::take(&mut self.room);
        let block = std::mem::take(&mut self.block);
        let branches = std::mem::take(&mut self.branches);
        self.depth += 1;
        self.in_macro += 1;
        if self.depth > DEEPEST {
            return Err(Handed);
        }
        self.scope.open();
        for stmt in &template.children {
            match stmt {
                Stmt::Macro(sister) => {
                    let declared = Binding::Declared(layout.to_owned(), sister.name.to_owned());
                    self.scope.bind(sister.name, declared)?;
                }
                Stmt::FromImport(_) => self.statement(stmt, layout, &mut Vec::new())?,
                Stmt::Set(set) => match &set.target {
                    ast::Expr::Var(target) => self.scope.bind(target.id, Binding::Unknown)?,
                    _ => return Err(Handed),
                },
                Stmt::EmitRaw(_) | Stmt::EmitExpr(_) | Stmt::Extends(_) | Stmt::Block(_) => {}
                _ => return Err(Handed),
            }
        }
        self.scope.open();
        for argument in &found.args {
            let ast::Expr::Var(argument) = argument else { return Err(Handed) };
            self.place(argument.id)?;
        }
        let mut defaults = Vec::new();
        defaults.resize_with(found.args.len() - found.defaults.len().min(found.args.len()), || None);
        for default in &found.defaults {
            match self.expr(default)? {
                Expr::Const(default) => defaults.push(Some(default)),
                _ => return Err(Handed),
            }
        }
        let mut body = Vec::new();
        self.statements(&found.body, layout, &mut body)?;
        self.macros[index] = Macro { defaults, body, room: self.room };
        self.depth -= 1;
        self.in_macro -= 1;
        (self.scope, self.room, self.block, self.branches) = (scope, room, block, branches);
        Ok(index)
    }

    /// An expression with the parts that are the same on all pages of a sort set apart.
    fn sealed(&mut self, expr: &'l ast::Expr<'a>) -> Result<Expr, Handed> {
        let mut expr = self.expr(expr)?;
        self.seal(&mut expr);
        Ok(expr)
    }

    fn seal(&mut self, expr: &mut Expr) {
        if matches!(expr, Expr::Const(_) | Expr::Fixed(_)) {
            return;
        }
        let roots = &self.roots;
        if expr.is_fixed(&|root| roots[root].clone()) {
            let index = self.fixed.len();
            self.fixed.push(std::mem::replace(expr, Expr::Fixed(index)));
        } else {
            expr.parts_mut().into_iter().for_each(|part| self.seal(part));
        }
    }

    fn expr(&mut self, expr: &'l ast::Expr<'a>) -> Result<Expr, Handed> {
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
                of => Expr::Attribute(Box::new(self.expr(of)?), get.name.into()),
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

    fn variable(&mut self, name: &str) -> Result<Expr, Handed> {
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

    /// The names of a macro's arguments.
    fn parameters(&self, index: usize) -> Result<Vec<&'l str>, Handed> {
        let ((layout, name), _) = self.known.iter().find(|(_, known)| **known == index).ok_or(Handed)?;
        let template = self.library.template(layout)?;
        let found = template.children.iter().find_map(|stmt| match stmt {
            Stmt::Macro(found) if found.name == name => Some(found),
            _ => None,
        });
        let names = found.ok_or(Handed)?.args.iter().map(|argument| match argument {
            ast::Expr::Var(argument) => Ok(argument.id),
            _ => Err(Handed),
        });
        names.collect()
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

/// A text that stands in the layout itself.
fn constant(expr: &ast::Expr<'_>) -> Result<String, Handed> {
    match expr {
        ast::Expr::Const(constant) => constant.value.as_str().map(str::to_owned).ok_or(Handed),
        _ => Err(Handed),
    }
}

/// A text of the layout as it is written to a page.
fn written(value: &Value) -> Result<String, Handed> {
    let text = value.as_str().ok_or(Handed)?;
    Ok(if !value.is_safe() && escape_needed(text) { escape(text) } else { text.to_owned() })
}

/// The blocks of a layout, however deep they stand.
fn collect_blocks<'l, 'a>(
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
