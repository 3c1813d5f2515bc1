//! Classification of the URLs of links and images.

use crate::record::model::LinkTarget;
use crate::source::SourcePath;

/// The classified URL of a link or image.
pub(super) enum UrlTarget {
    /// A URL of another site, an email address or a telephone number.
    External(String),
    /// A URL that is not allowed.
    Refused,
    /// A target within this site, with its anchor.
    Internal(LinkTarget, Option<Box<str>>),
}

/// Splits a relative URL into its path and its decoded anchor. The query is dropped.
pub(super) fn split_anchor(url: &str) -> (&str, Option<Box<str>>) {
    let (path, anchor) = url
        .split_once('#')
        .map_or((url, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    (
        path,
        anchor.map(|anchor| {
            percent_encoding::percent_decode_str(anchor)
                .decode_utf8_lossy()
                .into()
        }),
    )
}

/// Resolves the relative link of a file to a path of the site. `None` if it points outside the site.
pub(super) fn resolve_path(file: &str, link: &str) -> Option<SourcePath> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    let link = match link.strip_prefix('/') {
        Some(rest) => {
            parts.truncate(1);
            rest
        }
        None => link,
    };
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(SourcePath::new(&parts.join("/")))
}
