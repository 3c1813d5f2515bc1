//! Writes the file of `atlas strings --out`, which may hold a translation already.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use super::error::{CommandError, disk};
use crate::diagnostic::{quoted, visible_path};

/// What is added to the name of the file while it is written.
const UNFINISHED: &str = ".part";

/// Writes a file at once and whole, and returns how many comments of the one before it does not have.
///
/// Refuses to replace a file with a value that the new one does not have: it is not one of this command.
pub(super) fn write_strings_file(path: &Path, text: &str) -> Result<usize, CommandError> {
    let before = match fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(disk(path, &error)),
    };
    let kept: HashSet<&str> = text.lines().map(str::trim).collect();
    let lines = before.lines().map(str::trim).enumerate();
    // A value that nobody has filled in is none.
    let is_empty = |line: &str| line.is_empty() || line.ends_with("= \"\"");
    let lost = lines.filter(|(_, line)| !is_empty(line) && !kept.contains(line));
    let (comments, values): (Vec<_>, Vec<_>) = lost.partition(|(_, line)| line.starts_with('#'));
    if let Some((place, line)) = values.first() {
        let (file, line) = (visible_path(path), quoted(line));
        let place = place + 1;
        return Err(CommandError::new(
            format!(
                "{file}:{place}: этой строки в новом файле нет, и он не записан: «{line}». Назовите в --out другой файл"
            ),
            format!(
                "{file}:{place}: the new file has not this line, and is not written: `{line}`. Name another file in --out"
            ),
        ));
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| disk(folder, &error))?;
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(UNFINISHED);
    let unfinished = Path::new(&unfinished);
    fs::write(unfinished, text).map_err(|error| disk(unfinished, &error))?;
    fs::rename(unfinished, path).map_err(|error| disk(path, &error))?;
    Ok(comments.len())
}
