//! Plans a site: lists all pages, indexes them, and checks their routes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::asset_route::{asset_route, picture_route};
use super::dated_records::dated_records;
use super::export::Export;
use super::file_uses::used_files;
use super::former_addresses::add_former_addresses;
use super::language_pages::has_agreements;
use super::model::Plan;
use super::page::PageKind;
use super::page_list::PageList;
use super::pagination::{count_pages, paginated_members};
use super::redirect::host_redirects;
use super::share_images::{add_share_images, check_share_images, share_images};
use super::sitemap_parts::count_sitemap_parts;
use super::{collisions, host_limits, redirects};
use crate::atlas::{Atlas, Changed, Linked, RecordIx};
use crate::diagnostic::{Checked, Code, Diagnostic, Location};
use crate::picture::{PictureInfo, PictureSet};
use crate::site::{Facet, Headers, Language, Site};
use crate::source::{SourcePath, Tree};

/// A plan of the version before, with the atlas and the assets that it was made of.
pub struct PlanBefore<'a> {
    /// The plan.
    pub plan: &'a Arc<Plan>,
    /// The linked records.
    pub atlas: &'a Atlas,
    /// The tree that has its assets.
    pub tree: &'a Tree,
}

/// The files of a site besides its records, and what is known of the pictures among them.
#[derive(Clone, Copy)]
pub struct SiteFiles<'a> {
    /// The tree of layouts, assets, files of the root and attachments.
    pub tree: &'a Tree,
    /// The pictures.
    pub pictures: &'a Arc<PictureSet>,
}

/// Plans a site. If no route can differ from the plan before, the pages are shared with it.
pub fn plan(
    files: SiteFiles<'_>,
    site: &Site,
    linked: &Linked,
    before: Option<&PlanBefore<'_>>,
) -> Checked<Arc<Plan>> {
    let (atlas, tree) = (&linked.atlas, files.tree);
    let used_files = used_files(atlas, tree, files.pictures);
    let in_language = |language| dated_records(site, atlas, language);
    let dated_records: Vec<_> = site.each_language().map(in_language).collect();
    let share_images = share_images(site, atlas, tree);
    let changed = linked.changed.as_ref();
    let before = before.filter(|before| {
        changed.is_some_and(|changed| has_same_pages(before, tree, site, linked, changed))
            && before.plan.dated_records == dated_records
            && before.plan.used_files == used_files
            && before.plan.share_images == share_images
    });
    if let Some(before) = before {
        return Checked {
            value: before.plan.clone(),
            diagnostics: Vec::new(),
        };
    }
    let list = PageList::new(site, atlas, &dated_records);
    let mut list = list_pages(files, &used_files, list);
    add_share_images(&share_images, &mut list);
    let PageList { pages, origins, .. } = list;
    let (mut plan, mut diagnostics) = rayon::join(
        || Plan::index(&pages, site, atlas),
        || collisions::check(&pages, &origins),
    );
    diagnostics.extend(host_limits::check_routes(site, &pages, &origins));
    diagnostics.extend(unused_attachments(tree, &used_files));
    let is_used = |path: &SourcePath| used_files.contains(path);
    diagnostics.extend(files.pictures.diagnostics(is_used));
    plan.pages = pages;
    plan.pictures = files.pictures.clone();
    diagnostics.extend(check_share_images(&share_images, site, atlas, tree));
    plan.used_files = used_files;
    plan.share_images = share_images;
    plan.dated_records = dated_records;
    let (redirects, too_many) = redirects::rules(site, &plan);
    plan.redirects = redirects;
    diagnostics.extend(too_many);
    plan.has_diagnostics = !diagnostics.is_empty();
    Checked {
        value: Arc::new(plan),
        diagnostics,
    }
}

/// Whether the pages of a version are those of the version before: no address differs, and no list has got or lost a page.
fn has_same_pages(
    before: &PlanBefore<'_>,
    tree: &Tree,
    site: &Site,
    linked: &Linked,
    changed: &Changed,
) -> bool {
    let (old, new) = (before.atlas, &linked.atlas);
    let is_asset = |path: &&SourcePath| {
        let folder = path.split_folder().map(|(folder, _)| folder);
        matches!(folder, Some("assets" | "content" | "static"))
    };
    !changed.addresses
        && !before.plan.has_diagnostics
        && old.relations.is_empty() == new.relations.is_empty()
        && has_agreements(site, old) == has_agreements(site, new)
        && !tree.differences(before.tree).iter().any(is_asset)
        && (!changed.facets || has_same_facet_pages(old, new, site))
}

/// Whether regions and sectors have the same pages, in the same order.
fn has_same_facet_pages(old: &Atlas, new: &Atlas, site: &Site) -> bool {
    let facets = [Facet::Region, Facet::Sector];
    let mut kinds = facets
        .iter()
        .filter_map(|facet| site.vocabulary.facet(*facet));
    let pages = |atlas: &Atlas, record: RecordIx| {
        let is_empty = atlas.facets.members(record).is_empty();
        (
            is_empty,
            paginated_members(atlas, record)
                .into_iter()
                .map(|(kind, count)| (kind, count_pages(count)))
                .collect::<Vec<_>>(),
        )
    };
    let matrices = [&old.facets.matrix, &new.facets.matrix];
    let [old_matrix, new_matrix] =
        matrices.map(|it| (it.rows.is_empty(), it.columns.is_empty(), &it.kinds));
    old_matrix == new_matrix
        && matrices[0].cells.keys().eq(matrices[1].cells.keys())
        && kinds.all(|kind| {
            old.of_kind(kind) == new.of_kind(kind)
                && new
                    .of_kind(kind)
                    .iter()
                    .all(|record| pages(old, *record) == pages(new, *record))
        })
}

