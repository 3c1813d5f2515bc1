//! The notes of a claim: numbers that lead to its sources, or the remark that no source is given.

use std::fmt::Write;

use minijinja::value::Value;

use super::context::PageContext;
use super::source_notes::{MAX_NOTES, NotePlace, NoteStyle};
use crate::atlas::{Claim, ClaimPart, RecordIx};
use crate::model::SiteModel;
use crate::text::html::Escaped;

/// How a page tells the sources of one claim.
pub(super) struct ClaimNotes {
    /// The numbers of the sources, ascending.
    pub(super) numbers: Vec<u32>,
    /// The place of the notes on the page.
    pub(super) place: NotePlace,
    /// Whether the claim is marked as one without a source.
    pub(super) is_unsourced: bool,
}

impl ClaimNotes {
    /// No notes and no remark.
    pub(super) fn none(place: NotePlace) -> ClaimNotes {
        ClaimNotes {
            numbers: Vec::new(),
            place,
            is_unsourced: false,
        }
    }

    /// Whether nothing is shown.
    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty() && !self.is_unsourced
    }

    /// The notes as HTML. The first note of a source is the aim of the link back from the list of sources.
    pub(super) fn html(&self, context: &PageContext) -> Value {
        let footnotes = context.footnotes();
        let mut html = String::new();
        // Writing to a `String` cannot fail.
        for number in &self.numbers {
            html.push_str("<a class=\"note\" role=\"doc-noteref\"");
            if footnotes.is_first(*number, self.place) {
                let _ = write!(html, " id=\"atlas-note-{number}\"");
            }
            let _ = write!(html, " href=\"#atlas-source-{number}\">{number}</a>");
        }
        if self.is_unsourced {
            let words = context.message("unsourced");
            let _ = write!(
                html,
                " <span class=\"unsourced\">{}</span>",
                Escaped(&words)
            );
        }
        Value::from_safe_string(html)
    }
}

impl PageContext {
    /// The notes of a claim; no numbers where one line names the source of all claims, and on other pages.
    pub(super) fn claim_notes(&self, claim: Claim) -> ClaimNotes {
        let has_notes = self.main.is_some() && self.footnotes().style == NoteStyle::Notes;
        let numbers = if has_notes {
            let found = self.model.atlas.claim_sources(claim, &self.model.site);
            self.numbers(&found.sources)
        } else {
            Vec::new()
        };
        ClaimNotes {
            numbers,
            place: NotePlace::Claim(claim.target),
            is_unsourced: self.is_unsourced(claim),
        }
    }

    /// The numbers of some sources, ascending.
    pub(super) fn numbers(&self, sources: &[RecordIx]) -> Vec<u32> {
        let notes = self.footnotes();
        let numbers = sources.iter().filter_map(|source| notes.number(*source));
        let mut numbers: Vec<u32> = numbers.collect();
        numbers.sort_unstable();
        numbers.truncate(MAX_NOTES);
        numbers
    }

    /// Whether a claim is marked as one without a source. Where no claim of a page has one, a line says so.
    fn is_unsourced(&self, claim: Claim) -> bool {
        let has_line = self.main.is_some() && self.footnotes().style == NoteStyle::Unsourced;
        let SiteModel { atlas, site, .. } = &*self.model;
        !has_line && atlas.claim_part(claim, site) == ClaimPart::Unsourced
    }
}
