//! Diagnostics for names that do not identify an allowed record.

use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::record::{Record, id_fault, is_reserved_name};
use crate::site::{KindIx, Language, Site};

/// A reference to a record of a kind that the field does not allow.
pub(super) fn wrong_kind(
    at: Location,
    name: &str,
    field: &str,
    found: &Record,
    allowed: &[KindIx],
    site: &Site,
) -> Diagnostic {
    let label = |code: &str, kind: KindIx| {
        let language = site.language(code).unwrap_or(Language::DEFAULT);
        site.vocabulary
            .kind(kind)
            .label
            .text(language)
            .to_lowercase()
    };
    let labels = |code: &str| {
        allowed
            .iter()
            .map(|kind| label(code, *kind))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let diagnostic = Diagnostic::new(Code::WrongKind, at)
        .with("target", name)
        .with("field", field);
    let diagnostic = diagnostic
        .with("kind", label("ru", found.kind))
        .with("kind_en", label("en", found.kind));
    let diagnostic = diagnostic
        .with("known", labels("ru"))
        .with("known_en", labels("en"));
    diagnostic.related(found.at.clone())
}

/// A reference to a record that does not exist. The hint suggests the command `new` only for a valid id without
/// characters that are special to a shell.
pub(super) fn unknown_record(
    at: Location,
    name: &str,
    allowed: &[KindIx],
    site: &Site,
) -> Diagnostic {
    let kind = allowed
        .first()
        .map_or("organization", |kind| &*site.vocabulary.kind(*kind).id);
    let diagnostic = Diagnostic::new(Code::BrokenReference, at).with("target", name);
    let is_valid = id_fault(name).is_none() && !is_reserved_name(name);
    let new = (is_valid && quoted(name) == name).then_some(name);
    diagnostic.with("kind", kind).with_some("new", new)
}

/// A name that several records have: some of them, and the number of the others.
pub(super) fn ambiguous_name(
    at: Location,
    name: &str,
    candidates: &[&Record],
    more: usize,
) -> Diagnostic {
    let ids: Vec<&str> = candidates.iter().map(|record| &*record.id).collect();
    let more = if more > 0 {
        format!(", … (+{more})")
    } else {
        String::new()
    };
    let diagnostic = Diagnostic::new(Code::AmbiguousReference, at).with("target", name);
    let diagnostic = diagnostic.with("known", ids.join(", ") + &more);
    candidates
        .iter()
        .map(|record| record.at.clone())
        .fold(diagnostic, Diagnostic::related)
}
