//! The server, over real sockets of this machine.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use crate::fake_site::Fake;
use innovation_atlas::serve::{ServeError, ServeOptions, TerminalUi, serve};
use innovation_atlas::site::Policy;

struct Site {
    root: PathBuf,
    port: u16,
}

impl Site {
    fn new(name: &str) -> Site {
        Site::with(name, ServeOptions::default())
    }
    fn with(name: &str, options: ServeOptions) -> Site {
        let root = std::env::temp_dir().join(format!("atlas-serve-{}-{name}", std::process::id()));
        _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("content/clusters")).unwrap();
        fs::create_dir_all(root.join("assets")).unwrap();
        fs::write(root.join("content/clusters/a.md"), "# Альфа\nтекст\n").unwrap();
        fs::write(root.join("content/clusters/b.md"), "# Бета\nтекст\n").unwrap();
        fs::write(root.join("assets/site.css"), "p{}").unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let options = ServeOptions {
            root: root.clone(),
            port: Some(port),
            ..options
        };
        thread::spawn(move || {
            let Err(error) = serve(
                &options,
                Fake::read,
                TerminalUi::new(std::io::sink(), false, false),
            );
            panic!("{error:?}");
        });
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            thread::sleep(Duration::from_millis(5));
        }
        Site { root, port }
    }
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(8)))
            .unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }
    /// The whole answer to these lines, with the connection closed after it.
    fn raw(&self, head: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }
    fn get(&self, target: &str) -> String {
        self.raw(&format!(
            "GET {target} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
            self.port
        ))
    }
    fn status(&self, head: &str) -> String {
        self.raw(head)
            .split(' ')
            .nth(1)
            .unwrap_or("closed")
            .to_string()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.root);
    }
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines().find_map(|line| {
        line.split_once(": ")
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v)
    })
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

