//! The list of pages while a site is planned.

use std::fmt::{self, Display, Write};

use super::address::Address;
use super::dated_records::DatedRecord;
use super::page::{Origin, Page, PageKind, ScriptData};
use super::route::Route;
use crate::atlas::Atlas;
use crate::site::{Language, Site, UrlStyle};

/// The list of pages while a site is planned, with the origin of each page.
pub(super) struct PageList<'a> {
    pub(super) site: &'a Site,
    pub(super) atlas: &'a Atlas,
    pub(super) dated_records: &'a [Vec<DatedRecord>],
    pub(super) pages: Vec<Page>,
    pub(super) origins: Vec<Origin>,
    /// Scratch memory for a path.
    file: String,
}

impl<'a> PageList<'a> {
    /// Creates an empty list.
    pub(super) fn new(
        site: &'a Site,
        atlas: &'a Atlas,
        dated_records: &'a [Vec<DatedRecord>],
    ) -> PageList<'a> {
        let capacity = (atlas.records.len() + 256) * site.languages.len();
        let (pages, origins) = (Vec::with_capacity(capacity), Vec::with_capacity(capacity));
        PageList {
            site,
            atlas,
            dated_records,
            pages,
            origins,
            file: String::new(),
        }
    }

    /// Returns the prefix of the routes of a language: `en/`, or nothing for the default language.
    pub(super) fn prefix(&self, language: Language) -> String {
        if language == Language::DEFAULT {
            return String::new();
        }
        format!("{}/", self.site.code(language))
    }

    /// Adds an HTML page. `path` has no extension.
    pub(super) fn add_html(
        &mut self,
        language: Language,
        kind: PageKind,
        path: impl Display,
        origin: Origin,
    ) {
        let mut file = std::mem::take(&mut self.file);
        file.clear();
        self.write_html_route(&mut file, language, path);
        self.add(language, kind, &file, origin);
        self.file = file;
    }

    /// Returns the route of an HTML page. `path` has no extension.
    pub(super) fn html_route(&self, language: Language, path: &str) -> String {
        let mut file = String::new();
        self.write_html_route(&mut file, language, path);
        file
    }

    fn write_html_route(&self, file: &mut String, language: Language, path: impl Display) {
        file.push_str(&self.prefix(language));
        let start = file.len();
        // Writing to a `String` does not fail.
        let _: fmt::Result = write!(file, "{path}");
        let path = &file[start..];
        let is_index = path == "index" || path.ends_with("/index");
        file.push_str(match self.site.urls {
            UrlStyle::Folder if !is_index => "/index.html",
            _ => ".html",
        });
    }

    /// Adds data for scripts.
    pub(super) fn add_data(&mut self, language: Language, data: ScriptData, path: &str) {
        let file = format!("{}{path}", self.prefix(language));
        self.add(language, PageKind::Data(data), &file, None);
    }

    /// Adds a file.
    pub(super) fn add(&mut self, language: Language, kind: PageKind, file: &str, origin: Origin) {
        let route = Route::new(file);
        let address = Address::new(&route, self.site.urls);
        self.pages.push(Page {
            route,
            address,
            language,
            kind,
        });
        self.origins.push(origin);
    }
}
