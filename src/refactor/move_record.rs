//! `mv`: a record in another file, or of another kind.

use super::list_item::{as_block, as_item, outdented};
use super::naming::lines_of_layouts;
use super::proof::{NewWarnings, RefactorPlan, of_record};
use super::record_place::RecordPlace;
use super::refusal::Refusal;
use super::rename::{add_former_id, places_of_known};
use super::rename_references::{NewNames, rename_references};
use super::working_site::WorkingSite;
use crate::change::Alteration;
use crate::pipeline::Snapshot;
use crate::record::{ContentEdit, PathStep, YamlTree, read_tree, text_of_node};
use crate::source::SourcePath;

/// Where a record goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A file of its own.
    OwnFile,
    /// A list in a YAML file.
    List(SourcePath),
    /// The folder of another kind, by the id of the kind.
    Kind(String),
}

/// Plans a record in another place. Its id stays.
pub fn move_record(before: &Snapshot, id: &str, to: &Destination) -> Result<RefactorPlan, Refusal> {
    let places = places_of_known(before, id)?;
    let own = &places[0];
    let mut working = WorkingSite::new(&before.tree);
    let mut moved = Moved {
        before,
        id,
        names: NewNames {
            id: id.to_owned(),
            ..NewNames::default()
        },
        alteration: None,
    };
    match to {
        Destination::OwnFile => moved.move_to_own_file(&mut working, own)?,
        Destination::List(list) => moved.move_to_list(&mut working, own, list)?,
        Destination::Kind(kind) => moved.move_to_kind(&mut working, &places, kind)?,
    }
    let site = &before.model.site;
    let names = moved.names;
    let counts = match names.files.is_empty() {
        true => std::collections::BTreeMap::new(),
        // A link to a file that is gone is read before the file goes.
        false => rename_references(&mut working, site, &names)?,
    };
    for (from, to) in &names.files {
        match to {
            Some(to) => working.rename(from, to)?,
            None => working.remove(from),
        }
    }
    let wanted: Vec<_> = moved
        .alteration
        .map(|it| of_record(id, it))
        .into_iter()
        .collect();
    let meant = wanted.clone();
    Ok(RefactorPlan {
        working,
        places: counts,
        ids: Vec::new(),
        is_meant: Box::new(move |found| meant.contains(found)),
        wanted,
        warnings: NewWarnings::Refused,
        layout_lines: match to {
            Destination::Kind(_) => lines_of_layouts(&before.tree, id),
            Destination::OwnFile | Destination::List(_) => Vec::new(),
        },
    })
}

struct Moved<'m> {
    before: &'m Snapshot,
    id: &'m str,
    names: NewNames,
    alteration: Option<Alteration>,
}

