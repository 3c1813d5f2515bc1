//! One file on its way to its place.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::PathBuf;

use super::stage::Stage;
use crate::source::open_regular;

/// A file that comes in pieces is held in memory up to this size until it is whole, and then compared at once.
const HELD: usize = 1 << 17;

/// What a file is handed over in.
#[derive(Clone, Copy, Debug)]
pub enum Part<'p> {
    /// All of it at once; nothing comes before or after.
    Whole(&'p [u8]),
    /// What comes next of it.
    Piece(&'p [u8]),
}

impl<'p> Part<'p> {
    /// What it brings.
    pub fn bytes(self) -> &'p [u8] {
        match self {
            Part::Whole(bytes) | Part::Piece(bytes) => bytes,
        }
    }
}

/// A file that is being made. It is compared with the one in place while it comes; from the first byte that differs it
/// is written to the stage, so that a file that did not change is not written at all.
pub(super) struct Draft<'a> {
    stage: &'a Stage,
    route: &'a str,
    /// The file of the build before, if there is one.
    old: Option<PathBuf>,
    held: &'a mut Vec<u8>,
    state: State,
    size: u64,
}

enum State {
    /// All that has come is held.
    Held,
    /// All that has come stands in the old file too, which has been read so far.
    Same(File),
    /// The file is written to the stage.
    New(File),
    /// It came at once, and was written to the stage or was not.
    Whole { written: bool },
    /// The disk refused.
    Failed(io::Error),
}

/// What became of a draft.
#[derive(Clone, Copy)]
pub(super) struct Finished {
    /// In bytes.
    pub(super) size: u64,
    /// Whether the file waits on the stage; else the one in place is the same.
    pub(super) written: bool,
}

impl<'a> Draft<'a> {
    /// A draft for a route. `held` is room that drafts use one after another.
    pub(super) fn new(stage: &'a Stage, route: &'a str, old: Option<PathBuf>, held: &'a mut Vec<u8>) -> Draft<'a> {
        held.clear();
        Draft { stage, route, old, held, state: State::Held, size: 0 }
    }

    /// Adds what comes. Errors of the disk wait until the end.
    pub(super) fn take(&mut self, part: Part<'_>) {
        match part {
            Part::Piece(piece) => self.push(piece),
            Part::Whole(bytes) => {
                self.size = bytes.len() as u64;
                self.state = self.put(bytes).map_or_else(State::Failed, |written| State::Whole { written });
            }
        }
    }

    fn push(&mut self, piece: &[u8]) {
        self.size += piece.len() as u64;
        if matches!(self.state, State::Held) && self.held.len() + piece.len() <= HELD {
            self.held.extend_from_slice(piece);
            return;
        }
        let held = std::mem::take(self.held);
        let before = self.size - piece.len() as u64 - held.len() as u64;
        let pushed = self.pass(before, &held).and_then(|()| self.pass(before + held.len() as u64, piece));
        if let Err(error) = pushed {
            self.state = State::Failed(error);
        }
        *self.held = held;
        self.held.clear();
    }

    /// Writes a whole file to the stage where it is not the one in place; whether it did.
    fn put(&self, bytes: &[u8]) -> io::Result<bool> {
        let same = self.old.as_ref().is_some_and(|old| {
            let same_size = fs::symlink_metadata(old).is_ok_and(|meta| meta.is_file() && meta.len() == self.size);
            same_size && open_regular(old).is_ok_and(|mut file| is_next(&mut file, bytes).unwrap_or(false))
        });
        if !same {
            self.stage.create(self.route)?.write_all(bytes)?;
        }
        Ok(!same)
    }

    /// Passes on a piece before which the file had a size.
    fn pass(&mut self, size: u64, piece: &[u8]) -> io::Result<()> {
        match &mut self.state {
            State::Failed(_) | State::Whole { .. } => Ok(()),
            State::New(file) => file.write_all(piece),
            State::Same(file) => match is_next(file, piece)? {
                true => Ok(()),
                false => self.begin(size, piece),
            },
            State::Held => {
                match self.old.as_ref().filter(|old| is_file(old)).map(|old| open_regular(old)).transpose()? {
                    Some(file) => {
                        self.state = State::Same(file);
                        self.pass(size, piece)
                    }
                    None => self.begin(size, piece),
                }
            }
        }
    }

    /// Begins to write: what the old file shares with the new one is copied.
    fn begin(&mut self, shared: u64, piece: &[u8]) -> io::Result<()> {
        let mut file = self.stage.create(self.route)?;
        if let (Some(old), true) = (&self.old, shared > 0) {
            io::copy(&mut open_regular(old)?.take(shared), &mut file)?;
        }
        file.write_all(piece)?;
        self.state = State::New(file);
        Ok(())
    }

    /// How much has come.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Takes the file back: none waits on the stage.
    pub(super) fn abandon(self) -> io::Result<()> {
        match self.state {
            State::New(file) => {
                drop(file);
                self.stage.withdraw(self.route)
            }
            State::Whole { written: true } => self.stage.withdraw(self.route),
            State::Failed(error) => Err(error),
            State::Held | State::Same(_) | State::Whole { written: false } => Ok(()),
        }
    }

    /// Ends the file.
    pub(super) fn finish(mut self) -> io::Result<Finished> {
        let size = self.size;
        let written = match &mut self.state {
            State::Failed(error) => return Err(std::mem::replace(error, io::ErrorKind::Other.into())),
            State::New(_) => true,
            State::Whole { written } => *written,
            State::Same(file) => {
                // The old file may go on where the new one ends.
                let longer = file.read(&mut [0])? > 0;
                if longer {
                    self.begin(size, b"")?;
                }
                longer
            }
            State::Held => self.put(self.held)?,
        };
        Ok(Finished { size, written })
    }
}

fn is_file(path: &PathBuf) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
}

