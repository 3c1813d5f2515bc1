//! Replaces the names of records in all files that name them.

use std::collections::BTreeMap;

use super::link_rewriter::LinkRewriter;
use super::naming::{Naming, namings};
use super::refusal::Refusal;
use super::working_site::WorkingSite;
use crate::diagnostic::Location;
use crate::record::{LinkTarget, TextEdit, write_scalar_like};
use crate::site::Site;
use crate::source::SourcePath;

/// What records and their files are called afterwards.
#[derive(Clone, Debug, Default)]
pub(super) struct NewNames {
    /// The old and the new ids.
    pub(super) ids: Vec<(String, String)>,
    /// The old and the new files. `None`: the record stands in a list.
    pub(super) files: Vec<(SourcePath, Option<SourcePath>)>,
    /// The id of the record that the files belong to, afterwards.
    pub(super) id: String,
}

impl NewNames {
    fn file(&self, path: &SourcePath) -> Option<&Option<SourcePath>> {
        let found = self.files.iter().find(|(old, _)| old == path);
        found.map(|(_, new)| new)
    }

    fn new_path<'p>(&'p self, path: &'p SourcePath) -> &'p SourcePath {
        self.file(path).and_then(Option::as_ref).unwrap_or(path)
    }

    fn texts(&self) -> Vec<String> {
        let ids = self.ids.iter().map(|(old, _)| old.clone());
        let files = self.files.iter().filter_map(|(old, _)| {
            let name = old.as_str().rsplit('/').next()?;
            Some(name.trim_end_matches(".md").to_owned())
        });
        ids.chain(files).collect()
    }
}

/// Replaces names and links. Files are not moved. Returns the number of places by file.
pub(super) fn rename_references(
    working: &mut WorkingSite,
    site: &Site,
    names: &NewNames,
) -> Result<BTreeMap<SourcePath, usize>, Refusal> {
    let mut edits = Vec::new();
    for naming in namings(&working.tree, site, &names.texts()) {
        let at = naming.at();
        let Ok(text) = working.text(&at.path) else {
            continue;
        };
        let source = &text[at.span.range()];
        let new = match &naming {
            Naming::Name(name) => new_name(source, &name.text, names),
            Naming::Link(link) => {
                let is_own = names.file(&at.path).is_some();
                let (links, is_file) = match &link.target {
                    LinkTarget::Record(id) | LinkTarget::Source(id) => {
                        let id = id.trim();
                        (names.ids.iter().any(|(old, _)| old == id), false)
                    }
                    LinkTarget::File(path) => (names.file(path).is_some() || is_own, true),
                    LinkTarget::Asset(_) => (is_own, true),
                    LinkTarget::View(_) | LinkTarget::Here => (false, false),
                };
                links
                    .then(|| new_link(text, source, at, names, is_file))
                    .flatten()
            }
        };
        if let Some((range, new)) = new.map(|new| new.placed(at)) {
            edits.push((at.path.clone(), TextEdit::new(range, new)));
        }
    }
    let mut counts: BTreeMap<SourcePath, usize> = BTreeMap::new();
    edits.sort_by(|(a, x), (b, y)| (a, x.span).cmp(&(b, y.span)));
    edits.dedup_by(|(a, x), (b, y)| a == b && x.span == y.span);
    for (path, _) in &edits {
        *counts.entry(path.clone()).or_default() += 1;
    }
    working.replace(edits)?;
    Ok(counts)
}

/// A new text, in the place of the naming or elsewhere in its file.
enum NewText {
    Here(String),
    There(std::ops::Range<usize>, String),
}

impl NewText {
    fn placed(self, at: &Location) -> (std::ops::Range<usize>, String) {
        match self {
            NewText::Here(text) => (at.span.range(), text),
            NewText::There(range, text) => (range, text),
        }
    }
}

/// Returns a name as it is written afterwards. `None`: it names another record, or copies an anchor.
fn new_name(source: &str, name: &str, names: &NewNames) -> Option<NewText> {
    let (_, new) = names.ids.iter().find(|(old, _)| old == name)?;
    (!source.starts_with('*')).then(|| NewText::Here(write_scalar_like(source, new)))
}

fn new_link(
    text: &str,
    source: &str,
    at: &Location,
    names: &NewNames,
    is_file: bool,
) -> Option<NewText> {
    let rewriter = LinkRewriter {
        ids: &names.ids,
        files: &names.files,
        from: &at.path,
        to: names.new_path(&at.path),
        id: &names.id,
    };
    if let Some(link) = rewriter.as_wiki_link(source) {
        return Some(NewText::Here(link));
    }
    let new = rewriter.rewrite(source);
    if new != source {
        return Some(NewText::Here(new));
    }
    // The address of `[words][label]` stands in a line of its own.
    let definition = is_file
        .then(|| definition(text, source, &rewriter))
        .flatten();
    definition.map(|(range, new)| NewText::There(range, new))
}

fn definition(
    text: &str,
    source: &str,
    rewriter: &LinkRewriter<'_>,
) -> Option<(std::ops::Range<usize>, String)> {
    let label = source.strip_suffix("[]").unwrap_or(source);
    let label = &label[label.rfind('[')?..];
    let mut from = 0;
    while let Some(at) = text[from..].find(label) {
        let start = from + at;
        from = start + label.len();
        let begins_line = text[..start].ends_with(['\n', '\r']);
        if begins_line && text[from..].starts_with(':') {
            let end = text[from..]
                .find(['\n', '\r'])
                .map_or(text.len(), |end| from + end);
            let line = &text[start..end];
            return Some((start..end, rewriter.rewrite(line)));
        }
    }
    None
}
