//! A comparison as Markdown.

use std::fmt::Write;

use super::matching::MatchReason;
use super::row_outcome::{Comparison, RowResult, ValueDifference};
use crate::model::SiteModel;
use crate::site::Language;
use crate::text::{Bilingual, MessageLanguage};

impl MatchReason {
    /// Returns the reason in words.
    fn words(self) -> Bilingual {
        let (ru, en) = match self {
            MatchReason::Decision => ("решено", "decided"),
            MatchReason::Identifier => ("тот же идентификатор", "the same identifier"),
            MatchReason::Name => ("то же название", "the same name"),
            MatchReason::BareName => (
                "то же без организационной формы",
                "the same without the legal form",
            ),
            MatchReason::Words => ("те же слова", "the same words"),
            MatchReason::Abbreviation => ("сокращение", "an abbreviation"),
            MatchReason::Slips => ("похоже на опечатку", "seems to be a slip"),
            MatchReason::MostWords => ("общих слов много", "many words in common"),
        };
        Bilingual { ru, en }
    }
}

/// The sections of the Markdown report: the name of the outcome and the heading.
const SECTIONS: [(&str, Bilingual); 5] = [
    (
        "differs",
        Bilingual {
            ru: "Отличается",
            en: "Differs",
        },
    ),
    (
        "doubtful",
        Bilingual {
            ru: "Сомнительно",
            en: "Doubtful",
        },
    ),
    (
        "only-there",
        Bilingual {
            ru: "Только в списке",
            en: "Only in the list",
        },
    ),
    (
        "same",
        Bilingual {
            ru: "То же",
            en: "The same",
        },
    ),
    (
        "ignored",
        Bilingual {
            ru: "Решено не брать",
            en: "Left out by decision",
        },
    ),
];

/// Returns a comparison as Markdown.
pub(super) fn markdown(model: &SiteModel, found: &Comparison, language: MessageLanguage) -> String {
    let mut text = String::new();
    for (name, heading) in &SECTIONS {
        let of_section = found
            .rows
            .iter()
            .filter(|result| result.outcome.name() == *name);
        let rows: Vec<&RowResult> = of_section.collect();
        let _ = writeln!(text, "## {}: {}\n", heading.get(language), rows.len());
        // Of what is the same, the count says enough.
        if *name == "same" {
            continue;
        }
        for result in &rows {
            markdown_row(model, result, language, &mut text);
        }
        if !rows.is_empty() {
            text.push('\n');
        }
    }
    let heading = Bilingual {
        ru: "Только в атласе",
        en: "Only in the atlas",
    };
    let _ = writeln!(
        text,
        "## {}: {}\n",
        heading.get(language),
        found.only_here.len()
    );
    for record in &found.only_here {
        let record = model.atlas.record(*record);
        let _ = writeln!(
            text,
            "- {} (`{}`)",
            plain(record.title(Language::DEFAULT).0),
            record.id
        );
    }
    text
}

fn markdown_row(
    model: &SiteModel,
    result: &RowResult,
    language: MessageLanguage,
    text: &mut String,
) {
    let row = &result.row;
    let name = row.names.first().unwrap_or(&row.key);
    let _ = write!(text, "- {} ({})", plain(name), plain(&row.at.to_string()));
    for candidate in result.outcome.candidates() {
        let record = model.atlas.record(candidate.record);
        let title = plain(record.title(Language::DEFAULT).0);
        let _ = write!(
            text,
            " → {title} (`{}`): {};",
            record.id,
            candidate.reason.words().get(language)
        );
    }
    text.push('\n');
    for ValueDifference {
        column,
        here,
        there,
    } in result.outcome.differences()
    {
        let _ = writeln!(text, "  - {column}: {} → {}", plain(here), plain(there));
    }
}

/// Returns a text that Markdown shows as it stands, in one line.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '@' | '|' | '~' | '&' | '!'
            | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
