//! The result of a comparison, as Markdown, JSON or CSV.

use std::fmt::Write;

use super::listed_table::ListedRow;
use super::matching::{Candidate, MatchReason};
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::site::Language;
use crate::text::json::{Object, string};
use crate::text::{Bilingual, MessageLanguage};

/// What comes of a list.
pub struct Comparison {
    /// The rows in the order of the list.
    pub rows: Vec<RowResult>,
    /// The records that the list does not have.
    pub only_here: Vec<RecordIx>,
}

/// What comes of a row.
pub struct RowResult {
    /// The row.
    pub row: ListedRow,
    /// What it is.
    pub outcome: RowOutcome,
}

/// What a row is.
pub enum RowOutcome {
    /// A record with the same values.
    Same(Candidate),
    /// A record with other values.
    Differs(Candidate, Vec<ValueDifference>),
    /// No record.
    OnlyThere,
    /// One of some records, or none.
    Doubtful(Vec<Candidate>),
    /// Somebody has decided that it is no record of the atlas.
    Ignored,
}

/// A value that differs.
pub struct ValueDifference {
    /// The exported column.
    pub column: String,
    /// The value in the atlas.
    pub here: String,
    /// The value in the list.
    pub there: String,
}

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// Markdown.
    Md,
    /// JSON.
    Json,
    /// CSV.
    Csv,
}

impl RowOutcome {
    /// Returns the name of the outcome in data.
    pub fn name(&self) -> &'static str {
        match self {
            RowOutcome::Same(_) => "same",
            RowOutcome::Differs(..) => "differs",
            RowOutcome::OnlyThere => "only-there",
            RowOutcome::Doubtful(_) => "doubtful",
            RowOutcome::Ignored => "ignored",
        }
    }

    /// Returns the records that the row is or may be.
    pub fn candidates(&self) -> &[Candidate] {
        match self {
            RowOutcome::Same(candidate) | RowOutcome::Differs(candidate, _) => {
                std::slice::from_ref(candidate)
            }
            RowOutcome::Doubtful(candidates) => candidates,
            RowOutcome::OnlyThere | RowOutcome::Ignored => &[],
        }
    }

    fn differences(&self) -> &[ValueDifference] {
        match self {
            RowOutcome::Differs(_, differences) => differences,
            RowOutcome::Same(_)
            | RowOutcome::OnlyThere
            | RowOutcome::Doubtful(_)
            | RowOutcome::Ignored => &[],
        }
    }
}

impl MatchReason {
    /// Returns the name of the reason in data.
    pub fn name(self) -> &'static str {
        match self {
            MatchReason::Decision => "decided",
            MatchReason::Identifier => "identifier",
            MatchReason::Name => "name",
            MatchReason::BareName => "name-without-legal-form",
            MatchReason::Words => "words",
            MatchReason::Abbreviation => "abbreviation",
            MatchReason::Slips => "slips",
            MatchReason::MostWords => "most-words",
        }
    }

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

/// Writes a report.
pub fn write_report(
    model: &SiteModel,
    found: &Comparison,
    format: ReportFormat,
    language: MessageLanguage,
) -> String {
    match format {
        ReportFormat::Md => markdown(model, found, language),
        ReportFormat::Json => json(model, found),
        ReportFormat::Csv => csv(model, found),
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

fn markdown(model: &SiteModel, found: &Comparison, language: MessageLanguage) -> String {
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

fn json(model: &SiteModel, found: &Comparison) -> String {
    let mut text = String::from("{\"format\": 1, \"rows\": [");
    for (index, result) in found.rows.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        let mut row = Object::begin(&mut text);
        string(row.named("at"), &result.row.at.to_string());
        string(row.named("key"), &result.row.key);
        string(
            row.named("name"),
            result.row.names.first().map_or("", |name| name),
        );
        string(row.named("outcome"), result.outcome.name());
        let to = row.named("candidates");
        to.push('[');
        for (index, candidate) in result.outcome.candidates().iter().enumerate() {
            to.push_str(if index == 0 { "" } else { ", " });
            let mut item = Object::begin(to);
            string(item.named("id"), &model.atlas.record(candidate.record).id);
            string(item.named("reason"), candidate.reason.name());
            item.end();
        }
        to.push(']');
        let to = row.named("differences");
        to.push('[');
        for (index, difference) in result.outcome.differences().iter().enumerate() {
            to.push_str(if index == 0 { "" } else { ", " });
            let mut item = Object::begin(to);
            string(item.named("column"), &difference.column);
            string(item.named("here"), &difference.here);
            string(item.named("there"), &difference.there);
            item.end();
        }
        to.push(']');
        row.end();
    }
    text.push_str("\n], \"only_here\": [");
    for (index, record) in found.only_here.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        string(&mut text, &model.atlas.record(*record).id);
    }
    text.push_str("]}\n");
    text
}

fn csv(model: &SiteModel, found: &Comparison) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record([
        "at", "key", "name", "outcome", "ids", "reasons", "column", "here", "there",
    ]);
    for result in &found.rows {
        let candidates = result.outcome.candidates().iter();
        let ids = candidates
            .clone()
            .map(|candidate| &*model.atlas.record(candidate.record).id);
        let ids = ids.collect::<Vec<_>>().join(" | ");
        let reasons = candidates
            .map(|candidate| candidate.reason.name())
            .collect::<Vec<_>>()
            .join(" | ");
        let name = result.row.names.first().map_or("", |name| name);
        let at = result.row.at.to_string();
        let mut write = |column: &str, here: &str, there: &str| {
            let cells = [
                &at,
                &result.row.key,
                name,
                result.outcome.name(),
                &ids,
                &reasons,
                column,
                here,
                there,
            ];
            let _ = writer.write_record(cells.map(crate::export::as_plain_cell));
        };
        match result.outcome.differences() {
            [] => write("", "", ""),
            differences => differences.iter().for_each(|difference| {
                write(&difference.column, &difference.here, &difference.there);
            }),
        }
    }
    for record in &found.only_here {
        let record = model.atlas.record(*record);
        let name = record.title(Language::DEFAULT).0;
        let cells = ["", "", name, "only-here", &record.id, "", "", "", ""];
        let _ = writer.write_record(cells.map(crate::export::as_plain_cell));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
