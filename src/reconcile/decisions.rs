//! `reconcile/NAME.toml`: what people have decided of the rows of a list, so that the next list asks only what is new.

use std::collections::BTreeMap;
use std::fmt::Write;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::toml_string;
use crate::spreadsheet::SheetFault;

/// What is decided of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is a record, by its id.
    Record(String),
    /// It is none of the atlas's: left out, with the reason.
    Ignored(String),
}

/// The decisions of a list, by the key of each row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The decisions.
    pub rows: BTreeMap<String, Decision>,
}

impl Decisions {
    /// Reads the decisions: `"KEY" = "id"` in `[same]`, `"KEY" = "reason"` in `[ignore]`.
    pub fn read(text: &str) -> Result<Decisions, SheetFault> {
        let unreadable = |line: usize| {
            SheetFault::new(
                format!(
                    "файл решений, строка {line}: нужны [same] и [ignore] с парами \"ключ\" = \"текст\""
                ),
                format!(
                    "the file of decisions, line {line}: [same] and [ignore] with pairs \"key\" = \"text\" are needed"
                ),
            )
        };
        let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let table = DeTable::parse(text)
            .map_err(|error| unreadable(error.span().map_or(1, |span| line_of(span.start))))?;
        let mut decisions = Decisions::default();
        for (name, value) in table.into_inner() {
            let line = line_of(name.span().start);
            let make: fn(String) -> Decision = match &*name.into_inner() {
                "same" => Decision::Record,
                "ignore" => Decision::Ignored,
                _ => return Err(unreadable(line)),
            };
            let DeValue::Table(pairs) = value.into_inner() else {
                return Err(unreadable(line));
            };
            for (key, value) in pairs {
                let line = line_of(key.span().start);
                let DeValue::String(value) = value.into_inner() else {
                    return Err(unreadable(line));
                };
                let key = key.into_inner().to_string();
                decisions.rows.insert(key, make(value.to_string()));
            }
        }
        Ok(decisions)
    }

    /// Returns a file with doubtful rows as comments, ready to be decided. `rows` are keys with names and candidates.
    pub fn template(rows: &[(String, String, Vec<String>)]) -> String {
        let mut text = String::from("[same]\n");
        for (key, name, candidates) in rows {
            let name = name.replace(['\n', '\r'], " ");
            let _ = writeln!(text, "# {name}");
            for candidate in candidates {
                let _ = writeln!(text, "# {} = {}", toml_string(key), toml_string(candidate));
            }
        }
        text.push_str("\n[ignore]\n# \"…\" = \"…\"\n");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::MessageLanguage;

    #[test]
    fn decisions_are_read() {
        let read =
            Decisions::read("[same]\n\"7\" = \"miet\"\n[ignore]\n\"МГУ № 2\" = \"закрыт\"\n");
        let read = read.expect("decisions");
        assert_eq!(read.rows["7"], Decision::Record("miet".to_owned()));
        assert_eq!(read.rows["МГУ № 2"], Decision::Ignored("закрыт".to_owned()));
        let wrong = Decisions::read("[same]\na = 1\n").expect_err("no text");
        assert!(wrong.words(MessageLanguage::En).contains("line 2"));
        let template = Decisions::template(&[("7".into(), "МИЭТ".into(), vec!["miet".into()])]);
        assert_eq!(Decisions::read(&template), Ok(Decisions::default()));
    }
}
