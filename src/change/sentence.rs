//! Differences in words.

use super::difference::{Alteration, Difference, ObservedValue, Subject};
use crate::text::MessageLanguage;

impl Difference {
    /// Returns the difference in words. Texts of records are not escaped.
    pub fn sentence(&self, language: MessageLanguage) -> String {
        let subject = match &self.subject {
            Subject::Record(id) => id.to_string(),
            Subject::Page(path, code) => format!("{path} ({code})"),
        };
        format!("{subject}: {}", self.alteration.sentence(language))
    }
}

impl Alteration {
    fn sentence(&self, language: MessageLanguage) -> String {
        let word = |ru: &'static str, en: &'static str| match language {
            MessageLanguage::Ru => ru,
            MessageLanguage::En => en,
        };
        match self {
            Alteration::Added => word("новая", "new").to_owned(),
            Alteration::Removed => word("удалена", "gone").to_owned(),
            Alteration::Renamed { from } => {
                format!("{} {from}", word("переименована из", "renamed from"))
            }
            Alteration::Merged { into } => format!("{} {into}", word("влита в", "merged into")),
            Alteration::Kind { from, to } => format!("{from} → {to}"),
            Alteration::Value {
                key,
                language,
                from,
                to,
                ..
            } => {
                let code = if language.is_empty() {
                    String::new()
                } else {
                    format!(" ({language})")
                };
                format!("{key}{code}: {}", step(from.as_deref(), to.as_deref()))
            }
            Alteration::Figure { figure, from, to } => {
                let text = |value: &ObservedValue| format!("{} ({})", value.value, value.on);
                let (from, to) = (from.as_ref().map(text), to.as_ref().map(text));
                format!("{figure}: {}", step(from.as_deref(), to.as_deref()))
            }
            Alteration::RelationBegun { relation, to } => format!("{relation}: + {to}"),
            Alteration::RelationGone { relation, to } => format!("{relation}: − {to}"),
            Alteration::RelationEnded {
                relation,
                to,
                until,
            } => format!("{relation}: {to} {} {until}", word("до", "until")),
            Alteration::RelationQualified {
                relation,
                to,
                qualifier,
                was,
                is,
            } => {
                let step = step(was.as_deref(), is.as_deref());
                format!("{relation}: {to}: {qualifier}: {step}")
            }
            Alteration::Text { key, gone, new, .. } if gone.is_empty() && new.is_empty() => {
                let what = word(
                    "разметка или якорь заголовка с [[id]]",
                    "markup, or the anchor of a heading with [[id]]",
                );
                format!("{key}: {what}")
            }
            Alteration::Text { key, gone, new, .. } => {
                format!("{key}: − {} + {}", gone.join(" "), new.join(" "))
            }
        }
    }
}

fn step(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (Some(from), None) => format!("− {from}"),
        (None, Some(to)) => format!("+ {to}"),
        (None, None) => String::new(),
    }
}
