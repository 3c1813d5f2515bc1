//! Completions as the protocol has them.

use serde_json::{Value, json};

use super::context::Context;
use crate::diagnostic::Span;

/// The number of completions that are sent at most.
pub(super) const MAX_ITEMS: usize = 100;

/// What a completion is, for its icon: numbers of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// A key of a record: «property».
    Key = 10,
    /// A value of a list: «enum member».
    Term = 20,
    /// A record: «reference».
    Record = 18,
    /// A file.
    File = 17,
    /// A heading or a date: «value».
    Value = 12,
}

/// A completion.
#[derive(Clone, Debug)]
pub(super) struct CompletionItem {
    pub(super) kind: ItemKind,
    /// What the list shows, and what is inserted unless `insert` says otherwise.
    pub(super) label: String,
    pub(super) detail: String,
    /// The text that is inserted, as a snippet if the client knows snippets.
    pub(super) insert: String,
    /// The place to fill in, if `insert` has one at its end.
    pub(super) has_place: bool,
}

impl CompletionItem {
    pub(super) fn new(
        kind: ItemKind,
        label: impl Into<String>,
        detail: impl Into<String>,
    ) -> CompletionItem {
        let label = label.into();
        CompletionItem {
            kind,
            insert: label.clone(),
            label,
            detail: detail.into(),
            has_place: false,
        }
    }

    #[must_use]
    pub(super) fn inserting(mut self, text: String) -> CompletionItem {
        self.insert = text;
        self
    }
}

/// Completions of one place.
#[derive(Clone, Debug, Default)]
pub(super) struct CompletionList {
    pub(super) items: Vec<CompletionItem>,
    /// Whether more typing may bring others.
    pub(super) is_incomplete: bool,
    /// What is replaced.
    pub(super) span: Span,
    /// What is typed of it, which every item fits.
    pub(super) typed: String,
}

impl CompletionList {
    /// Returns the list for the protocol, in its order. A client that filters by itself finds every item.
    pub(super) fn to_json(&self, context: Context<'_>, range: &Value) -> Value {
        let items = self
            .items
            .iter()
            .take(MAX_ITEMS)
            .enumerate()
            .map(|(index, item)| {
                let is_snippet = item.has_place && context.client.snippets;
                let text = match is_snippet {
                    true => format!("{}$0", escape_snippet(&item.insert)),
                    false => item.insert.clone(),
                };
                json!({
                    "label": item.label,
                    "kind": item.kind as u8,
                    "detail": item.detail,
                    "sortText": format!("{index:04}"),
                    "filterText": if self.typed.is_empty() { &item.label } else { &self.typed },
                    "insertTextFormat": if is_snippet { 2 } else { 1 },
                    "insertTextMode": 1,
                    "textEdit": {"range": range, "newText": text},
                })
            });
        let items: Vec<Value> = items.collect();
        let is_incomplete = self.is_incomplete || self.items.len() > MAX_ITEMS;
        json!({"isIncomplete": is_incomplete, "items": items})
    }
}

/// Returns a text that a snippet inserts as it is.
fn escape_snippet(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('$', "\\$")
        .replace('}', "\\}")
}
