//! The vocabulary of the atlas in Turtle: its definitions and its names.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::turtle_syntax::{localized, name};
use crate::site::{Localized, Site, Vocabulary, VocabularyTerm};

/// The prefixed names of the atlas's own vocabulary by index.
pub(super) struct VocabularyNames {
    pub(super) kinds: Vec<String>,
    pub(super) fields: Vec<String>,
    pub(super) figures: Vec<String>,
    pub(super) relations: Vec<String>,
}

impl VocabularyNames {
    pub(super) fn new(vocabulary: &Vocabulary) -> VocabularyNames {
        VocabularyNames {
            kinds: vocabulary
                .kinds
                .iter()
                .map(|kind| name("kind", &kind.id))
                .collect(),
            fields: vocabulary
                .fields
                .iter()
                .map(|field| name("field", &field.name))
                .collect(),
            figures: vocabulary
                .figures
                .iter()
                .map(|figure| name("figure", &figure.id))
                .collect(),
            relations: vocabulary
                .relations
                .iter()
                .map(|relation| name("relation", &relation.name))
                .collect(),
        }
    }
}

/// Writes the definitions of kinds, fields, relations and figures.
pub(super) fn write_definitions(site: &Site, out: &mut String) {
    let vocabulary = &site.vocabulary;
    for kind in &vocabulary.kinds {
        define(
            site,
            out,
            &name("kind", &kind.id),
            "rdfs:Class",
            &kind.label,
        );
    }
    let mut seen = BTreeSet::new();
    for field in vocabulary
        .fields
        .iter()
        .filter(|field| seen.insert(&field.name))
    {
        define(
            site,
            out,
            &name("field", &field.name),
            "rdf:Property",
            &field.label,
        );
    }
    let relations = vocabulary.relations.iter();
    let qualifiers = relations.flat_map(|relation| &relation.qualifiers);
    let mut seen = BTreeSet::new();
    for qualifier in qualifiers.filter(|qualifier| seen.insert(&qualifier.id)) {
        let term = name("qualifier", &qualifier.id);
        define(site, out, &term, "rdf:Property", &qualifier.label);
    }
    for VocabularyTerm { id, label } in &vocabulary.figures {
        define(site, out, &name("figure", id), "rdfs:Resource", label);
    }
    write_relations(site, out);
    out.push('\n');
}

/// Writes the definitions of relations and of their inverses.
fn write_relations(site: &Site, out: &mut String) {
    let relations = &site.vocabulary.relations;
    let mut seen = BTreeSet::new();
    for relation in relations
        .iter()
        .filter(|relation| seen.insert((&relation.name, &relation.inverse)))
    {
        define(
            site,
            out,
            &name("relation", &relation.name),
            "owl:ObjectProperty",
            &relation.label,
        );
        if !relation.symmetric {
            let inverse = name("relation", &relation.inverse);
            define(
                site,
                out,
                &inverse,
                "owl:ObjectProperty",
                &relation.inverse_label,
            );
        }
    }
    for relation in relations {
        let own = name("relation", &relation.name);
        let _ = match relation.symmetric {
            true => write!(out, "\n{own} a owl:SymmetricProperty ."),
            false => write!(
                out,
                "\n{own} owl:inverseOf {} .",
                name("relation", &relation.inverse)
            ),
        };
    }
}

/// Writes the class and the label of a term.
fn define(site: &Site, out: &mut String, term: &str, class: &str, label: &Localized) {
    let _ = write!(out, "\n{term} a {class}");
    localized(out, site, ["", "rdfs:label"], label);
    out.push_str(" .");
}
