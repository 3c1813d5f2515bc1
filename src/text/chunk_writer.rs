//! A text writer that passes its output on in chunks of 64 KiB, so that a large file never is in memory as a whole.

use std::fmt;

/// The size in bytes from which the buffer is flushed.
const CHUNK: usize = 1 << 16;

/// A text buffer that is flushed to a callback.
///
/// It implements [`fmt::Write`] and not `io::Write`, since all escapers and the JSON writer produce UTF-8 text.
pub struct ChunkWriter<'a> {
    text: String,
    sink: &'a mut dyn FnMut(&[u8]),
}

impl<'a> ChunkWriter<'a> {
    /// An empty buffer whose chunks go to `sink`.
    pub fn new(sink: &'a mut dyn FnMut(&[u8])) -> ChunkWriter<'a> {
        ChunkWriter {
            text: String::with_capacity(CHUNK + CHUNK / 8),
            sink,
        }
    }

    /// The buffer, to append to.
    pub fn text(&mut self) -> &mut String {
        &mut self.text
    }

    /// Appends a text.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Flushes the buffer if it is full. Callers that write to [`ChunkWriter::text`] call it after each row.
    pub fn flush_if_full(&mut self) {
        if self.text.len() >= CHUNK {
            (self.sink)(self.text.as_bytes());
            self.text.clear();
        }
    }

    /// Flushes the rest.
    pub fn finish(self) {
        (self.sink)(self.text.as_bytes());
    }
}

impl fmt::Write for ChunkWriter<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        self.flush_if_full();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::{CHUNK, ChunkWriter};

    #[test]
    fn chunks_join_to_the_whole_text() {
        let (mut chunks, mut expected) = (Vec::new(), String::new());
        let mut sink = |chunk: &[u8]| chunks.push(chunk.to_vec());
        let mut writer = ChunkWriter::new(&mut sink);
        for number in 0..CHUNK / 4 {
            let _ = writeln!(writer, "{number}");
            let _ = writeln!(expected, "{number}");
        }
        writer.finish();
        assert!(chunks.len() > 1 && chunks.iter().all(|chunk| chunk.len() < 2 * CHUNK));
        assert_eq!(chunks.concat(), expected.as_bytes());
    }
}
