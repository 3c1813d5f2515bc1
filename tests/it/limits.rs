//! What a report and a site are at most, where a suite would need thousands of lines.

use innovation_atlas::atlas::Drafts;
use innovation_atlas::pipeline::{Options, snapshot};
use innovation_atlas::site::BaseUrl;
use innovation_atlas::text::Day;
use serde_json::Value;

use crate::program::{Site, check};

/// A list of records, each of them the inside of braces.
fn list(count: usize, record: impl Fn(usize) -> String) -> String {
    (0..count)
        .map(|number| format!("- {{{}}}\n", record(number)))
        .collect()
}

/// Some items of a flow list.
fn items(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(|number| item(number) + ", ").collect()
}

fn report(site: &Site, format: &str) -> String {
    site.run(&["check", "--lang", "en", "--format", format])
        .out()
}

#[test]
fn a_file_of_mistakes_says_a_hundred_and_counts_the_others_in_every_format() {
    let site = Site::small();
    site.write("content/people/list.yaml", &"- a\n".repeat(5000));
    let json: Value = serde_json::from_str(&report(&site, "json")).expect("JSON");
    let rows = json["diagnostics"].as_array().expect("diagnostics");
    assert_eq!(rows.len(), 101);
    assert_eq!(
        (&rows[100]["code"], &rows[100]["omitted"]["not-a-record"]),
        (&"more-errors".into(), &4900.into())
    );
    let github = report(&site, "github");
    assert_eq!(github.lines().count(), 101);
    assert!(
        github.ends_with(
            "and 4900 more: not-a-record × 4900%0Amend what is named, and run the program again\n"
        ),
        "{github}"
    );
    let sarif: Value = serde_json::from_str(&report(&site, "sarif")).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 101);
    assert_eq!(results[100]["properties"]["omitted"]["not-a-record"], 4900);
    let human = site.run(&["check", "--lang", "en"]).err();
    assert!(
        human.contains("and 4900 more: not-a-record × 4900"),
        "{human}"
    );
    assert!(
        human.ends_with("Errors: 5000, warnings: 0\n    5000  not-a-record\n"),
        "{human}"
    );
}

#[test]
fn a_run_says_ten_thousand_and_errors_before_warnings() {
    let site = Site::small();
    site.write("content/organizations/o.md", "---\nname: O\n---\n");
    let doubles = items(200, |_| "o".to_owned());
    for number in 0..120 {
        site.write(
            &format!("content/clusters/c{number}.md"),
            &format!("---\nname: C{number}\nmembers: [{doubles}]\n---\n"),
        );
    }
    site.write("content/people/z.md", "---\nname: Z\nnme: Z\n---\n");
    let json: Value = serde_json::from_str(&report(&site, "json")).expect("JSON");
    let rows = json["diagnostics"].as_array().expect("diagnostics");
    assert_eq!(rows.len(), 10_001);
    let errors: Vec<_> = rows
        .iter()
        .filter(|row| row["severity"] == "error")
        .collect();
    assert_eq!(
        (errors.len(), &errors[0]["code"]),
        (1, &"unknown-field".into())
    );
    let last = rows.last().expect("a row");
    assert_eq!(
        (&last["code"], &last["at"]["path"]),
        (&"more-warnings".into(), &"site.toml".into())
    );
    let more = rows.iter().filter(|row| row["code"] == "more-warnings");
    let omitted: u64 = more
        .map(|row| {
            row["omitted"]["duplicate-reference"]
                .as_u64()
                .expect("a count")
        })
        .sum();
    let named = rows
        .iter()
        .filter(|row| row["code"] == "duplicate-reference")
        .count();
    assert_eq!(omitted + named as u64, 120 * 199);
    // People are shown fewer, and errors among them all the same.
    let human = site.run(&["check", "--lang", "en"]).err();
    assert!(human.contains("error[unknown-field]"), "{human}");
    assert!(
        human.contains("\nErrors: 1, warnings: 23880\n       1  unknown-field\n"),
        "{human}"
    );
}

#[test]
fn a_list_has_ten_thousand_records() {
    let site = Site::small();
    site.write(
        "content/people/list.yaml",
        &list(10_005, |n| format!("id: p{n}, name: P{n}")),
    );
    let found = check(&site);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&*found[0].code, found[0].line), ("yaml-limit", 10_001));
}

#[test]
fn two_records_have_a_hundred_relations_of_one_sort() {
    let site = Site::small();
    site.write("content/organizations/o.md", "---\nname: O\n---\n");
    let members = |count| {
        let roles = items(count, |n| format!("{{ref: o, role: r{n}}}"));
        site.write(
            "content/clusters/c.md",
            &format!("---\nname: C\nmembers: [{roles}]\n---\n"),
        );
    };
    members(100);
    assert_eq!(check(&site), []);
    members(102);
    let found = check(&site);
    assert_eq!(
        found.iter().map(|found| &*found.code).collect::<Vec<_>>(),
        ["record-limit", "record-limit"]
    );
}

