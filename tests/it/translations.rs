//! What a language lacks: `check --translations`, the line of `check`, and `atlas strings`, whose file is filled in.

use crate::program::{Site, check, published};

const SETTINGS: &str = r#"title = "Атлас"
languages = ["ru", "eu"]
[kinds.town]
folder = "towns"
label = {ru = "Город", eu = "Herria"}
title = {ru = "Города"}
[fields.motto]
type = "text"
on = ["town"]
label = {ru = "Девиз"}
"#;

/// A site in Russian and Basque, whose interface is not in the program.
fn basque() -> Site {
    let site = Site::empty();
    site.write("site.toml", SETTINGS);
    site.write(
        "content/towns/bilbo.md",
        "---\nname: {ru: Бильбао, eu: Bilbo}\nsummary: Город у моря.\nmotto: Вперёд\n\
         sources: [{ref: s1, note: со слов мэра}]\n---\nТекст.\n",
    );
    site.write("content/towns/bilbo.eu.md", "---\nsummary: Hiria.\n---\n");
    site.write(
        "content/towns/irun.md",
        "---\nname: {eu: Irun}\nplace: 5\n---\n",
    );
    site.write("content/towns/tomsk.md", "---\nname: Томск\n---\n");
    site.write(
        "content/sources/s1.md",
        "---\nname: {ru: Книга, eu: Liburua}\n---\n",
    );
    site.write("content/_index.md", "Введение.\n");
    site
}

/// The exit code and the standard output.
fn answer(site: &Site, arguments: &[&str]) -> (i32, String) {
    let answer = site.run(arguments);
    (answer.code(), answer.out())
}

