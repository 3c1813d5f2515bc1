//! A redirect of the host.

use crate::site::{RedirectPrecedence, Redirects, Site};

/// A redirect from a former address to the current page, as indexes in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redirect {
    pub(super) from: u32,
    pub(super) to: u32,
}

impl Redirect {
    /// Returns the index of the redirect page if it must not be published, because the host would prefer it to the rule.
    pub(super) fn shadowed_page(self, site: &Site) -> Option<usize> {
        (host_redirects(site)?.precedence == RedirectPrecedence::File).then_some(self.from as usize)
    }
}

/// Returns how the host reads `_redirects`. `None` if it does not, or if its rules need a missing `base_url`.
pub(super) fn host_redirects(site: &Site) -> Option<&'static Redirects> {
    let redirects = site.publishing.host?.redirects.as_ref()?;
    (redirects.precedence != RedirectPrecedence::File || site.base_url.is_some())
        .then_some(redirects)
}
