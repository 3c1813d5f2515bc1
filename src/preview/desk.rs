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

/// The page in place of one that is not there: the title and a sentence, in both languages, stand in for `{…}`.
const STAND_IN: &str = "<!DOCTYPE html>\n<html lang=\"ru\">\n<head><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
    <title>{title}</title></head>\n<body style=\"font: 1.1rem/1.5 system-ui; margin: 4rem auto; max-width: 34rem; \
    padding: 0 1rem\"><h1>{title}</h1><p>{ru}</p><p lang=\"en\">{en}</p><p><a href=\"/\">На главную · Home</a></p>\
    </body>\n</html>\n";

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
        if let Some(bytes) = revision.edition.bytes(&route) {
            return self.send(revision, Status(200), &route, bytes, request);
        }
        // A static host sends a reader who forgot the slash to the folder.
        if !asked.is_empty() && revision.edition.about(&format!("{asked}/index.html")).is_some() {
            return Response::bare(Status(308)).with("Location", format!("{}/", link(asked)));
        }
        if revision.edition.about(&route).is_some() {
            return self.send(revision, Status(500), "500.html", broken(), request);
        }
        // Not the site's own page for this: its links begin at the published site.
        self.send(revision, Status(404), "404.html", missing(), request)
    }

    fn send(&self, revision: &Revision<E>, status: Status, route: &str, bytes: Vec<u8>, request: &Request) -> Response {
        let tag = format!("\"{:016x}\"", fingerprint(&bytes));
        let known = request.if_none_match.as_deref().unwrap_or_default();
        let same = status == Status(200) && known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
        let (status, body) = match (same, is_page(route)) {
            (true, _) => (Status(304), Vec::new()),
            (false, true) => (status, with_script(bytes, status, &tag, &self.board.name(revision.number))),
            (false, false) => (status, bytes),
        };
        Response::new(status, content_type(route), body).with("ETag", tag)
    }
}

fn missing() -> Vec<u8> {
    let page = STAND_IN.replace("{title}", "Такой страницы нет");
    let page = page.replace("{ru}", "Она появится здесь сама, как только появится в атласе.");
    page.replace("{en}", "There is no such page. It will show up here once the atlas has it.").into()
}

fn broken() -> Vec<u8> {
    let page = STAND_IN.replace("{title}", "Страница не собирается");
    let page =
        page.replace("{ru}", "Почему, сказано внизу. Она появится здесь сама, как только ошибка будет исправлена.");
    page.replace("{en}", "This page cannot be made; the reason is below. It will show up here once that is mended.")
        .into()
}

/// The file that a static host sends for an address that ends in a folder.
fn file(asked: &str) -> String {
    match asked.is_empty() || asked.ends_with('/') {
        true => format!("{asked}index.html"),
        false => asked.to_string(),
    }
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
