//! Redirects of the host: the rules of `_redirects`.
//!
//! Each former address has a redirect page on any host. Search engines understand rules of the host better. Former addresses
//! above the limits of the host keep their redirect page.

use super::model::Plan;
use super::redirect::{Redirect, host_redirects};
use crate::diagnostic::{Code, Diagnostic};
use crate::site::{BaseUrl, Host, RedirectPrecedence, Site};

/// Returns the rules within the limits of the host, and a diagnostic if there are more.
pub(super) fn rules(site: &Site, plan: &Plan) -> (Vec<Redirect>, Option<Diagnostic>) {
    let (Some(host), Some(limits)) = (site.publishing.host, host_redirects(site)) else {
        return (Vec::new(), None);
    };
    let (mut rules, mut bytes, mut all) = (Vec::new(), 0, 0);
    for (from, page) in plan.pages.iter().enumerate() {
        let Some(to) = plan.current_page(page) else {
            continue;
        };
        all += 1;
        let rule = Redirect {
            from: from as u32,
            to,
        };
        let length = rule.line(site, plan).len();
        if rules.len() < limits.rules && length <= limits.rule && bytes + length < limits.bytes {
            bytes += length + 1;
            rules.push(rule);
        }
    }
    let diagnostic = (all > rules.len()).then(|| too_many(site, host, rules.len(), all));
    (rules, diagnostic)
}

fn too_many(site: &Site, host: &Host, kept: usize, all: usize) -> Diagnostic {
    Diagnostic::new(Code::HostLimit, site.publishing.at.clone())
        .with("host", host.name)
        .with(
            "words",
            format!("из {all} перенаправлений в _redirects поместились {kept}"),
        )
        .with(
            "words_en",
            format!("{kept} of {all} redirects found room in _redirects"),
        )
        .with(
            "advice",
            "остальные старые адреса ведут дальше своими страницами",
        )
        .with(
            "advice_en",
            "the other old addresses lead on by their pages",
        )
}

impl Redirect {
    /// Returns the rule in the syntax of the host, without a line end.
    pub fn line(self, site: &Site, plan: &Plan) -> String {
        let redirects = site
            .publishing
            .host
            .and_then(|host| host.redirects.as_ref());
        let precedence = redirects.map(|redirects| redirects.precedence);
        let root = match precedence {
            Some(RedirectPrecedence::File) => site.base_url.as_ref().map_or("/", BaseUrl::path),
            _ => "/",
        };
        let code = if precedence == Some(RedirectPrecedence::FileUnlessForced) {
            "301!"
        } else {
            "301"
        };
        let [from, to] =
            [self.from, self.to].map(|page| plan.pages[page as usize].address.as_str());
        format!("{root}{from} {root}{to} {code}")
    }
}
