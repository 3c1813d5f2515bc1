//! References become relations: resolved, checked against the vocabulary, and made one where both sides wrote them.

use std::collections::HashSet;
use std::sync::Arc;

use foldhash::fast::RandomState;
use rayon::prelude::*;

use super::leads::Leads;
use super::names::{Miss, Names};
use super::{Files, RecordIx, Relation, prose_links};
use crate::diagnostic::{Code, Collector, Diagnostic, Span, quoted, suggest_name};
use crate::record::{
    LinkTarget, Provenance, Record, RecordName, Reference, RelationDetails, id_fault, is_reserved_name,
};
use crate::site::{Direction, KindIx, Language, RelationIx, RelationType, Site};

/// The most relations of one sort between the same two records, such as one for each role.
const MOST_ALIKE: usize = 100;

/// How many records are linked in one go.
const STRETCH: usize = 256;

/// A relation as one record wrote it.
struct Written {
    relation: Relation,
    side: Direction,
}

/// What the records say of each other.
pub(super) struct Linked {
    /// Every relation of the atlas, once, by relation and records.
    pub(super) relations: Vec<Relation>,
    /// The records in whose texts a link may lead nowhere: to no record, or to a heading.
    pub(super) suspects: Vec<RecordIx>,
    /// Where the links of texts lead.
    pub(super) leads: Leads,
}

/// Links records.
pub(super) fn relations(
    records: &[Arc<Record>],
    names: &Names,
    files: &Files,
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) -> Linked {
    // What a record says is found out side by side; what is wrong with it is told in the order of the records.
    let of_stretch = |(number, stretch): (usize, &[Arc<Record>])| {
        let (found, suspects, leads) = (Collector::default(), Vec::new(), Leads::with_capacity(stretch.len()));
        let written = site.vocabulary.relations.iter().map(|_| Vec::new()).collect();
        let mut linker = Linker { records, names, files, site, found, written, suspects, leads };
        for index in 0..stretch.len() {
            linker.record(RecordIx::new(number * STRETCH + index));
        }
        (linker.written, linker.found, linker.suspects, linker.leads)
    };
    let stretches: Vec<_> = records.par_chunks(STRETCH).enumerate().map(of_stretch).collect();
    let mut written: Vec<Vec<Vec<Written>>> = site.vocabulary.relations.iter().map(|_| Vec::new()).collect();
    let (mut suspects, mut leads) = (Vec::new(), Leads::with_capacity(records.len()));
    for (of_stretch, found, suspected, theirs) in stretches {
        leads.append(&theirs);
        written.iter_mut().zip(of_stretch).for_each(|(all, some)| all.push(some));
        suspects.extend(suspected);
        for diagnostic in found.finish() {
            let is_unknown = diagnostic.code == Code::BrokenReference;
            let unknown = diagnostic.facts.iter().find(|(fact, _)| is_unknown && *fact == "target");
            let near = unknown.and_then(|(_, unknown)| suggest_name(unknown, names.ids(), diagnostics.len()));
            diagnostics.push(diagnostic.with_some("near", near));
        }
    }
    let merged: Vec<_> = written.into_par_iter().with_max_len(1).map(|written| merge(written, records, site)).collect();
    let mut relations = Vec::with_capacity(merged.iter().map(|(relations, _)| relations.len()).sum());
    for (of_one, found) in merged {
        relations.extend(of_one);
        diagnostics.extend(found);
    }
    Linked { relations, suspects, leads }
}

struct Linker<'a> {
    records: &'a [Arc<Record>],
    names: &'a Names,
    files: &'a Files,
    site: &'a Site,
    found: Collector,
    /// By relation.
    written: Vec<Vec<Written>>,
    suspects: Vec<RecordIx>,
    leads: Leads,
}