/// Whether a file goes on with a piece.
fn is_next(file: &mut File, piece: &[u8]) -> io::Result<bool> {
    let mut found = [0; 1 << 14];
    for part in piece.chunks(found.len()) {
        match file.read_exact(&mut found[..part.len()]) {
            Ok(()) if found[..part.len()] == *part => {}
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
    use crate::page::Route;

    /// What becomes of a new file beside an old one, and what then waits on the stage.
    fn draft(old: Option<&[u8]>, pieces: &[&[u8]]) -> (bool, Option<Vec<u8>>) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let place = folder.path().join("data.csv");
        if let Some(old) = old {
            fs::write(&place, old).expect("a file can be written");
        }
        let route = Route::new("data.csv");
        let stage = Stage::new(&folder.path().join("stage"), &[&route]).expect("a stage can be made");
        let mut held = Vec::new();
        let mut draft = Draft::new(&stage, "data.csv", Some(place), &mut held);
        match pieces {
            [whole] => draft.take(Part::Whole(whole)),
            pieces => pieces.iter().for_each(|piece| draft.take(Part::Piece(piece))),
        }
        let finished = draft.finish().expect("the disk takes it");
        assert_eq!(finished.size, pieces.iter().map(|piece| piece.len() as u64).sum::<u64>());
        (finished.written, fs::read(folder.path().join("stage/data.csv")).ok())
    }

    #[test]
    fn only_what_differs_is_written_whatever_its_size() {
        let (a, b) = (vec![b'a'; HELD], vec![b'b'; HELD]);
        let long = [&a[..], &b].concat();
        assert_eq!(draft(None, &[b"x"]), (true, Some(b"x".to_vec())));
        assert_eq!(draft(None, &[b"x", b""]), (true, Some(b"x".to_vec())));
        assert_eq!(draft(Some(b"x"), &[b"x", b""]), (false, None));
        assert_eq!(draft(Some(b"y"), &[b"x", b""]), (true, Some(b"x".to_vec())));
        assert_eq!(draft(Some(b"y"), &[b"x"]), (true, Some(b"x".to_vec())));
        assert_eq!(draft(Some(b""), &[b""]), (false, None));
        assert_eq!(draft(Some(b"x"), &[b"x"]), (false, None));
        assert_eq!(draft(Some(b"xy"), &[b"x"]), (true, Some(b"x".to_vec())));
        assert_eq!(draft(Some(&long), &[&a, &b]), (false, None));
        assert_eq!(draft(None, &[&a, &b]), (true, Some(long.clone())));
        assert_eq!(draft(Some(&a), &[&a, &b]), (true, Some(long.clone())));
        assert_eq!(draft(Some(&[&long[..], b"!"].concat()), &[&a, &b]), (true, Some(long.clone())));
        let mut other = long.clone();
        other[HELD + 7] = b'!';
        assert_eq!(draft(Some(&other), &[&a[..9], &a[9..], &b]), (true, Some(long.clone())));
        other[3] = b'!';
        assert_eq!(draft(Some(&other), &[&long]), (true, Some(long.clone())));
        assert_eq!(draft(Some(&other), &[&long, b""]), (true, Some(long.clone())));
        assert_eq!(draft(Some(&long), &[&long]), (false, None));
    }
}
