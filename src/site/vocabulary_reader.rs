//! Reading the vocabulary from the tables of `vocabulary.toml` with those of `site.toml` laid over them.

use std::ops::Range;

use super::field_reader::{choices, field_type, scheme};
use super::language::{Localized, Plurals};
use super::section::Section;
use super::vocabulary::{
    Direction, FIXED_KEYS, Facet, Field, FieldIx, FieldType, Key, Kind, KindIx, KnownFields, KnownRelations,
    RelationIx, RelationType, Scheme, Vocabulary,
};
use crate::diagnostic::Code;

/// The most kinds of an atlas: every page names them all.
const MOST_KINDS: usize = 200;

pub(super) fn read(site: &Section<'_>) -> Vocabulary {
    let kind_tables = site.named_few("kinds", MOST_KINDS);
    let ids: Vec<&str> = kind_tables.iter().map(|(id, _)| *id).collect();
    let mut reader = Reader { ids, fields: Vec::new(), relations: Vec::new() };
    let mut kinds = Vec::new();
    for (id, table) in &kind_tables {
        kinds.push(reader.kind(id, table));
    }
    for (name, table) in site.named("fields") {
        let kinds = reader.kinds(&table, "on");
        reader.field(name, table, kinds);
    }
    for (name, table) in site.named("relations") {
        reader.relation(name, table);
    }
    // The fields of single kinds come after the shared ones, and so on the page too.
    for (index, (_, table)) in kind_tables.iter().enumerate() {
        for (name, field) in table.named("fields") {
            let kind = KindIx::new(index);
            match reader.shared_field(name, &field, kind) {
                Some(shared) => reader.extend_field(shared, field, kind),
                None => reader.field(name, field, vec![kind]),
            }
        }
    }
    let schemes = site.named("identifiers").into_iter().map(|(id, table)| scheme(id, table)).collect();
    let figures = site.named("figures").into_iter().map(|(id, table)| {
        let label = table.localized("label").unwrap_or_else(|| Localized::plain(id));
        table.finish();
        (id.to_owned(), label)
    });
    let figures = figures.collect();
    let roles = site.localized_names("roles").into_iter().map(|(id, _, label)| (id.to_owned(), label)).collect();
    let statuses = site.localized_names("statuses").into_iter().map(|(id, _, label)| (id.to_owned(), label)).collect();
    reader.finish(kinds, kind_tables, Names { schemes, figures, roles, statuses })
}

/// The lists of the vocabulary that refer to nothing else.
struct Names {
    schemes: Vec<Scheme>,
    figures: Vec<(String, Localized)>,
    roles: Vec<(String, Localized)>,
    statuses: Vec<(String, Localized)>,
}

/// The fields and relations read so far, with the kinds that each is for.
struct Reader<'t> {
    ids: Vec<&'t str>,
    fields: Vec<(Field, Vec<KindIx>, Section<'t>)>,
    relations: Vec<(RelationType, &'t str, Section<'t>)>,
}

impl<'t> Reader<'t> {
    fn kind(&self, id: &str, table: &Section<'t>) -> Kind {
        let label = table.localized("label").unwrap_or_else(|| Localized::plain(id));
        let folder = table.text("folder").unwrap_or(id);
        let facet = match table.text("facet") {
            None => None,
            Some("region") => Some(Facet::Region),
            Some("sector") => Some(Facet::Sector),
            Some(_) => {
                let expected =
                    [("key", "facet"), ("expected", "region или sector"), ("expected_en", "region or sector")];
                table.say(Code::BadSetting, "facet", &expected);
                None
            }
        };
        let good = !folder.is_empty()
            && folder.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
            && !["data", "assets", "pages", "search", "embed"].contains(&folder);
        if !good {
            let expected = [
                ("key", "folder"),
                ("expected", "имя папки из букв, цифр и дефисов, кроме data, assets, pages, search и embed"),
                (
                    "expected_en",
                    "a folder's name of letters, digits and hyphens other than data, assets, pages, search and embed",
                ),
            ];
            table.say(Code::BadSetting, "folder", &expected);
        }
        Kind {
            id: id.to_owned(),
            folder: if good { folder.to_owned() } else { id.to_owned() },
            title: table.localized("title").unwrap_or_else(|| label.clone()),
            count: table.plurals("count").unwrap_or_else(|| plain_plurals(&label)),
            label,
            facet,
            regions_from: Vec::new(),
            keys: FIXED_KEYS.iter().map(|(name, key)| ((*name).to_owned(), *key)).collect(),
            fields: Vec::new(),
            known: KnownFields::default(),
            schema: table.text("schema").map(str::to_owned),
        }
    }

