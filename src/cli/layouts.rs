//! `atlas layouts`: the layouts that the program brings, copies to begin from, and what has changed since a copy was made.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::{LayoutsArguments, LayoutsCommand};
use super::console::Console;
use super::error::{CommandError, disk};
use super::file_differences::unified_difference;
use super::message_language::message_language_without_site;
use crate::diagnostic::{did_you_mean, quoted, visible, visible_path};
use crate::render::{default_layout, default_layouts};
use crate::text::MessageLanguage;

/// The folder of `layouts/` with the program's layouts as they were when copies were made. A build does not read it.
const COPIED: &str = ".copied";

pub(super) fn run(
    arguments: &LayoutsArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let language = message_language_without_site(lang);
    let folder = arguments.root.root.join("layouts");
    match &arguments.command {
        LayoutsCommand::List => list(&folder, language, console),
        LayoutsCommand::Export { name } => export(&folder, name, language, console),
        LayoutsCommand::Diff { own, seen } => diff(&folder, *own, *seen, language, console),
    }
}

/// Lists the layouts with what each is for, and marks those that the site replaces.
fn list(
    folder: &Path,
    language: MessageLanguage,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    for (name, text) in default_layouts() {
        let is_own = read(&folder.join(&name))?.is_some();
        let mark = match (is_own, language) {
            (false, _) => "",
            (true, MessageLanguage::Ru) => " [свой]",
            (true, MessageLanguage::En) => " [your own]",
        };
        console.print(&format!("{name:<28}{mark} {}", purpose(text)).replace("  [", " ["));
    }
    Ok(ExitCode::SUCCESS)
}

/// The first sentence of the comment at the head of a layout.
fn purpose(text: &str) -> &str {
    let comment = text
        .trim_start_matches("{#-")
        .split("-#}")
        .next()
        .unwrap_or_default();
    let comment = comment.lines().next().unwrap_or_default().trim();
    match text.starts_with("{#-") {
        true => comment.split_once(". ").map_or(comment, |(first, _)| first),
        false => "",
    }
}

/// Copies a layout of the program, unless the site has one of the name.
fn export(
    folder: &Path,
    name: &str,
    language: MessageLanguage,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let name = name.strip_prefix("layouts/").unwrap_or(name);
    let Some((known, text)) = default_layout(name) else {
        let names: Vec<String> = default_layouts()
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let near = did_you_mean(name, names.iter().map(String::as_str));
        let (ru, en) = match near {
            Some(near) => (
                format!("возможно, {near}?"),
                format!("did you mean {near}?"),
            ),
            None => (
                "все назовёт atlas layouts list".to_owned(),
                "atlas layouts list names all".to_owned(),
            ),
        };
        let name = quoted(name);
        return Err(CommandError::new(
            format!("у программы нет шаблона {name}: {ru}"),
            format!("the program has no layout {name}: {en}"),
        ));
    };
    let path = folder.join(&known);
    if read(&path)?.is_some() {
        let path = visible_path(&path);
        return Err(CommandError::new(
            format!("{path} уже есть: удалите его, если нужна новая копия"),
            format!("{path} is there already: remove it if you want a new copy"),
        ));
    }
    write(&path, text)?;
    write(&folder.join(COPIED).join(&known), text)?;
    let path = visible_path(&path);
    console.print(&match language {
        MessageLanguage::Ru => format!(
            "Скопировано в {path}. Чтобы менять только часть, оставьте в файле {{% extends \"default/{known}\" %}} и свои блоки."
        ),
        MessageLanguage::En => format!(
            "Copied to {path}. To change a part only, leave {{% extends \"default/{known}\" %}} and your blocks in the file."
        ),
    });
    Ok(ExitCode::SUCCESS)
}

/// Prints what has changed in the program's layouts since copies of them were made, or with `own` what the site has changed.
/// With `seen` the changes are not shown again.
fn diff(
    folder: &Path,
    own: bool,
    seen: bool,
    language: MessageLanguage,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let (mut copies, mut changed) = (0, 0);
    for (name, now) in default_layouts() {
        let Some(theirs) = read(&folder.join(&name))? else {
            continue;
        };
        copies += 1;
        let copied_path = folder.join(COPIED).join(&name);
        let copied = read(&copied_path)?;
        let Some(difference) = copy_difference(&name, own, [now, &theirs], copied.as_deref())
        else {
            console.print(&match language {
                MessageLanguage::Ru => format!(
                    "{name}: неизвестно, с какой копии он начат; отличия от нынешнего покажет atlas layouts diff --own"
                ),
                MessageLanguage::En => format!(
                    "{name}: it is not known of which copy it began; atlas layouts diff --own shows how it differs from the present one"
                ),
            });
            continue;
        };
        if difference.is_empty() {
            continue;
        }
        changed += 1;
        for line in difference.lines() {
            console.print(&visible(line));
        }
        if seen && !own {
            write(&copied_path, now)?;
        }
    }
    if changed == 0 {
        console.print(nothing_changed(copies, own, language));
    }
    Ok(ExitCode::SUCCESS)
}

/// The difference between two of three texts: the program's layout as it was copied and as it is now, and that of the site. `None` if it is not
/// known what was copied.
fn copy_difference(
    name: &str,
    own: bool,
    [now, theirs]: [&str; 2],
    copied: Option<&str>,
) -> Option<String> {
    let site = format!("layouts/{name}");
    let (before, present) = (format!("copied/{name}"), format!("default/{name}"));
    Some(match (own, copied) {
        (true, Some(copied)) => unified_difference(&before, &site, copied, theirs),
        (true, None) => unified_difference(&present, &site, now, theirs),
        (false, Some(copied)) if copied == now => String::new(),
        (false, Some(copied)) => unified_difference(&before, &present, copied, now),
        (false, None) => return None,
    })
}

fn nothing_changed(copies: usize, own: bool, language: MessageLanguage) -> &'static str {
    match (copies, own, language) {
        (0, _, MessageLanguage::Ru) => "Своих копий шаблонов программы нет.",
        (0, _, MessageLanguage::En) => "There are no copies of the program's layouts.",
        (_, true, MessageLanguage::Ru) => "Копии ничем не отличаются.",
        (_, true, MessageLanguage::En) => "The copies do not differ.",
        (_, false, MessageLanguage::Ru) => {
            "С тех пор как копии сделаны, у программы ничего не изменилось."
        }
        (_, false, MessageLanguage::En) => {
            "Nothing has changed in the program since the copies were made."
        }
    }
}

/// Reads a text. `None` if there is no file.
fn read(path: &Path) -> Result<Option<String>, CommandError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk(path, &error)),
    }
}

fn write(path: &PathBuf, text: &str) -> Result<(), CommandError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| disk(folder, &error))?;
    fs::write(path, text).map_err(|error| disk(path, &error))
}
