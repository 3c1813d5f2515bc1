//! What is published for a host: what it leads on from itself, and what it would not take.

mod program;

use program::{Site, check, published};

/// A small site for a host, with more settings.
fn site(host: &str, settings: &str) -> Site {
    let site = Site::small();
    let text = format!("title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n{settings}\n[host]\nname = \"{host}\"\n");
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
    let rules = "/a/people/old.html /a/people/a.html 301\n/a/en/people/old.html /a/en/people/a.html 301\n";
    assert_eq!(site.read("public/_redirects"), rules);
    assert!(!names(&site).iter().any(|name| name.ends_with("old.html")), "{:?}", names(&site));
    site.write("site.toml", plain);
    site.build().expect_success();
    assert!(!names(&site).contains(&"_redirects".to_owned()), "no host, no rules");
    assert!(site.read("public/people/old.html").contains("url=../people/a.html"));
    site.write("site.toml", &format!("{plain}{address}\nurls = \"folder\"\n[host]\nname = \"gitlab-pages\"\n"));
    site.build().expect_success();
    assert!(!site.path("public/people/old").exists() && !site.path("public/people/old.html").exists());
    assert!(site.path("public/people/a/index.html").exists());
}

#[test]
fn rules_beyond_those_that_a_host_takes_stay_pages() {
    let site = site("gitlab-pages", "base_url = \"https://example.org/\"");
    let old: Vec<String> = (0..501).map(|number| format!("old-{number}")).collect();
    site.write("content/people/a.md", &format!("---\nname: Анна\naka: [{}]\n---\n", old.join(", ")));
    let answer = site.build();
    answer.expect_success();
    assert!(answer.err().contains("из 1002 перенаправлений в _redirects поместились 1000"), "{}", answer.err());
    let pages = names(&site).iter().filter(|name| name.contains("/old-")).count();
    assert_eq!((site.read("public/_redirects").lines().count(), pages), (1000, 2));
}

#[test]
fn a_file_that_is_too_large_is_told_before_anything_is_published() {
    let site = site("cloudflare-pages", "");
    site.build().expect_success();
    let before = published(&site.path("public"));
    site.write("assets/large.txt", &"x".repeat(26_214_401));
    let told: Vec<_> = check(&site).into_iter().filter(|found| found.code == "host-limit").collect();
    assert_eq!((told.len(), &*told[0].path, told[0].line), (1, "site.toml", 5), "{told:?}");
    assert!(told[0].message.ends_with("занимает 26.3 МБ, а можно 26.2"), "{told:?}");
    site.write("site.toml", &(site.read("site.toml") + "[check]\nhost-limit = \"error\"\n"));
    let answer = site.build();
    assert_eq!(answer.code(), 1, "{}", answer.err());
    assert!(
        answer.err().contains(&told[0].message) && answer.err().contains("Ничего не опубликовано"),
        "{}",
        answer.err()
    );
    assert_eq!(published(&site.path("public")), before, "nothing has changed");
    assert_eq!(check(&site).len(), 1, "check finds the same");
    site.write("site.toml", &site.read("site.toml").replace("\"error\"", "\"off\""));
    let answer = site.build();
    answer.expect_success();
    assert_eq!(answer.err(), "");
}

#[test]
fn the_files_of_the_search_are_counted_too() {
    let site = site("cloudflare-pages", "");
    site.build().expect_success();
    let all = names(&site).len();
    let told = |files: usize| {
        // Assets fill the site up to some number of files.
        let folder = site.path("assets/fill");
        let _ = std::fs::remove_dir_all(&folder);
        (all..files).for_each(|number| site.write(&format!("assets/fill/{number}.txt"), &number.to_string()));
        check(&site).into_iter().map(|found| found.message).collect::<Vec<_>>()
    };
    assert_eq!(told(20_000), [""; 0]);
    assert_eq!(told(20_001), ["предел хоста «cloudflare-pages»: файлов 20001, а можно 20000"]);
    let answer = site.build();
    assert!(answer.err().contains("файлов 20001"), "{}", answer.err());
}

#[cfg(unix)]
#[test]
fn a_path_longer_than_a_key_is_told_at_its_file() {
    let site = site("s3", "");
    let path = format!("assets/{}x.txt", format!("{}/", "d".repeat(199)).repeat(5));
    site.write(&path, "x");
    assert_eq!(check(&site), []);
    let path = path.replace("x.txt", "long-name-of-a-file.txt");
    site.write(&path, "x");
    let found = check(&site);
    assert_eq!((found.len(), &*found[0].code, &*found[0].path), (1, "host-limit", &*path));
}
