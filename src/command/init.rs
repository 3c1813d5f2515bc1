//! `atlas init DIR`

use std::fs;
use std::process::ExitCode;

use include_dir::{Dir, include_dir};

use super::{Console, InitArguments, Trouble, disk};
use crate::diagnostic::{Speech, visible_path};

/// The atlas that a new site begins with.
static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/command/starter");

pub(super) fn run(arguments: &InitArguments, lang: Option<Speech>, console: &mut Console) -> Result<ExitCode, Trouble> {
    let dir = &arguments.dir;
    let empty = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(disk(dir, &error)),
    };
    if !empty {
        let path = dir.display();
        return Err(Trouble::new(format!("папка {path} не пуста"), format!("the folder {path} is not empty")));
    }
    write(&STARTER, dir)?;
    let (path, argument) = (visible_path(dir), shell_argument(dir));
    console.say(&match lang.unwrap_or_default() {
        Speech::Ru => format!("Атлас начат в {path}. Соберите его: atlas build --root {argument}"),
        Speech::En => format!("The atlas was begun in {path}. Build it: atlas build --root {argument}"),
    });
    Ok(ExitCode::SUCCESS)
}

/// A path as a word of a shell's command.
fn shell_argument(path: &std::path::Path) -> String {
    let path = visible_path(path);
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:".contains(c);
    if !path.is_empty() && path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

fn write(from: &Dir<'static>, dir: &std::path::Path) -> Result<(), Trouble> {
    fs::create_dir_all(dir).map_err(|error| disk(dir, &error))?;
    for file in from.files() {
        let path = dir.join(file.path());
        fs::write(&path, file.contents()).map_err(|error| disk(&path, &error))?;
    }
    for folder in from.dirs() {
        let path = dir.join(folder.path());
        fs::create_dir_all(&path).map_err(|error| disk(&path, &error))?;
        write(folder, dir)?;
    }
    Ok(())
}
