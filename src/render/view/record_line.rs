//! The line that says who agreed or met: parties and signatories of an agreement; place and participants of an event.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::line_labels::{form_name, signing};
use super::object::{Attribute, Attributes, View};
use super::relation_section::{RelationList, in_page_order};
use super::relation_view::RelationView;
use super::static_map::{map, optional};
use crate::atlas::{Edge, RecordIx, surname};
use crate::record::{self, Role};
use crate::site::{Direction, FieldIx, KindIx, LineForm, RelationIx, RelationRole};
use crate::text::noun_case::within_sentence;

/// The maximum number of records of one part of a line; the line counts the others.
const MOST_NAMED: usize = 6;

/// The line of a record.
pub(super) struct LineView {
    pub(super) context: Arc<PageContext>,
    pub(super) ix: RecordIx,
    pub(super) form: LineForm,
}

/// The line of a record; none for a kind without lines.
pub(super) fn record_line(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    optional(LineView::new(context, ix).map(View::value))
}

impl LineView {
    /// The line of a record; `None` for a kind without lines.
    pub(super) fn new(context: &Arc<PageContext>, ix: RecordIx) -> Option<LineView> {
        let vocabulary = &context.model.site.vocabulary;
        let form = vocabulary.line_form(context.model.atlas.kind(ix))?;
        Some(LineView {
            context: context.clone(),
            ix,
            form,
        })
    }

    pub(super) fn kind(&self) -> KindIx {
        self.context.model.atlas.kind(self.ix)
    }

    /// The relations of one type that the record states, in the order of its page.
    fn edges_of(&self, relation: RelationIx) -> Vec<Edge> {
        let edges = self.context.model.atlas.edges(self.ix).iter();
        let own =
            edges.filter(|edge| edge.side == Direction::Forward && edge.relation_type == relation);
        in_page_order(&self.context, self.ix, own.copied().collect())
    }

    pub(super) fn edges_in_role(&self, role: RelationRole) -> Vec<Edge> {
        let vocabulary = &self.context.model.site.vocabulary;
        let relations = vocabulary.relations_in_role(self.kind(), role);
        relations
            .flat_map(|relation| self.edges_of(relation))
            .collect()
    }

    /// The participants whom the line names.
    pub(super) fn participants(&self) -> Vec<Edge> {
        let mut edges = self.edges_in_role(RelationRole::Participants);
        edges.retain(|edge| {
            let vocabulary = &self.context.model.site.vocabulary;
            let speaking = &vocabulary.relation(edge.relation_type).speaking;
            speaking.is_empty() || self.role(edge).is_some_and(|role| speaking.contains(&role))
        });
        edges
    }

    pub(super) fn signatories(&self) -> Vec<Edge> {
        let signed = signing(&self.context, self.kind());
        signed.map_or_else(Vec::new, |signed| self.edges_of(signed))
    }

    fn role(&self, edge: &Edge) -> Option<u16> {
        let relation = &self.context.model.atlas.relations[edge.relation as usize];
        match relation.details.as_ref()?.role.as_ref()? {
            Role::Known(index) => Some(*index),
            Role::Words(_) => None,
        }
    }

    fn list(&self, edges: Vec<Edge>) -> Value {
        Value::from_object(RelationList::new(self.context.clone(), edges))
    }

    /// Persons by surname, where no two of them share one, and others by title: `{item, name}`.
    fn people(&self, edges: &[Edge]) -> Value {
        let model = &self.context.model;
        let name = |edge: &Edge| {
            let found = model.atlas.record(edge.other);
            surname(found, self.context.language, &model.site).map(|surname| surname.text())
        };
        let names: Vec<Option<&str>> = edges.iter().map(name).collect();
        let is_only = |name: &str| names.iter().flatten().filter(|own| **own == name).count() < 2;
        let shown = edges.iter().zip(&names).take(MOST_NAMED);
        let one = |(edge, name): (&Edge, &Option<&str>)| {
            let title = || model.title(self.context.language, edge.other);
            let name = name.filter(|name| is_only(name)).unwrap_or_else(title);
            let item = RelationView::new(self.context.clone(), *edge);
            map([("item", View::value(item)), ("name", Value::from(name))])
        };
        shown.map(one).collect()
    }

