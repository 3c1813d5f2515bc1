//! What the lines of a kind say: the labels, and the relations.

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::site::{FieldIx, KindIx, LineForm, RelationIx, RelationRole};

/// The labels of what the lines of a kind say, for the columns of its index; none for a kind without lines.
pub(super) fn line_labels(context: &PageContext, kind: KindIx) -> Value {
    let vocabulary = &context.model.site.vocabulary;
    let Some(form) = vocabulary.line_form(kind) else {
        return Value::from(());
    };
    let known = vocabulary.kind(kind).known;
    let field = |field: Option<FieldIx>| {
        optional(field.map(|field| context.marked_text(&vocabulary.field(field).label)))
    };
    let relation = |role| {
        let mut found = vocabulary.relations_in_role(kind, role);
        optional(
            found
                .next()
                .map(|relation| context.marked_text(&vocabulary.relation(relation).label)),
        )
    };
    let signed = signing(context, kind);
    let signed = signed.map(|signed| context.marked_text(&vocabulary.relation(signed).label));
    map([
        ("form", Value::from(form_name(form))),
        ("date", field(known.date)),
        ("topic", field(known.topic)),
        ("joins", relation(RelationRole::Parties)),
        ("signed_by", optional(signed)),
        ("place", field(known.place)),
        ("speakers", relation(RelationRole::Participants)),
    ])
}

impl PageContext {
    /// The relations that the lines of a kind's records say; none for a kind without lines.
    pub(super) fn line_relations(&self, kind: KindIx) -> Vec<RelationIx> {
        let vocabulary = &self.model.site.vocabulary;
        let in_role = |role| vocabulary.relations_in_role(kind, role);
        match vocabulary.line_form(kind) {
            None => Vec::new(),
            Some(LineForm::Agreement) => in_role(RelationRole::Parties)
                .chain(signing(self, kind))
                .collect(),
            Some(LineForm::Event) => in_role(RelationRole::Place)
                .chain(in_role(RelationRole::Participants))
                .collect(),
        }
    }
}

/// The relation to those who signed for the parties of a kind's records.
pub(super) fn signing(context: &PageContext, kind: KindIx) -> Option<RelationIx> {
    let vocabulary = &context.model.site.vocabulary;
    let mut parties = vocabulary.relations_in_role(kind, RelationRole::Parties);
    parties.find_map(|relation| vocabulary.relation(relation).signatory)
}

/// The name of a form in layouts.
pub(super) fn form_name(form: LineForm) -> &'static str {
    match form {
        LineForm::Agreement => "joined",
        LineForm::Event => "held",
    }
}
