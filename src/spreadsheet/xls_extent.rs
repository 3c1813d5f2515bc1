//! How far the sheets of an XLS file reach, which is limited before they are read: a reader makes a cell of every place.
//!
//! The file is a compound file (MS-CFB), in which a stream holds the records of the workbook (MS-XLS).

use super::limits::{MAX_CELLS, too_many_cells};
use super::sheet_fault::SheetFault;
use super::unpacked_size::unreadable;

/// The numbers of sectors above this are marks, such as the end of a chain.
const MAX_SECTOR: u32 = 0xffff_fffa;

/// The records that begin with the row and the column of a cell.
const CELL_RECORDS: [u16; 11] = [
    0x0006, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e, 0x0406,
];

/// The record that begins a sheet.
const BEGIN_RECORDS: [u16; 2] = [0x0809, 0x0409];

/// Fails if the sheets reach further than a table may, or the file is no workbook.
pub(super) fn check_extent(bytes: &[u8]) -> Result<(), SheetFault> {
    let stream = workbook_stream(bytes).ok_or_else(unreadable)?;
    let mut at = 0;
    let mut total = 0usize;
    let mut extent = CellExtent::default();
    while let (Some(kind), Some(length)) = (u16_at(&stream, at), u16_at(&stream, at + 2)) {
        let body = at + 4;
        if BEGIN_RECORDS.contains(&kind) {
            total = total.saturating_add(extent.cells());
            extent = CellExtent::default();
        }
        if CELL_RECORDS.contains(&kind)
            && let (Some(row), Some(column)) = (u16_at(&stream, body), u16_at(&stream, body + 2))
        {
            extent.add(row, column);
            // A record of several cells ends with the last column.
            let end = body + usize::from(length);
            if matches!(kind, 0x00bd | 0x00be)
                && let Some(last) = u16_at(&stream, end.saturating_sub(2))
            {
                extent.add(row, last);
            }
        }
        if total.saturating_add(extent.cells()) > MAX_CELLS {
            return Err(too_many_cells());
        }
        at = body + usize::from(length);
    }
    Ok(())
}

/// The places of the cells of a sheet.
#[derive(Default)]
struct CellExtent {
    /// The first and the last row, and the same of columns. `None`: there is no cell yet.
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl CellExtent {
    fn add(&mut self, row: u16, column: u16) {
        let grow = |range: Option<(u16, u16)>, at: u16| {
            range.map_or((at, at), |(first, last)| (first.min(at), last.max(at)))
        };
        self.rows = Some(grow(self.rows, row));
        self.columns = Some(grow(self.columns, column));
    }

    fn cells(&self) -> usize {
        let length = |range: Option<(u16, u16)>| {
            range.map_or(0, |(first, last)| usize::from(last - first) + 1)
        };
        length(self.rows) * length(self.columns)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// Returns the stream of the workbook. `None`: there is none, or the file is damaged.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = u16_at(bytes, 30).filter(|shift| matches!(shift, 9 | 12))?;
    let file = CompoundFile {
        bytes,
        size: 1 << shift,
    };
    let fat = file.fat()?;
    let directory = file.chain(&fat, u32_at(bytes, 48)?)?;
    let entry = directory.chunks_exact(128).find(|entry| {
        let name: Vec<u16> = entry[..64]
            .chunks_exact(2)
            .map(|c| u16::from_le_bytes([c[0], c[1]]))
            .collect();
        let name = String::from_utf16_lossy(&name);
        let name = name.trim_end_matches('\0');
        entry[66] == 2
            && (name.eq_ignore_ascii_case("Workbook") || name.eq_ignore_ascii_case("Book"))
    })?;
    let length = u32_at(entry, 120)? as usize;
    // Programs write a workbook of at least 4096 bytes, so that it is no part of the stream of small ones.
    if length < 4096 {
        return None;
    }
    let mut stream = file.chain(&fat, u32_at(entry, 116)?)?;
    stream.truncate(length);
    Some(stream)
}

/// The sectors of a compound file.
struct CompoundFile<'b> {
    bytes: &'b [u8],
    size: usize,
}

impl CompoundFile<'_> {
    fn sector(&self, number: u32) -> Option<&[u8]> {
        let start = (number as usize + 1).checked_mul(self.size)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The number of sectors that the file can have.
    fn count(&self) -> usize {
        self.bytes.len() / self.size + 1
    }

    /// Returns the next sector of each sector.
    fn fat(&self) -> Option<Vec<u32>> {
        let mut sectors: Vec<u32> = (0..109)
            .map_while(|index| u32_at(self.bytes, 76 + index * 4))
            .collect();
        let mut next = u32_at(self.bytes, 68)?;
        let mut seen = 0;
        while next < MAX_SECTOR {
            seen += 1;
            if seen > self.count() {
                return None;
            }
            let sector = self.sector(next)?;
            let last = sector.len().checked_sub(4)?;
            sectors.extend((0..last / 4).filter_map(|index| u32_at(sector, index * 4)));
            next = u32_at(sector, last)?;
        }
        let mut fat = Vec::new();
        for number in sectors
            .into_iter()
            .filter(|number| *number < MAX_SECTOR)
            .take(self.count())
        {
            let sector = self.sector(number)?;
            fat.extend(
                sector
                    .chunks_exact(4)
                    .map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])),
            );
        }
        Some(fat)
    }

    /// Returns the bytes of a chain of sectors.
    fn chain(&self, fat: &[u32], start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut next = start;
        let mut seen = 0;
        while next < MAX_SECTOR {
            seen += 1;
            if seen > self.count() {
                return None;
            }
            bytes.extend_from_slice(self.sector(next)?);
            next = *fat.get(next as usize)?;
        }
        Some(bytes)
    }
}
