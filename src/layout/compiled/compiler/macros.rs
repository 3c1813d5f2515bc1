//! Macros, each compiled when a layout first calls it.

use minijinja::machinery::ast::{self, Stmt};

use super::super::scope::Binding;
use super::super::{Handed, Macro};
use super::{Compiler, DEEPEST};
use crate::layout::compiled::expression::Expr;

impl<'l, 'a> Compiler<'l, 'a> {
    /// A macro of a layout by its name, compiled when it is first asked for.
    pub(super) fn macro_of(&mut self, layout: &str, name: &str) -> Result<usize, Handed> {
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

    /// The names of a macro's arguments.
    pub(super) fn parameters(&self, index: usize) -> Result<Vec<&'l str>, Handed> {
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
}
