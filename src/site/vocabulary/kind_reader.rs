//! Reads a kind from its table.

use super::kind::{FIXED_KEYS, Key, Kind, KindColour, SortOrder};
use super::partial::report_unknown;
use super::roles::{Facet, KindRole, KnownFields};
use crate::site::default_sources;
use crate::site::localized::{Localized, Plurals};
use crate::site::toml_reader::TableReader;

/// Folders of the output that a kind cannot have.
const RESERVED_FOLDERS: [&str; 5] = ["data", "assets", "pages", "search", "embed"];

/// Reads a kind. Its fields and relations are added later.
pub(super) fn read_kind(id: &str, table: &TableReader<'_>, colour: KindColour) -> Kind {
    let label = table
        .localized("label")
        .unwrap_or_else(|| Localized::plain(id));
    let folder = folder(id, table);
    let facet = facet(table);
    Kind {
        id: id.to_owned(),
        folder,
        title: table.localized("title").unwrap_or_else(|| label.clone()),
        count: table
            .plurals("count")
            .unwrap_or_else(|| plain_plurals(&label)),
        label,
        colour,
        facet,
        roles: roles(table),
        sort_order: sort_order(table),
        row_relations: Vec::new(),
        sectors_from: Vec::new(),
        regions_from: Vec::new(),
        default_sources: default_sources::read(table),
        keys: FIXED_KEYS
            .iter()
            .map(|(name, key)| ((*name).to_owned(), *key))
            .collect(),
        fields: Vec::new(),
        known: KnownFields::default(),
        schema: table.text("schema").map(str::to_owned),
    }
}

/// The colours of all kinds. A kind that names none gets the one that the fewest have.
pub(super) fn kind_colours(tables: &[(&str, TableReader<'_>)]) -> Vec<KindColour> {
    let named: Vec<Option<KindColour>> = tables.iter().map(|(_, table)| colour(table)).collect();
    let mut taken: Vec<KindColour> = named.iter().flatten().copied().collect();
    let each = named.into_iter().map(|colour| {
        colour.unwrap_or_else(|| {
            let rarest = KindColour::rarest(&taken);
            taken.push(rarest);
            rarest
        })
    });
    each.collect()
}

fn colour(table: &TableReader<'_>) -> Option<KindColour> {
    let number = table.count("colour")?;
    let colour = KindColour::new(number);
    if colour.is_none() {
        table.report_bad_key("colour", "число от 1 до 13", "a number from 1 to 13");
    }
    colour
}

fn roles(table: &TableReader<'_>) -> Vec<KindRole> {
    let mut roles = Vec::new();
    for (name, at) in table.texts("roles") {
        match KindRole::NAMES.iter().find(|(known, _)| *known == name) {
            Some((_, role)) => roles.push(*role),
            None => report_unknown(table, name, &at, KindRole::NAMES.map(|(known, _)| known)),
        }
    }
    roles
}

fn facet(table: &TableReader<'_>) -> Option<Facet> {
    match table.text("facet")? {
        "region" => Some(Facet::Region),
        "sector" => Some(Facet::Sector),
        _ => {
            table.report_bad_key("facet", "region или sector", "region or sector");
            None
        }
    }
}

fn sort_order(table: &TableReader<'_>) -> SortOrder {
    match table.text("sort") {
        None | Some("title") => SortOrder::Title,
        Some("surname") => SortOrder::Surname,
        Some(_) => {
            table.report_bad_key("sort", "title или surname", "title or surname");
            SortOrder::Title
        }
    }
}

fn folder(id: &str, table: &TableReader<'_>) -> String {
    let folder = table.text("folder").unwrap_or(id);
    let is_valid = !folder.is_empty()
        && folder
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        && !RESERVED_FOLDERS.contains(&folder);
    if is_valid {
        return folder.to_owned();
    }
    table.report_bad_key(
        "folder",
        "имя папки из букв, цифр и дефисов, кроме data, assets, pages, search и embed",
        "a folder's name of letters, digits and hyphens other than data, assets, pages, search and embed",
    );
    id.to_owned()
}

/// Finds the fields of a kind that the program interprets, and reports a `dated` that is no field of the kind.
pub(super) fn known_fields(kind: &Kind, table: &TableReader<'_>) -> KnownFields {
    let field = |name: &str| match kind.keys.get(name) {
        Some(Key::Field(field)) => Some(*field),
        _ => None,
    };
    let dated = table.text("dated");
    let date = field(dated.unwrap_or("date"));
    if let Some(name) = dated.filter(|_| date.is_none()) {
        let fields = kind.keys.iter();
        let mut fields: Vec<&str> = fields
            .filter(|(_, key)| matches!(key, Key::Field(_)))
            .map(|(name, _)| name.as_str())
            .collect();
        fields.sort_unstable();
        report_unknown(table, name, &table.span_of("dated"), fields);
    }
    KnownFields {
        date,
        run: field("run"),
        kind: field("type"),
        location: field("location"),
        place: field("place"),
        topic: field("topic"),
        checked: field("checked"),
        surname: field("surname"),
        publisher: field("publisher"),
        url: field("url"),
        archived: field("archived"),
        founded: field("founded"),
        closed: field("closed"),
        code: field("code"),
        tile: field("tile"),
        abbr: field("abbr"),
        logo: field("logo"),
        photo: field("photo"),
        gallery: field("gallery"),
        contested: field("contested"),
    }
}

/// Returns the label in lower case as the only plural form.
fn plain_plurals(label: &Localized) -> Plurals {
    let mut plurals = Plurals::default();
    for (language, text) in label.iter() {
        plurals.set(
            language,
            vec![(
                icu_plurals::PluralCategory::Other,
                text.to_lowercase().into(),
            )],
        );
    }
    plurals
}
