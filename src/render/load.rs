//! Loads layouts and interface messages from a tree.

use std::sync::Arc;

use super::defaults;
use super::engine;
use super::layouts::Layouts;
use crate::diagnostic::{Checked, Code, Diagnostic, Location};
use crate::model::Messages;
use crate::source::{SourcePath, Tree};

/// Loads the layouts and messages of a tree that [`super::merge_with_defaults`] returned. Reports files that are not
/// UTF-8, bad messages, and layouts in MiniJinja that do not parse.
pub fn load(tree: &Tree) -> Checked<(Layouts, Arc<Messages>)> {
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
    messages.merge_defaults(Messages::parse(defaults::messages_toml(), &path).value);
    let layouts = Layouts::new(templates);
    diagnostics.extend(engine::check(&layouts));
    Checked {
        value: (layouts, Arc::new(messages)),
        diagnostics,
    }
}
