//! The files of the search index, built by [`crate::search`] from the records of each language.

use rayon::prelude::*;

use super::plain_text::write_plain_text;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::plan::Route;
use crate::record::Status;
use crate::search::{self, Document, IndexFile, IndexFileContent, SearchFacet};
use crate::site::{Language, Localized};

/// A file of the search index.
#[derive(Clone, Debug)]
pub struct SearchFile {
    /// The path of the file.
    pub route: Route,
    language: Language,
    content: IndexFileContent,
}

/// Builds the files of the index. Their names contain hashes of their content, so they cannot be planned.
pub fn search_index(model: &SiteModel) -> Vec<SearchFile> {
    let languages: Vec<Language> = model.site.each_language().collect();
    languages
        .into_iter()
        .flat_map(|language| index_language(model, language))
        .collect()
}

fn index_language(model: &SiteModel, language: Language) -> Vec<SearchFile> {
    let documents: Vec<RecordIx> = model.atlas.indices().collect();
    let documents: Vec<Document<'_>> = documents
        .into_par_iter()
        .map(|ix| document(model, language, ix))
        .collect();
    let files = search::build_index(
        model.site.code(language),
        &documents,
        |places, to| each_text(model, language, places, to),
        &model
            .messages
            .with_prefix(model.site.code(language), "search_"),
    );
    files
        .into_iter()
        .map(|IndexFile { path, content }| SearchFile {
            route: Route::new(&path),
            language,
            content,
        })
        .collect()
}

/// Calls `to` with the summary and the plain text of each of the given records.
fn each_text(
    model: &SiteModel,
    language: Language,
    places: &[u32],
    to: &mut dyn FnMut(&str, &str),
) {
    let mut text = String::new();
    for ix in places.iter().map(|place| RecordIx::new(*place as usize)) {
        let record = model.atlas.record(ix);
        text.clear();
        if let Some((body, _)) = record.body(language) {
            write_plain_text(
                model,
                model.atlas.resolved_body(ix, body),
                language,
                &mut text,
            );
        }
        to(record.summary.text(language), &text);
    }
}

impl SearchFile {
    /// Writes the file in chunks; `model` must be the one that the index was built from.
    pub fn write(&self, model: &SiteModel, to: &mut dyn FnMut(&[u8])) {
        let texts = match &self.content {
            IndexFileContent::Bytes(bytes) => return to(bytes),
            IndexFileContent::Snippets(texts) => texts,
        };
        texts.write(
            |places, each| each_text(model, self.language, places, each),
            to,
        );
    }
}

fn document(model: &SiteModel, language: Language, ix: RecordIx) -> Document<'_> {
    let atlas = &model.atlas;
    let record = atlas.record(ix);
    let kind = model.site.vocabulary.kind(record.kind);
    let facet = |ix: &RecordIx| SearchFacet {
        id: &atlas.record(*ix).id,
        label: model.title(language, *ix),
    };
    let regions = atlas.facets.regions(ix);
    let mut above: Vec<RecordIx> = regions
        .iter()
        .flat_map(|region| atlas.facets.with_ancestors(*region))
        .collect();
    above.sort();
    above.dedup();
    above.retain(|region| !regions.contains(region));
    let name = record.name.text(language);
    // Names of all languages, since a reader may know only another one.
    let names = [&record.name, &record.short]
        .into_iter()
        .chain(&record.aliases)
        .flat_map(Localized::iter);
    let mut aliases: Vec<&str> = names
        .map(|(_, text)| &**text)
        .chain(record.foreign_names.iter().map(|name| &*name.text))
        .filter(|text| *text != name)
        .collect();
    aliases.dedup();
    Document {
        url: model.plan.record(ix, language).address.as_str(),
        kind: SearchFacet {
            id: &kind.id,
            label: kind.label.text(language),
        },
        regions: regions.iter().map(facet).collect(),
        regions_above: above.iter().map(facet).collect(),
        sectors: atlas.facets.sectors(ix).iter().map(facet).collect(),
        name,
        aliases,
        status: status_label(model, language, record.status),
        summary: record.summary.text(language),
    }
}

/// The label of a status; `None` for `Stated`.
fn status_label(model: &SiteModel, language: Language, status: Status) -> Option<&str> {
    let mut statuses = model.site.vocabulary.statuses.iter();
    let known = statuses.find(|known| known.id == status.id());
    let label = known.map_or(status.id(), |known| known.label.text(language));
    (status != Status::Stated).then_some(label)
}
