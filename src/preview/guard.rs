//! Whose requests are answered. A browser sends what any page of the web tells it to, also to this machine; what gives
//! such a request away is the name by which it calls us, and the page that it says it comes from.

use std::net::{IpAddr, SocketAddr};

use super::http::Request;

/// The names by which this server may be called.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    names: Vec<String>,
    /// Asked for by `--host`: others in the network may read.
    open: bool,
}

impl Guard {
    /// A guard for a server that was asked to listen as `host`, or to stay on this machine.
    pub(super) fn new(host: Option<&str>) -> Guard {
        let own = ["localhost", "127.0.0.1", "[::1]"].into_iter().map(String::from);
        let names = own.chain(host.map(str::to_ascii_lowercase)).collect();
        Guard { names, open: host.is_some() }
    }

    /// Whether a request that reached us at the address `local` is one of ours.
    pub(super) fn admits(&self, request: &Request, local: SocketAddr) -> bool {
        let Some(host) = request.host.as_deref() else {
            return false;
        };
        // An attacker can make a name of theirs lead here, but cannot make a browser take that name for an address.
        let by_address =
            self.open && bare(host).parse::<IpAddr>().is_ok_and(|address| address == canonical(local.ip()));
        let by_name = self.names.iter().any(|name| without_port(host).eq_ignore_ascii_case(name));
        let from = request.origin.as_deref();
        let from_us =
            from.is_none_or(|from| from.strip_prefix("http://").is_some_and(|from| from.eq_ignore_ascii_case(host)));
        (by_name || by_address) && from_us && !request.embedded_elsewhere
    }
}

/// An IPv4 address that came through an IPv6 socket, as browsers write it.
fn canonical(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}

fn bare(host: &str) -> &str {
    without_port(host).trim_start_matches('[').trim_end_matches(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(asked: Option<&str>, host: Option<&str>, origin: Option<&str>) -> bool {
        let request = Request { host: host.map(String::from), origin: origin.map(String::from), ..Request::default() };
        Guard::new(asked).admits(&request, SocketAddr::from(([192, 168, 1, 5], 7070)))
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for host in ["localhost", "LOCALHOST:7070", "127.0.0.1:7070", "[::1]:7070", "[::1]"] {
            assert!(admits(None, Some(host), None), "{host}");
        }
        let foreign = [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:7070",
            "192.168.1.5:7070",
            "",
            "::1",
            ":7070",
        ];
        for host in foreign {
            assert!(!admits(None, Some(host), None), "{host}");
        }
        assert!(!admits(None, None, None));
    }

    #[test]
    fn a_phone_may_call_us_by_address() {
        assert!(admits(Some("0.0.0.0"), Some("192.168.1.5:7070"), None));
        assert!(admits(Some("atlas.lan"), Some("atlas.lan:7070"), None));
        assert!(!admits(Some("0.0.0.0"), Some("192.168.1.6:7070"), None));
        assert!(!admits(Some("0.0.0.0"), Some("evil.example:7070"), None));
    }

    #[test]
    fn only_our_own_pages_may_ask() {
        assert!(admits(None, Some("localhost:7070"), Some("http://localhost:7070")));
        for origin in
            ["http://evil.example", "null", "https://localhost:7070", "http://localhost:9000", "http://localhost"]
        {
            assert!(!admits(None, Some("localhost:7070"), Some(origin)), "{origin}");
        }
    }
}
