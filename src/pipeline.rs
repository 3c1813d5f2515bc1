//! The stages composed. This is the only build there is: `build`, `check`, the preview and every test call it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::atlas::{self, Drafts};
use crate::check::{self, Finding};
use crate::diagnostic::{self, Checked, Diagnostic, Severity};
use crate::export::{self, Checksums, SearchFile};
use crate::model::{BuildInfo, SiteModel};
use crate::output::Chunk;
use crate::plan::{self, Export, Page, PageKind};
use crate::record::{self, ParsedFile};
use crate::render::{self, Basemap, Borders, Renderer, Theme};
use crate::site::{self, Site};
use crate::source::{self, CowMap, File, SETTINGS, ScanResult, SourcePath, Tree};
use crate::text::Day;

/// What a snapshot depends on besides the files.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The day for which the site is made.
    pub today: Day,
    /// Whether drafts take part.
    pub drafts: Drafts,
    /// The address that stands in for that of `site.toml`.
    pub base_url: Option<String>,
    /// The version that pages name in citations.
    pub revision: Option<Arc<str>>,
}

/// One state of a site: everything that its pages can be made from.
pub struct Snapshot {
    /// The files; of a snapshot made by [`read_and_link`] those around the content.
    pub tree: Tree,
    /// The read model.
    pub model: Arc<SiteModel>,
    theme: Arc<Theme>,
    /// Everything that is wrong, by place, with the severities that the site gives.
    pub diagnostics: Vec<Diagnostic>,
    /// The site's layouts and assets over those of the program.
    files: Tree,
    borders: Option<Arc<Borders>>,
    /// What each file of content was found to hold.
    read: CowMap<SourcePath, Arc<ParsedFile>>,
    /// How many files had to be read anew.
    pub parsed: usize,
    search: OnceLock<Vec<SearchFile>>,
    sums: Checksums,
    /// The most bytes that a build writes.
    allowance: u64,
    options: Options,
    said: Said,
}

/// What was found wrong, before the site has weighed it.
#[derive(Clone, Default)]
struct Said {
    /// About settings, files, references, pages and layouts.
    linking: Vec<Diagnostic>,
    /// In the reading of files, by the file; most have nothing said of them.
    reading: BTreeMap<SourcePath, Vec<Diagnostic>>,
    /// By the rules that read facts.
    facts: Arc<[Diagnostic]>,
    /// By the rules that read texts.
    texts: Vec<Finding>,
}

/// Reads and links a site. Files whose bytes are those of the snapshot before keep the records that were read then; where
/// only the words of one text changed, everything else stays as it was.
pub fn snapshot(tree: Tree, before: Option<&Snapshot>, options: &Options) -> Snapshot {
    match before.and_then(|before| before.retold(&tree, options)) {
        Some(snapshot) => snapshot,
        None => afresh(tree, before, options),
    }
}

/// Reads and links the site at a root for a command that ends with it: no later snapshot can be made from this one. The
/// files of its content are not held, but let go of as their records are read; together they are a fifth of all memory. The
/// version that pages name is asked for when all has been read, where the options have none.
pub fn read_and_link(
    root: &Path,
    mut options: Options,
    revision: impl FnOnce() -> Option<Arc<str>>,
) -> io::Result<Snapshot> {
    let tree = source::scan_without_content(root)?;
    let settings = settings(&tree, &options);
    let site = &settings.value;
    let of_file = |path: &SourcePath, file: &File| (record::parse(path, file, site), file.bytes().len() as u64);
    let ScanResult { files, errors } = source::map_content_files(root, of_file);
    let mut anew = Anew { parsed: files.len(), ..Anew::default() };
    let mut read = Vec::with_capacity(files.len());
    for (path, (Checked { value, diagnostics }, bytes)) in files {
        anew.bytes += bytes;
        if !diagnostics.is_empty() {
            anew.diagnostics.insert(path.clone(), diagnostics);
        }
        read.push((path, Arc::new(value)));
    }
    anew.read = CowMap::from_sorted(read);
    options.revision = options.revision.or_else(revision);
    Ok(linked(tree.with_errors(errors), settings, anew, None, &options))
}

