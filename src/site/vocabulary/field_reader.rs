//! Reads fields from their tables.

use super::field::{Field, FieldType};
use super::field_types::{choices, field_type};
use super::index::KindIx;
use super::partial::{PartialField, PartialVocabulary, all_if_empty};
use crate::site::localized::Localized;
use crate::site::toml_reader::TableReader;

impl<'t> PartialVocabulary<'t> {
    /// Reads a field of some kinds. A field of type `reference` becomes a relation.
    pub(super) fn read_field(&mut self, key: &'t str, table: TableReader<'t>, kinds: Vec<KindIx>) {
        let name = table.text("name").unwrap_or(key);
        let label = table
            .localized("label")
            .unwrap_or_else(|| Localized::plain(name));
        if table.text("type") == Some("reference") {
            self.read_reference_field(name, label, table, kinds);
            return;
        }
        let value = field_type(&table, "type").unwrap_or(FieldType::Text);
        let hidden = table.flag("hidden");
        let service = table.flag("service");
        let schema = table.text("schema").map(str::to_owned);
        let field = Field {
            name: name.to_owned(),
            value,
            label,
            hidden,
            service,
            schema,
        };
        self.fields.push(PartialField {
            field,
            kinds,
            table,
        });
    }

    /// Reads a field of one kind. If the kind already has the field, with the same type, the table extends it.
    pub(super) fn read_field_of_kind(
        &mut self,
        name: &'t str,
        table: TableReader<'t>,
        kind: KindIx,
    ) {
        match self.find_shared_field(name, &table, kind) {
            Some(shared) => self.extend_field(shared, table, kind),
            None => self.read_field(name, table, vec![kind]),
        }
    }

    fn find_shared_field(
        &self,
        name: &str,
        table: &TableReader<'t>,
        kind: KindIx,
    ) -> Option<usize> {
        let name = table.text("name").unwrap_or(name);
        let has = |kinds: &[KindIx]| all_if_empty(kinds, self.ids.len()).contains(&kind.index());
        let shared = self
            .fields
            .iter()
            .position(|known| known.field.name == name && has(&known.kinds))?;
        let wanted = table.text("type");
        (wanted.is_none() || wanted == self.fields[shared].table.text("type")).then_some(shared)
    }

    /// Changes a field for one kind: its label, visibility, place on the page, schema, and more choices. Other kinds keep the field unchanged.
    fn extend_field(&mut self, shared: usize, table: TableReader<'t>, kind: KindIx) {
        let PartialField { field, kinds, .. } = &mut self.fields[shared];
        let mut own = field.clone();
        own.label = table.localized("label").unwrap_or(own.label);
        own.hidden = table.optional_flag("hidden").unwrap_or(own.hidden);
        own.service = table.optional_flag("service").unwrap_or(own.service);
        own.schema = table.text("schema").map(str::to_owned).or(own.schema);
        if let FieldType::Choice(known) = &mut own.value {
            for choice in choices(&table) {
                match known.iter_mut().find(|known| known.id == choice.id) {
                    Some(known) => *known = choice,
                    None => known.push(choice),
                }
            }
        }
        if !kinds.is_empty() && kinds.iter().all(|other| *other == kind) {
            *field = own;
            table.finish();
            return;
        }
        let all = all_if_empty(kinds, self.ids.len())
            .into_iter()
            .map(KindIx::new);
        *kinds = all.filter(|other| *other != kind).collect();
        self.fields.push(PartialField {
            field: own,
            kinds: vec![kind],
            table,
        });
    }
}
