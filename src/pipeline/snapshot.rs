//! A snapshot: one state of a site, from which pages are rendered.

use std::sync::{Arc, Mutex, OnceLock};

use super::diagnostic_set::DiagnosticSet;
use super::options::Options;
use super::parsed_content::ParsedContent;
use super::theme_files::ThemeFiles;
use crate::atlas::RecordIx;
use crate::check::RuleDiagnostics;
use crate::diagnostic::{Checked, Code, Diagnostic, Location, Severity, limit_report};
use crate::export::{self, Checksums, SearchFile};
use crate::model::SiteModel;
use crate::output::Chunk;
use crate::picture::{PictureInfo, share_image, without_metadata};
use crate::plan::{self, Page, PageKind, PlanBefore};
use crate::record::Date;
use crate::render::{self, Renderer, Theme};
use crate::site::{Language, Site};
use crate::source::{File, SourcePath, Tree};

/// The number of pixels above which pictures are decoded one after another.
const LARGE_PICTURE: u64 = 24_000_000;

/// One state of a site, from which its pages are rendered.
pub struct Snapshot {
    /// The files. A snapshot of [`super::read_and_link`] has no content files.
    pub tree: Tree,
    /// The read model.
    pub model: Arc<SiteModel>,
    pub(super) theme: Arc<Theme>,
    /// The sorted diagnostics, with the severities of `site.toml`.
    pub diagnostics: Vec<Diagnostic>,
    /// The layouts and assets of the site, merged with those of the program.
    pub(super) files: Tree,
    pub(super) theme_files: ThemeFiles,
    pub(super) content: ParsedContent,
    setting_diagnostics: Vec<Diagnostic>,
    /// Whether the snapshot before had the same plan, layouts and assets.
    pub(super) shares_plan: bool,
    search: OnceLock<Vec<SearchFile>>,
    checksums: Checksums,
    /// Held while a large picture is decoded.
    decoding: Mutex<()>,
    /// The size budget of a build, in bytes.
    size_budget: u64,
    pub(super) options: Options,
    /// The diagnostics of the rules, which the next version takes from this one.
    pub(super) rules: RuleDiagnostics,
}

/// The parts of a snapshot from which the others are derived.
pub(super) struct SnapshotParts {
    pub(super) tree: Tree,
    pub(super) model: Arc<SiteModel>,
    pub(super) theme: Arc<Theme>,
    pub(super) files: Tree,
    pub(super) theme_files: ThemeFiles,
    pub(super) content: ParsedContent,
    pub(super) setting_diagnostics: Vec<Diagnostic>,
    pub(super) shares_plan: bool,
    pub(super) stages: DiagnosticSet,
    pub(super) options: Options,
}

impl Snapshot {
    pub(super) fn new(parts: SnapshotParts) -> Snapshot {
        let SnapshotParts {
            tree,
            model,
            theme,
            files,
            theme_files,
            content,
            setting_diagnostics,
            shares_plan,
            stages,
            options,
        } = parts;
        let site = &model.site;
        let assets = tree.folder_size("assets") + tree.folder_size("static");
        Snapshot {
            diagnostics: stages.report(&content.diagnostics, site),
            size_budget: site
                .publishing
                .size_budget(site.languages.len(), content.bytes, assets),
            checksums: Checksums::new(site, &model.atlas),
            search: OnceLock::new(),
            decoding: Mutex::default(),
            tree,
            model,
            theme,
            files,
            theme_files,
            content,
            setting_diagnostics,
            shares_plan,
            options,
            rules: stages.rules,
        }
    }

    /// Returns the options that the snapshot was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Returns the settings with their diagnostics.
    pub(super) fn settings(&self) -> Checked<Site> {
        Checked {
            value: self.model.site.clone(),
            diagnostics: self.setting_diagnostics.clone(),
        }
    }

    /// Whether a tree has the same layouts and assets.
    pub(super) fn has_same_theme_files(&self, tree: &Tree) -> bool {
        let differences = tree.differences(&self.tree);
        let mut paths = differences.iter().map(|path| path.as_str());
        paths.all(|path| path.starts_with("content/"))
    }

