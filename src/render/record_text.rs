//! The values of a record's page as plain text, a line each: for what finds words, and has no markup.

use std::fmt::Write;

use super::locale_style::LocaleStyle;
use super::theme::Theme;
use crate::atlas::{Edge, RecordIx};
use crate::model::SiteModel;
use crate::record::{self, Role, TextSegment};
use crate::site::{FieldType, Language};

/// Limit of relations of one record: what is related to more is found by the pages of the others.
const MAX_RELATIONS: usize = 48;

impl Theme {
    /// Appends the values of a record as its page in a language shows them: fields, figures and relations, a line each.
    pub fn write_record_values(
        &self,
        model: &SiteModel,
        language: Language,
        ix: RecordIx,
        out: &mut String,
    ) {
        let writer = ValueWriter {
            model,
            style: self.style(language),
            language,
        };
        writer.fields(ix, out);
        writer.figures(ix, out);
        writer.relations(ix, out);
    }
}

struct ValueWriter<'a> {
    model: &'a SiteModel,
    style: &'a LocaleStyle,
    language: Language,
}

impl ValueWriter<'_> {
    fn fields(&self, ix: RecordIx, out: &mut String) {
        let vocabulary = &self.model.site.vocabulary;
        for fact in &self.model.atlas.record(ix).fields {
            let field = vocabulary.field(fact.field);
            if field.hidden {
                continue;
            }
            out.push('\n');
            out.push_str(field.label.text(self.language));
            out.push_str(": ");
            self.value(&field.value, fact.value_in(self.language), out);
        }
    }

    fn figures(&self, ix: RecordIx, out: &mut String) {
        let vocabulary = &self.model.site.vocabulary;
        for figure in &self.model.atlas.record(ix).observations {
            let label = vocabulary.figure(figure.of).label.text(self.language);
            let value = self.style.quantity(figure.value);
            let _ = write!(out, "\n{label}: {value}");
            if let Some(on) = figure.on {
                let _ = write!(out, ", {}", self.style.date(on));
            }
        }
    }

    fn relations(&self, ix: RecordIx, out: &mut String) {
        let vocabulary = &self.model.site.vocabulary;
        let shown = |edge: &&Edge| {
            let relation = vocabulary.relation(edge.relation_type);
            !relation.listing
                && !relation.from_text
                && edge.relation_type != vocabulary.known.sources
        };
        let edges = self.model.atlas.edges(ix).iter().filter(shown);
        for edge in edges.take(MAX_RELATIONS) {
            let relation = vocabulary.relation(edge.relation_type);
            let heading = relation.heading(edge.side).text(self.language);
            let title = self.model.title(self.language, edge.other);
            let _ = write!(out, "\n{heading}: {title}");
            let details = &self.model.atlas.relations[edge.relation as usize].details;
            match details.as_ref().and_then(|details| details.role.as_ref()) {
                Some(Role::Known(role)) => {
                    let label = &vocabulary.roles[usize::from(*role)].label;
                    let _ = write!(out, " — {}", label.text(self.language));
                }
                Some(Role::Words(words)) => {
                    let _ = write!(out, " — {}", words.text(self.language));
                }
                None => {}
            }
        }
    }

    fn value(&self, kind: &FieldType, value: &record::Value, out: &mut String) {
        match value {
            record::Value::Text(text) => out.push_str(text.text(self.language)),
            record::Value::Markdown(bodies) => {
                let body = bodies.get(self.language);
                for part in body.iter().flat_map(|(body, _)| body.segments()) {
                    match part {
                        TextSegment::Text(words) => out.push_str(words),
                        TextSegment::Name(_) => {}
                    }
                }
            }
            record::Value::Integer(number) => out.push_str(&self.style.integer(*number)),
            record::Value::Number(number) => out.push_str(&self.style.number(*number)),
            record::Value::Share(number) => out.push_str(&self.style.percent(*number)),
            record::Value::Money(amount, currency) => {
                out.push_str(&self.style.money(*amount, currency));
            }
            record::Value::Boolean(yes) => out.push_str(self.style.yes_or_no(*yes)),
            record::Value::Date(date) => out.push_str(&self.style.date(*date)),
            record::Value::Url(text) | record::Value::Email(text) | record::Value::Phone(text) => {
                out.push_str(text);
            }
            record::Value::Image(image) => out.push_str(image.caption.text(self.language)),
            record::Value::Link(link) => {
                let text = link.text.text(self.language);
                out.push_str(if text.is_empty() { &link.url } else { text });
            }
            record::Value::Point(lat, lon) => out.push_str(&self.style.point(*lat, *lon)),
            record::Value::Choice(choice) => {
                if let FieldType::Choice(choices) = kind
                    && let Some(choice) = choices.get(usize::from(*choice))
                {
                    out.push_str(choice.label.text(self.language));
                }
            }
            record::Value::Identifiers(ids) => {
                for (scheme, id) in ids {
                    let scheme = &self.model.site.vocabulary.schemes[usize::from(*scheme)];
                    let _ = write!(out, "{} {id}; ", scheme.label.text(self.language));
                }
            }
            record::Value::List(values) => {
                let of = match kind {
                    FieldType::List(of) => of,
                    other => other,
                };
                for value in values {
                    self.value(of, value, out);
                    out.push_str("; ");
                }
            }
        }
    }
}
