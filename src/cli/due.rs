//! `atlas due`: what ends, comes, or is to be checked.

use std::process::ExitCode;

use super::console::Console;
use super::due_report::DueReport;
use super::error::CommandError;
use super::message_language::select_message_language;
use super::read_site::read_site;
use super::report_arguments::DueArguments;
use crate::atlas::Drafts;
use crate::diagnostic::quoted;
use crate::due::due_items;
use crate::export::due_calendar;
use crate::site::Language;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &DueArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    let within = days(&arguments.within)?;
    let snapshot = read_site(root, Drafts::Hidden)?;
    let messages = select_message_language(lang, &snapshot);
    if snapshot.has_errors() {
        let error = CommandError::new(
            "в атласе есть ошибки, и сроки видны не все: atlas check",
            "the atlas has errors, so that not all days could be read: atlas check",
        );
        return Err(error.in_language(messages));
    }
    let model = &snapshot.model;
    let items = due_items(&model.site, &model.atlas, model.today, within);
    let asked = lang.and_then(|lang| model.site.language(lang.code()));
    let language = asked.unwrap_or(Language::DEFAULT);
    let report = DueReport {
        snapshot: &snapshot,
        items: &items,
        within,
        language,
        messages,
    };
    if arguments.ics {
        console.write(&due_calendar(model, &items, language, messages));
    } else if arguments.md {
        console.write(&report.markdown());
    } else if arguments.json {
        console.json(&report.json());
    } else {
        report.lines().iter().for_each(|line| console.print(line));
    }
    let is_overdue = items.iter().any(|item| item.day < model.today);
    Ok(match arguments.fail_overdue && is_overdue {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// Reads a number of days, weeks, months of 30 or years of 365 days: `90d`, `12w`, `6m`, `1y`.
fn days(text: &str) -> Result<u32, CommandError> {
    let units = [('d', 1), ('w', 7), ('m', 30), ('y', 365)];
    let read = || {
        let unit = text.chars().next_back()?;
        let (_, days) = units.iter().find(|(known, _)| *known == unit)?;
        let count: u32 = text.strip_suffix(unit)?.parse().ok()?;
        count.checked_mul(*days)
    };
    read().ok_or_else(|| {
        let text = quoted(text);
        CommandError::new(
            format!("--within «{text}»: нужно число с буквой: 90d, 12w, 6m, 1y"),
            format!("--within `{text}`: a number with a letter is needed: 90d, 12w, 6m, 1y"),
        )
    })
}
