//! Addresses that cannot stand: two pages at one, and names that file systems refuse.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{Origin, Page, PageKind};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{folded_name, is_reserved_name};
use crate::source::{SETTINGS, SourcePath};

/// The longest file name of common file systems, in bytes.
const LONGEST: usize = 255;

pub(super) fn check(pages: &[Page], origins: &[Origin]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut taken: HashMap<Cow<'_, str>, usize, RandomState> =
        HashMap::with_capacity_and_hasher(pages.len(), RandomState::default());
    let place = |index: usize| -> Location {
        let settings = || Location::file(SourcePath::new(SETTINGS));
        origins[index].clone().unwrap_or_else(settings)
    };
    for (index, page) in pages.iter().enumerate() {
        let route = page.route.as_str();
        match taken.entry(folded_name(route)) {
            std::collections::hash_map::Entry::Occupied(first) => {
                let diagnostic = Diagnostic::new(Code::RouteCollision, place(index)).with("route", route);
                found.push(diagnostic.related(place(*first.get())));
            }
            std::collections::hash_map::Entry::Vacant(free) => drop(free.insert(index)),
        }
        for name in route.split('/') {
            if name.len() > LONGEST {
                let diagnostic = Diagnostic::new(Code::LongName, place(index)).with("route", route);
                found.push(diagnostic.with("limit", LONGEST.to_string()));
            }
            // An id has no such characters; the name of a file of the site's own may.
            if let (PageKind::Asset(_), Some(character)) = (&page.kind, unportable(name)) {
                let diagnostic = Diagnostic::new(Code::UnportableName, place(index)).with("route", route);
                found.push(diagnostic.with("character", character));
            }
            if is_reserved_name(name) {
                // Said once, however many files of the record begin with it.
                let stem = name.split('.').next().unwrap_or(name);
                found.push(Diagnostic::new(Code::ReservedName, place(index)).with("name", stem));
            }
        }
    }
    found
}

/// A character of a name that Windows refuses there, as do programs that upload sites.
fn unportable(name: &str) -> Option<char> {
    let refused = |c: &char| c.is_control() || r#"<>:"\|?*"#.contains(*c);
    name.chars().find(refused).or_else(|| name.chars().next_back().filter(|last| matches!(last, '.' | ' ')))
}

#[cfg(test)]
mod tests {
    use super::unportable;

    #[test]
    fn characters_that_windows_refuses_are_found() {
        for (name, character) in [("a:b.png", ':'), ("what?.html", '?'), ("a\tb", '\t'), ("dots.", '.'), ("end ", ' ')]
        {
            assert_eq!(unportable(name), Some(character), "{name}");
        }
        for name in [".nojekyll", "томск.html", "a b.css", "a’b.json", "x.1a2b3c4d.css"] {
            assert_eq!(unportable(name), None, "{name}");
        }
    }
}
