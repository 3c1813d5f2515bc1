//! The numbered sources of a record page.

use minijinja::value::Value;

use super::date::date_view;
use super::record::RecordView;
use super::static_map::{map, optional};
use crate::record;

impl RecordView {
    pub(super) fn sources(&self) -> Value {
        if self.context.main != Some(self.ix) {
            return Value::from(Vec::<Value>::new());
        }
        let sources = self.context.footnotes().sources.iter().enumerate();
        sources
            .map(|(index, (source, cited))| {
                let view = RecordView::new(self.context.clone(), *source);
                let publisher = match view.fact(|known| known.publisher) {
                    Some(record::Value::Text(text)) => {
                        self.context.localized(text).map(|(text, _)| text)
                    }
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
                    ("cited", Value::from(*cited)),
                    ("record", self.context.record(*source)),
                ])
            })
            .collect()
    }
}
