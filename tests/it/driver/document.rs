//! Reading a suite: headings are cases, fenced blocks are files and expectations.

use innovation_atlas::record::Date;
use innovation_atlas::text::Day;
use innovation_atlas::text::MessageLanguage;

/// One case: the files of its section and of the sections above it, and what is expected of them.
#[derive(Clone, Default)]
pub(crate) struct Case {
    /// The headings from the top to this one.
    pub title: String,
    /// The files.
    pub files: Vec<CaseFile>,
    /// What is expected.
    pub expectations: Vec<Expectation>,
    /// What the site depends on besides its files.
    pub options: CaseOptions,
}

/// A file of a case's site.
#[derive(Clone)]
pub(crate) struct CaseFile {
    /// Its path.
    pub path: String,
    /// Its bytes; none removes a file that a section above brings.
    pub bytes: Option<Vec<u8>>,
}

/// What a case's site depends on besides its files.
#[derive(Clone, Default)]
pub(crate) struct CaseOptions {
    /// The day for which it is built.
    pub today: Option<Day>,
    /// Whether drafts take part.
    pub drafts: bool,
    /// The address from the command line.
    pub base_url: Option<String>,
}

/// One thing that is expected.
#[derive(Clone)]
pub(crate) struct Expectation {
    /// What it is about.
    pub wanted: Wanted,
    /// The text of the block.
    pub text: String,
    /// The block's line in the suite.
    pub line: usize,
}

/// What an expectation is about.
#[derive(Clone)]
pub(crate) enum Wanted {
    /// Every diagnostic, in order.
    Diagnostics(MessageLanguage),
    /// The elements of a page that a selector finds.
    Html(String, String),
    /// Their text.
    Text(String, String),
    /// Where the links in them lead.
    Links(String, String),
    /// A value of a JSON file.
    Json(String, String),
    /// A whole file.
    Whole(String),
    /// The routes with a beginning.
    Routes(String),
    /// Those of them that are pages.
    Pages(String),
}

impl Expectation {
    /// The block's first line.
    pub(crate) fn title(&self) -> String {
        match &self.wanted {
            Wanted::Diagnostics(_) => "diagnostics".to_owned(),
            Wanted::Html(route, selector) => format!("html {route} {selector}"),
            Wanted::Text(route, selector) => format!("text {route} {selector}"),
            Wanted::Links(route, selector) => format!("links {route} {selector}"),
            Wanted::Json(route, pointer) => format!("json {route} {pointer}"),
            Wanted::Whole(route) => format!("whole {route}"),
            Wanted::Routes(start) => format!("routes {start}"),
            Wanted::Pages(start) => format!("pages {start}"),
        }
    }
}

/// A heading and what stands under it.
struct Section {
    level: usize,
    case: Case,
    /// Whether a deeper heading follows, so that this one only gathers.
    divided: bool,
}

/// The cases of a suite. A block that cannot be read, or a section without expectations, is an error of the suite.
pub(crate) fn cases(suite: &str) -> Result<Vec<Case>, String> {
    let mut open: Vec<Section> = Vec::new();
    let mut cases = Vec::new();
    let mut lines = suite.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some((level, title)) = heading(line) {
            close(&mut open, level, &mut cases)?;
            let mut case = open
                .last()
                .map(|above| above.case.clone())
                .unwrap_or_default();
            case.title = if case.title.is_empty() {
                title.to_owned()
            } else {
                format!("{} › {title}", case.title)
            };
            case.expectations.clear();
            if let Some(above) = open.last_mut() {
                if !above.case.expectations.is_empty() {
                    return Err(format!(
                        "line {}: the section above has expectations of its own",
                        number + 1
                    ));
                }
                above.divided = true;
            }
            open.push(Section {
                level,
                case,
                divided: false,
            });
        } else if let Some(info) = line.strip_prefix("```") {
            let fence: String = format!(
                "```{}",
                "`".repeat(info.len() - info.trim_start_matches('`').len())
            );
            let info = info.trim_start_matches('`');
            let body: Vec<&str> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| *line != fence)
                .collect();
            let section = open
                .last_mut()
                .ok_or(format!("line {}: a block before any heading", number + 1))?;
            block(&mut section.case, info, &body.join("\n"), number + 1)
                .map_err(|words| format!("line {}: {words}", number + 1))?;
        }
    }
    close(&mut open, 0, &mut cases)?;
    Ok(cases)
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.len() - line.trim_start_matches('#').len();
    (level > 0)
        .then(|| line[level..].strip_prefix(' '))
        .flatten()
        .map(|title| (level, title.trim()))
}

