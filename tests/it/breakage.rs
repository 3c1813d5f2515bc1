//! One mistake is one report: the shipped content is broken at random, and what is said of it lies in the broken file.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use crate::extent;
use innovation_atlas::atlas::{Drafts, ResolvedLink};
use innovation_atlas::diagnostic::{Code, Diagnostic, Location};
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::record::{LinkTarget, Record, RecordName};
use innovation_atlas::source::{self, SourcePath};
use innovation_atlas::text::{Day, MessageLanguage};

/// The most that may be said of one mistake in its file.
const MOST: usize = 3;

/// The ways to break a text.
#[derive(Clone, Copy, Debug)]
enum Break {
    Delete,
    Double,
    Swap,
    CutLine,
}

const BREAKS: [Break; 4] = [Break::Delete, Break::Double, Break::Swap, Break::CutLine];

/// A series of numbers that looks random and is always the same (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

/// A broken file: its text, and the lines that differ, as they were and as they are.
struct Broken {
    text: String,
    was: String,
    is: String,
}

/// The whole lines around a range.
fn lines_around(text: &str, range: Range<usize>) -> &str {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |at| range.end + at);
    &text[start..end]
}

/// Breaks a text at the character that a byte belongs to. `None` if nothing changes.
fn broken(text: &str, how: Break, at: usize) -> Option<Broken> {
    let at = text.floor_char_boundary(at);
    let first = text[at..].chars().next()?;
    let end = at + first.len_utf8();
    let (range, new) = match how {
        Break::Delete => (at..end, String::new()),
        Break::Double => (at..end, format!("{first}{first}")),
        Break::Swap => {
            let second = text[end..]
                .chars()
                .next()
                .filter(|second| *second != first)?;
            (at..end + second.len_utf8(), format!("{second}{first}"))
        }
        Break::CutLine => {
            let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
            (start..end, String::new())
        }
    };
    let mut changed = text.to_owned();
    changed.replace_range(range.clone(), &new);
    let now = range.start..range.start + new.len();
    Some(Broken {
        was: lines_around(text, range).to_owned(),
        is: lines_around(&changed, now).to_owned(),
        text: changed,
    })
}

