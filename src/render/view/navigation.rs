//! The links of menu and footer as template values.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::plan::{PageKind, VIEW_NAMES, named_page};
use crate::record::FreePageSlot;
use crate::site::{Footer, NavigationItem, NavigationTarget};

/// The free pages that the default footer names by words of the interface.
const NAMED_PAGES: [&str; 1] = ["about"];

impl PageContext {
    /// The items of `[menu]`; none without the table.
    pub(super) fn menu_items(&self) -> Value {
        let items = self.model.site.menu.as_ref();
        optional(items.map(|items| self.navigation_items(items)))
    }

    /// The parts of the footer: text, contact, links.
    pub(super) fn footer(&self) -> Value {
        let Footer {
            text,
            contact,
            links,
        } = &self.model.site.footer;
        let contact = contact.as_deref().map(|contact| {
            let url = match contact {
                mail if mail.contains('@') && !mail.contains(':') => format!("mailto:{mail}"),
                phone if phone.starts_with('+') => {
                    let digits = phone.chars().filter(char::is_ascii_digit);
                    format!("tel:+{}", digits.collect::<String>())
                }
                url => url.to_owned(),
            };
            let shown = contact
                .split_once("//")
                .map_or(contact, |(_, rest)| rest.trim_end_matches('/'));
            let shown = shown.strip_prefix("mailto:").unwrap_or(shown);
            map([("url", Value::from(url)), ("text", Value::from(shown))])
        });
        map([
            ("text", self.marked_text(text)),
            ("contact", optional(contact)),
            (
                "links",
                optional(links.as_ref().map(|links| self.navigation_items(links))),
            ),
        ])
    }

    /// The free pages that neither the menu nor the footer names, so that each page can be reached.
    pub(super) fn further_pages(&self) -> Value {
        let site = &self.model.site;
        let mut named: BTreeSet<&str> = NAMED_PAGES.into_iter().collect();
        let lists = site.menu.iter().chain(&site.footer.links);
        for item in lists.flatten() {
            add_page_names(item, &mut named);
        }
        let slots = self.model.atlas.free_pages.keys();
        let names: BTreeSet<&Arc<str>> = slots
            .filter_map(|(slot, _)| match slot {
                FreePageSlot::Page(name) if !named.contains(&**name) => Some(name),
                FreePageSlot::Page(_) | FreePageSlot::Home | FreePageSlot::Section(_) => None,
            })
            .collect();
        let page = |name: &Arc<str>| self.page_link(&PageKind::FreePage(name.clone()), None);
        names.into_iter().filter_map(page).collect()
    }

    fn navigation_items(&self, items: &[NavigationItem]) -> Value {
        let items = items.iter();
        items.filter_map(|item| self.navigation_item(item)).collect()
    }

    /// An item as a template value. `None`: its page does not exist, or its group is empty.
    fn navigation_item(&self, item: &NavigationItem) -> Option<Value> {
        let title = (!item.title.is_empty()).then(|| self.marked_text(&item.title));
        match &item.target {
            NavigationTarget::Sections => Some(map([("sections", Value::from(true))])),
            NavigationTarget::Url(url) => Some(map([
                ("url", Value::from(url.as_str())),
                ("title", title.unwrap_or_else(|| Value::from(url.as_str()))),
                ("external", Value::from(true)),
            ])),
            NavigationTarget::Page(name) => {
                let page = named_page(name, &self.model.site.vocabulary);
                let view = VIEW_NAMES.iter().find(|view| *view == name).copied();
                let words = || view.map(|view| self.words(&format!("nav_{view}")));
                self.page_link(&page, title.or_else(words))
            }
            NavigationTarget::Group(items) => {
                let items = self.navigation_items(items);
                let is_empty = items.len().unwrap_or_default() == 0;
                (!is_empty).then(|| {
                    map([
                        ("title", title.unwrap_or_default()),
                        ("items", items),
                        ("id", Value::from(format!("{:x}", item.at.span.start))),
                    ])
                })
            }
        }
    }

    /// The link to a page: words, address, whether it is this page, and its name in style sheets.
    fn page_link(&self, page: &PageKind, title: Option<Value>) -> Option<Value> {
        let url = Value::from_safe_string(self.url(page)?);
        let here = match (page, &self.planned().kind) {
            (PageKind::Kind(kind, _), _) => self.page_kind() == Some(*kind),
            (PageKind::Map(_), PageKind::Map(_)) => true,
            (PageKind::Timeline(_), PageKind::Timeline(_)) => true,
            (PageKind::Matrix, PageKind::KindMatrix(_)) => true,
            (page, here) => page == here,
        };
        let title = title.unwrap_or_else(|| match page {
            PageKind::Kind(kind, _) => {
                self.marked_text(&self.model.site.vocabulary.kind(*kind).title)
            }
            PageKind::FreePage(name) => self.free_page_title(name),
            page => Value::from(self.title_text(page)),
        });
        Some(map([
            ("url", url),
            ("title", title),
            ("current", Value::from(here)),
            ("search", Value::from(*page == PageKind::Search)),
        ]))
    }

    fn free_page_title(&self, name: &Arc<str>) -> Value {
        let slot = FreePageSlot::Page(name.clone());
        let title = self.prose(&slot).and_then(|page| {
            let (text, language) = page.name.get(self.language)?;
            Some(self.marked(text, language))
        });
        title.unwrap_or_else(|| Value::from(self.title_text(&PageKind::FreePage(name.clone()))))
    }
}

fn add_page_names<'n>(item: &'n NavigationItem, names: &mut BTreeSet<&'n str>) {
    match &item.target {
        NavigationTarget::Page(name) => drop(names.insert(name)),
        NavigationTarget::Group(items) => {
            items.iter().for_each(|item| add_page_names(item, names));
        }
        NavigationTarget::Sections | NavigationTarget::Url(_) => {}
    }
}
