//! Random edits of a small site, as editors make them: words, fields, references by id and name, names and aliases, new
//! and removed records, ids, broken files, lists, drafts, translations, free pages, settings, layouts and assets.

use std::collections::BTreeMap;

use proptest::prelude::*;

/// The number of records that have a file of their own.
const RECORDS: usize = 10;

/// The number of values of each part.
const VALUES: usize = 6;

/// The folder of a record.
fn folder(record: usize) -> &'static str {
    [
        "clusters",
        "organizations",
        "agreements",
        "events",
        "people",
        "sources",
    ][record % 6]
}

/// A part of a record's file that one edit sets to one of [`VALUES`] values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Exists,
    Words,
    Name,
    Alias,
    Field,
    Reference,
    Form,
    Source,
    Region,
    Sectors,
    Link,
    Heading,
    Draft,
    Id,
    Former,
    Date,
    Translation,
    Broken,
    FileName,
}

const PARTS: [Part; 19] = [
    Part::Exists,
    Part::Words,
    Part::Name,
    Part::Alias,
    Part::Field,
    Part::Reference,
    Part::Form,
    Part::Source,
    Part::Region,
    Part::Sectors,
    Part::Link,
    Part::Heading,
    Part::Draft,
    Part::Id,
    Part::Former,
    Part::Date,
    Part::Translation,
    Part::Broken,
    Part::FileName,
];

/// What an editor does next.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// Sets a part of a record.
    Record(usize, Part, usize),
    /// Writes the list of organizations.
    List(usize),
    /// Writes the list of regions.
    Regions(usize),
    /// Writes the list of sectors.
    Sectors(usize),
    /// Writes the free page.
    Page(usize),
    /// Writes the introduction of a kind.
    Section(usize),
    Layout(usize),
    Settings(usize),
    Asset(usize),
}

/// Returns a random edit.
pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let value = || 0..VALUES;
    prop_oneof![
        30 => (0..RECORDS, prop::sample::select(&PARTS[..]), value())
            .prop_map(|(record, part, value)| Edit::Record(record, part, value)),
        3 => value().prop_map(Edit::List),
        2 => value().prop_map(Edit::Regions),
        2 => value().prop_map(Edit::Sectors),
        2 => value().prop_map(Edit::Page),
        1 => value().prop_map(Edit::Section),
        1 => value().prop_map(Edit::Layout),
        1 => value().prop_map(Edit::Settings),
        1 => value().prop_map(Edit::Asset),
    ]
}

/// Returns the texts by which records may refer to each other.
pub(crate) fn texts_of_references() -> impl Iterator<Item = String> {
    let forms = [
        "r",
        "Имя ",
        "псевдоним ",
        "old-",
        "item-",
        "new-",
        "RU-",
        "s",
    ];
    forms
        .into_iter()
        .flat_map(|form| (0..RECORDS).map(move |number| format!("{form}{number}")))
}

/// The site while it is edited: its files by path.
#[derive(Clone, Debug, Default)]
pub(crate) struct EditedSite {
    records: BTreeMap<(usize, Part), usize>,
    pub(crate) files: BTreeMap<String, String>,
}

impl EditedSite {
    /// Creates a site with some records that refer to each other.
    pub(crate) fn new() -> EditedSite {
        let mut site = EditedSite::default();
        for record in 0..RECORDS - 2 {
            site.apply(&Edit::Record(record, Part::Exists, 1));
            site.apply(&Edit::Record(record, Part::Reference, record % VALUES));
        }
        for edit in [
            Edit::List(1),
            Edit::Regions(1),
            Edit::Sectors(1),
            Edit::Settings(1),
            Edit::Page(1),
        ] {
            site.apply(&edit);
        }
        site
    }

    fn part(&self, record: usize, part: Part) -> usize {
        self.records
            .get(&(record, part))
            .copied()
            .unwrap_or_default()
    }

