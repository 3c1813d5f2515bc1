//! Diagnostics for people: the line, the offending text underlined, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::visible::{excerpt, visible};
use super::{Diagnostic, Location, Severity, Speech};
use crate::source::{Tree, line};

/// The longest stretch of a line that is shown around a mistake, in bytes.
const WINDOW: usize = 4000;

/// A diagnostic as a terminal shows it, with colours if `renderer` has them. No text of a file or of its name can move the
/// cursor or begin a line: all of it is made visible.
pub fn human(diagnostic: &Diagnostic, tree: &Tree, speech: Speech, renderer: &Renderer) -> String {
    let word = |ru, en| if speech == Speech::Ru { ru } else { en };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(word("ошибка", "error")),
        Severity::Warning => Level::WARNING.with_name(word("предупреждение", "warning")),
    };
    let message = diagnostic.visible_message(speech);
    let hint = diagnostic.visible_hint(speech);
    let places: Vec<Place> =
        std::iter::once(&diagnostic.at).chain(&diagnostic.related).map(|at| Place::new(at, tree)).collect();
    let mut group = Group::with_title(level.primary_title(&message).id(diagnostic.code.rule().name));
    for (i, place) in places.iter().enumerate() {
        let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mut annotation = kind.span(place.span.clone());
        if i > 0 {
            annotation = annotation.label(word("здесь", "here"));
        }
        group = group.element(
            Snippet::source(place.text.as_str())
                .line_start(place.line)
                .path(place.path.as_str())
                .annotation(annotation),
        );
    }
    if let Some(hint) = &hint {
        group = group.element(Level::HELP.with_name(word("подсказка", "hint")).message(hint));
    }
    renderer.render(&[group])
}

/// The part of a file that is shown: the lines of the span, cut where they are longer than anybody reads.
struct Place {
    path: String,
    text: String,
    line: usize,
    span: std::ops::Range<usize>,
}

impl Place {
    fn new(at: &Location, tree: &Tree) -> Place {
        let text = tree.file(at.path.as_str()).and_then(|file| file.text().ok()).unwrap_or_default();
        let clamp = |mut offset: usize| {
            offset = offset.min(text.len());
            while !text.is_char_boundary(offset) {
                offset -= 1;
            }
            offset
        };
        let (start, end) = (clamp(at.span.start as usize), clamp(at.span.end as usize));
        let end = end.max(start).min(clamp(start + WINDOW));
        let from = text[..start].rfind('\n').map_or(0, |i| i + 1).max(clamp(start.saturating_sub(WINDOW)));
        let to = text[end..].find('\n').map_or(text.len(), |i| end + i).min(clamp(end + WINDOW));
        let line = line(text, from) as usize;
        // A byte order mark is no part of the text.
        let from = if text[from..to].starts_with('\u{feff}') { from + '\u{feff}'.len_utf8() } else { from };
        let (start, end) = (start.max(from), end.max(from));
        let (text, span) = excerpt(&text[from..to], start - from..end - from);
        Place { path: visible(at.path.as_str()).into_owned(), text, line, span }
    }
}
