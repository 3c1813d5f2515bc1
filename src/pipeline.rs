//! The stages composed. This is the only build there is: `build`, `check`, the preview and every test call it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::atlas::{self, Drafts};
use crate::check::{self, Reads};
use crate::diagnostic::{self, Checked, Diagnostic, Severity};
use crate::export::{self, Sums};
use crate::layout::{self, Borders, Country, Edition, Renderer, World};
use crate::page::{self, Export, Page, Route, Subject};
use crate::record::{self, Day, Parsed};
use crate::site::{self, Site};
use crate::source::{SETTINGS, SourcePath, Tree};

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
    /// The files.
    pub tree: Tree,
    /// What pages show.
    pub world: Arc<World>,
    /// Everything that is wrong, by place, with the severities that the site gives.
    pub diagnostics: Vec<Diagnostic>,
    /// The site's layouts and assets over those of the program.
    files: Tree,
    borders: Option<Arc<Borders>>,
    read: BTreeMap<SourcePath, Read>,
    /// How many files had to be read anew.
    pub parsed: usize,
    search: OnceLock<Vec<(Route, Vec<u8>)>>,
    sums: Sums,
    options: Options,
    said: Said,
}

/// What was found wrong, apart from what the reading of each file found, and before the site has weighed it.
#[derive(Clone, Default)]
struct Said {
    /// About settings, files, references, pages and layouts.
    linking: Vec<Diagnostic>,
    /// By the rules that read facts.
    facts: Vec<Diagnostic>,
    /// By the rules that read texts.
    texts: Vec<Diagnostic>,
}

/// What a file of content was found to hold.
#[derive(Clone)]
struct Read {
    hash: u64,
    parsed: Arc<Parsed>,
    diagnostics: Arc<[Diagnostic]>,
}

/// Reads and links a site. Files whose bytes are those of the snapshot before keep the records that were read then; where
/// only the words of one text changed, everything else stays as it was.
pub fn snapshot(tree: Tree, before: Option<&Snapshot>, options: &Options) -> Snapshot {
    match before.and_then(|before| before.retold(&tree, options)) {
        Some(snapshot) => snapshot,
        None => linked(tree, before, options),
    }
}

fn linked(tree: Tree, before: Option<&Snapshot>, options: &Options) -> Snapshot {
    let Checked { value: mut site, diagnostics: mut found } = site::read(&tree);
    if let Some(base) = &options.base_url {
        site.base_url = Some(if base.ends_with('/') { base.clone() } else { format!("{base}/") });
    }
    found.extend(diagnostic::of_files(&tree));
    let settings = |tree: &Tree| tree.file(SETTINGS).map(crate::source::File::hash);
    let before = before.filter(|before| settings(&before.tree) == settings(&tree));
    let (read, parsed) = read_all(&tree, &site, before);
    let contents: Vec<Arc<Parsed>> = read.values().map(|read| read.parsed.clone()).collect();
    let Checked { value: atlas, diagnostics } = atlas::link(&contents, &site, options.drafts);
    found.extend(diagnostics);
    let files = layout::over_defaults(&tree, &site);
    let Checked { value: plan, diagnostics } = page::plan(&files, &site, &atlas);
    found.extend(diagnostics);
    let Checked { value: layouts, diagnostics } = layout::load(&files);
    found.extend(diagnostics);
    let Checked { value: borders, diagnostics } =
        layout::borders(&files, &site, before.and_then(|b| b.borders.as_ref()));
    found.extend(diagnostics);
    let country = Country::new(borders.clone(), &site, &atlas);
    let edition = Edition { today: options.today, revision: options.revision.clone() };
    let world = Arc::new(World::new(site, atlas, plan, layouts, country, edition));
    found.extend(layout::check_tera(&world));
    let facts = check::check(world.subject(), Reads::Facts);
    let said = Said { linking: found, facts, texts: Vec::new() };
    finished(Snapshot {
        tree,
        sums: Sums::new(&world.site, &world.atlas),
        world,
        diagnostics: Vec::new(),
        files,
        borders,
        read,
        parsed,
        search: OnceLock::new(),
        options: options.clone(),
        said,
    })
}

/// A snapshot with what the rules find in its texts, and everything that was found, weighed and in order.
fn finished(mut snapshot: Snapshot) -> Snapshot {
    snapshot.said.texts = check::check(snapshot.world.subject(), Reads::Texts);
    let Said { linking, facts, texts } = &snapshot.said;
    let read = snapshot.read.values().flat_map(|read| read.diagnostics.iter());
    let found = linking.iter().chain(facts).chain(texts).chain(read).cloned().collect();
    let mut diagnostics = snapshot.world.site.weigh(found);
    diagnostics.sort();
    diagnostics.dedup();
    snapshot.diagnostics = diagnostics;
    snapshot
}

