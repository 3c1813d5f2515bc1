//! What must hold whatever bytes are read. The fuzzer looks for bytes for which something does not;
//! `tests/it/fuzz_cases.rs` replays what was found, and the seeds.
#![allow(dead_code, reason = "every fuzz target uses one of them")]

#[path = "../tests/it/driver/browser.rs"]
pub(crate) mod browser;
#[path = "../tests/it/driver/html.rs"]
pub(crate) mod html;
#[path = "../tests/it/driver/wanted_tree.rs"]
pub(crate) mod wanted_tree;
#[path = "protocol.rs"]
mod protocol;

use std::collections::BTreeMap;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::diagnostic::{Checked, Diagnostic, Span, json};
use innovation_atlas::picture::{self, PictureFormat};
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::plan::{Address, relative};
use innovation_atlas::record::{
    self, Body, ContentEdit, Date, ParsedFile, Placeholder, Provenance, Record, Sentence, YamlTree,
};
use innovation_atlas::site::{self, Site};
use innovation_atlas::source::{File, SourcePath, Tree};
use innovation_atlas::text::MessageLanguage;
use innovation_atlas::text::day::{Day, days_in_month};

/// Front matter, or a list of records: nothing panics; every place in a record or in a diagnostic lies in the file.
pub(crate) fn front_matter(data: &[u8]) {
    for path in [
        "content/clusters/x.md",
        "content/events/x.yaml",
        "content/organizations/x.en.md",
    ] {
        let read = parse(path, data);
        expect_places(&read.diagnostics, data.len());
        for record in &read.value.records {
            expect_spans(record, data);
        }
    }
}

/// An edit of a content file: it is refused, or the file has that edit and no other.
///
/// The first byte says which edit, the second and the third which value, the fourth whether the file is Markdown.
pub(crate) fn edit(data: &[u8]) {
    let Some((&[kind, low, high, markdown, ..], text)) = data.split_at_checked(5) else {
        return;
    };
    let (Ok(text), is_markdown) = (std::str::from_utf8(text), markdown % 2 == 0) else {
        return;
    };
    let Ok(tree) = record::read_tree(text, is_markdown) else {
        return;
    };
    let paths = wanted_tree::node_paths(&tree);
    let path = paths[usize::from(u16::from_le_bytes([low, high])) % paths.len()].clone();
    let (new, value) = ("новое: #\"'", YamlTree::scalar("- а, [б]"));
    let edit = match kind % 4 {
        0 if matches!(tree.at(&path), Some(YamlTree::Scalar(_))) => ContentEdit::Replace {
            path,
            text: new.to_owned(),
        },
        1 if matches!(tree.at(&path), Some(YamlTree::Map(_))) => ContentEdit::InsertKey {
            path,
            after: None,
            key: "новый".to_owned(),
            value,
        },
        2 if !path.is_empty() => ContentEdit::InsertItem { path, value },
        3 if !path.is_empty() => ContentEdit::Remove { path },
        _ => return,
    };
    let Ok(edits) = record::edit_content(text, is_markdown, &edit) else {
        return;
    };
    let edited = record::apply_text_edits(text, &edits);
    let found = record::read_tree(&edited, is_markdown);
    let wanted = wanted_tree::wanted_tree(&tree, &edit);
    assert_eq!(found.ok(), Some(wanted), "{edit:?}\n{text}\n=>\n{edited}");
}

/// Every part of a record stands between two characters of its file.
fn expect_spans(record: &Record, data: &[u8]) {
    let text = std::str::from_utf8(data).expect("a file with records is UTF-8");
    let facts = record
        .fields
        .iter()
        .flat_map(|fact| std::iter::once(fact.at.span).chain(cited(fact.provenance.as_deref())));
    let references = record.references.iter().flat_map(|reference| {
        let claim = reference
            .details
            .as_ref()
            .map(|details| &details.provenance);
        std::iter::once(reference.target.at.span).chain(cited(claim))
    });
    let figures = record
        .observations
        .iter()
        .flat_map(|figure| cited(Some(&figure.provenance)));
    let links = record
        .texts()
        .flat_map(|text| text.body.links.iter().map(|link| link.at.span));
    let own = std::iter::once(record.at.span).chain(record.aka.iter().map(|target| target.at.span));
    for span in own
        .chain(facts)
        .chain(references)
        .chain(figures)
        .chain(links)
    {
        assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    }
}

