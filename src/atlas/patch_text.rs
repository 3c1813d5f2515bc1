//! Incremental update for edits that change only the body text of one record. Everything else is shared with the previous
//! atlas, so that the update costs one record.

use std::collections::HashMap;
use std::sync::Arc;

use super::check_links;
use super::linked_atlas::{Atlas, ResolvedLink};
use super::record_ix::RecordIx;
use crate::diagnostic::{Checked, Collector, Location};
use crate::record::{Body, Record, RecordText};
use crate::site::{Direction, Language, Site};

/// A relation that was made by a link which has moved in its file.
struct MovedLink {
    /// The index of the relation.
    relation: usize,
    from: Location,
    to: Location,
}

impl Atlas {
    /// Returns the atlas after a record of a file has changed from `old` to `new`, with the diagnostics of its links.
    /// `None` if more than body text has changed, and everything has to be linked again.
    pub fn patch_text(&self, old: &Record, new: &Record, site: &Site) -> Option<Checked<Atlas>> {
        if !differs_only_in_text(old, new) {
            return None;
        }
        let ix = self.index.names.by_id(&old.id)?;
        let before = self.record(ix);
        // A translation may have replaced the bodies of the file.
        let is_shown = |text: RecordText<'_>| before.bodies.exact(text.language) == Some(text.body);
        let is_own = old.translates.is_some() || before.at == old.at;
        if !is_own || before.kind != old.kind || !bodies(old).all(is_shown) {
            return None;
        }
        let mut record = (**before).clone();
        for text in bodies(new) {
            record.bodies.insert(text.language, text.body.clone());
        }
        let mut relations = self.relations.clone();
        for moved in self.moved_links(ix, before, &record, site)? {
            relations.get_mut(moved.relation)?.at = moved.to;
        }
        let mut records = self.records.clone();
        *records.get_mut(ix.index())? = Arc::new(record);
        let (free_pages, facets, index) = (
            self.free_pages.clone(),
            self.facets.clone(),
            self.index.clone(),
        );
        let atlas = Atlas {
            records,
            relations,
            free_pages,
            facets,
            index,
        };
        let mut diagnostics = Collector::default();
        let record = atlas.record(ix);
        for text in record.texts() {
            if !text.is_body() || new.bodies.exact(text.language).is_some() {
                check_links::check_record_text(&atlas, site, text, &mut diagnostics);
            }
        }
        Some(Checked {
            value: atlas,
            diagnostics: diagnostics.finish(),
        })
    }

    /// Returns the relations whose links have moved. `None` if two links with the same span make them ambiguous.
    fn moved_links(
        &self,
        ix: RecordIx,
        before: &Record,
        after: &Record,
        site: &Site,
    ) -> Option<Vec<MovedLink>> {
        let mut moved = Vec::new();
        for (old, new) in bodies(before).zip(bodies(after)) {
            self.moved_links_of_body(ix, old.body, new.body, site, &mut moved);
        }
        if !moved.is_empty() {
            let links = bodies(before).flat_map(|text| &text.body.links);
            let mut count: HashMap<&Location, usize> = HashMap::new();
            links.for_each(|link| *count.entry(&link.at).or_default() += 1);
            if moved
                .iter()
                .any(|moved| count.get(&moved.from).is_some_and(|count| *count > 1))
            {
                return None;
            }
        }
        Some(moved)
    }

    fn moved_links_of_body(
        &self,
        ix: RecordIx,
        old: &Body,
        new: &Body,
        site: &Site,
        moved: &mut Vec<MovedLink>,
    ) {
        let mut own: HashMap<(RecordIx, &Location), Vec<usize>> = HashMap::new();
        for edge in self
            .edges(ix)
            .iter()
            .filter(|edge| edge.side == Direction::Forward)
        {
            let relation = &self.relations[edge.relation as usize];
            if relation.owner == ix && relation.from == ix {
                own.entry((relation.to, &relation.at))
                    .or_default()
                    .push(edge.relation as usize);
            }
        }
        for (old, new) in old
            .links
            .iter()
            .zip(&new.links)
            .filter(|(old, new)| old.at != new.at)
        {
            let Some(ResolvedLink::Record(to)) = self.resolve_link(old, site) else {
                continue;
            };
            let relations = own.get(&(to, &old.at)).into_iter().flatten();
            moved.extend(relations.map(|relation| MovedLink {
                relation: *relation,
                from: old.at.clone(),
                to: new.at.clone(),
            }));
        }
    }
}

/// Whether two versions of a record differ only in body text: all else is equal, including the targets of links and the
/// ids of headings.
fn differs_only_in_text(old: &Record, new: &Record) -> bool {
    let languages =
        |record: &Record| -> Vec<Language> { bodies(record).map(|text| text.language).collect() };
    let has_same_links = |old: &Body, new: &Body| {
        let mut pairs = old.links.iter().zip(&new.links);
        old.links.len() == new.links.len()
            && pairs.all(|(a, b)| (&a.target, &a.anchor) == (&b.target, &b.anchor))
    };
    let has_same_headings = |old: &Body, new: &Body| {
        let mut pairs = old.headings.iter().zip(&new.headings);
        old.headings.len() == new.headings.len() && pairs.all(|(a, b)| a.id == b.id)
    };
    let Record {
        id,
        kind,
        translates,
        at,
        key_locations,
        name,
        short,
        aliases,
        aka,
        summary,
        fields,
        references,
        observations,
        bodies: _,
        status,
        draft,
        translations,
        is_partial,
    } = old;
    (id, kind, translates, at) == (&new.id, &new.kind, &new.translates, &new.at)
        && key_locations == &new.key_locations
        && (name, short, aliases, aka) == (&new.name, &new.short, &new.aliases, &new.aka)
        && (summary, fields, references) == (&new.summary, &new.fields, &new.references)
        && (observations, status, draft) == (&new.observations, &new.status, &new.draft)
        && (translations, is_partial) == (&new.translations, &new.is_partial)
        && languages(old) == languages(new)
        && bodies(old).zip(bodies(new)).all(|(old, new)| {
            has_same_links(old.body, new.body) && has_same_headings(old.body, new.body)
        })
}

/// Returns the body of a record in each of its languages.
fn bodies(record: &Record) -> impl Iterator<Item = RecordText<'_>> {
    record.texts().filter(RecordText::is_body)
}
