//! What each sort of page has besides the globals.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

use super::functions::{FUNCTIONS, Function, date_of};
use super::page::{PageView, SiteView};
use super::{PageContext, View, catalogue, data, drawn, list, map, optional, quality};
use crate::atlas::RecordIx;
use crate::layout::world::Index;
use crate::page::{Data, PER_PAGE, Subject, count_pages};
use crate::record::{Date, ProsePlace};
use crate::site::{DataFiles, Facet, FieldType, KindIx};

/// The variables of a template: the globals, the functions of the page, and what belongs to its subject.
pub(in crate::layout) struct Root {
    variables: Variables,
    /// What functions are bound to; one is made when a layout asks for it.
    context: Arc<PageContext>,
}

impl fmt::Debug for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.variables.fmt(f)
    }
}

/// Names with their values. There are so few that looking along them is the quickest way.
#[derive(Debug, Default)]
pub(super) struct Variables(Vec<(&'static str, Value)>);

impl Variables {
    /// Adds a variable, in the place of one of the same name.
    pub(super) fn insert(&mut self, name: &'static str, value: Value) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }
}

impl Object for Root {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let variable = self.variables.0.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone());
        variable.or_else(|| {
            let (_, call) = FUNCTIONS.into_iter().find(|(name, _)| *name == key)?;
            Some(Value::from_object(Function { context: self.context.clone(), call }))
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let variables = self.variables.0.iter().map(|(name, _)| *name);
        // A variable can stand in the place of a function.
        let hidden = |name: &&str| self.variables.0.iter().any(|(known, _)| known == name);
        let functions = FUNCTIONS.iter().map(|(name, _)| *name).filter(|name| !hidden(name));
        Enumerator::Values(variables.chain(functions).map(Value::from).collect())
    }
}

/// The variables of a page that a layout makes.
pub(in crate::layout) fn root(context: &Arc<PageContext>, layout: &str) -> Value {
    let mut variables = Variables::default();
    variables.insert("site", View::value(SiteView { context: context.clone() }));
    let name = layout.strip_suffix(".html").unwrap_or(layout).trim_end_matches(".tera");
    variables.insert("page", View::value(PageView { context: context.clone(), layout: name.to_owned() }));
    match &context.planned().subject {
        Subject::Home => home(context, &mut variables),
        Subject::Kind(kind, number) => index(context, *kind, *number, &mut variables),
        // The record of a page stands where other pages have the function that finds one.
        Subject::Record(record) | Subject::Card(record) => {
            variables.insert("record", context.record(*record));
        }
        Subject::Listing(facet, kind, number) => listing(context, *facet, *kind, *number, &mut variables),
        Subject::Matrix => matrix(context, &mut variables),
        Subject::Cell(region, sector) => {
            let cells = &context.world.atlas.facets.grid.cells;
            variables.insert("region", context.record(*region));
            variables.insert("sector", context.record(*sector));
            variables.insert("catalogue", catalogue::of_cell(context, *region, *sector));
            variables.insert("total", Value::from(cells.get(&(*region, *sector)).map_or(0, Vec::len)));
        }
        Subject::Quality => {
            variables.insert("sections", quality::sections(context));
            variables.insert("score", quality::score(context));
        }
        Subject::DataPage => {
            variables.insert("files", data::files(context));
            variables.insert("feeds", data::feeds(context));
            let (settings, records) = (&context.world.site.data, context.world.atlas.records.len());
            variables.insert("json_pages", Value::from(DataFiles::wants(settings.json_pages, records)));
            variables.insert("cards", Value::from(DataFiles::wants(settings.cards, records)));
        }
        Subject::Prose(page) => {
            let prose = context.prose(&ProsePlace::Page(page.clone()));
            variables.insert("name", Value::from(context.title()));
            let summary = prose.and_then(|prose| context.localized(&prose.summary)).map(|(text, _)| text);
            variables.insert("summary", optional(summary));
            let body = prose.map(|prose| Value::from_safe_string(context.body((&prose.body).into())));
            variables.insert("body", optional(body));
        }
        Subject::Moved(record, _) => {
            variables.insert("target", Value::from(context.record_url(*record)));
            variables.insert("target_title", Value::from(context.title()));
        }
        Subject::KindMatrix(kind) => {
            drawn::kind_matrix(context, *kind, &mut variables);
            variables.insert("choices", drawn::matrix_kinds(context, Some(*kind)));
            variables.insert("cooperation", Value::from(()));
        }
        Subject::Map(kind) => variables.insert("map", drawn::atlas_map(context, *kind)),
        Subject::Network => variables.insert("network", drawn::overall(context)),
        Subject::Timeline(year) => {
            variables.insert("year", optional(*year));
            variables.insert("chronicle", drawn::chronicle(context, *year));
        }
        Subject::Compare => variables.insert("comparable", list::comparable(context)),
        Subject::Search | Subject::NotFound | Subject::Asset(_) | Subject::Export(_) | Subject::Data(_) => {}
    }
    Value::from_object(Root { variables, context: context.clone() })
}

/// Passes on what a script of the pages loads; nothing for a page that is none.
pub(in crate::layout) fn script(context: &Arc<PageContext>, to: &mut dyn FnMut(&[u8])) {
    match &context.planned().subject {
        Subject::Data(Data::Network) => drawn::network_script(context, to),
        Subject::Data(Data::List(kind)) => list::script(context, *kind, to),
        _ => {}
    }
}

/// What a shared fragment may depend on, as a key, and its variables.
pub(in crate::layout) fn shared_root(page: &Value) -> Option<(String, impl FnOnce() -> Value + use<>)> {
    let page = View::<PageView>::shown(page)?;
    let context = page.context.clone();
    let kind = context.kind_here().map_or("", |kind| &*context.world.site.vocabulary.kind(kind).id).to_owned();
    let layout = page.layout.clone();
    let key = context.sort(&layout);
    let root = move || {
        let mut variables = Variables::default();
        variables.insert("site", View::value(SiteView { context: context.clone() }));
        let code = context.world.site.code(context.language);
        let page = map([
            ("layout", Value::from(layout)),
            ("kind", Value::from(kind)),
            ("root", Value::from(context.root.as_str())),
            ("language", map([("code", Value::from(code))])),
        ]);
        variables.insert("page", page);
        Value::from_object(Root { variables, context: context.clone() })
    };
    Some((key, root))
}

fn intro(context: &PageContext, place: &ProsePlace) -> Value {
    optional(context.prose(place).map(|prose| Value::from_safe_string(context.body((&prose.body).into()))))
}

fn home(context: &Arc<PageContext>, variables: &mut Variables) {
    let world = &context.world;
    let vocabulary = &world.site.vocabulary;
    variables.insert("intro", intro(context, &ProsePlace::Home));
    let sources = &vocabulary.relation(vocabulary.known.sources).to;
    let counted = vocabulary.each_kind().filter(|kind| {
        vocabulary.kind(*kind).facet.is_none() && !world.atlas.of_kind(*kind).is_empty() && !sources.contains(kind)
    });
    variables.insert("counts", counted.map(|kind| context.kind(kind)).collect());
    let newest = |id: &str| {
        let mut found = vocabulary.kind_named(id).map_or(Vec::new(), |kind| world.atlas.of_kind(kind).to_vec());
        found.sort_by_key(|record| std::cmp::Reverse(date_of(context, *record).map(Date::first_day)));
        context.records(found.into_iter().take(5))
    };
    variables.insert("newest_agreements", newest("agreement"));
    variables.insert("newest_events", newest("event"));
    let top = |records: &[RecordIx]| -> Value {
        let count = |record: &RecordIx| world.atlas.facets.members(*record).len();
        let mut found: Vec<RecordIx> = records.iter().copied().filter(|record| count(record) > 0).collect();
        found.sort_by_key(|record| (std::cmp::Reverse(count(record)), world.atlas.rank(context.language, *record)));
        let row = |record: &RecordIx| map([("record", context.record(*record)), ("count", Value::from(count(record)))]);
        found.iter().take(10).map(row).collect()
    };
    variables.insert("regions_top", top(&world.atlas.facets.grid.rows));
    let sectors = vocabulary.facet(Facet::Sector).map_or(&[][..], |kind| world.atlas.of_kind(kind));
    variables.insert("sectors_top", top(sectors));
}

fn index(context: &Arc<PageContext>, kind: KindIx, number: u32, variables: &mut Variables) {
    let world = &context.world;
    let Index { records: all, filters } = world.index(kind, context.language, &context.root, || {
        let mut all = world.atlas.of_kind(kind).to_vec();
        world.atlas.sort(context.language, &mut all);
        if is_dated(context, kind) {
            all.sort_by_key(|record| std::cmp::Reverse(date_of(context, *record).map(Date::first_day)));
        }
        Index { records: all.into(), filters: list::filters(context, kind) }
    });
    variables.insert("kind", context.kind(kind));
    variables.insert("filters", filters);
    variables.insert("data", optional(context.url(&Subject::Data(Data::List(kind)))));
    variables.insert("intro", if number == 1 { intro(context, &ProsePlace::Section(kind)) } else { Value::from(()) });
    let is_tree = world.site.vocabulary.kind(kind).facet.is_some();
    if is_tree {
        variables.insert("tree", tree(context, &all));
    }
    let pager =
        if is_tree { Value::from(()) } else { pager(context, number, all.len(), |number| Subject::Kind(kind, number)) };
    variables.insert("pager", pager);
    let here = if is_tree { &all[..] } else { page_of(&all, number) };
    variables.insert("groups", grouped(context, kind, here));
    variables.insert("records", context.records(here.iter().copied()));
}

fn listing(context: &Arc<PageContext>, facet: RecordIx, kind: KindIx, number: u32, variables: &mut Variables) {
    let atlas = &context.world.atlas;
    let members = atlas.facets.members(facet).iter().copied();
    let mut all: Vec<RecordIx> = members.filter(|record| atlas.kind(*record) == kind).collect();
    atlas.sort(context.language, &mut all);
    variables.insert("kind", context.kind(kind));
    variables.insert("filters", Value::from(Vec::<Value>::new()));
    variables.insert("data", Value::from(()));
    variables.insert("intro", Value::from(()));
    variables.insert("pager", pager(context, number, all.len(), |number| Subject::Listing(facet, kind, number)));
    let here = page_of(&all, number);
    variables.insert("groups", Value::from(Vec::<Value>::new()));
    variables.insert("records", context.listed(here.iter().copied(), [Some(facet), None]));
}

/// The records of one page of a list; pages are numbered from 1.
fn page_of(all: &[RecordIx], number: u32) -> &[RecordIx] {
    let start = (number as usize - 1) * PER_PAGE;
    &all[start.min(all.len())..(start + PER_PAGE).min(all.len())]
}

fn pager(context: &Arc<PageContext>, number: u32, records: usize, subject: impl Fn(u32) -> Subject) -> Value {
    let total = count_pages(records);
    if total < 2 {
        return Value::from(());
    }
    let url = |number: u32| {
        if (1..=total).contains(&number) { context.url_value(&subject(number)) } else { Value::from(()) }
    };
    // A long list names its ends and the neighbours of this page.
    let near = (1..=total).filter(|other| *other == 1 || *other == total || other.abs_diff(number) <= 4);
    let page = |other: u32| {
        map([("number", Value::from(other)), ("url", url(other)), ("current", Value::from(other == number))])
    };
    map([
        ("number", Value::from(number)),
        ("total", Value::from(total)),
        ("prev_url", url(number.wrapping_sub(1))),
        ("next_url", url(number + 1)),
        ("pages", near.map(page).collect()),
    ])
}

/// Whether the records of a kind have dates, so that a list of them begins with the newest.
fn is_dated(context: &PageContext, kind: KindIx) -> bool {
    context.world.site.vocabulary.field_of(kind, "date").is_some()
}

/// Records in the groups of their years where they have dates, else of their `type`, else under the first letters of
/// their titles.
fn grouped(context: &Arc<PageContext>, kind: KindIx, records: &[RecordIx]) -> Value {
    let world = &context.world;
    let vocabulary = &world.site.vocabulary;
    let types = vocabulary.field_of(kind, "type").and_then(|field| match &vocabulary.field(field).value {
        FieldType::Choice(choices) => Some((field, choices)),
        _ => None,
    });
    let types = types.filter(|_| !is_dated(context, kind));
    let mut groups: Vec<(usize, String, Vec<RecordIx>)> = Vec::new();
    for record in records {
        let found = world.atlas.record(*record);
        let year = || match date_of(context, *record) {
            Some(date) => date.year().to_string(),
            None => context.words("no_year").to_string(),
        };
        let (order, title) = match types {
            None if is_dated(context, kind) => (0, year()),
            Some((field, choices)) => match found.fact(field).map(|fact| &fact.value) {
                Some(crate::record::Value::Choice(choice)) => {
                    let label = choices[*choice as usize].label.text(context.language);
                    (*choice as usize, capitalised(label))
                }
                _ => (usize::MAX, context.words("no_type").to_string()),
            },
            None => (0, letter(found.title(context.language).0)),
        };
        match groups.iter_mut().find(|(_, known, _)| *known == title) {
            Some((_, _, records)) => records.push(*record),
            None => groups.push((order, title, vec![*record])),
        }
    }
    if types.is_some() {
        groups.sort_by_key(|(order, _, _)| *order);
    } else if records.len() <= 30 && !is_dated(context, kind) {
        groups.clear();
    }
    let group = |(_, title, records): (usize, String, Vec<RecordIx>)| {
        map([("title", Value::from(title)), ("records", context.records(records))])
    };
    groups.into_iter().map(group).collect()
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The letter under which a name stands; ё stands with е.
fn letter(name: &str) -> String {
    let first = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
    let upper: String = first.to_uppercase().collect();
    if upper == "Ё" { "Е".to_owned() } else { upper }
}

/// The tree of a facet's records from those that are part of none.
fn tree(context: &Arc<PageContext>, all: &[RecordIx]) -> Value {
    let facets = &context.world.atlas.facets;
    let roots = all.iter().filter(|record| facets.parents(**record).is_empty());
    roots.map(|record| branch(context, *record, None, 0)).collect()
}

/// A record of the tree with its parts. Of several records that it is a part of, only below the first its own parts are shown:
/// below all of them a tree grows with the power of its depth.
fn branch(context: &Arc<PageContext>, record: RecordIx, above: Option<RecordIx>, depth: usize) -> Value {
    let facets = &context.world.atlas.facets;
    let count = facets.members(record).len();
    let mut children = facets.children(record).to_vec();
    context.world.atlas.sort(context.language, &mut children);
    // Deeper trees do not exist; a circle, which was reported, would be one.
    let is_first = facets.parents(record).first().copied() == above;
    let children = if depth > 12 || !is_first { Vec::new() } else { children };
    map([
        ("record", context.record(record)),
        ("count", Value::from(count)),
        ("counted", Value::from(context.style.number(count as f64))),
        ("children", children.into_iter().map(|child| branch(context, child, Some(record), depth + 1)).collect()),
    ])
}

fn matrix(context: &Arc<PageContext>, variables: &mut Variables) {
    let atlas = &context.world.atlas;
    let grid = &atlas.facets.grid;
    let (mut rows, mut columns) = (grid.rows.clone(), grid.columns.clone());
    atlas.sort(context.language, &mut rows);
    atlas.sort(context.language, &mut columns);
    let column = |sector: &RecordIx| {
        let total = atlas.facets.members(*sector).len();
        map([("record", context.record(*sector)), ("total", Value::from(total))])
    };
    let cell = |region: RecordIx, sector: RecordIx| {
        let count = grid.cells.get(&(region, sector)).map_or(0, Vec::len);
        let url = if count > 0 { context.url(&Subject::Cell(region, sector)) } else { None };
        map([("count", Value::from(count)), ("url", optional(url)), ("sector", context.record(sector))])
    };
    let row = |region: &RecordIx| {
        map([
            ("record", context.record(*region)),
            ("total", Value::from(atlas.facets.members(*region).len())),
            ("cells", columns.iter().map(|sector| cell(*region, *sector)).collect()),
        ])
    };
    variables.insert("rows", rows.iter().map(row).collect());
    variables.insert("columns", columns.iter().map(column).collect());
    variables.insert("choices", drawn::matrix_kinds(context, None));
    variables.insert("cooperation", drawn::cooperation(context));
    variables.insert("kind", Value::from(()));
    variables.insert("kinds", context.world.site.vocabulary.each_kind().map(|kind| context.kind(kind)).collect());
}