    /// The kinds that a list names; what names none is reported.
    fn kinds(&self, table: &Section<'t>, key: &'static str) -> Vec<KindIx> {
        let mut kinds = Vec::new();
        for (name, at) in table.texts(key) {
            match self.ids.iter().position(|id| *id == name) {
                Some(index) => kinds.push(KindIx::new(index)),
                None => unknown(table, name, &at, self.ids.iter().copied()),
            }
        }
        kinds
    }

    fn field(&mut self, key: &'t str, table: Section<'t>, kinds: Vec<KindIx>) {
        let name = table.text("name").unwrap_or(key);
        let label = table.localized("label").unwrap_or_else(|| Localized::plain(name));
        if table.text("type") == Some("reference") {
            self.reference_field(name, label, table, kinds);
            return;
        }
        let value = field_type(&table, "type").unwrap_or(FieldType::Text);
        let hidden = table.flag("hidden");
        let schema = table.text("schema").map(str::to_owned);
        self.fields.push((Field { name: name.to_owned(), value, label, hidden, schema }, kinds, table));
    }

    /// The field that a kind has already under a name, where a table says nothing of its type or the same: it is not
    /// another field but says more of that one.
    fn shared_field(&self, name: &str, table: &Section<'t>, kind: KindIx) -> Option<usize> {
        let name = table.text("name").unwrap_or(name);
        let has = |on: &[KindIx]| of(on, self.ids.len()).contains(&kind.index());
        let shared = self.fields.iter().position(|(field, on, _)| field.name == name && has(on))?;
        let type_of = |table: &Section<'t>| table.text("type");
        let wanted = type_of(table);
        (wanted.is_none() || wanted == type_of(&self.fields[shared].2)).then_some(shared)
    }

    /// Lays what a site says of a field of one kind over the field: another label, more choices.
    fn extend_field(&mut self, shared: usize, table: Section<'t>, kind: KindIx) {
        let (field, on, _) = &mut self.fields[shared];
        let mut own = field.clone();
        own.label = table.localized("label").unwrap_or(own.label);
        own.hidden = table.switch("hidden").unwrap_or(own.hidden);
        own.schema = table.text("schema").map(str::to_owned).or(own.schema);
        if let FieldType::Choice(known) = &mut own.value {
            for choice in choices(&table) {
                match known.iter_mut().find(|known| known.id == choice.id) {
                    Some(known) => known.label = choice.label,
                    None => known.push(choice),
                }
            }
        }
        if !on.is_empty() && on.iter().all(|other| *other == kind) {
            *field = own;
            table.finish();
            return;
        }
        // The other kinds that share the field keep it as it is.
        let all = of(on, self.ids.len()).into_iter().map(KindIx::new);
        *on = all.filter(|other| *other != kind).collect();
        self.fields.push((own, vec![kind], table));
    }

    /// A field of type `reference` is a relation written on its own kinds.
    fn reference_field(&mut self, name: &'t str, label: Localized, table: Section<'t>, from: Vec<KindIx>) {
        let inverse_label = table.localized("inverse_label").unwrap_or_else(|| label.clone());
        let relation = RelationType {
            name: name.to_owned(),
            inverse: table.text("inverse").map_or_else(|| format!("{name}_of"), str::to_owned),
            label,
            inverse_label,
            from,
            to: self.kinds(&table, "to"),
            symmetric: false,
            acyclic: table.flag("acyclic"),
            listing: table.flag("hidden"),
            from_text: false,
            signatory: None,
            schema: table.text("schema").map(str::to_owned),
            inverse_schema: table.text("inverse_schema").map(str::to_owned),
        };
        self.relations.push((relation, name, table));
    }

