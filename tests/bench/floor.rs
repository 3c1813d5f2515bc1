//! The floor of a build: every input file read and every output file written, with nothing between, by two threads.
//!
//! usage: floor INPUT OUTPUT TARGET      reads INPUT; writes files of OUTPUT's names and sizes to TARGET; prints seconds

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{env, fs, io, thread};

const THREADS: usize = 2;

fn main() -> io::Result<()> {
    let paths: Vec<PathBuf> = env::args().skip(1).map(PathBuf::from).collect();
    let [input, output, target] = &paths[..] else { return Err(io::Error::other("usage: floor INPUT OUTPUT TARGET")) };
    let inputs = files(input)?;
    let outputs = files(output)?.into_iter().map(|path| {
        let size = fs::metadata(&path)?.len() as usize;
        Ok((target.join(path.strip_prefix(output).map_err(io::Error::other)?), size))
    });
    let outputs: Vec<(PathBuf, usize)> = outputs.collect::<io::Result<_>>()?;
    let start = Instant::now();
    each(inputs.len(), |place| fs::read(&inputs[place]).map(drop))?;
    for (path, _) in &outputs {
        fs::create_dir_all(path.parent().unwrap_or(target))?;
    }
    let piece = vec![b'x'; 1 << 16];
    each(outputs.len(), |place| {
        let (path, mut left) = outputs[place].clone();
        let mut file = fs::File::create(path)?;
        while left > 0 {
            let size = left.min(piece.len());
            file.write_all(&piece[..size])?;
            left -= size;
        }
        Ok(())
    })?;
    println!("{}", start.elapsed().as_secs_f64());
    Ok(())
}

/// Does something for every place below `count`, by all threads.
fn each(count: usize, work: impl Fn(usize) -> io::Result<()> + Sync) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let run = || {
        loop {
            match next.fetch_add(1, Ordering::Relaxed) {
                place if place < count => work(place)?,
                _ => return Ok(()),
            }
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(run)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread died"))))
    })
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => found.extend(files(&entry.path())?),
            false => found.push(entry.path()),
        }
    }
    Ok(found)
}