/// Reads what changed, and links all.
fn afresh(tree: Tree, before: Option<&Snapshot>, options: &Options) -> Snapshot {
    let settings = settings(&tree, options);
    let hash = |tree: &Tree| tree.file(SETTINGS).map(File::hash);
    let before = before.filter(|before| hash(&before.tree) == hash(&tree));
    let anew = Anew::read(&tree, &settings.value, before);
    linked(tree, settings, anew, before, options)
}

/// The settings of a site.
fn settings(tree: &Tree, options: &Options) -> Checked<Site> {
    let mut site = site::read(tree);
    if let Some(base) = &options.base_url {
        site.value.base_url = Some(site::BaseUrl::new(base));
    }
    site
}

/// Links what has been read.
fn linked(tree: Tree, settings: Checked<Site>, anew: Anew, before: Option<&Snapshot>, options: &Options) -> Snapshot {
    let Checked { value: site, diagnostics: mut found } = settings;
    found.extend(diagnostic::file_diagnostics(&tree));
    let contents: Vec<Arc<ParsedFile>> = anew.read.iter().map(|(_, parsed)| parsed.clone()).collect();
    let files = render::merge_with_defaults(&tree, &site);
    let known = before.and_then(|before| before.borders.as_ref());
    // The layouts know nothing of the records.
    let ((atlas, plan), (layouts, borders)) = rayon::join(
        || {
            let atlas = atlas::link(&contents, &site, options.drafts);
            let plan = plan::plan(&files, &site, &atlas.value);
            (atlas, plan)
        },
        || (render::load(&files), render::load_borders(&files, &site, known)),
    );
    let found = &mut found;
    let (atlas, plan) = (said(atlas, found), said(plan, found));
    let ((layouts, messages), borders) = (said(layouts, found), said(borders, found));
    let basemap = Basemap::new(borders.clone(), &site, &atlas).map(Arc::new);
    let build = BuildInfo { today: options.today, revision: options.revision.clone() };
    let model = Arc::new(SiteModel::new(site, atlas, plan, messages, build));
    let theme = Arc::new(Theme::new(layouts, basemap));
    #[cfg(feature = "tera")]
    found.extend(render::check_tera(&model, &theme));
    let (facts, texts) =
        rayon::join(|| check::check_fields(model.check_context()), || check::check_texts(model.check_context()));
    let said = Said { linking: std::mem::take(found), reading: anew.diagnostics, facts: facts.into(), texts };
    Snapshot {
        diagnostics: said.weighed(&model.site),
        allowance: allowance(&tree, anew.bytes, &model.site),
        tree,
        sums: Checksums::new(&model.site, &model.atlas),
        model,
        theme,
        files,
        borders,
        read: anew.read,
        parsed: anew.parsed,
        search: OnceLock::new(),
        options: options.clone(),
        said,
    }
}

/// The value; what was wrong on the way to it is put with the rest.
fn said<T>(checked: Checked<T>, found: &mut Vec<Diagnostic>) -> T {
    found.extend(checked.diagnostics);
    checked.value
}

impl Said {
    /// What was found, weighed by the site and in order, as much as a report has.
    fn weighed(&self, site: &Site) -> Vec<Diagnostic> {
        let Said { linking, reading, facts, texts } = self;
        let texts = texts.iter().map(|finding| &finding.diagnostic);
        let found = linking.iter().chain(&**facts).chain(texts).chain(reading.values().flatten());
        diagnostic::limit_report(site.apply_severities(found.cloned().collect()))
    }
}

/// The most bytes that a build of a site writes, whose content has so many.
fn allowance(tree: &Tree, content: u64, site: &Site) -> u64 {
    site.publishing.size_budget(site.languages.len(), content, of_folder(tree, "assets"))
}

