//! `atlas diff` and `[history]` on real repositories.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{Answer, Site};

/// Runs git as its user does, with no configuration of this machine, on a day.
fn git(folder: &Path, day: &str, arguments: &[&str]) {
    let date = format!("{day}T12:00:00Z");
    let mut git = Command::new("git");
    git.args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
    git.args([
        "-c",
        "commit.gpgsign=false",
        "-c",
        "protocol.file.allow=always",
    ]);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date);
    let output = git.arg("-C").arg(folder).args(arguments).output();
    let output = output.expect("git runs");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
}

fn commit(site: &Site, day: &str) {
    git(&site.path("."), day, &["add", "--all"]);
    git(&site.path("."), day, &["commit", "-q", "-m", "x"]);
}

const SETTINGS: &str = "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n";

/// A site of a cluster and two organizations, with one commit.
fn site() -> Site {
    let site = Site::empty();
    git(&site.path("."), "2026-01-01", &["init", "-q", "-b", "main"]);
    site.write("site.toml", SETTINGS);
    site.write(".gitignore", "/public\n");
    site.write("content/sources/s.md", "---\nname: Отчёт\n---\n");
    site.write(
        "content/organizations/list.yaml",
        "- id: a\n  name: Альфа\n- id: b\n  name: Бета\n",
    );
    site.write(
        "content/clusters/k.md",
        "---\nname: Кластер\nfounded: 2001\nmembers: [a]\nfigures:\n  - {of: companies, value: 235, on: 2025-01, source: s}\nsources: [s]\n---\nСлово и дело.\n",
    );
    commit(&site, "2026-01-01");
    site
}

fn diff(site: &Site, arguments: &[&str]) -> String {
    let answer = site.run(&[&["diff"], arguments].concat());
    answer.expect_success();
    answer.out().replace('\u{a0}', " ")
}

fn json(site: &Site, arguments: &[&str]) -> Value {
    let text = diff(site, &[&["--json"], arguments].concat());
    serde_json::from_str(&text).expect("JSON")
}

fn error(answer: &Answer) -> String {
    assert_eq!(answer.code(), 2, "{}", answer.out());
    answer.err()
}

#[test]
fn changes_are_in_the_words_of_the_atlas() {
    let site = site();
    site.write(
        "content/clusters/k.md",
        "---\nname: Кластер\nfounded: 2002-05\nmembers: [{ref: a, until: 2025}, {ref: b, since: 2012, role: учредитель}]\nfigures:\n  - {of: companies, value: 235, on: 2025-01, source: s}\n  - {of: companies, value: 274, on: 2026-01, source: s}\nsources: [s]\n---\nСлово и большое дело про [[b]].\n",
    );
    site.write(
        "content/organizations/list.yaml",
        "- id: alpha\n  name: Альфа\n  aka: [a]\n- id: b\n  name: Бета\n- id: c\n  name: Гамма\n  founded: 2020\n",
    );
    let expected = "\
3 записи · 4 страницы изменятся · 1 утверждение без источника

Новая запись · Организация: Гамма

Кластер: Кластер
  Создание: 2001 г. → май 2002 г.
  Компаний: 235 (январь 2025 г.) → 274 (январь 2026 г.) [Отчёт]
  Участники: + Бета (учредитель, с 2012 г.); Альфа — закончилось: 2025 г.
  Текст: Слово и дело. → большое дело про Бета.
  Ссылки в тексте: + Бета

Организация: Альфа
  Прежний id: a; старый адрес ведёт сюда
";
    let found = diff(&site, &[]);
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    assert_eq!(lines(&found), lines(expected), "{found}");
}

#[test]
fn another_form_of_the_same_files_changes_nothing() {
    let site = site();
    // Another order, other quotes, line ends of another system, a record in a file of its own, the other side of a relation.
    site.write(
        "content/organizations/list.yaml",
        "- {name: \"Бета\", id: 'b'}\r\n",
    );
    site.write(
        "content/organizations/a.md",
        "---\r\nmember_of: [k]\r\nname: 'Альфа'\r\n---\r\n",
    );
    site.write(
        "content/clusters/k.md",
        "---\nsources: [s]\nfigures: [{on: 2025-01, value: '235', of: companies, source: s}]\nfounded: '2001'\nname: Кластер\n---\nСлово и\nдело.\n",
    );
    assert_eq!(diff(&site, &[]).trim(), "Ничего не изменилось.");
    assert_eq!(json(&site, &[])["changed"], Value::Array(Vec::new()));
}

