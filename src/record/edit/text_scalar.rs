//! The texts that stand in YAML, and where their words stand in the file.

use std::ops::Range;

use super::document::{YamlDocument, find};
use super::tree::YamlTree;
use crate::diagnostic::Span;
use crate::record::parse::yaml::{Node, NodeData};

/// A text in the YAML of a content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextScalar {
    /// The value of `id` of its record. `None`: the file is that of the record.
    pub id: Option<String>,
    /// The key of the language. `None`: the text is in the first language.
    pub language: Option<String>,
    /// The text.
    pub text: String,
    /// The scalar in the file.
    pub span: Span,
    /// The quotation mark that the scalar needs before brackets can stand in it anywhere. `None`: it needs none.
    pub missing_quote: Option<char>,
}

/// Returns the texts under some keys of the records of a file; none if the YAML cannot be read. A text in which no brackets can
/// stand is left out: one without quotes that has both kinds of quotation marks, or several lines.
pub fn text_scalars(text: &str, is_markdown: bool, keys: &[&str]) -> Vec<TextScalar> {
    let Ok(document) = YamlDocument::read(text, is_markdown) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    match &document.root.data {
        NodeData::List(items) => {
            for item in items {
                add_texts(&document, item, keys, &mut found);
            }
        }
        NodeData::Map(_) => add_texts(&document, &document.root, keys, &mut found),
        NodeData::Null | NodeData::Scalar(_) => {}
    }
    found
}

fn add_texts(
    document: &YamlDocument<'_>,
    record: &Node<'_>,
    keys: &[&str],
    found: &mut Vec<TextScalar>,
) {
    let NodeData::Map(pairs) = &record.data else {
        return;
    };
    let id = find(pairs, "id").and_then(|(_, id)| id.text());
    let mut add = |language: Option<&str>, node: &Node<'_>| {
        let own = text_scalar(document, node);
        found.extend(own.map(|scalar| TextScalar {
            id: id.map(str::to_owned),
            language: language.map(str::to_owned),
            ..scalar
        }));
    };
    for (_, value) in keys.iter().filter_map(|key| find(pairs, key)) {
        match &value.data {
            NodeData::Map(languages) => {
                for (language, value) in languages {
                    add(Some(&language.text), value);
                }
            }
            NodeData::List(_) | NodeData::Null | NodeData::Scalar(_) => add(None, value),
        }
    }
}

/// A scalar without record and language.
fn text_scalar(document: &YamlDocument<'_>, node: &Node<'_>) -> Option<TextScalar> {
    let tree = YamlTree::from(node);
    let range = document.scalar_range(node);
    let source = &document.text[range.clone()];
    let missing_quote = match source.chars().next()? {
        '"' | '\'' | '|' | '>' => None,
        _ => {
            let fits = |quote: &char| !source.contains(*quote) && !source.contains(['\n', '\\']);
            Some(['"', '\''].into_iter().find(fits)?)
        }
    };
    Some(TextScalar {
        id: None,
        language: None,
        text: tree.text()?.to_owned(),
        span: Span::new(range),
        missing_quote,
    })
}

impl TextScalar {
    /// Returns where parts of the text stand in the file. `None` for a part that is written otherwise there: with escapes, or over
    /// two lines. The parts are sorted and do not overlap; the time is linear.
    pub fn places(&self, file: &str, parts: &[Range<usize>]) -> Vec<Option<Range<usize>>> {
        let source = &file[self.span.range()];
        let start = self.span.start as usize;
        let (mut at, mut written) = (0, 0);
        let mut places = Vec::with_capacity(parts.len());
        for part in parts {
            // Between text and source only white space, backslashes and doubled quotation marks differ.
            for c in self.text[at..part.start]
                .chars()
                .filter(|c| !c.is_whitespace())
            {
                // What is written with escapes is not looked for to the end again and again.
                let Some(next) = source[written..].find(c) else {
                    places.resize(parts.len(), None);
                    return places;
                };
                written += next + c.len_utf8();
            }
            at = part.start;
            let words = &self.text[part.clone()];
            let gap = source[written..].len() - source[written..].trim_start().len();
            let first = written + gap;
            let is_same = source[first..].starts_with(words);
            places.push(is_same.then(|| start + first..start + first + words.len()));
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::text_scalars;

    #[test]
    fn words_are_found_where_they_are_written() {
        let file = "- id: a\n  text: МИК и ТУСУР\n- id: b\n  text: {ru: \"а \\\"б\\\" ТУСУР\", en: 'it''s TUSUR'}\n- id: c\n  text: >-\n    а\n    ТУСУР тот же\n";
        let found = text_scalars(file, false, &["text"]);
        let places = found.iter().map(|scalar| {
            let word = ["ТУСУР", "TUSUR"].into_iter();
            let mut word = word.filter_map(|word| Some((word, scalar.text.find(word)?)));
            let (word, at) = word.next().expect("the word");
            let places = scalar.places(file, std::slice::from_ref(&(at..at + word.len())));
            places[0]
                .clone()
                .map(|place| (&file[place], scalar.missing_quote))
        });
        assert_eq!(
            places.collect::<Vec<_>>(),
            [
                Some(("ТУСУР", Some('"'))),
                Some(("ТУСУР", None)),
                Some(("TUSUR", None)),
                Some(("ТУСУР", None)),
            ]
        );
        let escaped = text_scalars("- id: a\n  text: \"\\u0410 б\"\n", false, &["text"]);
        let part = "А ".len().."А б".len();
        assert_eq!(
            escaped[0].places(
                "- id: a\n  text: \"\\u0410 б\"\n",
                std::slice::from_ref(&part)
            ),
            [None]
        );
        assert_eq!(found[2].language.as_deref(), Some("en"));
    }
}
