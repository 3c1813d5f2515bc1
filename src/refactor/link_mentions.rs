//! `mentions --write`: names in texts become links.

use std::collections::BTreeMap;

use super::proof::{NewWarnings, RefactorPlan};
use super::refusal::Refusal;
use super::working_site::WorkingSite;
use crate::change::Alteration;
use crate::mention::UnlinkedMention;
use crate::pipeline::Snapshot;
use crate::record::TextEdit;
use crate::source::SourcePath;

/// Plans links for mentions. The words stay as they are.
pub fn link_mentions(
    before: &Snapshot,
    mentions: &[UnlinkedMention],
) -> Result<RefactorPlan, Refusal> {
    let mut working = WorkingSite::new(&before.tree);
    let mut places: BTreeMap<SourcePath, usize> = BTreeMap::new();
    let mut edits = Vec::new();
    for mention in mentions {
        let id = &before.model.atlas.record(mention.record).id;
        let link = format!("[[{id}|{}]]", mention.words);
        edits.push((
            mention.at.path.clone(),
            TextEdit::new(mention.at.span.range(), link),
        ));
        *places.entry(mention.at.path.clone()).or_default() += 1;
    }
    working.replace(edits)?;
    let is_link = |text: &String| text.starts_with("[[") && text.ends_with("]]");
    Ok(RefactorPlan {
        working,
        places,
        ids: Vec::new(),
        is_meant: Box::new(move |found| match &found.alteration {
            Alteration::Text { gone, new, .. } => gone.is_empty() && new.iter().all(is_link),
            _ => false,
        }),
        wanted: Vec::new(),
        warnings: NewWarnings::Refused,
        layout_lines: Vec::new(),
    })
}