impl Moved<'_> {
    fn folder(&self, kind: crate::site::KindIx) -> String {
        let vocabulary = &self.before.model.site.vocabulary;
        format!("content/{}", vocabulary.kind(kind).folder)
    }

    fn move_to_own_file(
        &self,
        working: &mut WorkingSite,
        own: &RecordPlace,
    ) -> Result<(), Refusal> {
        if own.is_markdown() {
            return Err(Refusal::new(
                format!("запись и так в своём файле: {}", own.path),
                format!("the record has a file of its own: {}", own.path),
            ));
        }
        let path = SourcePath::new(&format!("{}/{}.md", self.folder(own.kind), self.id));
        self.take_out(working, own, &path)
    }

    /// Moves an item of a list to a file of its own, with the defaults of the list that it does not state.
    fn take_out(
        &self,
        working: &mut WorkingSite,
        own: &RecordPlace,
        path: &SourcePath,
    ) -> Result<(), Refusal> {
        working.refuse_taken(path)?;
        let text = working.text(&own.path)?;
        let refused = |fault| Refusal::of_edit(&own.path, fault);
        let tree = read_tree(text, false).map_err(refused)?;
        let found = text_of_node(text, false, &own.node).map_err(refused)?;
        let Some((lines, indent)) = found else {
            return Err(Refusal::new(
                format!("{}: запись записана в скобках", own.path),
                format!("{}: the record is written in brackets", own.path),
            ));
        };
        let newline = if lines.contains("\r\n") { "\r\n" } else { "\n" };
        let lines = outdented(&lines, indent);
        let matter = format!("---{newline}{lines}{newline}---{newline}");
        working.write(path, matter);
        let place = RecordPlace {
            path: path.clone(),
            node: Vec::new(),
            ..own.clone()
        };
        let id = ContentEdit::Remove {
            path: place.key("id"),
        };
        working.edit(path, &id)?;
        let stated = place.tree(working)?;
        if let Some(YamlTree::Map(defaults)) = tree.get("defaults") {
            for (key, value) in defaults.iter().filter(|(key, _)| stated.get(key).is_none()) {
                let (path, after) = (Vec::new(), None);
                let (key, value) = (key.clone(), value.clone());
                let edit = ContentEdit::InsertKey {
                    path,
                    after,
                    key,
                    value,
                };
                working.edit(&place.path, &edit)?;
            }
        }
        self.remove_item(working, own)
    }

    /// Removes a record from its list. A file without records goes.
    fn remove_item(&self, working: &mut WorkingSite, own: &RecordPlace) -> Result<(), Refusal> {
        let text = working.text(&own.path)?;
        let tree = read_tree(text, false).map_err(|fault| Refusal::of_edit(&own.path, fault))?;
        let list = tree.get("records").unwrap_or(&tree);
        if list.items().len() == 1 {
            working.remove(&own.path);
            return Ok(());
        }
        let path = own.node.clone();
        working.edit(&own.path, &ContentEdit::Remove { path })
    }

    fn move_to_list(
        &mut self,
        working: &mut WorkingSite,
        own: &RecordPlace,
        list: &SourcePath,
    ) -> Result<(), Refusal> {
        let is_list = [".yaml", ".yml"]
            .iter()
            .any(|end| list.as_str().ends_with(end));
        let folder = format!("{}/", self.folder(own.kind));
        if !own.is_markdown() || !is_list || !list.as_str().starts_with(&folder) {
            return Err(Refusal::new(
                format!("нужны запись в своём файле и список {folder}….yaml"),
                format!("a record with a file of its own and a list {folder}….yaml are needed"),
            ));
        }
        let item = item_of(working.text(&own.path)?, self.id, own.has_id)?;
        let text = working.text(list).unwrap_or_default();
        let tree = read_tree(text, false).map_err(|fault| Refusal::of_edit(list, fault))?;
        let column = column_of_items(text, &tree);
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut added = text.to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            added.push_str(newline);
        }
        added.push_str(&as_item(&item, column).replace('\n', newline));
        working.write(list, added);
        self.names.files.push((own.path.clone(), None));
        Ok(())
    }

    fn move_to_kind(
        &mut self,
        working: &mut WorkingSite,
        places: &[RecordPlace],
        kind: &str,
    ) -> Result<(), Refusal> {
        let vocabulary = &self.before.model.site.vocabulary;
        let own = &places[0];
        let known: Vec<&str> = vocabulary.kinds.iter().map(|kind| &*kind.id).collect();
        let new = vocabulary.kind_named(kind).filter(|new| *new != own.kind);
        let new = new.ok_or_else(|| {
            let known = known.join(", ");
            Refusal::new(
                format!("нужен другой вид, чем у записи: {known}"),
                format!("another kind than that of the record is needed: {known}"),
            )
        })?;
        let folder = self.folder(new);
        let former = format!("{}/{}", vocabulary.kind(own.kind).folder, self.id);
        for place in places {
            if place.is_markdown() {
                let name = place.path.as_str().rsplit('/').next().unwrap_or_default();
                let path = SourcePath::new(&format!("{folder}/{name}"));
                self.names.files.push((place.path.clone(), Some(path)));
            } else if place.is_translation {
                return Err(Refusal::new(
                    format!("{}: перевод стоит в списке", place.path),
                    format!("{}: the translation stands in a list", place.path),
                ));
            }
        }
        let mut place = own.clone();
        if !own.is_markdown() {
            let path = SourcePath::new(&format!("{folder}/{}.md", self.id));
            self.take_out(working, own, &path)?;
            (place.path, place.node) = (path, Vec::new());
        }
        add_former_id(working, &place, &former, self.id)?;
        // Links like `[[folder/id]]` name the kind.
        self.names
            .ids
            .push((self.id.to_owned(), self.id.to_owned()));
        let (from, to) = (vocabulary.kind(own.kind).id.clone(), kind.to_owned());
        self.alteration = Some(Alteration::Kind { from, to });
        Ok(())
    }
}

/// Returns the lines of a record for a list: its id, its fields, its text.
fn item_of(file: &str, id: &str, has_id: bool) -> Result<String, Refusal> {
    let file = file.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let open = || {
        Refusal::new(
            "в файле нет полей записи",
            "the file has no fields of a record",
        )
    };
    let rest = file.strip_prefix("---\n").ok_or_else(open)?;
    let (matter, text) = match rest.split_once("\n---\n") {
        Some((matter, text)) => (matter, text),
        None => (rest.strip_suffix("\n---").ok_or_else(open)?, ""),
    };
    let mut item = String::new();
    if !has_id {
        item.push_str(&format!("id: {id}\n"));
    }
    item.push_str(matter.trim_end_matches('\n'));
    item.push('\n');
    if !text.trim().is_empty() {
        item.push_str(&as_block("text", text));
    }
    Ok(item)
}

/// Returns the column of the hyphens of a list.
fn column_of_items(text: &str, tree: &YamlTree) -> usize {
    let node = match tree.get("records") {
        Some(_) => vec![PathStep::Key("records".to_owned()), PathStep::Item(0)],
        None => vec![PathStep::Item(0)],
    };
    let found = text_of_node(text, false, &node).ok().flatten();
    found.map_or(0, |(_, column)| column.saturating_sub(2))
}