impl Linker<'_> {
    fn record(&mut self, owner: RecordIx) {
        let record = &self.records[owner.index()];
        let known = self.site.vocabulary.known;
        for reference in &record.references {
            self.reference(owner, reference);
        }
        // What any claim cites, the record cites.
        let provenances = record.fields.iter().filter_map(|fact| fact.provenance.as_deref());
        let provenances = provenances.chain(record.observations.iter().map(|figure| &figure.provenance));
        let provenances =
            provenances.chain(record.references.iter().filter_map(|r| r.details.as_ref()).map(|p| &p.provenance));
        let mut cited: HashSet<RecordIx, RandomState> = HashSet::default();
        let explicit = record.references.iter().filter(|r| r.relation == known.sources && r.side == Direction::Forward);
        cited.extend(explicit.filter_map(|r| self.names.resolve(self.records, &r.target.text).ok()));
        for source in provenances.flat_map(|provenance: &Provenance| &provenance.sources) {
            self.cite(owner, source, &mut cited);
        }
        for figure in &record.observations {
            if let Some(by) = &figure.by {
                self.resolve(owner, by, "by", &[]);
            }
        }
        let mut mentioned: HashSet<RecordIx, RandomState> = HashSet::default();
        for (_, body) in &record.bodies {
            for link in &body.links {
                let (to, is_sure) = match &link.target {
                    LinkTarget::Record(text) => {
                        let to = self.names.resolve(self.records, text).ok();
                        self.leads.push(to);
                        (to, to.is_some())
                    }
                    LinkTarget::File(path) => {
                        self.leads.push(None);
                        let to = prose_links::record(self.files, path, self.site);
                        (to, to.is_some())
                    }
                    LinkTarget::Source(text) => {
                        let target = RecordName { text: text.clone(), span: link.span };
                        self.cite(owner, &target, &mut cited);
                        self.leads.push(self.names.resolve(self.records, text).ok());
                        (None, true)
                    }
                    LinkTarget::Asset(_) | LinkTarget::Here => {
                        self.leads.push(None);
                        (None, true)
                    }
                };
                if !(is_sure && link.anchor.is_none()) && self.suspects.last() != Some(&owner) {
                    self.suspects.push(owner);
                }
                if let Some(to) = to.filter(|to| *to != owner && mentioned.insert(*to)) {
                    self.push(owner, known.mentions, Direction::Forward, to, None, link.span);
                }
            }
        }
        self.leads.end();
    }

    fn cite(&mut self, owner: RecordIx, source: &RecordName, cited: &mut HashSet<RecordIx, RandomState>) {
        let relation = self.site.vocabulary.known.sources;
        let site = self.site;
        if let Some(to) = self.resolve(owner, source, "source", &site.vocabulary.relation(relation).to)
            && to != owner
            && cited.insert(to)
        {
            self.push(owner, relation, Direction::Forward, to, None, source.span);
            if let Some(last) = self.written[relation.index()].last_mut() {
                last.relation.derived = true;
            }
        }
    }

    fn reference(&mut self, owner: RecordIx, reference: &Reference) {
        let relation = self.site.vocabulary.relation(reference.relation);
        let field = relation.key(reference.side);
        let Some(target) = self.resolve(owner, &reference.target, field, relation.kinds(reference.side.other())) else {
            return;
        };
        let span = reference.target.span;
        if target == owner {
            let at = self.records[owner.index()].location(span);
            self.found(Diagnostic::new(Code::SelfReference, at).with("field", field));
            return;
        }
        self.push(owner, reference.relation, reference.side, target, reference.details.clone(), span);
        let Some((details, signs)) = reference.details.as_ref().zip(relation.signatory) else { return };
        let (agreement, party) = match reference.side {
            Direction::Forward => (owner, target),
            Direction::Inverse => (target, owner),
        };
        let kinds = self.site.vocabulary.relation(signs).kinds(Direction::Inverse).to_vec();
        for signatory in &details.signatories {
            let Some(person) = self.resolve(owner, signatory, "signatory", &kinds) else { continue };
            let said = RelationDetails { provenance: details.provenance.clone(), ..RelationDetails::default() };
            let relation = Relation {
                relation: signs,
                from: agreement,
                to: person,
                details: Some(Arc::new(said)),
                via: Some(party),
                derived: false,
                owner,
                span: signatory.span,
            };
            self.written[signs.index()].push(Written { relation, side: Direction::Forward });
        }
    }

    fn push(
        &mut self,
        owner: RecordIx,
        relation: RelationIx,
        side: Direction,
        target: RecordIx,
        details: Option<Arc<RelationDetails>>,
        span: Span,
    ) {
        let (mut from, mut to) = if side == Direction::Forward { (owner, target) } else { (target, owner) };
        let mut side = side;
        if self.site.vocabulary.relation(relation).symmetric && from > to {
            (from, to) = (to, from);
            side = side.other();
        }
        let written = &mut self.written[relation.index()];
        let relation = Relation { relation, from, to, details, via: None, derived: false, owner, span };
        written.push(Written { relation, side });
    }

    /// The record that a target means, if it is of one of some kinds; none of them means any.
    fn resolve(&mut self, owner: RecordIx, target: &RecordName, field: &str, kinds: &[KindIx]) -> Option<RecordIx> {
        let at = || self.records[owner.index()].location(target.span);
        let vocabulary = &self.site.vocabulary;
        match self.names.resolve(self.records, &target.text) {
            Ok(found) => {
                let kind = self.records[found.index()].kind;
                if kinds.is_empty() || kinds.contains(&kind) {
                    return Some(found);
                }
                let label = |speaks: &str, kind: KindIx| {
                    let language = self.site.language(speaks).unwrap_or(Language::DEFAULT);
                    vocabulary.kind(kind).label.text(language).to_lowercase()
                };
                let labels =
                    |speaks: &str| kinds.iter().map(|kind| label(speaks, *kind)).collect::<Vec<_>>().join(", ");
                let diagnostic =
                    Diagnostic::new(Code::WrongKind, at()).with("target", &*target.text).with("field", field);
                let diagnostic = diagnostic.with("kind", label("ru", kind)).with("kind_en", label("en", kind));
                let diagnostic = diagnostic.with("known", labels("ru")).with("known_en", labels("en"));
                self.found(diagnostic.related(self.records[found.index()].at.clone()));
                None
            }
            Err(_) if self.names.is_draft(&target.text) => None,
            Err(Miss::Unknown) => {
                let kind = kinds.first().map_or("organization", |kind| &*vocabulary.kind(*kind).id);
                let diagnostic = Diagnostic::new(Code::BrokenReference, at()).with("target", &*target.text);
                // A command is proposed only for what is an id, which has nothing that a shell would obey.
                let new = id_fault(&target.text).is_none() && !is_reserved_name(&target.text);
                let new = (new && quoted(&target.text) == *target.text).then(|| target.text.clone());
                self.found(diagnostic.with("kind", kind).with_some("new", new.as_deref()));
                None
            }
            Err(Miss::Ambiguous(several, more)) => {
                let ids: Vec<&str> = several.iter().map(|record| &*self.records[record.index()].id).collect();
                let more = if more > 0 { format!(", … (+{more})") } else { String::new() };
                let diagnostic = Diagnostic::new(Code::AmbiguousReference, at()).with("target", &*target.text);
                let diagnostic = diagnostic.with("known", ids.join(", ") + &more);
                let related = several.iter().map(|record| self.records[record.index()].at.clone());
                self.found(related.fold(diagnostic, Diagnostic::related));
                None
            }
        }
    }

    fn found(&mut self, diagnostic: Diagnostic) {
        self.found.extend(self.site.apply_severity(diagnostic));
    }
}

