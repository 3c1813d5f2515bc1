//! The atlas of another country with every word of the program in brackets: what stands outside of them, on pages and in
//! files, is a word of the site itself, a name of the formats, or a word that is written into the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::driver::html::{self, Element};
use crate::program::{Site, files, published};

/// The brackets, which no word of the atlas has.
const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// The attributes with words for readers. Scripts show those that begin with `data-`.
const ATTRIBUTES: [&str; 8] = [
    "title",
    "alt",
    "aria-label",
    "aria-roledescription",
    "placeholder",
    "content",
    "label",
    "summary",
];

/// The attributes that begin with `data-` and hold addresses and ids.
const ADDRESSES: [&str; 10] = [
    "data-parts",
    "data-message",
    "data-core",
    "data-src",
    "data-root",
    "data-class",
    "data-compare",
    "data-url",
    "data-page",
    "data-choices",
];

/// The words that may stand outside brackets, by the reason. Each must be found somewhere.
const EXCEPTIONS: [(&str, &str); 7] = [
    (
        "placeholders that scripts fill",
        "parts query shown word words",
    ),
    (
        "months of CLDR in German",
        "april august dezember februar januar juli juni mai märz november oktober september jan jul okt",
    ),
    (
        "months of CLDR in French",
        "août avril avr décembre février janv janvier juil juillet juin mars novembre octobre oct septembre",
    ),
    (
        "names of formats and of the time zone",
        "atom bibtex csv json utc",
    ),
    (
        "names of files",
        "claims data datapackage events figures gexf html ics network places relations schema ttl",
    ),
    (
        "code to copy: keys of BibTeX and its names of languages, HTML",
        "border embed french german iframe langid lazy loading online src style title url",
    ),
    (
        "names of the columns in GEXF, which are keys as those of the tables are",
        "derived kind relation since stated status symmetric until",
    ),
];

/// Puts the words of a text into brackets. Placeholders stay outside, so that what fills them is looked at; the parts of a
/// list (`|`) and abbreviations of months are words of their own.
fn bracketed(text: &str) -> String {
    let mut out = String::new();
    let mut part = String::new();
    let mut in_placeholder = false;
    let flush = |part: &mut String, out: &mut String| {
        let word = std::mem::take(part);
        if word.chars().any(char::is_alphabetic) {
            out.push(OPEN);
            out.push_str(&word);
            out.push(CLOSE);
        } else {
            out.push_str(&word);
        }
    };
    for c in text.chars() {
        match c {
            '{' | '|' => {
                flush(&mut part, &mut out);
                out.push(c);
                in_placeholder = c == '{';
            }
            '}' => {
                out.push(c);
                in_placeholder = false;
            }
            c if in_placeholder => out.push(c),
            c => part.push(c),
        }
    }
    flush(&mut part, &mut out);
    out
}

/// Puts the values of a file of `atlas strings` into brackets.
fn bracketed_file(toml: &str) -> String {
    let line = |line: &str| {
        let Some((key, values)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
            return line.to_owned();
        };
        assert!(!values.contains('\\'), "no escapes: {line}");
        // Every second part is between quotes.
        let parts = values.split('"').enumerate();
        let parts: Vec<String> = parts
            .map(|(place, part)| match place % 2 {
                0 => part.to_owned(),
                _ => bracketed(part),
            })
            .collect();
        format!("{key} = {}", parts.join("\""))
    };
    toml.lines().map(|text| line(text) + "\n").collect()
}

/// The words outside brackets, in lower case.
fn words_outside(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut depth) = (String::new(), 0_usize);
    for c in text.chars().chain([' ']) {
        match c {
            OPEN => depth += 1,
            CLOSE => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphabetic() => {
                word.extend(c.to_lowercase());
                continue;
            }
            _ => {}
        }
        if word.chars().count() > 1 {
            words.push(std::mem::take(&mut word));
        }
        word.clear();
    }
    words
}

/// The words of the site's own files: the values of fields, texts, and the texts of the settings.
fn own_words(site: &Path) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (name, bytes) in files(site) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_settings = name == "site.toml";
        for line in text.lines() {
            let line = match is_settings {
                // What is quoted; the rest are keys and comments.
                true => line
                    .split('"')
                    .skip(1)
                    .step_by(2)
                    .collect::<Vec<_>>()
                    .join(" "),
                false => without_keys(line),
            };
            words.extend(words_outside(&line));
        }
        words.extend(words_outside(&name));
    }
    words
}

