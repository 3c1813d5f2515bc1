//! Where a request becomes an answer.

use std::net::SocketAddr;
use std::sync::Arc;

use super::address::{link, parameter, route};
use super::board::{Board, Revision};
use super::consequences::Bustle;
use super::edition::Edition;
use super::editor::Editor;
use super::guard::Guard;
use super::http::{Request, Response, Status};
use super::media::{content_type, fingerprint, is_page};
use super::state::state;
use crate::diagnostic::Speech;
use crate::site::Policy;

/// Answers for the current revision, and only to those whom the guard admits.
pub(super) struct Desk<E> {
    pub(super) board: Arc<Board<E>>,
    pub(super) bustle: Arc<Bustle>,
    pub(super) guard: Guard,
    pub(super) editor: Editor,
    /// The browser goes to the page that was saved.
    pub(super) follow: bool,
}

pub(super) enum Answer {
    Whole(Response),
    /// The connection is to be told of everything new from now on.
    Stream,
}

const SCRIPT: &str = concat!(
    "(() => {\n'use strict';\nconst CSS = `",
    include_str!("client/panel.css"),
    "`;\n",
    include_str!("client/words.js"),
    include_str!("client/morph.js"),
    include_str!("client/panel.js"),
    include_str!("client/client.js"),
    "})();\n"
);

/// The page in place of one that is not there: the policy, the title and a sentence, in both languages, stand in for `{…}`.
const STAND_IN: &str = "<!DOCTYPE html>\n<html lang=\"ru\">\n<head><meta charset=\"utf-8\">\
    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
    <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
    <title>{title}</title><link rel=\"stylesheet\" href=\"/_atlas/page.css\"></head>\n<body><h1>{title}</h1><p>{ru}</p>\
    <p lang=\"en\">{en}</p><p><a href=\"/\">На главную · Home</a></p></body>\n</html>\n";

/// Its style.
const STAND_IN_STYLE: &str =
    "body { font: 1.1rem/1.5 system-ui; margin: 4rem auto; max-width: 34rem; padding: 0 1rem }\n";

impl<E: Edition> Desk<E> {
    pub(super) fn answer(&self, request: &Request, local: SocketAddr, peer: SocketAddr) -> Answer {
        if !self.guard.admits(request, local) {
            return Answer::Whole(Response::bare(Status(403)));
        }
        let Some(route) = route(&request.target) else {
            return Answer::Whole(Response::bare(Status(400)));
        };
        let _busy = self.bustle.enter();
        Answer::Whole(match route.as_str() {
            "_atlas/events" if !request.head_only => return Answer::Stream,
            "_atlas/client.js" => Response::new(Status(200), content_type("client.js"), SCRIPT.into()),
            "_atlas/page.css" => Response::new(Status(200), content_type("page.css"), STAND_IN_STYLE.into()),
            "_atlas/state" => self.state(request, peer),
            _ => self.page(&self.board.current(), &route, request),
        })
    }

    fn state(&self, request: &Request, peer: SocketAddr) -> Response {
        let page = parameter(&request.target, "page").and_then(|address| self::route(&address)).unwrap_or_default();
        // Only on this machine is there an editor that could open the file, and only here are its paths nobody's secret.
        let editor = peer.ip().to_canonical().is_loopback().then_some(&self.editor);
        let english = parameter(&request.target, "lang").is_some_and(|lang| lang.starts_with("en"));
        let speech = if english { Speech::En } else { Speech::Ru };
        let state = state(&self.board, &file(&page), speech, editor, self.follow);
        Response::new(Status(200), content_type("state.json"), state.to_string().into_bytes())
    }

    fn page(&self, revision: &Revision<E>, asked: &str, request: &Request) -> Response {
        let route = file(asked);
        let policy = revision.edition.policy();
        if let Some(bytes) = revision.edition.bytes(&route) {
            return self.send(revision, Status(200), &route, bytes, request);
        }
        // A static host sends a reader who forgot the slash to the folder.
        if !asked.is_empty() && revision.edition.about(&format!("{asked}/index.html")).is_some() {
            return Response::bare(Status(308)).with("Location", format!("{}/", link(asked)));
        }
        if revision.edition.about(&route).is_some() {
            return self.send(revision, Status(500), "500.html", BROKEN.html(&policy), request);
        }
        // Not the site's own page for this: its links begin at the published site.
        self.send(revision, Status(404), "404.html", MISSING.html(&policy), request)
    }

