//! The commands, through the program.

use crate::program::{Site, files};

fn git(site: &Site, script: &str) {
    let identity = "-c user.name=a -c user.email=a@example.org";
    site.script(&script.replace("git ", &format!("git {identity} ")))
        .expect_success();
}

#[test]
fn a_rename_shows_its_difference_before_it_is_made() {
    let site = Site::small();
    site.write(
        "content/people/b.md",
        "---\nname: Борис\n---\nБрат [[a]].\n",
    );
    let before = files(&site.path(""));
    let answer = site.run(&["rename", "a", "anna", "--dry-run"]);
    answer.expect_success();
    let diff = answer.out();
    for line in [
        "rename from content/people/a.md",
        "rename to content/people/anna.md",
        "--- a/content/people/a.md",
        "+++ b/content/people/anna.md",
        "+aka: [a]",
        "-Брат [[a]].",
        "+Брат [[anna]].",
    ] {
        assert!(diff.lines().any(|known| known == line), "{line}\n{diff}");
    }
    assert_eq!(files(&site.path("")), before);
    site.run(&["rename", "a", "anna"]).expect_success();
    assert_eq!(
        site.read("content/people/anna.md"),
        "---\nname: Анна\naka: [a]\n---\nТекст.\n"
    );
    assert_eq!(
        site.read("content/people/b.md"),
        "---\nname: Борис\n---\nБрат [[anna]].\n"
    );
    site.build().expect_success();
    assert!(site.read("public/people/a.html").contains("anna.html"));
    let refused = site.run(&["rename", "anna", "b", "--lang", "en"]);
    assert_eq!(refused.code(), 2);
    assert!(refused.err().contains("atlas merge"), "{}", refused.err());
}

#[test]
fn a_translation_that_is_a_text_alone_goes_along() {
    let site = Site::small();
    site.write("content/people/a.en.md", "A text.\n");
    site.run(&["rename", "a", "anna"]).expect_success();
    assert_eq!(site.read("content/people/anna.en.md"), "A text.\n");
    assert!(!site.path("content/people/a.en.md").exists());
    site.run(&["mv", "anna", "--kind", "organization"])
        .expect_success();
    assert_eq!(site.read("content/organizations/anna.en.md"), "A text.\n");
    site.build().expect_success();
}

#[test]
fn files_that_git_does_not_know_yet_need_force() {
    let site = Site::small();
    git(&site, "git init -q . && git add . && git commit -q -m x");
    site.write(
        "content/people/a.md",
        "---\nname: Анна\n---\nДругой текст.\n",
    );
    let answer = site.run(&["rename", "a", "anna"]);
    assert_eq!(answer.code(), 2);
    assert!(answer.err().contains("--force"), "{}", answer.err());
    assert!(site.path("content/people/a.md").exists());
    site.run(&["rename", "a", "anna", "--dry-run"])
        .expect_success();
    site.run(&["rename", "a", "anna", "--force"])
        .expect_success();
    git(&site, "git add -A && git commit -q -m y");
    site.run(&["rename", "anna", "a"]).expect_success();
    assert_eq!(
        site.read("content/people/a.md"),
        "---\nname: Анна\naka: [anna]\n---\nДругой текст.\n"
    );
}

fn two_organizations() -> Site {
    let site = Site::small();
    for (path, text) in [
        (
            "organizations/old.md",
            "---\nname: Корпорация развития\nshort: КР\nfounded: 2003\npartners: [x, new]\nfigures:\n  - {of: companies, value: 5, on: 2020}\n---\n",
        ),
        (
            "organizations/new.md",
            "---\nname: КРЗ # имя\nfounded: 2004\npartners:\n  - {ref: x, since: 2010}\n---\nТекст.\n",
        ),
        (
            "organizations/x.md",
            "---\nname: Икс\n---\nПро [[old]] и [[old|неё]].\n",
        ),
        (
            "clusters/k.md",
            "---\nname: К\nmembers: [old, {ref: new, role: учредитель}, x]\n---\n",
        ),
    ] {
        site.write(&format!("content/{path}"), text);
    }
    site
}

#[test]
fn a_merge_says_what_is_to_be_decided_and_loses_nothing() {
    let site = two_organizations();
    let before = files(&site.path(""));
    let answer = site.run(&["merge", "old", "new"]);
    assert_eq!(answer.code(), 1, "{}{}", answer.out(), answer.err());
    assert!(
        answer.out().contains("--take new:founded"),
        "{}",
        answer.out()
    );
    assert_eq!(files(&site.path("")), before);
    let answer = site.run(&["merge", "old", "new", "--take", "new:founded"]);
    answer.expect_success();
    assert_eq!(
        site.read("content/organizations/new.md"),
        "---\nname: КРЗ # имя\nfounded: 2004\npartners:\n  - {ref: x, since: 2010}\nfigures: [{of: companies, value: 5, on: 2020}]\naliases: [Корпорация развития, КР]\naka: [old]\n---\nТекст.\n"
    );
    assert_eq!(
        site.read("content/organizations/x.md"),
        "---\nname: Икс\n---\nПро [[new]] и [[new|неё]].\n"
    );
    assert_eq!(
        site.read("content/clusters/k.md"),
        "---\nname: К\nmembers: [{ref: new, role: учредитель}, x]\n---\n"
    );
    assert!(!site.path("content/organizations/old.md").exists());
    site.run(&["check"]).expect_success();
}

#[test]
fn a_merge_takes_the_value_that_is_asked_for() {
    let site = two_organizations();
    site.run(&["merge", "old", "new", "--take", "old:founded"])
        .expect_success();
    let text = site.read("content/organizations/new.md");
    assert!(
        text.contains("founded: 2003") && !text.contains("2004"),
        "{text}"
    );
    for wrong in [
        &["merge", "new", "new"][..],
        &["merge", "x", "k"],
        &["merge", "x", "new", "--take", "founded"],
    ] {
        assert_eq!(site.run(wrong).code(), 2, "{wrong:?}");
    }
}

#[test]
fn a_record_moves_out_of_a_list_into_one_and_to_another_kind() {
    let site = Site::small();
    site.write(
        "content/people/list.yaml",
        "- id: c\n  name: Вера\n- id: d\n  name: Глеб\n",
    );
    site.run(&["mv", "c", "--out"]).expect_success();
    assert_eq!(site.read("content/people/c.md"), "---\nname: Вера\n---\n");
    assert_eq!(
        site.read("content/people/list.yaml"),
        "- id: d\n  name: Глеб\n"
    );
    site.run(&["mv", "c", "--in", "content/people/list.yaml"])
        .expect_success();
    assert_eq!(
        site.read("content/people/list.yaml"),
        "- id: d\n  name: Глеб\n- id: c\n  name: Вера\n"
    );
    assert!(!site.path("content/people/c.md").exists());
    site.run(&["mv", "d", "--kind", "organization"])
        .expect_success();
    assert_eq!(
        site.read("content/organizations/d.md"),
        "---\nname: Глеб\naka: [people/d]\n---\n"
    );
    assert_eq!(site.run(&["mv", "d"]).code(), 2);
    assert_eq!(site.run(&["mv", "d", "--kind", "nothing"]).code(), 2);
    site.run(&["check"]).expect_success();
}
