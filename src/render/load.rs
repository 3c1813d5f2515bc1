//! Loads layouts and interface messages from a tree.

use std::sync::Arc;

use super::defaults;
use super::engine;
use super::layouts::Layouts;
use crate::diagnostic::{Checked, Code, Diagnostic, Location, Span, did_you_mean};
use crate::model::{FALLBACKS, Messages};
use crate::site::Site;
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
    if messages_toml != defaults::messages_toml() {
        diagnostics.extend(unknown_languages(&messages, site, &path));
    }
    messages.merge_defaults(Messages::parse(defaults::messages_toml(), &path).value);
    for text in site
        .languages
        .iter()
        .filter_map(|language| defaults::language_toml(&language.code))
    {
        messages.merge_defaults(Messages::parse(text, &path).value);
    }
    messages.add_facet_names(site);
    let layouts = Layouts::new(templates);
    diagnostics.extend(engine::check(&layouts));
    Checked {
        value: (layouts, Arc::new(messages)),
        diagnostics,
    }
}

/// Reports the languages of messages that no page has, and that stand in for no other.
fn unknown_languages(messages: &Messages, site: &Site, path: &SourcePath) -> Vec<Diagnostic> {
    let known: Vec<&str> = site.languages.iter().map(|known| &*known.code).collect();
    let unknown = messages
        .languages()
        .filter(|(code, _)| !known.contains(code) && !FALLBACKS.contains(code));
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
