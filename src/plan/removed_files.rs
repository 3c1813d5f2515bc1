//! Published files that a build removes because of a setting.

use std::collections::BTreeMap;

use super::model::Plan;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::site::{Encoding, Site, UrlStyle};
use crate::source::{SETTINGS, SourcePath};

/// The number of removed files of one sort up to which nothing is reported: records come and go.
const FEW: usize = 100;

/// A sort of files that a setting turns on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Cards,
    JsonPages,
    Language(String),
    Compressed(&'static str),
    /// The file of a page that has another address with another `urls`.
    Addresses(&'static str),
}

/// Reports each sort with many removed files, and the setting that keeps them.
pub fn check_removed_files(site: &Site, plan: &Plan, removed: &[&str]) -> Vec<Diagnostic> {
    if removed.len() <= FEW {
        return Vec::new();
    }
    let mut counts: BTreeMap<Sort, usize> = BTreeMap::new();
    for route in removed {
        if let Some(sort) = sort(site, plan, removed, route) {
            *counts.entry(sort).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > FEW)
        .map(|(sort, count)| report(site, &sort, count))
        .collect()
}

/// Returns the sort of a removed file; `None` if no setting would keep it. `removed` is sorted.
fn sort(site: &Site, plan: &Plan, removed: &[&str], route: &str) -> Option<Sort> {
    for encoding in [Encoding::Gzip, Encoding::Brotli] {
        let extension = encoding.extension();
        if !site.publishing.precompress.contains(&encoding)
            && let Some((file, ending)) = route.rsplit_once('.')
            && ending == extension
            && plan.at(file).is_some()
        {
            return Some(Sort::Compressed(extension));
        }
    }
    let (first, rest) = route.split_once('/')?;
    let is_known = site.languages.iter().any(|known| known.code == first);
    let has_search = |file: &str| removed.binary_search(&&*format!("{first}/{file}")).is_ok();
    if !is_known && (has_search("search.html") || has_search("search/index.html")) {
        return Some(Sort::Language(first.to_owned()));
    }
    let path = if is_known { rest } else { route };
    if !site.data.cards && path.starts_with("embed/") && path.ends_with(".html") {
        return Some(Sort::Cards);
    }
    let is_record_file = || {
        let mut kinds = site.vocabulary.kinds.iter();
        kinds.any(|kind| {
            path.strip_prefix(&*kind.folder)
                .is_some_and(|file| file.starts_with('/'))
        })
    };
    if !site.data.json_pages && path.ends_with(".json") && is_record_file() {
        return Some(Sort::JsonPages);
    }
    let (other, setting) = match site.urls {
        UrlStyle::Folder => (
            format!("{}/index.html", route.strip_suffix(".html")?),
            "file",
        ),
        UrlStyle::File => (
            format!("{}.html", route.strip_suffix("/index.html")?),
            "folder",
        ),
    };
    plan.at(&other).map(|_| Sort::Addresses(setting))
}

fn report(site: &Site, sort: &Sort, count: usize) -> Diagnostic {
    let at = Location::file(SourcePath::new(SETTINGS));
    let (ru, en, setting) = match sort {
        Sort::Cards => (
            "карточки записей".to_owned(),
            "cards of records".to_owned(),
            "[data] cards = true".to_owned(),
        ),
        Sort::JsonPages => (
            "файлы JSON рядом с записями".to_owned(),
            "JSON files beside records".to_owned(),
            "[data] json_pages = true".to_owned(),
        ),
        Sort::Language(code) => {
            let mut codes: Vec<&str> = site.languages.iter().map(|known| &*known.code).collect();
            codes.push(code);
            (
                format!("страницы на языке {code}"),
                format!("pages in the language {code}"),
                format!("languages = {codes:?}"),
            )
        }
        Sort::Compressed(extension) => {
            let mut all: Vec<&str> = site
                .publishing
                .precompress
                .iter()
                .map(|encoding| encoding.extension())
                .collect();
            all.push(extension);
            (
                format!("сжатые файлы .{extension}"),
                format!("compressed files .{extension}"),
                format!("[host] precompress = {all:?}"),
            )
        }
        Sort::Addresses(style) => (
            "страницы по прежним адресам".to_owned(),
            "pages at their old addresses".to_owned(),
            format!("urls = \"{style}\""),
        ),
    };
    Diagnostic::new(Code::RemovedFiles, at)
        .with("words", ru)
        .with("words_en", en)
        .with("count", count.to_string())
        .with("setting", setting)
}
