//! The interface messages that the pages of a site can show, and the placeholders that they fill.

use std::collections::BTreeSet;

use super::catalogue::{Catalogue, CatalogueEntry};
use super::layouts::Layouts;
use super::locale_words::{Form, is_form_key, is_form_name, placeholders};
use super::message_calls::{KeyPattern, MessageCall, has_quoted, message_calls};
use crate::diagnostic::Code;
use crate::model::QUALITY_CODES;
use crate::site::Site;

/// The interface messages that the pages of a site can show.
pub(super) struct MessageKeys<'s> {
    catalogue: &'s Catalogue,
    layouts: &'s Layouts,
    site: &'s Site,
    calls: Vec<LayoutCall>,
}

/// A call of `t`, and whether a layout of the site has it.
struct LayoutCall {
    call: MessageCall,
    is_own: bool,
}

/// What is known of the message of a key.
pub(super) struct KnownMessage<'s> {
    /// The message of the program. `None` for one of the site's layouts.
    pub(super) entry: Option<&'s CatalogueEntry>,
    /// The placeholders that pages fill. `None` if only the page knows.
    pub(super) placeholders: Option<BTreeSet<String>>,
}

impl<'s> MessageKeys<'s> {
    /// Reads the calls of the layouts.
    pub(super) fn new(
        catalogue: &'s Catalogue,
        layouts: &'s Layouts,
        site: &'s Site,
    ) -> MessageKeys<'s> {
        let calls = layouts.templates().iter().flat_map(|(name, text)| {
            let is_own = layouts.is_own(name, text);
            let calls = message_calls(text).into_iter();
            calls.map(move |call| LayoutCall { call, is_own })
        });
        MessageKeys {
            catalogue,
            layouts,
            site,
            calls: calls.collect(),
        }
    }

    /// What is known of a key. `None` if no page shows its message.
    pub(super) fn find(&self, key: &str) -> Option<KnownMessage<'s>> {
        let entry = self.catalogue.find(key);
        let calls: Vec<&LayoutCall> = self
            .calls
            .iter()
            .filter(|call| self.asks(call, key))
            .collect();
        let is_named = entry.is_some() || is_form_key(key) || is_quality_key(key);
        if !is_named && calls.is_empty() {
            return self.is_quoted(key).then_some(KnownMessage {
                entry: None,
                placeholders: None,
            });
        }
        let mut names: BTreeSet<String> = form_placeholders(key);
        names.extend(
            entry
                .iter()
                .flat_map(|entry| entry.placeholders.iter().cloned()),
        );
        names.extend(
            calls
                .iter()
                .flat_map(|call| call.call.arguments.iter().cloned()),
        );
        names.extend(quality_placeholders(key));
        // A pattern that asks for a form of a date in some language may ask for any.
        if names
            .iter()
            .any(|name| name != Form::Plain.name() && is_form_name(name))
        {
            names.extend(Form::names().map(str::to_owned));
        }
        Some(KnownMessage {
            entry,
            placeholders: Some(names),
        })
    }

    /// The keys of all messages of the program.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.catalogue.entries().iter().map(|entry| &*entry.key)
    }

    /// Whether a call can ask for a key. In the program's own layouts what a key ends with is the id of a kind.
    fn asks(&self, call: &LayoutCall, key: &str) -> bool {
        let Some(variable) = call.call.keys.variable_part(key) else {
            return false;
        };
        match &call.call.keys {
            KeyPattern::Exact(_) => true,
            KeyPattern::Any => false,
            KeyPattern::Prefix(_) | KeyPattern::Suffix(_) if call.is_own => true,
            KeyPattern::Prefix(_) | KeyPattern::Suffix(_) => {
                self.site.vocabulary.kind_named(variable).is_some()
                    || self.catalogue.find(key).is_some()
            }
        }
    }

    /// Whether a layout of the site has the key as a text.
    fn is_quoted(&self, key: &str) -> bool {
        let mut own = self.layouts.templates().iter();
        own.any(|(name, text)| self.layouts.is_own(name, text) && has_quoted(text, key))
    }
}

/// The placeholders of a part of a date in a form, or the forms for which a pattern of a date can ask.
fn form_placeholders(key: &str) -> BTreeSet<String> {
    let names: &[&str] = match key {
        _ if key.starts_with("date_year_") || key.starts_with("date_decade_") => &["year"],
        _ if is_form_key(key) && key.starts_with("date_") => &["date"],
        "date_year" | "date_decade" => &["year"],
        _ => &[],
    };
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Whether a key is of a section of the page on quality.
fn is_quality_key(key: &str) -> bool {
    quality_code(key).is_some()
}

/// The values of the finding that an item of the page on quality shows.
fn quality_placeholders(key: &str) -> BTreeSet<String> {
    let code = quality_code(key).filter(|_| key.ends_with("-item"));
    let message = code.map(|code| code.rule().message.en);
    let names = message.into_iter().flat_map(placeholders);
    names.map(str::to_owned).collect()
}

fn quality_code(key: &str) -> Option<Code> {
    let name = key.strip_prefix("quality-")?;
    let name = name
        .strip_suffix("-item")
        .or(name.strip_suffix("-note"))
        .unwrap_or(name);
    Code::from_name(name).filter(|code| QUALITY_CODES.contains(code))
}
