//! Request router of the preview server: pages, `/_atlas/state`, `/_atlas/events`, client script.

use std::net::SocketAddr;
use std::sync::Arc;

use super::activity::ActivityCounter;
use super::editor::Editor;
use super::error_page::{self, BROKEN, MISSING};
use super::http::fingerprint::fingerprint;
use super::http::mime::{content_type, is_page};
use super::http::origin_check::OriginPolicy;
use super::http::request::Request;
use super::http::response::{Response, StatusCode};
use super::http::url::{link, parameter, route};
use super::site::PreviewSite;
use super::source_click::ClickReceiver;
use super::state::state;
use super::state_channel::{SiteRevision, StateChannel};
use crate::site::Policy;
use crate::text::MessageLanguage;

/// Answers requests from the current revision, if the origin policy allows them.
pub(super) struct Router<E> {
    pub(super) channel: Arc<StateChannel<E>>,
    pub(super) activity: Arc<ActivityCounter>,
    pub(super) origin_policy: OriginPolicy,
    pub(super) editor: Editor,
    /// Lets the browser navigate to the saved page.
    pub(super) follow: bool,
    /// Where clicks go, if an editor started the preview.
    pub(super) clicks: Option<ClickReceiver>,
}

pub(super) enum RouterReply {
    Whole(Response),
    /// The connection becomes a stream of events.
    Stream,
}

const SCRIPT: &str = concat!(
    "(() => {\n'use strict';\nconst CSS = `",
    include_str!("client/panel.css"),
    "`;\n",
    include_str!("client/words.js"),
    include_str!("client/morph.js"),
    include_str!("client/panel.js"),
    include_str!("client/source.js"),
    include_str!("client/client.js"),
    "})();\n"
);

impl<E: PreviewSite> Router<E> {
    pub(super) fn handle(
        &self,
        request: &Request,
        local: SocketAddr,
        peer: SocketAddr,
    ) -> RouterReply {
        if !self.origin_policy.allows(request, local) {
            return RouterReply::Whole(self.forbidden(request));
        }
        let Some(route) = route(&request.target) else {
            return RouterReply::Whole(Response::from_status(StatusCode(400)));
        };
        let _busy = self.activity.start();
        RouterReply::Whole(match route.as_str() {
            "_atlas/events" if !request.head_only => return RouterReply::Stream,
            "_atlas/client.js" => {
                Response::new(StatusCode(200), content_type("client.js"), SCRIPT.into())
            }
            "_atlas/page.css" => Response::new(
                StatusCode(200),
                content_type("page.css"),
                error_page::STYLE.into(),
            ),
            "_atlas/state" => self.state(request, peer),
            "_atlas/open" => self.click(request),
            _ => self.page(&self.channel.current(), &route, request),
        })
    }

    /// The answer to a request that is not for us; it names the option that allows the host.
    fn forbidden(&self, request: &Request) -> Response {
        let Some(name) = self.origin_policy.unknown_name(request) else {
            return Response::from_status(StatusCode(403));
        };
        let text = format!(
            "403 Forbidden\n\nЭто имя сервер не знает. Если оно ваше: atlas serve --allow-host {name}\n\
             The server does not know this name. If it is yours: atlas serve --allow-host {name}\n"
        );
        Response::new(StatusCode(403), content_type("forbidden.txt"), text.into())
    }

    /// Passes a click on to the editor.
    fn click(&self, request: &Request) -> Response {
        let receiver = self.clicks.as_ref().filter(|_| !request.head_only);
        let is_received = receiver.is_some_and(|clicks| clicks.receive(&request.target));
        Response::from_status(StatusCode(if is_received { 200 } else { 403 }))
    }

    /// Returns the policy of pages: one that an editor started may stand in its panel, and nowhere else.
    fn page_policy(&self, policy: &Policy) -> Policy {
        match self.clicks {
            Some(_) => policy.for_editor(),
            None => policy.for_preview(),
        }
    }

    fn state(&self, request: &Request, peer: SocketAddr) -> Response {
        let page = parameter(&request.target, "page")
            .and_then(|address| self::route(&address))
            .unwrap_or_default();
        self.channel.set_opened(&file(&page));
        // Only a browser on this machine can open the editor, and only it may see paths of this machine.
        let editor = peer
            .ip()
            .to_canonical()
            .is_loopback()
            .then_some(&self.editor);
        let english = parameter(&request.target, "lang").is_some_and(|lang| lang.starts_with("en"));
        let message_language = if english {
            MessageLanguage::En
        } else {
            MessageLanguage::Ru
        };
        let state = state(
            &self.channel,
            &file(&page),
            message_language,
            editor,
            self.follow,
        );
        Response::new(
            StatusCode(200),
            content_type("state.json"),
            state.to_string().into_bytes(),
        )
    }

