//! `merge`: a record becomes a part of another one.

use super::merge_values::{Conflict, MergedValues, ValueMerger};
use super::merged_references::{remove_own, remove_repeated};
use super::naming::lines_of_layouts;
use super::proof::{NewWarnings, RefactorPlan, of_record};
use super::record_place::RecordPlace;
use super::refusal::Refusal;
use super::rename::{add_former_id, places_of_known};
use super::rename_references::{NewNames, rename_references};
use super::working_site::WorkingSite;
use crate::change::{Alteration, Difference, Subject};
use crate::pipeline::Snapshot;
use crate::record::{ContentEdit, NodePath, PathStep, body_range};
use crate::site::Language;
use crate::source::SourcePath;

/// A decision: the value of which record is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take {
    /// The id of the record.
    pub id: String,
    /// The key, as the conflict names it.
    pub key: String,
}

/// What comes of a merge.
pub enum MergePlan {
    /// All is decided.
    Ready {
        /// The edits.
        plan: Box<RefactorPlan>,
        /// The number of values that the record gets.
        moved: usize,
        /// The number of values that both had.
        repeated: usize,
    },
    /// The record that stays has other values, of which one must be taken.
    Undecided(Vec<Conflict>),
}

/// Plans the merge of a record into another one of its kind.
pub fn merge(
    before: &Snapshot,
    from: &str,
    into: &str,
    takes: &[Take],
) -> Result<MergePlan, Refusal> {
    let from_places = places_of_known(before, from)?;
    let into_places = places_of_known(before, into)?;
    check(&from_places[0], &into_places[0], from, into, takes)?;
    let mut merging = Merging {
        before,
        from,
        into,
        takes,
        working: WorkingSite::new(&before.tree),
        conflicts: Vec::new(),
        moved: 0,
        repeated: 0,
    };
    for place in &from_places {
        let language = language_of(before, place);
        let other = into_places.iter().find(|other| {
            other.is_translation == place.is_translation && language_of(before, other) == language
        });
        match other {
            Some(other) => merging.merge_place(place, other)?,
            None => merging.move_translation(place, &into_places[0])?,
        }
    }
    if !merging.conflicts.is_empty() {
        return Ok(MergePlan::Undecided(merging.conflicts));
    }
    merging.finish(&from_places, &into_places)
}

fn check(
    from_place: &RecordPlace,
    into_place: &RecordPlace,
    from: &str,
    into: &str,
    takes: &[Take],
) -> Result<(), Refusal> {
    if from == into {
        return Err(Refusal::new(
            "это одна и та же запись",
            "this is one and the same record",
        ));
    }
    if from_place.kind != into_place.kind {
        return Err(Refusal::new(
            "записи разных видов; сначала: atlas mv ID --kind ВИД",
            "the records are of different kinds; first: atlas mv ID --kind KIND",
        ));
    }
    match takes.iter().find(|take| take.id != from && take.id != into) {
        Some(take) => Err(Refusal::new(
            format!(
                "--take {}:{}: здесь только {from} и {into}",
                take.id, take.key
            ),
            format!(
                "--take {}:{}: there are only {from} and {into}",
                take.id, take.key
            ),
        )),
        None => Ok(()),
    }
}

fn language_of(before: &Snapshot, place: &RecordPlace) -> Option<Language> {
    let site = &before.model.site;
    let stem = place.path.as_str().rsplit('/').next()?;
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let code = stem.rsplit_once('.').map(|(_, code)| code)?;
    place.is_translation.then(|| site.language(code)).flatten()
}

struct Merging<'m> {
    before: &'m Snapshot,
    from: &'m str,
    into: &'m str,
    takes: &'m [Take],
    working: WorkingSite,
    conflicts: Vec<Conflict>,
    moved: usize,
    repeated: usize,
}

