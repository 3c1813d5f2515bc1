//! Clicks in the preview that open their source in the editor that started it.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::mpsc::Sender;

use super::http::url::{parameter, route};

/// The limit of the text of a click, in bytes of the request target.
const MAX_TARGET: usize = 6000;

/// A click on a text of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceClick {
    /// The route of the page.
    pub route: String,
    /// The text that was clicked.
    pub text: String,
}

/// Passes clicks on, if they carry the token of this run.
#[derive(Clone, Debug)]
pub(super) struct ClickReceiver {
    token: String,
    clicks: Sender<SourceClick>,
}

impl ClickReceiver {
    /// Makes a token of 128 bits that no other page can guess.
    pub(super) fn new(clicks: Sender<SourceClick>) -> ClickReceiver {
        // The keys of this hasher come from the system's source of randomness.
        let random = RandomState::new();
        let token = format!("{:016x}{:016x}", random.hash_one(1), random.hash_one(2));
        ClickReceiver { token, clicks }
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Passes the click of a request on. Returns false if it has no token, or is no click.
    pub(super) fn receive(&self, target: &str) -> bool {
        let is_ours = parameter(target, "token").is_some_and(|token| token == self.token);
        if !is_ours || target.len() > MAX_TARGET {
            return false;
        }
        let page = parameter(target, "page").and_then(|page| route(&page));
        let (Some(route), Some(text)) = (page, parameter(target, "text")) else {
            return false;
        };
        self.clicks.send(SourceClick { route, text }).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_click_needs_the_token_of_this_run() {
        let (sender, clicks) = channel();
        let receiver = ClickReceiver::new(sender);
        let other = ClickReceiver::new(channel().0);
        assert_ne!(receiver.token(), other.token());
        assert_eq!(receiver.token().len(), 32);
        let target = |token: &str| format!("/_atlas/open?token={token}&page=/a.html&text=%D1%8F");
        for wrong in ["", other.token(), &receiver.token()[1..]] {
            assert!(!receiver.receive(&target(wrong)), "{wrong}");
        }
        assert!(!receiver.receive("/_atlas/open?page=/a.html&text=b"));
        assert!(clicks.try_recv().is_err());
        assert!(receiver.receive(&target(receiver.token())));
        let click = clicks.try_recv().expect("a click");
        assert_eq!((click.route.as_str(), click.text.as_str()), ("a.html", "я"));
    }
}
