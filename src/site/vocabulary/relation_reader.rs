//! Reads relations from their tables.

use super::index::{KindIx, RelationIx};
use super::partial::{PartialRelation, PartialVocabulary, report_unknown};
use super::qualifier_reader::{order, qualifiers};
use super::relation::RelationType;
use super::roles::RelationRole;
use super::term::VocabularyTerm;
use crate::site::localized::Localized;
use crate::site::toml_reader::TableReader;

impl<'t> PartialVocabulary<'t> {
    /// Reads a field of type `reference`: a relation whose source kinds are those of the field.
    pub(super) fn read_reference_field(
        &mut self,
        name: &'t str,
        label: Localized,
        table: TableReader<'t>,
        from: Vec<KindIx>,
    ) {
        let inverse_label = table
            .localized("inverse_label")
            .unwrap_or_else(|| label.clone());
        let qualifiers = qualifiers(&table);
        let order = order(&table, &qualifiers);
        let relation = RelationType {
            name: name.to_owned(),
            inverse: table
                .text("inverse")
                .map_or_else(|| format!("{name}_of"), str::to_owned),
            label,
            inverse_label,
            from,
            to: self.read_kinds(&table, "to"),
            symmetric: false,
            acyclic: table.flag("acyclic"),
            listing: table.flag("hidden"),
            from_text: false,
            signatory: None,
            role: role(&table),
            speaking: Vec::new(),
            qualifiers,
            order,
            schema: table.text("schema").map(str::to_owned),
            inverse_schema: table.text("inverse_schema").map(str::to_owned),
        };
        self.relations.push(PartialRelation {
            relation,
            key: name,
            table,
        });
    }

    /// Reads a relation.
    pub(super) fn read_relation(&mut self, key: &'t str, table: TableReader<'t>) {
        let name = table.text("name").unwrap_or(key).to_owned();
        let symmetric = table.flag("symmetric");
        let label = table
            .localized("label")
            .unwrap_or_else(|| Localized::plain(&name));
        let inverse = match table.text("inverse") {
            Some(inverse) if !symmetric => inverse.to_owned(),
            _ if symmetric => name.clone(),
            _ => format!("{name}_of"),
        };
        let inverse_label = match table.localized("inverse_label") {
            Some(label) => label,
            None if symmetric => label.clone(),
            None => Localized::plain(&inverse),
        };
        let from = self.read_kinds(&table, "from");
        let to = if symmetric && !from.is_empty() {
            from.clone()
        } else {
            self.read_kinds(&table, "to")
        };
        table.texts("to");
        let qualifiers = qualifiers(&table);
        let order = order(&table, &qualifiers);
        let relation = RelationType {
            name,
            inverse,
            label,
            inverse_label,
            from,
            to,
            symmetric,
            acyclic: table.flag("acyclic"),
            listing: table.flag("listing"),
            from_text: table.text("written") == Some("text"),
            signatory: None,
            role: role(&table),
            speaking: Vec::new(),
            qualifiers,
            order,
            schema: table.text("schema").map(str::to_owned),
            inverse_schema: table.text("inverse_schema").map(str::to_owned),
        };
        self.relations.push(PartialRelation {
            relation,
            key,
            table,
        });
    }

    /// Reads `signatory` of all relations: the relations that signatories create.
    pub(super) fn read_signatories(&mut self) {
        for index in 0..self.relations.len() {
            self.relations[index].relation.signatory =
                self.read_signatory(&self.relations[index].table);
        }
    }

    /// Reads `speaking` of all relations: the roles of participants that a line names.
    pub(super) fn read_speaking(&mut self, roles: &[VocabularyTerm]) {
        for PartialRelation {
            relation, table, ..
        } in &mut self.relations
        {
            for (name, at) in table.texts("speaking") {
                let known = roles.iter().position(|role| role.id == name);
                match known.and_then(|place| u16::try_from(place).ok()) {
                    Some(place) => relation.speaking.push(place),
                    None => {
                        report_unknown(table, name, &at, roles.iter().map(|role| &*role.id));
                    }
                }
            }
        }
    }

    fn read_signatory(&self, table: &TableReader<'t>) -> Option<RelationIx> {
        let target = table.text("signatory")?;
        let found = self.find_relation(target);
        if found.is_none() {
            let at = table.span_of("signatory");
            report_unknown(table, target, &at, self.relation_keys());
        }
        found
    }
}

fn role(table: &TableReader<'_>) -> Option<RelationRole> {
    let name = table.text("role")?;
    let found = RelationRole::NAMES.iter().find(|(known, _)| *known == name);
    if found.is_none() {
        let at = table.span_of("role");
        report_unknown(
            table,
            name,
            &at,
            RelationRole::NAMES.map(|(known, _)| known),
        );
    }
    found.map(|(_, role)| *role)
}