impl Merging<'_> {
    /// Returns whose value of a key is taken; `true`: that of the record that goes.
    fn takes_from(&self, key: &str) -> Option<bool> {
        let take = self.takes.iter().find(|take| take.key == key)?;
        Some(take.id == self.from)
    }

    /// Merges one file of the record, or its item in a list, into the same one of the other.
    fn merge_place(&mut self, place: &RecordPlace, other: &RecordPlace) -> Result<(), Refusal> {
        let (from, into) = (place.tree(&self.working)?, other.tree(&self.working)?);
        let site = &self.before.model.site;
        let code = language_of(self.before, place).map(|language| site.code(language).to_owned());
        let label = |key: &str| match &code {
            Some(code) => format!("{code}.{key}"),
            None => key.to_owned(),
        };
        let takes = |key: &str| self.takes_from(&label(key));
        let merger = ValueMerger {
            site,
            atlas: &self.before.model.atlas,
            from: self.from,
            into: self.into,
            place: other,
            takes_from: &takes,
        };
        let MergedValues {
            edits,
            conflicts,
            repeated,
        } = merger.merge(&from, &into);
        let conflicts = conflicts.into_iter().map(|conflict| Conflict {
            key: label(&conflict.key),
            ..conflict
        });
        let conflicts: Vec<Conflict> = conflicts.collect();
        self.conflicts.extend(conflicts);
        self.repeated += repeated;
        let is_insertion = |edit: &&ContentEdit| !matches!(edit, ContentEdit::Remove { .. });
        self.moved += edits.iter().filter(is_insertion).count();
        for edit in &edits {
            self.working.edit(&other.path, edit)?;
        }
        let text = label("text");
        self.merge_text(place, other, &text)
    }

    /// Takes the text below the front matter along, if only the record that goes has one or its text is taken.
    fn merge_text(
        &mut self,
        place: &RecordPlace,
        other: &RecordPlace,
        key: &str,
    ) -> Result<(), Refusal> {
        let body = |path: &SourcePath, working: &WorkingSite| -> Result<String, Refusal> {
            let text = working.text(path)?;
            Ok(body_start(text, path).map_or(String::new(), |start| text[start..].to_owned()))
        };
        let from = body(&place.path, &self.working)?;
        let into = body(&other.path, &self.working)?;
        if from.trim().is_empty() || from.trim() == into.trim() {
            return Ok(());
        }
        let takes = match into.trim().is_empty() {
            true => Some(true),
            false => self.takes_from(key),
        };
        match takes {
            Some(true) if other.is_markdown() => {
                let text = self.working.text(&other.path)?;
                let start = body_start(text, &other.path).unwrap_or(text.len());
                let text = format!("{}{from}", &text[..start]);
                self.working.write(&other.path, text);
                self.moved += 1;
            }
            Some(false) => {}
            Some(true) | None => self.conflicts.push(Conflict {
                key: key.to_owned(),
                from: first_words(&from),
                into: first_words(&into),
            }),
        }
        Ok(())
    }

    /// Gives the translation of the record to the other one, which has none in that language.
    fn move_translation(&mut self, place: &RecordPlace, into: &RecordPlace) -> Result<(), Refusal> {
        if !place.is_markdown() || place.has_id {
            return Err(Refusal::new(
                format!("{}: перевод перенесите сами", place.path),
                format!("{}: move the translation yourself", place.path),
            ));
        }
        let path = place.path_in(into.folder(), self.from, self.into);
        self.working.rename(&place.path, &path)?;
        self.moved += 1;
        Ok(())
    }

    /// Removes the record, and lets all that names it name the other one.
    fn finish(
        mut self,
        from_places: &[RecordPlace],
        into_places: &[RecordPlace],
    ) -> Result<MergePlan, Refusal> {
        let into = &into_places[0];
        add_former_id(&mut self.working, into, self.from, self.into)?;
        let mut into_node = into.node.clone();
        // From the last item on, so that the places of the others stay.
        for place in from_places.iter().rev() {
            let is_there = self.working.tree.file(place.path.as_str()).is_some();
            match place.is_markdown() {
                true if is_there => self.working.remove(&place.path),
                true => {}
                false => {
                    let path = place.node.clone();
                    self.working
                        .edit(&place.path, &ContentEdit::Remove { path })?;
                    if place.path == into.path {
                        into_node = after_removal(into_node, &place.node);
                    }
                }
            }
        }
        let file = into.is_markdown().then(|| into.path.clone());
        let files = from_places.iter().filter(|place| place.is_markdown());
        let names = NewNames {
            ids: vec![(self.from.to_owned(), self.into.to_owned())],
            files: files
                .map(|place| (place.path.clone(), file.clone()))
                .collect(),
            id: self.into.to_owned(),
        };
        let site = &self.before.model.site;
        let counts = rename_references(&mut self.working, site, &names)?;
        let paths: Vec<SourcePath> = counts
            .keys()
            .filter(|path| path.as_str().starts_with("content/"))
            .cloned()
            .collect();
        for path in &paths {
            self.repeated += remove_repeated(&mut self.working, path, self.into)?;
        }
        remove_own(&mut self.working, &into.path, &into_node, self.into)?;
        let (from, into_id) = (self.from.to_owned(), self.into.to_owned());
        let taken: Vec<String> = self.takes.iter().map(|take| take.key.clone()).collect();
        let merged = of_record(
            &from,
            Alteration::Merged {
                into: into_id.as_str().into(),
            },
        );
        let plan = RefactorPlan {
            working: self.working,
            places: counts,
            ids: names.ids,
            is_meant: Box::new(move |found| is_meant(found, &from, &into_id, &taken)),
            wanted: vec![merged],
            warnings: NewWarnings::Accepted,
            layout_lines: lines_of_layouts(&self.before.tree, self.from),
        };
        Ok(MergePlan::Ready {
            plan: Box::new(plan),
            moved: self.moved,
            repeated: self.repeated,
        })
    }
}