fn read_all(tree: &Tree, site: &Site, before: Option<&Snapshot>) -> (BTreeMap<SourcePath, Read>, usize) {
    let files: Vec<_> = tree.folder("content").collect();
    let known = |path: &SourcePath, hash| before?.read.get(path).filter(|read| read.hash == hash).cloned();
    let read: Vec<(SourcePath, Read, bool)> = files
        .par_iter()
        .map(|(path, file)| {
            if let Some(read) = known(path, file.hash()) {
                return ((*path).clone(), read, false);
            }
            let Checked { value, diagnostics } = record::parse(path, file, site);
            let read = Read { hash: file.hash(), parsed: Arc::new(value), diagnostics: diagnostics.into() };
            ((*path).clone(), read, true)
        })
        .collect();
    let parsed = read.iter().filter(|(_, _, anew)| *anew).count();
    (read.into_iter().map(|(path, read, _)| (path, read)).collect(), parsed)
}

impl Snapshot {
    /// The snapshot of a tree in which only the words of one text differ; none where more does.
    fn retold(&self, tree: &Tree, options: &Options) -> Option<Snapshot> {
        let path = tree.only_change(&self.tree).filter(|path| path.as_str().starts_with("content/"))?;
        let before = self.read.get(path).filter(|_| self.options == *options)?;
        let concerns = |found: &Diagnostic| found.at.path == *path || found.related.iter().any(|at| at.path == *path);
        if self.said.linking.iter().any(concerns) {
            return None;
        }
        let file = tree.file(path.as_str())?;
        let Checked { value: parsed, diagnostics } = record::parse(path, file, &self.world.site);
        let ([old], [new], None) = (&before.parsed.records[..], &parsed.records[..], &parsed.prose) else {
            return None;
        };
        let Checked { value: atlas, diagnostics: links } = self.world.atlas.retold(old, new, &self.world.site)?;
        let mut said = self.said.clone();
        said.linking.extend(links);
        let mut read = self.read.clone();
        let anew = Read { hash: file.hash(), parsed: Arc::new(parsed), diagnostics: diagnostics.into() };
        read.insert(path.clone(), anew);
        let world = Arc::new(self.world.retold(atlas));
        Some(finished(Snapshot {
            tree: tree.clone(),
            sums: Sums::new(&world.site, &world.atlas),
            world,
            diagnostics: Vec::new(),
            files: self.files.clone(),
            borders: self.borders.clone(),
            read,
            parsed: 1,
            search: OnceLock::new(),
            options: options.clone(),
            said,
        }))
    }

    /// Whether something keeps the site from being published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The files that diagnostics speak of: the site's own, and the layouts and assets of the program below them.
    pub fn sources(&self) -> Tree {
        let files = self.files.files().chain(self.tree.files());
        Tree::from_files(files.map(|(path, file)| (path.clone(), file.clone())).collect())
    }

    /// What makes this snapshot's pages. Every thread has its own.
    pub fn renderer(&self) -> Renderer {
        Renderer::new(&self.world)
    }

    /// The files of the search index, made once, when somebody first asks.
    pub fn search(&self) -> &[(Route, Vec<u8>)] {
        self.search.get_or_init(|| export::search_index(&self.world))
    }

    /// The bytes of a page, as the preview and the tests ask for one.
    pub fn produce(&self, renderer: &Renderer, page: usize) -> Checked<Vec<u8>> {
        let mut value = Vec::new();
        let diagnostics = self.pour(renderer, page, &mut |piece| value.extend_from_slice(piece));
        Checked { value, diagnostics }
    }

    /// Makes a page and passes its bytes on in pieces, as the build writes them. A page that fails passes on nothing.
    pub fn pour(&self, renderer: &Renderer, page: usize, to: &mut dyn FnMut(&[u8])) -> Vec<Diagnostic> {
        let Page { subject, language, .. } = &self.world.plan.pages[page];
        match subject {
            Subject::Asset(path) => to(self.files.file(path.as_str()).map_or(&[], crate::source::File::bytes)),
            Subject::Export(export) => export::write(&self.world, &self.sums, *export, *language, to),
            Subject::Data(_) => to(renderer.data(page).as_bytes()),
            _ => {
                let Checked { value, diagnostics } = renderer.render(page);
                if diagnostics.is_empty() {
                    to(value.as_bytes());
                }
                return diagnostics;
            }
        }
        Vec::new()
    }

    /// What the host of the site would not take of its files, each given with its path and size.
    pub fn beyond<'f>(&self, files: impl Iterator<Item = (&'f str, u64)>) -> Vec<Diagnostic> {
        let mut found = self.world.site.weigh(page::of_files(&self.world.site, files));
        found.sort();
        found
    }

    /// The pages that are published, in the order in which they are best made: first the large ones, so that no thread is left with one at
    /// the end; last the one that speaks of the others.
    pub fn order(&self) -> Vec<usize> {
        let weight = |page: &usize| match self.world.plan.pages[*page].subject {
            Subject::Export(Export::Package) => 2,
            Subject::Export(Export::Record(_)) => 1,
            Subject::Export(_) | Subject::Data(_) => 0,
            _ => 1,
        };
        let hidden: BTreeSet<usize> = self.world.plan.hidden(&self.world.site).collect();
        let mut order: Vec<usize> = (0..self.world.plan.pages.len()).collect();
        order.retain(|page| !hidden.contains(page));
        order.sort_by_key(weight);
        order
    }
}
