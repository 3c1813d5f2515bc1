//! The differences between two states of a site, in words of one language.

use std::sync::Arc;

/// The differences between two states, record by record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeReport {
    /// What the report is called.
    pub title: String,
    /// The counts: records, pages, claims without a source. Without changes, the sentence that says so.
    pub summary: Vec<String>,
    /// The records and free pages that differ, the new ones first.
    pub subjects: Vec<SubjectChange>,
    /// The number of claims without a source that the old state did not have.
    pub unsourced: usize,
    /// The routes of the pages that differ because of these records, sorted.
    pub pages: Vec<String>,
}

/// What has become of a record or a free page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectState {
    /// It is new.
    Added,
    /// It differs.
    Changed,
    /// It has become a part of another record.
    Merged,
    /// It is gone.
    Removed,
}

/// A record or a free page that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectChange {
    /// The id of the record. Of a free page its path in `content/` without extension.
    pub id: Arc<str>,
    /// The id of the record's kind; empty for a free page.
    pub kind: String,
    /// The label of the kind; empty for a free page.
    pub kind_label: String,
    /// The title.
    pub title: String,
    /// What has become of it.
    pub state: SubjectState,
    /// That in words; empty if it differs.
    pub state_label: String,
    /// What differs.
    pub lines: Vec<ChangeLine>,
}

/// What differs in a field, figure, relation or text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// The label of the field; empty for a remark about the record.
    pub label: String,
    /// The code of the language of the values; empty if it is that of the report.
    pub language: String,
    /// The old and the new value, with words between them.
    pub parts: Vec<ChangePart>,
}

/// A part of a line. Values are a stranger's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangePart {
    /// Words and signs of the program.
    Words(String),
    /// A value that is gone.
    Gone(String),
    /// A value that is new.
    New(String),
    /// A record.
    Record {
        /// Its id.
        id: Arc<str>,
        /// Its title.
        title: String,
    },
}

impl ChangePart {
    /// Returns the part without marks.
    pub fn text(&self) -> &str {
        match self {
            ChangePart::Words(text) | ChangePart::Gone(text) | ChangePart::New(text) => text,
            ChangePart::Record { title, .. } => title,
        }
    }
}

impl ChangeLine {
    /// Returns the line as plain text.
    pub fn text(&self) -> String {
        let parts: String = self.parts.iter().map(ChangePart::text).collect();
        match &*self.label {
            "" => parts,
            label => format!("{label}: {parts}"),
        }
    }
}

impl SubjectChange {
    /// Returns the heading as plain text: what has become of it, its kind and its title.
    pub fn heading(&self) -> String {
        let named = match &*self.kind_label {
            "" => self.title.clone(),
            kind => format!("{kind}: {}", self.title),
        };
        match &*self.state_label {
            "" => named,
            state => format!("{state} · {named}"),
        }
    }
}

impl ChangeReport {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }

    /// Returns the report as lines of plain text: the heading of each record, and its lines indented.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for subject in &self.subjects {
            lines.push(subject.heading());
            lines.extend(
                subject
                    .lines
                    .iter()
                    .map(|line| format!("  {}", line.text())),
            );
        }
        lines
    }
}