/// A line of YAML or Markdown without the names of its fields.
fn without_keys(line: &str) -> String {
    let mut kept = Vec::new();
    for token in line.split(' ') {
        let token = token.trim_start_matches(['{', '[']);
        let key = token.strip_suffix(':');
        let is_key = key.is_some_and(|key| {
            !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        });
        if !is_key {
            kept.push(token);
        }
    }
    kept.join(" ")
}

/// The texts of a file that readers see, each with where it stands.
fn texts(name: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let end = name.rsplit('.').next().unwrap_or_default();
    match end {
        "html" => texts_of_page(&text),
        "xml" if !name.contains("sitemap") => texts_of_markup(&text, &["title", "label", "term"]),
        "js" if name.contains("data/") || name.ends_with("/index.js") => texts_of_script(&text),
        "gexf" => texts_of_markup(&text, &["title", "label"]),
        "ics" => texts_of_calendar(&text),
        "json" | "geojson" => {
            let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let mut found = Vec::new();
            texts_of_json(&value, "", &mut found);
            found
        }
        _ => Vec::new(),
    }
}

/// The texts of a page: what stands between tags, and attributes for readers.
fn texts_of_page(page: &str) -> Vec<(String, String)> {
    let elements = html::elements(page).expect("HTML");
    let mut found = Vec::new();
    for element in &elements {
        for (name, value) in &element.attributes {
            if ATTRIBUTES.contains(&&**name)
                || name.starts_with("data-") && !ADDRESSES.contains(&&**name)
            {
                if element.tag == "meta" && !is_read(element) {
                    continue;
                }
                found.push((format!("{} {name}", element.tag), value.clone()));
            }
        }
        if element.tag == "script" && element.attribute("type") == Some("application/ld+json") {
            let inside = &page[element.range.clone()];
            let inside = inside
                .split_once('>')
                .and_then(|(_, rest)| rest.rsplit_once("</"));
            let data = inside.map_or("", |(data, _)| data);
            let value: serde_json::Value = serde_json::from_str(data).expect("JSON-LD");
            texts_of_json(&value, "ld+json", &mut found);
        }
    }
    found.extend(texts_of_markup(page, &[]));
    found
}

/// Whether readers, or those to whom a link is sent, see the content of a `<meta>`.
fn is_read(meta: &Element) -> bool {
    let name = meta.attribute("name").or(meta.attribute("property"));
    name.is_some_and(|name| {
        [
            "description",
            "og:title",
            "og:description",
            "og:site_name",
            "twitter:title",
            "application-name",
        ]
        .contains(&name)
    })
}

/// The texts between tags, without scripts and styles, and some attributes.
fn texts_of_markup(markup: &str, attributes: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut tag, mut rest) = (String::new(), markup);
    while let Some((text, after)) = rest.split_once('<') {
        if !["script", "style", "id", "uri"].contains(&&*tag) {
            found.push((tag.clone(), html::decoded(text)));
        }
        let (inside, after) = after.split_once('>').expect("a tag ends");
        tag = inside
            .split([' ', '\n'])
            .next()
            .unwrap_or_default()
            .to_owned();
        for name in attributes {
            let value = inside
                .split_once(&format!(" {name}=\""))
                .map(|(_, value)| value);
            let value = value
                .and_then(|value| value.split_once('"'))
                .map(|(value, _)| value);
            found.extend(value.map(|value| (format!("{tag} {name}"), html::decoded(value))));
        }
        rest = after;
    }
    found
}

/// The strings of a data file for scripts, without keys, ids, hashes and addresses.
fn texts_of_script(script: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = script;
    while let Some((_, after)) = rest.split_once('"') {
        let (text, after) = after.split_once('"').expect("a string ends");
        // Synonyms are pairs of stems, and addresses can have placeholders.
        let is_key =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.:/-={}\\".contains(c);
        if !text.chars().all(is_key) {
            found.push(("string".to_owned(), text.replace("\\n", " ")));
        }
        rest = after;
    }
    found
}

