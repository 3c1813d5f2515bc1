//! An atlas in which one text says something else.
//!
//! While an editor writes, almost every change is one of words: the names, the relations and the places of all records
//! stay what they were. Such an atlas shares them with the one before, and is made in the time that its one record takes.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Atlas, RecordIx, ResolvedLink, prose_links};
use crate::diagnostic::{Checked, Collector, Span};
use crate::record::{Body, Record};
use crate::site::{Direction, Site};

impl Atlas {
    /// The atlas with a file's record read anew. None where more than the words of its text changed, so that all has to
    /// be linked again.
    pub fn patch_text(&self, old: &Record, new: &Record, site: &Site) -> Option<Checked<Atlas>> {
        if !old.differs_in_words(new) {
            return None;
        }
        let ix = self.names.id(&old.id)?;
        let before = self.record(ix);
        // What translations lay over a record hides its own.
        let shown = |(language, body)| before.bodies.iter().any(|(known, text)| known == language && text == body);
        let own = old.translates.is_some() || before.at == old.at;
        if !own || before.kind != old.kind || !old.bodies.iter().all(|(language, body)| shown((language, body))) {
            return None;
        }
        let mut record = (**before).clone();
        for (language, body) in &mut record.bodies {
            if let Some((_, anew)) = new.bodies.iter().find(|(known, _)| known == language) {
                *body = anew.clone();
            }
        }
        let mut moved = Vec::new();
        for ((_, old), (_, new)) in before.bodies.iter().zip(&record.bodies) {
            self.moved(ix, old, new, site, &mut moved);
        }
        let mut relations = self.relations.clone();
        if !moved.is_empty() {
            // Two texts can name one record at one place of their files; which of them is meant is not known here.
            let links = before.bodies.iter().flat_map(|(_, body)| &body.links);
            let mut spans: HashMap<Span, usize> = HashMap::new();
            links.for_each(|link| *spans.entry(link.span).or_default() += 1);
            if moved.iter().any(|(_, from, _)| spans.get(from).is_some_and(|count| *count > 1)) {
                return None;
            }
            for (relation, _, to) in moved {
                relations.get_mut(relation)?.span = to;
            }
        }
        let mut records = self.records.clone();
        *records.get_mut(ix.index())? = Arc::new(record);
        let atlas = Atlas { records, relations, ties: self.ties.clone() };
        let mut diagnostics = Collector::default();
        let record = atlas.record(ix);
        for (language, body) in &record.bodies {
            if new.bodies.iter().any(|(known, _)| known == language) {
                prose_links::check_text(&atlas, site, record, (*language, body), &mut diagnostics);
            }
        }
        Some(Checked { value: atlas, diagnostics: diagnostics.finish() })
    }

    /// The relations that links of a text have made and that now stand elsewhere in the file: their places among the
    /// relations, where they stood and where they stand.
    fn moved(&self, ix: RecordIx, old: &Body, new: &Body, site: &Site, moved: &mut Vec<(usize, Span, Span)>) {
        let mut own: HashMap<(RecordIx, Span), Vec<usize>> = HashMap::new();
        for edge in self.edges(ix).iter().filter(|edge| edge.side == Direction::Forward) {
            let relation = &self.relations[edge.relation as usize];
            if relation.owner == ix && relation.from == ix {
                own.entry((relation.to, relation.span)).or_default().push(edge.relation as usize);
            }
        }
        for (old, new) in old.links.iter().zip(&new.links).filter(|(old, new)| old.span != new.span) {
            let Some(ResolvedLink::Record(to)) = self.resolve_link(old, site) else { continue };
            let places = own.get(&(to, old.span)).into_iter().flatten();
            moved.extend(places.map(|place| (*place, old.span, new.span)));
        }
    }
}

impl Record {
    /// Whether two readings of a file differ in nothing but the words of the text: it leads to the same places, and the
    /// same headings can be led to.
    fn differs_in_words(&self, other: &Record) -> bool {
        let bodies = |record: &Record| record.bodies.iter().map(|(language, _)| *language).collect::<Vec<_>>();
        let alike = |(old, new): (&Body, &Body)| {
            let links = old.links.len() == new.links.len();
            let links = links
                && old.links.iter().zip(&new.links).all(|(a, b)| (&a.target, &a.anchor) == (&b.target, &b.anchor));
            let headings = old.headings.len() == new.headings.len();
            links && headings && old.headings.iter().zip(&new.headings).all(|(a, b)| a.id == b.id)
        };
        let Record { id, kind, translates, at, name, short, aliases, aka, .. } = self;
        let Record { summary, fields, references, observations, status, draft, .. } = self;
        (id, kind, translates, at) == (&other.id, &other.kind, &other.translates, &other.at)
            && (name, short, aliases, aka) == (&other.name, &other.short, &other.aliases, &other.aka)
            && (summary, fields, references) == (&other.summary, &other.fields, &other.references)
            && (observations, status, draft) == (&other.observations, &other.status, &other.draft)
            && bodies(self) == bodies(other)
            && self.bodies.iter().zip(&other.bodies).all(|((_, old), (_, new))| alike((old, new)))
    }
}
