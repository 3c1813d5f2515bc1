//! Reports broken links and broken anchors in the texts of records and free pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::linked_atlas::{Atlas, ResolvedLink};
use super::record_ix::RecordIx;
use crate::diagnostic::{Code, Collector, Diagnostic, Location, suggest_name};
use crate::record::{Body, Link, LinkTarget, Record, RecordText};
use crate::site::{Language, Site};

/// The maximum number of headings that a message lists.
const MAX_HEADINGS: usize = 20;

/// What is wrong with a link.
enum LinkError<'a> {
    /// The target does not exist.
    NoTarget,
    /// The target has no such heading.
    NoHeading(MissingHeading<'a>),
    /// The target is a draft, and the link has no words of its own.
    NamesADraft(&'a Record),
}

/// A heading that a page lacks.
struct MissingHeading<'a> {
    anchor: &'a str,
    /// The text of the page, if it has one.
    target: Option<&'a Body>,
    /// The language of the page, if its page in another language has the heading.
    language: Option<Language>,
}

/// A text with the languages of the pages that show it.
struct ShownText<'a> {
    body: &'a Body,
    languages: Vec<Language>,
}

/// Returns those of some records whose texts have broken links, broken anchors or hidden sources.
pub(super) fn find_broken(atlas: &Atlas, suspects: &[RecordIx], site: &Site) -> BTreeSet<RecordIx> {
    let has_finding = |record: &RecordIx| {
        let mut texts = atlas.record(*record).texts();
        texts.any(|text| {
            let shown = shown_text(text, site);
            let mut links = shown.body.links.iter();
            links.any(|link| check_link(atlas, site, &shown, link).is_err())
                || !shown.body.notes.is_empty()
        })
    };
    let all = suspects.par_iter().copied();
    all.filter(has_finding).collect()
}

/// Reports the broken links of free pages, and of the records in `broken`.
pub(super) fn report(
    atlas: &Atlas,
    broken: &BTreeSet<RecordIx>,
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut collector = Collector::default();
    for record in broken.iter().map(|record| atlas.record(*record)) {
        for text in record.texts() {
            check_record_text(atlas, site, text, &mut collector);
        }
    }
    for ((slot, language), free_page) in atlas.free_pages.iter() {
        let is_shown = |other: &Language| {
            atlas
                .free_page(slot, *other, site)
                .is_some_and(|shown| Arc::ptr_eq(shown, free_page))
        };
        let shown = ShownText {
            body: &free_page.body,
            languages: std::iter::once(*language)
                .chain(site.each_language().filter(is_shown))
                .collect(),
        };
        check_text(atlas, site, &shown, &mut collector);
    }
    diagnostics.extend(collector.finish());
}

fn shown_text<'a>(text: RecordText<'a>, site: &Site) -> ShownText<'a> {
    ShownText {
        body: text.body,
        languages: text.shown_in(site).collect(),
    }
}

/// Reports the broken links of a text of a record.
fn check_record_text(
    atlas: &Atlas,
    site: &Site,
    text: RecordText<'_>,
    diagnostics: &mut Collector,
) {
    check_text(atlas, site, &shown_text(text, site), diagnostics);
}

fn check_text(atlas: &Atlas, site: &Site, text: &ShownText<'_>, diagnostics: &mut Collector) {
    for link in &text.body.links {
        let Err(error) = check_link(atlas, site, text, link) else {
            continue;
        };
        let at = link.at.clone();
        let reported = diagnostics.len();
        let diagnostic = match error {
            LinkError::NoTarget => broken_link(atlas, link, at, reported),
            LinkError::NoHeading(missing) => Some(broken_anchor(&missing, at, site, reported)),
            LinkError::NamesADraft(draft) => {
                let name = draft.title(Language::DEFAULT).0;
                Some(Diagnostic::new(Code::NamesADraft, at).with("name", &**name))
            }
        };
        diagnostics.extend(diagnostic.and_then(|diagnostic| site.apply_severity(diagnostic)));
    }
    let sources = &site.vocabulary.relation(site.vocabulary.known.sources).to;
    for (name, at) in &text.body.notes {
        let hidden = atlas.index.names.by_id(name);
        if hidden.is_some_and(|record| sources.contains(&atlas.kind(record))) {
            let diagnostic = Diagnostic::new(Code::HiddenSource, at.clone());
            diagnostics.extend(site.apply_severity(diagnostic.with("name", &**name)));
        }
    }
}

