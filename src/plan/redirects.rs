//! Old addresses that the host itself leads on from: the rules of `_redirects`.
//!
//! Each old address has a page of its own that leads on, on any host. A rule does the same at once, and search engines
//! understand it best; an old address for which the host takes no more rules keeps to its page.

use super::{PageKind, Plan};
use crate::diagnostic::{Code, Diagnostic};
use crate::site::{RedirectPrecedence, Redirects, Site};

/// From a page that has moved to the one where it is now, by their places in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redirect {
    from: u32,
    to: u32,
}

/// How the host of a site reads `_redirects`. One that needs to know the path of the site there is not told a wrong one.
pub(super) fn taken(site: &Site) -> Option<&'static Redirects> {
    let redirects = site.publishing.host?.redirects.as_ref()?;
    (redirects.first != RedirectPrecedence::File || site.base_url.is_some()).then_some(redirects)
}

/// The rules, as many as the host takes, and what there is to say of the rest.
pub(super) fn choose(site: &Site, plan: &Plan) -> (Vec<Redirect>, Option<Diagnostic>) {
    let (Some(host), Some(limits)) = (site.publishing.host, taken(site)) else { return (Vec::new(), None) };
    let (mut rules, mut bytes, mut all) = (Vec::new(), 0, 0);
    for (from, page) in plan.pages.iter().enumerate() {
        let PageKind::Moved(record, _) = page.kind else { continue };
        all += 1;
        let to = plan.of_records[page.language.index()][record.index()];
        let rule = Redirect { from: from as u32, to };
        let length = rule.line(site, plan).len();
        if rules.len() < limits.rules && length <= limits.rule && bytes + length < limits.bytes {
            bytes += length + 1;
            rules.push(rule);
        }
    }
    let left = all - rules.len();
    let diagnostic = (left > 0).then(|| {
        let (ru, en) = (
            format!("из {all} перенаправлений в _redirects поместились {}", rules.len()),
            format!("{} of {all} redirects found room in _redirects", rules.len()),
        );
        let advice = (
            "остальные старые адреса ведут дальше своими страницами",
            "the other old addresses lead on by their pages",
        );
        Diagnostic::new(Code::HostLimit, site.publishing.at.clone())
            .with("host", host.name)
            .with("words", ru)
            .with("words_en", en)
            .with("advice", advice.0)
            .with("advice_en", advice.1)
    });
    (rules, diagnostic)
}

impl Redirect {
    /// The rule in the dialect of the site's host, without a line end.
    pub fn line(&self, site: &Site, plan: &Plan) -> String {
        let first = site.publishing.host.and_then(|host| host.redirects.as_ref()).map(|redirects| redirects.first);
        let root = if first == Some(RedirectPrecedence::File) { root(site) } else { "/" };
        let code = if first == Some(RedirectPrecedence::FileUnlessForced) { "301!" } else { "301" };
        let [from, to] = [self.from, self.to].map(|page| plan.pages[page as usize].address.as_str());
        format!("{root}{from} {root}{to} {code}")
    }

    /// The place of the page that is not published, because the host would answer with it instead of by the rule.
    pub(super) fn hides(&self, site: &Site) -> Option<usize> {
        (taken(site)?.first == RedirectPrecedence::File).then_some(self.from as usize)
    }
}

/// The path of the site on its host; begins and ends with a slash.
fn root(site: &Site) -> &str {
    let base = site.base_url.as_deref().unwrap_or_default();
    let host = base.find("://").map_or(0, |scheme| scheme + 3);
    base[host..].find('/').map_or("/", |path| &base[host + path..])
}
