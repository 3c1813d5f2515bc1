//! `atlas init DIR`: writes a small atlas.

use std::fs;
use std::process::ExitCode;

use include_dir::{Dir, include_dir};

use super::arguments::InitArguments;
use super::console::Console;
use super::error::{CommandError, disk};
use crate::diagnostic::visible_path;
use crate::text::MessageLanguage;

/// The files of the new atlas.
static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

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
    write_dir(&STARTER, dir)?;
    let (path, argument) = (visible_path(dir), shell_argument(dir));
    console.print(&match lang.unwrap_or_default() {
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

fn write_dir(from: &Dir<'static>, dir: &std::path::Path) -> Result<(), CommandError> {
    fs::create_dir_all(dir).map_err(|error| disk(dir, &error))?;
    for file in from.files() {
        let path = dir.join(file.path());
        fs::write(&path, file.contents()).map_err(|error| disk(&path, &error))?;
    }
    for folder in from.dirs() {
        let path = dir.join(folder.path());
        fs::create_dir_all(&path).map_err(|error| disk(&path, &error))?;
        write_dir(folder, dir)?;
    }
    Ok(())
}
