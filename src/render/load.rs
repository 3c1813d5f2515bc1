//! Loads layouts and interface messages from a tree.

use std::sync::Arc;

use super::catalogue::Catalogue;
use super::check_messages::check_messages;
use super::defaults;
use super::engine;
use super::layouts::Layouts;
use super::message_keys::MessageKeys;
use crate::diagnostic::{Checked, Code, Diagnostic, Location, Span, did_you_mean};
use crate::model::Messages;
use crate::site::{ENGLISH, Site, fallback_codes};
use crate::source::{SourcePath, Tree};

/// The file with the messages of all languages.
const MESSAGES: &str = "layouts/strings.toml";

/// Loads the layouts and messages of a tree that [`super::merge_with_defaults`] returned. Reports files that are not
/// UTF-8, bad messages, and layouts in MiniJinja that do not parse.
pub fn load(tree: &Tree, site: &Site) -> Checked<(Layouts, Arc<Messages>)> {
    let mut diagnostics = Vec::new();
    let (mut templates, mut own_files) = (Vec::new(), Vec::new());
    for (path, file) in tree.folder("layouts") {
        let Ok(text) = file.text() else {
            let at = Location::file(path.clone());
            diagnostics.push(Diagnostic::new(Code::NotUtf8, at));
            continue;
        };
        let name = path.split_folder().map_or("", |(_, name)| name);
        if is_message_file(name) && !defaults::is_own(name, text) {
            own_files.push((path, text));
        } else if name.ends_with(".html") {
            templates.push((name.to_owned(), text.to_owned()));
        }
    }
    let layouts = Layouts::new(templates);
    // `strings.toml` takes precedence over the files of single languages.
    own_files.sort_by_key(|(path, _)| path.as_str() != MESSAGES);
    let messages = load_messages(&own_files, site, &mut diagnostics);
    if !own_files.is_empty() {
        let catalogue = Catalogue::new();
        let keys = MessageKeys::new(&catalogue, &layouts, site);
        let check = |(path, text): &(&SourcePath, &str)| check_messages(text, path, &keys);
        diagnostics.extend(own_files.iter().flat_map(check));
    }
    diagnostics.extend(engine::check(&layouts));
    Checked {
        value: (layouts, Arc::new(messages)),
        diagnostics,
    }
}

/// Merges the messages of a site's files with those of the program.
fn load_messages(
    own_files: &[(&SourcePath, &str)],
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) -> Messages {
    let path = SourcePath::new(MESSAGES);
    let own = Messages::parse(defaults::messages_toml(), &path).value;
    let mut messages = Messages::default();
    for (path, text) in own_files {
        let parsed = Messages::parse(text, path).take_diagnostics(diagnostics);
        diagnostics.extend(unknown_languages(&parsed, &own, site, path));
        messages.merge_defaults(parsed);
    }
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
    messages
}

/// Whether a file of `layouts/` holds messages: those of all languages, or of one.
fn is_message_file(name: &str) -> bool {
    name == "strings.toml" || name.starts_with("languages/") && name.ends_with(".toml")
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