/// Makes one relation of those that two records wrote about each other. All are of one sort, by the stretches of
/// records that wrote them.
fn merge(written: Vec<Vec<Written>>, records: &[Arc<Record>], site: &Site) -> (Vec<Relation>, Vec<Diagnostic>) {
    let mut all: Vec<Written> = Vec::with_capacity(written.iter().map(Vec::len).sum());
    written.into_iter().for_each(|some| all.extend(some));
    // Most stand in this order already, as the records do that wrote them.
    all.sort_by_key(|w| (w.relation.from, w.relation.to, w.side));
    let (mut relations, mut diagnostics) = (Vec::with_capacity(all.len()), Collector::default());
    let mut group: Vec<Written> = Vec::new();
    let same = |a: &Written, b: &Written| (a.relation.from, a.relation.to) == (b.relation.from, b.relation.to);
    for next in all {
        if group.first().is_some_and(|first| !same(first, &next)) {
            settle(&mut group, &mut relations, records, site, &mut diagnostics);
        }
        group.push(next);
    }
    settle(&mut group, &mut relations, records, site, &mut diagnostics);
    (relations, diagnostics.finish())
}

/// Settles what both sides wrote about one relation between two records.
fn settle(
    group: &mut Vec<Written>,
    relations: &mut Vec<Relation>,
    records: &[Arc<Record>],
    site: &Site,
    diagnostics: &mut Collector,
) {
    let first = relations.len();
    for next in group.drain(..) {
        let kind = site.vocabulary.relation(next.relation.relation);
        let role = |relation: &Relation| relation.details.as_ref().and_then(|p| p.role.clone());
        let sides_differ = |known: &Relation| known.owner != next.relation.owner;
        let is_full = relations.len() - first == MOST_ALIKE;
        let mut twins = relations[first..].iter_mut();
        let twin = twins.find(|known| {
            if sides_differ(known) {
                role(known) == role(&next.relation) || role(known).is_none() || role(&next.relation).is_none()
            } else {
                known.details == next.relation.details && known.via == next.relation.via
            }
        });
        match twin {
            None if is_full => {
                diagnostics.extend(site.apply_severity(too_many(&next.relation, records)));
            }
            None => relations.push(next.relation),
            Some(known) if known.owner == next.relation.owner => {
                if !known.derived && !next.relation.derived && !kind.from_text {
                    diagnostics.extend(site.apply_severity(twice(known, &next, kind, records)));
                }
            }
            Some(known) => {
                let found = reconcile(known, &next.relation, records);
                diagnostics.extend(found.and_then(|diagnostic| site.apply_severity(diagnostic)));
            }
        }
    }
}

