//! Invalid routes: collisions, and file names that file systems reject.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::page::{Origin, Page, PageKind};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{folded_name, is_reserved_name};
use crate::source::{SETTINGS, SourcePath};

/// Limit of a file name in common file systems, in bytes.
const MAX_NAME: usize = 255;

/// Checks all routes. `origins` are the locations of the sources of the pages.
pub(super) fn check(pages: &[Page], origins: &[Origin]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut taken: HashMap<Cow<'_, str>, usize, RandomState> =
        HashMap::with_capacity_and_hasher(pages.len(), RandomState::default());
    let origin = |index: usize| -> Location {
        let settings = || Location::file(SourcePath::new(SETTINGS));
        origins[index].clone().unwrap_or_else(settings)
    };
    for (index, page) in pages.iter().enumerate() {
        let route = page.route.as_str();
        match taken.entry(folded_name(route)) {
            std::collections::hash_map::Entry::Occupied(first) => {
                let diagnostic =
                    Diagnostic::new(Code::RouteCollision, origin(index)).with("route", route);
                found.push(diagnostic.related(origin(*first.get())));
            }
            std::collections::hash_map::Entry::Vacant(free) => drop(free.insert(index)),
        }
        for name in route.split('/') {
            if name.len() > MAX_NAME {
                let diagnostic =
                    Diagnostic::new(Code::LongName, origin(index)).with("route", route);
                found.push(diagnostic.with("limit", MAX_NAME.to_string()));
            }
            // Only names of files can have such characters; ids cannot.
            if let (PageKind::Asset(_) | PageKind::Static(_), Some(character)) =
                (&page.kind, unportable(name))
            {
                let diagnostic =
                    Diagnostic::new(Code::UnportableName, origin(index)).with("route", route);
                found.push(diagnostic.with("character", character));
            }
            if is_reserved_name(name) {
                // Equal diagnostics of several files of one record are removed later.
                let stem = name.split('.').next().unwrap_or(name);
                found.push(Diagnostic::new(Code::ReservedName, origin(index)).with("name", stem));
            }
        }
    }
    found
}

/// Returns a character that Windows and upload programs reject in a file name.
fn unportable(name: &str) -> Option<char> {
    let refused = |c: &char| c.is_control() || r#"<>:"\|?*"#.contains(*c);
    name.chars().find(refused).or_else(|| {
        name.chars()
            .next_back()
            .filter(|last| matches!(last, '.' | ' '))
    })
}

#[cfg(test)]
mod tests {
    use super::unportable;

    #[test]
    fn characters_that_windows_rejects_are_found() {
        for (name, character) in [
            ("a:b.png", ':'),
            ("what?.html", '?'),
            ("a\tb", '\t'),
            ("dots.", '.'),
            ("end ", ' '),
        ] {
            assert_eq!(unportable(name), Some(character), "{name}");
        }
        for name in [
            ".nojekyll",
            "томск.html",
            "a b.css",
            "a’b.json",
            "x.1a2b3c4d.css",
        ] {
            assert_eq!(unportable(name), None, "{name}");
        }
    }
}
