//! As much of HTTP/1.1 as a browser needs to read a site: GET and HEAD, no bodies, connections kept open.

use std::io::{self, Write};

/// Heads that are longer are refused.
pub(super) const LONGEST_HEAD: usize = 8 * 1024;
const MOST_HEADERS: usize = 64;

/// What is looked at in the head of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Request {
    /// Only the head of the answer is wanted.
    pub(super) head_only: bool,
    /// Path and query as they were sent.
    pub(super) target: String,
    pub(super) host: Option<String>,
    pub(super) origin: Option<String>,
    /// A page of another site loads this as a part of itself.
    pub(super) embedded_elsewhere: bool,
    pub(super) if_none_match: Option<String>,
    pub(super) keep_alive: bool,
}

/// What a connection's bytes amount to so far.
#[derive(Debug, PartialEq)]
pub(super) enum Head {
    Partial,
    /// A request, and the number of bytes that were its head.
    Whole(Request, usize),
    Refused(Status),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Status(pub u16);

impl Head {
    pub(super) fn parse(bytes: &[u8]) -> Head {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(bytes) {
            Ok(httparse::Status::Complete(length)) if length <= LONGEST_HEAD => match request(&parsed) {
                Ok(request) => Head::Whole(request, length),
                Err(status) => Head::Refused(status),
            },
            Ok(httparse::Status::Partial) if bytes.len() < LONGEST_HEAD => Head::Partial,
            Ok(_) | Err(httparse::Error::TooManyHeaders) => Head::Refused(Status(431)),
            Err(_) => Head::Refused(Status(400)),
        }
    }
}

fn request(parsed: &httparse::Request) -> Result<Request, Status> {
    let head_only = match parsed.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Status(405)),
    };
    let http11 = parsed.version == Some(1);
    let target = parsed.path.ok_or(Status(400))?.to_string();
    let mut request = Request { head_only, target, keep_alive: http11, ..Request::default() };
    let (mut cross_site, mut navigates) = (false, false);
    for header in parsed.headers.iter() {
        let value = str::from_utf8(header.value).map_err(|_| Status(400))?.trim();
        match header.name.to_ascii_lowercase().as_str() {
            // Two hosts: whoever reads the first and whoever reads the second would disagree on what was allowed.
            "host" if request.host.is_some() => return Err(Status(400)),
            "host" => request.host = Some(value.into()),
            "origin" => request.origin = Some(value.into()),
            "if-none-match" => request.if_none_match = Some(value.into()),
            "sec-fetch-site" => cross_site = value.eq_ignore_ascii_case("cross-site"),
            "sec-fetch-mode" => navigates = value.eq_ignore_ascii_case("navigate"),
            "connection" => {
                let says = |word| value.split(',').any(|part| part.trim().eq_ignore_ascii_case(word));
                request.keep_alive = (http11 && !says("close")) || says("keep-alive");
            }
            "content-length" if value != "0" => return Err(Status(413)),
            "transfer-encoding" => return Err(Status(413)),
            _ => {}
        }
    }
    request.embedded_elsewhere = cross_site && !navigates;
    Ok(request)
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Response {
    pub(super) status: Status,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Response {
    pub(super) fn new(status: Status, content_type: &str, body: Vec<u8>) -> Response {
        Response { status, headers: vec![("Content-Type", content_type.to_string())], body }
    }

    /// A status with nothing but its own words.
    pub(super) fn bare(status: Status) -> Response {
        let body = format!("{} {}\n", status.0, status.words());
        Response::new(status, "text/plain; charset=utf-8", body.into_bytes())
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Response {
        self.headers.push((name, value.into()));
        self
    }

    /// Writes the answer in one piece: a head that is sent alone waits for the other side's acknowledgement.
    pub(super) fn write(&self, to: &mut impl Write, head_only: bool, keep_alive: bool) -> io::Result<()> {
        let mut bytes = head(self.status, &self.headers);
        if self.status != Status(304) {
            bytes.extend(format!("Content-Length: {}\r\n", self.body.len()).bytes());
        }
        bytes.extend(if keep_alive { &b"\r\n"[..] } else { b"Connection: close\r\n\r\n" });
        if !head_only && self.status != Status(304) {
            bytes.extend(&self.body);
        }
        to.write_all(&bytes)
    }
}

/// The status line and the headers that every answer has; the empty line that ends them is left to the caller.
pub(super) fn head(status: Status, headers: &[(&'static str, String)]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", status.0, status.words());
    let always = [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];
    for (name, value) in always.iter().copied().chain(headers.iter().map(|(name, value)| (*name, value.as_str()))) {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.into_bytes()
}

impl Status {
    fn words(self) -> &'static str {
        match self.0 {
            200 => "OK",
            304 => "Not Modified",
            308 => "Permanent Redirect",
            400 => "Bad Request",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            408 => "Request Timeout",
            413 => "Content Too Large",
            431 => "Request Header Fields Too Large",
            500 => "Internal Server Error",
            _ => "Service Unavailable",
        }
    }
}
