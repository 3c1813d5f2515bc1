//! Request heads of HTTP/1.1: GET and HEAD, without bodies (RFC 9112).

use super::response::StatusCode;

/// Limit of a request head, in bytes.
pub(in crate::serve) const LONGEST_HEAD: usize = 8 * 1024;
const MOST_HEADERS: usize = 64;

/// The evaluated parts of a request head.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::serve) struct Request {
    /// True for HEAD.
    pub(in crate::serve) head_only: bool,
    /// Path and query as sent.
    pub(in crate::serve) target: String,
    pub(in crate::serve) host: Option<String>,
    pub(in crate::serve) origin: Option<String>,
    /// True if a page of another site embeds the resource.
    pub(in crate::serve) embedded_elsewhere: bool,
    pub(in crate::serve) if_none_match: Option<String>,
    pub(in crate::serve) keep_alive: bool,
}

/// The parse result of the bytes so far.
#[derive(Debug, PartialEq)]
pub(in crate::serve) enum RequestHead {
    Partial,
    /// A request, and the length of its head in bytes.
    Whole(Request, usize),
    Refused(StatusCode),
}

impl RequestHead {
    pub(in crate::serve) fn parse(bytes: &[u8]) -> RequestHead {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(bytes) {
            Ok(httparse::Status::Complete(length)) if length <= LONGEST_HEAD => {
                match request(&parsed) {
                    Ok(request) => RequestHead::Whole(request, length),
                    Err(status) => RequestHead::Refused(status),
                }
            }
            Ok(httparse::Status::Partial) if bytes.len() < LONGEST_HEAD => RequestHead::Partial,
            Ok(_) | Err(httparse::Error::TooManyHeaders) => RequestHead::Refused(StatusCode(431)),
            Err(_) => RequestHead::Refused(StatusCode(400)),
        }
    }
}

fn request(parsed: &httparse::Request) -> Result<Request, StatusCode> {
    let head_only = match parsed.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(StatusCode(405)),
    };
    let http11 = parsed.version == Some(1);
    let target = parsed.path.ok_or(StatusCode(400))?.to_string();
    let mut request = Request {
        head_only,
        target,
        keep_alive: http11,
        ..Request::default()
    };
    let (mut cross_site, mut navigates) = (false, false);
    for header in parsed.headers.iter() {
        let value = str::from_utf8(header.value)
            .map_err(|_| StatusCode(400))?
            .trim();
        match header.name.to_ascii_lowercase().as_str() {
            // With two host headers, two readers could disagree about the host.
            "host" if request.host.is_some() => return Err(StatusCode(400)),
            "host" => request.host = Some(value.into()),
            "origin" => request.origin = Some(value.into()),
            "if-none-match" => request.if_none_match = Some(value.into()),
            "sec-fetch-site" => cross_site = value.eq_ignore_ascii_case("cross-site"),
            "sec-fetch-mode" => navigates = value.eq_ignore_ascii_case("navigate"),
            "connection" => {
                let says = |word| {
                    value
                        .split(',')
                        .any(|part| part.trim().eq_ignore_ascii_case(word))
                };
                request.keep_alive = (http11 && !says("close")) || says("keep-alive");
            }
            "content-length" if value != "0" => return Err(StatusCode(413)),
            "transfer-encoding" => return Err(StatusCode(413)),
            _ => {}
        }
    }
    request.embedded_elsewhere = cross_site && !navigates;
    Ok(request)
}
