//! The result of a comparison, as Markdown, JSON or CSV.

use super::markdown_report::markdown;
use super::matching::MatchReason;
use super::row_outcome::Comparison;
use crate::model::SiteModel;
use crate::site::Language;
use crate::text::MessageLanguage;
use crate::text::json::{Object, string};

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
