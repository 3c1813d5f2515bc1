//! Host and Origin checks against DNS rebinding and cross-site requests.

use std::net::{IpAddr, SocketAddr};

use super::request::Request;

/// The host names under which the server answers.
#[derive(Clone, Debug)]
pub(in crate::serve) struct OriginPolicy {
    names: Vec<String>,
    /// True if `--host` was given, so that other machines may connect.
    open: bool,
}

impl OriginPolicy {
    /// Creates a policy for a server that listens on `host`, or on the loopback address, and has further names.
    pub(in crate::serve) fn new(host: Option<&str>, further: &[String]) -> OriginPolicy {
        let own = ["localhost", "127.0.0.1", "[::1]"]
            .into_iter()
            .map(String::from);
        let further = further.iter().map(|name| name.to_ascii_lowercase());
        let names = own
            .chain(host.map(str::to_ascii_lowercase))
            .chain(further)
            .collect();
        OriginPolicy {
            names,
            open: host.is_some(),
        }
    }

    /// Returns the host name of a request if it is none of ours and can be one: letters, digits, dots and hyphens.
    pub(in crate::serve) fn unknown_name<'r>(&self, request: &'r Request) -> Option<&'r str> {
        let name = without_port(request.host.as_deref()?);
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let is_known = self
            .names
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known));
        (!is_known && !name.is_empty() && name.chars().all(is_name)).then_some(name)
    }

    /// Returns true if a request to the address `local` has an allowed host and origin.
    pub(in crate::serve) fn allows(&self, request: &Request, local: SocketAddr) -> bool {
        let Some(host) = request.host.as_deref() else {
            return false;
        };
        // A foreign host name can resolve to this machine, but a browser does not send it as an address.
        let by_address = self.open
            && bare(host)
                .parse::<IpAddr>()
                .is_ok_and(|address| address == canonical(local.ip()));
        let by_name = self
            .names
            .iter()
            .any(|name| without_port(host).eq_ignore_ascii_case(name));
        let from = request.origin.as_deref();
        let from_us = from.is_none_or(|from| {
            from.strip_prefix("http://")
                .is_some_and(|from| from.eq_ignore_ascii_case(host))
        });
        (by_name || by_address) && from_us && !request.embedded_elsewhere
    }
}

/// Converts an IPv4-mapped IPv6 address, as browsers write it.
fn canonical(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() =>
        {
            name
        }
        _ => host,
    }
}

fn bare(host: &str) -> &str {
    without_port(host)
        .trim_start_matches('[')
        .trim_end_matches(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(asked: Option<&str>, host: Option<&str>, origin: Option<&str>) -> bool {
        let request = Request {
            host: host.map(String::from),
            origin: origin.map(String::from),
            ..Request::default()
        };
        OriginPolicy::new(asked, &["atlas.test".to_owned()])
            .allows(&request, SocketAddr::from(([192, 168, 1, 5], 7070)))
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for host in [
            "localhost",
            "Atlas.test:7070",
            "LOCALHOST:7070",
            "127.0.0.1:7070",
            "[::1]:7070",
            "[::1]",
        ] {
            assert!(allows(None, Some(host), None), "{host}");
        }
        let foreign = [
            "evil.example",
            "x.atlas.test",
            "localhost.evil.example",
            "127.0.0.1.evil.example:7070",
            "192.168.1.5:7070",
            "",
            "::1",
            ":7070",
        ];
        for host in foreign {
            assert!(!allows(None, Some(host), None), "{host}");
        }
        assert!(!allows(None, None, None));
    }

    #[test]
    fn a_phone_may_call_us_by_address() {
        assert!(allows(Some("0.0.0.0"), Some("192.168.1.5:7070"), None));
        assert!(allows(Some("atlas.lan"), Some("atlas.lan:7070"), None));
        assert!(!allows(Some("0.0.0.0"), Some("192.168.1.6:7070"), None));
        assert!(!allows(Some("0.0.0.0"), Some("evil.example:7070"), None));
    }

    #[test]
    fn only_our_own_pages_may_ask() {
        assert!(allows(
            None,
            Some("localhost:7070"),
            Some("http://localhost:7070")
        ));
        for origin in [
            "http://evil.example",
            "null",
            "https://localhost:7070",
            "http://localhost:9000",
            "http://localhost",
        ] {
            assert!(
                !allows(None, Some("localhost:7070"), Some(origin)),
                "{origin}"
            );
        }
    }
}