/// Where the sources of a claim are named.
fn cited(claim: Option<&Provenance>) -> impl Iterator<Item = Span> {
    claim
        .into_iter()
        .flat_map(|claim| claim.sources.iter().map(|source| source.at.span))
}

/// A date that is read is a day of the calendar, and is read again from how it is shown.
pub(crate) fn date(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(date) = Date::parse(text) else { return };
    assert_eq!(
        Date::parse(&date.to_string()),
        Ok(date),
        "{text:?} is shown as {date}"
    );
    for moment in [date.from(), date.to()].into_iter().flatten() {
        let (first, last) = (moment.first_day(), moment.last_day());
        assert!(first <= last, "{text:?}");
        for Day { year, month, day } in [first, last] {
            assert!(
                (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day),
                "{text:?}"
            );
        }
    }
}

/// A text becomes whole HTML that runs nothing and asks nobody for anything.
pub(crate) fn text(data: &[u8]) {
    let file = [b"---\nname: \xd0\x90\n---\n", data].concat();
    let read = parse("content/people/x.md", &file);
    expect_places(&read.diagnostics, file.len());
    for text in read.value.records.iter().flat_map(|record| record.texts()) {
        expect_harmless(text.body);
    }
}

/// The whole page of a record as a browser reads it: the first lines are its fields, the rest its text. Nothing of them
/// runs, loads, leads to another scheme, takes an id of the page, or ends what stands around the text.
pub(crate) fn page(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let usual = PAGE.with(page_of).expect("a page of the usual record");
    let snapshot = PAGE.with(|usual| {
        pipeline::snapshot(Tree::from_files(page_files(text)), Some(usual), &options())
    });
    expect_report(&snapshot);
    let Some(page) = page_of(&snapshot) else {
        return;
    };
    if let Some(words) = browser::fault(&page, BASE) {
        panic!("{words} in {page}");
    }
    assert_eq!(
        browser::frame(&page),
        browser::frame(&usual),
        "the page around the text, in {page}"
    );
}

/// Records called by the lines of a text, and references by the next: what is linked is there, and is called so.
pub(crate) fn names(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let lines: Vec<&str> = text.lines().take(12).collect();
    let mut people = String::new();
    let mut events = String::new();
    for (number, line) in lines.iter().enumerate() {
        let other = quoted(lines[(number + 1) % lines.len()]);
        people += &format!(
            "- {{id: p{number}, name: {}, aliases: [{other}], member_of: [{other}]}}\n",
            quoted(line)
        );
        events += &format!(
            "- {{id: e{number}, name: Встреча, participants: [{other}], sources: [p{number}, {other}]}}\n"
        );
    }
    let prose: String = lines
        .iter()
        .map(|line| format!("[[{line}]] [x]({line}) [^{line}]\n\n"))
        .collect();
    let page = format!("---\nname: Текст\n---\n{prose}");
    let snapshot = snapshot(&[
        ("site.toml", SETTINGS),
        ("content/people/p.yaml", &people),
        ("content/events/e.yaml", &events),
        ("content/pages/t.md", &page),
    ]);
    let atlas = &snapshot.model.atlas;
    for relation in &atlas.relations {
        assert!(relation.from != relation.to, "a relation to itself");
        assert!(relation.from.index().max(relation.to.index()) < atlas.records.len());
    }
    for record in atlas.indices() {
        let found = atlas.record(record);
        assert_eq!(
            atlas.resolve(&found.id),
            Some(record),
            "an id means its record"
        );
    }
    expect_report(&snapshot);
}

