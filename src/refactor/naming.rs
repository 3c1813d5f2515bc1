//! The places of all files that name a record.

use rayon::prelude::*;

use crate::diagnostic::Location;
use crate::record::{self, Body, Link, RecordName};
use crate::site::Site;
use crate::source::{SourcePath, Tree};

/// A place that may name a record.
#[derive(Clone, Debug)]
pub(super) enum Naming {
    /// A scalar that is a name.
    Name(RecordName),
    /// A link of a text.
    Link(Link),
}

/// Returns all names and links of files that contain one of some texts.
pub(super) fn namings(tree: &Tree, site: &Site, texts: &[String]) -> Vec<Naming> {
    let files: Vec<_> = tree.folder("content").collect();
    let of_files = files.into_par_iter().map(|(path, file)| {
        let mut found = Vec::new();
        let Ok(text) = file.text() else { return found };
        let text = crate::text::folding::nfc(text.into());
        // An address may spell other letters with percent signs.
        let is_naming =
            texts.iter().any(|wanted| text.contains(wanted.as_str())) || text.contains('%');
        if !is_naming {
            return found;
        }
        let parsed = record::parse(path, file, site).value;
        for record in &parsed.records {
            record.visit_names(&mut |name| found.push(Naming::Name(name.clone())));
            record
                .texts()
                .for_each(|text| add_links(text.body, &mut found));
        }
        if let Some(page) = &parsed.free_page {
            add_links(&page.body, &mut found);
        }
        found
    });
    let mut found: Vec<Naming> = of_files.flatten().collect();
    found.extend(site.all_default_sources().map(|source| {
        Naming::Name(RecordName {
            text: source.text.as_str().into(),
            at: source.at.clone(),
        })
    }));
    found
}

fn add_links(body: &Body, found: &mut Vec<Naming>) {
    found.extend(body.links.iter().cloned().map(Naming::Link));
}

impl Naming {
    pub(super) fn at(&self) -> &Location {
        match self {
            Naming::Name(name) => &name.at,
            Naming::Link(link) => &link.at,
        }
    }
}

/// Returns the lines of layouts that contain a text as a word: nobody knows whether they name the record.
pub(super) fn lines_of_layouts(tree: &Tree, id: &str) -> Vec<(SourcePath, usize)> {
    let mut found = Vec::new();
    for (path, file) in tree.folder("layouts") {
        let Ok(text) = file.text() else { continue };
        for (number, line) in text.lines().enumerate() {
            let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            let is_word = line.match_indices(id).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + id.len()..].chars().next();
                !before.is_some_and(is_part) && !after.is_some_and(is_part)
            });
            if is_word {
                found.push((path.clone(), number + 1));
            }
        }
    }
    found
}
