//! Machine-readable data of a page: JSON-LD, feeds, and the JSON file of a record.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::atlas::RecordIx;
use crate::linked_data::{Graph, LinkedDataContext};
use crate::plan::{Export, Feed, Page, PageKind, relative};
use crate::site::Language;

impl PageContext {
    fn scope(&self) -> LinkedDataContext<'_> {
        let model = &self.model;
        LinkedDataContext {
            site: &model.site,
            atlas: &model.atlas,
            plan: &model.plan,
            to_root: &self.root,
        }
    }

    /// Whether the page has content of its own. Redirects and the 404 page have none.
    pub(super) fn is_content(&self) -> bool {
        self.planned().kind.is_content()
    }

    /// The JSON-LD of the page, escaped for a `<script>` element.
    pub(super) fn linked_data(&self) -> String {
        let mut json = String::new();
        let planned = self.planned();
        let of_type = match &planned.kind {
            PageKind::Kind(..) | PageKind::Listing(..) | PageKind::Matrix | PageKind::Cell(..) => {
                "CollectionPage"
            }
            _ => "WebPage",
        };
        let scope = self.scope();
        let url = scope.page(planned);
        let mut graph = Graph::new(
            &mut json,
            scope,
            self.model.node_refs(self.language),
            self.language,
        );
        graph
            .node(of_type, Some(&url))
            .text("url", &url)
            .text("name", &self.title());
        graph.text("inLanguage", self.model.site.code(self.language));
        if let Some(description) = self.description() {
            graph.text("description", &description);
        }
        let home = self
            .model
            .plan
            .page(&PageKind::Home, self.language)
            .map(|home| scope.page(home));
        let site = format!("{}#site", home.as_deref().unwrap_or_default());
        graph.reference("isPartOf", &site);
        graph.breadcrumbs(self.crumbs().into_iter().filter_map(|(title, page_kind)| {
            let page = self.model.plan.page(&page_kind, self.language)?;
            Some((title, scope.page(page)))
        }));
        self.add_main_entity(&mut graph, scope, &url);
        graph
            .node("WebSite", Some(&site))
            .text("name", self.model.site.title.text(self.language));
        if let Some(home) = &home {
            graph.text("url", home);
        }
        if let (PageKind::Home, Some(description)) = (&planned.kind, self.description()) {
            graph.text("description", &description);
        }
        graph.end();
        graph.finish();
        json
    }

    /// Adds what the page is about and ends the node of the page.
    fn add_main_entity(&self, graph: &mut Graph<'_>, scope: LinkedDataContext<'_>, url: &str) {
        match &self.planned().kind {
            PageKind::Record(record) => {
                graph.reference("mainEntity", &scope.resource_iri(*record));
                self.cite(graph, *record);
                graph.end().resource(*record, url);
            }
            PageKind::Kind(kind, _) => {
                let count = self.model.atlas.of_kind(*kind).len();
                graph
                    .inner("mainEntity", "ItemList")
                    .number("numberOfItems", count)
                    .end()
                    .end();
            }
            PageKind::Cell(region, sector) => {
                graph
                    .list("about")
                    .item(*region)
                    .item(*sector)
                    .end_list()
                    .end();
            }
            PageKind::Listing(facet, ..) => {
                graph.list("about").item(*facet).end_list().end();
            }
            PageKind::DataPage => {
                let id = format!("{url}#dataset");
                graph.reference("mainEntity", &id).end();
                self.dataset(graph, &id);
            }
            _ => {
                graph.end();
            }
        }
    }

    /// Adds the cited sources of a record page.
    fn cite(&self, graph: &mut Graph<'_>, record: RecordIx) {
        let sources = &self.footnotes().sources;
        if sources.is_empty() {
            return;
        }
        graph.list("citation");
        for source in sources.iter().filter(|source| source.record != record) {
            graph.item(source.record);
        }
        graph.end_list();
    }

    fn dataset(&self, graph: &mut Graph<'_>, id: &str) {
        let model = &self.model;
        let scope = self.scope();
        graph
            .node("Dataset", Some(id))
            .text("name", model.site.title.text(self.language));
        // Google Dataset Search requires at least 50 characters.
        let description = model.site.description.text(self.language);
        graph.text(
            "description",
            &format!("{}. {description}", model.site.title.text(self.language)),
        );
        if !model.site.licence.is_empty() {
            let licence = &model.site.licence;
            let url = licence.url();
            graph.text(
                "license",
                url.as_deref().unwrap_or(licence.text(self.language)),
            );
        }
        if let Some(revision) = &model.revision {
            graph.text("version", revision);
        }
        graph.text("dateModified", &model.today.to_string());
        graph.text("inLanguage", model.site.code(self.language));
        graph.list("distribution");
        for export in Export::data_files(&model.site, &model.atlas) {
            let page = model
                .plan
                .page(&PageKind::Export(export), Language::DEFAULT);
            if let (Some(page), Some((name, media_type))) = (page, export.data_file(&model.site)) {
                graph
                    .node("DataDownload", None)
                    .text("name", &name)
                    .text("encodingFormat", media_type);
                graph.text("contentUrl", &scope.page(page)).end();
            }
        }
        graph.end_list().end();
    }

    /// The feeds of the page: the feed of the atlas, and that of the page's kind or facet.
    pub(super) fn feeds(&self) -> Value {
        let own = match &self.planned().kind {
            PageKind::NotFound | PageKind::Moved(..) | PageKind::Card(_) => {
                return Value::from(Vec::<Value>::new());
            }
            PageKind::Kind(kind, _) => Some(Feed::Kind(*kind)),
            PageKind::Record(record) | PageKind::Listing(record, ..) => Some(Feed::Facet(*record)),
            _ => None,
        };
        own.into_iter()
            .chain([Feed::All])
            .filter_map(|feed| self.feed(feed))
            .collect()
    }

    /// Title and address of a feed in the page's language; `None` if it does not exist.
    pub(super) fn feed(&self, feed: Feed) -> Option<Value> {
        let url = self.url(&PageKind::Export(Export::Feed(feed)))?;
        let site = &self.model.site;
        let title = site.title.text(self.language);
        let title = match feed {
            Feed::All => title.to_owned(),
            Feed::Kind(kind) => format!(
                "{title}: {}",
                site.vocabulary.kind(kind).title.text(self.language)
            ),
            Feed::Facet(record) => format!(
                "{title}: {}",
                self.model.atlas.record(record).title(self.language).0
            ),
        };
        Some(map([
            ("title", Value::from(title)),
            ("url", Value::from(url)),
        ]))
    }

    /// The relative address of the record's JSON file; `None` if there is none.
    pub(super) fn json(&self) -> Option<String> {
        let PageKind::Record(record) = self.planned().kind else {
            return None;
        };
        let page = self
            .model
            .plan
            .page(&PageKind::Export(Export::Record(record)), Language::DEFAULT)?;
        Some(relative(&self.root, &page.address))
    }

    /// The relative and the absolute address of the record's card; `None` if there is none.
    pub(super) fn card(self: &Arc<Self>) -> Option<Value> {
        let PageKind::Record(record) = self.planned().kind else {
            return None;
        };
        let page: &Page = self
            .model
            .plan
            .page(&PageKind::Card(record), self.language)?;
        let absolute = self
            .model
            .site
            .base_url
            .as_ref()
            .map(|_| self.scope().page(page));
        Some(map([
            ("url", Value::from(relative(&self.root, &page.address))),
            ("canonical", optional(absolute)),
        ]))
    }
}
