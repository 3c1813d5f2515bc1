//! The preview of a real site: a snapshot of the pipeline, and diagnostics found during rendering.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::site::{PreviewProblem, PreviewSite, ProblemCounts, RouteInfo, SourcePosition, Update};
use super::snippet::snippet;
use super::watch::Change;
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic, Location, Severity, human};
use crate::pipeline::{self, Options, Snapshot};
use crate::plan::{Page, PageKind};
use crate::record::{FreePage, FreePageSlot, Record};
use crate::render::Renderer;
use crate::site::{Language, Policy};
use crate::source::{self, LineIndex, SourcePath, Tree};
use crate::text::MessageLanguage;

/// Limit of changed paths. Above it, reading the whole site is faster.
const MOST_REREAD: usize = 64;

/// A site as [`pipeline::snapshot`] builds it.
pub struct SnapshotSite {
    root: PathBuf,
    options: Options,
    message_language: MessageLanguage,
    snapshot: Snapshot,
    /// Idle renderers. They are reused, because creating one compiles the layouts.
    renderers: Mutex<Vec<Renderer>>,
    /// Diagnostics of rendered pages.
    found: Mutex<BTreeSet<Diagnostic>>,
}

impl SnapshotSite {
    /// Reads the site at `root`. `message_language` selects the language of messages.
    pub fn read(
        root: &Path,
        options: Options,
        message_language: impl FnOnce(&Snapshot) -> MessageLanguage,
    ) -> io::Result<SnapshotSite> {
        let snapshot = pipeline::snapshot(source::scan(root)?, None, &options);
        let message_language = message_language(&snapshot);
        Ok(SnapshotSite::new(root, options, message_language, snapshot))
    }

    fn new(root: &Path, options: Options, message_language: MessageLanguage, snapshot: Snapshot) -> SnapshotSite {
        let (renderers, found) = (Mutex::default(), Mutex::default());
        SnapshotSite { root: root.to_path_buf(), options, message_language, snapshot, renderers, found }
    }

    /// Builds the site from another tree.
    fn with_tree(&self, tree: Tree) -> SnapshotSite {
        let snapshot = pipeline::snapshot(tree, Some(&self.snapshot), &self.options);
        SnapshotSite::new(&self.root, self.options.clone(), self.message_language, snapshot)
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        self.snapshot.diagnostics.iter().chain(&*lock(&self.found)).cloned().collect()
    }

    fn page(&self, route: &str) -> Option<&Page> {
        self.snapshot.model.plan.at(route)
    }

    fn record_at(&self, route: &str) -> Option<(RecordIx, Language)> {
        match self.page(route)? {
            Page { kind: PageKind::Record(record), language, .. } => Some((*record, *language)),
            _ => None,
        }
    }

    /// Returns the current record that replaces the record `old` of the snapshot `before`.
    fn successor_record(&self, old: &Record, before: &SnapshotSite) -> Option<RecordIx> {
        let atlas = &self.snapshot.model.atlas;
        if let Some(record) = atlas.resolve(&old.id) {
            return Some(record);
        }
        // A file with one record keeps its identity if its id changes, or if its bytes move to a new file.
        let bytes = before.snapshot.tree.file(old.at.path.as_str())?.hash();
        let is_same_file = |path: &SourcePath| {
            let file = self.snapshot.tree.file(path.as_str());
            let is_new = before.snapshot.tree.file(path.as_str()).is_none();
            *path == old.at.path || (is_new && file.is_some_and(|file| file.hash() == bytes))
        };
        let mut matches = atlas.indices().filter(|record| is_same_file(&atlas.record(*record).at.path));
        let record = matches.next()?;
        matches.next().is_none().then_some(record)
    }

    fn text(&self, path: &SourcePath) -> Option<&str> {
        self.snapshot.tree.file(path.as_str())?.text().ok()
    }

    fn position(&self, at: &Location) -> SourcePosition {
        let position = LineIndex::new(self.text(&at.path).unwrap_or_default()).position(at.span.start as usize);
        SourcePosition { file: at.path.to_string(), line: position.line as usize, column: position.column as usize }
    }

    /// Returns the position of a record's text in a language.
    fn source(&self, record: &Record, language: Language) -> SourcePosition {
        let code = self.snapshot.model.site.code(language);
        let translation = record.at.path.as_str().strip_suffix(".md").map(|stem| format!("{stem}.{code}.md"));
        match translation.filter(|path| self.snapshot.tree.file(path).is_some()) {
            Some(file) => SourcePosition { file, line: 1, column: 1 },
            None => self.position(&record.at),
        }
    }

