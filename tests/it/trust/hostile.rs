//! A site whose records hold every vector in every place where a record can hold text.

use std::collections::BTreeMap;
use std::fmt::Write;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::diagnostic::Severity;
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::site::{self, Direction, FieldType, Key, KindIx, Site};
use innovation_atlas::source::{File, SourcePath, Tree};

/// The settings: with a kind that has a field of every type.
pub(crate) const SETTINGS: &str = r#"
title = "Атлас"
description = "Записи из чужих рук"
base_url = "https://example.org/atlas/"
languages = ["ru", "en"]
[kinds.thing]
folder = "things"
label = "Вещь"
title = "Вещи"
[kinds.thing.fields]
words = { type = "text" }
prose = { type = "markdown" }
whole = { type = "integer" }
real = { type = "number" }
part = { type = "share" }
sum = { type = "money" }
flag = { type = "boolean" }
day = { type = "date" }
link = { type = "url" }
post = { type = "email" }
call = { type = "phone" }
dot = { type = "point" }
one = { type = "choice", choices = ["low", "high"] }
marks = { type = "identifiers" }
many = { type = "list", of = "text" }
links = { type = "list", of = "url" }
picture = { type = "image" }
pictures = { type = "list", of = "image" }
labelled = { type = "list", of = "link" }
[data]
cards = true
json_pages = true
"#;

/// Where the site says that it is.
pub(crate) const BASE: &str = "https://example.org/atlas/";

/// A record of a list, a line for each of its keys.
struct Record {
    folder: String,
    id: String,
    keys: Vec<(String, String)>,
    /// How many texts stand in its text.
    texts: usize,
}

/// The most texts that are joined to one.
const JOINED: usize = 12;

impl Record {
    fn new(folder: &str, id: String, keys: Vec<(String, String)>) -> Record {
        Record {
            folder: folder.to_owned(),
            id,
            keys,
            texts: 1,
        }
    }

    /// Its file: a report has a hundred errors of a file, so that many files are tried at once.
    fn path(&self) -> String {
        let digits = self.id.rsplit('-').next().unwrap_or_default();
        let digits = digits.trim_start_matches(|c: char| !c.is_ascii_digit());
        let part = digits.parse().unwrap_or(0) % 64;
        format!("content/{}/part-{part}.yaml", self.folder)
    }

    /// Adds another text, as it is quoted, in paragraphs of its own.
    fn join(&mut self, text: &str) {
        for (_, known) in self.keys.iter_mut().filter(|(key, _)| key == "text") {
            *known = format!("{}\\n\\n{}", &known[..known.len() - 1], &text[1..]);
        }
        self.texts += 1;
    }
}

/// The records, of which those keys are left out that the program refuses.
pub(crate) struct Hostile {
    records: Vec<Record>,
    /// How many keys were refused.
    pub(crate) refused: usize,
}

impl Hostile {
    /// Of each kind a record for many vectors.
    pub(crate) fn fields(vectors: &[String]) -> Hostile {
        let site = read_site();
        let mut records = Vec::new();
        for kind in site.vocabulary.each_kind() {
            let folder = &site.vocabulary.kind(kind).folder;
            // What relations lead to.
            let keys = vec![("name".to_owned(), format!("Образец {folder}"))];
            records.push(Record::new(folder, format!("a-{folder}"), keys));
            // The kind with fields of all types has every vector, each other kind every third.
            let turn = if folder == "things" { 1 } else { 3 };
            let vectors = vectors
                .iter()
                .enumerate()
                .filter(|(number, _)| (number + kind.index()) % turn == 0);
            records.extend(vectors.map(|(number, vector)| of_kind(&site, kind, number, vector)));
        }
        Hostile {
            records,
            refused: 0,
        }
        .accepted()
    }

    /// For each vector a record for each construct of Markdown.
    pub(crate) fn texts(vectors: &[String]) -> Hostile {
        let keys = vec![("name".to_owned(), "Источник".to_owned())];
        let mut records = vec![Record::new("sources", "a-sources".to_owned(), keys)];
        for (number, vector) in vectors.iter().enumerate() {
            for (place, construct) in constructs(vector).iter().enumerate() {
                let keys = vec![
                    ("name".to_owned(), "Имя".to_owned()),
                    ("text".to_owned(), quoted(construct)),
                ];
                records.push(Record::new("people", format!("t{number}-{place}"), keys));
            }
        }
        Hostile {
            records,
            refused: 0,
        }
        .accepted()
    }

    /// Every so-manieth record, and those that others refer to.
    pub(crate) fn some(mut self, step: usize) -> Hostile {
        let mut number = 0;
        self.records.retain(|record| {
            number += 1;
            record.id.starts_with("a-") || number % step == 0
        });
        self
    }

