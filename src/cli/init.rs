//! `atlas init DIR`: writes a small atlas.

use std::fs;
use std::process::ExitCode;

use super::arguments::InitArguments;
use super::console::Console;
use super::error::{CommandError, disk};
use super::language_code::is_language_code;
use super::message_language::message_language_without_site;
use super::starter::starter_files;
use crate::diagnostic::{quoted, visible_path};
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
    if !empty {
        let path = dir.display();
        return Err(CommandError::new(
            format!("папка {path} не пуста"),
            format!("the folder {path} is not empty"),
        ));
    }
    let language = message_language_without_site(lang);
    let languages = &arguments.languages;
    for (place, code) in languages.iter().enumerate() {
        check_language(code, &languages[..place])?;
    }
    for (name, text) in starter_files(&arguments.languages, language) {
        let path = dir.join(name);
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(|error| disk(folder, &error))?;
        fs::write(&path, text).map_err(|error| disk(&path, &error))?;
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
    Ok(ExitCode::SUCCESS)
}

/// Quotes a path for a shell.
fn shell_argument(path: &std::path::Path) -> String {
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