/// The texts of a calendar, without the keys.
fn texts_of_calendar(calendar: &str) -> Vec<(String, String)> {
    let unfolded = calendar.replace("\r\n ", "");
    let lines = unfolded.lines().filter_map(|line| line.split_once(':'));
    let shown = [
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "CATEGORIES",
        "NAME",
        "X-WR-CALNAME",
        "X-WR-CALDESC",
        "COMMENT",
    ];
    lines
        .filter(|(key, _)| shown.contains(&key.split(';').next().unwrap_or_default()))
        .map(|(key, text)| (key.to_owned(), text.replace("\\n", " ")))
        .collect()
}

/// The titles, descriptions and names within JSON.
fn texts_of_json(value: &serde_json::Value, key: &str, found: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                texts_of_json(value, key, found);
            }
        }
        serde_json::Value::Array(items) => {
            items
                .iter()
                .for_each(|item| texts_of_json(item, key, found));
        }
        serde_json::Value::String(text) => {
            let shown = [
                "title",
                "description",
                "headline",
                "caption",
                "label",
                "alternateName",
                "ru",
                "de",
                "fr",
            ];
            if shown.contains(&key) {
                found.push((format!("json {key}"), text.clone()));
            }
        }
        _ => {}
    }
}

/// The atlas with every word of the program in brackets.
fn pseudo() -> Site {
    let site = Site::elsewhere();
    let mut settings = site.read("site.toml");
    for code in ["de", "fr"] {
        let words = site.run(&["strings", code]).out();
        site.write(
            &format!("layouts/languages/{code}.toml"),
            &bracketed_file(&words),
        );
        let labels = site.run(&["strings", code, "--labels"]).out();
        settings.push_str(&bracketed_file(&labels));
    }
    site.write("site.toml", &settings);
    site
}

#[test]
fn no_word_of_the_program_stands_outside_its_strings() {
    let site = pseudo();
    let known = own_words(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/elsewhere"));
    site.run(&["build", "--out", "out"]).expect_success();
    let excepted: BTreeSet<&str> = EXCEPTIONS
        .iter()
        .flat_map(|(_, words)| words.split(' '))
        .collect();
    let (mut strange, mut needed) = (BTreeMap::new(), BTreeSet::new());
    let mut in_brackets = 0;
    for (name, bytes) in published(&site.path("out")) {
        for (place, text) in texts(&name, &bytes) {
            in_brackets += text.matches(OPEN).count();
            for word in words_outside(&text) {
                if known.contains(&word) || place == "text" && is_cut(&word, &known) {
                    continue;
                }
                match excepted.get(&*word) {
                    Some(word) => drop(needed.insert(*word)),
                    None => {
                        let found = || format!("{name}, {place}: {text}");
                        strange.entry(word).or_insert_with(found);
                    }
                }
            }
        }
    }
    assert!(in_brackets > 10_000, "only {in_brackets} words in brackets");
    let lines: Vec<String> = strange
        .iter()
        .map(|(word, place)| format!("{word}: {place}"))
        .collect();
    assert!(
        lines.is_empty(),
        "{} words outside of strings:\n{}",
        lines.len(),
        lines.join("\n")
    );
    let spare: Vec<_> = excepted.difference(&needed).collect();
    assert!(
        spare.is_empty(),
        "exceptions that are not needed: {spare:?}"
    );
}

/// Whether a word of a drawing is the beginning of one of the site: labels are cut to their room.
fn is_cut(word: &str, known: &BTreeSet<String>) -> bool {
    let next = known.range(word.to_owned()..).next();
    next.is_some_and(|next| next.starts_with(word))
}

#[test]
fn a_word_outside_brackets_is_found() {
    assert_eq!(bracketed("seit {date}"), "⟦seit ⟧{date}");
    assert_eq!(bracketed("A|B {n}: "), "⟦A⟧|⟦B ⟧{n}: ");
    assert_eq!(words_outside("⟦In ⟧Bergen ⟦a⟦b⟧c⟧ x 5"), ["bergen"]);
    assert_eq!(
        without_keys("- {ref: miet, role: Rolle: gut}"),
        "- miet, Rolle: gut}"
    );
    let page = "<p title=\"Titel\">Text <b data-more=\"mehr\">fett</b></p><script>let no;</script>";
    let found: Vec<String> = texts_of_page(page)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert_eq!(
        found.join(" ").split_whitespace().collect::<Vec<_>>(),
        ["Titel", "mehr", "Text", "fett"]
    );
}
