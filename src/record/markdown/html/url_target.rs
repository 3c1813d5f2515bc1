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

/// Returns the target of `[[record#heading]]`, and of `[[#heading]]` in the same text.
pub(super) fn wiki_target(url: &str) -> UrlTarget {
    let (name, anchor) = url.split_once('#').map_or((url, None), |(name, anchor)| {
        // Of nested headings the last one is the target.
        (name, anchor.rsplit('#').next())
    });
    let anchor = anchor.map(str::trim).filter(|anchor| !anchor.is_empty());
    let anchor = anchor.map(|anchor| {
        percent_encoding::percent_decode_str(anchor)
            .decode_utf8_lossy()
            .into()
    });
    let name = name.trim();
    let name = name.strip_suffix(".md").unwrap_or(name);
    match (name, &anchor) {
        ("", Some(_)) => UrlTarget::Internal(LinkTarget::Here, anchor),
        _ => UrlTarget::Internal(LinkTarget::Record(SourcePath::new(name).into()), anchor),
    }
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
pub(in crate::record) fn resolve_path(file: &str, link: &str) -> Option<SourcePath> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    let link = match link.strip_prefix('/') {
        // From the root of the repository, as on its pages.
        Some(rest) if rest.starts_with("assets/") || rest.starts_with("content/") => {
            parts.clear();
            rest
        }
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
