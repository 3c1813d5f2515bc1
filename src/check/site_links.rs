//! Rules for the links and the files of the settings: `unknown-page` and `missing-asset`.

use super::context::CheckContext;
use super::rules::missing_asset::missing_file;
use crate::diagnostic::{Code, Diagnostic, join_names, suggest_name};
use crate::plan::{PageKind, VIEW_NAMES, named_page};
use crate::record::FreePageSlot;
use crate::site::{NavigationItem, NavigationTarget};

/// Checks that the links of menu and footer name pages, and that the files that are named exist.
pub(super) fn check_site_links(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let site = context.site;
    let mut found = Vec::new();
    let lists = site.menu.iter().chain(&site.footer.links);
    for item in lists.flatten() {
        check_item(context, item, &mut found);
    }
    for asset in site.logo.iter().chain(site.share.files()) {
        if context.plan.file(&asset.file).is_none() {
            found.push(missing_file(context, &asset.file, &asset.at, 0));
        }
    }
    found
}

fn check_item(context: CheckContext<'_>, item: &NavigationItem, found: &mut Vec<Diagnostic>) {
    match &item.target {
        NavigationTarget::Sections | NavigationTarget::Url(_) => {}
        NavigationTarget::Group(items) => {
            for item in items {
                check_item(context, item, found);
            }
        }
        NavigationTarget::Page(name) if !is_page(context, name) => {
            let names = page_names(context);
            let near = suggest_name(name, names.iter().map(String::as_str), found.len());
            let known = join_names(names.iter().map(String::as_str));
            found.push(
                Diagnostic::new(Code::UnknownPage, item.at.clone())
                    .with("name", &**name)
                    .with_some("near", near)
                    .with("known", known),
            );
        }
        NavigationTarget::Page(_) => {}
    }
}

/// Whether a name can be that of a page. Views and kinds of an atlas without their records have none yet.
fn is_page(context: CheckContext<'_>, name: &str) -> bool {
    match named_page(name, &context.site.vocabulary) {
        PageKind::Map(_) => context.site.map.is_some(),
        PageKind::Changes => context.site.history.is_some(),
        PageKind::FreePage(page) => {
            let mut pages = context.atlas.free_pages.keys();
            pages.any(|(slot, _)| *slot == FreePageSlot::Page(page.clone()))
        }
        _ => true,
    }
}

/// The names of all pages: views, kinds, free pages.
fn page_names(context: CheckContext<'_>) -> Vec<String> {
    let views = VIEW_NAMES.iter().map(|name| (*name).to_owned());
    let kinds = context.site.vocabulary.kinds.iter();
    let slots = context.atlas.free_pages.keys();
    let pages = slots.filter_map(|(slot, _)| match slot {
        FreePageSlot::Page(name) => Some(name.to_string()),
        FreePageSlot::Home | FreePageSlot::Section(_) => None,
    });
    let mut names: Vec<String> = views
        .chain(pages)
        .chain(kinds.map(|kind| kind.id.clone()))
        .filter(|name| is_page(context, name))
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}
