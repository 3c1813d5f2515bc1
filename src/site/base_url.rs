//! The base address of a site.

use std::fmt;

use crate::diagnostic::visible;

/// The absolute address of the root of a site. It ends with a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Parses `base_url` of `site.toml`, or `--base-url`. Adds a missing slash at the end. `None` unless it is an HTTP
    /// address with a host, and without a query, a fragment, a user name, or characters that a URL cannot have.
    pub fn parse(url: &str) -> Option<BaseUrl> {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))?;
        let host = rest.split('/').next().unwrap_or_default();
        let is_host = host.starts_with(char::is_alphanumeric) || host.starts_with('[');
        let is_forbidden = |c: char| c.is_whitespace() || "?#<>\"'`\\^{|}".contains(c);
        let has_invisible = visible(url) != url;
        if !is_host || host.contains('@') || rest.contains(is_forbidden) || has_invisible {
            return None;
        }
        let slash = if url.ends_with('/') { "" } else { "/" };
        Some(BaseUrl(format!("{url}{slash}")))
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