/// Any bytes are a `site.toml`: the site is read, linked and planned, and mistakes are said.
pub(crate) fn settings(data: &[u8]) {
    let mut files = files(&[
        ("content/people/a.md", "---\nname: А\n---\nТекст.\n"),
        (
            "content/clusters/b.md",
            "---\nname: Б\nmembers: [a]\nregion: r\n---\n",
        ),
        ("content/regions/r.yaml", "- {id: r, name: Р}\n"),
    ]);
    files.insert(SourcePath::new("site.toml"), File::new(data));
    let snapshot = pipeline::snapshot(Tree::from_files(files), None, &options());
    expect_report(&snapshot);
    expect_routes(&snapshot);
}

/// The lines of a text as ids, old ids and names of files: whatever is planned lies in the output folder, at an address
/// of its own, and links between pages lead where they say.
pub(crate) fn routes(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut lines = text.lines();
    let mut next = || lines.next().unwrap_or("x");
    let people = format!(
        "- {{id: {}, name: А, aka: [{}]}}\n- {{id: {}, name: Б}}\n",
        quoted(next()),
        quoted(next()),
        quoted(next())
    );
    let (file, page, asset) = (next(), next(), next());
    let file = format!("content/regions/{file}.md");
    let page = format!("content/pages/{page}.md");
    let asset = format!("assets/{asset}");
    let settings = if data.len().is_multiple_of(2) {
        SETTINGS.to_owned()
    } else {
        format!("{SETTINGS}urls = \"folder\"\n")
    };
    let record = "---\nname: Имя\n---\n[[x]] ![](/assets/a.png)\n";
    let files = [
        ("site.toml", settings.as_str()),
        ("content/people/p.yaml", &people),
        (&file, record),
        (&page, record),
        (&asset, "…"),
    ];
    expect_routes(&snapshot(&files));
}

/// Two languages, and the addresses of files.
const SETTINGS: &str =
    "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\nbase_url = \"https://example.org/a/\"\n";

/// Where the site of a page says that it is.
const BASE: &str = "https://example.org/a/";

/// The settings of a page: a kind with a field of each type that takes text, and a relation.
const PAGE_SETTINGS: &str = r#"
title = "Атлас"
languages = ["ru", "en"]
base_url = "https://example.org/a/"
[kinds.thing]
folder = "things"
label = "Вещь"
title = "Вещи"
[kinds.thing.fields]
words = { type = "text" }
prose = { type = "markdown" }
link = { type = "url" }
post = { type = "email" }
[relations.friends]
label = "Друзья"
inverse = "friend_of"
inverse_label = "Друг"
from = ["thing"]
to = ["person"]
[data]
cards = true
json_pages = true
"#;

thread_local! {
    /// The page of a record in which nothing is unusual.
    static PAGE: Snapshot =
        pipeline::snapshot(Tree::from_files(page_files("Имя\nкратко\nhttps://example.org/\na@example.org\nроль\nслова\nТекст.\n")), None, &options());
}

/// The files of a site with one record to look at.
fn page_files(text: &str) -> BTreeMap<SourcePath, File> {
    let mut rest = text;
    let mut field = || {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        quoted(line)
    };
    let (name, summary, link, post, role, words) =
        (field(), field(), field(), field(), field(), field());
    let record = format!(
        "---\nname: {name}\nsummary: {summary}\nlink: {link}\npost: {post}\nwords: {words}\nprose: {words}\n\
         aliases: [{name}]\nfriends: [{{ref: a, role: {role}, note: {words}, source: s}}]\n---\n{rest}"
    );
    files(&[
        ("site.toml", PAGE_SETTINGS),
        ("content/things/x.md", &record),
        ("content/people/a.yaml", "- {id: a, name: Анна}\n"),
        (
            "content/sources/s.yaml",
            "- {id: s, name: Источник, url: https://example.org/s}\n",
        ),
        ("assets/a.png", ""),
    ])
}