fn list_pages<'a>(
    files: SiteFiles<'_>,
    used_files: &BTreeSet<SourcePath>,
    mut list: PageList<'a>,
) -> PageList<'a> {
    let tree = files.tree;
    let (site, atlas) = (list.site, list.atlas);
    for language in site.each_language() {
        list.add_language(language);
    }
    list.add(Language::DEFAULT, PageKind::NotFound, "404.html", None);
    for (path, file) in tree.folder("assets") {
        let (_, name) = path.split_folder().unwrap_or_default();
        let origin = Location::file(path.clone());
        list.add(
            Language::DEFAULT,
            PageKind::Asset(path.clone()),
            &asset_route(name, file.hash()),
            Some(origin),
        );
    }
    add_attachments(files, used_files, &mut list);
    add_static_files(tree, &mut list);
    for (export, name) in [
        (Export::Robots, "robots.txt"),
        (Export::NoJekyll, ".nojekyll"),
    ] {
        if tree.file(&format!("static/{name}")).is_some() {
            continue;
        }
        list.add(Language::DEFAULT, PageKind::Export(export), name, None);
    }
    if site
        .publishing
        .host
        .is_some_and(|host| host.headers == Headers::File)
    {
        list.add(
            Language::DEFAULT,
            PageKind::Export(Export::Headers),
            "_headers",
            None,
        );
    }
    if host_redirects(site).is_some()
        && atlas
            .indices()
            .any(|record| !atlas.record(record).aka.is_empty())
    {
        list.add(
            Language::DEFAULT,
            PageKind::Export(Export::Redirects),
            "_redirects",
            None,
        );
    }
    add_data_files(&mut list);
    add_former_addresses(&mut list);
    if site.base_url.is_some() {
        add_sitemap(&mut list);
    }
    list
}

/// Adds the files beside the records that are named, and smaller versions of the pictures that are.
fn add_attachments(
    files: SiteFiles<'_>,
    used_files: &BTreeSet<SourcePath>,
    list: &mut PageList<'_>,
) {
    for path in used_files {
        let Some(file) = files.tree.file(path.as_str()) else {
            continue;
        };
        let name = match path.split_folder() {
            Some(("assets", name)) => name,
            _ => path.as_str(),
        };
        let origin = Some(Location::file(path.clone()));
        if path.as_str().starts_with("content/") {
            let route = asset_route(name, file.hash());
            let kind = PageKind::Asset(path.clone());
            list.add(Language::DEFAULT, kind, &route, origin.clone());
        }
        let info = files.pictures.get(path).into_iter();
        for width in info.flat_map(PictureInfo::smaller_widths) {
            let route = picture_route(name, file.hash(), width);
            let kind = PageKind::Picture(path.clone(), width);
            list.add(Language::DEFAULT, kind, &route, origin.clone());
        }
    }
}

/// Reports the files beside the records that nothing names.
fn unused_attachments(tree: &Tree, used_files: &BTreeSet<SourcePath>) -> Vec<Diagnostic> {
    let attachments = tree.folder("content").map(|(path, _)| path);
    let unused = attachments.filter(|path| !used_files.contains(*path));
    let report = |path: &SourcePath| {
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        let (ru, en) = (
            format!("назовите его в тексте: ![что на картинке]({name}), или в поле записи"),
            format!("name it in a text: ![what it shows]({name}), or in a field of a record"),
        );
        Diagnostic::new(Code::UnreadFile, Location::file(path.clone()))
            .with("advice", ru)
            .with("advice_en", en)
    };
    unused.map(report).collect()
}

/// Adds the files that are copied to the root.
fn add_static_files(tree: &Tree, list: &mut PageList<'_>) {
    for (path, _) in tree.folder("static") {
        let (_, name) = path.split_folder().unwrap_or_default();
        let origin = Location::file(path.clone());
        let kind = PageKind::Static(path.clone());
        list.add(Language::DEFAULT, kind, name, Some(origin));
    }
}

/// Adds the sitemap, and its parts if the pages are too many for one.
fn add_sitemap(list: &mut PageList<'_>) {
    let parts = count_sitemap_parts(list.site, &list.pages);
    let sitemap = PageKind::Export(Export::Sitemap);
    list.add(Language::DEFAULT, sitemap, "sitemap.xml", None);
    if parts > 1 {
        for part in 1..=parts {
            let kind = PageKind::Export(Export::SitemapPart(part));
            let file = format!("sitemap-{part}.xml");
            list.add(Language::DEFAULT, kind, &file, None);
        }
    }
}

/// Adds the exports that do not depend on the language.
fn add_data_files(list: &mut PageList<'_>) {
    let (site, atlas) = (list.site, list.atlas);
    for export in Export::data_files(site, atlas) {
        if let Some((name, _)) = export.data_file(site) {
            list.add(
                Language::DEFAULT,
                PageKind::Export(export),
                &format!("data/{name}"),
                None,
            );
        }
    }
    if !site.data.json_pages {
        return;
    }
    for ix in atlas.indices() {
        let record = atlas.record(ix);
        let file = format!(
            "{}/{}.json",
            site.vocabulary.kind(record.kind).folder,
            record.id
        );
        list.add(
            Language::DEFAULT,
            PageKind::Export(Export::Record(ix)),
            &file,
            Some(record.at.clone()),
        );
    }
}
