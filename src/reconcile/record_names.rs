//! The names of the records of a kind, by the forms in which they are looked for.

use std::collections::HashMap;

use super::name_form::{NameForm, NameForms};
use crate::atlas::RecordIx;
use crate::model::{SiteModel, records_by_identifier};
use crate::site::{Direction, KindIx, Localized};

/// The records of a kind by their names and identifiers.
pub(super) struct RecordNames {
    pub(super) forms: NameForms,
    pub(super) identifiers: HashMap<(String, String), RecordIx>,
    pub(super) names: Vec<IndexedName>,
    folded: HashMap<String, Vec<usize>>,
    bare: HashMap<String, Vec<usize>>,
    stems: HashMap<Vec<String>, Vec<usize>>,
    initials: HashMap<String, Vec<usize>>,
    /// The names that have a word, by its stem.
    by_stem: HashMap<String, Vec<usize>>,
    /// The names by pieces of three letters.
    by_piece: HashMap<[char; 3], Vec<usize>>,
}

/// A name of a record.
pub(super) struct IndexedName {
    pub(super) record: RecordIx,
    pub(super) form: NameForm,
    pub(super) letters: Vec<char>,
}

impl RecordNames {
    pub(super) fn new(model: &SiteModel, kind: KindIx) -> RecordNames {
        let languages = model
            .site
            .each_language()
            .map(|language| model.site.code(language));
        let mut names = RecordNames {
            forms: NameForms::new(languages),
            identifiers: records_by_identifier(model, kind),
            names: Vec::new(),
            folded: HashMap::new(),
            bare: HashMap::new(),
            stems: HashMap::new(),
            initials: HashMap::new(),
            by_stem: HashMap::new(),
            by_piece: HashMap::new(),
        };
        for ix in model.atlas.of_kind(kind) {
            let record = model.atlas.record(*ix);
            let texts = [&record.name, &record.short]
                .into_iter()
                .chain(&record.aliases);
            let own = texts.flat_map(Localized::iter).map(|(_, text)| text);
            let foreign = record.foreign_names.iter().map(|name| &name.text);
            for text in own.chain(foreign) {
                names.add(*ix, text);
            }
        }
        names
    }

    fn add(&mut self, record: RecordIx, text: &str) {
        let form = self.forms.of(text);
        let index = self.names.len();
        let mut of_record = self
            .names
            .iter()
            .rev()
            .take_while(|name| name.record == record);
        if of_record.any(|name| name.form.folded == form.folded) {
            return;
        }
        self.folded
            .entry(form.folded.clone())
            .or_default()
            .push(index);
        self.bare.entry(form.bare.clone()).or_default().push(index);
        self.stems
            .entry(form.stems.clone())
            .or_default()
            .push(index);
        if form.initials.chars().count() >= 2 {
            self.initials
                .entry(form.initials.clone())
                .or_default()
                .push(index);
        }
        for stem in &form.stems {
            let of_stem = self.by_stem.entry(stem.clone()).or_default();
            if of_stem.last() != Some(&index) {
                of_stem.push(index);
            }
        }
        let letters: Vec<char> = form.bare.chars().collect();
        for piece in pieces(&letters) {
            let of_piece = self.by_piece.entry(piece).or_default();
            if of_piece.last() != Some(&index) {
                of_piece.push(index);
            }
        }
        self.names.push(IndexedName {
            record,
            form,
            letters,
        });
    }

    fn records(&self, found: Option<&Vec<usize>>) -> Vec<RecordIx> {
        let indexes = found.map_or(&[] as &[usize], Vec::as_slice);
        let mut records: Vec<RecordIx> = indexes
            .iter()
            .map(|index| self.names[*index].record)
            .collect();
        records.sort_unstable();
        records.dedup();
        records
    }

    /// Returns the records that have a name.
    pub(super) fn of_name(&self, form: &NameForm) -> Vec<RecordIx> {
        self.records(self.folded.get(&form.folded))
    }

    /// Returns the records that have a name without its legal form.
    pub(super) fn of_bare_name(&self, form: &NameForm) -> Vec<RecordIx> {
        self.records(self.bare.get(&form.bare))
    }

    /// Returns the records that have a name of the same word stems.
    pub(super) fn of_stems(&self, form: &NameForm) -> Vec<RecordIx> {
        self.records(self.stems.get(&form.stems))
    }

    /// Returns the records of whose names a word is the first letters.
    pub(super) fn of_abbreviation(&self, word: &str) -> Vec<RecordIx> {
        self.records(self.initials.get(word))
    }

    /// Returns how many names have a word with a stem.
    pub(super) fn frequency(&self, stem: &str) -> usize {
        self.by_stem.get(stem).map_or(0, Vec::len)
    }

    /// Returns the indexes of the names that share at least half of the pieces of three letters, or a rare word.
    pub(super) fn similar(&self, form: &NameForm) -> Vec<usize> {
        let letters: Vec<char> = form.bare.chars().collect();
        let own = pieces(&letters);
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for piece in &own {
            for index in self.by_piece.get(piece).into_iter().flatten() {
                *counts.entry(*index).or_default() += 1;
            }
        }
        let mut similar: Vec<usize> = counts
            .into_iter()
            .filter(|(_, count)| *count * 2 >= own.len())
            .map(|(index, _)| index)
            .collect();
        similar.sort_unstable();
        similar
    }
}

/// Returns the different pieces of three letters of a text.
fn pieces(letters: &[char]) -> Vec<[char; 3]> {
    let mut pieces: Vec<[char; 3]> = letters.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

/// Returns the places of a record: the titles of its regions with all above them, and its place, folded.
pub(super) fn places(model: &SiteModel, ix: RecordIx) -> Vec<String> {
    use crate::text::folding::fold_name;
    let atlas = &model.atlas;
    let known = model.site.vocabulary.known.region;
    let regions = atlas.related(ix, known, Direction::Forward);
    let mut places: Vec<String> = Vec::new();
    for region in regions {
        for above in atlas.facets.with_ancestors(region) {
            let record = atlas.record(above);
            places.push(record.id.to_lowercase());
            let names = [&record.name, &record.short]
                .into_iter()
                .chain(&record.aliases);
            places.extend(
                names
                    .flat_map(Localized::iter)
                    .map(|(_, text)| fold_name(text)),
            );
        }
    }
    for field in &atlas.record(ix).fields {
        if model.site.vocabulary.field(field.field).name == "place" {
            for value in field.value.all() {
                if let crate::record::Value::Text(text) = value {
                    places.extend(text.iter().map(|(_, text)| fold_name(text)));
                }
            }
        }
    }
    places
}
