//! A site that is known as values, written in a random form of many, and random edits of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::random::Random;
use innovation_atlas::change::{Alteration, Difference, ObservedValue, Subject, ValuePart};

#[derive(Clone, Default)]
struct Membership {
    role: Option<String>,
    since: Option<usize>,
    until: Option<usize>,
}

#[derive(Clone)]
struct ModelRecord {
    id: String,
    kind: &'static str,
    name: String,
    english: Option<String>,
    aliases: BTreeSet<String>,
    former: Vec<String>,
    place: Option<String>,
    founded: Option<usize>,
    figures: BTreeMap<usize, usize>,
    words: Vec<String>,
    link: Option<usize>,
    is_there: bool,
}

/// The site: organizations and technoparks, of which clusters have members, and a page.
pub(crate) struct ModelSite {
    records: Vec<ModelRecord>,
    members: BTreeMap<(usize, usize), Membership>,
    page: Vec<String>,
    touched: BTreeSet<(usize, &'static str)>,
}

const RECORDS: usize = 9;
const CLUSTERS: usize = 3;

/// An edit by what it changes. The records are named at the end, when all have got their ids.
enum Edited {
    Record(usize, Alteration),
    Relation(
        usize,
        usize,
        fn(String, std::sync::Arc<str>, usize) -> Alteration,
        usize,
    ),
    Page(Alteration),
}

impl ModelSite {
    pub(crate) fn new(random: &mut Random) -> ModelSite {
        let record = |number: usize| ModelRecord {
            id: format!("r{number}"),
            kind: if number < CLUSTERS {
                "clusters"
            } else {
                "organizations"
            },
            name: format!("Имя {number}"),
            english: number.is_multiple_of(2).then(|| format!("Name {number}")),
            aliases: [format!("Прозвище {number}")].into(),
            former: Vec::new(),
            place: Some(format!("Город: {number}")),
            founded: Some(1990 + number),
            figures: [(2001, 10 + number), (2002, 20)].into(),
            words: vec!["слова".to_owned(), format!("о_{number}")],
            link: number.is_multiple_of(3).then_some((number + 1) % RECORDS),
            is_there: true,
        };
        let mut site = ModelSite {
            records: (0..RECORDS).map(record).collect(),
            members: BTreeMap::new(),
            page: vec!["страница".to_owned()],
            touched: BTreeSet::new(),
        };
        for cluster in 0..CLUSTERS {
            for member in CLUSTERS..RECORDS {
                if random.chance() {
                    let since = random.chance().then_some(2000 + member);
                    let membership = Membership {
                        since,
                        ..Membership::default()
                    };
                    site.members.insert((cluster, member), membership);
                }
            }
        }
        site
    }

    /// Makes one to eight edits. Returns what they change.
    pub(crate) fn edit(&mut self, random: &mut Random) -> Vec<Difference> {
        let mut edits = Vec::new();
        for _ in 0..=random.below(8) {
            edits.extend(self.edit_once(random));
        }
        let records = &self.records;
        let id = |record: usize| -> std::sync::Arc<str> { records[record].id.as_str().into() };
        let named = edits.into_iter().map(|edit| match edit {
            Edited::Record(record, alteration) => (Subject::Record(id(record)), alteration),
            Edited::Relation(from, to, alteration, year) => {
                let alteration = alteration("members".to_owned(), id(to), year);
                (Subject::Record(id(from)), alteration)
            }
            Edited::Page(alteration) => (
                Subject::Page("pages/p".to_owned(), "ru".to_owned()),
                alteration,
            ),
        });
        named
            .map(|(subject, alteration)| Difference {
                subject,
                alteration,
            })
            .collect()
    }

    fn touch(&mut self, record: usize, part: &'static str) -> bool {
        self.records[record].is_there && self.touched.insert((record, part))
    }

