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
        let entries = names.into_iter().filter_map(page);
        entries.map(Entry::value).collect()
    }

    fn navigation_items(&self, items: &[NavigationItem]) -> Value {
        let items = items.iter();
        let entries = items.filter_map(|item| self.navigation_item(item));
        entries.map(Entry::value).collect()
    }

    /// An item as an entry. `None`: its page does not exist, or its group is empty.
    fn navigation_item(&self, item: &NavigationItem) -> Option<Entry> {
        let title = (!item.title.is_empty()).then(|| self.marked_text(&item.title));
        match &item.target {
            NavigationTarget::Sections => Some(Entry::new(EntryForm::Sections, Value::from(()))),
            NavigationTarget::Url(url) => {
                let title = title.unwrap_or_else(|| Value::from(url.as_str()));
                Some(Entry::new(EntryForm::External, title).with_url(Value::from(url.as_str())))
            }
            NavigationTarget::Page(name) => {
                let page = named_page(name, &self.model.site.vocabulary);
                let view = VIEW_NAMES.iter().find(|view| *view == name).copied();
                let words = || view.map(|view| self.words(&format!("nav_{view}")));
                self.page_link(&page, title.or_else(words))
            }
            NavigationTarget::Group(items) => {
                let items = self.navigation_items(items);
                let is_empty = items.len().unwrap_or_default() == 0;
                (!is_empty).then(|| Entry {
                    items,
                    id: format!("{:x}", item.at.span.start),
                    ..Entry::new(EntryForm::Group, title.unwrap_or_default())
                })
            }
        }
    }

    /// The link to a page. `None` if there is no such page.
    fn page_link(&self, page: &PageKind, title: Option<Value>) -> Option<Entry> {
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
        let form = match page {
            PageKind::Search => EntryForm::Search,
            _ => EntryForm::Page,
        };
        Some(Entry {
            is_current: here,
            ..Entry::new(form, title).with_url(url)
        })
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

/// A link or a group of links.
struct Entry {
    form: EntryForm,
    title: Value,
    url: Value,
    /// The entries of a group.
    items: Value,
    /// The end of the id of a group.
    id: String,
    is_current: bool,
}

/// The form of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EntryForm {
    Sections,
    Page,
    Search,
    External,
    Group,
}

impl Entry {
    fn new(form: EntryForm, title: Value) -> Entry {
        Entry {
            form,
            title,
            url: Value::from(()),
            items: Value::from(()),
            id: String::new(),
            is_current: false,
        }
    }

    fn with_url(mut self, url: Value) -> Entry {
        self.url = url;
        self
    }

    /// The entry as a template value.
    fn value(self) -> Value {
        let is = |form| Value::from(self.form == form);
        map([
            ("title", self.title),
            ("url", self.url),
            ("current", Value::from(self.is_current)),
            ("external", is(EntryForm::External)),
            ("search", is(EntryForm::Search)),
            ("sections", is(EntryForm::Sections)),
            ("items", self.items),
            ("id", Value::from(self.id)),
        ])
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
