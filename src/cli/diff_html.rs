//! Changes as a page of their own, which needs no other file.

use std::fmt::Write;

use crate::diagnostic::visible;
use crate::history::{ChangePart, ChangeReport, SubjectChange};
use crate::text::html::Escaped;

/// The style of the page, for screens in light and dark and for paper.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}\
h2{font-size:1.1rem;margin:1.5rem 0 .25rem}\
ul{margin:0;padding-left:1.25rem}\
ins{text-decoration:none;font-weight:600}\
del{opacity:.75}\
.note{opacity:.8}";

/// Returns the report as an HTML document in a language, by its code.
pub(super) fn html(report: &ChangeReport, notes: &[String], language: &str) -> String {
    let title = text(&report.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n",
        text(language),
    );
    let summary: Vec<String> = report.summary.iter().map(|part| text(part)).collect();
    // Writing to a string cannot fail.
    _ = writeln!(page, "<p>{}</p>", summary.join(" · "));
    for note in notes {
        _ = writeln!(page, "<p class=\"note\">⚠ {}</p>", text(note));
    }
    for subject in &report.subjects {
        add_subject(&mut page, subject);
    }
    page
}

fn add_subject(page: &mut String, subject: &SubjectChange) {
    _ = writeln!(page, "<h2>{}</h2>", text(&subject.heading()));
    if subject.lines.is_empty() {
        return;
    }
    page.push_str("<ul>\n");
    for line in &subject.lines {
        page.push_str("<li>");
        if !line.label.is_empty() {
            _ = write!(page, "{}: ", text(&line.label));
        }
        for part in &line.parts {
            _ = match part {
                ChangePart::Words(words) => write!(page, "{}", text(words)),
                ChangePart::Gone(value) => write!(page, "<del>{}</del>", text(value)),
                ChangePart::New(value) => write!(page, "<ins>{}</ins>", text(value)),
                ChangePart::Record { title, .. } => write!(page, "<b>{}</b>", text(title)),
            };
        }
        page.push_str("</li>\n");
    }
    page.push_str("</ul>\n");
}

fn text(text: &str) -> String {
    Escaped(&visible(text)).to_string()
}
