//! The unpacked size of packed files, which is limited before any part of one is read as XML.

use std::io::{Cursor, Read, sink};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits::{MAX_CELLS, MAX_COLUMNS, MAX_UNPACKED, too_large, too_many_cells};
use super::sheet_fault::SheetFault;

/// The limit of parts of a packed file.
const MAX_PARTS: usize = 10_000;

/// The limit of rows of a sheet, that of spreadsheets.
const MAX_ROWS: usize = 1_048_576;

/// The fault of a file that is damaged, or of another format than its name.
pub(super) fn unreadable() -> SheetFault {
    SheetFault::new(
        "файл не читается как таблица: он повреждён, защищён паролем или другого формата",
        "the file cannot be read as a spreadsheet: it is damaged, has a password, or is of another format",
    )
}

/// Unpacks every part of a packed file to nowhere. Fails if it is none, or they are larger than the limit in all.
pub(super) fn check_unpacked_size(bytes: &[u8]) -> Result<(), SheetFault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    if archive.len() > MAX_PARTS {
        return Err(too_large(MAX_UNPACKED));
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        // What a part states as its size is a stranger's word.
        let part = archive.by_index(index).map_err(|_| unreadable())?;
        let size = std::io::copy(&mut part.take(left + 1), &mut sink());
        let size = size.map_err(|_| unreadable())?;
        left = left
            .checked_sub(size)
            .ok_or_else(|| too_large(MAX_UNPACKED))?;
    }
    Ok(())
}

/// Whether a packed file states the media type of an OpenDocument.
pub(super) fn is_open_document(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    let Ok(part) = archive.by_name("mimetype") else {
        return false;
    };
    let mut stated = Vec::new();
    let read = part.take(64).read_to_end(&mut stated);
    read.is_ok() && stated.starts_with(b"application/vnd.oasis.opendocument")
}

/// Counts the cells that the repetitions of an ODS file stand for. Fails at the limit.
pub(super) fn check_repetitions(bytes: &[u8]) -> Result<(), SheetFault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut text = String::new();
    let part = archive.by_name("content.xml").map_err(|_| unreadable())?;
    let read = part.take(MAX_UNPACKED).read_to_string(&mut text);
    read.map_err(|_| unreadable())?;
    let mut reader = Reader::from_str(&text);
    let mut extent = SheetExtent::default();
    loop {
        match reader.read_event().map_err(|_| unreadable())? {
            Event::Eof => return Ok(()),
            Event::Start(tag) | Event::Empty(tag) => extent.add(&tag)?,
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

/// How far a sheet reaches: a reader makes a cell of every place in it.
#[derive(Default)]
struct SheetExtent {
    rows: usize,
    row_repeats: usize,
    column: usize,
    /// The number of rows and columns up to the last cell that has content.
    filled_rows: usize,
    filled_columns: usize,
    /// The cells of the row that the reader holds before it knows the extent.
    held: usize,
}

impl SheetExtent {
    fn add(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetFault> {
        match tag.name().as_ref() {
            "table:table" => {
                *self = SheetExtent {
                    held: self.held,
                    ..SheetExtent::default()
                };
            }
            "table:table-row" => {
                self.rows = (self.rows + self.row_repeats).min(MAX_ROWS);
                self.row_repeats = repeats(tag, "table:number-rows-repeated").min(MAX_ROWS);
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let count = repeats(tag, "table:number-columns-repeated").min(MAX_COLUMNS);
                self.column = (self.column + count).min(MAX_COLUMNS);
                let is_filled = tag.attributes().flatten().any(|attribute| {
                    matches!(
                        attribute.key.as_ref(),
                        "office:value-type"
                            | "table:formula"
                            | "office:value"
                            | "office:string-value"
                    )
                });
                if is_filled {
                    self.held += self.column;
                    self.filled_columns = self.filled_columns.max(self.column);
                    self.filled_rows = (self.rows + self.row_repeats).min(MAX_ROWS);
                }
            }
            _ => return Ok(()),
        }
        let cells = self.filled_rows.saturating_mul(self.filled_columns);
        match cells > MAX_CELLS || self.held > MAX_CELLS * 64 {
            true => Err(too_many_cells()),
            false => Ok(()),
        }
    }
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> usize {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.as_ref() == name);
    let text = found.map(|attribute| attribute.value.to_string());
    text.map_or(1, |text| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::read::read_workbook;
    use super::*;
    use crate::text::MessageLanguage;
    use zip::write::SimpleFileOptions;

    /// A workbook whose rows stand in `content.xml`.
    fn open_document(rows: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"A\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, text) in [
            ("META-INF/manifest.xml", manifest),
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", &content),
        ] {
            archive.start_file(name, stored).expect("a part");
            archive.write_all(text.as_bytes()).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    fn row(repeats: usize, cells: &str) -> String {
        format!(
            "<table:table-row table:number-rows-repeated=\"{repeats}\">{cells}</table:table-row>"
        )
    }

    fn cell(repeats: usize, text: &str) -> String {
        format!(
            "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"{repeats}\"><text:p>{text}</text:p></table:table-cell>"
        )
    }

    #[test]
    fn a_sheet_beyond_the_limit_of_cells_is_refused_for_that_reason() {
        let empty = "<table:table-cell table:number-columns-repeated=\"16000\"/>";
        let far = row(1_000_000, empty) + &row(1, &(empty.to_owned() + &cell(1, "x")));
        let cases = [
            row(1_000_000, &cell(5, "x")),
            far,
            row(400, &cell(16_384, "x")),
        ];
        for rows in cases {
            let bytes = open_document(&rows);
            let fault = read_workbook("a.ods", &bytes, None).expect_err("too many cells");
            let words = fault.words(MessageLanguage::En);
            assert!(words.contains("more than 4000000 cells"), "{words}");
        }
    }

    #[test]
    fn repeated_cells_without_content_are_no_cells() {
        let empty = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        let rows = row(1, &(cell(1, "id") + &cell(1, "name") + empty))
            + &row(1, &cell(2, "x"))
            + &row(1_048_570, empty);
        let book = read_workbook("a.ods", &open_document(&rows), None).expect("a workbook");
        assert_eq!(book.sheets[0].columns, ["id", "name"]);
        assert_eq!(book.sheets[0].rows.len(), 1);
    }
}
