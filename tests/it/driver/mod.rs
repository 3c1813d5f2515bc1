//! The driver of the suites: a case is a small site in, and its diagnostics and pages out.
//!
//! `tests/suites/README.md` says how a suite is written. Nothing here knows what a suite is about.

pub(crate) mod difference;
pub(crate) mod document;
pub(crate) use crate::cases::{browser, html, wanted_tree};

use std::collections::BTreeSet;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::diagnostic::{Diagnostic, Location, Severity, limit_report};
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::plan::PageKind;
use innovation_atlas::site::BaseUrl;
use innovation_atlas::source::{File, LineIndex, SourcePath, Tree};
use innovation_atlas::text::Day;
use innovation_atlas::text::MessageLanguage;

use self::difference::difference;
use self::document::{Case, Expectation, Wanted};

/// The settings of a case that brings none.
const SETTINGS: &str = "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n";

/// The day on which every case happens, unless it names another.
const TODAY: Day = Day::new(2026, 11, 21);

/// Runs a case; what differs from its expectations, in words, is the failure.
pub(crate) fn run(case: &Case) -> Result<(), String> {
    let built = Built::new(case);
    let mut failures = Vec::new();
    if !case
        .expectations
        .iter()
        .any(|expectation| matches!(expectation.wanted, Wanted::Diagnostics(_)))
    {
        compare(
            &mut failures,
            "no diagnostics are expected",
            "",
            &built.report(MessageLanguage::Ru, Details::All),
        );
    }
    for expectation in &case.expectations {
        let title = format!("line {}: {}", expectation.line, expectation.title());
        match built.found(expectation) {
            Ok(found) => compare(&mut failures, &title, &expectation.text, &found),
            Err(words) => failures.push(format!("{title}\n    {words}")),
        }
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

/// The codes that a case expects.
pub(crate) fn codes(case: &Case) -> BTreeSet<String> {
    let of = |expectation: &Expectation| match expectation.wanted {
        Wanted::Diagnostics(_) => {
            let lines = expectation
                .text
                .lines()
                .filter(|line| !line.starts_with(' '));
            lines
                .filter_map(|line| line.split_whitespace().nth(1))
                .map(|code| code.trim_end_matches(':').to_owned())
        }
        .collect(),
        _ => Vec::new(),
    };
    case.expectations.iter().flat_map(of).collect()
}

/// The files of a case's site, and the options of its build.
pub(crate) fn input(case: &Case) -> (std::collections::BTreeMap<SourcePath, File>, Options) {
    let mut files: std::collections::BTreeMap<SourcePath, File> = Default::default();
    files.insert(SourcePath::new("site.toml"), File::new(SETTINGS.as_bytes()));
    for file in &case.files {
        match &file.bytes {
            Some(bytes) => {
                drop(files.insert(SourcePath::new(&file.path), File::new(bytes.as_slice())));
            }
            None => drop(files.remove(&SourcePath::new(&file.path))),
        }
    }
    let options = Options {
        today: case.options.today.unwrap_or(TODAY),
        drafts: if case.options.drafts {
            Drafts::Shown
        } else {
            Drafts::Hidden
        },
        base_url: case
            .options
            .base_url
            .as_deref()
            .map(|url| BaseUrl::parse(url).expect("a base address")),
        revision: None,
        history: None,
    };
    (files, options)
}

/// How much of a diagnostic is written.
#[derive(Clone, Copy, PartialEq)]
enum Details {
    /// The first line.
    None,
    /// The hint and the other places too.
    All,
}

/// A case's site with every page made.
pub(crate) struct Built {
    snapshot: Snapshot,
    pages: Vec<Vec<u8>>,
    diagnostics: Vec<Diagnostic>,
}

impl Built {
    pub(crate) fn new(case: &Case) -> Built {
        let (files, options) = input(case);
        let snapshot = pipeline::snapshot(Tree::from_files(files), None, &options);
        let renderer = snapshot.renderer();
        let made: Vec<_> = (0..snapshot.model.plan.pages.len())
            .map(|page| snapshot.render(&renderer, page))
            .collect();
        let mut diagnostics = snapshot.diagnostics.clone();
        // As `check` does: layouts are tried when nothing else is wrong. The pages are made in any case.
        if !snapshot.has_errors() {
            diagnostics.extend(
                made.iter()
                    .flat_map(|made| made.diagnostics.iter().cloned()),
            );
            let sized = snapshot.model.plan.pages.iter().zip(&made);
            let sized = sized.map(|(page, made)| (page.route.as_str(), made.value.len() as u64));
            diagnostics.extend(snapshot.check_host_limits(sized.clone()));
            if sized.map(|(_, size)| size).sum::<u64>() > snapshot.size_budget() {
                diagnostics.push(snapshot.output_too_large());
            }
            diagnostics = limit_report(diagnostics);
        }
        Built {
            snapshot,
            pages: made.into_iter().map(|made| made.value).collect(),
            diagnostics,
        }
    }

    fn found(&self, expectation: &Expectation) -> Result<String, String> {
        match &expectation.wanted {
            Wanted::Diagnostics(message_language) => {
                let details = if expectation.text.lines().any(|line| line.starts_with(' ')) {
                    Details::All
                } else {
                    Details::None
                };
                Ok(self.shortened(&self.report(*message_language, details), &expectation.text))
            }
            Wanted::Html(route, selector) => {
                Ok(html::select(&self.text(route)?, selector)?.join("\n"))
            }
            Wanted::Text(route, selector) => {
                let found = html::select(&self.text(route)?, selector)?;
                Ok(found
                    .iter()
                    .map(|element| html::plain(element))
                    .collect::<Vec<_>>()
                    .join("\n"))
            }
            Wanted::Links(route, selector) => self.links(route, selector),
            Wanted::Json(route, pointer) => self.json(route, pointer, &expectation.text),
            Wanted::Whole(route) => {
                let text = self.text(route)?;
                let whole = text
                    .strip_suffix('\n')
                    .ok_or(format!("{route} has no line end after its last line"))?;
                // Tables end their lines as Windows does (RFC 4180).
                Ok(whole
                    .strip_suffix('\r')
                    .unwrap_or(whole)
                    .replace("\r\n", "\n"))
            }
            Wanted::Routes(start) => Ok(self.routes(start).join("\n")),
            Wanted::Pages(start) => {
                let mut pages = self.routes(start);
                pages.retain(|route| route.ends_with(".html"));
                Ok(pages.join("\n"))
            }
        }
    }

    /// The addresses of all links in the selected elements, one a line.
    fn links(&self, route: &str, selector: &str) -> Result<String, String> {
        let mut found = Vec::new();
        for html in html::select(&self.text(route)?, selector)? {
            let elements = html::elements(&html)?;
            let links = elements
                .iter()
                .filter(|element| element.tag == "a" || element.tag == "link");
            found.extend(links.filter_map(|link| link.attribute("href").map(str::to_owned)));
        }
        Ok(found.join("\n"))
    }

    /// The value at a pointer. Equal values are shown equally, whatever the white space of the expectation.
    fn json(&self, route: &str, pointer: &str, wanted: &str) -> Result<String, String> {
        let data: serde_json::Value =
            serde_json::from_str(&self.text(route)?).map_err(|e| e.to_string())?;
        let found = data
            .pointer(pointer)
            .ok_or_else(|| format!("{route} has nothing at {pointer}"))?;
        let value: serde_json::Value =
            serde_json::from_str(wanted).map_err(|error| format!("the expectation: {error}"))?;
        Ok(if *found == value {
            wanted.to_owned()
        } else {
            format!("{found:#}")
        })
    }

    /// A file of the output by its route.
    pub(crate) fn text(&self, route: &str) -> Result<String, String> {
        let pages = &self.snapshot.model.plan.pages;
        let index = pages
            .iter()
            .position(|page| page.route.as_str() == route)
            .ok_or_else(|| {
                let all: Vec<&str> = pages.iter().map(|page| page.route.as_str()).collect();
                format!("there is no {route}; there are {}", all.join(", "))
            })?;
        Ok(String::from_utf8_lossy(&self.pages[index]).into_owned())
    }

    /// The routes that begin so, without the assets, whose names hold hashes.
    fn routes(&self, start: &str) -> Vec<&str> {
        let pages = self.snapshot.model.plan.pages.iter();
        let pages = pages.filter(|page| !matches!(page.kind, PageKind::Asset(_)));
        let routes: BTreeSet<&str> = pages
            .map(|page| page.route.as_str())
            .filter(|r| r.starts_with(start))
            .collect();
        routes.into_iter().collect()
    }

    /// Everything that is wrong.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Every diagnostic, one a line: `path:line:column code: message`.
    pub(crate) fn diagnostics_in_english(&self) -> String {
        self.report(MessageLanguage::En, Details::None)
    }

    fn report(&self, message_language: MessageLanguage, details: Details) -> String {
        let lines: Vec<String> = self
            .diagnostics
            .iter()
            .map(|found| self.line(found, message_language, details))
            .collect();
        lines.join("\n")
    }

    fn line(
        &self,
        found: &Diagnostic,
        message_language: MessageLanguage,
        details: Details,
    ) -> String {
        let (place, code) = (self.place(&found.at), found.code.rule().name);
        let warning = if found.severity == Severity::Warning {
            " warning"
        } else {
            ""
        };
        let mut text = format!(
            "{place} {code}{warning}: {}",
            found.message(message_language)
        );
        if details == Details::All {
            if let Some(hint) = found.hint(message_language) {
                text.push_str(&format!("\n  {hint}"));
            }
            for at in &found.related {
                text.push_str(&format!("\n  {}", self.place(at)));
            }
        }
        text
    }

    fn place(&self, at: &Location) -> String {
        let file = self.snapshot.tree.file(at.path.as_str());
        let text = file.and_then(|file| file.text().ok()).unwrap_or_default();
        let position = LineIndex::new(text).position(at.span.start as usize);
        format!("{}:{}:{}", at.path, position.line, position.column)
    }

    /// The report with the messages cut where an expected one ends in «…»: the words after it are another library's.
    fn shortened(&self, report: &str, wanted: &str) -> String {
        let mut wanted = wanted.lines();
        let cut = |line: &str| {
            let wanted = wanted.next().and_then(|wanted| wanted.strip_suffix('…'));
            match wanted.filter(|start| line.starts_with(start)) {
                Some(start) => format!("{start}…"),
                None => line.to_owned(),
            }
        };
        report.lines().map(cut).collect::<Vec<_>>().join("\n")
    }
}

fn compare(failures: &mut Vec<String>, title: &str, wanted: &str, found: &str) {
    let found = with_spaces_of(wanted, found);
    if wanted != found {
        failures.push(format!("{title}\n{}", difference(wanted, &found)));
    }
}

/// Returns `found` with a space for every no-break space at whose place `wanted` has a space. Where a line may end is looked
/// at by the cases that write the no-break space.
fn with_spaces_of(wanted: &str, found: &str) -> String {
    let mut wanted = wanted.chars();
    let found = found.chars();
    found
        .map(|c| match (c, wanted.next()) {
            ('\u{a0}', Some(' ')) => ' ',
            _ => c,
        })
        .collect()
}
