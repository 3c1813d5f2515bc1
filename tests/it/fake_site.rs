//! An atlas of a few lines, good enough to be previewed: a record is a file, a line is a paragraph.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use innovation_atlas::diagnostic::Severity;
use innovation_atlas::serve::{
    Change, PreviewProblem, PreviewSite, ProblemCounts, RouteInfo, SnippetLine, SourcePosition,
    Update,
};
use innovation_atlas::site::Policy;
use innovation_atlas::text::MessageLanguage;

#[derive(Clone, Default)]
pub(crate) struct Fake {
    root: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
}

fn add(root: &Path, path: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    let disk = root.join(path);
    if disk.is_dir() {
        for entry in fs::read_dir(&disk).into_iter().flatten().flatten() {
            if !entry.file_name().to_string_lossy().starts_with('.') {
                add(root, &path.join(entry.file_name()), files);
            }
        }
    } else if let Ok(bytes) = fs::read(&disk) {
        files.insert(path.to_string_lossy().into_owned(), bytes);
    }
}

impl Fake {
    pub(crate) fn read(root: &Path) -> io::Result<Fake> {
        let mut files = BTreeMap::new();
        for folder in ["content", "assets", "site.toml"] {
            add(root, Path::new(folder), &mut files);
        }
        Ok(Fake {
            root: root.to_path_buf(),
            files,
        })
    }
    fn text(&self, route: &str) -> Option<String> {
        let file = format!("content/{}.md", route.strip_suffix(".html")?);
        let text = String::from_utf8_lossy(self.files.get(&file)?).into_owned();
        (!text.contains("bad:")).then_some(text)
    }
    fn records(&self) -> impl Iterator<Item = String> {
        self.files.keys().filter_map(|f| {
            Some(format!(
                "{}.html",
                f.strip_prefix("content/")?.strip_suffix(".md")?
            ))
        })
    }
}

fn title(text: &str) -> String {
    text.lines()
        .find_map(|l| l.strip_prefix("# "))
        .unwrap_or("?")
        .into()
}

