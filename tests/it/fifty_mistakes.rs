//! Fifty mistakes in one copy of the shipped atlas are fifty diagnostics in one run, each at its line and column.
//!
//! A mistake is an edit in which `‸` stands where the diagnostic must point; the sign itself is not written.

use std::fs;

use crate::program::{Found, Site, check};

/// How a mistake gets into the atlas.
enum Edit {
    /// Lines added at the end of a record's front matter.
    Field(&'static str),
    /// A paragraph added at the end of a file.
    Text(&'static str),
    /// A text that stands once in the file, and what takes its place.
    Instead(&'static str, &'static str),
    /// A new file.
    File(&'static str),
    /// A new file that is right, which another mistake needs.
    Help(&'static str),
}

use Edit::{Field, File, Help, Instead, Text};

/// The files, what is done to them, and the code that it must give.
const MISTAKES: [(&str, Edit, &str); 52] = [
    // what a field is called
    (
        "content/agreements/mts-tusur.md",
        Field("‸partie: [mts]"),
        "unknown-field",
    ),
    (
        "content/clusters/mik.md",
        Field("coordinator: {ref: krz, ‸rol: директор}"),
        "unknown-field",
    ),
    (
        "content/organizations/dpir.md",
        Field("‸name: Второе название"),
        "duplicate-key",
    ),
    (
        "content/people/noname.md",
        File("---\n‸short: {ru: Имя, en: Name}\nsources: [misis-2021]\n---\n"),
        "missing-name",
    ),
    (
        "content/people/noid.yaml",
        File("- ‸name: Без id\n"),
        "missing-id",
    ),
    // what a value can be
    (
        "content/clusters/mik.md",
        Field("founded: ‸2012-13"),
        "bad-date",
    ),
    (
        "content/programmes/ip-environment.md",
        Field("checked: ‸2026-02-30"),
        "bad-date",
    ),
    (
        "content/organizations/krz.md",
        Field("ids: {inn: ‸7707083894}"),
        "bad-identifier",
    ),
    (
        "content/organizations/misis.md",
        Field("ids: {ogrn: ‸1027700132196}"),
        "bad-identifier",
    ),
    (
        "content/organizations/airr.md",
        Field("ids: {‸inm: 7707083893}"),
        "bad-choice",
    ),
    (
        "content/organizations/rggu.md",
        Instead("type: university", "type: ‸universty"),
        "bad-choice",
    ),
    (
        "content/organizations/sechenov.md",
        Field("phone: ‸нет"),
        "bad-value",
    ),
    (
        "content/organizations/tusur.md",
        Field("email: ‸tusur"),
        "bad-value",
    ),
    (
        "content/organizations/tsu.md",
        Field("website: ‸tsu.example"),
        "bad-url",
    ),
    (
        "content/organizations/innopraktika.md",
        Field("location: ‸{lat: 155, lon: 37}"),
        "bad-value",
    ),
    (
        "content/organizations/mts.md",
        Field("status: ‸sure"),
        "bad-status",
    ),
    (
        "content/organizations/minec.md",
        Field("place: {‸fr: Paris}"),
        "unknown-language",
    ),
    (
        "content/projects/alliance-arctic.md",
        Field("budget: ‸100"),
        "bad-value",
    ),
    (
        "content/projects/science-seekers.md",
        Field("draft: ‸может быть"),
        "bad-value",
    ),
    (
        "content/technoparks/sechenov-technopark.md",
        Field("figures: [{of: ‸residnts, value: 1}]"),
        "unknown-figure",
    ),
    (
        "content/technoparks/miet-village.md",
        Field("figures: [{of: residents, value: ‸много}]"),
        "bad-value",
    ),
    (
        "content/projects/alliance-pharma.md",
        Field("governed_by: [‸{role: head}]"),
        "bad-value",
    ),
    // where a reference leads
    (
        "content/clusters/mik.md",
        Field("members: [‸msis]"),
        "broken-reference",
    ),
    (
        "content/programmes/nti.md",
        Field("website: {value: \"https://example.org\", source: ‸nowhere}"),
        "broken-reference",
    ),
    (
        "content/sectors/education.md",
        Text("Слово‸[^nobody-2020]."),
        "broken-reference",
    ),
    (
        "content/technoparks/zitc.md",
        Field("residents: [‸mik]"),
        "wrong-kind",
    ),
    (
        "content/technoparks/era.md",
        Field("parts: [‸era]"),
        "self-reference",
    ),
    (
        "content/organizations/tsai.md",
        Field("supports: [mts, ‸mts]"),
        "duplicate-reference",
    ),
    (
        "content/organizations/twins.yaml",
        Help(
            "- {id: twin-1, name: {ru: Один, en: Twin 1}, aliases: [Двойник], sources: [mik-2025]}\n- {id: twin-2, name: {ru: Два, en: Twin 2}, aliases: [Двойник], sources: [mik-2025]}\n",
        ),
        "",
    ),
    (
        "content/organizations/ifar.md",
        Field("partners: [‸Двойник]"),
        "ambiguous-reference",
    ),
    (
        "content/organizations/sechenov.md",
        Field("partners: {ref: ‸zelenograd-cluster, since: 2018}"),
        "relation-conflict",
    ),
    (
        "content/regions/RU-TOM.md",
        Field("parts: [‸fd-siberian]"),
        "relation-cycle",
    ),
    (
        "content/people/dup.yaml",
        File("- {id: ‸misis, name: Однофамилец}\n"),
        "duplicate-id",
    ),
    (
        "content/organizations/nobody.en.md",
        File("‸Text of no record.\n"),
        "orphan-translation",
    ),
    // links in texts
    (
        "content/sectors/pharma.md",
        Text("‸[[phrma]]"),
        "broken-link",
    ),
    (
        "content/sectors/robotics.md",
        Text("А вот ‸[файл](../organizations/misi.md)."),
        "broken-link",
    ),
    (
        "content/sectors/arctic.md",
        Text("‸[[misis#нет-такого]]"),
        "broken-anchor",
    ),
    (
        "content/sectors/materials.md",
        Text("‸[нажми](javascript:alert(1))"),
        "unsafe-link",
    ),
    (
        "content/sectors/metallurgy.md",
        Text("‸![снимок](../../assets/photo.jpg)"),
        "missing-asset",
    ),
    // files
    (
        "content/cluster/x.md",
        File("‸---\nname: Икс\n---\n"),
        "unknown-kind",
    ),
    ("content/people/empty.md", File("‸"), "empty-file"),
    (
        "content/people/plain.md",
        File("‸Просто текст\n"),
        "no-front-matter",
    ),
    (
        "content/people/open.md",
        File("‸---\nname: Икс\n"),
        "open-front-matter",
    ),
    (
        "content/people/broken.md",
        File("---\nname: Икс\naliases: ‸[а\n---\n"),
        "bad-yaml",
    ),
    (
        "content/people/bad-id.yaml",
        File("- {id: ‸a/b, name: {ru: А, en: A}}\n"),
        "bad-id",
    ),
    // the whole
    (
        "content/events/u-novus-2025.md",
        Instead(
            "date: {value: 2025,",
            "date: ‸{value: 2025-06-02/2025-06-01,",
        ),
        "date-order",
    ),
    (
        "content/organizations/late.yaml",
        Help("- {id: late, name: {ru: Поздняя, en: Late}, founded: 2019, sources: [mik-2025]}\n"),
        "",
    ),
    (
        "content/agreements/early.md",
        File(
            "---\nname: {ru: Ранний договор, en: Early pact}\ndate: 2001\nparties: [‸late]\nsources: [mik-2025]\n---\n",
        ),
        "founded-after",
    ),
    (
        "content/organizations/con.md",
        File("---\nname: ‸{ru: Кон, en: Con}\nsources: [mik-2025]\n---\n"),
        "reserved-name",
    ),
    // settings and strings
    (
        "site.toml",
        Instead(
            "no-source = \"warning\"",
            "no-source = \"warning\"\n‸no-sources = \"off\"",
        ),
        "unknown-vocabulary",
    ),
    (
        "site.toml",
        Text("[quality]\nchecked_days = ‸\"год\""),
        "bad-setting",
    ),
    (
        "layouts/strings.toml",
        Instead("skip = \"К содержанию\"", "skip = ‸5"),
        "bad-strings",
    ),
];

const MARK: char = '‸';

fn edited(text: &str, edit: &Edit) -> String {
    match edit {
        Field(line) => {
            let end = text[3..].find("\n---").expect("front matter") + 3;
            format!("{}\n{line}{}", &text[..end], &text[end..])
        }
        Text(paragraph) => format!("{}\n\n{paragraph}\n", text.trim_end()),
        Instead(old, new) => {
            assert_eq!(text.matches(old).count(), 1, "{old:?} stands once");
            text.replacen(old, new, 1)
        }
        File(whole) | Help(whole) => (*whole).to_owned(),
    }
}

#[test]
fn fifty_mistakes_are_fifty_diagnostics_each_at_its_line_and_column() {
    let site = Site::shipped();
    assert_eq!(check(&site), [], "the atlas is in order before");
    let mut marked: Vec<(String, String, Vec<&str>)> = Vec::new();
    for (path, edit, code) in &MISTAKES {
        let place = marked
            .iter()
            .position(|(known, ..)| known == path)
            .unwrap_or_else(|| {
                let text = fs::read_to_string(site.path(path)).unwrap_or_default();
                marked.push(((*path).to_owned(), text, Vec::new()));
                marked.len() - 1
            });
        let (_, text, codes) = &mut marked[place];
        *text = edited(text, edit);
        codes.extend((!code.is_empty()).then_some(*code));
    }
    let mut wanted = Vec::new();
    for (path, text, codes) in marked {
        site.write(&path, &text.replace(MARK, ""));
        let mut at = Vec::new();
        for (number, line) in text
            .lines()
            .chain(text.is_empty().then_some(""))
            .enumerate()
        {
            let columns = line.char_indices().filter(|(_, c)| *c == MARK).enumerate();
            at.extend(columns.map(|(before, (byte, _))| {
                (
                    number as u64 + 1,
                    line[..byte].chars().count() as u64 + 1 - before as u64,
                )
            }));
        }
        assert_eq!(at.len(), codes.len(), "{path} has a mark for every mistake");
        // The edits of a file stand in the order of the list, so the marks are in the order of the codes.
        wanted.extend(
            at.into_iter()
                .zip(codes)
                .map(|((line, column), code)| format!("{path}:{line}:{column} {code}")),
        );
    }
    assert_eq!(wanted.len(), 50, "fifty mistakes");
    let place = |found: Found| {
        format!(
            "{}:{}:{} {}",
            found.path, found.line, found.column, found.code
        )
    };
    let mut found: Vec<String> = check(&site).into_iter().map(place).collect();
    wanted.sort();
    found.sort();
    let missing: Vec<&String> = wanted.iter().filter(|line| !found.contains(line)).collect();
    let extra: Vec<&String> = found.iter().filter(|line| !wanted.contains(line)).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "not found: {missing:#?}\nfound besides: {extra:#?}"
    );
    assert_eq!(found.len(), 50);
}
