//! The template function `t`: formats an interface message.

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use super::locale_style::LocaleStyle;
use crate::model::Messages;
use crate::text::html::{Escaped, escape_attribute_into};

/// `{{ t("key", n=5) }}`: formats a message as HTML. `argument` returns the value of a placeholder `{name}`; a placeholder
/// without a value stays. `n` selects the plural form. A message that is not in the page's language is in a `<span lang>`. Fails
/// if no language has the key.
pub(super) fn format_message(
    messages: &Messages,
    style: &LocaleStyle,
    key: &str,
    argument: impl Fn(&str) -> Option<Value>,
) -> Result<Value, Error> {
    let number = argument("n").and_then(|number| f64::try_from(number).ok());
    let found = messages.get_with_language(&style.code, key, number);
    let Some((message, language)) = found else {
        let words = format!("layouts/strings.toml has no \"{key}\"");
        return Err(Error::new(ErrorKind::InvalidOperation, words));
    };
    let attributes = style.foreign_attributes(language);
    let mut text = MessageText::new(message.len() + 64);
    let mut rest = &**message;
    // A value that contains a placeholder is not expanded again.
    while let Some((before, after)) = rest.split_once('{') {
        text.push(before);
        rest = after;
        let named = after
            .split_once('}')
            .and_then(|(name, after)| Some((name, argument(name)?, after)));
        let Some((name, value, after)) = named else {
            text.push("{");
            continue;
        };
        match (number, value.as_str()) {
            (Some(number), _) if name == "n" => text.push(&style.number(number)),
            (_, Some(html)) if value.is_safe() => text.push_html(html),
            (_, Some(plain)) => text.push(plain),
            (_, None) => text.push(&value.to_string()),
        }
        rest = after;
    }
    text.push(rest);
    Ok(match attributes {
        None => text.value(),
        Some(attributes) => text.marked(&attributes),
    })
}

/// A text while it is put together: as it is, and as HTML once a part is HTML.
struct MessageText {
    plain: String,
    /// `None` while all parts are plain.
    html: Option<String>,
}

impl MessageText {
    fn new(capacity: usize) -> MessageText {
        MessageText {
            plain: String::with_capacity(capacity),
            html: None,
        }
    }

    fn push(&mut self, plain: &str) {
        match &mut self.html {
            Some(html) => escape_attribute_into(html, plain),
            None => self.plain.push_str(plain),
        }
    }

    fn push_html(&mut self, part: &str) {
        let plain = &self.plain;
        let html = self.html.get_or_insert_with(|| Escaped(plain).to_string());
        html.push_str(part);
    }

    fn value(self) -> Value {
        match self.html {
            Some(html) => Value::from_safe_string(html),
            None => Value::from(self.plain),
        }
    }

    fn marked(self, attributes: &str) -> Value {
        let html = self
            .html
            .unwrap_or_else(|| Escaped(&self.plain).to_string());
        Value::from_safe_string(format!("<span{attributes}>{html}</span>"))
    }
}

#[cfg(test)]
mod tests {
    use minijinja::value::Value;

    use std::sync::Arc;

    use super::{LocaleStyle, format_message};
    use crate::model::Messages;
    use crate::source::SourcePath;

    #[test]
    fn a_value_that_contains_a_placeholder_is_not_expanded() {
        let text = "[en]\ncite = \"{title}{mark} // {site} {unknown} {\"\nfound = { one = \"{n} record\", other = \"{n} records\" }\n";
        let messages = Messages::parse(text, &SourcePath::new("layouts/strings.toml")).value;
        let messages = Arc::new(messages);
        let style = LocaleStyle::new(&messages, "en", &[]);
        let argument = |name: &str| match name {
            "title" => Some(Value::from("{site}")),
            "mark" => Some(Value::from(5)),
            "site" => Some(Value::from("{title}")),
            "n" => Some(Value::from(1234)),
            _ => None,
        };
        assert_eq!(
            format_message(&messages, &style, "cite", argument)
                .expect("words")
                .as_str(),
            Some("{site}5 // {title} {unknown} {")
        );
        assert_eq!(
            format_message(&messages, &style, "found", argument)
                .expect("words")
                .as_str(),
            Some("1,234 records")
        );
        assert!(format_message(&messages, &style, "missing", argument).is_err());
    }
}