    fn edit_once(&mut self, random: &mut Random) -> Option<Edited> {
        let number = random.below(RECORDS);
        let fresh = random.below(1000);
        match random.below(16) {
            0 => self.value(number, "name", |record| {
                let from = std::mem::replace(&mut record.name, format!("Иное {fresh}-{number}"));
                ("ru", Some(from), Some(record.name.clone()))
            }),
            1 => self.value(number, "place", |record| {
                let to = (!fresh.is_multiple_of(3)).then(|| format!("'Место' # {fresh}"));
                let from = std::mem::replace(&mut record.place, to);
                ("ru", from, record.place.clone())
            }),
            2 => self.value(number, "founded", |record| {
                let from = record.founded.replace(1900 + fresh % 80);
                let text = |year: usize| year.to_string();
                ("", from.map(text), record.founded.map(text))
            }),
            3 => self.value(number, "aliases", |record| {
                let alias = format!("Ещё {fresh}-{number}");
                record.aliases.insert(alias.clone());
                ("ru", None, Some(alias))
            }),
            4 | 5 => self.figure(number, fresh),
            6 => self.begin(random),
            7..=9 => self.change_relation(random, fresh),
            10 | 11 => self.words(number, fresh),
            12 => self.rename(number, fresh),
            13 => self.kind(number),
            14 => self.add_or_remove(number, random),
            _ => self.page(fresh),
        }
    }

