//! `mentions --write`: names in texts become links.

use std::collections::BTreeMap;
use std::ops::Range;

use super::proof::{NewWarnings, RefactorPlan};
use super::refusal::Refusal;
use super::working_site::WorkingSite;
use crate::change::Alteration;
use crate::diagnostic::Span;
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
        let range = mention.at.span.range();
        for edit in quoted_link(range, link, mention.missing_quote) {
            edits.push((mention.at.path.clone(), edit));
        }
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

/// Returns a link in place of words, and the quotation marks that the scalar of YAML around it needs.
pub fn quoted_link(
    words: Range<usize>,
    link: String,
    missing_quote: Option<(Span, char)>,
) -> Vec<TextEdit> {
    let Some((scalar, quote)) = missing_quote else {
        return vec![TextEdit::new(words, link)];
    };
    let scalar = scalar.range();
    let end = TextEdit::new(scalar.end..scalar.end, quote);
    match words.start == scalar.start {
        true => vec![TextEdit::new(words, format!("{quote}{link}")), end],
        false => {
            let start = TextEdit::new(scalar.start..scalar.start, quote);
            vec![start, TextEdit::new(words, link), end]
        }
    }
}