/// The shipped site, in order.
fn shipped() -> (Snapshot, Options) {
    let options = Options::new(Day::new(2026, 11, 21), Drafts::Shown);
    let tree = source::scan(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the shipped site");
    let snapshot = pipeline::snapshot(tree, None, &options);
    assert_eq!(snapshot.diagnostics, [], "the atlas is in order before");
    (snapshot, options)
}

fn ids(snapshot: &Snapshot) -> BTreeSet<String> {
    let records = snapshot.model.atlas.records.iter();
    records.map(|record| record.id.to_string()).collect()
}

/// Names compare like this: without case, quotation marks and double spaces.
fn plain(text: &str) -> String {
    let words = text
        .to_lowercase()
        .replace(['«', '»', '"', '“', '”', '„', '\'', '\\'], "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A place of the unbroken atlas that names a record or a heading.
struct Mention {
    at: Location,
    /// What it names: the record, free page or heading, as the place spells it.
    names: Vec<String>,
    /// Whether the record or page has a file of its own that is broken.
    is_to_broken: bool,
}

/// All places of an atlas that name something, and whether that is in a file.
fn mentions(before: &Snapshot, path: &SourcePath) -> Vec<Mention> {
    let mut found = Vec::new();
    for record in &before.model.atlas.records {
        references(before, record, path, &mut found);
    }
    links(before, path, &mut found);
    found
}

/// Whether a file states a record or translates it.
fn is_of_file(record: &Record, path: &SourcePath) -> bool {
    record.at.path == *path || record.translations.iter().any(|(_, at)| at.path == *path)
}

/// Adds the references and citations in the fields of a record.
fn references(before: &Snapshot, record: &Record, path: &SourcePath, found: &mut Vec<Mention>) {
    let atlas = &before.model.atlas;
    let mut name = |name: &RecordName| {
        let target = atlas.resolve(&name.text);
        found.push(Mention {
            at: name.at.clone(),
            names: vec![plain(&name.text)],
            is_to_broken: target.is_some_and(|target| is_of_file(atlas.record(target), path)),
        });
    };
    record.references.iter().for_each(|it| name(&it.target));
    let details = record
        .references
        .iter()
        .filter_map(|it| it.details.as_deref());
    let signatories = details.clone().flat_map(|it| &it.signatories);
    signatories.for_each(&mut name);
    let observers = record.observations.iter().filter_map(|it| it.by.as_ref());
    observers.for_each(&mut name);
    let of_fields = record
        .fields
        .iter()
        .filter_map(|it| it.provenance.as_deref());
    let of_figures = record.observations.iter().map(|it| &it.provenance);
    let all = of_fields
        .chain(of_figures)
        .chain(details.map(|it| &it.provenance));
    all.for_each(|it| it.sources.iter().for_each(&mut name));
}

/// Adds the links in the texts of records and free pages.
fn links(before: &Snapshot, path: &SourcePath, found: &mut Vec<Mention>) {
    let (atlas, site) = (&before.model.atlas, &before.model.site);
    let texts = atlas.records.iter().flat_map(|record| record.texts());
    let pages = atlas.free_pages.values();
    let bodies = texts
        .map(|text| text.body)
        .chain(pages.clone().map(|page| &page.body));
    for (body, link) in bodies.flat_map(|body| body.links.iter().map(move |link| (body, link))) {
        let target = atlas.resolve_link(link, site);
        let is_to_broken = match &target {
            Some(ResolvedLink::Record(record)) => is_of_file(atlas.record(*record), path),
            Some(ResolvedLink::FreePage(slot)) => pages
                .clone()
                .any(|page| page.slot == *slot && page.at.path == *path),
            Some(ResolvedLink::Here) => link.at.path == *path,
            Some(ResolvedLink::Asset(_) | ResolvedLink::View(_)) | None => false,
        };
        let mut names = match &link.target {
            LinkTarget::Record(text) | LinkTarget::Source(text) => vec![plain(text)],
            LinkTarget::File(_) | LinkTarget::Asset(_) | LinkTarget::View(_) | LinkTarget::Here => {
                Vec::new()
            }
        };
        // A link to a heading names its text.
        if let (Some(anchor), Some(target)) = (&link.anchor, &target) {
            names.push(plain(anchor));
            let heading = |language| {
                let body = atlas.target_body(target, body, language, site)?;
                let id = body.find_anchor(anchor)?;
                body.headings.iter().find(|heading| &*heading.id == id)
            };
            let headings = site.each_language().filter_map(heading);
            names.extend(headings.map(|heading| plain(&heading.text)));
        }
        found.push(Mention {
            at: link.at.clone(),
            names,
            is_to_broken,
        });
    }
}

/// Whether a diagnostic is at a place of the unbroken atlas that names what the break touched.
fn is_further(found: &Diagnostic, mentions: &[Mention], broken: &Broken) -> bool {
    match found.code {
        Code::BrokenReference | Code::BrokenLink | Code::BrokenAnchor => {
            let was = plain(&broken.was);
            let names = |mention: &Mention| mention.names.iter().any(|name| was.contains(name));
            let mut mentions = mentions.iter();
            mentions.any(|mention| mention.is_to_broken && mention.at == found.at && names(mention))
        }
        // A border names the region that the break cut.
        Code::UnusedBorder => {
            let message = found.message(MessageLanguage::En);
            let mut units = message.rsplit(": ").next().unwrap_or_default().split(", ");
            units.all(|unit| has_word(&broken.was, unit))
        }
        // The summary of the reports that would be too many for one file.
        Code::MoreErrors => found.omitted.keys().all(is_about_names),
        _ => false,
    }
}

fn is_about_names(code: &Code) -> bool {
    matches!(
        code,
        Code::BrokenReference | Code::BrokenLink | Code::BrokenAnchor
    )
}

/// The references of other files to a name that nothing has any more, and that no report is about.
fn unreported(after: &Snapshot, mentions: &[Mention], path: &SourcePath) -> Vec<String> {
    let reported: BTreeSet<(&SourcePath, u32)> = after
        .diagnostics
        .iter()
        .filter(|found| is_about_names(&found.code))
        .map(|found| (&found.at.path, found.at.span.start))
        .collect();
    let omits = |found: &Diagnostic| found.code == Code::MoreErrors;
    if after.diagnostics.iter().any(omits) {
        return Vec::new();
    }
    let mut missing = Vec::new();
    for record in after
        .model
        .atlas
        .records
        .iter()
        .filter(|record| record.at.path != *path)
    {
        for reference in &record.references {
            let RecordName { text, at } = &reference.target;
            let is_known = mentions.iter().any(|mention| mention.at == *at);
            if is_known
                && after.model.atlas.resolve(text).is_none()
                && !reported.contains(&(&at.path, at.span.start))
            {
                missing.push(format!("{}:{} {text}", at.path.as_str(), at.span.start));
            }
        }
    }
    missing
}

/// Whether a text has an id, and not as a part of another.
fn has_word(text: &str, id: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.match_indices(id).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + id.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// What is wrong with the reports of a broken file.
fn faults(before: &Snapshot, after: &Snapshot, path: &SourcePath, broken: &Broken) -> Vec<String> {
    let mut faults = Vec::new();
    let mentions = mentions(before, path);
    let others: Vec<&Diagnostic> = after
        .diagnostics
        .iter()
        .filter(|found| !is_further(found, &mentions, broken))
        .collect();
    let words = |found: &Diagnostic| {
        format!(
            "{}:{} {}",
            found.at.path.as_str(),
            found.at.span.start,
            found.message(MessageLanguage::En)
        )
    };
    for found in &others {
        if found.at.path != *path {
            faults.push(format!("in another file: {}", words(found)));
        }
    }
    if others.len() > MOST {
        let all: Vec<String> = others.iter().map(|found| words(found)).collect();
        faults.push(format!("{} reports: {}", all.len(), all.join("; ")));
    }
    for lost in ids(before).difference(&ids(after)) {
        // Only a record whose id itself is cut.
        if !broken.was.contains(lost.as_str()) || has_word(&broken.is, lost) {
            faults.push(format!("record {lost} is lost"));
        }
    }
    for missing in unreported(after, &mentions, path) {
        faults.push(format!("not reported: {missing}"));
    }
    faults
}

#[test]
fn a_mistake_is_reported_in_its_file_and_no_record_is_lost() {
    let (before, options) = shipped();
    let files: Vec<(SourcePath, String)> = before
        .tree
        .folder("content")
        .filter(|(path, _)| path.as_str().ends_with(".md") || path.as_str().ends_with(".yaml"))
        .map(|(path, file)| (path.clone(), file.text().expect("text").to_owned()))
        .collect();
    let mut numbers = Numbers(19);
    let mut faulty = Vec::new();
    for case in 0..extent::count(60, 2000) {
        let (path, text) = &files[numbers.below(files.len())];
        let how = BREAKS[numbers.below(BREAKS.len())];
        let Some(broken) = broken(text, how, numbers.below(text.len())) else {
            continue;
        };
        let tree = before
            .tree
            .edit(path, Some(broken.text.clone().into_bytes()));
        let after = pipeline::snapshot(tree, Some(&before), &options);
        let faults = faults(&before, &after, path, &broken);
        if !faults.is_empty() {
            faulty.push(format!(
                "case {case}: {how:?} in {}\n  - {}\n  + {}\n    {}",
                path.as_str(),
                broken.was,
                broken.is,
                faults.join("\n    ")
            ));
        }
    }
    assert!(
        faulty.is_empty(),
        "{}\n{} cases",
        faulty.join("\n"),
        faulty.len()
    );
}
