//! Addresses of pages: percent-encoded paths from the root, relative links and canonical addresses.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::route::Route;
use crate::site::{BaseUrl, UrlStyle};

/// The ASCII characters that are percent-encoded in a path segment (RFC 3986, 3.3).
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

/// The percent-encoded address of a page, relative to the root of the site: `clusters/zelenograd.html`, or
/// `clusters/zelenograd/` with [`UrlStyle::Folder`]. In that style the address of the home page is empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address(Arc<str>);

impl Address {
    /// Creates the address of a file.
    pub(super) fn new(route: &Route, style: UrlStyle) -> Address {
        let path = match style {
            UrlStyle::File => route.as_str(),
            UrlStyle::Folder => without_index(route.as_str()),
        };
        match Cow::from(utf8_percent_encode(path, SEGMENT)) {
            // Usually the address equals the route, and they share the text.
            Cow::Borrowed(path) if path.len() == route.as_str().len() => Address(route.0.clone()),
            address => Address(address.into()),
        }
    }

    /// Returns the address, relative to the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the canonical form of the address: without `index.html`.
    pub fn canonical_path(&self) -> &str {
        without_index(&self.0)
    }

    /// Returns the absolute canonical address.
    pub fn canonical(&self, base: &BaseUrl) -> String {
        [base.as_str(), self.canonical_path()].concat()
    }

    /// Returns the relative link from a page with this address to the root: `../` for each folder.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.bytes().filter(|b| *b == b'/').count())
    }
}

/// Returns a path without the file name `index.html`; `price-index.html` is another name.
fn without_index(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

/// Returns the link to an address from a page whose link to the root is `to_root`.
pub fn relative(to_root: &str, address: &Address) -> String {
    let mut link = String::with_capacity(to_root.len() + address.0.len());
    link.push_str(to_root);
    link.push_str(&address.0);
    if link.is_empty() {
        "./".to_owned()
    } else {
        link
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_in_both_styles() {
        let file = Address::new(&Route::new("en/clusters/a b.html"), UrlStyle::File);
        assert_eq!(file.as_str(), "en/clusters/a%20b.html");
        assert_eq!(file.to_root(), "../../");
        let folder = Address::new(&Route::new("clusters/x/index.html"), UrlStyle::Folder);
        assert_eq!(folder.as_str(), "clusters/x/");
        assert_eq!(folder.to_root(), "../../");
        let home = Address::new(&Route::new("index.html"), UrlStyle::Folder);
        assert_eq!(
            (
                home.as_str(),
                &*relative("", &home),
                &*relative("../", &home)
            ),
            ("", "./", "../")
        );
    }
}
