//! Writes one output file to the staging directory, but only from the first byte that differs from the published
//! version.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::PathBuf;

use super::staging::StagingDir;
use crate::source::open_regular;

/// Limit of the buffer, in bytes. A file up to this size is compared in one step when it is complete.
const BUFFER_LIMIT: usize = 1 << 17;

/// Content of a file as its producer passes it on.
#[derive(Clone, Copy, Debug)]
pub enum Chunk<'p> {
    /// The complete content; no other chunk comes before or after.
    Whole(&'p [u8]),
    /// The next bytes of the content.
    Piece(&'p [u8]),
}

impl<'p> Chunk<'p> {
    /// Returns the bytes of the chunk.
    pub fn bytes(self) -> &'p [u8] {
        match self {
            Chunk::Whole(bytes) | Chunk::Piece(bytes) => bytes,
        }
    }
}

/// A writer that compares its input with the published file. From the first difference on, it writes to the staging
/// directory; an unchanged file is not written.
pub(super) struct StagedWriter<'a> {
    staging: &'a StagingDir,
    route: &'a str,
    /// The published file, if an earlier build wrote it.
    old: Option<PathBuf>,
    buffer: &'a mut Vec<u8>,
    state: State,
    size: u64,
}

enum State {
    /// All bytes so far are in the buffer.
    Buffered,
    /// All bytes so far equal the published file, which is read up to the same offset.
    Matching(File),
    /// The bytes are written to the staged file.
    Writing(File),
    /// The content came as one chunk; `written` says whether it differed and was staged.
    Whole { written: bool },
    /// The file system returned an error.
    Failed(io::Error),
}

/// The result of a finished writer.
#[derive(Clone, Copy)]
pub(super) struct WriteOutcome {
    /// In bytes.
    pub(super) size: u64,
    /// True if the file was staged; false if the published file is the same.
    pub(super) written: bool,
}

impl<'a> StagedWriter<'a> {
    /// Creates a writer for a route. Consecutive writers reuse `buffer`.
    pub(super) fn new(
        staging: &'a StagingDir,
        route: &'a str,
        old: Option<PathBuf>,
        buffer: &'a mut Vec<u8>,
    ) -> StagedWriter<'a> {
        buffer.clear();
        StagedWriter {
            staging,
            route,
            old,
            buffer,
            state: State::Buffered,
            size: 0,
        }
    }

    /// Adds a chunk. Errors of the file system are kept until `finish`.
    pub(super) fn write(&mut self, chunk: Chunk<'_>) {
        match chunk {
            Chunk::Piece(piece) => self.push(piece),
            Chunk::Whole(bytes) => {
                self.size = bytes.len() as u64;
                self.state = self
                    .write_if_changed(bytes)
                    .map_or_else(State::Failed, |written| State::Whole { written });
            }
        }
    }

    fn push(&mut self, piece: &[u8]) {
        self.size += piece.len() as u64;
        if matches!(self.state, State::Buffered) && self.buffer.len() + piece.len() <= BUFFER_LIMIT
        {
            self.buffer.extend_from_slice(piece);
            return;
        }
        let buffer = std::mem::take(self.buffer);
        let before = self.size - piece.len() as u64 - buffer.len() as u64;
        let pushed = self
            .compare_or_write(before, &buffer)
            .and_then(|()| self.compare_or_write(before + buffer.len() as u64, piece));
        if let Err(error) = pushed {
            self.state = State::Failed(error);
        }
        *self.buffer = buffer;
        self.buffer.clear();
    }

    /// Stages a complete file if it differs from the published one. Returns whether it did.
    fn write_if_changed(&self, bytes: &[u8]) -> io::Result<bool> {
        let same = self.old.as_ref().is_some_and(|old| {
            let same_size = fs::symlink_metadata(old)
                .is_ok_and(|meta| meta.is_file() && meta.len() == self.size);
            same_size
                && open_regular(old)
                    .is_ok_and(|mut file| next_bytes_equal(&mut file, bytes).unwrap_or(false))
        });
        if !same {
            self.staging.create(self.route)?.write_all(bytes)?;
        }
        Ok(!same)
    }

    /// Compares or writes a piece that begins at the offset `size`.
    fn compare_or_write(&mut self, size: u64, piece: &[u8]) -> io::Result<()> {
        match &mut self.state {
            State::Failed(_) | State::Whole { .. } => Ok(()),
            State::Writing(file) => file.write_all(piece),
            State::Matching(file) => match next_bytes_equal(file, piece)? {
                true => Ok(()),
                false => self.start_writing(size, piece),
            },
            State::Buffered => {
                match self
                    .old
                    .as_ref()
                    .filter(|old| is_file(old))
                    .map(|old| open_regular(old))
                    .transpose()?
                {
                    Some(file) => {
                        self.state = State::Matching(file);
                        self.compare_or_write(size, piece)
                    }
                    None => self.start_writing(size, piece),
                }
            }
        }
    }

    /// Starts the staged file with the first `shared` bytes of the published one, followed by a piece.
    fn start_writing(&mut self, shared: u64, piece: &[u8]) -> io::Result<()> {
        let mut file = self.staging.create(self.route)?;
        if let (Some(old), true) = (&self.old, shared > 0) {
            io::copy(&mut open_regular(old)?.take(shared), &mut file)?;
        }
        file.write_all(piece)?;
        self.state = State::Writing(file);
        Ok(())
    }

    /// Returns the number of bytes so far.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Discards the content and removes the staged file.
    pub(super) fn abandon(self) -> io::Result<()> {
        match self.state {
            State::Writing(file) => {
                drop(file);
                self.staging.remove(self.route)
            }
            State::Whole { written: true } => self.staging.remove(self.route),
            State::Failed(error) => Err(error),
            State::Buffered | State::Matching(_) | State::Whole { written: false } => Ok(()),
        }
    }

    /// Ends the file. Fails if the file system refused any part of it.
    pub(super) fn finish(mut self) -> io::Result<WriteOutcome> {
        let size = self.size;
        let written = match &mut self.state {
            State::Failed(error) => {
                return Err(std::mem::replace(error, io::ErrorKind::Other.into()));
            }
            State::Writing(_) => true,
            State::Whole { written } => *written,
            State::Matching(file) => {
                // The published file may be longer than the new one.
                let longer = file.read(&mut [0])? > 0;
                if longer {
                    self.start_writing(size, b"")?;
                }
                longer
            }
            State::Buffered => self.write_if_changed(self.buffer)?,
        };
        Ok(WriteOutcome { size, written })
    }
}

