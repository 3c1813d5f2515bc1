//! The numbered sources of a record page.

use minijinja::value::Value;

use super::date::date_view;
use super::record::RecordView;
use super::source_notes::{NotePlace, NoteStyle};
use super::static_map::{map, optional};
use crate::record;

impl RecordView {
    pub(super) fn sources(&self) -> Value {
        if self.context.main != Some(self.ix) {
            return Value::from(Vec::<Value>::new());
        }
        let notes = self.context.footnotes();
        // The page of a source, which rests on itself, lists no sources.
        if notes.style == NoteStyle::One(self.ix) && notes.sources.len() == 1 {
            return Value::from(Vec::<Value>::new());
        }
        let sources = notes.sources.iter().enumerate();
        sources
            .map(|(index, cited)| {
                let view = RecordView::new(self.context.clone(), cited.record);
                let is_marked = cited.first != NotePlace::List;
                let back = is_marked.then(|| format!("#atlas-note-{}", index + 1));
                let archived = match view.fact(|known| known.archived) {
                    Some(record::Value::Url(url)) => Some(url.clone()),
                    _ => None,
                };
                let publisher = match view.fact(|known| known.publisher) {
                    Some(record::Value::Text(text)) => Some(self.context.marked_text(text)),
                    _ => None,
                };
                let href = match view.fact(|known| known.url) {
                    Some(record::Value::Url(url)) => Some(url.clone()),
                    _ => None,
                };
                map([
                    ("number", Value::from(index + 1)),
                    ("anchor", Value::from(format!("atlas-source-{}", index + 1))),
                    ("publisher", optional(publisher)),
                    (
                        "date",
                        date_view(&self.context, view.whole_fact(|known| known.date)),
                    ),
                    ("href", optional(href)),
                    ("archived", optional(archived)),
                    ("back", optional(back)),
                    ("cited", Value::from(cited.cited)),
                    ("record", self.context.record(cited.record)),
                ])
            })
            .collect()
    }
}
