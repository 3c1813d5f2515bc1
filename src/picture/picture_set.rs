//! All pictures of a site.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::fault::PictureFault;
use super::format::PictureFormat;
use super::inspect::inspect;
use super::picture_info::PictureInfo;
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::source::{SourcePath, Tree};

/// What is known of the pictures of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PictureSet {
    by_path: BTreeMap<SourcePath, Inspected>,
}

#[derive(Clone, Debug, PartialEq)]
struct Inspected {
    /// The checksum of the file.
    hash: u64,
    found: Result<PictureInfo, PictureFault>,
}

impl PictureSet {
    /// Inspects the pictures of a tree, outside of `static/`. What is known of the same files is taken from the set before.
    pub fn inspect(files: &Tree, before: Option<&PictureSet>) -> PictureSet {
        let pictures: Vec<_> = files
            .files()
            .filter(|(path, _)| !path.as_str().starts_with("static/"))
            .filter_map(|(path, file)| Some((path, file, PictureFormat::of_name(path.as_str())?)))
            .collect();
        let inspected = pictures.into_par_iter().map(|(path, file, format)| {
            let known = before.and_then(|set| set.by_path.get(path));
            let inspected = match known.filter(|known| known.hash == file.hash()) {
                Some(known) => known.clone(),
                None => Inspected {
                    hash: file.hash(),
                    found: inspect(format, file.bytes()),
                },
            };
            (path.clone(), inspected)
        });
        PictureSet {
            by_path: inspected.collect(),
        }
    }

    /// Returns what is known of a picture. `None` if there is none, or if it is refused.
    pub fn get(&self, path: &SourcePath) -> Option<&PictureInfo> {
        self.by_path.get(path)?.found.as_ref().ok()
    }

    /// Returns the checksum of the file of a picture.
    pub fn hash(&self, path: &SourcePath) -> Option<u64> {
        self.by_path.get(path).map(|inspected| inspected.hash)
    }

    /// Whether smaller versions of some pictures can be made.
    pub fn can_shrink(&self) -> bool {
        let mut pictures = self.by_path.values();
        pictures.any(|known| {
            let info = known.found.as_ref().ok();
            info.is_some_and(|info| info.smaller_widths().next().is_some())
        })
    }

    /// Whether some pictures are refused.
    pub fn has_faults(&self) -> bool {
        self.by_path.values().any(|known| known.found.is_err())
    }

    /// Returns the diagnostics of dangerous pictures, and of unreadable ones that records or pages name.
    pub fn diagnostics<'a>(
        &'a self,
        is_used: impl Fn(&SourcePath) -> bool + 'a,
    ) -> impl Iterator<Item = Diagnostic> + 'a {
        self.by_path.iter().filter_map(move |(path, inspected)| {
            let fault = inspected.found.as_ref().err()?;
            if !fault.is_unsafe() && !is_used(path) {
                return None;
            }
            let code = if fault.is_unsafe() {
                Code::UnsafePicture
            } else {
                Code::BadPicture
            };
            let at = Location {
                path: path.clone(),
                span: Span::new(fault.range.clone()),
            };
            let (ru, en) = fault.words();
            Some(
                Diagnostic::new(code, at)
                    .with("words", ru)
                    .with("words_en", en),
            )
        })
    }
}
