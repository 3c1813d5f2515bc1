//! Changes as a comment in Markdown. Whatever a record says stays text there: no link, no picture, no HTML, and nobody is notified.

use std::fmt::Write;

use super::change_report::{ChangeLine, ChangePart, ChangeReport, SubjectChange};
use crate::diagnostic::visible;

/// Limit of the comment, in characters. The hosts take 65,536 (GitHub) and 1,000,000 (GitLab).
const MOST: usize = 60_000;

/// Limit of one value, in characters.
const MOST_OF_VALUE: usize = 600;

/// The length after which nothing more of a line is shown, in bytes.
const MOST_OF_LINE: usize = 6_000;

/// The length after which no more lines of a record are shown, in bytes.
const MOST_OF_SUBJECT: usize = 24_000;

/// A character without width at which no line breaks: a name after it is no mention, and a number no reference.
const JOINER: char = '\u{2060}';

/// The words around the records.
pub struct MarkdownWords {
    /// What is said if records are left out; `{n}` is their number.
    pub more: &'static str,
    /// Remarks about what was not compared.
    pub notes: Vec<String>,
}

/// Returns the report as Markdown, cut at a whole record.
pub fn markdown(report: &ChangeReport, words: &MarkdownWords) -> String {
    let mut text = format!("### {}", escaped(&report.title));
    for part in &report.summary {
        // Writing to a string cannot fail.
        _ = write!(text, " · {}", escaped(part));
    }
    text.push_str("\n\n");
    for note in &words.notes {
        _ = write!(text, "⚠ {}\n\n", escaped(note));
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
        _ = write!(text, "{} · ", escaped(&subject.state_label));
    }
    if !subject.kind_label.is_empty() {
        _ = write!(text, "{}: ", escaped(&subject.kind_label));
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
        _ = write!(text, "{}: ", escaped(&line.label));
    }
    for part in &line.parts {
        if text.len() > MOST_OF_LINE {
            text.push_str(" …");
            break;
        }
        match part {
            ChangePart::Words(words) => text.push_str(&escaped_part(words)),
            ChangePart::Gone(value) => text.push_str(&marked("~~", value)),
            ChangePart::New(value) => text.push_str(&marked("**", value)),
            ChangePart::Record { title, .. } => text.push_str(&escaped(title)),
        }
    }
    text
}

/// Returns a text between marks; nothing for an empty one, of which marks would make others.
fn marked(mark: &str, text: &str) -> String {
    match &*escaped(text) {
        "" => String::new(),
        text => format!("{mark}{text}{mark}"),
    }
}

/// Returns a text of a stranger as Markdown that shows it as it is, on one line.
fn escaped(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut line: String = words.join(" ").chars().take(MOST_OF_VALUE).collect();
    if text.chars().count() > MOST_OF_VALUE {
        line.push('…');
    }
    escaped_part(line.trim())
}

/// The same, with the spaces at both ends.
fn escaped_part(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            c if c.is_ascii_punctuation() => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
        let begins_word = rest.peek().is_some_and(|(_, next)| !next.is_whitespace());
        if begins_word && (is_sign(c) || ends_prefix(&text[..at + c.len_utf8()])) {
            escaped.push(JOINER);
        }
    }
    escaped
}

/// Whether a character makes a reference of what follows, at GitHub or GitLab: `@name`, `#1`, `!1`, `~label`, `:smile:`.
fn is_sign(c: char) -> bool {
    matches!(c, '@' | '#' | '!' | '~' | '%' | '$' | '&' | '^' | ':')
}

/// Whether a text ends with what makes an address or a reference of what follows: `www.`, `GH-`.
fn ends_prefix(text: &str) -> bool {
    let ends = |end: &str| {
        let tail = text
            .len()
            .checked_sub(end.len())
            .and_then(|start| text.get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    ends("www.") || ends("gh-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_hosts_and_markdown_are_text() {
        for (text, expected) in [
            ("@user", "\\@\u{2060}user"),
            ("see #12 and !3", "see \\#\u{2060}12 and \\!\u{2060}3"),
            ("https://x.org", "https\\:\u{2060}\\/\\/x\\.org"),
            ("www.x", "www\\.\u{2060}x"),
            ("a_b *c* `d`", "a\\_b \\*c\\* \\`d\\`"),
            ("<b>&amp;", "&lt;b&gt;&amp;\u{2060}amp\\;"),
            ("one\n\n/close\n# two", "one \\/close \\# two"),
            ("\u{202e}x", "\\\\u\\{202e\\}x"),
        ] {
            assert_eq!(escaped(text), expected, "{text}");
        }
    }
}