    fn value(
        &mut self,
        number: usize,
        key: &'static str,
        set: impl FnOnce(&mut ModelRecord) -> (&'static str, Option<String>, Option<String>),
    ) -> Option<Edited> {
        if !self.touch(number, key) {
            return None;
        }
        let (language, from, to) = set(&mut self.records[number]);
        let alteration = Alteration::Value {
            key: key.to_owned(),
            language: language.to_owned(),
            part: ValuePart::Value,
            from,
            to,
        };
        Some(Edited::Record(number, alteration))
    }

    fn figure(&mut self, number: usize, fresh: usize) -> Option<Edited> {
        if !self.touch(number, "figures") {
            return None;
        }
        let figures = &mut self.records[number].figures;
        let observed = |on: usize, value: usize| ObservedValue {
            value: value.to_string(),
            on: on.to_string(),
            by: String::new(),
            provenance: Vec::new(),
        };
        let (from, to) = match fresh % 3 {
            0 => (
                figures.remove(&2001).map(|value| observed(2001, value)),
                None,
            ),
            1 => {
                let from = figures.insert(2002, 100 + fresh);
                (
                    from.map(|value| observed(2002, value)),
                    Some(observed(2002, 100 + fresh)),
                )
            }
            _ => {
                figures.insert(2003, fresh);
                (None, Some(observed(2003, fresh)))
            }
        };
        let figure = "companies".to_owned();
        Some(Edited::Record(
            number,
            Alteration::Figure { figure, from, to },
        ))
    }

    fn begin(&mut self, random: &mut Random) -> Option<Edited> {
        let cluster = random.below(CLUSTERS);
        let member = CLUSTERS + random.below(RECORDS - CLUSTERS);
        let is_free =
            self.records[member].is_there && !self.members.contains_key(&(cluster, member));
        if !is_free
            || !self
                .touched
                .insert((100 + cluster * RECORDS + member, "relation"))
        {
            return None;
        }
        self.members
            .insert((cluster, member), Membership::default());
        self.touched.insert((member, "there"));
        let begun = |relation, to, _| Alteration::RelationBegun { relation, to };
        Some(Edited::Relation(cluster, member, begun, 0))
    }

    fn change_relation(&mut self, random: &mut Random, fresh: usize) -> Option<Edited> {
        if self.members.is_empty() {
            return None;
        }
        let place = random.below(self.members.len());
        let pair = *self.members.keys().nth(place)?;
        if !self
            .touched
            .insert((100 + pair.0 * RECORDS + pair.1, "relation"))
        {
            return None;
        }
        self.touched.insert((pair.1, "there"));
        let membership = self.members.get_mut(&pair)?;
        let year = 2010 + fresh % 10;
        let alteration: fn(String, std::sync::Arc<str>, usize) -> Alteration = match fresh % 3 {
            0 => {
                self.members.remove(&pair);
                |relation, to, _| Alteration::RelationGone { relation, to }
            }
            1 => {
                membership.until = Some(year);
                |relation, to, year| Alteration::RelationEnded {
                    relation,
                    to,
                    until: year.to_string(),
                }
            }
            _ => {
                membership.role = Some(format!("роль {year}"));
                |relation, to, year| Alteration::RelationQualified {
                    relation,
                    to,
                    qualifier: "role".to_owned(),
                    was: None,
                    is: Some(format!("ru: роль {year}")),
                }
            }
        };
        Some(Edited::Relation(pair.0, pair.1, alteration, year))
    }

    fn words(&mut self, number: usize, fresh: usize) -> Option<Edited> {
        if !self.touch(number, "text") {
            return None;
        }
        let new = format!("новое{fresh}");
        let words = &mut self.records[number].words;
        let gone = std::mem::replace(&mut words[0], new.clone());
        let alteration = text(vec![gone], vec![new], "ru");
        Some(Edited::Record(number, alteration))
    }

    fn rename(&mut self, number: usize, fresh: usize) -> Option<Edited> {
        if !self.touch(number, "id") {
            return None;
        }
        let record = &mut self.records[number];
        let from = std::mem::replace(&mut record.id, format!("z{fresh}-{number}"));
        record.former.push(from.clone());
        let from = from.into();
        Some(Edited::Record(number, Alteration::Renamed { from }))
    }

    fn kind(&mut self, number: usize) -> Option<Edited> {
        let is_member = self.members.keys().any(|(_, member)| *member == number);
        if number < CLUSTERS || is_member || self.touched.contains(&(number, "id")) {
            return None;
        }
        if !self.touch(number, "id") {
            return None;
        }
        let record = &mut self.records[number];
        record.kind = "technoparks";
        record.former.push(format!("organizations/{}", record.id));
        let (from, to) = ("organization".to_owned(), "technopark".to_owned());
        Some(Edited::Record(number, Alteration::Kind { from, to }))
    }

    /// Removes a record that no text names and that has no other edit, or adds one.
    fn add_or_remove(&mut self, number: usize, random: &mut Random) -> Option<Edited> {
        let is_named = self
            .records
            .iter()
            .any(|record| record.link == Some(number));
        let is_touched = self.touched.iter().any(|(record, _)| *record == number);
        if random.chance() && !is_named && !is_touched && number >= CLUSTERS {
            self.records[number].is_there = false;
            self.members.retain(|(_, member), _| *member != number);
            return Some(Edited::Record(number, Alteration::Removed));
        }
        let mut record = self.records[CLUSTERS].clone();
        let new = self.records.len();
        record.id = format!("new{new}");
        record.name = format!("Новое {new}");
        record.aliases.clear();
        record.former.clear();
        record.kind = "organizations";
        record.link = None;
        record.is_there = true;
        self.records.push(record);
        self.members.insert((0, new), Membership::default());
        self.touched.insert((100 + new, "relation"));
        Some(Edited::Record(new, Alteration::Added))
    }

    fn page(&mut self, fresh: usize) -> Option<Edited> {
        if !self.touched.insert((0, "page")) {
            return None;
        }
        let new = format!("листок{fresh}");
        let gone = std::mem::replace(&mut self.page[0], new.clone());
        Some(Edited::Page(text(vec![gone], vec![new], "")))
    }
}

fn text(gone: Vec<String>, new: Vec<String>, language: &str) -> Alteration {
    Alteration::Text {
        key: "text".to_owned(),
        language: language.to_owned(),
        gone,
        new,
    }
}

/// Writing the site in a random form.
impl ModelSite {
    /// Returns the files in one of many forms: keys in any order, any quotes, a list or a file for each record, relations
    /// on either side, former ids in references, translations inside or outside.
    pub(crate) fn files(&self, random: &mut Random) -> Vec<(String, String)> {
        let mut files = vec![
            (
                "site.toml".to_owned(),
                "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n".to_owned(),
            ),
            (
                "content/pages/p.md".to_owned(),
                format!("---\nname: Страница\n---\n{}\n", self.page.join(" ")),
            ),
        ];
        let mut lists: BTreeMap<&str, String> = BTreeMap::new();
        let sides: BTreeMap<(usize, usize), bool> = self
            .members
            .keys()
            .map(|pair| (*pair, random.chance()))
            .collect();
        for (number, record) in self.records.iter().enumerate() {
            if !record.is_there {
                continue;
            }
            let text = self.text(record, random);
            let mut keys = self.keys(number, &sides, random);
            if random.chance() {
                keys.push(format!("id: {}", quoted(&record.id, random)));
                keys.push(format!("text: {}", quoted(&text, random)));
                keys.extend(english_name(record, random));
                random.shuffle(&mut keys);
                let list = lists.entry(record.kind).or_default();
                list.push_str(&format!("- {}\n", keys.join("\n  ")));
                continue;
            }
            let is_outside = record.english.is_some() && random.chance();
            if is_outside {
                let path = format!("content/{}/{}.en.md", record.kind, record.id);
                let english = record.english.clone().unwrap_or_default();
                files.push((
                    path,
                    format!("---\nname: {}\n---\n", quoted(&english, random)),
                ));
                keys.push(format!("name: {}", quoted(&record.name, random)));
            } else {
                keys.extend(english_name(record, random));
            }
            random.shuffle(&mut keys);
            let path = format!("content/{}/{}.md", record.kind, record.id);
            files.push((path, format!("---\n{}\n---\n{text}\n", keys.join("\n"))));
        }
        let lists = lists.into_iter();
        files.extend(lists.map(|(kind, text)| (format!("content/{kind}/list.yaml"), text)));
        files
    }