    /// The texts of each vector on a few pages, so that a browser can open all of them. Constructs that may swallow what
    /// follows keep a page of their own.
    pub(crate) fn joined(self) -> Hostile {
        let mut records: Vec<Record> = Vec::new();
        for mut record in self.records {
            let own = ["-0", "-32"].iter().any(|end| record.id.ends_with(end));
            let group = record
                .id
                .split_once('-')
                .map_or("", |(start, _)| start)
                .to_owned();
            let text = record
                .keys
                .iter()
                .find(|(key, _)| key == "text")
                .map(|(_, text)| text.clone());
            let open = records
                .last_mut()
                .filter(|last| last.id.starts_with(&format!("{group}-j")));
            match (text, open) {
                (Some(text), Some(last)) if !own && last.texts < JOINED => last.join(&text),
                (Some(_), _) if !own => {
                    record.id = record.id.replacen('-', "-j", 1);
                    records.push(record);
                }
                (Some(_), _) => records.push(record),
                (None, _) if record.id.starts_with("a-") => records.push(record),
                // Its text was refused.
                (None, _) => {}
            }
        }
        Hostile { records, ..self }.accepted()
    }

    /// Both sites in one.
    pub(crate) fn and(mut self, mut other: Hostile) -> Hostile {
        other
            .records
            .retain(|record| !self.records.iter().any(|known| known.id == record.id));
        self.records.append(&mut other.records);
        self
    }

    /// The files of the site.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::from([("site.toml".to_owned(), SETTINGS.to_owned())]);
        for record in &self.records {
            let text = files.entry(record.path()).or_default();
            let _ = writeln!(text, "- id: {}", record.id);
            for (key, value) in &record.keys {
                let _ = writeln!(text, "  {key}: {value}");
            }
        }
        files
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let files = self.files().into_iter();
        let files = files
            .map(|(path, text)| (SourcePath::new(&path), File::new(text.into_bytes())))
            .collect();
        let options = Options::new(
            innovation_atlas::text::Day::new(2026, 11, 21),
            Drafts::Shown,
        );
        pipeline::snapshot(Tree::from_files(files), None, &options)
    }

    /// Leaves out the lines in which the program finds an error, until it finds none.
    fn accepted(mut self) -> Hostile {
        // A report has a hundred errors of a file.
        for _ in 0..100 {
            let snapshot = self.snapshot();
            let mut wrong: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for found in snapshot
                .diagnostics
                .iter()
                .filter(|found| found.severity == Severity::Error)
            {
                let file = snapshot
                    .tree
                    .file(found.at.path.as_str())
                    .expect("the file");
                let line = file.bytes()[..found.at.span.start as usize]
                    .iter()
                    .filter(|b| **b == b'\n')
                    .count();
                wrong
                    .entry(found.at.path.to_string())
                    .or_default()
                    .push(line);
            }
            if wrong.is_empty() {
                return self;
            }
            let mut lines: BTreeMap<String, usize> = BTreeMap::new();
            for record in &mut self.records {
                let path = record.path();
                let line = lines.entry(path.clone()).or_default();
                *line += 1;
                let wrong = wrong.get(&path).map_or(&[][..], Vec::as_slice);
                let before = record.keys.len();
                record.keys.retain(|(key, _)| {
                    *line += 1;
                    // A record without a name is none; a name is text, and never wrong.
                    key == "name" || !wrong.contains(&(*line - 1))
                });
                self.refused += before - record.keys.len();
            }
        }
        let left: Vec<String> = self
            .snapshot()
            .diagnostics
            .iter()
            .map(|found| format!("{found:?}"))
            .take(5)
            .collect();
        panic!("errors that no line explains: {left:#?}");
    }
}

fn read_site() -> Site {
    site::read(&[("site.toml", SETTINGS)].into_iter().collect()).value
}

/// A text as a scalar of YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text)
        .expect("JSON is YAML")
        .replace('\u{7f}', "\\u007f")
        .replace('\u{85}', "\\u0085")
        .replace('\u{fffe}', "\\ufffe")
        .replace('\u{ffff}', "\\uffff")
        .replace('\u{feff}', "\\ufeff")
}

/// A record with the vector as the value of every key that its kind has.
fn of_kind(site: &Site, kind: KindIx, number: usize, vector: &str) -> Record {
    let vocabulary = &site.vocabulary;
    let this = vocabulary.kind(kind);
    let v = quoted(vector);
    let mut keys: Vec<(&String, &Key)> = this.keys.iter().collect();
    keys.sort_by_key(|(name, _)| *name);
    let value = |key: &Key| -> Option<String> {
        Some(match key {
            Key::Id | Key::Draft => return None,
            Key::Name | Key::Short | Key::Sort | Key::Summary => format!("{{ru: {v}, en: {v}}}"),
            Key::Aliases | Key::Aka => format!("[{v}]"),
            Key::Names => format!("[{{ja: {v}}}, {{{v}: x}}]"),
            Key::Status | Key::Text => v.clone(),
            Key::Figures => {
                format!(
                    "[{{of: companies, value: 10, on: 2017, by: a-organizations, note: {v}, source: a-sources}}]"
                )
            }
            Key::Field(field) => field_value(&vocabulary.field(*field).value, &v),
            Key::Relation(relation, side) => {
                let relation = vocabulary.relation(*relation);
                // One record is a part of these, and of no more than may lie above it.
                if relation.acyclic && (*side == Direction::Inverse || !number.is_multiple_of(4)) {
                    return None;
                }
                let other = relation
                    .kinds(side.other())
                    .first()
                    .copied()
                    .unwrap_or(kind);
                let folder = &vocabulary.kind(other).folder;
                format!(
                    "[{{ref: a-{folder}, role: {v}, note: {v}, since: 2012, source: a-sources}}]"
                )
            }
        })
    };
    let keys = keys
        .into_iter()
        .filter_map(|(name, key)| Some((name.clone(), value(key)?)))
        .collect();
    Record::new(&this.folder, format!("{}-{number}", this.id), keys)
}