/// The HTML of that record's page; `None` where the record cannot be read.
fn page_of(snapshot: &Snapshot) -> Option<String> {
    let pages = &snapshot.model.plan.pages;
    let place = pages
        .iter()
        .position(|page| page.route.as_str() == "things/x.html")?;
    let made = snapshot.render(&snapshot.renderer(), place);
    // A page with errors is not published, and the preview shows another in its place.
    made.diagnostics
        .is_empty()
        .then(|| String::from_utf8(made.value).expect("a page is UTF-8"))
}

fn files(texts: &[(&str, &str)]) -> BTreeMap<SourcePath, File> {
    texts
        .iter()
        .map(|(path, text)| (SourcePath::new(path), File::new(text.as_bytes())))
        .collect()
}

fn options() -> Options {
    Options::new(Day::new(2026, 11, 21), Drafts::Shown)
}

fn snapshot(texts: &[(&str, &str)]) -> Snapshot {
    pipeline::snapshot(Tree::from_files(files(texts)), None, &options())
}

fn parse(path: &str, data: &[u8]) -> Checked<ParsedFile> {
    thread_local! {
        static SITE: Site = site::read(&[("site.toml", SETTINGS)].into_iter().collect()).value;
    }
    SITE.with(|site| record::parse(&SourcePath::new(path), &File::new(data), site))
}

/// A text as a scalar of YAML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || !c.is_ascii() => quoted += &format!("\\U{:08x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Every diagnostic has words, and a place in a file of so many bytes.
fn expect_places(diagnostics: &[Diagnostic], length: usize) {
    for found in diagnostics {
        let range = found.at.span.range();
        assert!(range.start <= range.end && range.end <= length, "{found:?}");
        assert!(
            !found.message(MessageLanguage::Ru).contains('{')
                || found.facts.iter().any(|(_, fact)| fact.contains('{'))
        );
    }
}

/// What is wrong can be reported.
fn expect_report(snapshot: &Snapshot) {
    json(&snapshot.diagnostics, &snapshot.tree, MessageLanguage::Ru);
}

/// The HTML of a text, with what a page puts into its holes.
fn expect_harmless(body: &Body) {
    let mut page = String::new();
    body.write_html(&mut page, |page, hole| {
        page.push_str(match hole {
            Placeholder::Address(_) => "<a href=\"#hole\">",
            Placeholder::Name(_) => "Имя",
            Placeholder::AddressEnd(_) => "</a>",
            Placeholder::Image(_) => "<img src=\"#hole\">",
            Placeholder::Citation(_) => "<sup>1</sup>",
        });
    });
    for link in &body.links {
        let Sentence {
            start,
            link: (from, to),
            end,
            ..
        } = link.sentence;
        for part in [start..from, from..to, to..end] {
            assert!(
                part.start <= part.end && body.segments_in(part).count() > 0,
                "{:?} in {page}",
                link.sentence
            );
        }
    }
    let elements = html::elements(&page).unwrap_or_else(|words| panic!("{words}: {page}"));
    for element in elements {
        let tag = &*element.tag;
        assert!(
            tag.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
            "<{tag}> in {page}"
        );
        assert!(!FORBIDDEN.contains(&tag), "<{tag}> in {page}");
        for (name, value) in &element.attributes {
            let start = value.to_ascii_lowercase();
            let away = ["http:", "https:", "mailto:", "tel:"]
                .iter()
                .any(|scheme| start.starts_with(scheme));
            let good = match (tag, &**name) {
                ("a", "href") => away || value.starts_with('#'),
                ("img", "src") => value == "#hole",
                (_, "class") => {
                    value
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"- _".contains(&b))
                        || tag == "code"
                }
                (_, name) => PLAIN.contains(&name),
            };
            assert!(good, "{name}={value:?} of <{tag}> in {page}");
        }
    }
}

/// Elements that a text never has: they run, load, send or change the page around it.
const FORBIDDEN: [&str; 29] = [
    "script", "style", "iframe", "object", "embed", "applet", "svg", "math", "form", "input",
    "button", "select", "textarea", "link", "meta", "base", "template", "noscript", "frame",
    "frameset", "audio", "video", "source", "track", "title", "html", "head", "body", "h1",
];

