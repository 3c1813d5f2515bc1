//! `atlas init DIR`: writes a small atlas.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::arguments::{CiHost, InitArguments};
use super::ci_files::{ci_files, is_repository_unknown};
use super::console::Console;
use super::error::{CommandError, disk};
use super::language_code::is_language_code;
use super::message_language::message_language_without_site;
use super::starter::starter_files;
use crate::diagnostic::{quoted, visible_path};
use crate::source::SETTINGS;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &InitArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let dir = &arguments.dir;
    let empty = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(disk(dir, &error)),
    };
    let language = message_language_without_site(lang);
    if !empty && arguments.ci.is_some() && dir.join(SETTINGS).is_file() {
        return add_ci_files(arguments, language, console);
    }
    if !empty {
        let path = dir.display();
        return Err(CommandError::new(
            format!("папка {path} не пуста"),
            format!("the folder {path} is not empty"),
        ));
    }
    let languages = &arguments.languages;
    for (place, code) in languages.iter().enumerate() {
        check_language(code, &languages[..place])?;
    }
    for (name, text) in starter_files(&arguments.languages, language) {
        write(&dir.join(name), &text)?;
    }
    let (path, argument) = (visible_path(dir), shell_argument(dir));
    console.print(&match language {
        MessageLanguage::Ru => {
            format!("Атлас начат в {path}. Соберите его: atlas build --root {argument}")
        }
        MessageLanguage::En => {
            format!("The atlas was begun in {path}. Build it: atlas build --root {argument}")
        }
    });
    match arguments.ci {
        Some(_) => add_ci_files(arguments, language, console),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Writes a file and the folders above it.
fn write(path: &Path, text: &str) -> Result<(), CommandError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| disk(folder, &error))?;
    fs::write(path, text).map_err(|error| disk(path, &error))
}

/// Writes the workflow, `.gitignore` and the README that the atlas does not have.
fn add_ci_files(
    arguments: &InitArguments,
    language: MessageLanguage,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let Some(host) = arguments.ci else {
        return Ok(ExitCode::SUCCESS);
    };
    for (name, text) in ci_files(host, language) {
        let path = arguments.dir.join(name);
        let is_there = path.symlink_metadata().is_ok();
        if !is_there {
            write(&path, &text)?;
        }
        let shown = visible_path(&path);
        console.print(&match (language, is_there) {
            (MessageLanguage::Ru, false) => format!("Записан {shown}"),
            (MessageLanguage::En, false) => format!("Wrote {shown}"),
            (MessageLanguage::Ru, true) => format!("Оставлен как есть: {shown}"),
            (MessageLanguage::En, true) => format!("Left as it was: {shown}"),
        });
    }
    if host == CiHost::Github && is_repository_unknown() {
        console.eprint(match language {
            MessageLanguage::Ru => {
                "Эта сборка программы не знает своего репозитория: впишите его в строки `uses: owner/innovation-atlas@…`"
            }
            MessageLanguage::En => {
                "This build of the program does not know its repository: name it in the lines `uses: owner/innovation-atlas@…`"
            }
        });
    }
    Ok(ExitCode::SUCCESS)
}

/// Quotes a path for a shell.
fn shell_argument(path: &Path) -> String {
    let path = visible_path(path);
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:".contains(c);
    if !path.is_empty() && path.chars().all(plain) {
        path
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

/// Checks that a code can stand in `languages` behind others.
fn check_language(code: &str, before: &[String]) -> Result<(), CommandError> {
    let is_new = !before.iter().any(|known| known == code);
    if is_new && is_language_code(code) {
        return Ok(());
    }
    let code = quoted(code);
    Err(CommandError::new(
        format!("«{code}» в --languages: нужны разные коды языков по BCP 47, например de,pt-BR"),
        format!("`{code}` in --languages: different codes of BCP 47 are needed, such as de,pt-BR"),
    ))
}
