//! Texts in Markdown: their words, their markup and where their links lead.

use std::collections::BTreeMap;

use super::bag::subtract;
use super::difference::Alteration;
use super::value_text::Side;
use crate::atlas::ResolvedLink;
use crate::record::{Body, FreePageSlot, Link, LinkTarget, Placeholder, Record, TextSegment};

/// Texts by key and language.
pub(super) type Texts<'m> = BTreeMap<(String, String), Vec<&'m Body>>;

/// Returns the texts of a record.
pub(super) fn texts_of<'m>(record: &'m Record, side: Side<'m, '_>) -> Texts<'m> {
    let mut texts = Texts::new();
    let code = |language| side.site.code(language).to_owned();
    let mut own = record.texts().filter(crate::record::RecordText::is_body);
    for text in own.by_ref() {
        let key = ("text".to_owned(), code(text.language));
        texts.entry(key).or_default().push(text.body);
    }
    for field in &record.fields {
        let name = &side.site.vocabulary.field(field.field).name;
        for text in crate::record::RecordText::of_field(&field.value) {
            let key = (name.clone(), code(text.language));
            texts.entry(key).or_default().push(text.body);
        }
    }
    texts
}

/// Returns the differences of texts. `is_same`: the records are one value, and only links may lead elsewhere.
pub(super) fn text_differences(
    (old, old_side): (&Texts<'_>, Side<'_, '_>),
    (new, new_side): (&Texts<'_>, Side<'_, '_>),
) -> Vec<Alteration> {
    let mut keys: Vec<_> = old.keys().chain(new.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut found = Vec::new();
    for key in keys {
        let bodies = |texts: &Texts<'_>, side: Side<'_, '_>| -> Vec<String> {
            let bodies = texts.get(key).map_or(&[][..], Vec::as_slice);
            bodies.iter().map(|body| html(body, side)).collect()
        };
        if bodies(old, old_side) == bodies(new, new_side) {
            continue;
        }
        let parts = |texts: &Texts<'_>, side: Side<'_, '_>| -> Vec<String> {
            let bodies = texts.get(key).map_or(&[][..], Vec::as_slice);
            bodies
                .iter()
                .flat_map(|body| words_and_links(body, side))
                .collect()
        };
        let (gone, added) = subtract(&parts(old, old_side), &parts(new, new_side));
        let (key, language) = key;
        found.push(Alteration::Text {
            key: key.clone(),
            language: language.clone(),
            gone,
            new: added,
        });
    }
    found
}

/// Returns the HTML of a text, with the targets of links in place of addresses. Where lines end in a paragraph is no difference.
fn html(body: &Body, side: Side<'_, '_>) -> String {
    let html = html_with_lines(body, side);
    if html.contains("<pre") {
        return html;
    }
    let words: Vec<&str> = html.split_whitespace().collect();
    words.join(" ")
}

fn html_with_lines(body: &Body, side: Side<'_, '_>) -> String {
    let mut html = String::new();
    body.write_html(&mut html, |html, placeholder| {
        let link = |index: u32| &body.links[index as usize];
        match placeholder {
            Placeholder::Address(index) | Placeholder::Image(index) => {
                let link = link(index);
                html.push_str("<a ");
                html.push_str(&target_text(link, side));
                html.push_str(&link.attributes);
                html.push('>');
            }
            Placeholder::AddressEnd(_) => html.push_str("</a>"),
            Placeholder::Name(_) => html.push_str("<name>"),
            Placeholder::Citation(index) => {
                html.push_str("<cite ");
                html.push_str(&target_text(link(index), side));
            }
        }
    });
    html
}

fn words_and_links(body: &Body, side: Side<'_, '_>) -> Vec<String> {
    let mut parts = Vec::new();
    for segment in body.segments() {
        if let TextSegment::Text(text) = segment {
            parts.extend(text.split_whitespace().map(str::to_owned));
        }
    }
    let links = body.links.iter();
    parts.extend(links.map(|link| format!("[[{}]]", target_text(link, side))));
    parts
}

/// Returns where a link leads, by the ids of the new state.
fn target_text(link: &Link, side: Side<'_, '_>) -> String {
    let target = match side.atlas.resolve_link(link, side.site) {
        Some(ResolvedLink::Record(record)) => side.id(record).to_string(),
        Some(ResolvedLink::FreePage(slot)) => slot_name(&slot, side),
        Some(ResolvedLink::Asset(path)) => path.to_string(),
        Some(ResolvedLink::View(view)) => view.to_string(),
        Some(ResolvedLink::Here) => String::new(),
        None => match &link.target {
            LinkTarget::Record(text) | LinkTarget::Source(text) => format!("?{text}"),
            LinkTarget::File(path) | LinkTarget::Asset(path) => format!("?{path}"),
            LinkTarget::View(view) => view.to_string(),
            LinkTarget::Here => String::new(),
        },
    };
    match &link.anchor {
        Some(anchor) => format!("{target}#{anchor}"),
        None => target,
    }
}

/// Returns the path of a free page in `content/`, without extension.
pub(super) fn slot_name(slot: &FreePageSlot, side: Side<'_, '_>) -> String {
    match slot {
        FreePageSlot::Home => "_index".to_owned(),
        FreePageSlot::Section(kind) => {
            format!("{}/_index", side.site.vocabulary.kind(*kind).folder)
        }
        FreePageSlot::Page(name) => format!("pages/{name}"),
    }
}
