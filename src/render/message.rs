//! The template function `t`: formats an interface message.

use std::fmt::Write;

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use super::locale_style::LocaleStyle;
use crate::model::Messages;

/// `{{ t("key", n=5) }}`: formats a message. `argument` returns the value of a placeholder `{name}`; a placeholder
/// without a value stays. `n` selects the plural form. Fails if no language has the key.
pub(super) fn format_message(
    messages: &Messages,
    code: &str,
    key: &str,
    argument: impl Fn(&str) -> Option<Value>,
) -> Result<String, Error> {
    let number = argument("n").and_then(|number| f64::try_from(number).ok());
    let Some(message) = messages.get(code, key, number) else {
        let words = format!("layouts/strings.toml has no \"{key}\"");
        return Err(Error::new(ErrorKind::InvalidOperation, words));
    };
    let mut text = String::with_capacity(message.len() + 64);
    let mut rest = &**message;
    // A value that contains a placeholder is not expanded again.
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        rest = after;
        let named = after
            .split_once('}')
            .and_then(|(name, after)| Some((name, argument(name)?, after)));
        let Some((name, value, after)) = named else {
            text.push('{');
            continue;
        };
        match (number, value.as_str()) {
            (Some(number), _) if name == "n" => {
                LocaleStyle::for_code(code).write_number(number, &mut text);
            }
            (_, Some(value)) => text.push_str(value),
            (_, None) => {
                write!(text, "{value}").map_err(|_| Error::from(ErrorKind::WriteFailure))?;
            }
        }
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use minijinja::value::Value;

    use super::format_message;
    use crate::model::Messages;
    use crate::source::SourcePath;

    #[test]
    fn a_value_that_contains_a_placeholder_is_not_expanded() {
        let text = "[en]\ncite = \"{title}{mark} // {site} {unknown} {\"\nfound = { one = \"{n} record\", other = \"{n} records\" }\n";
        let messages = Messages::parse(text, &SourcePath::new("layouts/strings.toml")).value;
        let argument = |name: &str| match name {
            "title" => Some(Value::from("{site}")),
            "mark" => Some(Value::from(5)),
            "site" => Some(Value::from("{title}")),
            "n" => Some(Value::from(1234)),
            _ => None,
        };
        assert_eq!(
            format_message(&messages, "en", "cite", argument).expect("words"),
            "{site}5 // {title} {unknown} {"
        );
        assert_eq!(
            format_message(&messages, "en", "found", argument).expect("words"),
            "1,234 records"
        );
        assert!(format_message(&messages, "en", "missing", argument).is_err());
    }
}
