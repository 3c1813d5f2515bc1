//! New records as items of list files.

use std::collections::BTreeMap;

use super::table_import::NewRecord;
use crate::record::{ContentEdit, PathStep, YamlTree, read_tree, yaml_lines};
use crate::refactor::{Refusal, WorkingSite};
use crate::site::Site;
use crate::source::SourcePath;

/// Adds new records to the list files of their kinds: `content/FOLDER/STEM.yaml`.
pub(super) fn add_records(
    working: &mut WorkingSite,
    site: &Site,
    stem: &str,
    records: &[NewRecord],
) -> Result<(), Refusal> {
    let mut by_file: BTreeMap<SourcePath, Vec<&NewRecord>> = BTreeMap::new();
    for record in records {
        let folder = &site.vocabulary.kind(record.kind).folder;
        let path = SourcePath::new(&format!("content/{folder}/{stem}.yaml"));
        by_file.entry(path).or_default().push(record);
    }
    for (path, records) in by_file {
        let text = working
            .tree
            .file(path.as_str())
            .and_then(|file| file.text().ok());
        let is_empty = text.is_none_or(|text| text.trim().is_empty());
        if is_empty {
            let items = records.iter().map(|new| item_text(&new.record.main.new));
            let text: String = items.collect();
            working.write(&path, text);
            continue;
        }
        let tree = read_tree(text.unwrap_or_default(), false).unwrap_or(YamlTree::Null);
        let list = match tree.get("records") {
            Some(_) => vec![PathStep::Key("records".to_owned())],
            None => Vec::new(),
        };
        let edits: Vec<ContentEdit> = records
            .iter()
            .map(|new| ContentEdit::InsertItem {
                path: list.clone(),
                value: new.record.main.new.clone(),
            })
            .collect();
        working.edit_all(&path, &edits)?;
    }
    Ok(())
}

/// Returns a record as an item of a list in block style.
fn item_text(record: &YamlTree) -> String {
    let YamlTree::Map(pairs) = record else {
        return String::new();
    };
    let mut text = String::new();
    for (index, (key, value)) in pairs.iter().enumerate() {
        text.push_str(if index == 0 { "- " } else { "  " });
        match value.text().filter(|text| is_block(text)) {
            Some(lines) => {
                text.push_str(&format!("{key}: |-\n"));
                for line in lines.lines() {
                    if !line.is_empty() {
                        text.push_str(&format!("    {line}"));
                    }
                    text.push('\n');
                }
            }
            None => {
                text.push_str(&yaml_lines(key, value).join("\n  "));
                text.push('\n');
            }
        }
    }
    text
}

/// Whether a text has lines, and is the same as a literal block.
fn is_block(text: &str) -> bool {
    let is_plain = |c: char| {
        c == '\n'
            || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{85}'))
    };
    text.contains('\n')
        && text.trim() == text
        && text.chars().all(is_plain)
        && text.lines().all(|line| line.trim_end() == line)
}
