//! The links of texts: every one leads somewhere, to a heading that is there.

use rayon::prelude::*;

use super::{Atlas, Files, RecordIx, ResolvedLink};
use crate::diagnostic::{Code, Collector, Diagnostic, Location, suggest_name};
use crate::record::{Body, FreePageSlot, Link, LinkTarget, Record};
use crate::site::{Language, Site};
use crate::source::SourcePath;

/// How many of a page's headings a message names.
const MOST_NAMED: usize = 20;

/// Reports the links that lead nowhere, of texts that are no record's and of the records in whose texts there may be such.
pub(super) fn check(atlas: &Atlas, suspects: &[RecordIx], site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    // Nearly all lead somewhere, which is found out side by side; what is to be said of the others, one after another.
    let leads_nowhere = |record: &&RecordIx| {
        let record = atlas.record(**record);
        record
            .bodies
            .iter()
            .any(|(language, body)| body.links.iter().any(|link| miss(atlas, site, body, *language, link).is_some()))
    };
    let found: Vec<&RecordIx> = suspects.par_iter().filter(leads_nowhere).collect();
    let mut collector = Collector::default();
    for record in found.into_iter().map(|record| atlas.record(*record)) {
        for (language, body) in &record.bodies {
            check_text(atlas, site, record, (*language, body), &mut collector);
        }
    }
    for ((_, language), prose) in &atlas.free_pages {
        check_body(atlas, site, &prose.body, *language, &prose.at.path, &mut collector);
    }
    diagnostics.extend(collector.finish());
}

/// Reports the links of a record's text that lead nowhere.
pub(super) fn check_text(
    atlas: &Atlas,
    site: &Site,
    record: &Record,
    (language, body): (Language, &Body),
    diagnostics: &mut Collector,
) {
    // A translation's text stands in its own file.
    let path = if language == Language::DEFAULT || !record.at.path.as_str().ends_with(".md") {
        record.at.path.clone()
    } else {
        translated(&record.at.path, site.code(language))
    };
    check_body(atlas, site, body, language, &path, diagnostics);
}

fn translated(path: &SourcePath, code: &str) -> SourcePath {
    let stem = path.as_str().strip_suffix(".md").unwrap_or(path.as_str());
    SourcePath::new(&format!("{stem}.{code}.md"))
}

fn check_body(
    atlas: &Atlas,
    site: &Site,
    body: &Body,
    language: Language,
    path: &SourcePath,
    diagnostics: &mut Collector,
) {
    for link in &body.links {
        let at = || Location { path: path.clone(), span: link.span };
        match miss(atlas, site, body, language, link) {
            None => {}
            Some(Miss::Nowhere) => {
                let broken = broken(atlas, link, at(), diagnostics.len());
                diagnostics.extend(broken.and_then(|broken| site.apply_severity(broken)));
            }
            Some(Miss::NoHeading(anchor, there)) => {
                let headings = there.map_or(&[][..], |there| &there.headings);
                let near = suggest_name(anchor, headings.iter().map(|heading| &*heading.id), diagnostics.len());
                let mut known: Vec<String> = headings.iter().take(MOST_NAMED).map(|h| format!("#{}", h.id)).collect();
                if headings.len() > MOST_NAMED {
                    known.push(format!("… (+{})", headings.len() - MOST_NAMED));
                }
                let known = (!known.is_empty()).then(|| known.join(", "));
                let diagnostic = Diagnostic::new(Code::BrokenAnchor, at()).with("anchor", anchor);
                diagnostics.extend(site.apply_severity(diagnostic.with_some("near", near).with_some("known", known)));
            }
        }
    }
}

/// Why a link leads nowhere.
enum Miss<'a> {
    /// There is nothing of that name.
    Nowhere,
    /// The text that it leads to, if there is one, has no such heading.
    NoHeading(&'a str, Option<&'a Body>),
}

fn miss<'a>(atlas: &'a Atlas, site: &Site, body: &'a Body, language: Language, link: &'a Link) -> Option<Miss<'a>> {
    let there = match atlas.resolve_link(link, site) {
        Some(ResolvedLink::Record(record)) => atlas.record(record).body(language).map(|(body, _)| body),
        Some(ResolvedLink::FreePage(place)) => atlas.free_pages.get(&(place, language)).map(|prose| &prose.body),
        Some(ResolvedLink::Here) => Some(body),
        Some(ResolvedLink::Asset(_)) => return None,
        None => return Some(Miss::Nowhere),
    };
    let anchor = link.anchor.as_deref()?;
    (!there.is_some_and(|there| there.has_heading(anchor))).then_some(Miss::NoHeading(anchor, there))
}

/// What is said of a link that leads nowhere; nothing, if it leads to a draft or was refused already.
fn broken(atlas: &Atlas, link: &Link, at: Location, found: usize) -> Option<Diagnostic> {
    let (target, near) = match &link.target {
        LinkTarget::Record(text) if atlas.is_draft(text) => return None,
        // A citation has been reported with the claims.
        LinkTarget::Source(_) => return None,
        LinkTarget::Record(text) => (&**text, suggest_name(text, atlas.names.ids(), found)),
        LinkTarget::File(path) => {
            let known = atlas.files.keys().map(SourcePath::as_str);
            (path.as_str(), suggest_name(path.as_str(), known, found))
        }
        LinkTarget::Asset(path) => (path.as_str(), None),
        LinkTarget::Here => return None,
    };
    Some(Diagnostic::new(Code::BrokenLink, at).with("target", target).with_some("near", near))
}

/// The record that a Markdown file holds or translates.
pub(super) fn record(files: &Files, path: &SourcePath, site: &Site) -> Option<RecordIx> {
    if let Some(record) = files.get(path) {
        return Some(*record);
    }
    let (name, code) = path.as_str().strip_suffix(".md")?.rsplit_once('.')?;
    site.language(code)?;
    files.get(format!("{name}.md").as_str()).copied()
}

pub(super) fn file(files: &Files, path: &SourcePath, site: &Site) -> Option<ResolvedLink> {
    record(files, path, site).map(ResolvedLink::Record)
}

/// What a Markdown file without a record is for.
pub(super) fn prose_place(path: &SourcePath, site: &Site) -> Option<FreePageSlot> {
    let path = path.as_str().strip_prefix("content/")?;
    let stem = path.strip_suffix(".md")?;
    let stem = match stem.rsplit_once('.') {
        Some((name, code)) if site.language(code).is_some() => name,
        _ => stem,
    };
    match stem.split_once('/') {
        None => (stem == "_index").then_some(FreePageSlot::Home),
        Some(("pages", name)) => Some(FreePageSlot::Page(name.into())),
        Some((folder, "_index")) => site.vocabulary.kind_in(folder).map(FreePageSlot::Section),
        Some(_) => None,
    }
}
