//! Claims that nothing is given for: a field, a figure or a relation without a source of its own in a record without
//! sources.

use std::sync::Arc;

use super::{About, Finding, Subject};
use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::record::{Claim, Record};
use crate::site::{Language, Side, Site};

pub(super) fn find(subject: Subject<'_>, found: &mut Vec<Finding>) {
    let Subject { site, atlas, .. } = subject;
    for ix in atlas.each() {
        let record = atlas.record(ix);
        if is_sourced(site, record) {
            continue;
        }
        for (label, span, sourced) in claims(site, atlas, ix) {
            if !sourced {
                let diagnostic = Diagnostic::new(Code::NoSource, record.location(span)).with("claim", &*label);
                found.push(Finding { record: Some(ix), about: About::Record, diagnostic });
            }
        }
    }
}

/// Whether every claim of a record is covered: it names sources as a whole, or is a source itself.
pub fn is_sourced(site: &Site, record: &Record) -> bool {
    let sources = site.vocabulary.known.sources;
    let is_source = site.vocabulary.relation(sources).to.contains(&record.kind);
    is_source || record.references.iter().any(|reference| reference.relation == sources && reference.side == Side::From)
}

/// The claims that a record makes: what each is called, where it stands, and whether it has a source of its own.
pub fn claims(site: &Site, atlas: &Atlas, ix: RecordIx) -> Vec<(Arc<str>, Span, bool)> {
    let record = atlas.record(ix);
    let vocabulary = &site.vocabulary;
    let label =
        |label: &crate::site::Localized| label.get(Language::DEFAULT).map_or("".into(), |(text, _)| text.clone());
    let has = |claim: &Claim| !claim.sources.is_empty();
    let mut claims = Vec::new();
    for fact in &record.facts {
        let field = vocabulary.field(fact.field);
        // The day on which somebody compared the record with its sources is no claim about the thing.
        if !field.hidden && vocabulary.kind(record.kind).known.checked != Some(fact.field) {
            claims.push((label(&field.label), fact.span, fact.claim.as_deref().is_some_and(has)));
        }
    }
    for figure in &record.figures {
        claims.push((label(&vocabulary.figures[figure.of.index()].1), figure.span, has(&figure.claim)));
    }
    for reference in &record.references {
        if reference.relation == vocabulary.known.sources {
            continue;
        }
        let heading = vocabulary.relation(reference.relation).heading(reference.side);
        let sourced = reference.particulars.as_ref().is_some_and(|particulars| has(&particulars.claim));
        claims.push((format!("{}: {}", label(heading), reference.target.text).into(), reference.target.span, sourced));
    }
    claims
}