/// The lines of `check --translations` about records.
fn of_records(site: &Site, language: &str) -> Vec<String> {
    let (code, text) = answer(site, &["check", "--translations", "--lang", language]);
    assert_eq!(code, 0, "{text}");
    text.lines()
        .filter(|line| line.starts_with("content/"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn texts_of_records_are_listed_with_their_lines() {
    let site = basque();
    assert_eq!(
        of_records(&site, "ru"),
        [
            "content/towns/bilbo.md:4: на «eu» не переведено: motto",
            "content/towns/bilbo.md:7: на «eu» не переведено: text",
            "content/towns/bilbo.md:5: на «eu» не переведено: sources.s1.note",
            "content/towns/irun.md:2: на «ru» не переведено: name",
            "content/towns/tomsk.md:2: на «eu» не переведено: name",
            "content/_index.md:1: на «eu» не переведено: text",
        ]
    );
    site.write(
        "content/towns/bilbo.eu.md",
        "---\nsummary: Hiria.\nmotto: Aurrera\n---\nTestua.\n",
    );
    assert_eq!(
        of_records(&site, "en")[0],
        "content/towns/bilbo.md:5: no translation into `eu`: sources.s1.note"
    );
}

#[test]
fn labels_are_listed_by_their_path_and_words_by_their_key() {
    let site = basque();
    let (code, text) = answer(&site, &["check", "--translations", "--lang", "en"]);
    assert_eq!(code, 0);
    for line in [
        "layouts/strings.toml: no translation into `eu`: string skip",
        "layouts/strings.toml: no translation into `eu`: string records_counted",
        "site.toml: no translation into `eu`: label kinds.cluster.label",
        "site.toml: no translation into `eu`: label kinds.cluster.count",
        "site.toml:6: no translation into `eu`: label kinds.town.title",
        "site.toml:10: no translation into `eu`: label fields.motto.label",
        "site.toml:1: no translation into `eu`: label title",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    for line in ["months_short", "kinds.town.label", "into `ru`: string"] {
        assert!(!text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn machines_read_notes() {
    let site = basque();
    let answer = site.run(&["check", "--translations", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&answer.0.stdout).expect("JSON");
    let rows = report["diagnostics"].as_array().expect("diagnostics");
    let found = rows
        .iter()
        .find(|row| row["at"]["path"] == "content/towns/tomsk.md");
    let found = found.expect("the name");
    assert_eq!(found["code"], "untranslated");
    assert_eq!(found["severity"], "note");
    assert_eq!(
        (&found["at"]["line"], &found["at"]["column"]),
        (&2.into(), &7.into())
    );
    let answer = site.run(&["check", "--translations", "--format", "github"]);
    let lines = String::from_utf8_lossy(&answer.0.stdout).into_owned();
    assert!(
        lines.contains("::notice file=content/towns/tomsk.md,line=2,col=7,"),
        "{lines}"
    );
    assert!(check(&site).is_empty(), "it is no diagnostic of check");
}

#[test]
fn check_says_what_is_missing_in_a_line_for_each_language() {
    let site = basque();
    let (code, text) = answer(&site, &["check"]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((code, lines.len()), (0, 3), "{text}");
    assert_eq!(lines[0], "Записей: 4. Всё в порядке.");
    assert_eq!(
        lines[1],
        "ru: не переведено строк интерфейса 0, подписей 0, текстов записей 1; их назовёт atlas check --translations"
    );
    let words = lines[2].strip_prefix("eu: не переведено строк интерфейса ");
    let words = words.and_then(|rest| rest.split(',').next()?.parse().ok());
    assert!(words.is_some_and(|words: usize| words > 300), "{text}");
    assert!(
        lines[2].ends_with("текстов записей 5; их назовёт atlas check --translations"),
        "{text}"
    );
    let site = Site::small();
    site.write("site.toml", "title = \"Атлас\"\nlanguages = [\"ru\"]\n");
    assert_eq!(answer(&site, &["check"]).1, "Записей: 1. Всё в порядке.\n");
    assert_eq!(
        answer(&site, &["check", "--translations"]).1,
        "Переведено всё.\n"
    );
}

/// A file of words is written anew with what it holds; one that holds anything else stays as it is.
#[test]
fn a_file_of_words_is_replaced_only_if_no_value_is_lost() {
    let site = basque();
    let file = ["strings", "eu", "--out", "layouts/languages/eu.toml"];
    assert_eq!(answer(&site, &file).0, 0);
    let words = site.read("layouts/languages/eu.toml");
    let filled = words.replace("skip = \"\"", "# Nirea\nskip = \"Joan edukira\"");
    assert_ne!(filled, words);
    site.write("layouts/languages/eu.toml", &filled);
    let (code, out) = answer(&site, &file);
    let dropped = "Строк с примечаниями, которых в новом файле нет: 1";
    assert_eq!(
        (code, &*out),
        (0, &*format!("layouts/languages/eu.toml\n{dropped}\n"))
    );
    let second = site.read("layouts/languages/eu.toml");
    assert_eq!(second, filled.replace("# Nirea\n", ""));
    let settings = site.read("site.toml");
    let other = ["strings", "eu", "--out", "site.toml"];
    assert_ne!(answer(&site, &other).0, 0);
    assert_eq!(site.read("site.toml"), settings);
    assert!(!site.path("site.toml.part").exists());
}

/// The file of a language without an interface has all keys empty, is read without a word, and changes nothing.
#[test]
fn a_file_that_is_not_filled_in_yet_changes_nothing() {
    let site = basque();
    assert_eq!(site.run(&["build", "--out", "before"]).code(), 0);
    let file = ["strings", "eu", "--out", "layouts/languages/eu.toml"];
    assert_eq!(answer(&site, &file).1, "layouts/languages/eu.toml\n");
    let words = site.read("layouts/languages/eu.toml");
    let labels = answer(&site, &["strings", "eu", "--labels"]).1;
    site.write("site.toml", &format!("{SETTINGS}\n{labels}"));
    assert_eq!(check(&site), []);
    assert_eq!(site.run(&["build", "--out", "after"]).code(), 0);
    assert_eq!(
        published(&site.path("before")),
        published(&site.path("after"))
    );
    assert!(
        words.contains("\n# Skip to content\nskip = \"\"\n"),
        "{words}"
    );
    assert!(
        words.contains(
            "\n[eu.records_counted]\n# {n} record | {n} records\none = \"\"\nother = \"\"\n"
        ),
        "{words}"
    );
    assert!(words.contains("\n# months_short = \"Jan "), "{words}");
    for lines in [
        "\n[labels.eu]\n",
        "\n# Cluster\n\"kinds.cluster.label\" = \"\"\n",
        "\n# cluster | clusters\n\"kinds.cluster.count\" = { one = \"\", other = \"\" }\n",
        "\n# Города\n\"kinds.town.title\" = \"\"\n",
        "\n# Город\n\"kinds.town.label\" = \"Herria\"\n",
    ] {
        assert!(labels.contains(lines), "{lines}\n{labels}");
    }
}

/// What is filled in is on the pages, and no longer missing.
#[test]
fn a_file_that_is_filled_in_leaves_nothing_missing() {
    let site = basque();
    let filled = |text: &str| text.replace("= \"\"", "= \"Hitza {n}\"");
    let words = answer(&site, &["strings", "eu", "--missing"]).1;
    // Most words have no number.
    let words = words.replace("= \"\"", "= \"Hitza\"");
    site.write("layouts/languages/eu.toml", &words);
    let labels = answer(&site, &["strings", "eu", "--labels", "--missing"]).1;
    site.write("site.toml", &format!("{SETTINGS}\n{}", filled(&labels)));
    let (code, text) = answer(&site, &["check", "--translations"]);
    assert_eq!(code, 0);
    assert!(
        text.contains("eu: не переведено строк интерфейса 0, подписей 0,"),
        "{text}"
    );
    let left = answer(&site, &["strings", "eu", "--missing"]).1;
    assert!(!left.contains(" = "), "{left}");
    let left = answer(&site, &["strings", "eu", "--labels", "--missing"]).1;
    assert!(!left.contains(" = "), "{left}");
    assert!(site.run(&["build", "--out", "out"]).code() == 0);
    assert!(site.read("out/eu/towns/irun.html").contains("Hitza"));
}

/// A language of the program is written with its words; a region has those of the language.
#[test]
fn a_language_of_the_program_is_written_as_it_is() {
    let site = basque();
    for code in ["de", "de-AT"] {
        let words = answer(&site, &["strings", code]).1;
        assert!(
            words.contains("# Skip to content\nskip = \"Zum Inhalt springen\"\n"),
            "{words}"
        );
        assert!(!words.contains(" = \"\""), "{words}");
        assert!(words.contains("date_decade_dative = "), "{words}");
        let labels = answer(&site, &["strings", code, "--labels"]).1;
        let event = "\n# Event\n\"kinds.event.label\" = \"Veranstaltung\"\n";
        assert!(labels.contains(event), "{labels}");
        let empty = labels.matches(" = \"\"").count();
        assert_eq!(empty, 4, "the labels of the site itself\n{labels}");
        let missing = answer(&site, &["strings", code, "--missing"]).1;
        assert!(!missing.contains(" = "), "{missing}");
    }
    let english = answer(&site, &["strings", "en"]).1;
    assert!(
        english.contains("\nskip = \"Skip to content\"\n"),
        "{english}"
    );
    assert!(!english.contains("# Skip to content"), "{english}");
    for code in ["ru", "ar", "tt"] {
        let site = basque();
        site.write(
            "site.toml",
            &SETTINGS.replace(
                "\"eu\"]",
                &format!("\"eu\", \"{code}\"]").replace("\"eu\", \"ru\"", "\"eu\""),
            ),
        );
        site.write(
            &format!("layouts/languages/{code}.toml"),
            &answer(&site, &["strings", code]).1,
        );
        assert_eq!(check(&site), [], "{code}");
    }
    assert_eq!(site.run(&["strings", "Deutsch"]).code(), 2);
}
