//! The files that records and free pages show or offer.

use std::collections::BTreeSet;

use crate::atlas::Atlas;
use crate::picture::PictureSet;
use crate::record::{Body, Image, LinkTarget};
use crate::source::{SourcePath, Tree};

/// Returns the files that are named in texts and fields. Empty if no file stands beside the records and no picture has to be made
/// smaller or is refused. `files` are those of the site.
pub(super) fn used_files(
    atlas: &Atlas,
    files: &Tree,
    pictures: &PictureSet,
) -> BTreeSet<SourcePath> {
    let mut used = BTreeSet::new();
    let matters = pictures.has_faults() || pictures.can_shrink();
    if !matters && files.folder("content").next().is_none() {
        return used;
    }
    for ix in atlas.indices() {
        let record = atlas.record(ix);
        for text in record.texts() {
            add_links(text.body, &mut used);
        }
        let values = record.fields.iter().flat_map(|field| field.value.all());
        for image in values.flat_map(|value| value.images()) {
            used.extend(existing(image, files).cloned());
        }
    }
    for page in atlas.free_pages.values() {
        add_links(&page.body, &mut used);
    }
    used
}

fn add_links(body: &Body, used: &mut BTreeSet<SourcePath>) {
    for link in &body.links {
        if let LinkTarget::Asset(path) = &link.target {
            used.insert(path.clone());
        }
    }
}

/// The first file of a picture that exists.
fn existing<'i>(image: &'i Image, files: &Tree) -> Option<&'i SourcePath> {
    let mut candidates = image.files.iter();
    candidates.find(|path| files.file(path.as_str()).is_some())
}
