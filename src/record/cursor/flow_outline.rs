//! Reads lists and maps in brackets, which need not be closed.

use super::block_outline::{OutlineReader, is_item, key_at};
use super::outline::{FlowRange, OutlineEntry, OutlinePart, ValueForm};
use crate::diagnostic::Span;

/// The depth of brackets that is read.
const MAX_DEPTH: usize = 32;

/// An open bracket.
struct Bracket {
    start: usize,
    owner: Option<usize>,
    is_map: bool,
    /// The key whose value comes next.
    pending: Option<usize>,
}

/// The brackets around a place, and the column of the key or item that they are the value of.
struct FlowState {
    open: Vec<Bracket>,
    /// `None`: the brackets are the whole text.
    column: Option<usize>,
}

impl OutlineReader<'_> {
    /// Reads the value in brackets that begins at `start`. Returns the offset after it: it ends at its last bracket, or
    /// before the next line that begins a key or an item of what is around it.
    pub(super) fn read_flow(&mut self, start: usize, owner: Option<usize>) -> usize {
        let column = owner.map(|owner| self.outline.entries[owner].column);
        let mut state = FlowState {
            open: Vec::new(),
            column,
        };
        let mut at = start;
        loop {
            at = match self.text.as_bytes().get(at).filter(|_| at < self.end) {
                None => break,
                Some(b'[' | b'{') => match self.open_bracket(&mut state, at, owner) {
                    true => at + 1,
                    false => break,
                },
                Some(b']' | b'}') => {
                    self.close_bracket(&mut state, at + 1);
                    if state.open.is_empty() {
                        return at + 1;
                    }
                    at + 1
                }
                Some(b',') => {
                    state
                        .open
                        .iter_mut()
                        .last()
                        .into_iter()
                        .for_each(|bracket| bracket.pending = None);
                    at + 1
                }
                Some(b'\n' | b'\r') if self.ends_flow(at + 1, state.column) => break,
                Some(b' ' | b'\t' | b'\n' | b'\r' | b':') => at + 1,
                Some(b'#') if self.text[..at].ends_with([' ', '\t', '\n', '\r']) => {
                    self.line_end(at)
                }
                Some(_) => self.read_flow_scalar(&mut state, at),
            };
        }
        let end = at.min(self.end);
        while !state.open.is_empty() {
            self.close_bracket(&mut state, end);
        }
        end
    }

    /// Whether a line within brackets begins what stands around them, so that they were not closed.
    fn ends_flow(&self, line: usize, column: Option<usize>) -> bool {
        let Some(column) = column else { return false };
        let rest = &self.text[line.min(self.end)..self.end];
        let indent = rest.len() - rest.trim_start_matches(' ').len();
        let content = line + indent;
        indent <= column
            && content < self.end
            && (key_at(self.text, content, self.end).is_some()
                || is_item(self.text, content, self.end))
    }

    fn open_bracket(&mut self, state: &mut FlowState, at: usize, owner: Option<usize>) -> bool {
        if state.open.len() >= MAX_DEPTH {
            return false;
        }
        let owner = match state.open.last_mut() {
            None => owner,
            Some(Bracket {
                is_map: true,
                pending,
                owner,
                ..
            }) => pending.take().or(*owner),
            Some(Bracket {
                pending: Some(key), ..
            }) => Some(*key),
            Some(Bracket { owner, .. }) => {
                let parent = *owner;
                Some(self.push_flow(parent, OutlinePart::Item, at..at, state.column))
            }
        };
        if let Some(owner) = owner {
            self.outline.entries[owner].form = ValueForm::Flow;
        }
        state.open.push(Bracket {
            start: at,
            owner,
            is_map: self.text.as_bytes()[at] == b'{',
            pending: None,
        });
        true
    }

    fn close_bracket(&mut self, state: &mut FlowState, end: usize) {
        if let Some(Bracket {
            start,
            owner,
            is_map,
            ..
        }) = state.open.pop()
        {
            if let Some(owner) = owner {
                self.outline.entries[owner].value = Span::new(start..end);
            }
            self.outline.flows.push(FlowRange {
                range: start..end,
                owner,
                is_map,
            });
        }
    }

    /// Reads a key or a scalar. Returns the offset after it.
    fn read_flow_scalar(&mut self, state: &mut FlowState, start: usize) -> usize {
        let end = self.flow_scalar_end(start, state.column);
        let column = state.column;
        let Some(bracket) = state.open.last_mut() else {
            return end.max(start + 1);
        };
        let rest = self.text[end..self.end].trim_start_matches([' ', '\t']);
        let has_colon = rest.starts_with(':');
        let (is_map, owner) = (bracket.is_map, bracket.owner);
        let pending = bracket.pending.take();
        let span = Span::new(start..end);
        match pending {
            Some(key) => self.set_scalar(key, span),
            None if is_map || has_colon => {
                let text = self.text[start..end].trim_matches(['"', '\'']).to_owned();
                let parent = match is_map {
                    true => owner,
                    false => Some(self.push_flow(owner, OutlinePart::Item, start..start, column)),
                };
                let key = self.push_flow(parent, OutlinePart::Key(text), start..end, column);
                self.outline.entries[key].has_colon = has_colon;
                if has_colon && let Some(bracket) = state.open.last_mut() {
                    bracket.pending = Some(key);
                }
            }
            None => {
                let item = self.push_flow(owner, OutlinePart::Item, start..start, column);
                self.set_scalar(item, span);
            }
        }
        end.max(start + 1)
    }

    fn push_flow(
        &mut self,
        parent: Option<usize>,
        part: OutlinePart,
        range: std::ops::Range<usize>,
        column: Option<usize>,
    ) -> usize {
        self.outline.entries.push(OutlineEntry {
            parent,
            part,
            span: Span::new(range.clone()),
            form: ValueForm::Open,
            value: Span::new(range.end..range.end),
            column: column.unwrap_or(0),
            is_flow: true,
            has_colon: false,
        });
        self.outline.entries.len() - 1
    }

    /// Returns the end of a scalar within brackets, without the spaces after it.
    fn flow_scalar_end(&self, start: usize, column: Option<usize>) -> usize {
        if let Some(end) = self.quoted_end(start, column) {
            return end;
        }
        let text = &self.text[start..self.end];
        let mut before = ' ';
        let mut end = text.len();
        for (at, c) in text.char_indices() {
            let after = text[at + c.len_utf8()..].chars().next();
            let is_end = match c {
                ',' | '[' | ']' | '{' | '}' | '\n' | '\r' => true,
                ':' => after.is_none_or(|next| {
                    next.is_whitespace() || matches!(next, ',' | '[' | ']' | '{' | '}')
                }),
                '#' => before == ' ' && at > 0,
                _ => false,
            };
            if is_end && at > 0 {
                end = at;
                break;
            }
            before = c;
        }
        start
            + text[..end]
                .trim_end()
                .len()
                .max(1)
                .min(text.len())
                .max(text.chars().next().map_or(0, char::len_utf8))
    }
}
