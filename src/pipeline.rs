//! The stages of a build: settings → parse → link → plan → render. `build`, `check`, the preview and all tests use them.

mod affected_pages;
mod build;
mod build_order;
mod changes;
mod check_pages;
mod diagnostic_set;
mod file_list;
mod observer;
mod options;
mod parsed_content;
mod publish;
mod snapshot;
mod theme_files;
mod untranslated;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use crate::atlas::{self, Linked};
use crate::check::{self, CheckedBefore, RuleDiagnostics};
use crate::diagnostic::{Checked, Diagnostic, file_diagnostics, limit_report};
use crate::model::{BuildInfo, SiteModel};
use crate::output::{OutputFolder, PublishError};
use crate::picture::PictureSet;
use crate::plan::{self, SiteFiles};
use crate::reconcile;
use crate::render::{self, Basemap, Theme};
use crate::site::{self, Site};
use crate::source::{self, File, SETTINGS, SourcePath, Tree};

use diagnostic_set::DiagnosticSet;
use file_list::FileList;
use parsed_content::ParsedContent;
use publish::{Published, publish};
use snapshot::SnapshotParts;
use theme_files::ThemeFiles;

pub use build::{Build, BuildOutcome, BuildTarget};
pub use changes::SiteChanges;
pub use check_pages::{check_pages, check_pages_while};
pub use observer::BuildObserver;
pub use options::Options;
pub use snapshot::Snapshot;
pub use untranslated::{TranslatedPart, Untranslated, untranslated};

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
            output_diagnostics: Vec::new(),
            outcome,
        })
    };
    if snapshot.has_errors() {
        return failed(snapshot, BuildOutcome::ContentErrors);
    }
    let output = match OutputFolder::open(folder, policy) {
        Ok(output) => output
            .with_encodings(&snapshot.model.site.publishing.precompress)
            .with_named_by_content(FileList::named_by_content(&snapshot)),
        Err(error) => return failed(snapshot, BuildOutcome::NotWritable(error)),
    };
    let (files, done) = (FileList::new(&snapshot), AtomicUsize::new(0));
    let render = || publish(&snapshot, &files, output, policy, &done);
    let Published {
        result,
        render_errors,
        output_diagnostics,
    } = observer.on_render(files.order.len(), &done, render);
    let outcome = match result {
        Ok(report) => BuildOutcome::Published(report),
        Err(PublishError::Pages(_)) if render_errors.is_empty() => {
            BuildOutcome::TooLarge(snapshot.output_too_large())
        }
        Err(PublishError::Pages(_)) => BuildOutcome::RenderErrors(limit_report(render_errors)),
        Err(PublishError::Refused) => BuildOutcome::Refused,
        Err(error) => BuildOutcome::NotWritable(error),
    };
    Ok(Build {
        snapshot,
        output_diagnostics,
        outcome,
    })
}

/// Builds the snapshot of a tree. Parts of the previous snapshot that did not change are shared with it.
pub fn snapshot(tree: Tree, before: Option<&Snapshot>, options: &Options) -> Snapshot {
    snapshot_of_unsaved(tree, &BTreeSet::new(), before, options)
}