    /// The participants by role, in the order of first appearance: `{role, people}`.
    fn participants_by_role(&self) -> Value {
        let mut parts: Vec<(Option<u16>, Vec<Edge>)> = Vec::new();
        for edge in self.participants().into_iter().take(MOST_NAMED) {
            let role = self.role(&edge);
            match parts.iter_mut().find(|(known, _)| *known == role) {
                Some((_, edges)) => edges.push(edge),
                None => parts.push((role, vec![edge])),
            }
        }
        let roles = &self.context.model.site.vocabulary.roles;
        let label = |role: u16| self.context.marked_text(&roles[usize::from(role)].label);
        let part = |(role, edges): (Option<u16>, Vec<Edge>)| {
            map([
                ("role", optional(role.map(label))),
                ("named", self.people(&edges)),
            ])
        };
        parts.into_iter().map(part).collect()
    }

    /// The label of the signatories as it stands within a sentence.
    fn signed(&self) -> Value {
        let vocabulary = &self.context.model.site.vocabulary;
        let label = signing(&self.context, self.kind())
            .and_then(|signed| vocabulary.relation(signed).label.get(self.context.language));
        optional(label.map(|(label, language)| {
            let code = self.context.model.site.code(language);
            self.context.marked(&within_sentence(label, code), language)
        }))
    }

    fn field_text(&self, field: Option<FieldIx>) -> Value {
        let found = self.context.model.atlas.record(self.ix);
        let fact = field.and_then(|field| found.field(field));
        match fact.map(|fact| fact.value_in(self.context.language)) {
            Some(record::Value::Text(text)) => self.context.marked_text(text),
            _ => Value::from(()),
        }
    }

    fn topic(&self) -> Value {
        let vocabulary = &self.context.model.site.vocabulary;
        self.field_text(vocabulary.kind(self.kind()).known.topic)
    }

    /// The name of the place, unless it is that of a record that the line names.
    fn place(&self) -> Value {
        let model = &self.context.model;
        let place = self.field_text(model.site.vocabulary.kind(self.kind()).known.place);
        let places = self.edges_in_role(RelationRole::Place);
        let mut titles = places
            .iter()
            .map(|edge| model.title(self.context.language, edge.other));
        match place.as_str() {
            Some(place) if titles.any(|title| title == place) => Value::from(()),
            _ => place,
        }
    }
}

impl Attributes for LineView {
    const ATTRIBUTES: &'static [Attribute<LineView>] = &[
        ("form", |line| Value::from(form_name(line.form))),
        ("joins", |line| {
            let mut parties = line.edges_in_role(RelationRole::Parties);
            parties.truncate(MOST_NAMED);
            line.list(parties)
        }),
        ("joins_more", |line| {
            let parties = line.edges_in_role(RelationRole::Parties);
            Value::from(parties.len().saturating_sub(MOST_NAMED))
        }),
        ("signers", |line| line.people(&line.signatories())),
        ("signed_by", LineView::signed),
        ("topic", LineView::topic),
        ("places", |line| {
            let mut places = line.edges_in_role(RelationRole::Place);
            places.truncate(MOST_NAMED);
            line.list(places)
        }),
        ("place", LineView::place),
        ("speakers", LineView::participants_by_role),
        ("more", |line| {
            let all = match line.form {
                LineForm::Agreement => line.signatories(),
                LineForm::Event => line.participants(),
            };
            Value::from(all.len().saturating_sub(MOST_NAMED))
        }),
        ("marks", LineView::marks),
        ("unsourced", |line| Value::from(line.has_unsourced())),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.ix.index() as u32, 0)
    }
}