/// How many bytes the files of a folder have.
fn of_folder(tree: &Tree, folder: &str) -> u64 {
    tree.folder(folder).map(|(_, file)| file.bytes().len() as u64).sum()
}

/// The files of content as far as they had to be read anew, and as they were otherwise.
#[derive(Default)]
struct Anew {
    read: CowMap<SourcePath, Arc<ParsedFile>>,
    diagnostics: BTreeMap<SourcePath, Vec<Diagnostic>>,
    parsed: usize,
    /// How many bytes all files of content have.
    bytes: u64,
}

impl Anew {
    fn read(tree: &Tree, site: &Site, before: Option<&Snapshot>) -> Anew {
        let (read, diagnostics) = match before {
            Some(before) => (before.read.clone(), before.said.reading.clone()),
            None => (CowMap::default(), BTreeMap::new()),
        };
        let changed = match before {
            Some(before) => tree.differences(&before.tree),
            None => tree.files().map(|(path, _)| path).collect(),
        };
        let content = changed.into_par_iter().filter(|path| path.as_str().starts_with("content/"));
        let found: Vec<_> =
            content.map(|path| (path, tree.file(path.as_str()).map(|file| record::parse(path, file, site)))).collect();
        let mut anew = Anew { read, diagnostics, parsed: 0, bytes: of_folder(tree, "content") };
        for (path, found) in found {
            match found {
                Some(found) => anew.take(path, found),
                None => {
                    anew.read.remove(path);
                    anew.diagnostics.remove(path);
                }
            }
        }
        anew
    }

    fn take(&mut self, path: &SourcePath, Checked { value, diagnostics }: Checked<ParsedFile>) {
        self.parsed += 1;
        self.read.insert(path.clone(), Arc::new(value));
        match diagnostics.is_empty() {
            true => drop(self.diagnostics.remove(path)),
            false => drop(self.diagnostics.insert(path.clone(), diagnostics)),
        }
    }
}

impl Snapshot {
    /// The snapshot of a tree in which only the words of one text differ; none where more does.
    fn retold(&self, tree: &Tree, options: &Options) -> Option<Snapshot> {
        let [path] = tree.differences(&self.tree)[..] else { return None };
        let file = tree.file(path.as_str()).filter(|_| path.as_str().starts_with("content/"))?;
        let before = self.read.get(path).filter(|_| self.options == *options && tree.has_same_errors(&self.tree))?;
        let concerns = |found: &Diagnostic| found.at.path == *path || found.related.iter().any(|at| at.path == *path);
        if self.said.linking.iter().any(concerns) {
            return None;
        }
        let found = record::parse(path, file, &self.model.site);
        let ([old], [new], None) = (&before.records[..], &found.value.records[..], &found.value.free_page) else {
            return None;
        };
        let Checked { value: atlas, diagnostics: links } = self.model.atlas.patch_text(old, new, &self.model.site)?;
        let record = atlas.resolve(&old.id)?;
        let mut said = self.said.clone();
        said.linking.extend(links);
        let mut anew = Anew { read: self.read.clone(), diagnostics: said.reading, ..Anew::default() };
        anew.take(path, found);
        said.reading = anew.diagnostics;
        let model = Arc::new(self.model.with_patched_text(atlas));
        said.texts.retain(|finding| finding.record != Some(record));
        said.texts.extend(check::check_record_texts(model.check_context(), record));
        Some(Snapshot {
            allowance: allowance(tree, of_folder(tree, "content"), &model.site),
            tree: tree.clone(),
            sums: Checksums::new(&model.site, &model.atlas),
            diagnostics: said.weighed(&model.site),
            model,
            theme: Arc::new(self.theme.for_new_records()),
            files: self.files.clone(),
            borders: self.borders.clone(),
            read: anew.read,
            parsed: anew.parsed,
            search: OnceLock::new(),
            options: options.clone(),
            said,
        })
    }

    /// Whether something keeps the site from being published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The files that diagnostics speak of: the site's own as far as they are held, and the layouts and assets of the program
    /// below them.
    pub fn sources(&self) -> Tree {
        let files = self.files.files().chain(self.tree.files());
        Tree::from_files(files.map(|(path, file)| (path.clone(), file.clone())).collect())
    }

