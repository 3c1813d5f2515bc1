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
    let kind = allowed.first().map(|kind| site.vocabulary.kind(*kind));
    let kind = kind.or(site.vocabulary.kinds.first());
    let kind = kind.map(|kind| &*kind.id);
    let diagnostic = Diagnostic::new(Code::BrokenReference, at)
        .with("target", name)
        .with(ALLOWED, kind_list(allowed));
    let is_valid = id_fault(name).is_none() && !is_reserved_name(name);
    let new = (is_valid && quoted(name) == name).then_some(name);
    diagnostic.with_some("kind", kind).with_some("new", new)
}

/// The fact that keeps the kinds that a field allows, by which suggestions are chosen.
pub(super) const ALLOWED: &str = "allowed";

/// Returns the indexes of kinds, joined by spaces.
fn kind_list(kinds: &[KindIx]) -> String {
    let indexes: Vec<String> = kinds.iter().map(|kind| kind.index().to_string()).collect();
    indexes.join(" ")
}

/// Returns the kinds of [`kind_list`].
pub(super) fn kinds_of_list(list: &str) -> Vec<KindIx> {
    let indexes = list.split(' ').filter_map(|index| index.parse().ok());
    indexes.map(KindIx::new).collect()
}

/// Returns the parts of a list that is written as one text, in the form of YAML: `[a, b]` for `a; b`. `None` if it is no list
/// of known names.
pub(super) fn written_as_list(text: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let split = |signs: &[char]| {
        let parts = text.split(signs).map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        let parts: Vec<&str> = parts.take(MAX_PARTS + 1).collect();
        let is_list = parts.len() <= MAX_PARTS && parts.iter().all(|part| is_known(part));
        (text.contains(signs) && is_list && !parts.is_empty()).then_some(parts)
    };
    let parts = split(&[';'])
        .or_else(|| split(&[',']))
        .or_else(|| split(&[';', ',']))?;
    let is_plain = |c: char| c.is_alphanumeric() || "-_. ".contains(c);
    let item = |part: &&str| match part.chars().all(is_plain) {
        true => (*part).to_owned(),
        false => format!("\"{}\"", part.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    let items: Vec<String> = parts.iter().map(item).collect();
    Some(format!("[{}]", items.join(", ")))
}

/// The maximum number of names that are read from one text.
const MAX_PARTS: usize = 50;

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
