//! Splits a Markdown file into front matter and text.

use std::ops::Range;

/// The parts of a Markdown file, as byte ranges.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::record) enum FrontMatterSplit {
    /// YAML between two lines of `---`, and the text after it.
    Both {
        yaml: Range<usize>,
        text: Range<usize>,
    },
    /// No front matter.
    TextOnly(Range<usize>),
    /// A first line of `---` without a second one; the range of the first.
    Open(Range<usize>),
}

/// Splits a file. Accepts a byte order mark, spaces after `---`, and any line endings.
pub(in crate::record) fn split(file: &str) -> FrontMatterSplit {
    let start = file.len() - file.strip_prefix('\u{feff}').unwrap_or(file).len();
    let mut lines = Lines {
        text: file,
        at: start,
    };
    match lines.next() {
        Some(first) if is_fence(&file[first.clone()]) => {
            let yaml = lines.at;
            let mut closing = None;
            while let Some(line) = lines.next() {
                if is_fence(&file[line.clone()]) {
                    closing = Some((line.start, lines.at));
                    break;
                }
            }
            match closing {
                Some((end, text)) => FrontMatterSplit::Both {
                    yaml: yaml..end,
                    text: text..file.len(),
                },
                None => FrontMatterSplit::Open(first),
            }
        }
        _ => FrontMatterSplit::TextOnly(start..file.len()),
    }
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix("---")
        .is_some_and(|rest| rest.trim().is_empty())
}

struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Lines<'_> {
    /// Returns the range of the next line without its line ending.
    fn next(&mut self) -> Option<Range<usize>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let bytes = self.text.as_bytes();
        let end = bytes[start..]
            .iter()
            .position(|b| matches!(b, b'\n' | b'\r'))
            .map_or(bytes.len(), |i| start + i);
        let crlf = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
        self.at = (end + 1 + usize::from(crlf)).min(bytes.len());
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_divided_whatever_its_line_ends() {
        for file in [
            "---\nname: А\n---\nТекст",
            "\u{feff}---\r\nname: А\r\n---\r\nТекст",
            "--- \rname: А\r---\rТекст",
        ] {
            let FrontMatterSplit::Both { yaml, text } = split(file) else {
                panic!("{file:?} has both parts")
            };
            assert_eq!(file[yaml].trim(), "name: А");
            assert_eq!(&file[text], "Текст");
        }
        assert_eq!(split("Текст"), FrontMatterSplit::TextOnly(0.."Текст".len()));
        assert_eq!(split("---\nname: А\n"), FrontMatterSplit::Open(0..3));
        assert_eq!(
            split("---\n---"),
            FrontMatterSplit::Both {
                yaml: 4..4,
                text: 7..7
            }
        );
        assert_eq!(split(""), FrontMatterSplit::TextOnly(0..0));
    }
}
