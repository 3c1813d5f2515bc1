//! The types of differences.

use std::sync::Arc;

/// A difference between two states of a site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// What differs.
    pub subject: Subject,
    /// How it differs.
    pub alteration: Alteration,
}

/// A record or a page that differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A record, by its id in the new state; that of the old state if it is gone.
    Record(Arc<str>),
    /// A free page or an introduction, by its path in `content/` without extension, and the code of its language.
    Page(String, String),
}

/// The part of a value that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValuePart {
    /// The value itself.
    Value,
    /// Its epistemic status.
    Status,
    /// A source.
    Source,
    /// The editorial note.
    Note,
}

/// How a record or a page differs. Records are named by their ids in the new state, or in the old one if they are gone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alteration {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It had another id.
    Renamed {
        /// The old id.
        from: Arc<str>,
    },
    /// It has become a part of another record.
    Merged {
        /// The id of that record.
        into: Arc<str>,
    },
    /// It is of another kind.
    Kind {
        /// The old kind.
        from: String,
        /// The new kind.
        to: String,
    },
    /// A name, a field or another single value.
    Value {
        /// The key of the front matter.
        key: String,
        /// The language; empty for a value of all languages.
        language: String,
        /// The part that differs.
        part: ValuePart,
        /// The old value. `None`: there was none.
        from: Option<String>,
        /// The new value. `None`: there is none.
        to: Option<String>,
    },
    /// An observation in the series of a figure.
    Figure {
        /// The figure.
        figure: String,
        /// The old observation. `None`: there was none.
        from: Option<ObservedValue>,
        /// The new observation. `None`: there is none.
        to: Option<ObservedValue>,
    },
    /// A new relation from the subject.
    RelationBegun {
        /// The relation.
        relation: String,
        /// The other record.
        to: Arc<str>,
    },
    /// A relation from the subject that no record states any more.
    RelationGone {
        /// The relation.
        relation: String,
        /// The other record.
        to: Arc<str>,
    },
    /// A relation from the subject that has got an end.
    RelationEnded {
        /// The relation.
        relation: String,
        /// The other record.
        to: Arc<str>,
        /// The end.
        until: String,
    },
    /// A qualifier of a relation from the subject.
    RelationQualified {
        /// The relation.
        relation: String,
        /// The other record.
        to: Arc<str>,
        /// The key of the qualifier.
        qualifier: String,
        /// The old value. `None`: there was none.
        was: Option<String>,
        /// The new value. `None`: there is none.
        is: Option<String>,
    },
    /// A text in Markdown.
    Text {
        /// The key of the front matter; `text` for the body.
        key: String,
        /// The language.
        language: String,
        /// The words and link targets that are gone.
        gone: Vec<String>,
        /// The words and link targets that are new.
        new: Vec<String>,
    },
}

/// An observation of a figure as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObservedValue {
    /// The value.
    pub value: String,
    /// The date; empty if unknown.
    pub on: String,
    /// The id of the record that reports it; empty if unknown.
    pub by: String,
    /// Status, sources and note.
    pub provenance: Vec<(ValuePart, String)>,
}
