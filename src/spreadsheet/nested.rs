//! JSON, JSON Lines and YAML: objects whose nested values are columns of their own.

use std::collections::HashMap;

use serde_json::Value;

use super::limits::{CellCounter, MAX_COLUMNS, too_many_cells};
use super::sheet::{Sheet, SheetCell, SheetRow};
use super::sheet_fault::SheetFault;
use crate::record::YamlTree;

/// What stands between several values of one cell.
const VALUE_SEPARATOR: &str = " | ";

/// Reads the objects of a JSON file: a list of them, one in a key, or one a line.
pub(super) fn read_json(text: &str, cells: &mut CellCounter) -> Result<Option<Sheet>, SheetFault> {
    let tree = match serde_json::from_str::<Value>(text) {
        Ok(value) => YamlTree::from_json(value),
        Err(error) => match json_lines(text) {
            Some(items) => YamlTree::List(items),
            None => {
                let (line, column) = (error.line(), error.column());
                return Err(SheetFault::new(
                    format!("не читается как JSON: строка {line}, столбец {column}"),
                    format!("no JSON: line {line}, column {column}"),
                ));
            }
        },
    };
    table(&tree, cells)
}

fn json_lines(text: &str) -> Option<Vec<YamlTree>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).ok().map(YamlTree::from_json))
        .collect()
}

/// Reads the maps of a YAML file.
pub(super) fn read_yaml(text: &str, cells: &mut CellCounter) -> Result<Option<Sheet>, SheetFault> {
    let tree = crate::record::read_tree(text, false).map_err(|fault| {
        let words = fault.words();
        SheetFault::new(words.ru, words.en)
    })?;
    table(&tree, cells)
}

/// Makes a table of a list of maps, or of the longest list within a map. A landscape gives a row for each of its items.
fn table(tree: &YamlTree, cells: &mut CellCounter) -> Result<Option<Sheet>, SheetFault> {
    let landscape = landscape_items(tree);
    let items = match tree {
        _ if landscape.is_some() => landscape.as_deref().unwrap_or_default(),
        YamlTree::Map(pairs) => {
            let lists = pairs.iter().map(|(_, value)| value);
            let is_list = |value: &&YamlTree| matches!(value, YamlTree::List(_));
            lists
                .filter(is_list)
                .max_by_key(|list| list.items().len())
                .map_or(std::slice::from_ref(tree), YamlTree::items)
        }
        YamlTree::Null | YamlTree::Scalar(_) | YamlTree::List(_) => tree.items(),
    };
    let mut columns: Vec<String> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut rows = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut row = SheetRow {
            number: u32::try_from(index + 1).unwrap_or(u32::MAX),
            cells: Vec::new(),
        };
        let mut pairs = Vec::new();
        flatten("", item, &mut pairs);
        for (name, text) in pairs {
            let next = columns.len();
            let column = *known.entry(name.clone()).or_insert(next);
            if column == next {
                columns.push(name);
            }
            if column >= MAX_COLUMNS {
                return Err(too_many_cells());
            }
            if row.cells.len() <= column {
                row.cells.resize(column + 1, SheetCell::default());
            }
            let cell = &mut row.cells[column];
            if !cell.text.is_empty() && !text.is_empty() {
                cell.text.push_str(VALUE_SEPARATOR);
            }
            cell.text.push_str(&text);
        }
        cells.add(&row)?;
        rows.push(row);
    }
    let sheet = Sheet {
        name: String::new(),
        columns,
        rows,
        skipped: 0,
    };
    Ok((!sheet.columns.is_empty()).then_some(sheet))
}