/// Checks that the target of a link exists, and its heading on the pages of all languages that show the text.
fn check_link<'a>(
    atlas: &'a Atlas,
    site: &Site,
    text: &ShownText<'a>,
    link: &'a Link,
) -> Result<(), LinkError<'a>> {
    let Some(target) = atlas.resolve_link(link, site) else {
        return match atlas.draft(link, site) {
            Some(draft) if link.named => Err(LinkError::NamesADraft(draft)),
            Some(_) => Ok(()),
            None => Err(LinkError::NoTarget),
        };
    };
    let Some(anchor) = link.anchor.as_deref() else {
        return Ok(());
    };
    if matches!(target, ResolvedLink::Asset(_) | ResolvedLink::View(_)) {
        return Ok(());
    }
    let target_body = |language| atlas.target_body(&target, text.body, language, site);
    let has_heading =
        |language| target_body(language).is_some_and(|body| body.find_anchor(anchor).is_some());
    for language in &text.languages {
        // The heading may stand in a text that could not be read.
        let is_partial =
            matches!(&target, ResolvedLink::Record(record) if atlas.record(*record).is_partial);
        if is_partial {
            continue;
        }
        // A browser shows the top of the page, whatever it has.
        let is_top = target == ResolvedLink::Here && anchor == "top";
        if !is_top && !has_heading(*language) {
            let is_elsewhere = site.each_language().any(has_heading);
            return Err(LinkError::NoHeading(MissingHeading {
                anchor,
                target: target_body(*language),
                language: is_elsewhere.then_some(*language),
            }));
        }
    }
    Ok(())
}

/// The diagnostic for a link without a target. `None` for one that is already reported. `reported` is the number of
/// diagnostics so far, which limits suggestions.
fn broken_link(atlas: &Atlas, link: &Link, at: Location, reported: usize) -> Option<Diagnostic> {
    let (target, similar) = match &link.target {
        LinkTarget::Record(text) => (
            &**text,
            atlas
                .index
                .names
                .suggest(&atlas.records, text, &[], reported),
        ),
        LinkTarget::File(path) => (
            path.as_str(),
            web_address(path.as_str())
                .or_else(|| atlas.index.files.suggest(path.as_str(), reported)),
        ),
        LinkTarget::Asset(path) => (path.as_str(), None),
        // Linking reports citations, and a rule views.
        LinkTarget::Source(_) | LinkTarget::View(_) | LinkTarget::Here => return None,
    };
    Some(
        Diagnostic::new(Code::BrokenLink, at)
            .with("target", target)
            .with_some("near", similar),
    )
}

/// Returns the address of a link that lacks its scheme: `www.example.org/a`.
fn web_address(path: &str) -> Option<String> {
    let mut starts = path.match_indices("www.").map(|(at, _)| at);
    let start = starts.find(|at| *at == 0 || path.as_bytes()[*at - 1] == b'/')?;
    Some(format!("https://{}", &path[start..]))
}

/// The diagnostic for a link to a heading that does not exist; it lists the headings that do.
fn broken_anchor(
    missing: &MissingHeading<'_>,
    at: Location,
    site: &Site,
    reported: usize,
) -> Diagnostic {
    let MissingHeading {
        anchor,
        target,
        language,
    } = missing;
    let page = language.map_or(String::new(), |language| {
        format!(" ({})", site.code(language))
    });
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
    let diagnostic = Diagnostic::new(Code::BrokenAnchor, at)
        .with("anchor", *anchor)
        .with("page", page);
    diagnostic
        .with_some("near", similar)
        .with_some("known", known)
}
