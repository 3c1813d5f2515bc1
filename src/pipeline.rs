//! The stages of a build: settings → parse → link → plan → render. `build`, `check`, the preview and all tests use them.

mod build;
mod build_order;
mod check_pages;
mod diagnostic_set;
mod file_list;
mod incremental;
mod observer;
mod options;
mod parsed_content;
mod publish;
mod snapshot;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use crate::atlas;
use crate::check;
use crate::diagnostic::{Checked, file_diagnostics, limit_report};
use crate::model::{BuildInfo, SiteModel};
use crate::output::{OutputFolder, PublishError};
use crate::plan;
use crate::render::{self, Basemap, Borders, Theme};
use crate::site::{self, Site};
use crate::source::{self, File, SETTINGS, Tree};

use diagnostic_set::DiagnosticSet;
use file_list::FileList;
use parsed_content::ParsedContent;
use publish::{Published, publish};
use snapshot::SnapshotParts;

pub use build::{Build, BuildOutcome, BuildTarget};
pub use check_pages::check_pages;
pub use observer::BuildObserver;
pub use options::Options;
pub use snapshot::Snapshot;

/// Builds the site at `root` and publishes it to a folder. Fails if `root` cannot be read.
pub fn build<O: BuildObserver>(
    root: &Path,
    options: Options,
    target: BuildTarget<'_, O>,
) -> io::Result<Build> {
    let BuildTarget {
        folder,
        policy,
        observer,
    } = target;
    let snapshot = read_and_link(root, options, observer)?;
    observer.on_linked(&snapshot);
    let failed = |snapshot, outcome| {
        Ok(Build {
            snapshot,
            host_diagnostics: Vec::new(),
            outcome,
        })
    };
    if snapshot.has_errors() {
        return failed(snapshot, BuildOutcome::ContentErrors);
    }
    let output = match OutputFolder::open(folder, policy) {
        Ok(output) => output.with_encodings(&snapshot.model.site.publishing.precompress),
        Err(error) => return failed(snapshot, BuildOutcome::NotWritable(error)),
    };
    let (files, done) = (FileList::new(&snapshot), AtomicUsize::new(0));
    let render = || publish(&snapshot, &files, output, policy, &done);
    let Published {
        result,
        render_errors,
        host_diagnostics,
    } = observer.on_render(files.order.len(), &done, render);
    let outcome = match result {
        Ok(report) => BuildOutcome::Published(report),
        Err(PublishError::Pages(_)) if render_errors.is_empty() => {
            BuildOutcome::TooLarge(snapshot.output_too_large())
        }
        Err(PublishError::Pages(_)) => BuildOutcome::RenderErrors(limit_report(render_errors)),
        Err(PublishError::Refused) => BuildOutcome::HostLimit,
        Err(error) => BuildOutcome::NotWritable(error),
    };
    Ok(Build {
        snapshot,
        host_diagnostics,
        outcome,
    })
}

/// Builds the snapshot of a tree. Parts of the previous snapshot that did not change are shared with it.
pub fn snapshot(tree: Tree, before: Option<&Snapshot>, options: &Options) -> Snapshot {
    match before.and_then(|before| before.try_patch_text(&tree, options)) {
        Some(snapshot) => snapshot,
        None => relink_all(tree, before, options),
    }
}

/// Reads the site at `root` and builds its only snapshot. Content files are dropped after they are parsed, because they are
/// a fifth of all memory; so the snapshot cannot be the base of another one.
pub fn read_and_link(
    root: &Path,
    mut options: Options,
    observer: &mut impl BuildObserver,
) -> io::Result<Snapshot> {
    let tree = source::scan_without_content(root)?;
    let settings = read_settings(&tree, &options);
    let (content, errors) = ParsedContent::read(root, &settings.value);
    options.revision = options.revision.or_else(|| observer.revision());
    Ok(link(
        tree.with_errors(errors),
        settings,
        content,
        None,
        &options,
    ))
}

/// Parses the changed files, and links all records.
fn relink_all(tree: Tree, before: Option<&Snapshot>, options: &Options) -> Snapshot {
    let settings = read_settings(&tree, options);
    let hash = |tree: &Tree| tree.file(SETTINGS).map(File::hash);
    let before = before.filter(|before| hash(&before.tree) == hash(&tree));
    let content = match before {
        Some(before) => before.content.update(&tree, &before.tree, &settings.value),
        None => ParsedContent::parse(&tree, &settings.value),
    };
    link(tree, settings, content, before, options)
}

fn read_settings(tree: &Tree, options: &Options) -> Checked<Site> {
    let mut settings = site::read(tree);
    if let Some(base) = &options.base_url {
        settings.value.base_url = Some(base.clone());
    }
    settings
}

/// Links and plans the parsed content, loads the layouts, and checks everything.
fn link(
    tree: Tree,
    settings: Checked<Site>,
    content: ParsedContent,
    before: Option<&Snapshot>,
    options: &Options,
) -> Snapshot {
    let mut linking = file_diagnostics(&tree);
    let site = settings.take_diagnostics(&mut linking);
    let files = render::merge_with_defaults(&tree, &site);
    let known_borders = before.and_then(|before| before.borders.as_ref());
    // Layouts do not depend on the records.
    let ((atlas, plan), (layouts, borders)) = rayon::join(
        || {
            let atlas = atlas::link(&content.files(), &site, options.drafts);
            let plan = plan::plan(&files, &site, &atlas.value);
            (atlas, plan)
        },
        || {
            (
                render::load(&files),
                render::load_borders(&files, &site, known_borders),
            )
        },
    );
    let (atlas, plan) = (
        atlas.take_diagnostics(&mut linking),
        plan.take_diagnostics(&mut linking),
    );
    let (layouts, messages) = layouts.take_diagnostics(&mut linking);
    let borders: Option<Arc<Borders>> = borders.take_diagnostics(&mut linking);
    let basemap = Basemap::new(borders.clone(), &site, &atlas).map(Arc::new);
    let info = BuildInfo {
        today: options.today,
        revision: options.revision.clone(),
    };
    let model = Arc::new(SiteModel::new(site, atlas, plan, messages, info));
    let theme = Arc::new(Theme::new(layouts, basemap));
    #[cfg(feature = "tera")]
    linking.extend(render::check_tera(&model, &theme));
    let context = model.check_context();
    let (fields, texts) = rayon::join(
        || check::check_fields(context),
        || check::check_texts(context),
    );
    let stages = DiagnosticSet {
        linking,
        fields: fields.into(),
        texts,
    };
    let options = options.clone();
    Snapshot::new(SnapshotParts {
        tree,
        model,
        theme,
        files,
        borders,
        content,
        stages,
        options,
    })
}
