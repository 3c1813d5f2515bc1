//! Renders all files of a snapshot without publishing them, for `atlas check`.

use rayon::prelude::*;

use super::snapshot::Snapshot;
use crate::diagnostic::Diagnostic;
use crate::output::{SizeBudget, compressed_sizes};
use crate::plan::PageKind;
use crate::site::{Encoding, Host};

/// Routes of files with their sizes, in bytes.
type FileSizes = Vec<(String, u64)>;

/// Renders all files. Returns the diagnostics of pages that cannot be rendered, of the host's limits and of the size budget.
pub fn check_pages(snapshot: &Snapshot) -> Vec<Diagnostic> {
    check_pages_while(snapshot, &|| true).unwrap_or_default()
}

/// Does the same as long as the result is needed, which is asked before each file. `None`: it was not needed.
pub fn check_pages_while(
    snapshot: &Snapshot,
    is_needed: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Diagnostic>> {
    let publishing = &snapshot.model.site.publishing;
    let checks_sizes = publishing.host.is_some_and(Host::has_size_limits);
    let encodings = if checks_sizes {
        &*publishing.precompress
    } else {
        &[]
    };
    let budget = SizeBudget::new(snapshot.size_budget());
    let rendered: Vec<(FileSizes, Vec<Diagnostic>)> = snapshot
        .build_order()
        .into_par_iter()
        // Making pictures takes long, and finds nothing that is not known.
        .filter(|page| {
            let kind = &snapshot.model.plan.pages[*page].kind;
            !matches!(kind, PageKind::Picture(..) | PageKind::ShareImage(_))
        })
        .map_init(
            || snapshot.renderer(),
            |renderer, page| {
                let (mut size, mut bytes) = (0, Vec::new());
                if budget.is_exceeded() || !is_needed() {
                    return (Vec::new(), Vec::new());
                }
                let found = snapshot.render_to(renderer, page, &mut |chunk| {
                    size += chunk.bytes().len() as u64;
                    if budget.try_spend(chunk.bytes().len()) && !encodings.is_empty() {
                        bytes.extend_from_slice(chunk.bytes());
                    }
                });
                let route = snapshot.model.plan.pages[page].route.as_str();
                (
                    if checks_sizes {
                        file_sizes(route, size, &bytes, encodings)
                    } else {
                        Vec::new()
                    },
                    found,
                )
            },
        )
        .collect();
    if !is_needed() {
        return None;
    }
    let mut found: Vec<Diagnostic> = rendered
        .iter()
        .flat_map(|(_, found)| found.iter().cloned())
        .collect();
    if budget.is_exceeded() {
        found.push(snapshot.output_too_large());
    } else if checks_sizes {
        let search = search_sizes(snapshot, encodings);
        let files = rendered
            .iter()
            .map(|(sizes, _)| sizes)
            .chain(&search)
            .flatten();
        found
            .extend(snapshot.check_host_limits(files.map(|(route, size)| (route.as_str(), *size))));
    }
    Some(found)
}

/// Returns the sizes of the files of the search index.
fn search_sizes(snapshot: &Snapshot, encodings: &[Encoding]) -> Vec<FileSizes> {
    let sizes = snapshot.search().par_iter().map(|file| {
        let bytes = snapshot.search_file(file);
        file_sizes(file.route.as_str(), bytes.len() as u64, &bytes, encodings)
    });
    sizes.collect()
}

/// Returns the size of a file and of its precompressed variants.
fn file_sizes(route: &str, size: u64, bytes: &[u8], encodings: &[Encoding]) -> FileSizes {
    // Compression in memory does not fail.
    let mut sizes = compressed_sizes(route, bytes, encodings).unwrap_or_default();
    sizes.push((route.to_owned(), size));
    sizes
}
