//! Errors of YAML, in Russian and English.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::Span;

/// An error of YAML: a syntax error or an exceeded limit.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::record) struct YamlError {
    /// Its location in the file.
    pub span: Span,
    /// The message in Russian.
    pub words: String,
    /// The message in English.
    pub words_en: String,
    /// Whether a limit is exceeded.
    pub limit: bool,
    /// The way to mend the error.
    pub advice: Option<Advice>,
}

/// A way to mend an error of YAML.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::record) enum Advice {
    /// The key with its value in quotes.
    Quoted(String),
    /// Spaces in place of tabs.
    Spaces,
}

impl YamlError {
    pub(super) fn new(span: Span, ru: &str, en: &str) -> YamlError {
        YamlError {
            span,
            words: ru.to_owned(),
            words_en: en.to_owned(),
            limit: false,
            advice: None,
        }
    }

    /// The error of a line where a key should stand and none does: `place` or `place:Tomsk`. `text` is the whole file.
    pub(in crate::record) fn without_colon(span: Span, text: &str) -> YamlError {
        let error = YamlError::new(
            span,
            "после имени поля нет двоеточия с пробелом",
            "there is no colon with a space after the name of a field",
        );
        let line = text.get(span.range()).unwrap_or_default();
        let is_key = |key: &str| {
            key.chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        };
        let parts = line
            .split_once(':')
            .filter(|(key, value)| is_key(key) && !value.is_empty() && !value.starts_with("//"));
        YamlError {
            advice: parts.map(|(key, value)| Advice::Quoted(format!("{key}: {value}"))),
            ..error
        }
    }

    /// The error of an item that does not begin with a hyphen and a space.
    pub(in crate::record) fn without_hyphen(span: Span) -> YamlError {
        YamlError::new(
            span,
            "здесь ожидается строка списка, начинающаяся с «- »",
            "a line of the list is expected here, which begins with `- `",
        )
    }

    /// Whether an alias names an anchor that does not stand in the same text.
    pub(in crate::record) fn is_unknown_anchor(&self) -> bool {
        self.words_en.contains("unknown a")
    }

    pub(super) fn from_scan_error(error: &ScanError, text: &str, base: usize) -> YamlError {
        let marker = error.marker();
        let offset = marker.byte_offset().unwrap_or_else(|| {
            let index = marker.index();
            text.char_indices()
                .nth(index)
                .map_or(text.len(), |(offset, _)| offset)
        });
        let info = error.info();
        let words = translate(&info).map_or_else(|| info.clone(), str::to_owned);
        let words_en = match info.contains("unknown anchor") {
            true => "unknown anchor; a text that begins with * is put in quotes".to_owned(),
            false => info,
        };
        let limit = matches!(error.kind(), ErrorKind::RecursionLimitExceeded);
        // An error after the last line is reported at the last character.
        let end = text[..offset.min(text.len())].trim_end().len();
        let offset = if offset >= text.len() {
            end.saturating_sub(1)
        } else {
            offset
        };
        let offset = (0..=offset)
            .rev()
            .find(|&i| text.is_char_boundary(i))
            .unwrap_or(0);
        let offset = match words_en.contains("tab") {
            true => indenting_tab(text, offset).unwrap_or(offset),
            false => offset,
        };
        let width = text[offset..].chars().next().map_or(0, char::len_utf8);
        YamlError {
            span: Span::new(base + offset..base + offset + width),
            words,
            words_en,
            limit,
            advice: advice(text, offset),
        }
    }
}