    fn relation(&mut self, key: &'t str, table: Section<'t>) {
        let name = table.text("name").unwrap_or(key).to_owned();
        let symmetric = table.flag("symmetric");
        let label = table.localized("label").unwrap_or_else(|| Localized::plain(&name));
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
        let from = self.kinds(&table, "from");
        let to = if symmetric && !from.is_empty() { from.clone() } else { self.kinds(&table, "to") };
        table.texts("to");
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
            schema: table.text("schema").map(str::to_owned),
            inverse_schema: table.text("inverse_schema").map(str::to_owned),
        };
        self.relations.push((relation, key, table));
    }

    fn finish(mut self, mut kinds: Vec<Kind>, kind_tables: Vec<(&'t str, Section<'t>)>, names: Names) -> Vocabulary {
        let keys: Vec<&str> = self.relations.iter().map(|(_, key, _)| *key).collect();
        let find = |key: &str| keys.iter().position(|known| *known == key).map(RelationIx::new);
        for index in 0..self.relations.len() {
            let table = &self.relations[index].2;
            let signatory = table.text_names("qualifiers").into_iter().find_map(|((name, at), (target, target_at))| {
                if name != "signatory" {
                    unknown(table, name, &at, ["signatory"]);
                    return None;
                }
                let found = find(target);
                if found.is_none() {
                    unknown(table, target, &target_at, keys.iter().copied());
                }
                found
            });
            self.relations[index].0.signatory = signatory;
        }
        for (index, (_, table)) in kind_tables.into_iter().enumerate() {
            for (name, at) in table.texts("regions_from") {
                match find(name) {
                    Some(relation) => kinds[index].regions_from.push(relation),
                    None => unknown(&table, name, &at, keys.iter().copied()),
                }
            }
            table.finish();
        }
        let place = |key: Key| match key {
            Key::Field(field) => self.fields[field.index()].2.span.clone(),
            Key::Relation(relation, _) => self.relations[relation.index()].2.span.clone(),
            _ => 0..0,
        };
        for (index, (field, on, table)) in self.fields.iter().enumerate() {
            for kind in of(on, kinds.len()) {
                claim(&mut kinds[kind], &field.name, Key::Field(FieldIx::new(index)), table, place);
                kinds[kind].fields.push(FieldIx::new(index));
            }
        }
        for (index, (relation, _, table)) in self.relations.iter().enumerate() {
            if relation.from_text {
                continue;
            }
            for (side, name) in [(Direction::Forward, &relation.name), (Direction::Inverse, &relation.inverse)] {
                if side == Direction::Inverse && relation.symmetric {
                    continue;
                }
                for kind in of(relation.kinds(side), kinds.len()) {
                    claim(&mut kinds[kind], name, Key::Relation(RelationIx::new(index), side), table, place);
                }
            }
        }
        for kind in &mut kinds {
            kind.known = known_fields(kind);
        }
        // A site can rename the labels of the known relations but not remove them: the default vocabulary lies below.
        let known = |name| find(name).unwrap_or(RelationIx::new(0));
        let known = KnownRelations {
            region: known("region"),
            sectors: known("sectors"),
            parts: known("parts"),
            sources: known("sources"),
            mentions: known("mentions"),
        };
        let fields = self.fields.into_iter().map(|(field, _, table)| {
            table.finish();
            field
        });
        let fields = fields.collect();
        let relations = self.relations.into_iter().map(|(relation, _, table)| {
            table.finish();
            relation
        });
        let Names { schemes, figures, roles, statuses } = names;
        Vocabulary { kinds, fields, relations: relations.collect(), figures, roles, statuses, schemes, known }
    }
}

fn known_fields(kind: &Kind) -> KnownFields {
    let field = |name: &str| match kind.keys.get(name) {
        Some(Key::Field(field)) => Some(*field),
        _ => None,
    };
    KnownFields {
        date: field("date"),
        run: field("run"),
        kind: field("type"),
        location: field("location"),
        place: field("place"),
        checked: field("checked"),
        publisher: field("publisher"),
        url: field("url"),
    }
}

/// The kinds that a list means: none means all.
fn of(kinds: &[KindIx], all: usize) -> Vec<usize> {
    if kinds.is_empty() { (0..all).collect() } else { kinds.iter().map(|kind| kind.index()).collect() }
}

/// Gives a kind a key, unless it has another meaning already. That is reported where the site says it: at this table,
/// or at the one that took the name before.
fn claim(kind: &mut Kind, name: &str, key: Key, table: &Section<'_>, place: impl Fn(Key) -> Range<usize>) {
    match kind.keys.get(name) {
        Some(taken) if *taken != key => {
            let span = if table.span.is_empty() { place(*taken) } else { table.span.clone() };
            table.report(Code::NameTaken, &span, &[("name", name), ("kind", &kind.id)]);
        }
        _ => drop(kind.keys.insert(name.to_owned(), key)),
    }
}

fn unknown<'n>(table: &Section<'_>, name: &str, at: &std::ops::Range<usize>, names: impl IntoIterator<Item = &'n str>) {
    let near = table.near(name, names);
    let mut facts = vec![("name", name)];
    facts.extend(near.as_deref().map(|near| ("near", near)));
    table.report(Code::UnknownVocabulary, at, &facts);
}

fn plain_plurals(label: &Localized) -> Plurals {
    let mut plurals = Plurals::default();
    for (language, text) in label.iter() {
        plurals.set(language, vec![(icu_plurals::PluralCategory::Other, text.to_lowercase().into())]);
    }
    plurals
}