fn field_value(of_type: &FieldType, v: &str) -> String {
    match of_type {
        FieldType::List(of) => format!("[{}]", field_value(of, v)),
        FieldType::Image => {
            format!("{{file: icon.svg, alt: {v}, caption: {v}, licence: {v}, source: a-sources}}")
        }
        FieldType::Link => format!("{{url: 'https://example.org/', text: {v}}}"),
        FieldType::Point => "{lat: 55.99, lon: 37.21}".to_owned(),
        FieldType::Identifiers => {
            format!("{{inn: {v}, ogrn: {v}, ror: {v}, wikidata: {v}, orcid: {v}}}")
        }
        FieldType::Text => format!("{{value: {{ru: {v}, en: {v}}}, note: {v}, source: a-sources}}"),
        FieldType::Integer => format!("{{value: 10, note: {v}}}"),
        _ => v.to_owned(),
    }
}

/// The vector in every place of a text in Markdown.
fn constructs(v: &str) -> Vec<String> {
    let line = v.replace(['\n', '\r'], " ");
    vec![
        v.to_owned(),
        format!("[x]({line})"),
        format!("[x](<{line}>)"),
        format!("[x](https://example.org/ \"{line}\")"),
        format!("[x](https://example.org/ '{line}')"),
        format!("[{line}](https://example.org/)"),
        format!("![x]({line})"),
        format!("![{line}](/assets/icon.svg)"),
        format!("![x](/assets/icon.svg \"{line}\")"),
        format!("[x]\n\n[x]: {line} \"{line}\""),
        format!("[x]\n\n[x]: <{line}>"),
        format!("<{line}>"),
        format!("<mailto:{line}>"),
        format!("`{line}`"),
        format!("~~~{line}\n{line}\n~~~"),
        format!("```{line} {line}\n{line}\n```"),
        format!("# {line}\n\n## x {{#{line} .{line}}}"),
        format!("x[^a] [^a-sources]\n\n[^a]: {line}"),
        format!("x[^{line}]\n\n[^{line}]: x"),
        format!("| {line} | b |\n|:--|--:|\n| {line} | {line} |"),
        format!("[[{line}]]"),
        format!("[[a-sources|{line}]]"),
        format!("[[a-sources#{line}|x]]"),
        format!("> {line}\n\n- [x] {line}\n\n1. **{line}** ~~{line}~~ _{line}_"),
        format!("<b title=\"{line}\" class=\"{line}\" id=\"{line}\">x</b>"),
        format!("<a href=\"{line}\" title='{line}'>x</a>"),
        format!("<a href={line}>x</a>"),
        format!("<img src=\"{line}\" alt=\"{line}\">"),
        format!("<blockquote cite=\"{line}\">x</blockquote><del datetime=\"{line}\">x</del>"),
        format!("<table><tr><td>{line}</td></tr></table>"),
        format!("&lt;b&gt; {line} &amp;lt;"),
        format!("<div>\n\n{line}\n\n</div>\n\n<pre>{line}</pre>"),
        format!("<!-- {line} --> x <sub>{line}</sub>"),
        format!("x <a href=\"https://example.org/\">{line}"),
        format!("> [!{line}] {line}\n> x\n\n> [!note] {line}\n> x"),
        format!("![[{line}]]"),
        format!("![[icon.svg|{line}]] ![[{line}.png|300]]"),
        format!("%%{line}%% x %%\n{line}\n%% y"),
        format!("| a |\n|---|\n| [[a-sources|{line}]] |\n| [[a-sources\\|{line}]] | {line} |"),
        format!("https://example.org/{line} www.example.org/{line} {line}@example.org"),
        format!(
            "<a href=\"#{line}\" id=\"{line}\" lang=\"{line}\" dir=\"{line}\" title=\"{line}\">x</a>"
        ),
        format!(
            "<img src=\"/assets/icon.svg\" alt=\"{line}\" width=\"{line}\" title='{line}' id={line}>"
        ),
        format!("<h2 id=\"{line}\" {line}>{line}</h2> <h3>{line}</h3>"),
        format!("<center id=\"{line}\">{line}</center><a name=\"{line}\"></a>"),
        format!("<textarea><a href=\"/assets/icon.svg\">{line}</a></textarea>"),
        format!("<svg><title><a href=\"#x\" id=\"x\">{line}</a></title></svg>"),
        format!("<!-- {line}\n\n{line}"),
        format!("x[^a] y[^a]\n\n[^a]: {line}\n[^a]: {line}"),
    ]
}
