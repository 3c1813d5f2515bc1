//! Publishing in two phases: files are staged by all threads, checked, and then moved into place.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::error::PublishError;
use super::folder::{OutputFolder, OverwritePolicy, STAGING};
use super::precompress::{compress, compressed_routes, is_up_to_date};
use super::report::PublishReport;
use super::staged_file::{Chunk, StagedWriter, WriteOutcome};
use super::staging::StagingDir;
use crate::plan::Route;
use crate::site::Encoding;
use crate::source::open_regular;

/// The files that one thread has staged.
#[derive(Default)]
struct WorkerResult {
    /// Results by the index of the route.
    files: Vec<(usize, Result<WriteOutcome, PublishError>)>,
    compressed: Vec<CompressedFile>,
}

/// A precompressed variant of a file.
struct CompressedFile {
    route: String,
    outcome: WriteOutcome,
}

impl OutputFolder {
    /// Publishes the files of `routes` whose indexes are in `order`, rendered in that order by all threads.
    ///
    /// `worker` creates the state of a thread. `produce` renders the file of an index and passes its bytes on. `judge`
    /// receives the route and size in bytes of every file, and the files that would be removed; if it fails, nothing is
    /// published.
    pub fn publish<W>(
        self,
        routes: &[&Route],
        order: &[usize],
        policy: OverwritePolicy,
        worker: impl Fn() -> W + Sync,
        produce: impl Fn(&mut W, usize, &mut dyn FnMut(Chunk<'_>)) -> Result<(), PublishError> + Sync,
        judge: impl FnOnce(&mut dyn Iterator<Item = (&str, u64)>, &[&str]) -> Result<(), PublishError>,
    ) -> Result<PublishReport, PublishError> {
        let published: Vec<&Route> = order.iter().map(|index| routes[*index]).collect();
        self.check_conflicts(&published, policy)?;
        let path = self.root.join(STAGING);
        let staging =
            StagingDir::new(&path, &published).map_err(|error| PublishError::disk(&path, error))?;
        let results = self.stage_all(&staging, routes, order, worker, produce);
        let files = match collect(routes, results) {
            Ok(files) => files,
            Err(error) => {
                staging.discard();
                return Err(error);
            }
        };
        let mut new: Vec<&str> = files.iter().map(|(route, _)| &**route).collect();
        new.par_sort_unstable();
        let orphans = self.orphans(&new);
        let mut sizes = files
            .iter()
            .map(|(route, outcome)| (&**route, outcome.size));
        if let Err(error) = judge(&mut sizes, &orphans) {
            staging.discard();
            return Err(error);
        }
        let mut report = PublishReport::default();
        let mut changed = Vec::with_capacity(files.len());
        for (route, outcome) in &files {
            report.bytes += outcome.size;
            report.written += usize::from(outcome.written);
            report.kept += usize::from(!outcome.written);
            if outcome.written {
                changed.push(&**route);
            }
        }
        report.removed = self.commit(&staging, &new, &changed, &orphans)?;
        Ok(report)
    }

    /// The size of a file that is named by its content and published already, in bytes.
    fn published_size(&self, route: &Route) -> Option<u64> {
        let is_same = self.named_by_content.contains(route) && self.old.has(route.as_str());
        let path = is_same.then(|| self.root.join(route.as_str()))?;
        let state = fs::symlink_metadata(path).ok()?;
        state.is_file().then_some(state.len())
    }

    /// Stages all files by all threads.
    fn stage_all<W>(
        &self,
        staging: &StagingDir,
        routes: &[&Route],
        order: &[usize],
        worker: impl Fn() -> W + Sync,
        produce: impl Fn(&mut W, usize, &mut dyn FnMut(Chunk<'_>)) -> Result<(), PublishError> + Sync,
    ) -> Vec<WorkerResult> {
        // Threads fetch one index at a time: with fixed shares, one thread would end up with the large pages.
        let next = AtomicUsize::new(0);
        rayon::broadcast(|_| {
            let (mut worker, mut buffer, mut result) =
                (worker(), Vec::new(), WorkerResult::default());
            while let Some(index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                let route = routes[*index].as_str();
                if let Some(size) = self.published_size(routes[*index]) {
                    let outcome = WriteOutcome {
                        size,
                        written: false,
                    };
                    result.files.push((*index, Ok(outcome)));
                    continue;
                }
                let produce = |to: &mut dyn FnMut(Chunk<'_>)| produce(&mut worker, *index, to);
                let staged =
                    self.stage_file(staging, route, &mut buffer, &mut result.compressed, produce);
                result.files.push((*index, staged));
            }
            result
        })
    }

    /// Stages a file and its precompressed variants.
    fn stage_file(
        &self,
        staging: &StagingDir,
        route: &str,
        buffer: &mut Vec<u8>,
        compressed: &mut Vec<CompressedFile>,
        produce: impl FnOnce(&mut dyn FnMut(Chunk<'_>)) -> Result<(), PublishError>,
    ) -> Result<WriteOutcome, PublishError> {
        let target = self.root.join(route);
        let mut writer = StagedWriter::new(
            staging,
            route,
            self.old.has(route).then(|| target.clone()),
            buffer,
        );
        produce(&mut |chunk| writer.write(chunk))?;
        let outcome = writer
            .finish()
            .map_err(|error| PublishError::disk(&target, error))?;
        for (encoding, name) in compressed_routes(route, &self.encodings) {
            let variant = self.stage_compressed(staging, route, &outcome, encoding, &name, buffer);
            let variant =
                variant.map_err(|error| PublishError::disk(&self.root.join(&name), error))?;
            compressed.extend(variant.map(|outcome| CompressedFile {
                route: name,
                outcome,
            }));
        }
        Ok(outcome)
    }

    /// Stages the variant `name` of a file. Returns `None` if it would not be smaller than the file.
    fn stage_compressed(
        &self,
        staging: &StagingDir,
        route: &str,
        file: &WriteOutcome,
        encoding: Encoding,
        name: &str,
        buffer: &mut Vec<u8>,
    ) -> io::Result<Option<WriteOutcome>> {
        let (path, target) = (self.root.join(route), self.root.join(name));
        let is_own = self.old.has(name);
        if !file.written && is_own && is_up_to_date(encoding, &target, &path) {
            return Ok(Some(WriteOutcome {
                size: fs::symlink_metadata(&target)?.len(),
                written: false,
            }));
        }
        let mut source = open_regular(&if file.written {
            staging.path(route)
        } else {
            path
        })?;
        let mut writer = StagedWriter::new(staging, name, is_own.then_some(target), buffer);
        compress(encoding, &mut source, file.size, &mut |piece| {
            writer.write(Chunk::Piece(piece));
        })?;
        if writer.size() < file.size {
            writer.finish().map(Some)
        } else {
            writer.abandon().map(|()| None)
        }
    }
}

/// Collects the files of all threads, compressed variants last. Fails with the first error that is not of a page, or
/// else with the number of pages that could not be rendered.
fn collect<'r>(
    routes: &[&'r Route],
    results: Vec<WorkerResult>,
) -> Result<Vec<(Cow<'r, str>, WriteOutcome)>, PublishError> {
    let (mut files, mut compressed, mut failed) = (Vec::new(), Vec::new(), 0);
    for result in results {
        compressed.extend(result.compressed);
        for (index, file) in result.files {
            match file {
                Ok(outcome) => files.push((Cow::Borrowed(routes[index].as_str()), outcome)),
                Err(PublishError::Pages(_)) => failed += 1,
                Err(other) => return Err(other),
            }
        }
    }
    if failed > 0 {
        return Err(PublishError::Pages(failed));
    }
    files.extend(
        compressed
            .into_iter()
            .map(|file| (Cow::Owned(file.route), file.outcome)),
    );
    Ok(files)
}
