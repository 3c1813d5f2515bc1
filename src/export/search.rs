//! The search index: what [`crate::search`] makes of the records, for every language.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::atlas::RecordIx;
use crate::layout::World;
use crate::page::Route;
use crate::record::Piece;
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
    search::index(
        world.site.code(language),
        &documents,
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
        summary: Cow::Borrowed(record.summary.text(language)),
        text: Cow::Owned(text(world, language, ix)),
    }
}

/// The words of a record's text, the names that stand in it for links included.
fn text(world: &World, language: Language, ix: RecordIx) -> String {
    let record = world.atlas.record(ix);
    let Some((body, _)) = record.body(language) else { return String::new() };
    let mut plain = String::with_capacity(1024);
    for piece in &body.pieces {
        match piece {
            Piece::Html(html) => strip(html, &mut plain),
            Piece::Name(link) => {
                let to = world.atlas.destination(&body.links[*link as usize], &world.site);
                if let Some(crate::atlas::Destination::Record(to)) = to {
                    plain.push_str(world.atlas.record(to).title(language).0);
                }
            }
            Piece::Address(_) | Piece::Citation(_) => {}
        }
    }
    plain
}

/// Takes the markup out of HTML. The end of a block ends a sentence; an address that was cut out leaves a tag open.
fn strip(html: &str, plain: &mut String) {
    let mut rest = match html.split_once('>') {
        // What stands before the first `<` belongs to a tag that a hole has cut.
        Some((before, after)) if before.starts_with('"') && !before.contains('<') => after,
        _ => html,
    };
    while let Some((text, tag)) = rest.split_once('<') {
        push_unescaped(text, plain);
        let block = ["/p", "/h", "/li", "/td", "br", "/div", "/blockquote"].iter().any(|end| tag.starts_with(end));
        if block {
            plain.push('\n');
        }
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    push_unescaped(rest, plain);
}

fn push_unescaped(text: &str, plain: &mut String) {
    if text.contains('&') {
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        plain.push_str(&text);
    } else {
        plain.push_str(text);
    }
}
