//! Where a byte stands in its file, as people count: lines and columns.

/// A place in a text. Both counts start at 1; a column is a character (a Unicode scalar value), as editors show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The bytes between two places up to which the characters of a text are counted beforehand.
const BLOCK: usize = 1024;

/// The starts of a text's lines. Made when a diagnostic is shown, never while reading.
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// How many characters begin before each block of bytes: a line can be as long as its file.
    before: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// Lines end with `\n`, `\r\n` or a lone `\r`.
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
        LineIndex { text, starts, before }
    }

    /// The position of a byte offset; an offset past the end, or inside a character, is moved back to one that is valid.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let mark = usize::from(line == 0 && self.text[..offset].starts_with('\u{feff}'));
        let before = self.characters(offset) - self.characters(self.starts[line]) - mark;
        Position { line: line as u32 + 1, column: before as u32 + 1 }
    }

    /// How many characters begin before a byte.
    fn characters(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.before[block] + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// The line of a byte offset, from 1, for when nothing else is asked of a text.
pub fn line(text: &str, offset: usize) -> u32 {
    let bytes = text.as_bytes();
    let ends = |(i, byte): &(usize, &u8)| **byte == b'\n' || (**byte == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
    bytes[..offset.min(bytes.len())].iter().enumerate().filter(ends).count() as u32 + 1
}

/// How many characters begin among some bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_has_columns_beyond_its_blocks() {
        let text = "яa".repeat(BLOCK) + "\n" + &"я".repeat(BLOCK);
        let index = LineIndex::new(&text);
        for (number, (offset, _)) in text.char_indices().enumerate().take(2 * BLOCK) {
            assert_eq!(index.position(offset), Position { line: 1, column: number as u32 + 1 });
        }
        assert_eq!(index.position(text.len()), Position { line: 2, column: BLOCK as u32 + 1 });
    }

    #[test]
    fn columns_count_characters_and_every_line_end_is_known() {
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
