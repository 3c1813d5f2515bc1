//! Plans a site: lists all pages, indexes them, and checks their routes.

use super::asset_route::asset_route;
use super::dated_records::dated_records;
use super::export::Export;
use super::model::Plan;
use super::page::PageKind;
use super::page_list::PageList;
use super::redirect::host_redirects;
use super::{collisions, host_limits, redirects};
use crate::atlas::Atlas;
use crate::diagnostic::{Checked, Location};
use crate::site::{DataFiles, Headers, Language, Site};
use crate::source::Tree;

/// Plans a site. `tree` has its assets.
pub fn plan(tree: &Tree, site: &Site, atlas: &Atlas) -> Checked<Plan> {
    let in_language = |language| dated_records(site, atlas, language);
    let dated_records: Vec<_> = site.each_language().map(in_language).collect();
    let PageList { pages, origins, .. } =
        list_pages(tree, PageList::new(site, atlas, &dated_records));
    let (mut plan, mut diagnostics) = rayon::join(
        || Plan::index(&pages, site, atlas),
        || collisions::check(&pages, &origins),
    );
    diagnostics.extend(host_limits::check_routes(site, &pages, &origins));
    plan.pages = pages;
    plan.dated_records = dated_records;
    let (redirects, too_many) = redirects::rules(site, &plan);
    plan.redirects = redirects;
    diagnostics.extend(too_many);
    Checked {
        value: plan,
        diagnostics,
    }
}

fn list_pages<'a>(tree: &Tree, mut list: PageList<'a>) -> PageList<'a> {
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
    for (export, name) in [
        (Export::Robots, "robots.txt"),
        (Export::NoJekyll, ".nojekyll"),
    ] {
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
    if site.base_url.is_some() {
        list.add(
            Language::DEFAULT,
            PageKind::Export(Export::Sitemap),
            "sitemap.xml",
            None,
        );
    }
    list
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
    if !DataFiles::is_enabled(site.data.json_pages, atlas.records.len()) {
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
