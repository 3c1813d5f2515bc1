//! What a request is answered from.

use serde_json::{Value, json};

use super::analysis::Analysis;
use super::client::ClientCapabilities;
use super::page_checks::PageDiagnostics;
use super::position::TextLines;
use super::text_range::PositionedText;
use super::workspace::Workspace;
use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::{Diagnostic, Location};
use crate::site::{KindIx, Language, Localized, Site};
use crate::text::MessageLanguage;

/// What a request is answered from.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) analysis: &'a Analysis,
    /// What rendering has found; `None` before pages were rendered.
    pub(super) pages: Option<&'a PageDiagnostics>,
    pub(super) client: &'a ClientCapabilities,
    pub(super) messages: MessageLanguage,
    /// The address of the preview, if it runs.
    pub(super) preview: Option<&'a str>,
}

impl<'a> Context<'a> {
    pub(super) fn site(self) -> &'a Site {
        &self.analysis.snapshot.model.site
    }

    pub(super) fn atlas(self) -> &'a Atlas {
        &self.analysis.snapshot.model.atlas
    }

    /// Returns all diagnostics: those of the analysis, and those that rendering has found in the same texts.
    pub(super) fn diagnostics(self) -> impl Iterator<Item = &'a Diagnostic> {
        let snapshot = &self.analysis.snapshot;
        let rendered = self.pages.into_iter();
        let rendered = rendered.flat_map(|pages| pages.present_in(&snapshot.tree));
        snapshot.diagnostics.iter().chain(rendered)
    }

    /// Returns a text in the language of messages.
    pub(super) fn word(self, ru: &'static str, en: &'static str) -> &'static str {
        match self.messages {
            MessageLanguage::Ru => ru,
            MessageLanguage::En => en,
        }
    }

    /// Returns the language of the site in which labels are shown: that of messages, or the first one.
    pub(super) fn language(self) -> Language {
        let code = self.word("ru", "en");
        self.site().text_language(code).unwrap_or(Language::DEFAULT)
    }

    /// Returns a text of the site in the language of labels.
    pub(super) fn label(self, text: &'a Localized) -> &'a str {
        text.text(self.language())
    }

    /// Returns the name of a record in the language of labels.
    pub(super) fn name(self, record: RecordIx) -> &'a str {
        let record = self.atlas().record(record);
        match record.name.get(self.language()) {
            Some((name, _)) => name,
            None => &record.id,
        }
    }

    /// Returns the label of a kind.
    pub(super) fn kind_label(self, kind: KindIx) -> &'a str {
        self.label(&self.site().vocabulary.kind(kind).label)
    }

    /// Returns what tells a record from others in a list: its kind and its regions.
    pub(super) fn description(self, record: RecordIx) -> String {
        let atlas = self.atlas();
        let mut parts = vec![self.kind_label(atlas.kind(record)).to_lowercase()];
        let regions = atlas.facets.regions(record).iter().take(2);
        parts.extend(regions.filter(|region| **region != record).map(|region| {
            let language = self.language();
            atlas.record(*region).title(language).0.to_string()
        }));
        parts.join(", ")
    }

    /// Returns the present text of a file with its lines. `None`: there is no such file, or it is no text.
    pub(super) fn positioned(self, path: &str) -> Option<PositionedText<'a>> {
        let text = self.workspace.text(path)?;
        Some(PositionedText {
            text,
            lines: TextLines::new(text, self.workspace.mark(path)),
            encoding: self.workspace.encoding,
        })
    }

    /// Returns a location of the analysis for the protocol.
    pub(super) fn location(self, at: &Location) -> Option<Value> {
        let path = at.path.as_str();
        let range = self.positioned(path)?.range(self.analysis.present_span(at));
        Some(json!({"uri": self.workspace.uri(path), "range": range}))
    }
}