/// Returns the place of the first tab that indents the line of an error or the next one.
fn indenting_tab(text: &str, offset: usize) -> Option<usize> {
    let mut start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    for line in text[start..].split_inclusive('\n').take(2) {
        let indent = &line[..line.len() - line.trim_start().len()];
        if let Some(tab) = indent.find('\t') {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

/// Returns the way to mend the line of an error, or the line before it.
fn advice(text: &str, offset: usize) -> Option<Advice> {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let before = text[..start].trim_end_matches(['\n', '\r']).lines().last();
    let lines = [text[start..].lines().next(), before];
    lines.into_iter().flatten().find_map(|line| {
        let rest = line.trim_start();
        if line[..line.len() - rest.len()].contains('\t') {
            return Some(Advice::Spaces);
        }
        let rest = rest.strip_prefix("- ").unwrap_or(rest);
        if let Some(item) = cut_by_comment(rest) {
            return Some(Advice::Quoted(item));
        }
        if rest.starts_with(['{', '[']) {
            return None;
        }
        let (key, value) = rest.split_once(": ")?;
        let value = value.trim();
        needs_quotes(value).then(|| Advice::Quoted(format!("{key}: {}", quoted(value))))
    })
}

/// Returns the item in brackets in which ` #` begins a comment, with its value in quotes: `{id: a, name: Lab #5}` gives
/// `name: "Lab #5"`. `None` if no comment stands in brackets.
fn cut_by_comment(line: &str) -> Option<String> {
    let hash = line.find(" #")?;
    let before = &line[..hash];
    let count = |brackets: [char; 2]| before.matches(brackets).count();
    if count(['{', '[']) <= count(['}', ']']) {
        return None;
    }
    let start = before.rfind([',', '{', '['])? + 1;
    let length = line[hash..].find([',', '}', ']']);
    let end = length.map_or(line.len(), |length| hash + length);
    let item = line[start..end].trim();
    let (key, value) = match item.split_once(": ") {
        Some((key, value)) => (format!("{key}: "), value),
        None => (String::new(), item),
    };
    let is_quoted = value.starts_with(['"', '\'', '#']);
    (!is_quoted).then(|| format!("{key}{}", quoted(value)))
}

/// Whether a value needs quotes around the whole of it.
fn needs_quotes(value: &str) -> bool {
    let Some(first) = value.chars().next() else {
        return false;
    };
    let inner = &value[first.len_utf8()..];
    match first {
        '"' | '\'' => !inner.ends_with(first) || inner.trim_end_matches(first).contains(first),
        '[' | '{' => false,
        '@' | '`' | '%' | '*' | '&' | '!' | ',' | '|' | '>' => true,
        _ => value.contains(": ") || value.ends_with(':'),
    }
}

/// Returns a value in quotes.
pub(in crate::record) fn quoted(value: &str) -> String {
    match value.contains(['"', '\\']) {
        true => format!("'{}'", value.replace('\'', "''")),
        false => format!("\"{value}\""),
    }
}

/// Translates the most common messages of the parser to Russian. `None` for the others.
fn translate(words: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 18] = [
        ("unclosed quote", "не закрыта кавычка"),
        ("unclosed bracket", "не закрыта скобка"),
        ("mismatched bracket", "скобка закрыта скобкой другого вида"),
        ("misplaced bracket", "лишняя закрывающая скобка"),
        ("expected ','", "между значениями в скобках нужна запятая"),
        ("tab", "вместо пробелов стоит табуляция"),
        (
            "multiline quoted scalar",
            "не закрыта кавычка, или продолжение текста в кавычках стоит без отступа",
        ),
        (
            "mapping values are not allowed",
            "второе двоеточие в строке: возьмите значение в кавычки",
        ),
        ("simple key expected ':'", "после имени поля нет двоеточия"),
        (
            "unknown anchor",
            "нет такого якоря; текст, который начинается с *, берут в кавычки",
        ),
        (
            "did not find expected key",
            "здесь ожидается имя поля с двоеточием",
        ),
        (
            "did not find expected '-'",
            "здесь ожидается строка списка, начинающаяся с «- »",
        ),
        (
            "block sequence entries are not allowed",
            "список «- » нельзя начать в этом месте",
        ),
        (
            "trailing content after",
            "что-то стоит после закрывающей кавычки",
        ),
        ("indentation", "неверный отступ"),
        (
            "unknown escape",
            "неизвестный знак после обратной косой черты; в одинарных кавычках её можно писать",
        ),
        (
            "unexpected character",
            "значение начинается знаком, занятым в YAML: возьмите его в кавычки",
        ),
        ("recursion limit", "слишком глубокая вложенность"),
    ];
    WORDS
        .iter()
        .find(|(known, _)| words.contains(known))
        .map(|(_, russian)| *russian)
}
