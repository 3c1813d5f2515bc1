//! What is due, in lines, as Markdown and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::diagnostic::{markdown_text, visible};
use crate::due::DueItem;
use crate::export::{due_title, reason_words};
use crate::pipeline::Snapshot;
use crate::site::{Direction, Language};
use crate::source::LineIndex;
use crate::text::{Bilingual, MessageLanguage};

/// The version of the format of JSON. Additions do not raise it.
const FORMAT: u32 = 1;

const NOTHING: Bilingual = Bilingual {
    ru: "Ничего.",
    en: "Nothing.",
};

/// What is due, for a report.
pub(super) struct DueReport<'r> {
    pub(super) snapshot: &'r Snapshot,
    /// The items by day.
    pub(super) items: &'r [DueItem],
    /// The number of days that the report looks ahead.
    pub(super) within: u32,
    /// The language of names and labels.
    pub(super) language: Language,
    pub(super) messages: MessageLanguage,
}

impl DueReport<'_> {
    /// Returns the report in lines for a terminal.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (heading, items) in self.sections() {
            lines.push(format!("{heading} ({})", items.len()));
            for item in items {
                let title = due_title(&self.snapshot.model, item, self.language);
                let (path, line) = self.place(item);
                lines.push(format!(
                    "  {}  {}: {} ({}:{line})",
                    item.day,
                    visible(&title),
                    reason_words(item.reason).get(self.messages),
                    visible(path),
                ));
            }
        }
        if lines.is_empty() {
            lines.push(NOTHING.get(self.messages).to_owned());
        }
        lines
    }

    /// Returns the report as Markdown, in which names stay texts.
    pub(super) fn markdown(&self) -> String {
        let mut text = String::new();
        for (heading, items) in self.sections() {
            // Writing to a string cannot fail.
            _ = writeln!(text, "### {heading} · {}\n", items.len());
            for item in items {
                let title = due_title(&self.snapshot.model, item, self.language);
                let words = reason_words(item.reason).get(self.messages);
                let (path, line) = self.place(item);
                let (title, path) = (markdown_text(&title), markdown_text(path));
                _ = writeln!(text, "- **{}** {title}: {words} ({path}, {line})", item.day);
            }
            text.push('\n');
        }
        if text.is_empty() {
            text.push_str(NOTHING.get(self.messages));
            text.push('\n');
        }
        text
    }

    /// Returns the report as JSON.
    pub(super) fn json(&self) -> Value {
        let model = &self.snapshot.model;
        let items = self.items.iter().map(|item| {
            let record = model.atlas.record(item.record);
            let (path, line) = self.place(item);
            let relation = item.relation.map(|index| &model.atlas.relations[index]);
            let key = |relation: &crate::atlas::Relation| {
                let relation_type = model.site.vocabulary.relation(relation.relation);
                relation_type.key(Direction::Forward).to_owned()
            };
            json!({
                "day": item.day.to_string(),
                "overdue": item.day < model.today,
                "reason": item.reason.name(),
                "record": &*record.id,
                "title": due_title(model, item, self.language),
                "relation": relation.map(key),
                "target": relation.map(|relation| model.atlas.record(relation.to).id.to_string()),
                "file": path,
                "line": line,
            })
        });
        json!({
            "format": FORMAT,
            "today": model.today.to_string(),
            "within": self.within,
            "due": items.collect::<Vec<_>>(),
        })
    }

    /// Returns what has been due before the day of the report, and what is due from then on, each with a heading.
    fn sections(&self) -> Vec<(String, &[DueItem])> {
        let today = self.snapshot.model.today;
        let (past, coming) = self
            .items
            .split_at(self.items.partition_point(|item| item.day < today));
        let past_words = Bilingual {
            ru: "Просрочено",
            en: "Overdue",
        };
        let coming_words = match self.messages {
            MessageLanguage::Ru => format!("В ближайшие дни: {}", self.within),
            MessageLanguage::En => format!("Within {} days", self.within),
        };
        let sections = [
            (past_words.get(self.messages).to_owned(), past),
            (coming_words, coming),
        ];
        let has_items = |(_, items): &(String, &[DueItem])| !items.is_empty();
        sections.into_iter().filter(has_items).collect()
    }

    /// Returns the file of an item and its line, from 1.
    fn place<'i>(&self, item: &'i DueItem) -> (&'i str, u32) {
        let file = self.snapshot.tree.file(item.at.path.as_str());
        let text = file.and_then(|file| file.text().ok());
        let line = text.map_or(0, |text| {
            LineIndex::new(text)
                .position(item.at.span.start as usize)
                .line
        });
        (item.at.path.as_str(), line)
    }
}