    /// Applies an edit. Returns the paths of the files that it may have changed.
    pub(crate) fn apply(&mut self, edit: &Edit) -> Vec<String> {
        let before = self.files.clone();
        match *edit {
            Edit::Record(record, part, value) => self.set(record, part, value),
            Edit::List(value) => self.put("content/organizations/list.yaml", value, list(value)),
            Edit::Regions(value) => self.put("content/regions/all.yaml", value, regions(value)),
            Edit::Sectors(value) => self.put("content/sectors/all.yaml", value, sectors(value)),
            Edit::Page(value) => self.put("content/pages/about.md", value, page(value)),
            Edit::Section(value) => self.put("content/clusters/_index.md", value, page(value)),
            Edit::Layout(1) => {
                self.put(
                    "layouts/record.html",
                    1,
                    "{{ record.title }} {% if %}".into(),
                );
            }
            Edit::Layout(value) => {
                self.put(
                    "layouts/record.html",
                    value,
                    format!("{value} {{{{ record.title }}}}\n"),
                );
            }
            Edit::Settings(value) => self.put("site.toml", value + 1, settings(value)),
            Edit::Asset(value) => {
                self.put("assets/x.css", value, format!("p {{ order: {value} }}\n"));
            }
        }
        let names = before.keys().chain(self.files.keys());
        let differ = names.filter(|name| before.get(*name) != self.files.get(*name));
        differ
            .cloned()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    /// Writes a file, or removes it for the value 0.
    fn put(&mut self, path: &str, value: usize, text: String) {
        match value {
            0 => drop(self.files.remove(path)),
            _ => drop(self.files.insert(path.to_owned(), text)),
        }
    }

    fn set(&mut self, record: usize, part: Part, value: usize) {
        for language in ["", ".en"] {
            self.files.remove(&self.path(record, language));
        }
        self.records.insert((record, part), value);
        if self.part(record, Part::Exists) == 0 {
            return;
        }
        self.files.insert(self.path(record, ""), self.text(record));
        if self.part(record, Part::Translation) > 1 {
            self.files
                .insert(self.path(record, ".en"), self.translation(record));
        }
    }

    fn path(&self, record: usize, language: &str) -> String {
        let name = match self.part(record, Part::FileName) {
            4 => format!("z{record}"),
            5 => format!("R{record}"),
            _ => format!("r{record}"),
        };
        format!("content/{}/{name}{language}.md", folder(record))
    }

    /// Returns a reference to another record in one of the forms that a text allows.
    fn reference(&self, record: usize, kind: usize) -> String {
        let places: Vec<usize> = (0..RECORDS).filter(|other| other % 6 == kind).collect();
        let value = self.part(record, Part::Reference);
        let other = places[value % places.len()];
        match self.part(record, Part::Form) {
            1 => format!("«Имя {}»", self.part(other, Part::Name)),
            2 => format!("Псевдоним {}", self.part(other, Part::Alias)),
            3 => format!("old-{value}"),
            4 => format!("item-{value}"),
            5 => format!("new-{value}"),
            _ => format!("r{other}"),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table of the parts of a record")]
    fn text(&self, record: usize) -> String {
        let value = |part| self.part(record, part);
        if value(Part::Broken) == 1 {
            return "---\nname: [не закрыто\nkind: {\n---\nтекст\n".to_owned();
        }
        if value(Part::Broken) == 2 {
            return format!(
                "---\nname: Имя {}\nfounded: [2001\nregion: RU-1\n---\nтекст\n",
                value(Part::Name)
            );
        }
        let mut text = format!("---\nname: Имя {}\n", value(Part::Name));
        let mut line = |is_given: bool, line: String| {
            if is_given {
                text += &line;
                text += "\n";
            }
        };
        line(
            value(Part::Alias) > 0,
            format!("aliases: [Псевдоним {}]", value(Part::Alias)),
        );
        line(value(Part::Id) > 2, format!("id: new-{}", value(Part::Id)));
        line(
            value(Part::Former) > 2,
            format!("aka: [old-{}]", value(Part::Former)),
        );
        line(value(Part::Draft) == 1, "draft: true".to_owned());
        line(
            value(Part::Field) > 0 && record % 6 != 5,
            format!("place: Город {}", value(Part::Field)),
        );
        line(
            value(Part::Region) > 0 && record % 6 < 4,
            format!("region: RU-{}", value(Part::Region)),
        );
        let sectors = value(Part::Sectors);
        line(
            sectors > 0 && record % 6 < 4,
            format!("sectors: [s{sectors}, s{}]", 6 - sectors),
        );
        line(
            value(Part::Source) > 0,
            format!(
                "sources: [r5{}]",
                if value(Part::Source) > 3 {
                    ", nowhere"
                } else {
                    ""
                }
            ),
        );
        let date = 2000 + value(Part::Date);
        match record % 6 {
            0 => line(true, format!("members: [{}]", self.reference(record, 1))),
            1 => {
                line(
                    true,
                    format!(
                        "member_of: [{{ref: {}, since: {date}}}]",
                        self.reference(record, 0)
                    ),
                );
                line(
                    true,
                    format!(
                        "agreements: [{{ref: {}, signatories: [r4]}}]",
                        self.reference(record, 2)
                    ),
                );
                line(true, format!("partners: [{}]", self.reference(record, 1)));
            }
            2 => {
                line(true, format!("date: {date}"));
                line(
                    true,
                    format!(
                        "parties: [{{ref: {}, source: r5, signatories: [r10, r4]}}]",
                        self.reference(record, 1)
                    ),
                );
            }
            3 => {
                line(true, format!("date: {date}"));
                line(true, format!("venue: {}", self.reference(record, 1)));
            }
            _ => {}
        }
        text += "---\n";
        if value(Part::Heading) > 0 {
            text += &format!("## Раздел {}\n\n", value(Part::Heading));
        }
        text += &format!("Слова {} о деле.\n", value(Part::Words));
        text += &self.link(
            value(Part::Link),
            &self.reference(record, value(Part::Words)),
        );
        text
    }

    fn link(&self, value: usize, other: &str) -> String {
        match value {
            1 => format!("Смотри [[{other}]] и [[r1]].\n"),
            2 => "Раздел [здесь](../clusters/r0.md#раздел-1) есть.\n".to_owned(),
            3 => "По-английски [там](../organizations/r1.en.md), с [картинкой](../../assets/x.css).\n".to_owned(),
            4 => format!("Сказано[^{other}], и [страница](../pages/about.md#раздел-2).\n"),
            5 => "Его [[item-1|имя]] и [[item-2#раздел-3]].\n".to_owned(),
            _ => String::new(),
        }
    }

    fn translation(&self, record: usize) -> String {
        let value = |part| self.part(record, part);
        let translation = value(Part::Translation);
        format!(
            "---\nname: Name {translation}\nplace: Город {}\n---\n## Part {}\n\nWords {translation} of [[r{translation}]].\n",
            translation / 2,
            value(Part::Heading),
        )
    }
}

fn list(value: usize) -> String {
    let items = (1..=value).map(|item| {
        let other = (item * 7 + value) % 6;
        format!("- id: item-{item}\n  name: Предмет {other}\n  region: RU-{item}\n  partners: [r1, item-{other}]\n")
    });
    match value {
        5 => format!(
            "defaults:\n  sources: [r5]\nrecords:\n{}",
            items.collect::<String>()
        ),
        _ => items.collect(),
    }
}

fn regions(value: usize) -> String {
    let parent = |region: usize| match (value, region) {
        (2, 3) => "  part_of: [RU-1]\n",
        (3, 3) => "  part_of: [RU-2]\n",
        (3, 2) => "  part_of: [RU-4]\n",
        (4, 1) => "  part_of: [RU-1]\n",
        (5, 2) => "  part_of: [RU-3]\n  code: RU-2\n",
        (5, 3) => "  part_of: [RU-2]\n",
        _ => "",
    };
    (1..=4)
        .map(|region| {
            format!(
                "- id: RU-{region}\n  name: Край {}\n{}",
                (region * value) % 5,
                parent(region)
            )
        })
        .collect()
}

fn sectors(value: usize) -> String {
    (1..=value)
        .map(|sector| {
            let parent = if sector == 3 && value > 3 {
                "  part_of: [s1]\n"
            } else {
                ""
            };
            format!(
                "- id: s{sector}\n  name: Отрасль {}\n{parent}",
                (sector * value) % 7
            )
        })
        .collect()
}

fn page(value: usize) -> String {
    format!(
        "---\ntitle: Страница {value}\n---\n## Раздел {value}\n\nО [[r{value}]] и [[new-{value}]].\n"
    )
}

fn settings(value: usize) -> String {
    let languages = if value.is_multiple_of(2) {
        "[\"ru\"]"
    } else {
        "[\"ru\", \"en\"]"
    };
    format!("title = \"Атлас {}\"\nlanguages = {languages}\n", value / 2)
}
