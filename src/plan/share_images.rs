//! The share pictures of records.

use std::collections::BTreeSet;
use std::hash::Hasher;

use xxhash_rust::xxh3::Xxh3Default;

use super::page::PageKind;
use super::page_list::PageList;
use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::picture::{SHARE_VERSION, ShareColours, ShareFont, ShareText};
use crate::site::{Colour, Language, Site};
use crate::source::{File, Tree};

/// The colours of the light pages, as the style sheet has them.
const GROUND: [u8; 3] = [0xf6, 0xf8, 0xf7];
const INK: [u8; 3] = [0x17, 0x21, 0x26];
const ACCENT: [u8; 3] = [0x0d, 0x4f, 0x7c];
const MUTED: [u8; 3] = [0x4d, 0x5a, 0x61];

/// The regions that a picture names.
const MAX_PLACES: usize = 3;

/// The share picture of a record in a language, with what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ShareImage {
    language: Language,
    record: RecordIx,
    /// The hash of everything that the picture shows. `None`: the font cannot show the character.
    shown: Result<u64, char>,
}

/// Returns the texts of the share picture of a record.
pub fn share_text(site: &Site, atlas: &Atlas, record: RecordIx, language: Language) -> ShareText {
    let title = |record: RecordIx| atlas.record(record).title(language).0.to_string();
    let name = atlas.record(record).name.get(language);
    let name = name.map_or_else(|| title(record), |(name, _)| name.to_string());
    let regions = atlas.facets.regions(record).iter();
    let regions = regions.filter(|region| **region != record).take(MAX_PLACES);
    let regions: Vec<String> = regions.map(|region| title(*region)).collect();
    let kind = site.vocabulary.kind(atlas.kind(record));
    ShareText {
        kind: kind.label.text(language).to_owned(),
        name,
        places: regions.join(" · "),
        site: site.title.text(language).to_owned(),
    }
}

/// Returns the colours of all share pictures.
pub fn share_colours(site: &Site) -> ShareColours {
    let accent = site.colours.accent.map(|accent| accent.light);
    ShareColours {
        ground: GROUND,
        ink: INK,
        accent: accent.map_or(ACCENT, Colour::components),
        muted: MUTED,
    }
}

/// Returns the font of all share pictures: that of the settings, or that of the program.
pub fn share_font<'t>(site: &Site, tree: &'t Tree) -> ShareFont<'t> {
    let named = site.share.font.as_ref();
    let file = named.and_then(|font| tree.file(font.file.as_str()));
    match file.and_then(|file| ShareFont::parse(file.bytes())) {
        Some(font) => font,
        None => ShareFont::of_program(),
    }
}

/// Returns the share pictures of all records; none unless the settings ask for them.
pub(super) fn share_images(site: &Site, atlas: &Atlas, tree: &Tree) -> Vec<ShareImage> {
    if !site.share.draws_images {
        return Vec::new();
    }
    let font = share_font(site, tree);
    let named = site.share.font.as_ref();
    let font_hash = named.and_then(|font| tree.file(font.file.as_str()).map(File::hash));
    let colours = share_colours(site);
    let pages = site
        .each_language()
        .flat_map(|language| atlas.indices().map(move |record| (language, record)));
    let images = pages.map(|(language, record)| {
        let text = share_text(site, atlas, record, language);
        let texts = [&text.kind, &text.name, &text.places, &text.site];
        let missing = texts.iter().find_map(|text| font.missing(text));
        let mut hash = Xxh3Default::new();
        hash.write_u64(SHARE_VERSION);
        hash.write_u64(font_hash.unwrap_or_default());
        let id = &atlas.record(record).id;
        let own = [&**id, site.code(language)].into_iter();
        for text in own.chain(texts.iter().map(|text| text.as_str())) {
            hash.write(text.as_bytes());
            hash.write_u8(0xff);
        }
        for colour in [colours.ground, colours.ink, colours.accent, colours.muted] {
            hash.write(&colour);
        }
        ShareImage {
            language,
            record,
            shown: missing.map_or_else(|| Ok(hash.finish()), Err),
        }
    });
    images.collect()
}

/// Adds the share pictures to the pages.
pub(super) fn add_share_images(images: &[ShareImage], list: &mut PageList<'_>) {
    for image in images {
        let Ok(hash) = image.shown else { continue };
        let origin = Some(list.atlas.record(image.record).at.clone());
        let route = format!("share/{hash:016x}.png");
        list.add(
            image.language,
            PageKind::ShareImage(image.record),
            &route,
            origin,
        );
    }
}

/// Reports the names that the font cannot show, once for each record, and a file that is no font.
pub(super) fn check_share_images(
    images: &[ShareImage],
    site: &Site,
    atlas: &Atlas,
    tree: &Tree,
) -> Vec<Diagnostic> {
    let font = site.share.font.iter().filter(|font| {
        let file = tree.file(font.file.as_str());
        file.is_some_and(|file| ShareFont::parse(file.bytes()).is_none())
    });
    let font = font.map(|font| {
        let name = font.file.as_str().to_owned();
        Diagnostic::new(Code::BadFont, font.at.clone()).with("name", name)
    });
    let mut reported = BTreeSet::new();
    let missing = images.iter().filter_map(|image| {
        let character = image.shown.err()?;
        let is_new = reported.insert(image.record);
        let at = atlas.record(image.record).at.clone();
        let found =
            Diagnostic::new(Code::ShareLetters, at).with("character", character.to_string());
        is_new.then_some(found)
    });
    font.chain(missing).collect()
}
