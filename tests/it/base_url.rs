//! The address of a site comes from `site.toml` or from `--base-url`, and both take the same.

use crate::program::{Site, check};

const GOOD: [&str; 6] = [
    "https://example.org",
    "https://example.org/",
    "https://example.org/atlas/",
    "http://localhost:8000/atlas",
    "https://атлас.рф/карта/",
    "http://[::1]:8000/",
];

const BAD: [&str; 15] = [
    "example.org",
    "/x/",
    "nonsense <x>",
    "https://",
    "https:///atlas/",
    "ftp://example.org/",
    "javascript:alert(1)//",
    "https://example.org/?a=1",
    "https://example.org/#a",
    "https://example.org/a b/",
    "https://name@example.org/",
    "https://example.org/\"onload=",
    "https://example.org/\u{202e}x",
    "https://example.org/x\n",
    "https://example.org\\@evil.example/",
];

fn in_settings(url: &str) -> bool {
    let site = Site::small();
    let quoted = url
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    site.write(
        "site.toml",
        &format!("title = \"А\"\nlanguages = [\"ru\"]\nbase_url = \"{quoted}\"\n"),
    );
    let found = check(&site);
    assert!(
        found.iter().all(|found| found.code == "bad-setting"),
        "{url}: {found:?}"
    );
    found.is_empty()
}

fn on_the_command_line(url: &str) -> bool {
    let site = Site::small();
    let answer = site.run(&["build", "--base-url", url]);
    if answer.code() != 0 {
        assert_eq!(answer.code(), 2, "{url}: {}", answer.err());
        assert!(
            answer
                .err()
                .contains("ожидается адрес сайта, например https://example.org/atlas/"),
            "{}",
            answer.err()
        );
        assert!(!site.path("public").exists(), "{url}: nothing is written");
    }
    answer.code() == 0
}

#[test]
fn both_take_an_address_of_the_web_and_nothing_else() {
    for url in GOOD {
        assert_eq!(
            (in_settings(url), on_the_command_line(url)),
            (true, true),
            "{url}"
        );
    }
    for url in BAD {
        assert_eq!(
            (in_settings(url), on_the_command_line(url)),
            (false, false),
            "{url:?}"
        );
    }
    assert!(!on_the_command_line(""));
}
