//! Reads `map.toml`.

use toml::de::{DeTable, DeValue};

use super::table_map::{ColumnRule, MissingRecord, RelationRule, TableMap};
use crate::refactor::Refusal;

impl TableMap {
    /// Reads a map. Fails at the first mistake, with its line.
    pub fn read(text: &str) -> Result<TableMap, Refusal> {
        let table = DeTable::parse(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            refusal(line, "не читается как TOML", "no TOML")
        })?;
        let mut map = TableMap::default();
        for (key, value) in table.into_inner() {
            let line = line_of(text, key.span().start);
            let value = value.into_inner();
            match &*key.into_inner() {
                "kind" => map.kind = text_of(&value, line)?,
                "sheet" => map.sheet = Some(text_of(&value, line)?),
                "list" => map.list = Some(text_of(&value, line)?),
                "key" => map.key = Some(text_of(&value, line)?),
                "id" => map.id = Some(text_of(&value, line)?),
                "sources" => map.sources = texts_of(&value, line)?,
                "constants" => map.constants = pairs_of(&value, line)?,
                "columns" => map.columns = columns_of(text, value, line)?,
                "relations" => {
                    let DeValue::Array(items) = value else {
                        return Err(expected(line, "[[relations]]"));
                    };
                    for item in items {
                        let line = line_of(text, item.span().start);
                        map.relations.push(relation_of(item.into_inner(), line)?);
                    }
                }
                other => {
                    return Err(refusal(
                        line,
                        &format!("неизвестный ключ «{other}»"),
                        &format!("unknown key `{other}`"),
                    ));
                }
            }
        }
        Ok(map)
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].matches('\n').count() + 1
}

fn refusal(line: usize, ru: &str, en: &str) -> Refusal {
    Refusal::new(
        format!("карта таблицы, строка {line}: {ru}"),
        format!("the map of the table, line {line}: {en}"),
    )
}

fn expected(line: usize, what: &str) -> Refusal {
    refusal(line, &format!("нужно {what}"), &format!("{what} is needed"))
}

fn text_of(value: &DeValue<'_>, line: usize) -> Result<String, Refusal> {
    match value {
        DeValue::String(text) => Ok(text.to_string()),
        _ => Err(expected(line, "\"…\"")),
    }
}

fn flag_of(value: &DeValue<'_>, line: usize) -> Result<bool, Refusal> {
    match value {
        DeValue::Boolean(flag) => Ok(*flag),
        _ => Err(expected(line, "true | false")),
    }
}

fn missing_of(value: &DeValue<'_>, line: usize) -> Result<MissingRecord, Refusal> {
    match value {
        DeValue::Boolean(true) => Ok(MissingRecord::Made),
        DeValue::Boolean(false) => Ok(MissingRecord::Reported),
        DeValue::String(text) if text == "draft" => Ok(MissingRecord::Drafted),
        _ => Err(expected(line, "true | false | \"draft\"")),
    }
}

/// Returns a text, or a list of texts.
fn texts_of(value: &DeValue<'_>, line: usize) -> Result<Vec<String>, Refusal> {
    match value {
        DeValue::Array(items) => items
            .iter()
            .map(|item| text_of(item.get_ref(), line))
            .collect(),
        single => Ok(vec![text_of(single, line)?]),
    }
}

fn pairs_of(value: &DeValue<'_>, line: usize) -> Result<Vec<(String, String)>, Refusal> {
    let DeValue::Table(pairs) = value else {
        return Err(expected(line, "{ … = \"…\" }"));
    };
    let pair = |(key, value): (
        &toml::Spanned<std::borrow::Cow<'_, str>>,
        &toml::Spanned<DeValue<'_>>,
    )| { Ok((key.get_ref().to_string(), text_of(value.get_ref(), line)?)) };
    pairs.iter().map(pair).collect()
}