    /// What makes this snapshot's pages. Every thread has its own.
    pub fn renderer(&self) -> Renderer {
        Renderer::new(&self.model, &self.theme)
    }

    /// The title of a page, by its index in the plan.
    pub fn page_title(&self, page: usize) -> String {
        render::page_title(&self.model, &self.theme, page)
    }

    /// The files of the search index, made once, when somebody first asks.
    pub fn search(&self) -> &[SearchFile] {
        self.search.get_or_init(|| export::search_index(&self.model))
    }

    /// The bytes of one of them.
    pub fn search_file(&self, file: &SearchFile) -> Vec<u8> {
        let mut bytes = Vec::new();
        file.write(&self.model, &mut |piece| bytes.extend_from_slice(piece));
        bytes
    }

    /// The bytes of a page, as the preview and the tests ask for one.
    pub fn render(&self, renderer: &Renderer, page: usize) -> Checked<Vec<u8>> {
        let mut value = Vec::new();
        let diagnostics = self.render_to(renderer, page, &mut |part| value.extend_from_slice(part.bytes()));
        Checked { value, diagnostics }
    }

    /// Makes a page and passes its bytes on, as the build writes them. A page that fails passes on nothing.
    pub fn render_to(&self, renderer: &Renderer, page: usize, to: &mut dyn FnMut(Chunk<'_>)) -> Vec<Diagnostic> {
        let Page { kind, language, .. } = &self.model.plan.pages[page];
        match kind {
            PageKind::Asset(path) => {
                to(Chunk::Whole(self.files.file(path.as_str()).map_or(&[], File::bytes)));
            }
            PageKind::Export(export) => {
                let to = &mut |piece: &[u8]| to(Chunk::Piece(piece));
                export::write(&self.model, &self.sums, *export, *language, to);
            }
            PageKind::Data(_) => renderer.write_data(page, &mut |piece| to(Chunk::Piece(piece))),
            _ => {
                let Checked { value: html, diagnostics } = renderer.render(page);
                if diagnostics.is_empty() {
                    to(Chunk::Whole(html.as_bytes()));
                }
                return diagnostics;
            }
        }
        Vec::new()
    }

    /// What the host of the site would not take of its files, each given with its path and size.
    pub fn check_host_limits<'f>(&self, files: impl Iterator<Item = (&'f str, u64)>) -> Vec<Diagnostic> {
        let found = self.model.site.apply_severities(plan::check_files(&self.model.site, files));
        diagnostic::limit_report(found)
    }

    /// The most bytes that a build of this site writes: what a stranger's records come to has a bound.
    pub fn size_budget(&self) -> u64 {
        self.allowance
    }

    /// That a build would write more than that.
    pub fn output_too_large(&self) -> Diagnostic {
        plan::output_too_large(&self.model.site, self.allowance)
    }

    /// The pages that are published, in the order in which they are best made: first the large ones, so that no thread is left with one at
    /// the end; last the one that speaks of the others.
    pub fn build_order(&self) -> Vec<usize> {
        let weight = |page: &usize| match self.model.plan.pages[*page].kind {
            PageKind::Export(Export::Package) => 2,
            PageKind::Export(Export::Record(_)) => 1,
            PageKind::Export(_) | PageKind::Data(_) => 0,
            // These look at the whole atlas.
            PageKind::Home | PageKind::Quality | PageKind::Matrix | PageKind::KindMatrix(_) | PageKind::Network => 0,
            PageKind::Map(_) | PageKind::Timeline(_) => 0,
            _ => 1,
        };
        let hidden: BTreeSet<usize> = self.model.plan.shadowed_pages(&self.model.site).collect();
        let mut order: Vec<usize> = (0..self.model.plan.pages.len()).collect();
        order.retain(|page| !hidden.contains(page));
        order.sort_by_key(weight);
        order
    }
}