    /// Returns true if a file has an error that makes its page nearly empty.
    fn is_unread(&self, file: &str) -> bool {
        use Code::{BadYaml, EmptyFile, NoFrontMatter, NotUtf8, OpenFrontMatter, YamlLimit};
        let fatal = |code| matches!(code, BadYaml | EmptyFile | NoFrontMatter | NotUtf8 | OpenFrontMatter | YamlLimit);
        self.snapshot.diagnostics.iter().any(|diagnostic| diagnostic.at.path.as_str() == file && fatal(diagnostic.code))
    }

    fn prose(&self, page: &Page) -> Option<&FreePage> {
        let place = match &page.kind {
            PageKind::Home => FreePageSlot::Home,
            PageKind::Kind(kind, _) => FreePageSlot::Section(*kind),
            PageKind::FreePage(name) => FreePageSlot::Page(name.clone()),
            _ => return None,
        };
        let prose = &self.snapshot.model.atlas.free_pages;
        let own = prose.get(&(place.clone(), page.language));
        own.or_else(|| prose.get(&(place, Language::DEFAULT))).map(|found| &**found)
    }

    /// Returns the file with the main text of a record, and the language if `path` is a translation.
    fn main_file(&self, path: &str) -> (SourcePath, Option<Language>) {
        let site = &self.snapshot.model.site;
        let translation = site.each_language().find_map(|language| {
            let stem = path.strip_suffix(".md")?.strip_suffix(site.code(language))?.strip_suffix('.')?;
            Some((SourcePath::new(&format!("{stem}.md")), Some(language)))
        });
        translation.unwrap_or_else(|| (SourcePath::new(path), None))
    }

    fn problem(&self, diagnostic: &Diagnostic, message_language: MessageLanguage) -> PreviewProblem {
        let here = match message_language {
            MessageLanguage::Ru => "И здесь:",
            MessageLanguage::En => "And here:",
        };
        let Location { path, span } = &diagnostic.at;
        PreviewProblem {
            severity: diagnostic.severity,
            code: diagnostic.code.rule().name.to_string(),
            message: diagnostic.message(message_language),
            place: Some(self.position(&diagnostic.at)),
            snippet: self.text(path).map_or(Vec::new(), |text| snippet(text, span.range())),
            hint: diagnostic.hint(message_language),
            related: diagnostic.related.iter().map(|at| (here.to_string(), self.position(at))).collect(),
        }
    }
}

impl PreviewSite for SnapshotSite {
    fn after(&self, change: &Change) -> io::Result<Option<Update<SnapshotSite>>> {
        let before = &self.snapshot.tree;
        let tree = match change {
            Change::Paths(paths) if paths.len() <= MOST_REREAD => {
                source::reread(before, &self.root, &paths.iter().cloned().collect::<Vec<_>>())
            }
            Change::Paths(_) | Change::Rescan { .. } | Change::RootReturned => source::scan(&self.root)?,
            // The last snapshot remains until the folder is back.
            Change::RootMissing => return Ok(None),
        };
        let changed: BTreeSet<_> = tree.differences(before).into_iter().map(|path| path.as_str().into()).collect();
        if changed.is_empty() && tree.has_same_errors(before) {
            return Ok(None);
        }
        Ok(Some(Update { site: self.with_tree(tree), changed }))
    }

    fn bytes(&self, route: &str) -> Option<Vec<u8>> {
        if route.starts_with("search/") {
            let file = self.snapshot.search().iter().find(|file| file.route.as_str() == route);
            return file.map(|file| self.snapshot.search_file(file));
        }
        let page = self.snapshot.model.plan.index_of(route)?;
        let kept = lock(&self.renderers).pop();
        let renderer = kept.unwrap_or_else(|| self.snapshot.renderer());
        let made = self.snapshot.render(&renderer, page);
        lock(&self.renderers).push(renderer);
        // As in a build, a page with diagnostics is not published.
        let whole = made.diagnostics.is_empty();
        lock(&self.found).extend(made.diagnostics);
        whole.then_some(made.value)
    }

