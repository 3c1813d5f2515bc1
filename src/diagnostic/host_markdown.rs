//! Texts of strangers in Markdown for hosts of repositories: no link, no picture, no HTML, and nobody is notified.

use super::visible::visible;

/// Limit of one text, in characters.
const MOST_OF_VALUE: usize = 600;

/// A character without width at which no line breaks: a name after it is no mention, and a number no reference.
const JOINER: char = '\u{2060}';

/// Returns a text of a stranger as Markdown that shows it as it is, on one line.
pub fn markdown_text(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut line: String = words.join(" ").chars().take(MOST_OF_VALUE).collect();
    if text.chars().count() > MOST_OF_VALUE {
        line.push('…');
    }
    markdown_part(line.trim())
}

/// The same, with the spaces at both ends.
pub fn markdown_part(text: &str) -> String {
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
            assert_eq!(markdown_text(text), expected, "{text}");
        }
    }
}