impl PreviewSite for Fake {
    fn after(&self, change: &Change) -> io::Result<Option<Update<Fake>>> {
        let mut files = self.files.clone();
        match change {
            Change::Rescan { .. } | Change::RootReturned => files = Fake::read(&self.root)?.files,
            Change::RootMissing => return Ok(None),
            Change::Paths(paths) => {
                for path in paths {
                    let name = path.to_string_lossy();
                    files.retain(|f, _| *f != name && !f.starts_with(&format!("{name}/")));
                    add(&self.root, path, &mut files);
                }
            }
        }
        let all: BTreeSet<_> = files.keys().chain(self.files.keys()).collect();
        let changed: BTreeSet<_> = all
            .into_iter()
            .filter(|f| files.get(*f) != self.files.get(*f))
            .map(PathBuf::from)
            .collect();
        let edition = Fake {
            root: self.root.clone(),
            files,
        };
        Ok((!changed.is_empty()).then_some(Update {
            site: edition,
            changed,
        }))
    }
    fn bytes(&self, route: &str) -> Option<Vec<u8>> {
        if route.starts_with("assets/") {
            return self.files.get(route).cloned();
        }
        let (name, body) = if route == "index.html" {
            let links: Vec<_> = Fake::records(self)
                .filter_map(|r| {
                    Some(format!(
                        "<li><a href=\"/{r}\">{}</a></li>",
                        title(&self.text(&r)?)
                    ))
                })
                .collect();
            (
                "Индекс".to_string(),
                format!("<ul>{}</ul>", links.join("\n")),
            )
        } else {
            let text = self.text(route)?;
            if text.contains("crash") {
                return None;
            }
            let lines: Vec<_> = text
                .lines()
                .filter(|l| !l.starts_with('#') && !l.is_empty() && !l.contains(": "))
                .map(|l| format!("<p>{l}</p>"))
                .collect();
            (title(&text), lines.join("\n"))
        };
        Some(
            format!(
                "<!DOCTYPE html>\n<html lang=\"ru\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title>\
                 <link rel=\"stylesheet\" href=\"/assets/site.css\"></head>\n<body>\n<h1>{name}</h1>\n<details><summary>Раздел</summary><p>внутри</p></details>\n\
                 <label>Поле <input id=\"field\" value=\"x\"></label>\n<main>{body}</main>\n<div id=\"js\"></div><script>document.getElementById('js').append('сделано скриптом');document.documentElement.classList.add('js')</script>\n</body>\n</html>\n"
            )
            .into_bytes(),
        )
    }
    fn pages(&self) -> Vec<String> {
        Fake::records(self)
            .chain(["index.html".to_string()])
            .collect()
    }
    fn route_info(&self, route: &str) -> Option<RouteInfo> {
        if route == "index.html" {
            return Some(RouteInfo {
                name: "Индекс".into(),
                ..RouteInfo::default()
            });
        }
        if route.starts_with("assets/") {
            return self.files.get(route).map(|_| RouteInfo::default());
        }
        let text = self.text(route)?;
        let file = format!("content/{}.md", route.strip_suffix(".html")?);
        let source = Some(SourcePosition {
            file,
            line: 1,
            column: 1,
        });
        Some(RouteInfo {
            name: title(&text),
            source,
            draft: text.contains("draft: true"),
            ..RouteInfo::default()
        })
    }
    fn routes_of(&self, files: &BTreeSet<PathBuf>) -> Vec<String> {
        let route = |file: &PathBuf| {
            let file = file.to_string_lossy();
            let route = match file
                .strip_prefix("content/")
                .and_then(|f| f.strip_suffix(".md"))
            {
                Some(stem) => format!("{stem}.html"),
                None => file.into_owned(),
            };
            self.route_info(&route).map(|_| route)
        };
        files.iter().filter_map(route).collect()
    }
    fn moved_pages(&self, files: &BTreeSet<PathBuf>, before: &Fake) -> BTreeMap<String, String> {
        let is_now = |aka: &str, route: &String| {
            let text = self.text(route);
            text.is_some_and(|text| text.lines().any(|line| line == aka))
        };
        let moved = before.routes_of(files).into_iter().filter_map(|old| {
            let aka = format!("aka: {}", old.strip_suffix(".html")?);
            let new = Fake::records(self).find(|route| is_now(&aka, route))?;
            Some((old, new))
        });
        moved.collect()
    }
    fn counts(&self) -> ProblemCounts {
        let problems = self.problems(MessageLanguage::Ru, None, usize::MAX);
        let errors = problems
            .iter()
            .filter(|p| p.severity == Severity::Error)
            .count();
        ProblemCounts {
            errors,
            warnings: problems.len() - errors,
        }
    }
    fn problems(
        &self,
        _: MessageLanguage,
        first: Option<&str>,
        most: usize,
    ) -> Vec<PreviewProblem> {
        let mut problems = Vec::new();
        for (file, bytes) in self.files.iter().filter(|(f, _)| f.ends_with(".md")) {
            let text = String::from_utf8_lossy(bytes);
            let lines: Vec<_> = text.lines().collect();
            for (n, line) in lines.iter().enumerate() {
                let severity = match line.split_once(": ") {
                    Some(("bad", _)) => Severity::Error,
                    Some(("doubt", _)) => Severity::Warning,
                    _ => continue,
                };
                let (before, marked) = line.split_once(": ").unwrap();
                let around = |n: usize| SnippetLine {
                    number: n + 1,
                    before: lines[n].into(),
                    ..SnippetLine::default()
                };
                let mut snippet = Vec::new();
                if n > 0 {
                    snippet.push(around(n - 1));
                }
                snippet.push(SnippetLine {
                    number: n + 1,
                    before: format!("{before}: "),
                    marked: Some(marked.into()),
                    after: String::new(),
                });
                if n + 1 < lines.len() {
                    snippet.push(around(n + 1));
                }
                problems.push(PreviewProblem {
                    severity,
                    code: if severity == Severity::Error {
                        "broken-reference"
                    } else {
                        "no-source"
                    }
                    .into(),
                    message: format!("записи «{marked}» в атласе нет"),
                    place: Some(SourcePosition {
                        file: file.clone(),
                        line: n + 1,
                        column: before.chars().count() + 3,
                    }),
                    snippet,
                    hint: Some("может быть, «tomsk»? Проверьте имя файла в content/regions".into()),
                    related: Vec::new(),
                });
            }
        }
        problems.sort_by_key(|p| {
            (
                p.severity != Severity::Error,
                p.place.as_ref().map(|p| p.file.as_str()) != first,
            )
        });
        problems.truncate(most);
        problems
    }
    fn report(&self, most: usize, _: bool) -> String {
        let show = |p: PreviewProblem| {
            let place = p.place.unwrap();
            format!(
                "ошибка[{}]: {}\n  --> {}:{}:{}\n",
                p.code, p.message, place.file, place.line, place.column
            )
        };
        self.problems(MessageLanguage::Ru, None, most)
            .into_iter()
            .map(show)
            .collect()
    }
    fn message_language(&self) -> MessageLanguage {
        MessageLanguage::Ru
    }
    fn records(&self) -> usize {
        Fake::records(self).count()
    }
    fn policy(&self) -> Policy {
        Policy::default()
    }
}
