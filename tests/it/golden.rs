//! A small site and every byte of what is built from it.
//!
//! `tests/golden/site` is the site, `tests/golden/expected` the output. Where a change is meant,
//!
//! ```text
//! GOLDEN=write cargo test --test it golden && git diff tests/golden/expected
//! ```
//!
//! writes the output anew; read the difference before it is committed. The site brings its own style and icon; the
//! program's other assets are compared with `assets/`, and pages name them without the fingerprint, so that a change of
//! a style sheet does not change every page here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::driver::difference;
use crate::program::{Site, copy, files};

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// `assets/search.1a2b3c4d.js` → `assets/search.js`.
fn without_fingerprint(route: &str) -> Option<String> {
    let (start, extension) = route.rsplit_once('.')?;
    let (stem, fingerprint) = start.rsplit_once('.')?;
    (fingerprint.len() == 8).then(|| format!("{stem}.{extension}"))
}

/// The built site, with the program's own assets taken out and named without their fingerprints.
fn built() -> BTreeMap<String, Vec<u8>> {
    let site = Site::small();
    fs::remove_dir_all(site.path("content")).expect("removed");
    copy(&home().join("site"), &site.path("."));
    site.build().expect_success();
    let mut output = files(&site.path("public"));
    output.retain(|name, _| name != ".atlas-lock");
    let mut renamed = Vec::new();
    for route in output.keys().filter(|route| route.starts_with("assets/")) {
        let plain = without_fingerprint(route).expect("a fingerprint");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(&plain);
        if !home().join("site").join(&plain).exists() {
            assert_eq!(
                output[route],
                fs::read(source).expect("one of the program's assets"),
                "{plain}"
            );
            renamed.push((route.clone(), plain));
        }
    }
    for (route, _) in &renamed {
        output.remove(route);
    }
    for bytes in output.values_mut() {
        if let Ok(text) = std::str::from_utf8(bytes) {
            let plain = renamed
                .iter()
                .fold(text.to_owned(), |text, (route, plain)| {
                    let name = |path: &str| path.trim_start_matches("assets/").to_owned();
                    text.replace(&name(route), &name(plain))
                });
            *bytes = plain.into_bytes();
        }
    }
    output
}

#[test]
fn every_byte_of_the_small_site_is_as_expected() {
    let built = built();
    let place = home().join("expected");
    if std::env::var_os("GOLDEN").is_some_and(|value| value == "write") {
        let _ = fs::remove_dir_all(&place);
        for (name, bytes) in &built {
            let path = place.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }
    let expected = files(&place);
    let mut failures = Vec::new();
    for name in expected.keys().filter(|name| !built.contains_key(*name)) {
        failures.push(format!("{name} is not built any more"));
    }
    for (name, bytes) in &built {
        match expected.get(name) {
            None => failures.push(format!("{name} is new")),
            Some(wanted) if wanted != bytes => {
                let (wanted, found) = (
                    String::from_utf8_lossy(wanted),
                    String::from_utf8_lossy(bytes),
                );
                failures.push(format!(
                    "{name}\n{}",
                    difference::difference(&wanted, &found)
                ));
            }
            Some(_) => {}
        }
    }
    assert!(
        failures.is_empty(),
        "{} files differ\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
    assert!(
        built["people/ivanov.html"]
            .windows(9)
            .any(|part| part == "<article>".as_bytes()),
        "a layout of its own"
    );
}