/// Says that two records stand in a relation in more ways than anybody tells apart.
fn too_many(relation: &Relation, records: &[Arc<Record>]) -> Diagnostic {
    let other = if relation.owner == relation.from { relation.to } else { relation.from };
    let id = &records[other.index()].id;
    let ru = format!("с «{id}» больше {MOST_ALIKE} связей одного вида");
    let en = format!("more than {MOST_ALIKE} relations of one sort with `{id}`");
    let at = records[relation.owner.index()].location(relation.span);
    Diagnostic::new(Code::RecordLimit, at).with("words", ru).with("words_en", en)
}

fn twice(known: &Relation, next: &Written, kind: &RelationType, records: &[Arc<Record>]) -> Diagnostic {
    let owner = &records[known.owner.index()];
    let other = if known.owner == known.from { known.to } else { known.from };
    let at = owner.location(next.relation.span);
    let diagnostic = Diagnostic::new(Code::DuplicateReference, at).with("target", &*records[other.index()].id);
    diagnostic.with("field", kind.key(next.side)).related(owner.location(known.span))
}

/// Adds what the other side says; where both say something different, that is a conflict.
fn reconcile(known: &mut Relation, next: &Relation, records: &[Arc<Record>]) -> Option<Diagnostic> {
    let Some(theirs) = &next.details else { return None };
    let Some(ours) = known.details.as_mut() else {
        known.details = Some(theirs.clone());
        return None;
    };
    let mut differing: Vec<(&str, &str)> = Vec::new();
    let both = Arc::make_mut(ours);
    let mut take = |ru, en, differs: bool| {
        if differs {
            differing.push((ru, en));
        }
    };
    take("роль", "role", settle_one(&mut both.role, &theirs.role));
    take("начало", "since", settle_one(&mut both.since, &theirs.since));
    take("конец", "until", settle_one(&mut both.until, &theirs.until));
    take("дата", "on", settle_one(&mut both.on, &theirs.on));
    take("статус", "status", both.provenance.status != theirs.provenance.status);
    if !theirs.provenance.sources.is_empty() {
        let mut cited: HashSet<Arc<str>> = both.provenance.sources.iter().map(|source| source.text.clone()).collect();
        let new = theirs.provenance.sources.iter().filter(|source| cited.insert(source.text.clone()));
        both.provenance.sources.extend(new.cloned());
    }
    if both.provenance.note.is_empty() {
        both.provenance.note = theirs.provenance.note.clone();
    }
    if differing.is_empty() {
        return None;
    }
    let ru: Vec<&str> = differing.iter().map(|(ru, _)| *ru).collect();
    let en: Vec<&str> = differing.iter().map(|(_, en)| *en).collect();
    let other = if next.owner == next.from { next.to } else { next.from };
    let at = records[next.owner.index()].location(next.span);
    let diagnostic = Diagnostic::new(Code::RelationConflict, at).with("target", &*records[other.index()].id);
    let diagnostic = diagnostic.with("what", ru.join(", ")).with("what_en", en.join(", "));
    Some(diagnostic.related(records[known.owner.index()].location(known.span)))
}

/// Takes over what only the other side says; answers whether the two differ.
fn settle_one<T: Clone + PartialEq>(ours: &mut Option<T>, theirs: &Option<T>) -> bool {
    match (&ours, theirs) {
        (None, Some(_)) => {
            ours.clone_from(theirs);
            false
        }
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}
