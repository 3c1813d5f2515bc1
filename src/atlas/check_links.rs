//! Reports broken links and broken anchors in record bodies and free pages.

use rayon::prelude::*;

use super::linked_atlas::{Atlas, ResolvedLink};
use super::record_ix::RecordIx;
use crate::diagnostic::{Code, Collector, Diagnostic, Location, suggest_name};
use crate::record::{Body, Link, LinkTarget};
use crate::site::{Language, Site};

/// The maximum number of headings that a message lists.
const MAX_HEADINGS: usize = 20;

/// Why a link is broken.
enum LinkError<'a> {
    /// The target does not exist.
    NoTarget,
    /// The target has no such heading: the anchor, and the body of the target if there is one.
    NoHeading(&'a str, Option<&'a Body>),
}

/// Reports the broken links of free pages, and of the records in `suspects`.
pub(super) fn check(
    atlas: &Atlas,
    suspects: &[RecordIx],
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Links are checked in parallel; the few broken ones are reported in order.
    let has_broken_link = |record: &&RecordIx| {
        let mut bodies = atlas.record(**record).bodies.iter();
        let is_broken = |(language, body): &(Language, Body)| {
            body.links
                .iter()
                .any(|link| check_link(atlas, site, body, *language, link).is_err())
        };
        bodies.any(is_broken)
    };
    let broken: Vec<&RecordIx> = suspects.par_iter().filter(has_broken_link).collect();
    let mut collector = Collector::default();
    for record in broken.into_iter().map(|record| atlas.record(*record)) {
        for (language, body) in &record.bodies {
            check_body(atlas, site, (*language, body), &mut collector);
        }
    }
    for ((_, language), free_page) in atlas.free_pages.iter() {
        check_body(atlas, site, (*language, &free_page.body), &mut collector);
    }
    diagnostics.extend(collector.finish());
}

/// Reports the broken links of a body.
pub(super) fn check_body(
    atlas: &Atlas,
    site: &Site,
    (language, body): (Language, &Body),
    diagnostics: &mut Collector,
) {
    for link in &body.links {
        let Err(error) = check_link(atlas, site, body, language, link) else {
            continue;
        };
        let at = link.at.clone();
        let reported = diagnostics.len();
        let diagnostic = match error {
            LinkError::NoTarget => broken_link(atlas, link, at, reported),
            LinkError::NoHeading(anchor, target) => {
                Some(broken_anchor(anchor, target, at, reported))
            }
        };
        diagnostics.extend(diagnostic.and_then(|diagnostic| site.apply_severity(diagnostic)));
    }
}

/// Checks that the target of a link exists, and its heading.
fn check_link<'a>(
    atlas: &'a Atlas,
    site: &Site,
    body: &'a Body,
    language: Language,
    link: &'a Link,
) -> Result<(), LinkError<'a>> {
    let target = match atlas.resolve_link(link, site) {
        Some(ResolvedLink::Record(record)) => {
            let record = atlas.record(record);
            let body = record.body(language).map(|(body, _)| body);
            // The heading may stand in a text that could not be read.
            if record.is_partial && body.is_none() {
                return Ok(());
            }
            body
        }
        Some(ResolvedLink::FreePage(slot)) => atlas
            .free_pages
            .get(&(slot, language))
            .map(|page| &page.body),
        Some(ResolvedLink::Here) => Some(body),
        Some(ResolvedLink::Asset(_)) => return Ok(()),
        None => return Err(LinkError::NoTarget),
    };
    let Some(anchor) = link.anchor.as_deref() else {
        return Ok(());
    };
    match target {
        Some(target) if target.has_heading(anchor) => Ok(()),
        _ => Err(LinkError::NoHeading(anchor, target)),
    }
}

/// The diagnostic for a link without a target. `None` for a link to a draft, and for one that is already reported.
/// `reported` is the number of diagnostics so far, which limits suggestions.
fn broken_link(atlas: &Atlas, link: &Link, at: Location, reported: usize) -> Option<Diagnostic> {
    let (target, similar) = match &link.target {
        LinkTarget::Record(text) if atlas.is_draft(text) => return None,
        LinkTarget::Record(text) => (
            &**text,
            suggest_name(text, atlas.index.names.ids(), reported),
        ),
        LinkTarget::File(path) => (
            path.as_str(),
            suggest_name(path.as_str(), atlas.index.files.paths(), reported),
        ),
        LinkTarget::Asset(path) => (path.as_str(), None),
        // Linking reports citations.
        LinkTarget::Source(_) | LinkTarget::Here => return None,
    };
    Some(
        Diagnostic::new(Code::BrokenLink, at)
            .with("target", target)
            .with_some("near", similar),
    )
}

/// The diagnostic for a link to a heading that does not exist; it lists the headings that do.
fn broken_anchor(anchor: &str, target: Option<&Body>, at: Location, reported: usize) -> Diagnostic {
    let headings = target.map_or(&[][..], |target| &target.headings);
    let similar = suggest_name(
        anchor,
        headings.iter().map(|heading| &*heading.id),
        reported,
    );
    let mut known: Vec<String> = headings
        .iter()
        .take(MAX_HEADINGS)
        .map(|heading| format!("#{}", heading.id))
        .collect();
    if headings.len() > MAX_HEADINGS {
        known.push(format!("… (+{})", headings.len() - MAX_HEADINGS));
    }
    let known = (!known.is_empty()).then(|| known.join(", "));
    let diagnostic = Diagnostic::new(Code::BrokenAnchor, at).with("anchor", anchor);
    diagnostic
        .with_some("near", similar)
        .with_some("known", known)
}