fn columns_of(text: &str, value: DeValue<'_>, line: usize) -> Result<Vec<ColumnRule>, Refusal> {
    let DeValue::Table(columns) = value else {
        return Err(expected(line, "[columns]"));
    };
    let mut rules = Vec::new();
    for (name, value) in columns {
        let line = line_of(text, name.span().start);
        let mut rule = ColumnRule {
            column: name.into_inner().to_string(),
            ..ColumnRule::default()
        };
        let value = value.into_inner();
        let DeValue::Table(keys) = &value else {
            rule.to = texts_of(&value, line)?;
            rules.push(rule);
            continue;
        };
        for (key, value) in keys {
            let value = value.get_ref();
            match &**key.get_ref() {
                "to" => rule.to = texts_of(value, line)?,
                "split" => rule.split = Some(text_of(value, line)?),
                "first" => rule.first = flag_of(value, line)?,
                "values" => rule.values = pairs_of(value, line)?,
                "only" => rule.only = flag_of(value, line)?,
                "until" => rule.until = Some(text_of(value, line)?),
                "path" => rule.path = Some(text_of(value, line)?),
                "make" => rule.make = missing_of(value, line)?,
                other => return Err(unknown_key(line, other)),
            }
        }
        rules.push(rule);
    }
    Ok(rules)
}

fn unknown_key(line: usize, key: &str) -> Refusal {
    refusal(
        line,
        &format!("неизвестный ключ «{key}»"),
        &format!("unknown key `{key}`"),
    )
}

fn relation_of(value: DeValue<'_>, line: usize) -> Result<RelationRule, Refusal> {
    let DeValue::Table(keys) = value else {
        return Err(expected(line, "[[relations]]"));
    };
    let mut rule = RelationRule::default();
    for (key, value) in keys {
        let value = value.into_inner();
        match &*key.into_inner() {
            "column" => rule.column = text_of(&value, line)?,
            "relation" => rule.relation = text_of(&value, line)?,
            "kind" => rule.kind = Some(text_of(&value, line)?),
            "by" => rule.by = Some(text_of(&value, line)?),
            "split" => rule.split = Some(text_of(&value, line)?),
            "values" => rule.values = pairs_of(&value, line)?,
            "make" => rule.make = missing_of(&value, line)?,
            "name" => rule.name = Some(text_of(&value, line)?),
            "units" => rule.units = pairs_of(&value, line)?,
            "qualifiers" => {
                let DeValue::Table(pairs) = &value else {
                    return Err(expected(line, "{ … = \"…\" }"));
                };
                for (key, value) in pairs {
                    let columns = texts_of(value.get_ref(), line)?;
                    rule.qualifiers.push((key.get_ref().to_string(), columns));
                }
            }
            other => return Err(unknown_key(line, other)),
        }
    }
    Ok(rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::MessageLanguage;

    #[test]
    fn a_map_is_read_and_its_mistakes_have_lines() {
        let text = r#"kind = "organization"
key = "ror"
[columns]
ror = "ids_ror"
types = { to = "type", split = "|", first = true, values = { education = "university" } }
geo = { to = ["location_lat", "location_lon"], split = "," }
[[relations]]
column = "parents"
relation = "part_of"
by = "ids_ror"
qualifiers = { role = "role" }
make = "draft"
"#;
        let map = TableMap::read(text).expect("a map");
        assert_eq!(
            map.columns[1].values,
            [("education".to_owned(), "university".to_owned())]
        );
        assert_eq!(map.columns[2].to, ["location_lat", "location_lon"]);
        assert_eq!(map.relations[0].by.as_deref(), Some("ids_ror"));
        assert_eq!(map.relations[0].make, MissingRecord::Drafted);
        let wrong = TableMap::read("kind = \"a\"\n[columns]\nx = { two = 1 }\n");
        let wrong = wrong.expect_err("an unknown key");
        assert!(
            wrong
                .words(MessageLanguage::En)
                .contains("line 3: unknown key `two`"),
            "{wrong:?}"
        );
    }
}
