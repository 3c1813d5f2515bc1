//! Conversion between request targets and routes.

/// Parses a request target as a route, such as `clusters/zelenograd.html`.
///
/// Returns `None` for `..`, a backslash, an encoded separator or control character, and bytes that are not UTF-8.
pub(in crate::serve) fn route(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let parts = path.split('/').map(decode).collect::<Option<Vec<_>>>()?;
    let last = parts.len() - 1;
    let plain = |(n, part): (usize, &String)| match part.as_str() {
        "" => n == last,
        "." | ".." => false,
        part => !part.contains(['/', '\\']) && !part.contains(char::is_control),
    };
    parts.iter().enumerate().all(plain).then(|| parts.join("/"))
}

/// Returns the value of a query parameter.
pub(in crate::serve) fn parameter(target: &str, name: &str) -> Option<String> {
    let (_, query) = target.split_once('?')?;
    query
        .split('&')
        .find_map(|pair| decode(pair.strip_prefix(name)?.strip_prefix('=')?))
}

/// Returns the URL path of a route.
pub fn link(route: &str) -> String {
    format!("/{}", encode(route))
}

/// Percent-encodes all bytes except unreserved characters and `/` (RFC 3986).
pub(in crate::serve) fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Decodes percent-encoding once. `None` means that it is invalid, or not UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                high << 4 | low
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_routes() {
        assert_eq!(route("/").as_deref(), Some(""));
        assert_eq!(route("/en/").as_deref(), Some("en/"));
        assert_eq!(
            route("/clusters/zelenograd.html?x=/../#y").as_deref(),
            Some("clusters/zelenograd.html")
        );
        assert_eq!(route("/%D0%BC%D0%B8.html").as_deref(), Some("ми.html"));
        assert_eq!(route("/a%20b...html").as_deref(), Some("a b...html"));
        assert_eq!(link("ми ?.html"), "/%D0%BC%D0%B8%20%3F.html");
        assert_eq!(
            parameter("/s?a=1&page=%2Fx%26", "page").as_deref(),
            Some("/x&")
        );
    }

    #[test]
    fn no_path_escapes_the_site() {
        let paths = [
            "",
            "x",
            "*",
            "http://localhost/x",
            "//",
            "/a//b",
            "/.",
            "/..",
            "/../x",
            "/a/../b",
            "/a/..",
            "/%2e%2e/x",
            "/%2E./x",
            "/.%2e",
            "/%2e",
            "/..%2fx",
            "/a%2fb",
            "/..%5cx",
            "/a\\b",
            "/a%5Cb",
            "/a%00",
            "/%0a",
            "/%7f",
            "/%",
            "/%4",
            "/%zz",
            "/%+1",
            "/%c0%ae%c0%ae/x",
            "/%c0%af",
            "/%e0%80%ae",
            "/%ff",
            "/%u002e",
        ];
        for path in paths {
            assert_eq!(route(path), None, "{path}");
        }
        // A target that is encoded twice is an ordinary name.
        assert_eq!(route("/%252e%252e/x").as_deref(), Some("%2e%2e/x"));
    }
}
