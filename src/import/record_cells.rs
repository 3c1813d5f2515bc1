//! The cells of a record: each sets a part of the record in its files.

use super::cell_reading::CellType;
use super::record_files::EditedRecord;
use super::set_value::set_key;
use super::table_import::TableImport;
use crate::atlas::RecordIx;
use crate::export::{FieldPart, RecordPart};
use crate::record::{Status, YamlTree};
use crate::refactor::Refusal;
use crate::site::{Direction, FieldType, Language, RelationIx, Site};

/// A new value of a part of a record.
pub(super) struct PartChange<'c> {
    pub(super) part: RecordPart,
    /// The value in the atlas, as the table shows it.
    pub(super) present: &'c str,
    /// The new value. `None`: it goes.
    pub(super) text: Option<&'c str>,
}

/// Returns the values of a cell.
pub(super) fn values(text: &str) -> Vec<String> {
    let values = text.split(['|', '\n']).map(str::trim);
    values
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Returns the type of the cells of a part.
pub(super) fn cell_type(site: &Site, part: RecordPart) -> CellType {
    let RecordPart::Field(field, part) = part else {
        return CellType::Any;
    };
    match (part, &site.vocabulary.field(field).value) {
        (FieldPart::Scheme(_), _) => CellType::Identifier,
        (_, FieldType::Date) => CellType::Date,
        (_, FieldType::Share) => CellType::Share,
        (_, FieldType::Integer | FieldType::Number | FieldType::Money | FieldType::Point) => {
            CellType::Number
        }
        _ => CellType::Any,
    }
}

/// Returns the key of the front matter that holds a part.
pub(super) fn key_of(site: &Site, part: RecordPart) -> &str {
    let vocabulary = &site.vocabulary;
    let relation = |ix: RelationIx| vocabulary.relation(ix).key(Direction::Forward);
    match part {
        RecordPart::Id | RecordPart::Url => "id",
        RecordPart::Status => "status",
        RecordPart::Name(_) => "name",
        RecordPart::Short(_) => "short",
        RecordPart::Aliases => "aliases",
        RecordPart::Names => "names",
        RecordPart::Summary(_) => "summary",
        RecordPart::Field(field, _) => &vocabulary.field(field).name,
        RecordPart::Regions | RecordPart::RegionsDerived => relation(vocabulary.known.region),
        RecordPart::Sectors => relation(vocabulary.known.sectors),
        RecordPart::Sources => relation(vocabulary.known.sources),
        RecordPart::Text(_) => "text",
    }
}

impl TableImport<'_> {
    /// Sets a part of a record. Fails if its value cannot be set from a table.
    pub(super) fn set_part(
        &self,
        record: &mut EditedRecord,
        ix: Option<RecordIx>,
        change: &PartChange<'_>,
    ) -> Result<(), Refusal> {
        let site = &self.model().site;
        let key = key_of(site, change.part);
        match change.part {
            RecordPart::Name(language)
            | RecordPart::Short(language)
            | RecordPart::Summary(language) => {
                record.set_text(site, key, language, change.text);
            }
            RecordPart::Status => {
                let stated = Status::NAMES[0].0;
                record.set_value(key, change.text.filter(|text| *text != stated));
            }
            RecordPart::Aliases => {
                record.set_texts(key, &values(change.text.unwrap_or_default()));
            }
            RecordPart::Names => set_foreign_names(record, key, change.text)?,
            RecordPart::Field(field, part) => {
                let wanted = &site.vocabulary.field(field).value;
                set_field(site, record, key, (wanted, part), change)?;
            }
            RecordPart::Regions | RecordPart::Sectors | RecordPart::Sources => {
                self.set_references(record, ix, key, change)?;
            }
            // A table shows the text of a record of the atlas without its markup.
            RecordPart::Text(language) if record.main.old == YamlTree::Null => {
                record.set_text(site, key, language, change.text);
            }
            RecordPart::Id | RecordPart::Url | RecordPart::RegionsDerived | RecordPart::Text(_) => {
            }
        }
        Ok(())
    }

    /// Sets the records that a key names. Those that stay keep their qualifiers.
    fn set_references(
        &self,
        record: &mut EditedRecord,
        ix: Option<RecordIx>,
        key: &str,
        change: &PartChange<'_>,
    ) -> Result<(), Refusal> {
        let mut wanted = Vec::new();
        for value in values(change.text.unwrap_or_default()) {
            wanted.push(self.resolve(&value)?);
        }
        let name = |item: &YamlTree| {
            let text = item.text().or_else(|| item.get("ref")?.text())?;
            self.resolve(text).ok()
        };
        let stated = record.main.value(key).cloned();
        let mut items = wanted.clone();
        if let (Some(stated), Some(_)) = (&stated, ix) {
            let own: Vec<String> = stated.items().iter().filter_map(name).collect();
            let present = values(change.present);
            let gone = present
                .iter()
                .find(|id| !wanted.contains(id) && !own.contains(id));
            if let Some(id) = gone {
                return Err(Refusal::new(
                    format!("{id} указан в другой записи; уберите его там"),
                    format!("{id} is stated by another record; remove it there"),
                ));
            }
            // What another record states is not stated twice.
            items.retain(|id| own.contains(id) || !present.contains(id));
        }
        record.set_list(key, &items, &|item, id| name(item).as_deref() == Some(id));
        Ok(())
    }
}