#[test]
fn ranges_are_those_of_git() {
    let site = site();
    git(
        &site.path("."),
        "2026-01-02",
        &["checkout", "-q", "-b", "side"],
    );
    site.write("content/people/p.md", "---\nname: Пётр\n---\n");
    commit(&site, "2026-01-02");
    git(&site.path("."), "2026-01-03", &["checkout", "-q", "main"]);
    site.write("content/people/q.md", "---\nname: Квинт\n---\n");
    commit(&site, "2026-01-03");
    let ids = |arguments: &[&str]| -> Vec<String> {
        let found = json(&site, arguments);
        let changed = found["changed"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        changed
            .iter()
            .map(|one| {
                format!(
                    "{} {}",
                    text(&one["changes"][0]["change"]),
                    text(&one["record"])
                )
            })
            .collect()
    };
    assert_eq!(ids(&["main...side"]), ["added p"]);
    assert_eq!(ids(&["main..side"]), ["added p", "removed q"]);
    assert_eq!(ids(&["side"]), ["removed p", "added q"]);
    assert_eq!(ids(&["HEAD~1..HEAD"]), ["added q"]);
    assert_eq!(ids(&["--since", "2026-01-03"]), ["added q"]);
    assert!(ids(&["HEAD..HEAD"]).is_empty());
    for (range, words) in [
        ("nothing", "нет версии «nothing»"),
        ("-x", "нет версии «-x»"),
        ("--upload-pack=x..HEAD", "нет версии"),
    ] {
        let answer = site.run(&["diff", "--", range]);
        assert!(error(&answer).contains(words), "{}", answer.err());
    }
    let answer = site.run(&["diff", "--since", "2020-01-01"]);
    assert!(error(&answer).contains("до 2020-01-01 коммитов нет"));
}

#[test]
fn a_shallow_clone_is_no_empty_difference() {
    let site = site();
    site.write("content/people/p.md", "---\nname: Пётр\n---\n");
    commit(&site, "2026-01-02");
    let clone = Site::empty();
    let from = format!("file://{}", site.path(".").display());
    git(
        &clone.path("."),
        "2026-01-02",
        &["clone", "-q", "--depth=1", &from, "."],
    );
    for range in ["HEAD~1", "HEAD~1...HEAD"] {
        let answer = clone.run(&["diff", range]);
        assert!(
            error(&answer).contains("fetch-depth: 0"),
            "{}",
            answer.err()
        );
    }
    let none = Site::small();
    assert!(error(&none.run(&["diff"])).contains("не в репозитории git"));
}

#[test]
fn a_site_in_a_folder_names_and_foreign_files_are_understood() {
    let site = Site::empty();
    git(&site.path("."), "2026-01-01", &["init", "-q", "-b", "main"]);
    site.write("README.md", "x");
    commit(&site, "2026-01-01");
    site.write("Атлас 1/site.toml", SETTINGS);
    // The name of the file in decomposed letters, as some disks write it.
    site.write(
        "Атлас 1/content/pages/и\u{306}од.md",
        "---\nname: Йод\n---\nТекст.\n",
    );
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    site.write("Атлас 1/content/people/large.md", pointer);
    site.write("Атлас 1/content/people/p.md", "---\nname: Пётр\n---\n");
    commit(&site, "2026-01-02");
    let run = |arguments: &[&str]| {
        let answer = site.run(&[&["diff", "--root", "Атлас 1", "--md"], arguments].concat());
        answer.expect_success();
        answer.out()
    };
    let all = run(&["HEAD~1..HEAD"]);
    assert!(all.contains("Пётр") && all.contains("Йод"), "{all}");
    assert!(all.contains("Git LFS") && !all.contains("sha256"), "{all}");
    let none = run(&[]);
    assert!(none.contains("Ничего не изменилось"), "{none}");
}

#[test]
fn a_vocabulary_that_changed_is_read_by_both_states() {
    let site = site();
    let field = "[kinds.cluster.fields.maturity]\ntype = \"choice\"\nlabel = { ru = \"Зрелость\", en = \"Maturity\" }\nchoices = [\"low\", \"high\"]\n";
    site.write("site.toml", &format!("{SETTINGS}{field}"));
    let text = site
        .read("content/clusters/k.md")
        .replace("founded: 2001", "founded: 2001\nmaturity: high");
    site.write("content/clusters/k.md", &text);
    let found = diff(&site, &[]);
    assert!(found.contains("  Зрелость: + high"), "{found}");
    commit(&site, "2026-01-02");
    site.write("site.toml", SETTINGS);
    let found = diff(&site, &[]);
    assert!(found.contains("  Зрелость: − high"), "{found}");
}

#[test]
fn html_and_markdown_have_the_same_changes() {
    let site = site();
    site.write("content/people/p.md", "---\nname: \"@p <b> #1\"\n---\n");
    let html = diff(&site, &["--html"]);
    assert!(
        html.contains("@p &lt;b&gt; #1") && html.contains("default-src 'none'"),
        "{html}"
    );
    let markdown = diff(&site, &["--md"]);
    assert!(
        markdown.contains("**\\@\u{2060}p &lt;b&gt; \\#\u{2060}1**"),
        "{markdown}"
    );
    let english = diff(&site, &["--lang", "en"]);
    assert!(english.contains("New record · Person"), "{english}");
}

/// What the page of changes lists.
fn listed(site: &Site) -> String {
    let html = site.read("public/changes.html");
    let list = html.split("class=\"text changes\"").nth(1);
    let list = list.and_then(|list| list.split("</main>").next());
    list.unwrap_or_default().replace('\u{a0}', " ")
}

/// The days of a record, as the end of its page says them.
fn days(site: &Site, page: &str) -> String {
    let html = site.read(&format!("public/{page}"));
    let footer = html
        .split("class=\"record-footer\">")
        .nth(1)
        .unwrap_or_default();
    let footer = footer.split("</footer>").next().unwrap_or_default();
    let mut text = String::new();
    for part in footer.split('<').skip(1) {
        text.push_str(part.split_once('>').map_or("", |(_, text)| text));
    }
    text.trim().replace('\u{a0}', " ")
}

#[test]
fn the_history_of_a_repository_is_on_pages_and_in_feeds() {
    let site = site();
    site.build().expect_success();
    assert!(!site.path("public/changes.html").exists());
    site.write("site.toml", &format!("{SETTINGS}[history]\n"));
    let text = site
        .read("content/clusters/k.md")
        .replace("founded: 2001", "founded: 2002");
    site.write("content/clusters/k.md", &text);
    commit(&site, "2026-01-05");
    site.write(
        "content/organizations/list.yaml",
        "- id: a\n  name: Альфа\n- id: b\n  name: Бета плюс\n",
    );
    git(
        &site.path("."),
        "2026-01-07",
        &["mv", "content/sources/s.md", "content/sources/report.md"],
    );
    site.write(
        "content/sources/report.md",
        "---\nname: Отчёт\naka: [s]\n---\n",
    );
    commit(&site, "2026-01-07");
    site.build().expect_success();
    let page = listed(&site);
    for words in [
        "7 января 2026",
        "5 января 2026",
        "1 января 2026",
        "Бета плюс",
        "Прежний id: s",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let of = |first: &str, last: &str| {
        format!(
            "Появилось в атласе: {first} января 2026 г. Последнее изменение: {last} января 2026 г."
        )
    };
    assert_eq!(days(&site, "clusters/k.html"), of("1", "5"));
    assert_eq!(days(&site, "organizations/a.html"), of("1", "1"));
    assert_eq!(days(&site, "organizations/b.html"), of("1", "7"));
    assert_eq!(days(&site, "sources/report.html"), of("1", "7"));
    let feed = site.read("public/feed.xml");
    assert!(
        feed.contains("<updated>2026-01-07T00:00:00Z</updated>"),
        "{feed}"
    );
    assert!(feed.contains("Бета → Бета плюс"), "{feed}");
    let home = site.read("public/index.html");
    assert!(home.contains("Новое в атласе"), "{home}");
    // Equal commits and files give equal bytes.
    site.build().expect_success();
    assert_eq!(listed(&site), page);
    // What is not committed has no day, and changes none.
    site.write("content/people/p.md", "---\nname: Пётр\n---\n");
    site.build().expect_success();
    assert_eq!(days(&site, "people/p.html"), "");
    assert_eq!(listed(&site), page);
}

#[test]
fn what_the_history_does_not_know_is_left_out() {
    let site = site();
    site.write("site.toml", &format!("{SETTINGS}[history]\ncommits = 1\n"));
    site.write("content/people/p.md", "---\nname: Пётр\n---\n");
    commit(&site, "2026-01-02");
    site.build().expect_success();
    let not_after = "Появилось в атласе: 2 января 2026 г. или раньше Последнее изменение: 2 января 2026 г. или раньше";
    // A file of its own tells its days; a record of a list only by the changes.
    assert_eq!(days(&site, "organizations/a.html"), not_after);
    assert!(days(&site, "clusters/k.html").contains("1 января 2026"));
    assert!(
        site.read("public/changes.html")
            .contains("более ранние здесь не перечислены")
    );
    let clone = Site::empty();
    let from = format!("file://{}", site.path(".").display());
    git(
        &clone.path("."),
        "2026-01-02",
        &["clone", "-q", "--depth=1", &from, "."],
    );
    clone.build().expect_success();
    assert!(
        clone
            .read("public/changes.html")
            .contains("История видна не вся")
    );
    assert_eq!(days(&clone, "clusters/k.html"), not_after);
    let none = Site::small();
    none.write("site.toml", &format!("{SETTINGS}[history]\n"));
    none.build().expect_success();
    assert!(
        none.read("public/changes.html")
            .contains("даты взяты из самих записей")
    );
    assert_eq!(days(&none, "people/a.html"), "");
}
