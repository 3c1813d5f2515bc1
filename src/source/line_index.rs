//! Converts byte offsets of a text to lines and columns.

/// A position in a text. Columns count characters (Unicode scalar values), as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// Number of bytes between two offsets whose characters are counted in advance.
const BLOCK: usize = 1024;

/// The starts of the lines of a text. It is built only to show diagnostics.
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Number of characters before each block. A line can be as long as its file.
    before: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// Builds the index. Lines end with `\n`, `\r\n` or `\r`.
    pub fn new(text: &'t str) -> LineIndex<'t> {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i + 1);
            }
        }
        let mut before = vec![0];
        for block in bytes.chunks(BLOCK) {
            before.push(before[before.len() - 1] + characters(block));
        }
        LineIndex {
            text,
            starts,
            before,
        }
    }

    /// Returns the position of a byte offset. An offset after the end or inside a character is moved back.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let mark = usize::from(line == 0 && self.text[..offset].starts_with('\u{feff}'));
        let before = self.characters(offset) - self.characters(self.starts[line]) - mark;
        Position {
            line: line as u32 + 1,
            column: before as u32 + 1,
        }
    }

    /// Returns the number of characters before a byte offset.
    fn characters(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.before[block] + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// Returns the line of a byte offset, from 1, without an index.
pub fn line(text: &str, offset: usize) -> u32 {
    let bytes = text.as_bytes();
    let ends = |(i, byte): &(usize, &u8)| {
        **byte == b'\n' || (**byte == b'\r' && bytes.get(i + 1) != Some(&b'\n'))
    };
    bytes[..offset.min(bytes.len())]
        .iter()
        .enumerate()
        .filter(ends)
        .count() as u32
        + 1
}

/// Returns the number of characters that begin in some bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_line_longer_than_a_block_are_right() {
        let text = "яa".repeat(BLOCK) + "\n" + &"я".repeat(BLOCK);
        let index = LineIndex::new(&text);
        for (number, (offset, _)) in text.char_indices().enumerate().take(2 * BLOCK) {
            assert_eq!(
                index.position(offset),
                Position {
                    line: 1,
                    column: number as u32 + 1
                }
            );
        }
        assert_eq!(
            index.position(text.len()),
            Position {
                line: 2,
                column: BLOCK as u32 + 1
            }
        );
    }

    #[test]
    fn columns_count_characters_and_all_line_ends_are_recognized() {
        let index = LineIndex::new("\u{feff}имя: а\r\nб\rв\nг");
        let at = |offset| {
            let Position { line, column } = index.position(offset);
            (line, column)
        };
        assert_eq!(at(3), (1, 1), "the byte order mark takes no column");
        assert_eq!(at(3 + "имя: ".len()), (1, 6));
        assert_eq!(at("\u{feff}имя: а\r\n".len()), (2, 1));
        assert_eq!(at("\u{feff}имя: а\r\nб\r".len()), (3, 1));
        assert_eq!(at(1000), (4, 2), "past the end is the end");
        for offset in 0..index.text.len() {
            assert_eq!(line(index.text, offset), index.position(offset).line);
        }
    }
}
