//! Reads the files of tables that a command names.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::error::{CommandError, disk};
use crate::import::TableFile;
use crate::source::{LARGEST_CONTENT, read_regular};
use crate::spreadsheet::{TextEncoding, read_workbook};
use crate::text::MessageLanguage;

/// The limit of what is read of a file: what is longer is refused by its reader.
const MAX_READ: u64 = (64 << 20) + 1;

/// Reads the tables of files and of folders of CSV files.
pub(super) fn read_tables(
    paths: &[PathBuf],
    encoding: Option<&str>,
) -> Result<Vec<TableFile>, CommandError> {
    let encoding = match encoding {
        None => None,
        Some(name) => Some(TextEncoding::named(name).ok_or_else(|| {
            CommandError::new(
                "кодировки: utf-8, utf-16, windows-1251, windows-1252",
                "the encodings are utf-8, utf-16, windows-1251, windows-1252",
            )
        })?),
    };
    let mut files = Vec::new();
    for path in paths {
        for path in files_of(path)? {
            files.push(read_table(&path, encoding)?);
        }
    }
    Ok(files)
}

/// Returns a file itself, or the CSV files of a folder in the order of their names.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, CommandError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| disk(path, &error))? {
        let file = entry.map_err(|error| disk(path, &error))?.path();
        if file
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("csv"))
        {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        let path = path.display();
        return Err(CommandError::new(
            format!("{path}: в папке нет файлов CSV"),
            format!("{path}: the folder has no CSV files"),
        ));
    }
    Ok(files)
}

/// Reads a file that a command keeps beside the records. `None`: there is none. Fails for a link, a pipe and a large file.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, CommandError> {
    match read_regular(path, LARGEST_CONTENT) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk(path, &error)),
    }
}

pub(super) fn read_table(
    path: &Path,
    encoding: Option<TextEncoding>,
) -> Result<TableFile, CommandError> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| disk(path, &error))?;
    let read = file.take(MAX_READ).read_to_end(&mut bytes);
    read.map_err(|error| disk(path, &error))?;
    let name = path.to_string_lossy();
    let book = read_workbook(&name, &bytes, encoding).map_err(|fault| {
        CommandError::new(
            format!("{name}: {}", fault.words(MessageLanguage::Ru)),
            format!("{name}: {}", fault.words(MessageLanguage::En)),
        )
    })?;
    let stem = path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    Ok(TableFile { stem, book })
}
