//! The vocabulary of a site.

use super::field::Field;
use super::identifier_scheme::Scheme;
use super::index::{FieldIx, FigureIx, KindIx, RelationIx};
use super::kind::Kind;
use super::relation::RelationType;
use super::roles::{Facet, KnownRelations, LineForm, RelationRole};
use super::term::VocabularyTerm;

/// The vocabulary of a site.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The kinds, in the order of menus.
    pub kinds: Vec<Kind>,
    /// The fields, in the order of pages.
    pub fields: Vec<Field>,
    /// The relations, in the order of pages.
    pub relations: Vec<RelationType>,
    /// The figures.
    pub figures: Vec<VocabularyTerm>,
    /// The roles in relations.
    pub roles: Vec<VocabularyTerm>,
    /// The epistemic statuses.
    pub statuses: Vec<VocabularyTerm>,
    /// The schemes of identifiers.
    pub schemes: Vec<Scheme>,
    /// The relations that the program interprets.
    pub known: KnownRelations,
}

impl Vocabulary {
    /// Returns the kind at an index.
    pub fn kind(&self, kind: KindIx) -> &Kind {
        &self.kinds[kind.index()]
    }

    /// Returns the field at an index.
    pub fn field(&self, field: FieldIx) -> &Field {
        &self.fields[field.index()]
    }

    /// Returns the relation at an index.
    pub fn relation(&self, relation: RelationIx) -> &RelationType {
        &self.relations[relation.index()]
    }

    /// Returns the indexes of all kinds, in order.
    pub fn each_kind(&self) -> impl Iterator<Item = KindIx> + use<> {
        (0..self.kinds.len()).map(KindIx::new)
    }

    /// Finds a kind by its id.
    pub fn kind_named(&self, id: &str) -> Option<KindIx> {
        self.kinds
            .iter()
            .position(|kind| kind.id == id)
            .map(KindIx::new)
    }

    /// Finds a kind by its folder.
    pub fn kind_in(&self, folder: &str) -> Option<KindIx> {
        self.kinds
            .iter()
            .position(|kind| kind.folder == folder)
            .map(KindIx::new)
    }

    /// Returns the kind with the role of a facet.
    pub fn facet(&self, facet: Facet) -> Option<KindIx> {
        self.kinds
            .iter()
            .position(|kind| kind.facet == Some(facet))
            .map(KindIx::new)
    }

    /// Returns the relations with a role that records of a kind state, in order.
    pub fn relations_in_role(
        &self,
        kind: KindIx,
        role: RelationRole,
    ) -> impl Iterator<Item = RelationIx> + '_ {
        let relations = self.relations.iter().enumerate();
        let has_role = relations.filter(move |(_, relation)| {
            let is_own = relation.from.is_empty() || relation.from.contains(&kind);
            relation.role == Some(role) && is_own
        });
        has_role.map(|(index, _)| RelationIx::new(index))
    }

    /// Returns the form of the line of a kind's records: one that joins parties, or one with a date and participants.
    /// `None` for other kinds.
    pub fn line_form(&self, kind: KindIx) -> Option<LineForm> {
        let has = |role| self.relations_in_role(kind, role).next().is_some();
        if has(RelationRole::Parties) {
            return Some(LineForm::Agreement);
        }
        let is_dated = self.kind(kind).known.date.is_some();
        (is_dated && has(RelationRole::Participants)).then_some(LineForm::Event)
    }

    /// Returns the figure at an index.
    pub fn figure(&self, figure: FigureIx) -> &VocabularyTerm {
        &self.figures[figure.index()]
    }
}
