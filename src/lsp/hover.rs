//! Hover: what a record, a key or a date is.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::content_file::{ContentFile, FileCursor};
use super::context::Context;
use super::date_words::date_words;
use super::expectation::{Expected, ValueKey, expected_keys, expected_value};
use super::key_help::{example, record_key, value_key};
use super::named_record::record_at;
use super::position::TextPosition;
use crate::atlas::RecordIx;
use crate::diagnostic::Span;
use crate::record::{CursorPlace, YamlCursor};
use crate::source::SourcePath;

/// Answers `textDocument/hover`.
pub(super) fn hover(context: Context<'_>, path: &SourcePath, position: TextPosition) -> Value {
    let Some(text) = context.positioned(path.as_str()) else {
        return Value::Null;
    };
    let record = record_at(context, path, position);
    let found = record.map(|(record, span)| (about_record(context, record), span));
    let found = found.or_else(|| about_field(context, path, position));
    let Some((words, span)) = found else {
        return Value::Null;
    };
    let contents = match context.client.markdown {
        true => json!({"kind": "markdown", "value": words.markdown()}),
        false => json!({"kind": "plaintext", "value": words.plain()}),
    };
    json!({"contents": contents, "range": text.range(span)})
}

/// The words of a hover. All of them are plain texts.
#[derive(Default)]
struct HoverText {
    title: String,
    lines: Vec<String>,
    link: Option<(String, String)>,
}

impl HoverText {
    fn plain(&self) -> String {
        let mut text = self.title.clone();
        for line in &self.lines {
            let _ = write!(text, "\n{line}");
        }
        if let Some((_, address)) = &self.link {
            let _ = write!(text, "\n{address}");
        }
        text
    }

    fn markdown(&self) -> String {
        let mut text = format!("**{}**", escape(&self.title));
        for line in &self.lines {
            let _ = write!(text, "\n\n{}", escape(line));
        }
        if let Some((words, address)) = &self.link {
            let _ = write!(text, "\n\n[{}]({address})", escape(words));
        }
        text
    }
}

/// Returns a text that Markdown shows as it is, on one line.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_control() => escaped.push(' '),
            ',' | ';' | '/' | '"' | '\'' | '%' | '?' | '=' => escaped.push(c),
            _ if c.is_ascii_punctuation() => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn about_record(context: Context<'_>, record: RecordIx) -> HoverText {
    let (atlas, site) = (context.atlas(), context.site());
    let known = atlas.record(record);
    let mut lines = vec![format!("{} · {}", known.id, context.description(record))];
    let summary = known.summary.text(context.language());
    if !summary.is_empty() {
        lines.push(summary.to_owned());
    }
    let mut counts: BTreeMap<(usize, bool), (String, usize)> = BTreeMap::new();
    let mut mentions = Vec::new();
    for edge in atlas.edges(record) {
        let relation = site.vocabulary.relation(edge.relation_type);
        if edge.relation_type == site.vocabulary.known.mentions {
            if edge.side == crate::site::Direction::Inverse {
                mentions.push(edge.other);
            }
            continue;
        }
        let key = (
            edge.relation_type.index(),
            edge.side == crate::site::Direction::Inverse,
        );
        let label = context.label(relation.heading(edge.side)).to_owned();
        counts.entry(key).or_insert((label, 0)).1 += 1;
    }
    let counts: Vec<String> = counts
        .into_values()
        .map(|(label, count)| format!("{label}: {count}"))
        .collect();
    if !counts.is_empty() {
        lines.push(counts.join(" · "));
    }
    if !mentions.is_empty() {
        let names = mentions.iter().take(3).map(|other| context.name(*other));
        let names = names.collect::<Vec<_>>().join(", ");
        let more = if mentions.len() > 3 { ", …" } else { "" };
        lines.push(format!(
            "{}: {names}{more}",
            context.word("Упоминается в", "Mentioned in")
        ));
    }
    let link = context.preview.map(|address| {
        let language = site.default_language();
        let route = &context
            .analysis
            .snapshot
            .model
            .plan
            .record(record, language)
            .route;
        let words = context
            .word("Показать страницу", "Show the page")
            .to_owned();
        (words, format!("{address}{route}"))
    });
    HoverText {
        title: context.name(record).to_owned(),
        lines,
        link,
    }
}

/// Returns the words about a key, a date or a term.
fn about_field(
    context: Context<'_>,
    path: &SourcePath,
    position: TextPosition,
) -> Option<(HoverText, Span)> {
    let file = ContentFile::read(context, path)?;
    let FileCursor::Yaml(cursor) = file.cursor(position)?.1 else {
        return None;
    };
    let words = match cursor.place {
        CursorPlace::Key => about_key(context, &file, &cursor),
        CursorPlace::Value => about_value(context, &file, &cursor),
        CursorPlace::Text => None,
    };
    Some((words?, cursor.span))
}

fn about_key(
    context: Context<'_>,
    file: &ContentFile<'_>,
    cursor: &YamlCursor,
) -> Option<HoverText> {
    let kind = file.kind?;
    let path = file.record_path(cursor.owner)?;
    let written = file
        .at
        .text
        .get(cursor.span.range())?
        .trim_matches(['"', '\'']);
    let help = match expected_keys(context.site(), kind, &path) {
        Expected::RecordKeys => {
            let key = context
                .site()
                .vocabulary
                .kind(kind)
                .keys
                .get(written)
                .copied()?;
            let help = record_key(context, key);
            let lines = [help.detail].into_iter().chain(example(context, key));
            return Some(HoverText {
                title: help.label,
                lines: lines.filter(|line| !line.is_empty()).collect(),
                link: None,
            });
        }
        Expected::ValueKeys(keys) => {
            let mut found = keys
                .iter()
                .map(|key: &ValueKey<'_>| value_key(context, key));
            found.find(|(name, _)| name == written)?.1
        }
        _ => return None,
    };
    Some(HoverText {
        title: help.label,
        lines: Some(help.detail)
            .filter(|line| !line.is_empty())
            .into_iter()
            .collect(),
        link: None,
    })
}

fn about_value(
    context: Context<'_>,
    file: &ContentFile<'_>,
    cursor: &YamlCursor,
) -> Option<HoverText> {
    let path = file.record_path(cursor.owner)?;
    let written = file.outline.scalar(cursor.owner?, file.at.text)?;
    let vocabulary = &context.site().vocabulary;
    let term = |terms: &[crate::site::VocabularyTerm]| {
        let found = terms.iter().find(|term| term.id == written)?;
        Some(found.label.text(context.language()).to_owned())
    };
    let title = match expected_value(context.site(), file.kind?, &path) {
        Expected::Date => date_words(context, written)?,
        Expected::Choice(choices) => {
            let choice = choices.iter().find(|choice| choice.id == written)?;
            context.label(&choice.label).to_owned()
        }
        Expected::Status => term(&vocabulary.statuses)?,
        Expected::Role => term(&vocabulary.roles)?,
        Expected::Figure => term(&vocabulary.figures)?,
        _ => return None,
    };
    Some(HoverText {
        title,
        lines: Vec::new(),
        link: None,
    })
}
