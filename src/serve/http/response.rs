//! Responses of HTTP/1.1.

use std::io::{self, Write};

/// A status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve) struct StatusCode(pub u16);

/// A complete response.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::serve) struct Response {
    pub(in crate::serve) status: StatusCode,
    pub(in crate::serve) headers: Vec<(&'static str, String)>,
    pub(in crate::serve) body: Vec<u8>,
}

impl Response {
    pub(in crate::serve) fn new(status: StatusCode, content_type: &str, body: Vec<u8>) -> Response {
        Response {
            status,
            headers: vec![("Content-Type", content_type.to_string())],
            body,
        }
    }

    /// Creates a response whose body is its status.
    pub(in crate::serve) fn from_status(status: StatusCode) -> Response {
        let body = format!("{} {}\n", status.0, status.reason_phrase());
        Response::new(status, "text/plain; charset=utf-8", body.into_bytes())
    }

    pub(in crate::serve) fn with(
        mut self,
        name: &'static str,
        value: impl Into<String>,
    ) -> Response {
        self.headers.push((name, value.into()));
        self
    }

    /// Writes head and body with one call, so that the body does not wait for the acknowledgement of the head.
    pub(in crate::serve) fn write(
        &self,
        to: &mut impl Write,
        head_only: bool,
        keep_alive: bool,
    ) -> io::Result<()> {
        let mut bytes = head(self.status, &self.headers);
        if self.status != StatusCode(304) {
            bytes.extend(format!("Content-Length: {}\r\n", self.body.len()).bytes());
        }
        bytes.extend(if keep_alive {
            &b"\r\n"[..]
        } else {
            b"Connection: close\r\n\r\n"
        });
        if !head_only && self.status != StatusCode(304) {
            bytes.extend(&self.body);
        }
        to.write_all(&bytes)
    }
}

/// Returns the status line and the common headers. The caller appends the empty line.
pub(in crate::serve) fn head(status: StatusCode, headers: &[(&'static str, String)]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", status.0, status.reason_phrase());
    let always = [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];
    for (name, value) in always
        .iter()
        .copied()
        .chain(headers.iter().map(|(name, value)| (*name, value.as_str())))
    {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.into_bytes()
}

impl StatusCode {
    fn reason_phrase(self) -> &'static str {
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
