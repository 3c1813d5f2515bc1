//! One mistake is one report: the shipped content is broken at random, and what is said of it lies in the broken file.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use crate::extent;
use innovation_atlas::atlas::Drafts;
use innovation_atlas::diagnostic::{Code, Diagnostic};
use innovation_atlas::pipeline::{self, Options, Snapshot};
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
    let options = Options {
        today: Day::new(2026, 11, 21),
        drafts: Drafts::Shown,
        base_url: None,
        revision: None,
    };
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

/// Whether a diagnostic is about a reference to what the break touched: the name that it does not find stood in the lines
/// that are broken, or the heading did.
fn is_reference_to(found: &Diagnostic, broken: &Broken) -> bool {
    let fact = |name: &str| {
        let facts = found.facts.iter();
        facts
            .clone()
            .find(|(known, _)| *known == name)
            .map(|(_, text)| plain(text))
    };
    match found.code {
        Code::BrokenReference | Code::BrokenLink => {
            fact("target").is_some_and(|name| plain(&broken.was).contains(&name))
        }
        Code::BrokenAnchor => broken.was.contains('#'),
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

/// What is wrong with the reports of a broken file.
fn faults(before: &Snapshot, after: &Snapshot, path: &SourcePath, broken: &Broken) -> Vec<String> {
    let mut faults = Vec::new();
    let others: Vec<&Diagnostic> = after
        .diagnostics
        .iter()
        .filter(|found| !is_reference_to(found, broken))
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
        if !broken.was.contains(&format!("id: {lost}")) {
            faults.push(format!("record {lost} is lost"));
        }
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
