//! The interface messages that layouts ask for: `t("key", name=value)`.

/// A call of the function `t` in a layout.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MessageCall {
    /// The keys that the call can ask for.
    pub(super) keys: KeyPattern,
    /// The names of its arguments, which fill placeholders.
    pub(super) arguments: Vec<String>,
}

/// The keys that a call can ask for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum KeyPattern {
    /// `t("skip")`
    Exact(String),
    /// `t("nav_" ~ view)`
    Prefix(String),
    /// `t(page.layout ~ "_lede")`
    Suffix(String),
    /// `t(key)`
    Any,
}

impl KeyPattern {
    /// The part of a key that is not in the layout. `None` if the key is not of the pattern.
    pub(super) fn variable_part<'k>(&self, key: &'k str) -> Option<&'k str> {
        match self {
            KeyPattern::Exact(exact) => (key == exact).then_some(""),
            KeyPattern::Prefix(prefix) => key.strip_prefix(&**prefix),
            KeyPattern::Suffix(suffix) => key.strip_suffix(&**suffix),
            KeyPattern::Any => Some(key),
        }
    }
}

/// Finds the calls of `t` in the source of a layout.
pub(super) fn message_calls(template: &str) -> Vec<MessageCall> {
    let mut calls = Vec::new();
    for (at, _) in template.match_indices("t(") {
        let before = template[..at].chars().next_back();
        if before.is_none_or(|c| !c.is_alphanumeric() && !"_.".contains(c)) {
            calls.extend(call(&template[at + 2..]));
        }
    }
    calls
}

/// Whether a layout has a key as a quoted text, to ask for it by a variable.
pub(super) fn has_quoted(template: &str, key: &str) -> bool {
    let mut found = template.match_indices(key);
    found.any(|(at, _)| {
        let quote = template[..at].chars().next_back();
        quote.is_some_and(|quote| {
            (quote == '"' || quote == '\'') && template[at + key.len()..].starts_with(quote)
        })
    })
}

/// Reads the arguments of a call, which begin here. `None` if the call does not end.
fn call(text: &str) -> Option<MessageCall> {
    let (mut keys, mut names) = (KeyPattern::Any, Vec::new());
    for (index, argument) in arguments(text)?.into_iter().enumerate() {
        match named(argument) {
            Some(("key", value)) => keys = key_pattern(value),
            Some((name, _)) => names.push(name.to_owned()),
            None if index == 0 => keys = key_pattern(argument),
            None => {}
        }
    }
    Some(MessageCall {
        keys,
        arguments: names,
    })
}

/// Splits the arguments of a call at its commas, up to the closing parenthesis.
fn arguments(text: &str) -> Option<Vec<&str>> {
    let (mut found, mut from, mut depth, mut quote) = (Vec::new(), 0, 0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) => quote = (open != c).then_some(open),
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')') if depth == 0 => {
                found.push(text[from..at].trim());
                return Some(found);
            }
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                found.push(text[from..at].trim());
                from = at + 1;
            }
            (None, _) => {}
        }
    }
    None
}

/// The name and the value of a named argument.
fn named(argument: &str) -> Option<(&str, &str)> {
    let (name, value) = argument.split_once('=')?;
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && !value.starts_with('=')).then_some((name, value.trim()))
}

fn key_pattern(argument: &str) -> KeyPattern {
    let parts: Vec<&str> = argument.split('~').map(str::trim).collect();
    let literal = |part: &str| -> Option<String> {
        let quote = part.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let inner = part.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then(|| inner.to_owned())
    };
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return KeyPattern::Any;
    };
    match (literal(first), literal(last)) {
        (Some(key), _) if parts.len() == 1 => KeyPattern::Exact(key),
        (Some(prefix), _) => KeyPattern::Prefix(prefix),
        (None, Some(suffix)) => KeyPattern::Suffix(suffix),
        (None, None) => KeyPattern::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_with_their_keys_and_arguments() {
        let template = r#"{{ t("skip") }} {{ t('coming', date=page.date|date, n=f(1, "a)")) }}
            {{ t("nav_" ~ view) }}{% if t(page.layout ~ "_lede") %}{{ t(key="own", n = 5) }}{{ t(key) }}
            {{ start("no") }} {{ part.t("no") }} {{ t("open", n=1"#;
        let found: Vec<(KeyPattern, String)> = message_calls(template)
            .into_iter()
            .map(|call| (call.keys, call.arguments.join(" ")))
            .collect();
        let expected = [
            (KeyPattern::Exact("skip".into()), ""),
            (KeyPattern::Exact("coming".into()), "date n"),
            (KeyPattern::Prefix("nav_".into()), ""),
            (KeyPattern::Suffix("_lede".into()), ""),
            (KeyPattern::Exact("own".into()), "n"),
            (KeyPattern::Any, ""),
        ];
        let expected = expected.map(|(keys, names)| (keys, names.to_owned()));
        assert_eq!(found, expected);
        assert!(has_quoted("{% set key = 'mine' %}", "mine"));
        assert!(!has_quoted("{% set mine = 'a' %}", "mine"));
    }
}
