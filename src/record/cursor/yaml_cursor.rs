//! What stands at a byte of YAML.

use super::outline::{OutlinePart, ValueForm, YamlOutline};
use crate::diagnostic::Span;

/// What stands at a byte of YAML.
#[derive(Clone, Debug, PartialEq)]
pub struct YamlCursor {
    /// What it is.
    pub place: CursorPlace,
    /// The key or item that it belongs to, by its index in the outline: the holder of a key, the owner of a value. `None`:
    /// the top of the text.
    pub owner: Option<usize>,
    /// The key or scalar as written; empty if there is none.
    pub span: Span,
    /// Whether it stands within brackets.
    pub is_flow: bool,
    /// Whether it may be a key as well: nothing says yet that it is a scalar.
    pub may_be_key: bool,
    /// Whether a line of its own needs a hyphen: the value stands below its key.
    pub is_below_key: bool,
}

/// What stands at a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorPlace {
    /// A key of a map.
    Key,
    /// A value, or an item of a list.
    Value,
    /// A text of several lines.
    Text,
}

impl YamlOutline {
    /// Returns what stands at a byte of the text; `None` for comments and what is outside.
    pub fn at(&self, text: &str, at: usize) -> Option<YamlCursor> {
        if at < self.range.start || at > self.range.end || is_comment(text, self.range.start, at) {
            return None;
        }
        self.written(text, at)
            .or_else(|| self.in_brackets(text, at))
            .or_else(|| self.on_line(text, at))
    }

    /// Returns the key or scalar that contains a byte or ends before it.
    fn written(&self, text: &str, at: usize) -> Option<YamlCursor> {
        let touches = |span: Span| span.range().start <= at && at <= span.range().end;
        let found = self
            .entries
            .iter()
            .enumerate()
            .rev()
            .find_map(|(index, entry)| {
                let is_scalar = entry.form == ValueForm::Scalar;
                if is_scalar && (touches(entry.value) || is_typed_on(text, entry.value, at)) {
                    return Some((index, CursorPlace::Value));
                }
                if entry.form == ValueForm::Block && touches(entry.value) {
                    return Some((index, CursorPlace::Text));
                }
                let is_key = entry.part != OutlinePart::Item && touches(entry.span);
                is_key.then_some((index, CursorPlace::Key))
            });
        let (index, place) = found?;
        let entry = &self.entries[index];
        let (owner, span) = match place {
            CursorPlace::Key => (entry.parent, entry.span),
            CursorPlace::Value | CursorPlace::Text => {
                let end = entry.value.range().end.max(at);
                (Some(index), Span::new(entry.value.range().start..end))
            }
        };
        let is_below_key = place == CursorPlace::Value && entry.part != OutlinePart::Item && {
            let between = text.get(entry.span.end as usize..entry.value.start as usize);
            !entry.is_flow && between.is_some_and(|between| between.contains(['\n', '\r']))
        };
        let is_first_of_item = entry.part == OutlinePart::Item && !entry.is_flow;
        Some(YamlCursor {
            place,
            owner,
            span,
            is_flow: entry.is_flow,
            may_be_key: place == CursorPlace::Value && (is_below_key || is_first_of_item),
            is_below_key,
        })
    }

    /// Returns the empty place within brackets.
    fn in_brackets(&self, text: &str, at: usize) -> Option<YamlCursor> {
        let is_open = |end: usize| !text[..end].ends_with([']', '}']);
        let around = self.flows.iter().filter(|flow| {
            flow.range.start < at && (at < flow.range.end || (at == flow.range.end && is_open(at)))
        });
        let flow = around.max_by_key(|flow| flow.range.start)?;
        let before = text[flow.range.start..at].trim_end();
        let key = before.ends_with(':').then(|| {
            let entries = self.entries.iter().enumerate().rev();
            let mut keys =
                entries.filter(|(_, entry)| entry.part != OutlinePart::Item && entry.is_flow);
            keys.find(|(_, entry)| entry.span.range().end <= at)
                .map(|(index, _)| index)
        });
        let (place, owner) = match key.flatten() {
            Some(key) => (CursorPlace::Value, Some(key)),
            None if flow.is_map => (CursorPlace::Key, flow.owner),
            None => (CursorPlace::Value, flow.owner),
        };
        Some(YamlCursor {
            place,
            owner,
            span: Span::new(at..at),
            is_flow: true,
            may_be_key: false,
            is_below_key: false,
        })
    }

    /// Returns the empty place on a line: behind a colon or a hyphen, or on a blank line by its column.
    fn on_line(&self, text: &str, at: usize) -> Option<YamlCursor> {
        let before = &text[self.range.start..at];
        let line = before
            .rfind(['\n', '\r'])
            .map_or(self.range.start, |end| self.range.start + end + 1);
        let blocks = || {
            self.entries
                .iter()
                .enumerate()
                .rev()
                .filter(|(_, entry)| !entry.is_flow)
        };
        let on_this = blocks().find(|(_, entry)| (line..at).contains(&entry.span.range().start));
        if let Some((index, entry)) = on_this {
            let is_open = entry.form == ValueForm::Open
                && (entry.has_colon || entry.part == OutlinePart::Item);
            return is_open.then(|| YamlCursor {
                place: CursorPlace::Value,
                owner: Some(index),
                span: Span::new(at..at),
                is_flow: false,
                may_be_key: entry.part == OutlinePart::Item,
                is_below_key: false,
            });
        }
        let column = at - line;
        let above = blocks().find(|(_, entry)| entry.span.range().start < line);
        let mut owner = above.map(|(index, _)| index);
        while let Some(index) = owner
            && self.entries[index].column >= column
        {
            owner = self.entries[index].parent;
        }
        self.below(owner, at)
    }

    /// Returns the empty place on a blank line below an entry.
    fn below(&self, owner: Option<usize>, at: usize) -> Option<YamlCursor> {
        let cursor = |place, is_below_key| YamlCursor {
            place,
            owner,
            span: Span::new(at..at),
            is_flow: false,
            may_be_key: is_below_key,
            is_below_key,
        };
        let Some(index) = owner else {
            return Some(cursor(CursorPlace::Key, false));
        };
        let entry = &self.entries[index];
        let first = self
            .children(owner)
            .next()
            .map(|child| &self.entries[child].part);
        match (&entry.part, entry.form, first) {
            (_, ValueForm::Scalar | ValueForm::Block | ValueForm::Flow, _) => None,
            (OutlinePart::Item, ..) | (_, _, Some(OutlinePart::Key(_))) => {
                Some(cursor(CursorPlace::Key, false))
            }
            (OutlinePart::Key(_), ValueForm::Open, None | Some(OutlinePart::Item)) => {
                Some(cursor(CursorPlace::Value, true))
            }
        }
    }
}

/// Whether only spaces are between a plain scalar and a byte: somebody types its next word.
fn is_typed_on(text: &str, value: Span, at: usize) -> bool {
    let is_quoted = text[value.range()].starts_with(['"', '\'']);
    let between = text.get(value.range().end..at);
    let is_blank = |between: &str| !between.is_empty() && between.bytes().all(|byte| byte == b' ');
    !is_quoted && between.is_some_and(is_blank)
}

/// Whether a comment begins before a byte on its line.
fn is_comment(text: &str, start: usize, at: usize) -> bool {
    let before = &text[start..at];
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
    line.trim_start().starts_with('#')
}
