//! The report for people when there are many mistakes: errors first, equal messages once, counts by code at the end.

use crate::program::Site;

/// Three hundred people without a translation, in files between two with errors.
fn site() -> Site {
    let site = Site::small();
    site.write(
        "content/people/a.yaml",
        "- {id: e1, name: А, website: nowhere}\n- {id: e2, name: Б, website: nowhere}\n",
    );
    for number in 0..8 {
        let list: String = (0..40)
            .map(|one| format!("- {{id: p{number}-{one}, name: П{number}-{one}, summary: С}}\n"))
            .collect();
        site.write(&format!("content/people/l{number}.yaml"), &list);
    }
    site.write(
        "content/people/z.yaml",
        "- {id: z, name: Я, region: Nowhere}\n",
    );
    site.write(
        "site.toml",
        "title = \"А\"\nlanguages = [\"ru\", \"en\"]\n[check]\nno-translation = \"warning\"\n",
    );
    site
}

#[test]
fn errors_precede_warnings_and_equal_messages_are_printed_once() {
    let site = site();
    let report = site.run(&["check", "--lang", "en"]).err();
    let heads: Vec<&str> = report
        .lines()
        .filter(|line| line.starts_with("error[") || line.starts_with("warning["))
        .collect();
    let expected = [
        "error[bad-url]: `nowhere` is not an address: it does not begin with https://",
        "error[broken-reference]: there is no record `Nowhere`",
        "warning[no-translation]: there is no name in language `en`",
    ];
    assert_eq!(heads, expected, "{report}");
    assert!(
        report.contains("\n  = the same at 1 more: content/people/a.yaml:2\n"),
        "{report}"
    );
    let further = "  = the same at 323 more: content/people/a.yaml:1, content/people/a.yaml:2, \
                   content/people/l0.yaml:1, content/people/l0.yaml:2, content/people/l0.yaml:3, …\n";
    assert!(report.contains(further), "{report}");
    let counts = "Errors: 3, warnings: 324\n       2  bad-url\n       1  broken-reference\n     324  no-translation\n";
    assert!(report.ends_with(counts), "{report}");
}

#[test]
fn a_few_mistakes_have_no_counts_by_code() {
    let site = Site::small();
    site.write(
        "content/people/a.yaml",
        "- {id: e1, name: А, website: nowhere}\n",
    );
    let report = site.run(&["check"]).err();
    assert!(
        report.ends_with("Ошибок: 1, предупреждений: 0\n"),
        "{report}"
    );
}