    /// Returns the id of a record, or a former one.
    fn reference(&self, number: usize, random: &mut Random) -> String {
        let record = &self.records[number];
        let former = record.former.iter().find(|former| !former.contains('/'));
        match former.filter(|_| random.chance()) {
            Some(former) => quoted(former, random),
            None => quoted(&record.id, random),
        }
    }

    fn text(&self, record: &ModelRecord, random: &mut Random) -> String {
        let link = record.link.map(|other| {
            let other = &self.records[other];
            let former = other.former.iter().find(|former| !former.contains('/'));
            let id = former.filter(|_| random.chance()).unwrap_or(&other.id);
            format!(" [[{id}]]")
        });
        format!("{}{}", record.words.join(" "), link.unwrap_or_default())
    }

    fn keys(
        &self,
        number: usize,
        sides: &BTreeMap<(usize, usize), bool>,
        random: &mut Random,
    ) -> Vec<String> {
        let record = &self.records[number];
        let mut keys = Vec::new();
        let mut list = |key: &str, mut items: Vec<String>, random: &mut Random| {
            random.shuffle(&mut items);
            match (items.is_empty(), random.below(2)) {
                (true, _) => {}
                (false, 0) => keys.push(format!("{key}: [{}]", items.join(", "))),
                (false, _) => {
                    let lines = items.iter().map(|item| format!("\n    - {item}"));
                    keys.push(format!("{key}:{}", lines.collect::<String>()));
                }
            }
        };
        let all = |items: &mut dyn Iterator<Item = &String>, random: &mut Random| -> Vec<String> {
            items.map(|item| quoted(item, random)).collect()
        };
        let aliases = all(&mut record.aliases.iter(), random);
        list("aliases", aliases, random);
        let former = all(&mut record.former.iter(), random);
        list("aka", former, random);
        let figures = record.figures.iter();
        let figures =
            figures.map(|(on, value)| format!("{{of: companies, on: {on}, value: {value}}}"));
        list("figures", figures.collect(), random);
        for (key, is_cluster) in [("members", true), ("member_of", false)] {
            let mut items = Vec::new();
            for (pair, membership) in &self.members {
                let (own, other) = if is_cluster {
                    (pair.0, pair.1)
                } else {
                    (pair.1, pair.0)
                };
                if own == number && sides[pair] == is_cluster {
                    items.push(self.membership(other, membership, random));
                }
            }
            list(key, items, random);
        }
        if let Some(place) = &record.place {
            keys.push(format!("place: {}", quoted(place, random)));
        }
        keys.extend(record.founded.map(|year| format!("founded: {year}")));
        keys
    }

    fn membership(&self, other: usize, membership: &Membership, random: &mut Random) -> String {
        let mut parts = vec![format!("ref: {}", self.reference(other, random))];
        parts.extend(
            membership
                .role
                .as_ref()
                .map(|role| format!("role: {}", quoted(role, random))),
        );
        parts.extend(membership.since.map(|year| format!("since: {year}")));
        parts.extend(membership.until.map(|year| format!("until: {year}")));
        if parts.len() == 1 && random.chance() {
            return self.reference(other, random);
        }
        random.shuffle(&mut parts);
        format!("{{{}}}", parts.join(", "))
    }
}

fn english_name(record: &ModelRecord, random: &mut Random) -> Option<String> {
    let name = quoted(&record.name, random);
    Some(match &record.english {
        Some(english) => format!("name: {{ru: {name}, en: {}}}", quoted(english, random)),
        None => format!("name: {name}"),
    })
}

/// Returns a scalar without quotes where it needs none, or with either.
fn quoted(text: &str, random: &mut Random) -> String {
    let needs = text.contains([':', '#', '\'', '[', '{']);
    match random.below(3) {
        0 if !needs => text.to_owned(),
        1 => format!("'{}'", text.replace('\'', "''")),
        _ => format!("\"{text}\""),
    }
}