/// Whether a difference is one that a merge makes: the record gains, and nothing is lost but what was decided.
fn is_meant(found: &Difference, from: &str, into: &str, taken: &[String]) -> bool {
    let Subject::Record(id) = &found.subject else {
        return false;
    };
    let is_taken = |key: &str| {
        taken
            .iter()
            .any(|known| known == key || known.ends_with(&format!(".{key}")))
    };
    match &found.alteration {
        Alteration::Merged { into: heir } => **id == *from && **heir == *into,
        Alteration::Value { key, from, .. } => **id == *into && (from.is_none() || is_taken(key)),
        Alteration::Figure { from, .. } => **id == *into && from.is_none(),
        Alteration::Text { gone, key, .. } => **id == *into && (gone.is_empty() || is_taken(key)),
        Alteration::RelationQualified {
            was, to, relation, ..
        } => {
            let other = if **id == *into { to } else { id };
            let is_decided = taken
                .iter()
                .any(|known| known.ends_with(&format!("/{other}")));
            (**id == *into || **to == *into) && (was.is_none() || is_decided || is_taken(relation))
        }
        Alteration::RelationEnded { to, .. } => **id == *into || **to == *into,
        // No record is related to itself.
        Alteration::RelationGone { to, .. } => **id == *into && **to == *into,
        Alteration::Added
        | Alteration::Removed
        | Alteration::Renamed { .. }
        | Alteration::Kind { .. }
        | Alteration::RelationBegun { .. } => false,
    }
}

/// Returns the path of an item after one before it in its list was removed.
fn after_removal(mut node: NodePath, removed: &NodePath) -> NodePath {
    if let (Some(PathStep::Item(own)), Some(PathStep::Item(gone))) =
        (node.last_mut(), removed.last())
        && *gone < *own
    {
        *own -= 1;
    }
    node
}

/// Returns where the text below the front matter begins. `None`: the file has none.
fn body_start(text: &str, path: &SourcePath) -> Option<usize> {
    path.as_str()
        .ends_with(".md")
        .then(|| body_range(text).start)
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    format!("{} …", words.join(" "))
}