    fn page(&self, revision: &SiteRevision<E>, asked: &str, request: &Request) -> Response {
        let route = file(asked);
        let policy = revision.site.policy();
        if let Some(bytes) = revision.site.bytes(&route) {
            return self.send(revision, StatusCode(200), &route, bytes, request);
        }
        // Like a static host, redirects a folder without its slash.
        if !asked.is_empty()
            && revision
                .site
                .route_info(&format!("{asked}/index.html"))
                .is_some()
        {
            return Response::from_status(StatusCode(308))
                .with("Location", format!("{}/", link(asked)));
        }
        if revision.site.route_info(&route).is_some() {
            return self.send(
                revision,
                StatusCode(500),
                "500.html",
                BROKEN.html(revision.site.message_language(), &policy),
                request,
            );
        }
        // The site's own 404 page is not used, because its links are absolute URLs of the published site.
        self.send(
            revision,
            StatusCode(404),
            "404.html",
            MISSING.html(revision.site.message_language(), &policy),
            request,
        )
    }

    fn send(
        &self,
        revision: &SiteRevision<E>,
        status: StatusCode,
        route: &str,
        bytes: Vec<u8>,
        request: &Request,
    ) -> Response {
        let policy = revision.site.policy();
        let tag = format!("\"{:016x}\"", fingerprint(&bytes));
        let known = request.if_none_match.as_deref().unwrap_or_default();
        let same = status == StatusCode(200)
            && known
                .split(',')
                .any(|known| known.trim().trim_start_matches("W/") == tag);
        let (status, body) = match (same, is_page(route)) {
            (true, _) => (StatusCode(304), Vec::new()),
            (false, true) => {
                let bytes = with_policy(bytes, &policy);
                (
                    status,
                    with_script(
                        bytes,
                        status,
                        &tag,
                        &self.channel.name(revision.number),
                        revision.site.message_language(),
                        self.clicks.as_ref().map(ClickReceiver::token),
                    ),
                )
            }
            (false, false) => (status, bytes),
        };
        Response::new(status, content_type(route), body)
            .with("ETag", tag)
            .with(
                "Content-Security-Policy",
                self.page_policy(&policy).header(),
            )
    }
}

/// Returns the file that a static host sends for a path; `index.html` for a folder.
fn file(asked: &str) -> String {
    match asked.is_empty() || asked.ends_with('/') {
        true => format!("{asked}index.html"),
        false => asked.to_string(),
    }
}

/// Replaces the site's policy in a page by that of the preview, if they differ.
fn with_policy(mut page: Vec<u8>, policy: &Policy) -> Vec<u8> {
    let (own, preview) = (policy.meta_html(), policy.for_preview().meta_html());
    let meta = format!("http-equiv=\"Content-Security-Policy\" content=\"{own}\"");
    if own != preview
        && let Some(at) = page
            .windows(meta.len())
            .position(|window| window == meta.as_bytes())
    {
        page.splice(
            at + meta.len() - own.len() - 1..at + meta.len() - 1,
            preview.into_bytes(),
        );
    }
    page
}

/// Inserts the client script at the end of the body.
fn with_script(
    mut page: Vec<u8>,
    StatusCode(status): StatusCode,
    tag: &str,
    revision: &str,
    language: MessageLanguage,
    token: Option<&str>,
) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page
        .windows(END.len())
        .rposition(|window| window.eq_ignore_ascii_case(END))
        .unwrap_or(page.len());
    let tag = tag.trim_matches('"');
    let language = language.code();
    let data = format!(
        "data-status=\"{status}\" data-tag=\"{tag}\" data-revision=\"{revision}\" data-lang=\"{language}\""
    );
    let token = token.map_or_else(String::new, |token| format!(" data-open=\"{token}\""));
    let script = format!("<script src=\"/_atlas/client.js\" {data}{token}></script>");
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
            let meta = format!(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
                policy.meta_html()
            );
            format!(
                "<head><meta charset=\"utf-8\">{meta}</head><p>{}</p>",
                policy.meta_html()
            )
            .into_bytes()
        };
        let shown = |page: Vec<u8>, policy: &Policy| {
            String::from_utf8_lossy(&with_policy(page, policy)).into_owned()
        };
        let strict = Policy::parse("default-src 'none'; img-src \"x\"").expect("a policy");
        let own = shown(page(&strict), &strict);
        let wanted = "content=\"default-src 'none'; img-src &quot;x&quot;; script-src 'self'; connect-src 'self'\"></head><p>default-src 'none'; img-src &quot;x&quot;</p>";
        assert!(own.ends_with(wanted), "{own}");
        let usual = Policy::default();
        assert_eq!(with_policy(page(&usual), &usual), page(&usual));
        assert_eq!(
            shown(b"<head></head>".to_vec(), &strict),
            "<head></head>",
            "a layout without it"
        );
    }
}