    fn send(&self, revision: &Revision<E>, status: Status, route: &str, bytes: Vec<u8>, request: &Request) -> Response {
        let policy = revision.edition.policy();
        let tag = format!("\"{:016x}\"", fingerprint(&bytes));
        let known = request.if_none_match.as_deref().unwrap_or_default();
        let same = status == Status(200) && known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
        let (status, body) = match (same, is_page(route)) {
            (true, _) => (Status(304), Vec::new()),
            (false, true) => {
                let bytes = with_policy(bytes, &policy);
                (status, with_script(bytes, status, &tag, &self.board.name(revision.number)))
            }
            (false, false) => (status, bytes),
        };
        Response::new(status, content_type(route), body)
            .with("ETag", tag)
            .with("Content-Security-Policy", policy.for_preview().header())
    }
}

/// What stands in for a page, in Russian and English.
struct StandIn {
    title: &'static str,
    ru: &'static str,
    en: &'static str,
}

const MISSING: StandIn = StandIn {
    title: "Такой страницы нет",
    ru: "Она появится здесь сама, как только появится в атласе.",
    en: "There is no such page. It will show up here once the atlas has it.",
};

const BROKEN: StandIn = StandIn {
    title: "Страница не собирается",
    ru: "Почему, сказано внизу. Она появится здесь сама, как только ошибка будет исправлена.",
    en: "This page cannot be made; the reason is below. It will show up here once that is mended.",
};

impl StandIn {
    fn html(&self, policy: &Policy) -> Vec<u8> {
        // The policy comes last: nothing in it is replaced.
        let page = STAND_IN.replace("{title}", self.title).replace("{ru}", self.ru).replace("{en}", self.en);
        page.replace("{policy}", &policy.meta_html()).into()
    }
}

/// The file that a static host sends for an address that ends in a folder.
fn file(asked: &str) -> String {
    match asked.is_empty() || asked.ends_with('/') {
        true => format!("{asked}index.html"),
        false => asked.to_string(),
    }
}

/// The page with the preview's policy in place of the site's, where they differ.
fn with_policy(mut page: Vec<u8>, policy: &Policy) -> Vec<u8> {
    let (own, preview) = (policy.meta_html(), policy.for_preview().meta_html());
    let meta = format!("http-equiv=\"Content-Security-Policy\" content=\"{own}\"");
    if own != preview
        && let Some(at) = page.windows(meta.len()).position(|window| window == meta.as_bytes())
    {
        page.splice(at + meta.len() - own.len() - 1..at + meta.len() - 1, preview.into_bytes());
    }
    page
}

/// The page as it is, with the preview's script as the last thing in its body.
fn with_script(mut page: Vec<u8>, Status(status): Status, tag: &str, revision: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page.windows(END.len()).rposition(|window| window.eq_ignore_ascii_case(END)).unwrap_or(page.len());
    let tag = tag.trim_matches('"');
    let data = format!("data-status=\"{status}\" data-tag=\"{tag}\" data-revision=\"{revision}\"");
    let script = format!("<script src=\"/_atlas/client.js\" {data}></script>");
    page.splice(at..at, script.into_bytes());
    page
}

#[cfg(test)]
mod tests {
    use super::with_policy;
    use crate::site::Policy;

    #[test]
    fn the_policy_within_a_page_lets_the_preview_work() {
        let page = |policy: &Policy| {
            let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy.meta_html());
            format!("<head><meta charset=\"utf-8\">{meta}</head><p>{}</p>", policy.meta_html()).into_bytes()
        };
        let shown = |page: Vec<u8>, policy: &Policy| String::from_utf8_lossy(&with_policy(page, policy)).into_owned();
        let strict = Policy::parse("default-src 'none'; img-src \"x\"").expect("a policy");
        let own = shown(page(&strict), &strict);
        let wanted = "content=\"default-src 'none'; img-src &quot;x&quot;; script-src 'self'; connect-src 'self'\"></head><p>default-src 'none'; img-src &quot;x&quot;</p>";
        assert!(own.ends_with(wanted), "{own}");
        let usual = Policy::default();
        assert_eq!(with_policy(page(&usual), &usual), page(&usual));
        assert_eq!(shown(b"<head></head>".to_vec(), &strict), "<head></head>", "a layout without it");
    }
}
