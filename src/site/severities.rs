//! `[check]` of `site.toml`: the severities of rules.

use std::collections::BTreeMap;

use super::toml_reader::TableReader;
use crate::diagnostic::rule::RULES;
use crate::diagnostic::{Code, Severity};

/// Reads the severities; `None` disables a rule.
pub(super) fn read(site: &TableReader<'_>) -> BTreeMap<Code, Option<Severity>> {
    let mut severities = BTreeMap::new();
    for ((name, at), (level, level_at)) in site.text_entries("check") {
        // A note is information that is asked for: it has one severity.
        let code = Code::from_name(name).filter(|code| code.rule().severity != Severity::Note);
        let Some(code) = code else {
            let rules = RULES.iter().filter(|rule| rule.severity != Severity::Note);
            site.report_unknown_name(name, &at, rules.map(|rule| rule.name));
            continue;
        };
        // Errors of syntax cannot be disabled: there would be nothing to publish.
        let rule = code.rule();
        let is_fixed = rule.severity == Severity::Error && !rule.is_off;
        let severity = match level {
            "error" => Some(Some(Severity::Error)),
            "warning" if !is_fixed => Some(Some(Severity::Warning)),
            "off" if !is_fixed => Some(None),
            _ => None,
        };
        match severity {
            Some(severity) => drop(severities.insert(code, severity)),
            None => {
                let (ru, en) = if is_fixed {
                    (
                        "\"error\": эту ошибку нельзя отключить",
                        "\"error\": this error cannot be switched off",
                    )
                } else {
                    (
                        "\"error\", \"warning\" или \"off\"",
                        "\"error\", \"warning\" or \"off\"",
                    )
                };
                let key = format!("check.{name}");
                let facts = [("key", key.as_str()), ("expected", ru), ("expected_en", en)];
                site.report(Code::BadSetting, &level_at, &facts);
            }
        }
    }
    severities
}