/// Attributes that say something and do nothing.
const PLAIN: [&str; 20] = [
    "id", "title", "lang", "dir", "alt", "loading", "scope", "start", "colspan", "rowspan",
    "headers", "datetime", "hreflang", "span", "summary", "abbr", "open", "reversed", "size",
    "value",
];

/// Where nothing is wrong, every page is a file of its own below the output folder, and links lead to their pages.
fn expect_routes(snapshot: &Snapshot) {
    if snapshot.has_errors() {
        return;
    }
    let pages = &snapshot.model.plan.pages;
    let mut taken = std::collections::HashSet::new();
    for page in pages {
        let route = page.route.as_str();
        let plain = |part: &str| {
            !matches!(part, "" | "." | "..")
                && !part.contains(['\\', ':', '\0'])
                && !part.ends_with(['.', ' '])
        };
        assert!(route.split('/').all(plain), "{route:?} leaves the folder");
        assert!(
            taken.insert(route.to_lowercase()),
            "{route:?} is taken twice"
        );
    }
    for page in pages.iter().step_by(pages.len() / 8 + 1) {
        for other in pages.iter().step_by(7) {
            let link = relative(&page.address.to_root(), &other.address);
            assert_eq!(
                followed(&page.address, &link),
                other.address.as_str(),
                "{link:?} on {:?}",
                page.route
            );
        }
    }
}

/// Where a browser gets from an address by a relative link (RFC 3986, 5.2), if it stays below the root.
fn followed(from: &Address, link: &str) -> String {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    assert!(
        !path.split('/').next().unwrap_or_default().contains(':'),
        "{link:?} has a scheme"
    );
    assert!(!path.starts_with('/'), "{link:?} begins at another root");
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." if last => parts.push(""),
            "." => {}
            ".." => {
                assert!(parts.pop().is_some(), "{link:?} leads out of the site");
                if last {
                    parts.push("");
                }
            }
            segment => parts.push(segment),
        }
    }
    parts.join("/")
}

/// Pictures of every format: nothing panics; what is left without metadata is a picture of the same size; a picture is refused or has
/// at most 100 megapixels; smaller versions have the size that is planned.
pub(crate) fn picture(data: &[u8]) {
    for format in [
        PictureFormat::Jpeg,
        PictureFormat::Png,
        PictureFormat::WebP,
        PictureFormat::Gif,
        PictureFormat::Svg,
    ] {
        let Ok(info) = picture::inspect(format, data) else {
            // A refused picture is published by nobody, but nothing may panic.
            drop(picture::without_metadata(format, data));
            continue;
        };
        if format != PictureFormat::Svg {
            assert!(u64::from(info.width) * u64::from(info.height) <= 100_000_000);
        }
        let bare = picture::without_metadata(format, data);
        assert_eq!(picture::inspect(format, &bare), Ok(info));
        assert_eq!(picture::without_metadata(format, &bare), bare);
        // Larger ones would take the time of the fuzzer.
        if info.can_shrink && u64::from(info.width) * u64::from(info.height) < 4_000_000 {
            let width = info.width.div_ceil(2);
            if let Some(smaller) = picture::resized(&info, data, width) {
                let found = picture::inspect(format, &smaller).expect("a picture");
                assert_eq!((found.width, found.height), (width, info.height_of(width)));
            }
        }
    }
}

/// Messages of a client of the language server: each question has an answer, the server has the text that the client has
/// sent, and the session ends when the client says so.
///
/// The first line is a text; each pair of further bytes is a question or an edit at a place.
pub(crate) fn messages(data: &[u8]) {
    use innovation_atlas::lsp::SessionEnd;

    let (first, rest) = data.split_at(data.len().min(600));
    let text = String::from_utf8_lossy(first);
    let mut session = protocol::FuzzSession::start();
    session.open(&text);
    for pair in rest.chunks_exact(2).take(200) {
        session.act(pair[0], pair[1]);
    }
    assert_eq!(session.end(), SessionEnd::Shutdown);
}