/// Returns the items of a `data.yml` of landscape2 with the names above them as `path`. `None`: it is none.
fn landscape_items(tree: &YamlTree) -> Option<Vec<YamlTree>> {
    let categories = tree.get("categories")?;
    let is_category = |item: &YamlTree| item.get("subcategories").is_some();
    if !categories.items().iter().all(is_category) {
        return None;
    }
    let name = |tree: &YamlTree| {
        tree.get("name")
            .and_then(YamlTree::text)
            .unwrap_or_default()
            .to_owned()
    };
    let mut items = Vec::new();
    for category in categories.items() {
        let subcategories = category
            .get("subcategories")
            .map_or(&[] as &[_], YamlTree::items);
        for subcategory in subcategories {
            let path = format!("{} / {}", name(category), name(subcategory));
            for item in subcategory
                .get("items")
                .map_or(&[] as &[_], YamlTree::items)
            {
                let mut pairs = vec![("path".to_owned(), YamlTree::scalar(&path))];
                if let YamlTree::Map(own) = item {
                    pairs.extend(own.iter().cloned());
                }
                items.push(YamlTree::Map(pairs));
            }
        }
    }
    Some(items)
}

/// Adds the values of a map with their names: `a.b` for nested ones. Those of a list have one name.
fn flatten(name: &str, value: &YamlTree, to: &mut Vec<(String, String)>) {
    match value {
        YamlTree::Null => {}
        YamlTree::Scalar(text) if name.is_empty() => to.push(("value".to_owned(), text.clone())),
        YamlTree::Scalar(text) => to.push((name.to_owned(), text.clone())),
        YamlTree::List(items) => items.iter().for_each(|item| flatten(name, item, to)),
        YamlTree::Map(pairs) => {
            for (key, value) in pairs {
                let name = match name {
                    "" => key.clone(),
                    name => format!("{name}.{key}"),
                };
                flatten(&name, value, to);
            }
        }
    }
}

impl YamlTree {
    /// Makes a tree of JSON. Numbers are texts as they are written.
    fn from_json(value: Value) -> YamlTree {
        match value {
            Value::Null => YamlTree::Null,
            Value::Bool(yes) => YamlTree::Scalar(yes.to_string()),
            Value::Number(number) => YamlTree::Scalar(number.to_string()),
            Value::String(text) => YamlTree::Scalar(text),
            Value::Array(items) => {
                YamlTree::List(items.into_iter().map(YamlTree::from_json).collect())
            }
            Value::Object(pairs) => {
                let pairs = pairs.into_iter();
                YamlTree::Map(
                    pairs
                        .map(|(key, value)| (key, YamlTree::from_json(value)))
                        .collect(),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_values_are_columns() {
        let json = r#"{"n": 1, "items": [{"id": "a", "names": [{"v": "x"}, {"v": "y"}]}, {"id": 7, "b": null, "c": true}]}"#;
        let lines = "{\"id\": \"a\", \"names\": [{\"v\": \"x\"}, {\"v\": \"y\"}]}\n\n{\"id\": 7, \"c\": true}\n";
        let yaml = "- id: a\n  names: [{v: x}, {v: y}]\n- {id: 7, c: true}\n";
        let count = &mut CellCounter::default();
        let sheets = [
            read_json(json, count),
            read_json(lines, count),
            read_yaml(yaml, count),
        ];
        for sheet in sheets {
            let sheet = sheet.expect("readable").expect("a table");
            assert_eq!(sheet.columns, ["id", "names.v", "c"]);
            let texts = |row: &SheetRow| {
                let cells = row.cells.iter();
                cells.map(|cell| cell.text.clone()).collect::<Vec<_>>()
            };
            assert_eq!(texts(&sheet.rows[0]), ["a", "x | y"]);
            assert_eq!(texts(&sheet.rows[1]), ["7", "", "true"]);
        }
        assert!(read_json("{", count).is_err());
    }

    #[test]
    fn the_items_of_a_landscape_have_paths() {
        let yaml = "categories:
  - category:
    name: A
    subcategories:
      - subcategory:
        name: B
        items:
          - {item: null, name: x, second_path: [C / D], extra: {accepted: 2020-01-01}}
";
        let sheet = read_yaml(yaml, &mut CellCounter::default());
        let sheet = sheet.expect("readable").expect("a table");
        assert_eq!(
            sheet.columns,
            ["path", "name", "second_path", "extra.accepted"]
        );
        assert_eq!(sheet.rows[0].cells[0].text, "A / B");
    }
}
