//! The preview of a real site: a snapshot of the pipeline, and diagnostics found during rendering.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::moved_records::MovedRecords;
use super::site::{PreviewProblem, PreviewSite, ProblemCounts, RouteInfo, Update};
use super::snapshot_sources::SnapshotSources;
use super::watch::{Change, read_change};
use crate::diagnostic::{Diagnostic, Severity, human};
use crate::pipeline::{self, Options, Snapshot};
use crate::plan::{Page, PageKind};
use crate::record::FreePage;
use crate::render::Renderer;
use crate::site::{Language, Policy};
use crate::source;
use crate::text::MessageLanguage;

/// A site as [`pipeline::snapshot`] builds it.
pub struct SnapshotSite {
    root: PathBuf,
    options: Options,
    message_language: MessageLanguage,
    snapshot: Arc<Snapshot>,
    /// Idle renderers. They are reused, because creating one compiles the layouts.
    renderers: Mutex<Vec<Renderer>>,
    /// Diagnostics of rendered pages, by route. Only pages that have some have an entry.
    found: Mutex<BTreeMap<String, Vec<Diagnostic>>>,
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
        let snapshot = Arc::new(snapshot);
        Ok(SnapshotSite::new(root, options, message_language, snapshot))
    }

    /// Creates the site of a snapshot.
    pub fn new(
        root: &Path,
        options: Options,
        message_language: MessageLanguage,
        snapshot: Arc<Snapshot>,
    ) -> SnapshotSite {
        let (renderers, found) = (Mutex::default(), Mutex::default());
        SnapshotSite {
            root: root.to_path_buf(),
            options,
            message_language,
            snapshot,
            renderers,
            found,
        }
    }

    /// Returns the site of a snapshot that was made from the one of this site, and the files that differ.
    pub fn next(&self, snapshot: Arc<Snapshot>) -> Update<SnapshotSite> {
        let differences = snapshot.tree.differences(&self.snapshot.tree).into_iter();
        let changed = differences.map(|path| path.as_str().into()).collect();
        let mut next = SnapshotSite::new(
            &self.root,
            self.options.clone(),
            self.message_language,
            snapshot,
        );
        // Pages that cannot differ are not rendered again.
        if let Some(affected) = next.affected_pages() {
            let mut found = lock(&self.found).clone();
            affected.iter().for_each(|route| drop(found.remove(route)));
            next.found = Mutex::new(found);
        }
        Update {
            site: next,
            changed,
        }
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        self.snapshot
            .diagnostics
            .iter()
            .cloned()
            .chain(self.found_diagnostics())
            .collect()
    }

    /// Returns the diagnostics of rendered pages, each once.
    fn found_diagnostics(&self) -> BTreeSet<Diagnostic> {
        lock(&self.found).values().flatten().cloned().collect()
    }

    /// Returns the routes of the assets in some files.
    fn asset_routes(&self, paths: &[&str]) -> Vec<String> {
        let plan = &self.snapshot.model.plan;
        let assets = paths
            .iter()
            .filter_map(|path| plan.asset(path.strip_prefix("assets/")?));
        assets.map(|page| page.route.to_string()).collect()
    }

    /// Returns the routes of the records in a file. A translation has only those in its language.
    fn record_routes(&self, path: &str) -> Vec<String> {
        let model = &self.snapshot.model;
        let (path, translation) = self.sources().main_file(path);
        let mut routes = Vec::new();
        for record in self.sources().records_in(&path) {
            let languages = model
                .site
                .each_language()
                .filter(|l| translation.is_none_or(|only| only == *l));
            routes.extend(
                languages.map(|language| model.plan.record(record, language).route.to_string()),
            );
        }
        routes
    }

    /// Returns the routes of the free pages and introductions in some files.
    fn free_page_routes(&self, paths: &[&str]) -> Vec<String> {
        let model = &self.snapshot.model;
        let is_changed = |text: &FreePage| paths.contains(&text.at.path.as_str());
        if !model.atlas.free_pages.values().any(|text| is_changed(text)) {
            return Vec::new();
        }
        let has_changed = |page: &&Page| {
            let text = self.sources().free_page(page);
            text.is_some_and(|text| text.language == page.language && is_changed(text))
        };
        model
            .plan
            .pages
            .iter()
            .filter(has_changed)
            .map(|page| page.route.to_string())
            .collect()
    }

    fn sources(&self) -> SnapshotSources<'_> {
        SnapshotSources {
            snapshot: &self.snapshot,
        }
    }
}

impl PreviewSite for SnapshotSite {
    fn after(&self, change: &Change) -> io::Result<Option<Update<SnapshotSite>>> {
        let tree = read_change(&self.snapshot.tree, &self.root, change)?;
        Ok(tree.map(|tree| {
            let snapshot = pipeline::snapshot(tree, Some(&self.snapshot), &self.options);
            self.next(Arc::new(snapshot))
        }))
    }