/// Ends the sections that a heading of a level ends.
fn close(open: &mut Vec<Section>, level: usize, cases: &mut Vec<Case>) -> Result<(), String> {
    while open.last().is_some_and(|section| section.level >= level) {
        let Some(section) = open.pop() else { break };
        if section.divided {
            continue;
        }
        if section.case.files.is_empty() && section.case.expectations.is_empty() {
            return Err(format!(
                "«{}» has neither files nor expectations",
                section.case.title
            ));
        }
        cases.push(section.case);
    }
    Ok(())
}

fn block(case: &mut Case, info: &str, body: &str, line: usize) -> Result<(), String> {
    let words: Vec<&str> = info.split_whitespace().collect();
    let word = |place: usize| words.get(place).copied().unwrap_or_default().to_owned();
    let rest = || words.get(2..).unwrap_or_default().join(" ");
    let wanted = match words.first().copied() {
        None => return Ok(()),
        Some("diagnostics") => match words.get(1) {
            None => Wanted::Diagnostics(MessageLanguage::Ru),
            Some(&"en") => Wanted::Diagnostics(MessageLanguage::En),
            Some(other) => return Err(format!("no messages in {other}")),
        },
        Some("options") => return options(&mut case.options, body),
        Some("html") if is_page(&word(1)) => Wanted::Html(word(1), rest()),
        Some("text") if is_page(&word(1)) => Wanted::Text(word(1), rest()),
        Some("links") => Wanted::Links(word(1), rest()),
        Some("json") if is_page(&word(1)) => Wanted::Json(word(1), rest()),
        Some("whole") => Wanted::Whole(word(1)),
        Some("routes") => Wanted::Routes(word(1)),
        Some("pages") => Wanted::Pages(word(1)),
        Some(_) => {
            let bytes = contents(&words, body)?;
            case.files.push(CaseFile {
                path: word(1),
                bytes,
            });
            return Ok(());
        }
    };
    case.expectations.push(Expectation {
        wanted,
        text: body.to_owned(),
        line,
    });
    Ok(())
}

/// The folders of a site.
const SITE_FOLDERS: [&str; 4] = ["content/", "layouts/", "assets/", "static/"];

/// A page of the output, unlike a layout of the site.
fn is_page(path: &str) -> bool {
    !SITE_FOLDERS.iter().any(|folder| path.starts_with(folder))
}

/// The bytes of a file, from the block's text and the words after its path.
fn contents(words: &[&str], body: &str) -> Result<Option<Vec<u8>>, String> {
    let (language, path) = (
        words[0],
        words.get(1).ok_or("a block needs the path of its file")?,
    );
    let site = SITE_FOLDERS.iter().any(|folder| path.starts_with(folder));
    if !site && *path != "site.toml" {
        return Err(format!("{path} is no file of a site"));
    }
    if language == "hex" {
        let digits: Vec<char> = body.chars().filter(|c| !c.is_whitespace()).collect();
        let pair = |pair: &[char]| {
            u8::from_str_radix(&pair.iter().collect::<String>(), 16).map_err(|e| e.to_string())
        };
        return digits
            .chunks(2)
            .map(pair)
            .collect::<Result<Vec<u8>, String>>()
            .map(Some);
    }
    let mut text = if body.is_empty() {
        String::new()
    } else {
        format!("{body}\n")
    };
    for word in &words[2..] {
        text = match *word {
            "removed" => return Ok(None),
            "crlf" => text.replace('\n', "\r\n"),
            "cr" => text.replace('\n', "\r"),
            "bom" => format!("\u{feff}{text}"),
            "nfd" => unicode_normalization::UnicodeNormalization::nfd(text.as_str()).collect(),
            "bare" => text.trim_end().to_owned(),
            "repeated" => repeated(&text)?,
            other => return Err(format!("what is {other}?")),
        };
    }
    Ok(Some(text.into_bytes()))
}

/// `⟨[ × 1000⟩` becomes a thousand brackets.
fn repeated(text: &str) -> Result<String, String> {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟨') {
        let (inside, after) = after.split_once('⟩').ok_or("⟨ without ⟩")?;
        let (what, times) = inside.rsplit_once(" × ").ok_or("⟨ what × times ⟩")?;
        made.push_str(before);
        made.push_str(&what.repeat(times.parse().map_err(|_| "how many times?")?));
        rest = after;
    }
    Ok(made + rest)
}

fn options(options: &mut CaseOptions, body: &str) -> Result<(), String> {
    for line in body.lines() {
        match line
            .split_once(' ')
            .map_or((line, ""), |(key, value)| (key, value))
        {
            ("today", day) => {
                options.today = Some(Date::parse(day).map_err(|(_, en)| en)?.first_day());
            }
            ("drafts", "shown") => options.drafts = true,
            ("base_url", url) => options.base_url = Some(url.to_owned()),
            _ => return Err(format!("what is {line}?")),
        }
    }
    Ok(())
}
