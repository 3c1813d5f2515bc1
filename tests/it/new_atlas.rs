//! A new atlas in any language, and the language that the program speaks.

use crate::program::Site;

/// An atlas begun in some languages has no mistake, and its pages have the texts of their languages.
#[test]
fn an_atlas_begins_in_any_language() {
    for (languages, page, words) in [
        ("ru,en", "index.html", "Атлас инновационной экосистемы"),
        (
            "ru,en",
            "en/clusters/example-cluster.html",
            "Example Cluster",
        ),
        ("en", "regions/my-region.html", "My Region"),
        ("de,fr", "sectors/robotics.html", "Robotik"),
        ("de,fr", "fr/clusters/example-cluster.html", "réunit"),
        ("kk,tt,es", "tt/regions/my-region.html", "Минем төбәгем"),
        ("es-MX", "regions/my-region.html", "Mi región"),
        ("eu,pt-BR", "regions/my-region.html", "My Region"),
    ] {
        let site = Site::empty();
        let answer = site.run(&["init", "mine", "--languages", languages]);
        answer.expect_success();
        let answer = site.run(&["check", "--root", "mine", "--format", "json"]);
        answer.expect_success();
        assert!(
            answer.out().contains("\"diagnostics\": []"),
            "{languages}: {}",
            answer.out()
        );
        site.run(&["build", "--root", "mine"]).expect_success();
        let html = site.read(&format!("mine/public/{page}"));
        assert!(html.contains(words), "{languages} {page}: no `{words}`");
    }
}

#[test]
fn a_code_of_no_language_begins_nothing() {
    let site = Site::empty();
    for codes in ["deutsch!", "DE", "", "de,de"] {
        let answer = site.run(&["init", "mine", "--languages", codes]);
        assert_eq!(answer.code(), 2, "{codes:?}: {}", answer.out());
        assert!(!site.path("mine").exists(), "{codes:?}");
    }
}

/// What is asked for, else the atlas's first language if the program speaks it, else the environment's, else English.
#[test]
fn the_program_speaks_by_one_rule() {
    let site = Site::empty();
    site.write("content/clusters/c.md", "---\nname: C\nxyz: 1\n---\n");
    let settings = |languages: &str| format!("title = \"Atlas\"\n{languages}");
    let (ru, en) = ("нет поля", "has no field");
    for (languages, locale, arguments, words) in [
        ("languages = [\"ru\"]", "C", &["check"][..], ru),
        ("languages = [\"en\"]", "ru_RU.UTF-8", &["check"], en),
        ("languages = [\"de\"]", "ru_RU.UTF-8", &["check"], ru),
        ("languages = [\"kk\"]", "kk_KZ.UTF-8", &["check"], en),
        ("languages = [\"ru\"]", "C", &["check", "--lang", "en"], en),
        ("", "en_GB.UTF-8", &["check"], en),
        (
            "languages = [\"ru\"]",
            "C",
            &["new", "planet", "x"],
            "нет вида",
        ),
    ] {
        site.write("site.toml", &settings(languages));
        let mut command = site.command(arguments);
        let output = command.env("LC_ALL", locale).output().expect("an answer");
        let printed =
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(printed.contains(words), "{languages} {locale}: {printed}");
    }
    let empty = Site::empty();
    for (locale, words) in [
        ("ru_RU.UTF-8", "нет файла site.toml"),
        ("de_DE.UTF-8", "there is no site.toml"),
    ] {
        let output = empty.command(&["check"]).env("LC_ALL", locale).output();
        let output = output.expect("an answer");
        let printed =
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(printed.contains(words), "{locale}: {printed}");
    }
}