/// Builds the snapshot of a tree with texts that are being typed. Where the YAML of such a file is broken, the last good
/// reading of the file is linked.
pub fn snapshot_of_unsaved(
    tree: Tree,
    unsaved: &BTreeSet<SourcePath>,
    before: Option<&Snapshot>,
    options: &Options,
) -> Snapshot {
    let hash = |tree: &Tree| tree.file(SETTINGS).map(File::hash);
    let is_comparable =
        |before: &&Snapshot| hash(&before.tree) == hash(&tree) && before.options == *options;
    let before = before.filter(is_comparable);
    let (settings, content) = match before {
        Some(before) => {
            let settings = before.settings();
            let trees = (&tree, &before.tree);
            let content = before.content.update(trees, &settings.value, unsaved);
            (settings, content)
        }
        None => {
            let settings = read_settings(&tree, options);
            let content = ParsedContent::parse(&tree, &settings.value);
            (settings, content)
        }
    };
    link(tree, settings, content, before, options)
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

fn read_settings(tree: &Tree, options: &Options) -> Checked<Site> {
    let mut settings = site::read(tree);
    if let Some(base) = &options.base_url {
        settings.value.base_url = Some(base.clone());
    }
    settings
}

/// Links and plans the parsed content, loads the layouts, and checks everything. Parts of the previous snapshot that did not
/// change are shared with it.
fn link(
    tree: Tree,
    settings: Checked<Site>,
    content: ParsedContent,
    before: Option<&Snapshot>,
    options: &Options,
) -> Snapshot {
    let mut linking = file_diagnostics(&tree);
    let setting_diagnostics = settings.diagnostics.clone();
    let site = settings.take_diagnostics(&mut linking);
    let theme_before = before.filter(|before| before.has_same_theme_files(&tree));
    let (files, pictures) = site_files(&tree, &site, &content, before);
    let known_borders = before.and_then(|before| before.theme_files.borders.value.as_ref());
    // Layouts do not depend on the records.
    let ((linked, plan), theme_files) = rayon::join(
        || {
            let atlas = before.map(|before| &before.model.atlas);
            let linked = atlas::link(&content.files(), &site, options.drafts, atlas);
            let before = before.map(Snapshot::plan_before);
            let of_site = SiteFiles {
                tree: &files,
                pictures: &pictures,
            };
            let plan = plan::plan(of_site, &site, &linked.value, before.as_ref());
            (linked, plan)
        },
        || match theme_before {
            Some(before) => before.theme_files.clone(),
            None => ThemeFiles {
                layouts: render::load(&files, &site),
                borders: render::load_borders(&files, &site, known_borders),
            },
        },
    );
    let (linked, plan) = (
        linked.take_diagnostics(&mut linking),
        plan.take_diagnostics(&mut linking),
    );
    linking.extend(theme_files.diagnostics().cloned());
    let (layouts, messages) = theme_files.layouts.value.clone();
    let basemap = make_basemap(&theme_files, &site, &linked, theme_before);
    let info = BuildInfo {
        today: options.today,
        revision: options.revision.clone(),
        history: options.history.clone(),
    };
    let model_before = before.map(|before| &*before.model);
    let model = SiteModel::new(site, linked, plan, messages, info, model_before);
    let theme = Theme::new(layouts, basemap, &model);
    let (model, theme) = (Arc::new(model), Arc::new(theme));
    #[cfg(feature = "tera")]
    linking.extend(render::check_tera(&model, &theme));
    let rules = check_rules(&model, &theme_files, before);
    linking.extend(compare_lists(&model, &tree));
    let shares_plan = has_same_plan(&model, theme_before);
    Snapshot::new(SnapshotParts {
        tree,
        model,
        theme,
        files,
        theme_files,
        content,
        setting_diagnostics,
        shares_plan,
        stages: DiagnosticSet { linking, rules },
        options: options.clone(),
    })
}

/// Merges the files of the site with those of the program and those beside the records, and inspects the pictures among them. The files
/// of the snapshot before are taken if none has changed.
fn site_files(
    tree: &Tree,
    site: &Site,
    content: &ParsedContent,
    before: Option<&Snapshot>,
) -> (Tree, Arc<PictureSet>) {
    let has_same_files = |before: &&Snapshot| {
        before.has_same_theme_files(tree) && before.content.has_same_attachments(content)
    };
    if let Some(before) = before.filter(has_same_files) {
        return (before.files.clone(), before.model.plan.pictures.clone());
    }
    let files = render::merge_with_defaults(tree, site).with_files(content.attachments.clone());
    let known = before.map(|before| &*before.model.plan.pictures);
    let pictures = Arc::new(PictureSet::inspect(&files, known));
    (files, pictures)
}

/// Creates the base map, or takes that of the snapshot before if no region has changed.
fn make_basemap(
    theme_files: &ThemeFiles,
    site: &Site,
    linked: &Linked,
    before: Option<&Snapshot>,
) -> Option<Arc<Basemap>> {
    let changed = linked.changed.as_ref();
    let is_same = changed.is_some_and(|changed| {
        changed.has_same_records() && !changed.has_facet_records(&linked.atlas, site)
    });
    match before.filter(|_| is_same) {
        Some(before) => before.theme.basemap().cloned(),
        None => Basemap::new(theme_files.borders.value.clone(), site, &linked.atlas).map(Arc::new),
    }
}

/// Runs the rules: for all records, or for those that differ from the snapshot before.
fn check_rules(
    model: &SiteModel,
    theme_files: &ThemeFiles,
    before: Option<&Snapshot>,
) -> RuleDiagnostics {
    let checked = before.zip(model.changed.as_ref());
    let checked = checked.map(|(before, changed)| CheckedBefore {
        diagnostics: &before.rules,
        plan: &before.model.plan,
        changed,
    });
    let context = model.check_context();
    check::check(context, theme_files.geometry(), checked.as_ref())
}

/// Compares the lists that the settings name, and returns the diagnostics of those that cannot be read.
fn compare_lists(model: &SiteModel, tree: &Tree) -> Vec<Diagnostic> {
    let lists = reconcile::compare_site_lists(model, tree);
    model.compared_lists(|| lists.value);
    lists.diagnostics
}

fn has_same_plan(model: &SiteModel, before: Option<&Snapshot>) -> bool {
    before.is_some_and(|before| Arc::ptr_eq(&before.model.plan, &model.plan))
}
