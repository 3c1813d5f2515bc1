//! The search index: what [`crate::search`] makes of the records, for every language.

use rayon::prelude::*;

use super::plain::write_plain;
use crate::atlas::RecordIx;
use crate::layout::World;
use crate::page::Route;
use crate::search::{self, Document, Facet};
use crate::site::{Language, Localized};

/// The files of the index with where they are written. Their names carry hashes of their bytes, so they are known only
/// when they are made.
pub fn search_index(world: &World) -> Vec<(Route, Vec<u8>)> {
    let languages: Vec<Language> = world.site.each_language().collect();
    let files = languages.into_iter().flat_map(|language| of_language(world, language));
    files.map(|(path, bytes)| (Route::new(&path), bytes)).collect()
}

fn of_language(world: &World, language: Language) -> Vec<search::File> {
    let records: Vec<RecordIx> = world.atlas.each().collect();
    let documents: Vec<Document<'_>> = records.par_iter().map(|ix| document(world, language, *ix)).collect();
    let text = |place: usize, buffer: &mut String| {
        if let Some((body, _)) = world.atlas.record(records[place]).body(language) {
            write_plain(world, body, language, buffer);
        }
    };
    search::index(
        world.site.code(language),
        &documents,
        text,
        &world.layouts.strings.flat(world.site.code(language), "search_"),
    )
}

fn document(world: &World, language: Language, ix: RecordIx) -> Document<'_> {
    let atlas = &world.atlas;
    let record = atlas.record(ix);
    let kind = world.site.vocabulary.kind(record.kind);
    let facet = |ix: &RecordIx| {
        let found = atlas.record(*ix);
        Facet { id: &found.id, label: found.title(language).0 }
    };
    let regions = atlas.facets.regions(ix);
    let mut above: Vec<RecordIx> = regions.iter().flat_map(|region| atlas.facets.with_ancestors(*region)).collect();
    above.sort();
    above.dedup();
    above.retain(|region| !regions.contains(region));
    let name = record.name.text(language);
    // The names of all languages: a reader may know only the other one.
    let names = [&record.name, &record.short].into_iter().chain(&record.aliases).flat_map(Localized::iter);
    let mut aliases: Vec<&str> = names.map(|(_, text)| &**text).filter(|text| *text != name).collect();
    aliases.dedup();
    Document {
        url: world.plan.record(ix, language).address.as_str(),
        kind: Facet { id: &kind.id, label: kind.label.text(language) },
        regions: regions.iter().map(facet).collect(),
        regions_above: above.iter().map(facet).collect(),
        sectors: atlas.facets.sectors(ix).iter().map(facet).collect(),
        name,
        aliases,
        summary: record.summary.text(language),
    }
}
