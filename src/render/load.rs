//! Loads layouts and interface messages from a tree.

use std::sync::Arc;

use super::defaults;
use super::engine;
use super::layouts::Layouts;
use crate::diagnostic::{Checked, Code, Diagnostic, Location, Span, did_you_mean};
use crate::model::Messages;
use crate::site::{ENGLISH, Site, fallback_codes};
use crate::source::{SourcePath, Tree};

/// Loads the layouts and messages of a tree that [`super::merge_with_defaults`] returned. Reports files that are not
/// UTF-8, bad messages, and layouts in MiniJinja that do not parse.
pub fn load(tree: &Tree, site: &Site) -> Checked<(Layouts, Arc<Messages>)> {
    let mut diagnostics = Vec::new();
    let (mut templates, mut messages_toml) = (Vec::new(), "");
    for (path, file) in tree.folder("layouts") {
        let Ok(text) = file.text() else {
            let at = Location::file(path.clone());
            diagnostics.push(Diagnostic::new(Code::NotUtf8, at));
            continue;
        };
        let name = path.split_folder().map_or("", |(_, name)| name);
        if name == "strings.toml" {
            messages_toml = text;
        } else if name.ends_with(".html") {
            templates.push((name.to_owned(), text.to_owned()));
        }
    }
    let path = SourcePath::new("layouts/strings.toml");
    let Checked {
        value: mut messages,
        diagnostics: found,
    } = Messages::parse(messages_toml, &path);
    diagnostics.extend(found);
    let own = Messages::parse(defaults::messages_toml(), &path).value;
    diagnostics.extend(unknown_languages(&messages, &own, site, &path));
    messages.merge_defaults(own);
    let first = site.code(site.default_language());
    for language in &site.languages {
        let texts = fallback_codes(&language.code, first).filter_map(defaults::language_toml);
        for text in texts {
            messages.merge_defaults(Messages::parse(text, &path).value);
        }
    }
    messages.set_first_language(first);
    messages.add_facet_names(site);
    let layouts = Layouts::new(templates);
    diagnostics.extend(engine::check(&layouts));
    Checked {
        value: (layouts, Arc::new(messages)),
        diagnostics,
    }
}

/// Reports the languages of messages that no page uses. Those of the program's own file are in every copy of it.
fn unknown_languages(
    messages: &Messages,
    own: &Messages,
    site: &Site,
    path: &SourcePath,
) -> Vec<Diagnostic> {
    let known: Vec<&str> = site.languages.iter().map(|known| &*known.code).collect();
    let is_used = |code: &str| {
        let mut used = known
            .iter()
            .flat_map(|known| fallback_codes(known, ENGLISH));
        used.any(|used| used == code) || own.languages().any(|(own, _)| own == code)
    };
    let unknown = messages.languages().filter(|(code, _)| !is_used(code));
    let report = |(code, span): (&str, Span)| {
        let at = Location {
            path: path.clone(),
            span,
        };
        Diagnostic::new(Code::UnknownLanguage, at)
            .with("language", code)
            .with_some(
                "near",
                did_you_mean(code, known.iter().copied()).map(str::to_owned),
            )
            .with("known", known.join(", "))
    };
    unknown.map(report).collect()
}
