//! Diagnostics for people: the source line with the error underlined, and the hint.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::location::Location;
use super::model::Diagnostic;
use super::severity::Severity;
use super::visible::{excerpt, visible};
use crate::source::{Tree, line};
use crate::text::MessageLanguage;

/// Limit of the text shown before and after the start of an error in its line, in bytes.
const WINDOW: usize = 4000;

/// Returns a diagnostic for a terminal, with colours if `renderer` has them. Control characters are escaped.
pub fn human(
    diagnostic: &Diagnostic,
    tree: &Tree,
    language: MessageLanguage,
    renderer: &Renderer,
) -> String {
    let word = |ru, en| {
        if language == MessageLanguage::Ru {
            ru
        } else {
            en
        }
    };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(word("ошибка", "error")),
        Severity::Warning => Level::WARNING.with_name(word("предупреждение", "warning")),
        Severity::Note => Level::NOTE.with_name(word("справка", "note")),
    };
    let message = diagnostic.visible_message(language);
    let hint = diagnostic.visible_hint(language);
    let locations = std::iter::once(&diagnostic.at).chain(&diagnostic.related);
    let excerpts: Vec<SourceExcerpt> = locations.map(|at| SourceExcerpt::new(at, tree)).collect();
    let mut group = Group::with_title(
        level
            .primary_title(&message)
            .id(diagnostic.code.rule().name),
    );
    for (i, excerpt) in excerpts.iter().enumerate() {
        let kind = if i == 0 {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let mut annotation = kind.span(excerpt.span.clone());
        if i > 0 {
            annotation = annotation.label(word("здесь", "here"));
        }
        group = group.element(
            Snippet::source(excerpt.text.as_str())
                .line_start(excerpt.line)
                .path(excerpt.path.as_str())
                .annotation(annotation),
        );
    }
    if let Some(hint) = &hint {
        group = group.element(
            Level::HELP
                .with_name(word("подсказка", "hint"))
                .message(hint),
        );
    }
    renderer.render(&[group])
}

/// The lines of a location, truncated to [`WINDOW`].
struct SourceExcerpt {
    path: String,
    text: String,
    /// The number of the first line.
    line: usize,
    /// The location as a byte range of `text`.
    span: std::ops::Range<usize>,
}

impl SourceExcerpt {
    fn new(at: &Location, tree: &Tree) -> SourceExcerpt {
        let text = tree
            .file(at.path.as_str())
            .and_then(|file| file.text().ok())
            .unwrap_or_default();
        let clamp = |mut offset: usize| {
            offset = offset.min(text.len());
            while !text.is_char_boundary(offset) {
                offset -= 1;
            }
            offset
        };
        let (start, end) = (clamp(at.span.start as usize), clamp(at.span.end as usize));
        let end = end.max(start).min(clamp(start + WINDOW));
        let from = text[..start]
            .rfind(['\n', '\r'])
            .map_or(0, |i| i + 1)
            .max(clamp(start.saturating_sub(WINDOW)));
        let to = text[end..]
            .find(['\n', '\r'])
            .map_or(text.len(), |i| end + i)
            .min(clamp(end + WINDOW));
        let line = line(text, from) as usize;
        // The byte order mark is not shown.
        let from = if text[from..to].starts_with('\u{feff}') {
            from + '\u{feff}'.len_utf8()
        } else {
            from
        };
        let (start, end) = (start.max(from), end.max(from));
        let (text, span) = excerpt(&text[from..to], start - from..end - from);
        SourceExcerpt {
            path: visible(at.path.as_str()).into_owned(),
            text,
            line,
            span,
        }
    }
}
