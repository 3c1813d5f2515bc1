//! `atlas layouts`: copies of the program's layouts, and what has changed since they were made.

use std::fs;

use crate::program::Site;

#[test]
fn a_copy_is_the_layout_and_is_compared_with_what_the_program_brings() {
    let site = Site::small();
    assert!(site.run(&["layouts", "list"]).out().contains("record.html"));
    let answer = site.run(&["layouts", "diff"]);
    assert!(answer.out().contains("Своих копий"), "{}", answer.out());
    site.run(&["layouts", "export", "partials/footer"])
        .expect_success();
    let own = "layouts/partials/footer.html";
    let default = include_str!("../../layouts/partials/footer.html");
    assert_eq!(site.read(own), default);
    let again = site.run(&["layouts", "export", "partials/footer.html"]);
    assert_eq!(again.code(), 2, "a copy is not overwritten");
    let listed = site.run(&["layouts", "list"]).out();
    let line = listed
        .lines()
        .find(|line| line.starts_with("partials/footer.html"));
    assert!(line.is_some_and(|line| line.contains("[свой]")), "{listed}");
    // The site changes its copy, and the program goes on from another one.
    site.write(own, &format!("<li>Свой пункт</li>\n{default}"));
    let answer = site.run(&["layouts", "diff"]);
    assert!(
        answer.out().contains("ничего не изменилось"),
        "{}",
        answer.out()
    );
    let answer = site.run(&["layouts", "diff", "--own"]);
    assert!(
        answer.out().contains("+<li>Свой пункт</li>"),
        "{}",
        answer.out()
    );
    let copied = format!("layouts/.copied/{}", &own["layouts/".len()..]);
    site.write(&copied, "<li>Прежний пункт</li>\n");
    let answer = site.run(&["layouts", "diff"]);
    assert!(
        answer.out().contains("-<li>Прежний пункт</li>"),
        "{}",
        answer.out()
    );
    site.run(&["layouts", "diff", "--seen"]).expect_success();
    assert_eq!(site.read(&copied), default);
    assert!(
        site.read(own).starts_with("<li>Свой пункт</li>"),
        "the site's own stays"
    );
    // The folder of the copies is no part of the site.
    site.build().expect_success();
    let page = fs::read_to_string(site.path("public/index.html")).expect("a page");
    assert!(page.contains("Свой пункт"));
}

#[test]
fn a_layout_that_there_is_not_is_suggested() {
    let site = Site::small();
    let answer = site.run(&["layouts", "export", "recrd.html"]);
    assert_eq!(answer.code(), 2);
    assert!(answer.err().contains("record.html"), "{}", answer.err());
    for name in ["../site.toml", "/etc/passwd", "strings.toml"] {
        assert_eq!(site.run(&["layouts", "export", name]).code(), 2, "{name}");
    }
}
