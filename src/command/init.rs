//! `atlas init DIR`

use std::fs;
use std::process::ExitCode;

use include_dir::{Dir, include_dir};

use super::{Console, InitArguments, Trouble, disk};
use crate::diagnostic::Speech;

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
    let path = dir.display();
    console.say(&match lang.unwrap_or_default() {
        Speech::Ru => format!("Атлас начат в {path}. Соберите его: atlas build --root {path}"),
        Speech::En => format!("The atlas was begun in {path}. Build it: atlas build --root {path}"),
    });
    Ok(ExitCode::SUCCESS)
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
