//! `atlas merge FROM INTO`: a record becomes a part of another one.

use std::process::ExitCode;

use super::arguments::MergeArguments;
use super::console::Console;
use super::error::CommandError;
use super::site_edit::edit_site;
use crate::diagnostic::visible;
use crate::refactor::{self, Conflict, MergePlan, Take};
use crate::source::SourcePath;
use crate::text::{Bilingual, MessageLanguage};

/// What is proved of a merge.
const NOTHING_LOST: Bilingual = Bilingual {
    ru: "Ни одна связь не потеряна.",
    en: "No relation is lost.",
};

pub(super) fn run(
    arguments: &MergeArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    edit_site(root, &arguments.edit, lang, console, |site, console| {
        let takes = arguments.take.iter().map(|text| take(text));
        let takes = takes.collect::<Result<Vec<Take>, CommandError>>()?;
        let [from, into] = [&arguments.from, &arguments.into].map(|id| SourcePath::new(id));
        let merged = refactor::merge(&site.before, from.as_str(), into.as_str(), &takes);
        match merged.map_err(|refusal| site.refusal(&refusal))? {
            MergePlan::Undecided(conflicts) => {
                console.print(site.word("решите сами:", "decide yourself:"));
                for Conflict {
                    key,
                    from: old,
                    into: new,
                } in conflicts
                {
                    let line = format!(
                        "  {key}: {old} ({from}) ≠ {new} ({into})  →  --take {into}:{key} | --take {from}:{key}"
                    );
                    console.print(&visible(&line));
                }
                console.print(site.word("Ничего не записано.", "Nothing was written."));
                Ok(ExitCode::FAILURE)
            }
            MergePlan::Ready {
                plan,
                moved,
                repeated,
            } => {
                let title = format!("atlas merge {from} {into}");
                let code =
                    site.carry_out(&plan, &title, &NOTHING_LOST, &arguments.edit, console)?;
                console.print(&match site.language {
                    MessageLanguage::Ru => {
                        format!("Перенесено значений: {moved}; объединено повторов: {repeated}.")
                    }
                    MessageLanguage::En => {
                        format!("Values moved: {moved}; repeated ones made one: {repeated}.")
                    }
                });
                Ok(code)
            }
        }
    })
}

/// Reads `ID:KEY`.
fn take(text: &str) -> Result<Take, CommandError> {
    match text.split_once(':') {
        Some((id, key)) if !id.is_empty() && !key.is_empty() => Ok(Take {
            id: id.to_owned(),
            key: key.to_owned(),
        }),
        _ => {
            let text = crate::diagnostic::quoted(text);
            Err(CommandError::new(
                format!("--take {text}: нужно ID:КЛЮЧ"),
                format!("--take {text}: ID:KEY is needed"),
            ))
        }
    }
}
