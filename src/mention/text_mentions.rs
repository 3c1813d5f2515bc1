//! The unlinked mentions of all texts of a site.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use super::finder::MentionFinder;
use crate::atlas::{Atlas, RecordIx, ResolvedLink};
use crate::diagnostic::{Location, Span};
use crate::record::{self, Body, Record, TextScalar, body_range, linkable_ranges, text_scalars};
use crate::site::{FieldType, Language, Site};
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
    /// The scalar of YAML in which it stands, and the quotation mark that this needs for a link. `None`: it needs none.
    pub missing_quote: Option<(Span, char)>,
}

/// Returns the first mention of each record in the texts of a file or of an item of a list, if these do not link to it. The
/// record's own texts have none.
pub fn unlinked_mentions(tree: &Tree, atlas: &Atlas, site: &Site) -> Vec<UnlinkedMention> {
    let search = MentionSearch::new(atlas, site, site.each_language());
    let files: Vec<_> = tree.folder("content").collect();
    let of_files = files
        .into_par_iter()
        .map(|(path, file)| search.of_file(path, file));
    of_files.flatten().collect()
}

/// Returns the unlinked mentions of one file.
pub fn mentions_of_file(
    path: &SourcePath,
    file: &File,
    atlas: &Atlas,
    site: &Site,
) -> Vec<UnlinkedMention> {
    let own = language_of(path, site);
    // Only a list has texts in several languages.
    let is_markdown = path.as_str().ends_with(".md");
    let languages = site
        .each_language()
        .filter(|language| !is_markdown || *language == own);
    MentionSearch::new(atlas, site, languages).of_file(path, file)
}

/// The keys of texts in YAML.
fn text_keys(site: &Site) -> Vec<&str> {
    let fields = site.vocabulary.fields.iter();
    let texts = fields.filter(|field| matches!(field.value, FieldType::Markdown));
    let mut keys: Vec<&str> = texts.map(|field| &*field.name).collect();
    keys.push("text");
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn language_of(path: &SourcePath, site: &Site) -> Language {
    let stem = path.as_str().trim_end_matches(".md");
    let code = stem.rsplit_once('.').map(|(_, code)| code);
    code.and_then(|code| site.language(code))
        .unwrap_or(Language::DEFAULT)
}

/// What is needed to find the mentions of a file.
struct MentionSearch<'a> {
    atlas: &'a Atlas,
    site: &'a Site,
    finders: Vec<(Language, MentionFinder)>,
    /// The keys of texts in YAML.
    keys: Vec<&'a str>,
}

impl<'a> MentionSearch<'a> {
    fn new(
        atlas: &'a Atlas,
        site: &'a Site,
        languages: impl Iterator<Item = Language>,
    ) -> MentionSearch<'a> {
        let finders =
            languages.map(|language| (language, MentionFinder::new(atlas, site, language)));
        MentionSearch {
            atlas,
            site,
            finders: finders.collect(),
            keys: text_keys(site),
        }
    }

    fn of_file(&self, path: &SourcePath, file: &File) -> Vec<UnlinkedMention> {
        let Ok(text) = file.text() else {
            return Vec::new();
        };
        let is_markdown = path.as_str().ends_with(".md");
        let parsed = record::parse(path, file, self.site).value;
        let records = parsed.records.iter();
        let records: HashMap<&str, &Record> =
            records.map(|record| (&*record.id, &**record)).collect();
        let own = language_of(path, self.site);
        let mut found = Vec::new();
        if is_markdown {
            let of_records = records.values();
            let mut known = of_records
                .flat_map(|record| self.linked(record, own))
                .collect();
            if let Some(page) = &parsed.free_page {
                self.add_linked(&page.body, &mut known);
            }
            for scalar in text_scalars(text, true, &self.keys) {
                self.of_scalar(path, text, (&scalar, own), &mut known, &mut found);
            }
            self.of_body(path, text, own, &mut known, &mut found);
        } else {
            for scalar in text_scalars(text, false, &self.keys) {
                let record = scalar.id.as_deref().and_then(|id| records.get(id));
                let language = match &scalar.language {
                    Some(code) => self.site.language(code),
                    None => Some(own),
                };
                if let (Some(record), Some(language)) = (record, language) {
                    let mut known = self.linked(record, language);
                    self.of_scalar(path, text, (&scalar, language), &mut known, &mut found);
                }
            }
        }
        found
    }

    /// The record itself, and those to which its texts in a language link.
    fn linked(&self, record: &Record, language: Language) -> HashSet<RecordIx> {
        let mut known: HashSet<RecordIx> = self.atlas.by_id(&record.id).into_iter().collect();
        for text in record.texts().filter(|text| text.language == language) {
            self.add_linked(text.body, &mut known);
        }
        known
    }

    fn add_linked(&self, body: &Body, known: &mut HashSet<RecordIx>) {
        for link in &body.links {
            if let Some(ResolvedLink::Record(record)) = self.atlas.resolve_link(link, self.site) {
                known.insert(record);
            }
        }
    }

    fn finder(&self, language: Language) -> Option<&MentionFinder> {
        let found = self.finders.iter().find(|(known, _)| *known == language);
        found.map(|(_, finder)| finder)
    }

    /// Adds the mentions of the text below the front matter.
    fn of_body(
        &self,
        path: &SourcePath,
        text: &str,
        language: Language,
        known: &mut HashSet<RecordIx>,
        found: &mut Vec<UnlinkedMention>,
    ) {
        let body = body_range(text);
        for (record, range) in self.names(language, &text[body.clone()], known) {
            found.push(UnlinkedMention {
                record,
                words: text[body.clone()][range.clone()].to_owned(),
                at: Location {
                    path: path.clone(),
                    span: Span::new(body.start + range.start..body.start + range.end),
                },
                missing_quote: None,
            });
        }
    }

    /// Adds the mentions of a text in YAML.
    fn of_scalar(
        &self,
        path: &SourcePath,
        file: &str,
        (scalar, language): (&TextScalar, Language),
        known: &mut HashSet<RecordIx>,
        found: &mut Vec<UnlinkedMention>,
    ) {
        let names = self.names(language, &scalar.text, known);
        let parts: Vec<_> = names.iter().map(|(_, range)| range.clone()).collect();
        let places = scalar.places(file, &parts).into_iter();
        for ((record, range), place) in names.into_iter().zip(places) {
            found.extend(place.map(|place| UnlinkedMention {
                record,
                words: scalar.text[range].to_owned(),
                at: Location {
                    path: path.clone(),
                    span: Span::new(place),
                },
                missing_quote: scalar.missing_quote.map(|quote| (scalar.span, quote)),
            }));
        }
    }

    /// The first names of records that are not known, which are known then. Sorted by place.
    fn names(
        &self,
        language: Language,
        text: &str,
        known: &mut HashSet<RecordIx>,
    ) -> Vec<(RecordIx, Range<usize>)> {
        let Some(finder) = self.finder(language) else {
            return Vec::new();
        };
        let mut names = Vec::new();
        for part in linkable_ranges(text) {
            for name in finder.find(&text[part.clone()]) {
                let range = part.start + name.range.start..part.start + name.range.end;
                let words = &text[range.clone()];
                let id = &self.atlas.record(name.record).id;
                let is_plain = !words.contains(['[', ']', '|', '\n']);
                let is_ignored = self.site.mentions.ignores_words(id, &fold_name(words));
                if is_plain && !is_ignored && known.insert(name.record) {
                    names.push((name.record, range));
                }
            }
        }
        names
    }
}
