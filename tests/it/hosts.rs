//! What is published for a host: what it leads on from itself, and what it would not take.

use std::collections::BTreeMap;

use crate::program::{Site, check, published};

/// A small site for a host, with more settings.
fn site(host: &str, settings: &str) -> Site {
    let site = Site::small();
    let text = format!(
        "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n{settings}\n[host]\nname = \"{host}\"\n"
    );
    site.write("site.toml", &text);
    site
}

fn names(site: &Site) -> Vec<String> {
    published(&site.path("public")).into_keys().collect()
}

#[test]
fn a_page_that_would_hide_a_rule_is_not_published() {
    let address = "base_url = \"https://example.org/a/\"";
    let plain = "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n";
    let site = site("gitlab-pages", address);
    site.write("content/people/a.md", "---\nname: Анна\naka: [old]\n---\n");
    site.build().expect_success();
    let rules =
        "/a/people/old.html /a/people/a.html 301\n/a/en/people/old.html /a/en/people/a.html 301\n";
    assert_eq!(site.read("public/_redirects"), rules);
    assert!(
        !names(&site).iter().any(|name| name.ends_with("old.html")),
        "{:?}",
        names(&site)
    );
    site.write("site.toml", plain);
    site.build().expect_success();
    assert!(
        !names(&site).contains(&"_redirects".to_owned()),
        "no host, no rules"
    );
    assert!(
        site.read("public/people/old.html")
            .contains("url=../people/a.html")
    );
    site.write(
        "site.toml",
        &format!("{plain}{address}\nurls = \"folder\"\n[host]\nname = \"gitlab-pages\"\n"),
    );
    site.build().expect_success();
    assert!(
        !site.path("public/people/old").exists() && !site.path("public/people/old.html").exists()
    );
    assert!(site.path("public/people/a/index.html").exists());
}

#[test]
fn rules_beyond_those_that_a_host_takes_stay_pages() {
    let site = site("gitlab-pages", "base_url = \"https://example.org/\"");
    let old: Vec<String> = (0..501).map(|number| format!("old-{number}")).collect();
    site.write(
        "content/people/a.md",
        &format!("---\nname: Анна\naka: [{}]\n---\n", old.join(", ")),
    );
    let answer = site.build();
    answer.expect_success();
    assert!(
        answer
            .err()
            .contains("из 1002 перенаправлений в _redirects поместились 1000"),
        "{}",
        answer.err()
    );
    let pages = names(&site)
        .iter()
        .filter(|name| name.contains("/old-"))
        .count();
    assert_eq!(
        (site.read("public/_redirects").lines().count(), pages),
        (1000, 2)
    );
}

#[test]
fn a_file_that_is_too_large_is_reported_before_anything_is_published() {
    let site = site("cloudflare-pages", "");
    site.build().expect_success();
    let before = published(&site.path("public"));
    site.write("assets/large.txt", &"x".repeat(26_214_401));
    let found: Vec<_> = check(&site)
        .into_iter()
        .filter(|found| found.code == "host-limit")
        .collect();
    assert_eq!(
        (found.len(), &*found[0].path, found[0].line),
        (1, "site.toml", 5),
        "{found:?}"
    );
    assert!(
        found[0].message.ends_with("занимает 26.3 МБ, а можно 26.2"),
        "{found:?}"
    );
    site.write(
        "site.toml",
        &(site.read("site.toml") + "[check]\nhost-limit = \"error\"\n"),
    );
    let answer = site.build();
    assert_eq!(answer.code(), 1, "{}", answer.err());
    assert!(
        answer.err().contains(&found[0].message) && answer.err().contains("Ничего не опубликовано"),
        "{}",
        answer.err()
    );
    assert_eq!(
        published(&site.path("public")),
        before,
        "nothing has changed"
    );
    assert_eq!(check(&site).len(), 1, "check finds the same");
    site.write(
        "site.toml",
        &site.read("site.toml").replace("\"error\"", "\"off\""),
    );
    let answer = site.build();
    answer.expect_success();
    assert_eq!(answer.err(), "");
}