#[test]
fn a_record_lies_in_five_hundred_regions_and_a_row_names_ten_of_them() {
    let site = Site::small();
    site.write(
        "content/regions/list.yaml",
        &list(501, |n| format!("id: r{n}, name: Region {n}")),
    );
    let regions = |count| {
        let regions = items(count, |n| format!("r{n}"));
        site.write(
            "content/clusters/c.md",
            &format!("---\nname: C\nregion: [{regions}]\n---\n"),
        );
    };
    regions(501);
    let found = check(&site);
    assert_eq!(
        found.iter().map(|found| &*found.code).collect::<Vec<_>>(),
        ["record-limit"]
    );
    regions(40);
    site.build().expect_success();
    let page = site.read("public/regions/r0.html");
    assert!(page.contains("<small>+29</small>"), "{page}");
}

#[test]
fn the_table_of_the_matrix_has_fifty_thousand_cells() {
    let site = Site::small();
    let places = |count| {
        site.write(
            "content/regions/list.yaml",
            &list(count, |n| format!("id: r{n}, name: R{n}")),
        );
        site.write(
            "content/sectors/list.yaml",
            &list(count, |n| format!("id: s{n}, name: S{n}")),
        );
        site.write(
            "content/clusters/list.yaml",
            &list(count, |n| {
                format!("id: c{n}, name: C{n}, region: r{n}, sectors: [s{n}]")
            }),
        );
    };
    places(230);
    let found = check(&site);
    assert_eq!(
        found.iter().map(|found| &*found.code).collect::<Vec<_>>(),
        ["record-limit"]
    );
}

#[test]
fn a_table_of_settings_has_a_thousand_names() {
    let site = Site::small();
    let settings = |table: String| {
        site.write(
            "site.toml",
            &format!("title = \"A\"\nlanguages = [\"ru\"]\n{table}"),
        );
        check(&site)
            .iter()
            .map(|found| found.code.clone())
            .collect::<Vec<_>>()
    };
    let names = |count: usize| {
        (0..count)
            .map(|n| format!("r{n} = \"R\"\n"))
            .collect::<String>()
    };
    assert_eq!(
        settings(format!("[roles]\n{}", names(900))),
        Vec::<String>::new()
    );
    assert_eq!(
        settings(format!("[roles]\n{}", names(1001))),
        ["bad-setting"]
    );
    let kinds = |count: usize| {
        (0..count)
            .map(|n| format!("[kinds.k{n}]\nlabel = \"K\"\n"))
            .collect::<String>()
    };
    assert_eq!(settings(kinds(201)), ["bad-setting"]);
}

/// The tokenizer of HTML compares each attribute of a tag with all before it.
#[test]
fn the_html_of_a_text_has_two_thousand_attributes() {
    let site = Site::small();
    let attributes = |count| {
        (0..count)
            .map(|number| format!(" a{number}=b\n"))
            .collect::<String>()
    };
    let text = |count| format!("---\nname: Б\n---\n<div{}>слово</div>\n", attributes(count));
    site.write("content/people/b.md", &text(2000));
    assert_eq!(check(&site), []);
    site.write("content/people/b.md", &text(2001));
    let found = check(&site);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&*found[0].code, found[0].line), ("record-limit", 2004));
    assert_eq!(
        found[0].message,
        "запись превышает предел: в тегах HTML больше 2000 атрибутов"
    );
}

#[test]
fn the_settings_have_four_megabytes() {
    let site = Site::small();
    let settings =
        |bytes: usize| "title = \"А\"\nlanguages = [\"ru\"]\n#".to_owned() + &"x".repeat(bytes);
    site.write("site.toml", &settings(4_000_000));
    assert_eq!(check(&site), []);
    site.write("site.toml", &settings(5_000_000));
    let found = check(&site);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (&*found[0].code, &*found[0].path),
        ("file-too-large", "site.toml")
    );
    assert_eq!(
        found[0].message,
        "файл занимает 5 МБ, читаются файлы до 4 МБ"
    );
}

#[test]
fn a_sitemap_of_more_than_fifty_thousand_addresses_is_an_index_of_its_parts() {
    let site = Site::small();
    for file in 0..3 {
        let records = list(8400, |number| {
            format!("id: r{file}-{number}, name: И{file}-{number}")
        });
        site.write(&format!("content/people/list{file}.yaml"), &records);
    }
    let tree = innovation_atlas::source::scan(&site.path("")).expect("a site");
    let options = Options {
        today: Day::new(2026, 11, 21),
        drafts: Drafts::Hidden,
        base_url: BaseUrl::parse("https://example.org/a/"),
        revision: None,
        history: None,
    };
    let snapshot = snapshot(tree, None, &options);
    let renderer = snapshot.renderer();
    let read = |route: &str| {
        let page = snapshot.model.plan.index_of(route).expect("a page");
        String::from_utf8(snapshot.render(&renderer, page).value).expect("UTF-8")
    };
    assert_eq!(
        read("sitemap.xml").lines().skip(2).collect::<Vec<_>>(),
        [
            "<sitemap><loc>https://example.org/a/sitemap-1.xml</loc></sitemap>",
            "<sitemap><loc>https://example.org/a/sitemap-2.xml</loc></sitemap>",
            "</sitemapindex>"
        ]
    );
    let [first, second] =
        ["sitemap-1.xml", "sitemap-2.xml"].map(|part| read(part).matches("<url>").count());
    assert_eq!(first, 50_000);
    assert!(second > 400 && snapshot.model.plan.at("sitemap-3.xml").is_none());
}
