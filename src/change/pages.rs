//! Free pages and introductions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::difference::{Alteration, Difference, Subject};
use super::texts::{Texts, slot_name, text_differences};
use super::value_text::Side;
use super::values::localized_differences;
use crate::record::FreePage;

/// Returns the differences of free pages and introductions.
pub(super) fn page_differences(old: Side<'_, '_>, new: Side<'_, '_>) -> Vec<Difference> {
    let (old_pages, new_pages) = (pages(old), pages(new));
    let names: BTreeSet<_> = old_pages.keys().chain(new_pages.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        let alterations = match (old_pages.get(name), new_pages.get(name)) {
            (None, Some(_)) => vec![Alteration::Added],
            (Some(_), None) => vec![Alteration::Removed],
            (Some(was), Some(is)) => compare((*was, old), (*is, new)),
            (None, None) => Vec::new(),
        };
        let (path, language) = name;
        found.extend(alterations.into_iter().map(|alteration| Difference {
            subject: Subject::Page(path.clone(), language.clone()),
            alteration,
        }));
    }
    found
}

fn pages<'m>(side: Side<'m, '_>) -> BTreeMap<(String, String), &'m Arc<FreePage>> {
    let pages = side.atlas.free_pages.iter();
    let named = pages.map(|((slot, language), page)| {
        let code = side.site.code(*language).to_owned();
        ((slot_name(slot, side), code), page)
    });
    named.collect()
}

fn compare(
    (was, old): (&FreePage, Side<'_, '_>),
    (is, new): (&FreePage, Side<'_, '_>),
) -> Vec<Alteration> {
    let names = |page: &FreePage| [page.name.clone(), page.summary.clone()];
    let ([was_name, was_summary], [name, summary]) = (names(was), names(is));
    let mut found = localized_differences(
        (&[("name", &was_name), ("summary", &was_summary)], old),
        (&[("name", &name), ("summary", &summary)], new),
    );
    let texts = |page| -> Texts<'_> { page_text(page) };
    found.extend(text_differences((&texts(was), old), (&texts(is), new)));
    found
}

fn page_text(page: &FreePage) -> Texts<'_> {
    [(("text".to_owned(), String::new()), vec![&page.body])].into()
}
