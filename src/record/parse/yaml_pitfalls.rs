//! Mistakes that YAML accepts: keys given twice in inner maps, and comments that cut a value.

use std::collections::HashMap;

use super::yaml::{MapKey, Node, NodeData, quoted};
use crate::diagnostic::{Code, Span};
use crate::record::file_parser::FileParser;

impl FileParser<'_> {
    /// Reports the pitfalls in the values of a map, whose own keys are checked elsewhere. `text` is the whole file.
    pub(super) fn check_values(&mut self, text: &str, pairs: &[(MapKey<'_>, Node<'_>)]) {
        for (key, node) in pairs {
            self.check_comment(text, key, node);
            self.check_sign(text, key, node);
            self.check_node(text, node);
        }
    }

    /// Reports keys that a map has twice.
    pub(super) fn check_keys(&mut self, pairs: &[(MapKey<'_>, Node<'_>)]) {
        let mut known: HashMap<&str, Span> = HashMap::with_capacity(pairs.len());
        for (key, _) in pairs {
            if let Some(first) = known.get(&*key.text) {
                let first = self.location(*first);
                let diagnostic = self
                    .diagnostic(Code::DuplicateKey, key.span)
                    .with("key", &*key.text);
                self.push(diagnostic.related(first));
            } else {
                known.insert(&key.text, key.span);
            }
        }
    }

    fn check_node(&mut self, text: &str, node: &Node<'_>) {
        match &node.data {
            NodeData::Null => {}
            NodeData::Scalar(_) => self.check_end(text, node),
            NodeData::List(items) => {
                // The nodes of an alias stand elsewhere, and are checked there.
                for item in items.iter().filter(|item| is_within(item.span, node.span)) {
                    self.check_node(text, item);
                }
            }
            NodeData::Map(pairs) => {
                let is_own = |(key, _): &&(MapKey<'_>, _)| is_within(key.span, node.span);
                if pairs.first().is_none_or(|pair| is_own(&pair)) {
                    self.check_keys(pairs);
                    self.check_values(text, pairs);
                }
            }
        }
    }

    /// Reports a comment that follows a scalar without quotes.
    fn check_end(&mut self, text: &str, node: &Node<'_>) {
        let written = text.get(node.span.range()).unwrap_or_default().trim_end();
        let is_plain = !written.starts_with(['"', '\'', '|', '>', '*']);
        let line_end = node.span.range().start + written.len();
        if is_plain && let Some((lost, span)) = doubtful_comment(text, line_end) {
            let value = written.lines().last().unwrap_or_default().trim_start();
            self.report_comment(value, lost, span);
        }
    }

    /// Reports a comment in place of a value.
    fn check_comment(&mut self, text: &str, key: &MapKey<'_>, node: &Node<'_>) {
        let end = key.span.range().end;
        if node.data == NodeData::Null
            && text.get(end..).is_some_and(|rest| rest.starts_with(':'))
            && let Some((lost, span)) = doubtful_comment(text, end + 1)
        {
            self.report_comment("", lost, span);
        }
    }

    /// Reports an anchor to which nothing refers, or a tag: `name: &Co` is an empty name for YAML.
    fn check_sign(&mut self, text: &str, key: &MapKey<'_>, node: &Node<'_>) {
        let end = key.span.range().end;
        let after = text.get(end..).and_then(|rest| rest.strip_prefix(':'));
        let rest = after.unwrap_or_default().trim_start_matches(' ');
        // Many keys may stand in one line, so no more of it is read than needed.
        if !rest.starts_with(['&', '!']) {
            return;
        }
        let word = rest.split([' ', ',', '}', ']', '\n', '\r']).next();
        let word = word.unwrap_or_default();
        let is_lost = match word.chars().next() {
            Some('&') => !self.has_alias(text, &word[1..]),
            // `!!str` and its like are words of YAML.
            Some('!') => !word.starts_with("!!"),
            _ => false,
        };
        if !is_lost || !matches!(node.data, NodeData::Scalar(_) | NodeData::Null) {
            return;
        }
        let start = text.len() - rest.len();
        let (ru, en) = (
            "значение начинается знаком, занятым в YAML: возьмите его в кавычки",
            "the value begins with a sign that YAML needs: put it in quotes",
        );
        let span = Span::new(start..start + word.len());
        let before = text[..key.span.range().start].trim_end_matches([' ', '-']);
        let is_line = before.is_empty() || before.ends_with('\n');
        let near = is_line.then(|| {
            let value = rest.lines().next().unwrap_or_default().trim_end();
            format!("{}: {}", key.text, quoted(value))
        });
        let diagnostic = self.diagnostic(Code::BadYaml, span);
        let diagnostic = diagnostic.with("words", ru).with("words_en", en);
        self.push(diagnostic.with_some("near", near));
    }

    /// Whether something in a file refers to an anchor.
    fn has_alias(&mut self, text: &str, anchor: &str) -> bool {
        let aliases = self.aliases.get_or_insert_with(|| {
            let after = text.split('*').skip(1);
            let words =
                after.filter_map(|rest| rest.split([' ', '\n', '\r', ',', '}', ']']).next());
            words.map(str::to_owned).collect()
        });
        aliases.contains(anchor)
    }

    fn report_comment(&mut self, value: &str, lost: &str, span: Span) {
        let whole = format!("{value} {lost}")
            .replace('\\', "\\\\")
            .replace('"', "\\\"");
        let diagnostic = self
            .diagnostic(Code::CommentInValue, span)
            .with("lost", lost)
            .with("value", whole.trim_start());
        self.push(diagnostic);
    }
}

/// Returns the comment behind a value that ends at `end`, if it may be a part of the value: `#` is followed by another
/// sign than a space, or by a number.
fn doubtful_comment(text: &str, end: usize) -> Option<(&str, Span)> {
    // Many values may stand in one line, so no more of it is read than needed.
    let rest = text.get(end..)?;
    let comment = rest.trim_start_matches([' ', '\t']);
    let start = end + rest.len() - comment.len();
    if start == end || !comment.starts_with('#') {
        return None;
    }
    let comment = comment.lines().next()?;
    let after = &comment[1..];
    let is_number = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let is_close =
        after.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '#' | '!' | '-' | '='));
    let lost = comment.trim_end();
    (is_number || is_close).then(|| (lost, Span::new(start..start + lost.len())))
}

fn is_within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
