//! How links name pages: relative, so that one build works at any place on any host.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::Route;
use crate::site::UrlStyle;

/// What stands in a path segment of a URL as it is (RFC 3986, 3.3), letters of other scripts excepted.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']')
    .add(b'\'')
    .add(b'&')
    .add(b':');

/// The address of a page from the site's root, percent-encoded: `clusters/zelenograd.html`, or `clusters/zelenograd/`
/// where addresses are folders. The root itself is empty in that style.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address(Arc<str>);

impl Address {
    /// The address of a file.
    pub(super) fn of(route: &Route, style: UrlStyle) -> Address {
        let path = match style {
            UrlStyle::File => route.as_str(),
            UrlStyle::Folder => match route.as_str().strip_suffix("index.html") {
                Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
                _ => route.as_str(),
            },
        };
        match Cow::from(utf8_percent_encode(path, SEGMENT)) {
            // Nearly all are one text.
            Cow::Borrowed(path) if path.len() == route.as_str().len() => Address(route.0.clone()),
            address => Address(address.into()),
        }
    }

    /// The address from the site's root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What leads from a page with this address to the site's root: nothing, or `../` once for each folder.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.bytes().filter(|b| *b == b'/').count())
    }
}

/// A link to an address from a page whose way to the root is known.
pub fn relative(to_root: &str, address: &Address) -> String {
    let mut link = String::with_capacity(to_root.len() + address.0.len());
    link.push_str(to_root);
    link.push_str(&address.0);
    if link.is_empty() { "./".to_owned() } else { link }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_in_both_styles() {
        let file = Address::of(&Route::new("en/clusters/a b.html"), UrlStyle::File);
        assert_eq!(file.as_str(), "en/clusters/a%20b.html");
        assert_eq!(file.to_root(), "../../");
        let folder = Address::of(&Route::new("clusters/x/index.html"), UrlStyle::Folder);
        assert_eq!(folder.as_str(), "clusters/x/");
        assert_eq!(folder.to_root(), "../../");
        let home = Address::of(&Route::new("index.html"), UrlStyle::Folder);
        assert_eq!((home.as_str(), &*relative("", &home), &*relative("../", &home)), ("", "./", "../"));
    }
}
