//! The comment on a pull request: of a stranger's records it shows the words and does nothing else.

use std::fs;
use std::path::Path;

use innovation_atlas::history::{ChangeReport, MarkdownWords, markdown};
use innovation_atlas::pipeline::Snapshot;
use innovation_atlas::site::Language;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::hostile::Hostile;

/// Limit of a comment at the host, in characters.
const LIMIT: usize = 65_536;

/// The records of a site that are new, gone, or differ in each value.
fn reports(new: &Snapshot, old: &Snapshot) -> Vec<ChangeReport> {
    [(new, old), (old, new)]
        .into_iter()
        .map(|(new, old)| new.changes_since(old, Language::DEFAULT).report)
        .collect()
}

/// The comment about one record.
fn comment(report: &ChangeReport, place: usize) -> (String, ChangeReport) {
    let of_one = ChangeReport {
        title: report.title.clone(),
        subjects: vec![report.subjects[place].clone()],
        ..ChangeReport::default()
    };
    (markdown(&of_one, &words()), of_one)
}

fn words() -> MarkdownWords {
    MarkdownWords {
        more: "more: {n}",
        notes: Vec::new(),
    }
}

/// Fails if the comment has anything but a heading, paragraphs, lists and marked words.
fn expect_harmless(text: &str) {
    for event in Parser::new_ext(text, Options::all()) {
        let is_harmless = match &event {
            Event::Start(tag) => matches!(
                tag,
                Tag::Heading { .. }
                    | Tag::Paragraph
                    | Tag::List(None)
                    | Tag::Item
                    | Tag::Strong
                    | Tag::Strikethrough
            ),
            Event::End(tag) => !matches!(tag, TagEnd::Link | TagEnd::Image),
            Event::Text(_) | Event::SoftBreak => true,
            _ => false,
        };
        assert!(is_harmless, "{event:?} in\n{text}");
    }
    for sign in ['@', '#', '!'] {
        let mut after = text
            .split(sign)
            .skip(1)
            .filter_map(|rest| rest.chars().next());
        assert!(!after.any(char::is_alphanumeric), "{sign} in\n{text}");
    }
}

#[test]
fn a_comment_shows_hostile_records_as_text() {
    let vectors = super::all_vectors();
    let mut signs: Vec<String> = vectors;
    for text in [
        "@everybody xss7",
        "xss7 #1 GH-1 a/b#2 !3 $4 %5 ~6 &7 ^8 :+1:",
        "/close xss7",
        "```mermaid xss7",
        "~~xss7~~ **x** __y__ `z` $$a$$",
        "[^xss7] [x] - [ ] | a | b |",
        "xss7@example.org www.example.org https://example.org/xss7",
        "*xss7 * * ~~",
    ] {
        signs.push(text.to_owned());
    }
    let site = Hostile::fields(&signs)
        .some(3)
        .and(Hostile::texts(&signs).joined());
    // The same records with other values, so that values are replaced, too.
    let words_only: Vec<String> = signs.iter().map(|_| "Просто слова".to_owned()).collect();
    let plain = Hostile::fields(&words_only)
        .some(3)
        .and(Hostile::texts(&words_only).joined());
    let (new, old) = (site.snapshot(), plain.snapshot());
    let mut samples = Vec::new();
    for report in reports(&new, &old) {
        let whole = markdown(&report, &words());
        assert!(whole.chars().count() < LIMIT, "{}", whole.chars().count());
        assert!(whole.contains("more: "), "nothing was cut");
        for place in 0..report.subjects.len() {
            let (text, of_one) = comment(&report, place);
            expect_harmless(&text);
            let lines = of_one.lines().join("\n");
            samples.push(serde_json::json!({"markdown": text, "words": format!("{}\n{lines}", of_one.title)}));
        }
    }
    assert!(samples.len() > 1000, "only {} comments", samples.len());
    // `tests/trust/comment.py` reads them with the parser of the host.
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("comments.json");
    let text = serde_json::to_string(&samples).expect("JSON");
    fs::write(path, text).expect("a file");
}
