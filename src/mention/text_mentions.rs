//! The unlinked mentions of all texts of a site.

use std::collections::HashSet;

use rayon::prelude::*;

use super::finder::MentionFinder;
use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::{Location, Span};
use crate::record::{self, Body, body_range, linkable_ranges};
use crate::site::{Language, Site};
use crate::source::{File, SourcePath, Tree};
use crate::text::folding::fold_name;

/// A name of a record that stands in a text without a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlinkedMention {
    /// The record.
    pub record: RecordIx,
    /// Where the name stands.
    pub at: Location,
    /// The name, as it stands there.
    pub words: String,
}

/// Returns the first mention of each record in each text of a Markdown file that does not link to it. The record's own texts
/// have none.
pub fn unlinked_mentions(tree: &Tree, atlas: &Atlas, site: &Site) -> Vec<UnlinkedMention> {
    let languages: Vec<Language> = site.each_language().collect();
    let finders = languages
        .iter()
        .map(|language| MentionFinder::new(atlas, site, *language));
    let finders: Vec<MentionFinder> = finders.collect();
    let files: Vec<_> = tree
        .folder("content")
        .filter(|(path, _)| path.as_str().ends_with(".md"))
        .collect();
    let of_files = files.into_par_iter().map(|(path, file)| {
        let language = language_of(path, site);
        let place = languages.iter().position(|known| *known == language);
        let finder = place.map(|place| &finders[place]);
        finder.map_or_else(Vec::new, |finder| {
            find_in_file(path, file, finder, atlas, site)
        })
    });
    of_files.flatten().collect()
}

fn language_of(path: &SourcePath, site: &Site) -> Language {
    let stem = path.as_str().trim_end_matches(".md");
    let code = stem.rsplit_once('.').map(|(_, code)| code);
    code.and_then(|code| site.language(code))
        .unwrap_or(Language::DEFAULT)
}

/// Returns the unlinked mentions of one file.
pub fn mentions_of_file(
    path: &SourcePath,
    file: &File,
    atlas: &Atlas,
    site: &Site,
) -> Vec<UnlinkedMention> {
    let finder = MentionFinder::new(atlas, site, language_of(path, site));
    find_in_file(path, file, &finder, atlas, site)
}

fn find_in_file(
    path: &SourcePath,
    file: &File,
    finder: &MentionFinder,
    atlas: &Atlas,
    site: &Site,
) -> Vec<UnlinkedMention> {
    let Ok(text) = file.text() else {
        return Vec::new();
    };
    let parsed = record::parse(path, file, site).value;
    let mut known: HashSet<RecordIx> = HashSet::new();
    for record in &parsed.records {
        known.extend(atlas.by_id(&record.id));
        record
            .texts()
            .for_each(|text| add_linked(text.body, atlas, site, &mut known));
    }
    if let Some(page) = &parsed.free_page {
        add_linked(&page.body, atlas, site, &mut known);
    }
    let body = body_range(text);
    let mut found = Vec::new();
    for range in linkable_ranges(&text[body.clone()]) {
        let start = body.start + range.start;
        let part = &text[start..body.start + range.end];
        for name in finder.find(part) {
            let words = &part[name.range.clone()];
            let id = &atlas.record(name.record).id;
            let is_plain = !words.contains(['[', ']', '|', '\n']);
            let is_ignored = site.mentions.ignores_words(id, &fold_name(words));
            if is_plain && !is_ignored && known.insert(name.record) {
                found.push(UnlinkedMention {
                    record: name.record,
                    at: Location {
                        path: path.clone(),
                        span: Span::new(start + name.range.start..start + name.range.end),
                    },
                    words: words.to_owned(),
                });
            }
        }
    }
    found
}

fn add_linked(body: &Body, atlas: &Atlas, site: &Site, known: &mut HashSet<RecordIx>) {
    for link in &body.links {
        if let Some(crate::atlas::ResolvedLink::Record(record)) = atlas.resolve_link(link, site) {
            known.insert(record);
        }
    }
}