    fn pages(&self) -> Vec<String> {
        let is_read = |page: &&Page| {
            !matches!(page.kind, PageKind::Asset(_) | PageKind::Export(_) | PageKind::Moved(..) | PageKind::NotFound)
        };
        self.snapshot.model.plan.pages.iter().filter(is_read).map(|page| page.route.to_string()).collect()
    }

    fn route_info(&self, route: &str) -> Option<RouteInfo> {
        let model = &self.snapshot.model;
        let place = model.plan.index_of(route)?;
        let page = &model.plan.pages[place];
        let (source, draft) = match &page.kind {
            PageKind::Record(record) => {
                let record = model.atlas.record(*record);
                (Some(self.source(record, page.language)), record.draft)
            }
            _ => (self.prose(page).map(|prose| self.position(&prose.at)), false),
        };
        let unread = source.as_ref().is_some_and(|source| self.is_unread(&source.file));
        Some(RouteInfo { name: self.snapshot.page_title(place), source, draft, unread })
    }

    fn routes_of(&self, files: &BTreeSet<PathBuf>) -> Vec<String> {
        let model = &self.snapshot.model;
        let paths: Vec<_> = files.iter().filter_map(|file| file.to_str()).collect();
        let assets = paths.iter().filter_map(|path| model.plan.asset(path.strip_prefix("assets/")?));
        let mut routes: Vec<_> = assets.map(|page| page.route.to_string()).collect();
        for (path, translation) in paths.iter().map(|path| self.main_file(path)) {
            let folder = path.as_str().split('/').nth(1).unwrap_or_default();
            let records = model.site.vocabulary.kind_in(folder).map(|kind| model.atlas.in_file(kind, &path));
            for record in records.into_iter().flatten() {
                let languages = model.site.each_language().filter(|l| translation.is_none_or(|only| only == *l));
                routes.extend(languages.map(|language| model.plan.record(record, language).route.to_string()));
            }
        }
        let is_changed = |prose: &FreePage| paths.contains(&prose.at.path.as_str());
        if model.atlas.free_pages.values().any(|prose| is_changed(prose)) {
            let of_prose = |page: &&Page| {
                self.prose(page).is_some_and(|prose| prose.language == page.language && is_changed(prose))
            };
            routes.extend(model.plan.pages.iter().filter(of_prose).map(|page| page.route.to_string()));
        }
        routes
    }

    fn successor(&self, route: &str, before: &SnapshotSite) -> Option<String> {
        let (old, language) = before.record_at(route)?;
        let successor = self.successor_record(before.snapshot.model.atlas.record(old), before)?;
        let language = self.snapshot.model.site.each_language().find(|known| *known == language)?;
        Some(self.snapshot.model.plan.record(successor, language).route.to_string())
    }

    fn counts(&self) -> ProblemCounts {
        let found = lock(&self.found);
        let all = self.snapshot.diagnostics.iter().chain(&*found);
        all.fold(ProblemCounts::default(), |counts, diagnostic| match diagnostic.severity {
            Severity::Error => ProblemCounts { errors: counts.errors + diagnostic.count(), ..counts },
            Severity::Warning => ProblemCounts { warnings: counts.warnings + diagnostic.count(), ..counts },
        })
    }

    fn problems(&self, message_language: MessageLanguage, first: Option<&str>, most: usize) -> Vec<PreviewProblem> {
        let diagnostics = self.diagnostics();
        let select = |severity, own| {
            diagnostics.iter().filter(move |d| d.severity == severity && (first == Some(d.at.path.as_str())) == own)
        };
        let errors = select(Severity::Error, true).chain(select(Severity::Error, false));
        let warnings = select(Severity::Warning, true).chain(select(Severity::Warning, false));
        errors.chain(warnings).take(most).map(|diagnostic| self.problem(diagnostic, message_language)).collect()
    }

    fn report(&self, most: usize, colours: bool) -> String {
        let renderer =
            if colours { annotate_snippets::Renderer::styled() } else { annotate_snippets::Renderer::plain() };
        let mut diagnostics = self.diagnostics();
        diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        let texts = diagnostics.iter().take(most);
        texts.map(|d| human(d, &self.snapshot.tree, self.message_language, &renderer) + "\n\n").collect()
    }

    fn message_language(&self) -> MessageLanguage {
        self.message_language
    }

    fn records(&self) -> usize {
        self.snapshot.model.atlas.records.len()
    }

    fn policy(&self) -> Policy {
        self.snapshot.model.site.publishing.policy.clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic cannot leave these values inconsistent.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