#[test]
fn a_page_is_the_build_s_page_and_a_script() {
    let site = Site::new("page");
    let answer = site.get("/clusters/a.html");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert_eq!(
        header(&answer, "content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(header(&answer, "cache-control"), Some("no-store"));
    assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"));
    assert_eq!(header(&answer, "access-control-allow-origin"), None);
    let policy = Policy::default();
    assert_eq!(
        header(&answer, "content-security-policy"),
        Some(policy.header())
    );
    let page = body(&answer);
    let start = page.find("<script src=\"/_atlas/client.js\"").unwrap();
    let end = start + page[start..].find("</script>").unwrap() + "</script>".len();
    assert_eq!(&page[end..end + 7], "</body>");
    // The panel has the language of the program, whatever that of the page is.
    assert!(page[start..end].contains(" data-lang=\"ru\""), "{page}");
    let plain = format!("{}{}", &page[..start], &page[end..]);
    let edition = Fake::read(&site.root).unwrap();
    assert_eq!(
        plain.into_bytes(),
        innovation_atlas::serve::PreviewSite::bytes(&edition, "clusters/a.html").unwrap()
    );
}

#[test]
fn without_an_editor_no_request_opens_a_line() {
    let site = Site::new("open");
    let page = site.get("/clusters/a.html");
    assert!(!page.contains("data-open"), "{page}");
    for target in [
        "/_atlas/open",
        "/_atlas/open?token=&page=/clusters/a.html&text=a",
    ] {
        let answer = site.get(target);
        assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    }
}

#[test]
fn a_page_that_a_browser_has_is_not_sent_again() {
    let site = Site::new("again");
    let answer = site.get("/clusters/a.html");
    let tag = header(&answer, "etag").unwrap();
    let host = format!("Host: localhost:{}\r\nConnection: close\r\n", site.port);
    let again = site.raw(&format!(
        "GET /clusters/a.html HTTP/1.1\r\n{host}If-None-Match: {tag}\r\n\r\n"
    ));
    assert!(again.starts_with("HTTP/1.1 304 "), "{again}");
    assert_eq!(body(&again), "");
    let head = site.raw(&format!("HEAD /clusters/a.html HTTP/1.1\r\n{host}\r\n"));
    assert_eq!(
        header(&head, "content-length"),
        header(&answer, "content-length")
    );
    assert_eq!(body(&head), "");
    assert_eq!(
        header(&site.get("/assets/site.css"), "content-type"),
        Some("text/css; charset=utf-8")
    );
    assert!(site.get("/").contains("Индекс"));
}

#[test]
fn a_page_that_is_not_there_runs_nothing_of_others() {
    let site = Site::new("missing");
    let policy = Policy::default();
    let missing = site.get("/nothing.html");
    assert!(missing.starts_with("HTTP/1.1 404 "));
    assert!(missing.contains("<html lang=\"ru\">"), "{missing}");
    let meta = format!(
        "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        policy.meta_html()
    );
    assert!(
        missing.contains(&meta) && !missing.contains("style=") && !missing.contains("<style"),
        "{missing}"
    );
    assert_eq!(
        header(&missing, "content-security-policy"),
        Some(policy.header())
    );
    assert_eq!(
        header(&site.get("/_atlas/page.css"), "content-type"),
        Some("text/css; charset=utf-8")
    );
    assert!(site.get("/_atlas/client.js").contains("EventSource"));
}

#[test]
fn a_save_is_served_and_announced() {
    let site = Site::new("save");
    let mut events = site.connect();
    write!(
        events,
        "GET /_atlas/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )
    .unwrap();
    let mut announced = String::new();
    let mut buffer = [0; 4096];
    let mut hear = |announced: &mut String, what: &str| {
        while !announced.contains(what) {
            let read = events.read(&mut buffer).unwrap();
            announced.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
    };
    hear(&mut announced, ".0\"}");
    thread::sleep(Duration::from_millis(100));
    fs::write(site.root.join("content/clusters/a.md"), "# Альфа\nновое\n").unwrap();
    hear(&mut announced, ".1\"}");
    assert!(site.get("/clusters/a.html").contains("новое"));
    // A touch is not a change.
    fs::write(site.root.join("content/clusters/a.md"), "# Альфа\nновое\n").unwrap();
    thread::sleep(Duration::from_millis(200));
    let state = site.get("/_atlas/state?page=/clusters/a.html");
    assert!(body(&state).contains(".1\""), "{state}");
    assert!(state.contains("vscode://file/"), "{state}");
    // The title changed, so the index did.
    fs::write(site.root.join("content/clusters/a.md"), "# Гамма\nновое\n").unwrap();
    thread::sleep(Duration::from_millis(300));
    let state: serde_json::Value =
        serde_json::from_str(body(&site.get("/_atlas/state?page=/clusters/a.html"))).unwrap();
    let pages = &state["consequences"]["pages"];
    assert_eq!(
        (pages[0]["name"].as_str(), pages[1]["url"].as_str()),
        (Some("Гамма"), Some("/index.html")),
        "{state}"
    );
}

#[test]
fn strangers_are_refused() {
    let site = Site::new("strangers");
    let ask = |headers: &str| {
        site.status(&format!(
            "GET / HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"
        ))
    };
    let port = site.port;
    assert_eq!(ask(&format!("Host: localhost:{port}\r\n")), "200");
    assert_eq!(
        ask(&format!(
            "Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        )),
        "200"
    );
    assert_eq!(ask(""), "403");
    assert_eq!(ask("Host: evil.example\r\n"), "403");
    assert_eq!(ask(&format!("Host: 192.168.1.1:{port}\r\n")), "403");
    assert_eq!(
        ask(&format!("Host: localhost:{port}\r\nHost: evil.example\r\n")),
        "400"
    );
    assert_eq!(
        ask(&format!(
            "Host: localhost:{port}\r\nOrigin: http://evil.example\r\n"
        )),
        "403"
    );
    assert_eq!(
        ask(&format!("Host: localhost:{port}\r\nOrigin: null\r\n")),
        "403"
    );
    assert_eq!(
        ask("Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"),
        "403"
    );
    assert_eq!(
        ask("Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"),
        "200"
    );
}

/// Targets that lead out of the site, or are none.
const BAD_TARGETS: [&str; 13] = [
    "/../site.toml",
    "/..%2fsite.toml",
    "/%2e%2e/site.toml",
    "/%2E%2E%2Fsite.toml",
    "/..%5csite.toml",
    "/..\\site.toml",
    "/assets/../../x",
    "/assets/%00",
    "/%c0%ae%c0%ae/x",
    "/%e0%80%ae%e0%80%ae/x",
    "/%ff",
    "//etc/passwd",
    "/%",
];

#[test]
fn what_is_no_request_is_refused() {
    let site = Site::new("requests");
    let host = "Host: localhost\r\n";
    assert_eq!(
        site.status(&format!(
            "POST / HTTP/1.1\r\n{host}Content-Length: 3\r\n\r\nabc"
        )),
        "405"
    );
    assert_eq!(
        site.status(&format!(
            "GET / HTTP/1.1\r\n{host}Content-Length: 3\r\n\r\nabc"
        )),
        "413"
    );
    assert_eq!(
        site.status(&format!(
            "GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        )),
        "413"
    );
    assert_eq!(
        site.status(&format!("GET /{} HTTP/1.1\r\n{host}\r\n", "a".repeat(9000))),
        "431"
    );
    assert_eq!(
        site.status(&format!(
            "GET / HTTP/1.1\r\n{host}{}\r\n",
            "A: b\r\n".repeat(100)
        )),
        "431"
    );
    assert_eq!(site.status("\x16\x03\x01 nonsense\r\n\r\n"), "400");
    assert_eq!(
        site.status(&format!("GET http://localhost/ HTTP/1.1\r\n{host}\r\n")),
        "400"
    );
    for way in BAD_TARGETS {
        assert!(site.get(way).starts_with("HTTP/1.1 400 "), "{way}");
    }
    for way in [
        "/%252e%252e/site.toml",
        "/..%c0%af",
        "/....//x",
        "/site.toml",
        "/content/clusters/a.md",
    ] {
        assert!(!site.get(way).starts_with("HTTP/1.1 200 "), "{way}");
    }
}

#[test]
fn a_connection_stays_open_for_many_requests() {
    let site = Site::new("alive");
    let mut stream = site.connect();
    for _ in 0..200 {
        write!(
            stream,
            "GET /clusters/a.html HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        let mut buffer = [0; 16384];
        while !answer.ends_with(b"</html>\n") {
            let read = stream.read(&mut buffer).unwrap();
            assert_ne!(read, 0);
            answer.extend(&buffer[..read]);
        }
    }
    // Two requests in one packet are two answers.
    write!(
        stream,
        "{}",
        "GET /assets/site.css HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2)
    )
    .unwrap();
    let mut answers = String::new();
    while answers.matches("p{}").count() < 2 {
        let mut buffer = [0; 4096];
        let read = stream.read(&mut buffer).unwrap();
        answers.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
}

#[test]
fn slow_connections_stall_nobody() {
    let site = Site::new("slow");
    let mut slow: Vec<_> = (0..200).map(|_| site.connect()).collect();
    for stream in &mut slow {
        _ = stream.write_all(b"GET / HT");
    }
    let mut streams: Vec<_> = (0..100).map(|_| site.connect()).collect();
    for stream in &mut streams {
        _ = write!(
            stream,
            "GET /_atlas/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
        );
    }
    for n in 0..20 {
        _ = slow[n * 7].write_all(b"T");
        // A client that had to wait for the slow ones would run into the limit of its connection, eight seconds.
        let answer = site.get("/clusters/a.html");
        assert!(answer.starts_with("HTTP/1.1 200"), "{n}: {answer}");
    }
    // Nor do readers who take nothing.
    let mut readers: Vec<_> = (0..100).map(|_| site.connect()).collect();
    for reader in &mut readers {
        _ = write!(
            reader,
            "{}",
            "GET /_atlas/client.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(150)
        );
    }
    assert!(site.get("/clusters/a.html").starts_with("HTTP/1.1 200"));
    // A head that does not come to an end is ended.
    drop((slow, streams, readers));
    let mut last = site.connect();
    last.write_all(b"GET / HT").unwrap();
    let mut answer = String::new();
    last.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[test]
fn a_taken_port_is_reported() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let options = ServeOptions {
        root: std::env::temp_dir(),
        port: Some(port),
        ..ServeOptions::default()
    };
    let Err(error) = serve(
        &options,
        Fake::read,
        TerminalUi::new(std::io::sink(), false, false),
    );
    assert!(
        matches!(error, ServeError::PortTaken(taken) if taken == port),
        "{error:?}"
    );
}