fn set_foreign_names(
    record: &mut EditedRecord,
    key: &str,
    text: Option<&str>,
) -> Result<(), Refusal> {
    let mut names = Vec::new();
    for value in values(text.unwrap_or_default()) {
        let Some((language, name)) = value.split_once(':') else {
            return Err(Refusal::new(
                format!("«{value}»: пишите «код языка: имя»"),
                format!("`{value}`: write `language code: name`"),
            ));
        };
        names.push((language.trim().to_owned(), YamlTree::scalar(name.trim())));
    }
    let value = (!names.is_empty()).then_some(YamlTree::Map(names));
    record.main.set(key, value);
    Ok(())
}

/// Sets a field or a part of its value.
fn set_field(
    site: &Site,
    record: &mut EditedRecord,
    key: &str,
    (wanted, part): (&FieldType, FieldPart),
    change: &PartChange<'_>,
) -> Result<(), Refusal> {
    match (part, wanted) {
        (FieldPart::In(language), FieldType::Markdown) => {
            refuse_markup(record, key, language, site, change.present)?;
            record.set_text(site, key, language, change.text);
        }
        (FieldPart::In(language) | FieldPart::Translated(language), _) => {
            record.set_text(site, key, language, change.text);
        }
        (FieldPart::Whole, FieldType::Image) if record.main.old == YamlTree::Null => {
            record
                .main
                .set(key, change.text.map(|file| picture(record, file)));
        }
        (FieldPart::Whole, FieldType::Image) => {
            return Err(Refusal::new(
                "картинки таблицей не меняются: правьте файл записи",
                "pictures are not changed by a table: edit the file of the record",
            ));
        }
        (FieldPart::Whole, FieldType::List(of)) if !of.is_picture() => {
            record.set_texts(key, &values(change.text.unwrap_or_default()));
        }
        (FieldPart::Whole, FieldType::Link) => set_member(record, key, "url", change.text),
        (FieldPart::Latitude, _) => set_member(record, key, "lat", change.text),
        (FieldPart::Longitude, _) => set_member(record, key, "lon", change.text),
        (FieldPart::Amount | FieldPart::Currency, _) => set_money(record, key, part, change.text),
        (FieldPart::Scheme(scheme), _) => {
            let scheme = &site.vocabulary.schemes[usize::from(scheme)].id;
            set_identifiers(record, key, scheme, change.text);
        }
        _ => record.set_value(key, change.text),
    }
    Ok(())
}

/// Returns a picture of a new record, described by its name.
fn picture(record: &EditedRecord, file: &str) -> YamlTree {
    let name = record.main.value("name").cloned();
    let name = match name {
        Some(name) => name,
        None => YamlTree::scalar(file),
    };
    YamlTree::Map(vec![
        ("file".to_owned(), YamlTree::scalar(file)),
        ("alt".to_owned(), name),
    ])
}

/// Fails if a text in Markdown has markup, which a table does not show.
fn refuse_markup(
    record: &EditedRecord,
    key: &str,
    language: Language,
    site: &Site,
    present: &str,
) -> Result<(), Refusal> {
    let own = record.main.value(key);
    let own = own.and_then(|value| match value {
        YamlTree::Map(_) => value.get(site.code(language))?.text(),
        other => other.text(),
    });
    match own {
        Some(text) if text.trim() != present.trim() => Err(Refusal::new(
            "в тексте есть разметка, которой в таблице не видно: правьте файл записи",
            "the text has markup, which a table does not show: edit the file of the record",
        )),
        _ => Ok(()),
    }
}

/// Sets a key of a value that is a map; a scalar stands for itself.
fn set_member(record: &mut EditedRecord, key: &str, member: &str, text: Option<&str>) {
    let mut value = match record.main.value(key) {
        Some(value @ YamlTree::Map(_)) => value.clone(),
        Some(YamlTree::Scalar(_)) if member == "url" => return record.set_value(key, text),
        None if member == "url" => return record.set_value(key, text),
        _ => YamlTree::Map(Vec::new()),
    };
    set_key(&mut value, member, text.map(YamlTree::scalar));
    let value = (value != YamlTree::Map(Vec::new())).then_some(value);
    record.main.set(key, value);
}

fn set_identifiers(record: &mut EditedRecord, key: &str, scheme: &str, text: Option<&str>) {
    let mut all = record.main.value(key).cloned().unwrap_or(YamlTree::Null);
    let mut ids: Vec<YamlTree> = values(text.unwrap_or_default())
        .iter()
        .map(|id| YamlTree::scalar(id))
        .collect();
    let value = match ids.len() {
        0 => None,
        1 => ids.pop(),
        _ => Some(YamlTree::List(ids)),
    };
    set_key(&mut all, scheme, value);
    let all = (all != YamlTree::Map(Vec::new())).then_some(all);
    record.main.set(key, all);
}

/// Sets the amount or the currency of a sum of money, which are one scalar.
fn set_money(record: &mut EditedRecord, key: &str, part: FieldPart, text: Option<&str>) {
    let present = record
        .main
        .value(key)
        .and_then(YamlTree::text)
        .unwrap_or_default();
    let is_currency = |word: &str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let (amount, currency) = match present.rsplit_once([' ', '\u{a0}']) {
        Some((amount, currency)) if is_currency(currency) => (amount, currency),
        _ if is_currency(present) => ("", present),
        _ => (present, ""),
    };
    let text = text.unwrap_or_default();
    let (amount, currency) = match part {
        FieldPart::Amount => (text, currency),
        _ => (amount, text),
    };
    let money = format!("{amount} {currency}");
    let money = money.trim();
    record.set_value(key, (!money.is_empty()).then_some(money));
}