#[test]
fn the_files_of_the_search_are_counted_too() {
    let site = site("cloudflare-pages", "");
    site.build().expect_success();
    let all = names(&site).len();
    let found = |files: usize| {
        // Assets fill the site up to some number of files.
        let folder = site.path("assets/fill");
        let _ = std::fs::remove_dir_all(&folder);
        (all..files).for_each(|number| {
            site.write(&format!("assets/fill/{number}.txt"), &number.to_string());
        });
        check(&site)
            .into_iter()
            .map(|found| found.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(found(20_000), [""; 0]);
    assert_eq!(
        found(20_001),
        ["предел хоста «cloudflare-pages»: файлов 20001, а можно 20000"]
    );
    let answer = site.build();
    assert!(answer.err().contains("файлов 20001"), "{}", answer.err());
}

#[cfg(unix)]
#[test]
fn a_path_longer_than_a_key_is_reported_at_its_file() {
    let site = site("s3", "");
    let path = format!("assets/{}x.txt", format!("{}/", "d".repeat(199)).repeat(5));
    site.write(&path, "x");
    assert_eq!(check(&site), []);
    let path = path.replace("x.txt", "long-name-of-a-file.txt");
    site.write(&path, "x");
    let found = check(&site);
    assert_eq!(
        (found.len(), &*found[0].code, &*found[0].path),
        (1, "host-limit", &*path)
    );
}

/// Every text is beside itself in both encodings where that is smaller, and nothing else is.
fn expect_texts_beside_themselves(files: &BTreeMap<String, Vec<u8>>) {
    let plainly: Vec<&String> = files
        .keys()
        .filter(|name| !name.ends_with(".gz") && !name.ends_with(".br"))
        .collect();
    for (name, bytes) in files {
        let of = name.trim_end_matches(".gz").trim_end_matches(".br");
        assert!(
            plainly.contains(&&of.to_owned()),
            "{name} is beside its file"
        );
        assert!(
            of == name || bytes.len() < files[of].len(),
            "{name} is smaller"
        );
        assert!(of == name || !of.ends_with(".jpg"), "{name} is a text");
    }
    let compressed = |ending: &str| files.keys().filter(|name| name.ends_with(ending)).count();
    assert!(
        compressed(".html.gz") == compressed(".html")
            && compressed(".html.br") == compressed(".html"),
        "{:?}",
        files.keys()
    );
    assert!(
        files.contains_key("robots.txt") && !files.contains_key("robots.txt.gz"),
        "which would be larger"
    );
    for name in [
        "people/a.html",
        "search/ru/index.js",
        "data/atlas.json",
        "sitemap.xml",
    ] {
        let known = files.contains_key(name) == (name != "sitemap.xml");
        assert!(
            known && files.contains_key(&format!("{name}.gz")) == (name != "sitemap.xml"),
            "{name}"
        );
    }
}

#[test]
fn a_text_stands_compressed_beside_itself_for_as_long_as_it_is_wanted() {
    let site = site("nginx", "");
    let plain = site.read("site.toml");
    site.write("assets/photo.jpg", &"x".repeat(9000));
    site.write(
        "site.toml",
        &(plain.clone() + "precompress = [\"gz\", \"br\"]\n"),
    );
    site.write(
        "content/people/a.md",
        &format!(
            "---\nname: Анна\n---\n{}\n",
            "Слово за словом. ".repeat(9999)
        ),
    );
    site.build().expect_success();
    let out = site.path("public");
    let first = published(&out);
    assert!(
        first["people/a.html"].len() > 250_000,
        "larger than what is held in memory"
    );
    expect_texts_beside_themselves(&first);
    let answer = site.build();
    answer.expect_success();
    assert!(answer.out().contains("записано 0,"), "{}", answer.out());
    assert_eq!(published(&out), first);
    // What does not say what its file says is made again; what was never finished, too.
    for (name, bytes) in [
        ("people/a.html.gz", &first["index.html.gz"][..]),
        ("index.html.br", b""),
    ] {
        std::fs::write(out.join(name), bytes).expect("a file");
    }
    std::fs::remove_file(out.join("index.html.gz")).expect("removed");
    site.build().expect_success();
    assert_eq!(published(&out), first);
    site.run(&["build", "--out", "fresh"]).expect_success();
    assert_eq!(published(&site.path("fresh")), first, "the same twice");
    expect_a_change_like_a_fresh_build(&site);
    site.write("site.toml", &plain);
    site.build().expect_success();
    assert!(
        !names(&site)
            .iter()
            .any(|name| name.ends_with(".gz") || name.ends_with(".br")),
        "{:?}",
        names(&site)
    );
}

/// What is changed and built again is what is built from nothing.
fn expect_a_change_like_a_fresh_build(site: &Site) {
    site.write("content/people/a.md", "---\nname: Анна\n---\nДругое.\n");
    site.build().expect_success();
    std::fs::remove_dir_all(site.path("fresh")).expect("removed");
    site.run(&["build", "--out", "fresh"]).expect_success();
    assert_eq!(
        published(&site.path("public")),
        published(&site.path("fresh")),
        "the same as if it had never been otherwise"
    );
}

#[test]
fn a_compressed_file_of_somebody_else_is_left_alone() {
    let site = site("nginx", "");
    site.build().expect_success();
    site.write("public/index.html.gz", "чужое");
    site.write(
        "site.toml",
        &(site.read("site.toml") + "precompress = [\"gz\"]\n"),
    );
    let answer = site.build();
    assert_eq!(answer.code(), 2, "{}", answer.err());
    assert!(answer.err().contains("index.html.gz"), "{}", answer.err());
    assert_eq!(site.read("public/index.html.gz"), "чужое");
}

#[test]
fn check_counts_what_build_compresses() {
    let site = site("cloudflare-pages", "");
    site.write(
        "site.toml",
        &(site.read("site.toml") + "precompress = [\"br\", \"gz\"]\n"),
    );
    site.build().expect_success();
    let all = names(&site).len();
    (all..19_999)
        .for_each(|number| site.write(&format!("assets/fill/{number}.jpg"), &number.to_string()));
    site.write("assets/fill/long.txt", &"x".repeat(999));
    let found: Vec<String> = check(&site)
        .into_iter()
        .map(|found| found.message)
        .collect();
    assert_eq!(
        found,
        ["предел хоста «cloudflare-pages»: файлов 20002, а можно 20000"]
    );
    assert!(site.build().err().contains(&found[0]));
}

#[test]
fn a_build_stops_at_what_a_site_is_allowed() {
    let site = site("nginx", "");
    site.build().expect_success();
    let before = published(&site.path("public"));
    let size: usize = before.values().map(Vec::len).sum();
    let plain = site.read("site.toml");
    site.write(
        "site.toml",
        &format!("{plain}most_megabytes = {}\n", size / 1_000_000 + 1),
    );
    site.build().expect_success();
    assert_eq!(check(&site), []);
    site.write(
        "site.toml",
        &format!("{plain}most_megabytes = {}\n", size / 1_000_000),
    );
    site.write("content/people/b.md", "---\nname: Борис\n---\n");
    let answer = site.build();
    assert_eq!(answer.code(), 1, "{}", answer.err());
    assert!(
        answer.err().contains("too-much-output") && answer.err().contains("Ничего не опубликовано"),
        "{}",
        answer.err()
    );
    assert_eq!(
        published(&site.path("public")),
        before,
        "nothing has changed"
    );
    let found = check(&site);
    assert_eq!(
        (found.len(), &*found[0].code),
        (1, "too-much-output"),
        "{found:?}"
    );
}

/// What a stranger's records come to has a bound that grows with their size and no faster.
#[test]
fn the_allowance_is_known_beforehand() {
    let site = innovation_atlas::site::read(&innovation_atlas::source::Tree::from_files(
        Default::default(),
    ))
    .value;
    let allowed =
        |languages, records, assets| site.publishing.size_budget(languages, records, assets);
    assert_eq!(allowed(2, 0, 0), 1_000_000_000);
    assert_eq!(
        allowed(2, 16 << 20, 5),
        1_000_000_000 + 200 * (16 << 20) + 5
    );
    assert_eq!(allowed(32, u64::MAX, u64::MAX), u64::MAX);
}
