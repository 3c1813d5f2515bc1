//! `atlas explain [CODE]`: what a code of a diagnostic means, with an example and its mend.

use std::fmt::Write;
use std::process::ExitCode;

use super::arguments::ExplainArguments;
use super::console::Console;
use super::error::CommandError;
use super::message_language::message_language_without_site;
use crate::diagnostic::rule::{CODES, RULES, Rule};
use crate::diagnostic::{Code, ExampleBlock, Severity, did_you_mean, quoted};
use crate::text::{Bilingual, MessageLanguage};

const MENDED: Bilingual = Bilingual {
    ru: "Исправлено:",
    en: "Mended:",
};

pub(super) fn run(
    arguments: &ExplainArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let language = message_language_without_site(lang);
    let text = match &arguments.code {
        None => list(language),
        Some(name) => explain(code_named(name)?, language),
    };
    console.print(text.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// Finds a code by its name, as it stands in brackets of a message.
fn code_named(name: &str) -> Result<Code, CommandError> {
    let bare = name.trim_matches(['[', ']']);
    Code::from_name(bare).ok_or_else(|| {
        let known = RULES.iter().map(|rule| rule.name);
        let near = did_you_mean(bare, known);
        let hint = |words: &str| match &near {
            Some(near) => format!("; {words} {near}?"),
            None => String::new(),
        };
        let name = quoted(name);
        CommandError::new(
            format!("нет кода «{name}»{}", hint("возможно,")),
            format!("there is no code `{name}`{}", hint("did you mean")),
        )
    })
}

/// Returns a line for each code.
fn list(language: MessageLanguage) -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for code in CODES {
        let rule = code.rule();
        // Writing to a string cannot fail.
        _ = writeln!(text, "{:width$}  {}", rule.name, rule.outline(language));
    }
    text
}

/// Returns the whole explanation of a code.
fn explain(code: Code, language: MessageLanguage) -> String {
    let rule = code.rule();
    let (severity, message) = (severity(rule).get(language), rule.outline(language));
    let mut text = format!("{} ({severity}): {message}\n", rule.name);
    let Some(explanation) = code.explanation() else {
        return text;
    };
    // Writing to a string cannot fail.
    _ = writeln!(text, "\n{}", explanation.text.get(language));
    add_blocks(&mut text, &explanation.example);
    if !explanation.mended.is_empty() {
        _ = writeln!(text, "\n{}", MENDED.get(language));
        add_blocks(&mut text, &explanation.mended);
    }
    text
}

fn add_blocks(text: &mut String, blocks: &[ExampleBlock]) {
    for block in blocks {
        text.push('\n');
        if let Some(path) = block.path {
            // Writing to a string cannot fail.
            _ = writeln!(text, "  {path}");
        }
        for line in block.text.lines() {
            _ = writeln!(text, "    {line}");
        }
    }
}

/// Returns the severity of a rule in words.
fn severity(rule: &Rule) -> Bilingual {
    let (ru, en) = match rule.severity {
        _ if rule.is_off => ("выключено, включается в [check]", "off unless [check] asks"),
        Severity::Error => ("ошибка", "error"),
        Severity::Warning => ("предупреждение", "warning"),
        Severity::Note => ("замечание", "note"),
    };
    Bilingual { ru, en }
}
