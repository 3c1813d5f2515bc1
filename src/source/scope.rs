//! The part of a site that is read.

use std::collections::BTreeSet;
use std::ops::Bound;

use super::path::SourcePath;

/// The part of a site that is read.
pub(super) enum ScanScope {
    /// All files.
    Whole,
    /// Some paths, and everything below them.
    Below(BTreeSet<SourcePath>),
}

/// The relation of a path to a scope.
#[derive(PartialEq, Eq)]
pub(super) enum ScopeRelation {
    Inside,
    /// A parent folder of a path of the scope.
    Parent,
    Outside,
}

impl ScanScope {
    /// Whether a path is in the scope.
    pub(super) fn contains(&self, path: &SourcePath) -> bool {
        self.relation(path) == ScopeRelation::Inside
    }

    /// Returns the names of the entries of a folder that lead to the scope. `None`: all of them do.
    pub(super) fn entries_of(&self, folder: &str) -> Option<BTreeSet<&str>> {
        let path = SourcePath::new(folder);
        let ScanScope::Below(paths) = self else {
            return None;
        };
        let below = format!("{}/", path.as_str());
        let names = paths.iter().filter_map(|path| {
            let rest = path.as_str().strip_prefix(&below)?;
            rest.split('/').next()
        });
        (!self.contains(&path)).then(|| names.collect())
    }

    /// Returns the relation of a path to the scope.
    pub(super) fn relation(&self, path: &SourcePath) -> ScopeRelation {
        let ScanScope::Below(paths) = self else {
            return ScopeRelation::Inside;
        };
        let name = path.as_str();
        let ancestors = name.match_indices('/').map(|(at, _)| &name[..at]);
        if ancestors
            .chain([name])
            .any(|ancestor| paths.contains(ancestor))
        {
            return ScopeRelation::Inside;
        }
        let below = format!("{name}/");
        match paths
            .range::<str, _>((Bound::Included(&*below), Bound::Unbounded))
            .next()
        {
            Some(next) if next.as_str().starts_with(&below) => ScopeRelation::Parent,
            _ => ScopeRelation::Outside,
        }
    }
}
