//! Changes as a comment in Markdown. Whatever a record says stays text there: no link, no picture, no HTML, and nobody is notified.

use std::fmt::Write;

use super::change_report::{ChangeLine, ChangePart, ChangeReport, SubjectChange};
use crate::diagnostic::{markdown_part, markdown_text};

/// Limit of the comment, in characters. The hosts take 65,536 (GitHub) and 1,000,000 (GitLab).
const MOST: usize = 60_000;

/// The length after which nothing more of a line is shown, in bytes.
const MOST_OF_LINE: usize = 6_000;

/// The length after which no more lines of a record are shown, in bytes.
const MOST_OF_SUBJECT: usize = 24_000;

/// The words around the records.
pub struct MarkdownWords {
    /// What is said if records are left out; `{n}` is their number.
    pub more: &'static str,
    /// Remarks about what was not compared.
    pub notes: Vec<String>,
}

/// Returns the report as Markdown, cut at a whole record.
pub fn markdown(report: &ChangeReport, words: &MarkdownWords) -> String {
    let mut text = format!("### {}", markdown_text(&report.title));
    for part in &report.summary {
        // Writing to a string cannot fail.
        _ = write!(text, " · {}", markdown_text(part));
    }
    text.push_str("\n\n");
    for note in &words.notes {
        _ = write!(text, "⚠ {}\n\n", markdown_text(note));
    }
    let mut length = text.chars().count();
    for (place, subject) in report.subjects.iter().enumerate() {
        let of_subject = subject_text(subject);
        length += of_subject.chars().count();
        if length > MOST {
            let left = (report.subjects.len() - place).to_string();
            text.push_str(&words.more.replace("{n}", &left));
            text.push('\n');
            break;
        }
        text.push_str(&of_subject);
    }
    text.trim_end().to_owned()
}

fn subject_text(subject: &SubjectChange) -> String {
    let mut text = String::new();
    if !subject.state_label.is_empty() {
        _ = write!(text, "{} · ", markdown_text(&subject.state_label));
    }
    if !subject.kind_label.is_empty() {
        _ = write!(text, "{}: ", markdown_text(&subject.kind_label));
    }
    _ = writeln!(text, "{}", marked("**", &subject.title));
    let lines = subject.lines.iter();
    for line in lines.filter(|line| !line.parts.is_empty()) {
        if text.len() > MOST_OF_SUBJECT {
            text.push_str("\n- …");
            break;
        }
        text.push('\n');
        text.push_str(&line_text(line));
    }
    // A list ends, and the next record begins.
    text.push_str("\n\n");
    text.replacen("\n\n- ", "\n- ", 1)
}

fn line_text(line: &ChangeLine) -> String {
    let mut text = String::from("- ");
    if !line.label.is_empty() {
        _ = write!(text, "{}: ", markdown_text(&line.label));
    }
    for part in &line.parts {
        if text.len() > MOST_OF_LINE {
            text.push_str(" …");
            break;
        }
        match part {
            ChangePart::Words(words) => text.push_str(&markdown_part(words)),
            ChangePart::Gone(value) => text.push_str(&marked("~~", value)),
            ChangePart::New(value) => text.push_str(&marked("**", value)),
            ChangePart::Record { title, .. } => text.push_str(&markdown_text(title)),
        }
    }
    text
}

/// Returns a text between marks; nothing for an empty one, of which marks would make others.
fn marked(mark: &str, text: &str) -> String {
    match &*markdown_text(text) {
        "" => String::new(),
        text => format!("{mark}{text}{mark}"),
    }
}
