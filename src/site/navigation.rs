//! `[menu]` and `[footer]` of `site.toml`: the links on every page.

use std::ops::Range;

use super::localized::Localized;
use super::toml_reader::{ListItem, TableReader};
use crate::diagnostic::{Code, Location, Span};
use crate::text;

/// Limit of the links of a list.
const MAX_LINKS: usize = 100;

/// The item of the menu that lists all kinds.
const SECTIONS: &str = "sections";

/// A link of the menu or the footer.
#[derive(Clone, Debug)]
pub struct NavigationItem {
    /// What it leads to.
    pub target: NavigationTarget,
    /// Its words; empty for the title of its page.
    pub title: Localized,
    /// Its location.
    pub at: Location,
}

/// What an item leads to.
#[derive(Clone, Debug)]
pub enum NavigationTarget {
    /// All kinds that have records.
    Sections,
    /// A page by its name: a view, a kind or a free page.
    Page(String),
    /// An address.
    Url(String),
    /// Items under one title.
    Group(Vec<NavigationItem>),
}

/// The settings of `[footer]`.
#[derive(Clone, Debug, Default)]
pub struct Footer {
    /// `text`: a line of text.
    pub text: Localized,
    /// `contact`: an e-mail address, a telephone number or a web address.
    pub contact: Option<String>,
    /// `links`: the links. `None` means the default ones.
    pub links: Option<Vec<NavigationItem>>,
}

/// Reads `[menu]`. `None` means the default menu.
pub(super) fn read_menu(site: &TableReader<'_>) -> Option<Vec<NavigationItem>> {
    let table = site.table("menu")?;
    let items = items(&table, "items", Depth::Menu);
    table.finish();
    items
}

/// Reads `[footer]`.
pub(super) fn read_footer(site: &TableReader<'_>) -> Footer {
    let Some(table) = site.table("footer") else {
        return Footer::default();
    };
    let footer = Footer {
        text: table.localized("text").unwrap_or_default(),
        contact: contact(&table),
        links: items(&table, "links", Depth::Group),
    };
    table.finish();
    footer
}

/// The list in which an item stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// The menu, which can have groups.
    Menu,
    /// A group or the footer.
    Group,
}

fn items(table: &TableReader<'_>, key: &'static str, depth: Depth) -> Option<Vec<NavigationItem>> {
    let list = table.list(key, MAX_LINKS)?;
    let items = list.into_iter().filter_map(|item| match item {
        ListItem::Text(name, span) => Some(named(table, name, &span, depth)),
        ListItem::Table(link) => link_of(link, depth),
    });
    Some(items.collect())
}

/// An item that is the name of a page, or an address.
fn named(table: &TableReader<'_>, name: &str, span: &Range<usize>, depth: Depth) -> NavigationItem {
    let target = match name {
        SECTIONS if depth == Depth::Menu => NavigationTarget::Sections,
        name if is_address(name) => NavigationTarget::Url(name.to_owned()),
        name => NavigationTarget::Page(name.to_owned()),
    };
    NavigationItem {
        target,
        title: Localized::default(),
        at: location(table, span),
    }
}

/// An item that is a table of `title` and one of `to`, `url` and `items`.
fn link_of(link: TableReader<'_>, depth: Depth) -> Option<NavigationItem> {
    let title = link.localized("title").unwrap_or_default();
    let (page, url) = (link.text("to"), link.text("url"));
    let group = match depth {
        Depth::Menu => items(&link, "items", Depth::Group),
        Depth::Group => None,
    };
    let at = location(&link, &link.span);
    let target = match (page, url, group) {
        (Some(name), None, None) => Some(named(&link, name, &link.span_of("to"), depth).target),
        (None, Some(url), None) if is_address(url) => Some(NavigationTarget::Url(url.to_owned())),
        (None, None, Some(items)) => Some(NavigationTarget::Group(items)),
        (None, Some(_), None) => {
            let (ru, en) = (
                "адрес https://… или mailto:…",
                "an address: https://… or mailto:…",
            );
            link.report_value("url", ru, en);
            None
        }
        _ => {
            let (ru, en) = match depth {
                Depth::Menu => (
                    "одно из трёх: to (страница), url (адрес) или items (группа)",
                    "one of three: to (a page), url (an address) or items (a group)",
                ),
                Depth::Group => (
                    "одно из двух: to (страница) или url (адрес)",
                    "one of two: to (a page) or url (an address)",
                ),
            };
            link.report_name(ru, en);
            None
        }
    };
    let needs_title = matches!(
        target,
        Some(NavigationTarget::Url(_) | NavigationTarget::Group(_))
    );
    if needs_title && title.is_empty() {
        let key = link.full_key("title");
        let facts = [("key", &*key), ("example", "title = \"…\"")];
        link.report(Code::MissingSetting, &link.span, &facts);
    }
    link.finish();
    Some(NavigationItem {
        target: target?,
        title,
        at,
    })
}

fn location(table: &TableReader<'_>, span: &Range<usize>) -> Location {
    Location {
        path: table.path().clone(),
        span: Span::new(span.clone()),
    }
}

fn contact(table: &TableReader<'_>) -> Option<String> {
    let contact = table.text("contact")?.trim();
    let is_mail = contact.contains('@') && !contact.contains(':') && is_visible(contact);
    let digits = contact.bytes().filter(u8::is_ascii_digit).count();
    let is_phone = contact.starts_with('+') && (5..=15).contains(&digits);
    if is_mail || is_phone || is_address(contact) {
        return Some(contact.to_owned());
    }
    let (ru, en) = (
        "адрес почты, телефон (+…) или адрес https://…",
        "an e-mail address, a telephone number (+…) or an address https://…",
    );
    table.report_value("contact", ru, en);
    None
}

/// Whether a text is an address that a browser opens outside of the site.
fn is_address(text: &str) -> bool {
    let rest = ["https://", "http://", "mailto:"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty()) && is_visible(text)
}

fn is_visible(text: &str) -> bool {
    !text.chars().any(|c| c.is_whitespace() || c.is_control()) && !text::is_blank(text)
}