fn is_file(path: &PathBuf) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
}

/// Returns true if the next bytes of a file equal a piece.
fn next_bytes_equal(file: &mut File, piece: &[u8]) -> io::Result<bool> {
    let mut existing = [0; 1 << 14];
    for expected in piece.chunks(existing.len()) {
        match file.read_exact(&mut existing[..expected.len()]) {
            Ok(()) if existing[..expected.len()] == *expected => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Route;

    /// Writes pieces over an old file. Returns whether a file was staged, and its content.
    fn write_over(old: Option<&[u8]>, pieces: &[&[u8]]) -> (bool, Option<Vec<u8>>) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let target = folder.path().join("data.csv");
        if let Some(old) = old {
            fs::write(&target, old).expect("a file can be written");
        }
        let route = Route::new("data.csv");
        let staging = StagingDir::new(&folder.path().join("staging"), &[&route])
            .expect("a staging can be made");
        let mut buffer = Vec::new();
        let mut writer = StagedWriter::new(&staging, "data.csv", Some(target), &mut buffer);
        match pieces {
            [whole] => writer.write(Chunk::Whole(whole)),
            pieces => pieces
                .iter()
                .for_each(|piece| writer.write(Chunk::Piece(piece))),
        }
        let outcome = writer.finish().expect("the disk takes it");
        assert_eq!(
            outcome.size,
            pieces.iter().map(|piece| piece.len() as u64).sum::<u64>()
        );
        (
            outcome.written,
            fs::read(folder.path().join("staging/data.csv")).ok(),
        )
    }

    #[test]
    fn only_what_differs_is_written_whatever_its_size() {
        let (a, b) = (vec![b'a'; BUFFER_LIMIT], vec![b'b'; BUFFER_LIMIT]);
        let long = [&a[..], &b].concat();
        assert_eq!(write_over(None, &[b"x"]), (true, Some(b"x".to_vec())));
        assert_eq!(write_over(None, &[b"x", b""]), (true, Some(b"x".to_vec())));
        assert_eq!(write_over(Some(b"x"), &[b"x", b""]), (false, None));
        assert_eq!(
            write_over(Some(b"y"), &[b"x", b""]),
            (true, Some(b"x".to_vec()))
        );
        assert_eq!(write_over(Some(b"y"), &[b"x"]), (true, Some(b"x".to_vec())));
        assert_eq!(write_over(Some(b""), &[b""]), (false, None));
        assert_eq!(write_over(Some(b"x"), &[b"x"]), (false, None));
        assert_eq!(
            write_over(Some(b"xy"), &[b"x"]),
            (true, Some(b"x".to_vec()))
        );
        assert_eq!(write_over(Some(&long), &[&a, &b]), (false, None));
        assert_eq!(write_over(None, &[&a, &b]), (true, Some(long.clone())));
        assert_eq!(write_over(Some(&a), &[&a, &b]), (true, Some(long.clone())));
        assert_eq!(
            write_over(Some(&[&long[..], b"!"].concat()), &[&a, &b]),
            (true, Some(long.clone()))
        );
        let mut other = long.clone();
        other[BUFFER_LIMIT + 7] = b'!';
        assert_eq!(
            write_over(Some(&other), &[&a[..9], &a[9..], &b]),
            (true, Some(long.clone()))
        );
        other[3] = b'!';
        assert_eq!(
            write_over(Some(&other), &[&long]),
            (true, Some(long.clone()))
        );
        assert_eq!(
            write_over(Some(&other), &[&long, b""]),
            (true, Some(long.clone()))
        );
        assert_eq!(write_over(Some(&long), &[&long]), (false, None));
    }
}