    fn bytes(&self, route: &str) -> Option<Vec<u8>> {
        if route.starts_with("search/") {
            let file = self
                .snapshot
                .search()
                .iter()
                .find(|file| file.route.as_str() == route);
            return file.map(|file| self.snapshot.search_file(file));
        }
        let page = self.snapshot.model.plan.index_of(route)?;
        let kept = lock(&self.renderers).pop();
        let renderer = kept.unwrap_or_else(|| self.snapshot.renderer());
        let made = self.snapshot.render(&renderer, page);
        lock(&self.renderers).push(renderer);
        // As in a build, a page with diagnostics is not published.
        let whole = made.diagnostics.is_empty();
        let mut found = lock(&self.found);
        match whole {
            true => drop(found.remove(route)),
            false => drop(found.insert(route.to_owned(), made.diagnostics)),
        }
        whole.then_some(made.value)
    }

    fn pages(&self) -> Vec<String> {
        let pages = self.snapshot.model.plan.pages.iter();
        let read = pages.filter(|page| is_read(page));
        read.map(|page| page.route.to_string()).collect()
    }

    fn affected_pages(&self) -> Option<Vec<String>> {
        let pages = &self.snapshot.model.plan.pages;
        let affected = self.snapshot.affected_pages()?.into_iter();
        let read = affected
            .map(|index| &pages[index])
            .filter(|page| is_read(page));
        Some(read.map(|page| page.route.to_string()).collect())
    }

    fn changes_since(&self, old: &SnapshotSite) -> Vec<String> {
        let site = &self.snapshot.model.site;
        let language = site.language(self.message_language.code());
        let language = language.unwrap_or(Language::DEFAULT);
        let changes = self.snapshot.changes_since(&old.snapshot, language);
        changes.report.lines()
    }

    fn route_info(&self, route: &str) -> Option<RouteInfo> {
        let model = &self.snapshot.model;
        let place = model.plan.index_of(route)?;
        let page = &model.plan.pages[place];
        let sources = self.sources();
        let (source, draft) = match &page.kind {
            PageKind::Record(record) => {
                let record = model.atlas.record(*record);
                (
                    Some(sources.record_position(record, page.language)),
                    record.draft,
                )
            }
            _ => (
                sources
                    .free_page(page)
                    .map(|text| sources.position(&text.at)),
                false,
            ),
        };
        let unread = source
            .as_ref()
            .is_some_and(|source| sources.is_unread(&source.file));
        Some(RouteInfo {
            name: self.snapshot.page_title(place),
            source,
            draft,
            unread,
        })
    }

    fn routes_of(&self, files: &BTreeSet<PathBuf>) -> Vec<String> {
        let paths: Vec<&str> = files.iter().filter_map(|file| file.to_str()).collect();
        let mut routes = self.asset_routes(&paths);
        routes.extend(paths.iter().flat_map(|path| self.record_routes(path)));
        routes.extend(self.free_page_routes(&paths));
        routes
    }

    fn moved_pages(
        &self,
        files: &BTreeSet<PathBuf>,
        before: &SnapshotSite,
    ) -> BTreeMap<String, String> {
        let moves = MovedRecords::new(&self.snapshot, &before.snapshot, files);
        let routes = before.routes_of(files).into_iter();
        let moved = routes.filter_map(|old| moves.new_route(&old).map(|new| (old, new)));
        moved.filter(|(old, new)| old != new).collect()
    }

    fn counts(&self) -> ProblemCounts {
        let found = self.found_diagnostics();
        let all = self.snapshot.diagnostics.iter().chain(&found);
        all.fold(
            ProblemCounts::default(),
            |counts, diagnostic| match diagnostic.severity {
                Severity::Error => ProblemCounts {
                    errors: counts.errors + diagnostic.count(),
                    ..counts
                },
                Severity::Warning => ProblemCounts {
                    warnings: counts.warnings + diagnostic.count(),
                    ..counts
                },
                Severity::Note => counts,
            },
        )
    }

    fn problems(
        &self,
        message_language: MessageLanguage,
        first: Option<&str>,
        most: usize,
    ) -> Vec<PreviewProblem> {
        let (sources, diagnostics) = (self.sources(), self.diagnostics());
        let select = |severity, own| {
            diagnostics.iter().filter(move |d| {
                d.severity == severity && (first == Some(d.at.path.as_str())) == own
            })
        };
        let errors = select(Severity::Error, true).chain(select(Severity::Error, false));
        let warnings = select(Severity::Warning, true).chain(select(Severity::Warning, false));
        errors
            .chain(warnings)
            .take(most)
            .map(|diagnostic| sources.problem(diagnostic, message_language))
            .collect()
    }

    fn report(&self, most: usize, colours: bool) -> String {
        let renderer = if colours {
            annotate_snippets::Renderer::styled()
        } else {
            annotate_snippets::Renderer::plain()
        };
        let mut diagnostics = self.diagnostics();
        diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        let texts = diagnostics.iter().take(most);
        texts
            .map(|d| human(d, &self.snapshot.tree, self.message_language, &renderer) + "\n\n")
            .collect()
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

/// Whether a page is one that readers look at.
fn is_read(page: &Page) -> bool {
    !matches!(
        page.kind,
        PageKind::Asset(_)
            | PageKind::Static(_)
            | PageKind::Picture(..)
            | PageKind::ShareImage(_)
            | PageKind::Export(_)
            | PageKind::Moved(..)
            | PageKind::FormerFile(..)
            | PageKind::NotFound
    )
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic cannot leave these values inconsistent.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