    /// Returns the plan, and what it is made of.
    pub(super) fn plan_before(&self) -> PlanBefore<'_> {
        PlanBefore {
            plan: &self.model.plan,
            atlas: &self.model.atlas,
            tree: &self.files,
        }
    }

    /// Whether the files have drafts.
    pub fn has_drafts(&self) -> bool {
        self.content.has_drafts()
    }

    /// Whether errors prevent publishing.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the text that the records of a file were read from, if its last good reading stands in for the present one.
    pub fn kept_text(&self, path: &str) -> Option<&File> {
        self.content.kept.get(path)
    }

    /// Whether a diagnostic is about the present text of its file, and not about the last good reading.
    pub fn is_of_present_text(&self, found: &Diagnostic) -> bool {
        let path = found.at.path.as_str();
        let parsed = || self.content.diagnostics.get(path).into_iter().flatten();
        self.kept_text(path).is_none()
            || parsed().any(|known| known.code == found.code && known.at == found.at)
    }

    /// Returns the number of content files that were parsed for this snapshot.
    pub fn parsed_files(&self) -> usize {
        self.content.parsed
    }

    /// Returns the files that diagnostics refer to, as far as they are in memory: those of the site, and the layouts and
    /// assets of the program.
    pub fn sources(&self) -> Tree {
        let files = self.files.files().chain(self.tree.files());
        Tree::from_files(
            files
                .map(|(path, file)| (path.clone(), file.clone()))
                .collect(),
        )
    }

    /// Creates a renderer. Renderers have template engines of their own, one for each thread.
    pub fn renderer(&self) -> Renderer {
        Renderer::new(&self.model, &self.theme)
    }

    /// Returns the title of a page, by its index in the plan.
    pub fn page_title(&self, page: usize) -> String {
        render::page_title(&self.model, &self.theme, page)
    }

    /// Returns a date or interval in words of a language of the site.
    pub fn date_text(&self, language: Language, date: Date) -> String {
        self.theme.date_text(language, date)
    }

    /// Returns the files of the search index, computed on first use.
    pub fn search(&self) -> &[SearchFile] {
        self.search
            .get_or_init(|| export::search_index(&self.model, &self.theme))
    }

    /// Returns the bytes of a file of the search index.
    pub fn search_file(&self, file: &SearchFile) -> Vec<u8> {
        let mut bytes = Vec::new();
        file.write(&self.model, &self.theme, &mut |piece| {
            bytes.extend_from_slice(piece);
        });
        bytes
    }

    /// Renders a page, by its index in the plan.
    pub fn render(&self, renderer: &Renderer, page: usize) -> Checked<Vec<u8>> {
        let mut value = Vec::new();
        let diagnostics = self.render_to(renderer, page, &mut |chunk| {
            value.extend_from_slice(chunk.bytes());
        });
        Checked { value, diagnostics }
    }

    /// Renders a page and passes its bytes to `to`. If the layout fails, nothing is passed and the diagnostics are returned.
    pub fn render_to(
        &self,
        renderer: &Renderer,
        page: usize,
        to: &mut dyn FnMut(Chunk<'_>),
    ) -> Vec<Diagnostic> {
        let Page { kind, language, .. } = &self.model.plan.pages[page];
        match kind {
            PageKind::Static(path) => to(Chunk::Whole(self.file_bytes(path))),
            PageKind::Asset(path) => {
                let bytes = self.file_bytes(path);
                match self.model.plan.pictures.get(path) {
                    Some(picture) => {
                        to(Chunk::Whole(&without_metadata(picture.format, bytes)));
                    }
                    None => to(Chunk::Whole(bytes)),
                }
            }
            PageKind::Picture(path, width) => match self.smaller_picture(path, *width) {
                Some(bytes) => to(Chunk::Whole(&bytes)),
                None => return vec![broken_picture(path)],
            },
            PageKind::ShareImage(record) => {
                if let Some(bytes) = self.share_image(*record, *language) {
                    to(Chunk::Whole(&bytes));
                }
            }
            PageKind::Export(export) | PageKind::FormerFile(export, _) => {
                let to = &mut |piece: &[u8]| to(Chunk::Piece(piece));
                export::write(&self.model, &self.checksums, *export, *language, to);
            }
            PageKind::Data(_) | PageKind::Chart(_) => {
                renderer.write_data(page, &mut |piece| to(Chunk::Piece(piece)));
            }
            _ => {
                let Checked {
                    value: html,
                    diagnostics,
                } = renderer.render(page);
                if diagnostics.is_empty() {
                    to(Chunk::Whole(html.as_bytes()));
                }
                return diagnostics;
            }
        }
        Vec::new()
    }

    fn file_bytes(&self, path: &SourcePath) -> &[u8] {
        self.files.file(path.as_str()).map_or(&[], File::bytes)
    }

    /// Draws the share picture of a record. `None`: it cannot be written.
    fn share_image(&self, record: RecordIx, language: Language) -> Option<Vec<u8>> {
        let SiteModel { site, atlas, .. } = &*self.model;
        let text = plan::share_text(site, atlas, record, language);
        let font = plan::share_font(site, &self.files);
        share_image(&text, &font, plan::share_colours(site))
    }

    /// Makes a smaller version of a picture. `None` if the picture cannot be decoded. Large pictures are decoded one after
    /// another, because each takes several bytes of memory for a pixel.
    fn smaller_picture(&self, path: &SourcePath, width: u32) -> Option<Vec<u8>> {
        let picture = self.model.plan.pictures.get(path)?;
        let is_large = u64::from(picture.width) * u64::from(picture.height) > LARGE_PICTURE;
        let _alone = is_large.then(|| self.decoding.lock());
        resize(picture, self.file_bytes(path), width)
    }

    /// Checks the limits of the host for the rendered files, given with their paths and sizes in bytes.
    pub fn check_host_limits<'f>(
        &self,
        files: impl Iterator<Item = (&'f str, u64)>,
    ) -> Vec<Diagnostic> {
        let site = &self.model.site;
        limit_report(site.apply_severities(plan::check_files(site, files)))
    }

    /// Checks the published files that a build removes.
    pub fn check_removed_files(&self, removed: &[&str]) -> Vec<Diagnostic> {
        let model = &self.model;
        let found = plan::check_removed_files(&model.site, &model.plan, removed);
        limit_report(model.site.apply_severities(found))
    }

    /// Returns the size budget of a build, in bytes.
    pub fn size_budget(&self) -> u64 {
        self.size_budget
    }

    /// Creates the diagnostic for an output above the size budget.
    pub fn output_too_large(&self) -> Diagnostic {
        plan::output_too_large(&self.model.site, self.size_budget)
    }
}

#[cfg(feature = "images")]
fn resize(picture: &PictureInfo, bytes: &[u8], width: u32) -> Option<Vec<u8>> {
    crate::picture::resized(picture, bytes, width)
}

/// Without the feature no smaller version is planned.
#[cfg(not(feature = "images"))]
fn resize(_: &PictureInfo, _: &[u8], _: u32) -> Option<Vec<u8>> {
    None
}

/// The diagnostic for a picture whose head can be read, and the rest not.
fn broken_picture(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::BadPicture, Location::file(path.clone()))
        .with("words", "файл не читается до конца")
        .with("words_en", "the file cannot be read to its end")
}
