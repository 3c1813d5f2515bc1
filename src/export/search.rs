//! The files of the search index, built by [`crate::search`] from the records of each language.

use rayon::prelude::*;

use super::plain_text::write_plain_text;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::plan::{PageKind, Route};
use crate::record::{Date, PartialDate, Record, Status, Value};
use crate::render::Theme;
use crate::search::{
    self, AnswerCells, AnswerPages, Document, IndexFile, IndexFileContent, IndexInput, SearchFacet,
    SearchKind,
};
use crate::site::{KindIx, Language, Localized};

/// A file of the search index.
#[derive(Clone, Debug)]
pub struct SearchFile {
    /// The path of the file.
    pub route: Route,
    language: Language,
    content: IndexFileContent,
}

/// Builds the files of the index. Their names contain hashes of their content, so they cannot be planned.
pub fn search_index(model: &SiteModel, theme: &Theme) -> Vec<SearchFile> {
    let languages: Vec<Language> = model.site.each_language().collect();
    languages
        .into_iter()
        .flat_map(|language| index_language(model, theme, language))
        .collect()
}

fn index_language(model: &SiteModel, theme: &Theme, language: Language) -> Vec<SearchFile> {
    let documents: Vec<RecordIx> = model.atlas.indices().collect();
    let documents: Vec<Document<'_>> = documents
        .into_par_iter()
        .map(|ix| document(model, language, ix))
        .collect();
    let code = model.site.code(language);
    let input = IndexInput {
        language: code,
        documents: &documents,
        strings: &model.messages.with_prefix(code, "search_"),
        synonyms: &model.site.synonyms,
        pages: &answer_pages(model, language),
    };
    let texts = |places: &[u32], to: &mut dyn FnMut(&str, &str)| {
        each_text(model, theme, language, places, to);
    };
    let files = search::build_index(input, texts);
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
    theme: &Theme,
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
        theme.write_record_values(model, language, ix, &mut text);
        to(record.summary.text(language), &text);
    }
}

impl SearchFile {
    /// Writes the file in chunks; `model` and `theme` must be those that the index was built from.
    pub fn write(&self, model: &SiteModel, theme: &Theme, to: &mut dyn FnMut(&[u8])) {
        let texts = match &self.content {
            IndexFileContent::Bytes(bytes) => return to(bytes),
            IndexFileContent::Snippets(texts) => texts,
        };
        texts.write(
            |places, each| each_text(model, theme, self.language, places, each),
            to,
        );
    }
}

fn document(model: &SiteModel, language: Language, ix: RecordIx) -> Document<'_> {
    let atlas = &model.atlas;
    let record = atlas.record(ix);
    let facet = |ix: &RecordIx| SearchFacet {
        id: &atlas.record(*ix).id,
        label: model.title(language, *ix),
    };
    let above = |own: &[RecordIx]| {
        let mut above: Vec<RecordIx> = own
            .iter()
            .flat_map(|facet| atlas.facets.with_ancestors(*facet))
            .collect();
        above.sort();
        above.dedup();
        above.retain(|facet| !own.contains(facet));
        above
    };
    let (regions, sectors) = (atlas.facets.regions(ix), atlas.facets.sectors(ix));
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
        id: &record.id,
        url: model.plan.record(ix, language).address.as_str(),
        kind: search_kind(model, language, record.kind),
        regions: regions.iter().map(facet).collect(),
        regions_above: above(regions).iter().map(facet).collect(),
        sectors: sectors.iter().map(facet).collect(),
        sectors_above: above(sectors).iter().map(facet).collect(),
        title: model.title(language, ix),
        name,
        aliases,
        codes: codes(record, language),
        status: status_label(model, language, record.status),
        summary: record.summary.text(language),
    }
}

fn search_kind(model: &SiteModel, language: Language, ix: KindIx) -> SearchKind<'_> {
    let kind = model.site.vocabulary.kind(ix);
    let list = model.plan.page(&PageKind::Kind(ix, 1), language);
    SearchKind {
        id: &kind.id,
        label: kind.label.text(language),
        title: kind.title.text(language),
        list: list.map(|page| page.address.as_str()),
        colour: kind.colour.number(),
    }
}

/// The id of a record, and its dates as digits: `20170221`, `201702`.
fn codes(record: &Record, language: Language) -> Vec<String> {
    let dates = record
        .fields
        .iter()
        .filter_map(|fact| match fact.value_in(language) {
            Value::Date(date) => Some(*date),
            _ => None,
        });
    let dates = dates.chain(record.observations.iter().filter_map(|figure| figure.on));
    let mut codes = vec![record.id.to_string()];
    for moment in dates
        .flat_map(|date| [Date::from(date), Date::to(date)])
        .flatten()
    {
        let PartialDate {
            year, month, day, ..
        } = moment;
        if let (0..=9999, Some(month)) = (year, month) {
            let day = day.map_or(String::new(), |day| format!("{day:02}"));
            codes.push(format!("{year:04}{month:02}{day}"));
        }
    }
    codes.dedup();
    codes
}

/// The pages that answer a search in a language.
fn answer_pages(model: &SiteModel, language: Language) -> AnswerPages {
    let address = |kind: &PageKind| {
        let page = model.plan.page(kind, language);
        page.map(|page| page.address.as_str().to_owned())
    };
    let mut cells: Option<AnswerCells> = None;
    for (region, sector) in model.atlas.facets.matrix.cells.keys().copied() {
        let id = |ix| model.atlas.record(ix).id.to_string();
        let (row, column) = (id(region), id(sector));
        if cells.is_none()
            && let Some(first) = address(&PageKind::Cell(region, sector))
        {
            let ids = format!("{row}--{column}");
            cells = Some(AnswerCells {
                address: first.replace(&ids, "{region}--{sector}"),
                sectors: Default::default(),
            });
        }
        if let Some(cells) = &mut cells {
            cells.sectors.entry(row).or_default().push(column);
        }
    }
    AnswerPages {
        cells,
        network: address(&PageKind::Network),
    }
}

/// The label of a status; `None` for `Stated`.
fn status_label(model: &SiteModel, language: Language, status: Status) -> Option<&str> {
    let mut statuses = model.site.vocabulary.statuses.iter();
    let known = statuses.find(|known| known.id == status.id());
    let label = known.map_or(status.id(), |known| known.label.text(language));
    (status != Status::Stated).then_some(label)
}
