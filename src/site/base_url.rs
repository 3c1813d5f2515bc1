//! The base address of a site.

use std::fmt;

/// The absolute address of the root of a site. It ends with a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Creates a base address; a missing slash at the end is added.
    pub fn new(url: &str) -> BaseUrl {
        BaseUrl(if url.ends_with('/') {
            url.to_owned()
        } else {
            format!("{url}/")
        })
    }

    /// Parses `base_url` of `site.toml`. `None` unless it is an HTTP address without a query or fragment.
    pub(super) fn parse(url: &str) -> Option<BaseUrl> {
        let is_valid = (url.starts_with("https://") || url.starts_with("http://"))
            && !url.contains(['?', '#', ' ']);
        is_valid.then(|| BaseUrl::new(url))
    }

    /// Returns the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path of the site on its host. It starts and ends with a slash.
    pub fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |scheme| scheme + 3);
        self.0[host..]
            .find('/')
            .map_or("/", |path| &self.0[host + path..])
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
