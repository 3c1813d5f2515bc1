//! Tables out and in: what is exported comes back without a change, edits arrive exactly, what a spreadsheet makes of values
//! is named, tables of others become records, and lists are compared with records.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;

use innovation_atlas::atlas::{Drafts, RecordIx};
use innovation_atlas::diagnostic::Severity;
use innovation_atlas::export::{Checksums, tables, write};
use innovation_atlas::import::{
    ImportOptions, ImportPlan, ImportedValues, LostZeros, TableFile, TableMap,
    import_edited_tables, import_mapped_table,
};
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::plan::{Export, Table};
use innovation_atlas::reconcile::{
    Candidate, Decision, Decisions, MatchReason, ReconcileOptions, RowOutcome, RowResult,
    listed_rows, reconcile,
};
use innovation_atlas::refactor::prove;
use innovation_atlas::site::{Direction, Language, ListColumns};
use innovation_atlas::source::{File, SourcePath, Tree, scan};
use innovation_atlas::spreadsheet::{CellForm, SheetCell, read_workbook};
use innovation_atlas::text::{Day, MessageLanguage};

fn options() -> Options {
    Options::new(Day::new(2026, 11, 21), Drafts::Shown)
}

fn snapshot(files: &[(&str, &str)]) -> Snapshot {
    let files = files.iter().map(|(path, text)| {
        let file = File::new(text.as_bytes().to_vec());
        (SourcePath::new(path), file)
    });
    let tree = Tree::from_files(files.collect::<BTreeMap<_, _>>());
    pipeline::snapshot(tree, None, &options())
}

fn shipped() -> Snapshot {
    let tree = scan(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the atlas");
    pipeline::snapshot(tree, None, &options())
}

/// The CSV files of `atlas export`.
fn exported(site: &Snapshot) -> BTreeMap<Table, String> {
    let checksums = Checksums::new(&site.model.site, &site.model.atlas);
    let files = tables(&site.model).into_iter().map(|table| {
        let mut bytes = Vec::new();
        let mut push = |piece: &[u8]| bytes.extend_from_slice(piece);
        let export = Export::Table(table);
        write(
            &site.model,
            &checksums,
            export,
            Language::DEFAULT,
            &mut push,
        );
        (table, String::from_utf8(bytes).expect("UTF-8"))
    });
    files.collect()
}

fn table_file(site: &Snapshot, table: Table, text: &str) -> TableFile {
    let (name, _) = Export::Table(table)
        .data_file(&site.model.site)
        .expect("a file");
    file(&name, text.as_bytes())
}

fn file(name: &str, bytes: &[u8]) -> TableFile {
    let book = read_workbook(name, bytes, None);
    let book = book.unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    let stem = name.rsplit_once('.').expect("an extension").0.to_owned();
    TableFile { stem, book }
}

fn how(zeros: LostZeros, done: &AtomicUsize) -> ImportOptions<'_> {
    ImportOptions { zeros, done }
}

fn edited(site: &Snapshot, files: &[TableFile]) -> ImportPlan {
    import_edited_tables(site, files, how(LostZeros::Named, &AtomicUsize::new(0))).expect("a plan")
}

/// What an import did not understand, in English.
fn problems(plan: &ImportPlan) -> Vec<String> {
    let problems = plan.account.problems.iter();
    problems
        .map(|problem| {
            let words = problem.words.words(MessageLanguage::En);
            format!("{} {}: {words}", problem.at, problem.column)
        })
        .collect()
}

/// The text of a file after an import, which must be proved.
fn text_after(site: &Snapshot, plan: &ImportPlan, path: &str) -> String {
    prove(&plan.plan, site, &options()).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let file = plan.plan.working.tree.file(path);
    let text = file.unwrap_or_else(|| panic!("no {path}")).text();
    text.expect("a text").to_owned()
}

#[test]
fn the_exported_tables_of_the_shipped_atlas_change_nothing() {
    let site = shipped();
    let files: Vec<TableFile> = exported(&site)
        .iter()
        .map(|(table, text)| table_file(&site, *table, text))
        .collect();
    assert!(files.len() > 12);
    let plan = edited(&site, &files);
    assert_eq!(problems(&plan), [""; 0]);
    assert!(plan.account.notes.is_empty(), "{:?}", plan.account.notes);
    assert!(plan.plan.working.changes().is_empty());
}

#[cfg(feature = "spreadsheets")]
#[test]
fn the_exported_workbook_changes_nothing_and_is_the_same_each_time() {
    let site = shipped();
    let bytes = innovation_atlas::export::write_workbook(&site.model);
    assert_eq!(bytes, innovation_atlas::export::write_workbook(&site.model));
    let book = file("atlas.xlsx", &bytes);
    let sheets = book.book.sheets.iter();
    for cell in sheets
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells)
    {
        assert_eq!(cell.form, CellForm::Text, "{}", cell.text);
    }
    let plan = edited(&site, &[book]);
    assert_eq!(problems(&plan), [""; 0]);
    assert!(plan.account.notes.is_empty(), "{:?}", plan.account.notes);
    assert!(plan.plan.working.changes().is_empty());
}

const SITE: &str = "title = \"x\"\nlanguages = [\"ru\", \"en\"]\n";
const MIET: &str = "---
name: {ru: МИЭТ, en: MIET}   # the university
aliases: [{ru: Институт, en: Institute}]
founded: 1965
ids:
  inn: '7735041133'
region: moscow
figures:
  - {of: employees, value: 10, on: 2017}
sources: [s]
member_of:
  - k
---
Текст.
";

fn small() -> Snapshot {
    snapshot(&[
        ("site.toml", SITE),
        ("content/organizations/miet.md", MIET),
        ("content/regions/moscow.md", "---\nname: Москва\n---\n"),
        ("content/regions/tomsk.md", "---\nname: Томск\n---\n"),
        ("content/clusters/k.md", "---\nname: К\nsources: [s]\n---\n"),
        (
            "content/sources/s.md",
            "---\nname: И\nurl: https://example.org/\n---\n",
        ),
    ])
}

/// The table of a kind of the small site with other cells: pairs of column and text, of the row of a record.
fn with_cells(site: &Snapshot, table: Table, row: &str, cells: &[(&str, &str)]) -> TableFile {
    let text = &exported(site)[&table];
    let mut file = table_file(site, table, text);
    let sheet = &mut file.book.sheets[0];
    for (column, text) in cells {
        let place = sheet.column(column).unwrap_or_else(|| {
            sheet.columns.push((*column).to_owned());
            sheet.columns.len() - 1
        });
        let found = sheet
            .rows
            .iter_mut()
            .find(|known| known.cells[0].text == row);
        let found = found.unwrap_or_else(|| panic!("no row {row}"));
        if found.cells.len() <= place {
            found.cells.resize(place + 1, SheetCell::default());
        }
        found.cells[place] = SheetCell::text(*text);
    }
    file
}

fn organizations(site: &Snapshot) -> Table {
    Table::Kind(
        site.model
            .site
            .vocabulary
            .kind_named("organization")
            .expect("a kind"),
    )
}

/// Cells of a row, what they change in its file, and into what.
type EditCase<'c> = (&'c [(&'c str, &'c str)], &'c str, &'c str);

#[test]
fn an_edited_cell_changes_its_value_alone() {
    let site = small();
    let table = organizations(&site);
    let cases: [EditCase<'_>; 9] = [
        (
            &[("founded", "1965-12")],
            "founded: 1965",
            "founded: 1965-12",
        ),
        (&[("founded", "-")], "founded: 1965\n", ""),
        (
            &[("name_en", "MIET: a \"b\"")],
            "en: MIET}",
            "en: 'MIET: a \"b\"'}",
        ),
        (
            &[("aliases", "Институт | Institute 2")],
            "en: Institute}",
            "en: Institute 2}",
        ),
        (
            &[("aliases", "Институт")],
            "{ru: Институт, en: Institute}",
            "{ru: Институт}",
        ),
        (&[("ids_inn", "-")], "ids:\n  inn: '7735041133'\n", ""),
        (&[("regions", "Томск")], "region: moscow", "region: tomsk"),
        (
            &[("regions", "moscow | tomsk")],
            "region: moscow",
            "region: [moscow, tomsk]",
        ),
        (
            &[("phone", "+7 495 123")],
            "  - k\n---",
            "  - k\nphone: +7 495 123\n---",
        ),
    ];
    for (cells, old, new) in cases {
        let plan = edited(&site, &[with_cells(&site, table, "miet", cells)]);
        assert_eq!(problems(&plan), [""; 0], "{cells:?}");
        let text = text_after(&site, &plan, "content/organizations/miet.md");
        assert_eq!(text, MIET.replace(old, new), "{cells:?}");
        assert_eq!(plan.plan.working.changes().len(), 1);
    }
}

#[test]
fn relations_and_figures_are_edited_and_added() {
    let site = small();
    let relations = &exported(&site)[&Table::Relations];
    let mut file = table_file(&site, Table::Relations, relations);
    let sheet = &mut file.book.sheets[0];
    let place = |name: &str| sheet.column(name).expect("a column");
    let (since, role, from, relation, to) = (
        place("since"),
        place("role"),
        place("from"),
        place("relation"),
        place("to"),
    );
    let member = sheet
        .rows
        .iter_mut()
        .find(|row| row.cells[relation].text == "members");
    let member = member.expect("the membership");
    member.cells[since] = SheetCell::text("2012");
    member.cells[role] = SheetCell::text("founder");
    let mut new = member.clone();
    new.cells
        .iter_mut()
        .for_each(|cell| *cell = SheetCell::default());
    new.cells[from] = SheetCell::text("k");
    new.cells[relation] = SheetCell::text("region");
    new.cells[to] = SheetCell::text("Томск");
    sheet.rows.push(new);
    let plan = edited(&site, &[file]);
    assert_eq!(problems(&plan), [""; 0]);
    let text = text_after(&site, &plan, "content/organizations/miet.md");
    assert!(
        text.contains("\n  - {ref: k, role: founder, since: 2012}\n"),
        "{text}"
    );
    let text = text_after(&site, &plan, "content/clusters/k.md");
    assert!(text.contains("region: [tomsk]"), "{text}");

    let figures = with_cells(&site, Table::Figures, "miet", &[("value", "12")]);
    let plan = edited(&site, &[figures]);
    assert_eq!(problems(&plan), [""; 0]);
    let text = text_after(&site, &plan, "content/organizations/miet.md");
    assert_eq!(text, MIET.replace("value: 10", "value: 12"));
}

#[test]
fn what_is_not_understood_is_named_with_its_cell_and_not_taken() {
    let site = small();
    let table = organizations(&site);
    let cases = [
        (("founded", "2012-13"), "organizations!"),
        (("ids_inn", "735041133"), "organizations!"),
        (("regions", "Атлантида"), "there is no record `Атлантида`"),
        (("location_lat", "500"), "location_lat"),
        (("website", "no address"), "website"),
        (("budget_amount", "5"), ""),
    ];
    for ((column, text), words) in cases {
        let plan = edited(
            &site,
            &[with_cells(&site, table, "miet", &[(column, text)])],
        );
        let found = problems(&plan);
        let unmapped = plan.account.unmapped.len();
        assert_eq!(found.len() + unmapped, 1, "{column} {found:?}");
        assert!(
            found.iter().all(|found| found.contains(words)),
            "{column} {found:?}"
        );
        assert!(plan.plan.working.changes().is_empty(), "{column}");
    }
    let zero = with_cells(&site, table, "miet", &[("ids_inn", "107083893")]);
    let plan = import_edited_tables(
        &site,
        &[zero],
        how(LostZeros::Restored, &AtomicUsize::new(0)),
    )
    .expect("a plan");
    assert_eq!(problems(&plan).len(), 1, "no zero makes that number right");
}

#[test]
fn a_lost_zero_that_the_checksum_proves_is_put_back_when_asked() {
    // ИНН 0274062111 with a right control digit.
    let site = small();
    let table = organizations(&site);
    let lost = || with_cells(&site, table, "miet", &[("ids_inn", "274062111")]);
    let plan = edited(&site, &[lost()]);
    let found = problems(&plan);
    assert!(
        found[0].contains("0274062111 has the right control digit → --fix"),
        "{found:?}"
    );
    let plan = import_edited_tables(
        &site,
        &[lost()],
        how(LostZeros::Restored, &AtomicUsize::new(0)),
    )
    .expect("a plan");
    let text = text_after(&site, &plan, "content/organizations/miet.md");
    assert_eq!(text, MIET.replace("7735041133", "0274062111"));
}

#[test]
fn new_rows_become_records_of_a_list_file() {
    let site = small();
    let table = organizations(&site);
    let mut file = table_file(&site, table, &exported(&site)[&table]);
    let sheet = &mut file.book.sheets[0];
    let name = sheet.column("name_ru").expect("a name");
    let regions = sheet.column("regions").expect("regions");
    let mut row = sheet.rows[0].clone();
    row.cells
        .iter_mut()
        .for_each(|cell| *cell = SheetCell::default());
    row.cells[name] = SheetCell::text("ООО «Ёлка: 5»");
    row.cells[regions] = SheetCell::text("Томск");
    sheet.rows.push(row);
    let plan = edited(&site, &[file]);
    assert_eq!(problems(&plan), [""; 0]);
    let text = text_after(&site, &plan, "content/organizations/organizations.yaml");
    assert_eq!(
        text,
        "- id: ooo-elka-5\n  name: 'ООО «Ёлка: 5»'\n  region: [tomsk]\n"
    );
}

const ROR: &str = include_str!("../tables/ror.csv");
const ROR_MAP: &str = include_str!("../tables/ror.map.toml");

fn mapped(
    site: &Snapshot,
    name: &str,
    table: &str,
    map: &str,
    last: &ImportedValues,
) -> ImportPlan {
    let map = TableMap::read(map).expect("a map");
    let file = file(name, table.as_bytes());
    let done = AtomicUsize::new(0);
    let plan = import_mapped_table(site, &file, &map, last, how(LostZeros::Named, &done));
    assert_eq!(done.into_inner(), file.book.sheets[0].rows.len());
    plan.unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// Carries out an import. Fails if the result has errors.
fn carried_out(site: &Snapshot, plan: &ImportPlan) -> Snapshot {
    let after = prove(&plan.plan, site, &options());
    let after = after.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let errors: Vec<_> = after
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.message(MessageLanguage::En))
        .collect();
    assert_eq!(errors, [""; 0]);
    after
}

fn ror_site() -> Snapshot {
    snapshot(&[
        ("site.toml", SITE),
        (
            "content/sources/ror.md",
            "---\nname: ROR\nurl: https://ror.org/\n---\n",
        ),
    ])
}

#[test]
fn organizations_of_ror_come_in_by_a_map_and_an_editor_is_not_overruled() {
    let site = ror_site();
    let plan = mapped(&site, "ror.csv", ROR, ROR_MAP, &ImportedValues::default());
    let outside = ["the relation is not made"];
    let others = problems(&plan);
    let others = others
        .iter()
        .filter(|found| !outside.iter().any(|words| found.contains(words)));
    assert_eq!(others.collect::<Vec<_>>(), [""; 0]);
    let after = carried_out(&site, &plan);
    let kind = after
        .model
        .site
        .vocabulary
        .kind_named("organization")
        .expect("a kind");
    assert_eq!(after.model.atlas.of_kind(kind).len(), 20);
    let (path, bytes) = plan.beside.clone().expect("the values");
    assert_eq!(path.as_str(), "import/ror-organization.csv");
    let last = ImportedValues::read(&bytes);

    // The same table again changes nothing.
    let again = mapped(&after, "ror.csv", ROR, ROR_MAP, &last);
    assert!(
        again.plan.working.changes().is_empty(),
        "{:?}",
        again.account.changes
    );

    newer_tables(&after, &last);
}

/// A newer table changes what differs, and not what an editor has changed.
fn newer_tables(after: &Snapshot, last: &ImportedValues) {
    let list = "content/organizations/ror.yaml";
    let first = ROR.lines().nth(1).expect("a row");
    let cells: Vec<&str> = first.split(',').collect();
    let website = cells
        .iter()
        .find(|cell| cell.starts_with("https://"))
        .expect("a website");
    let newer = ROR.replace(website, "https://example.org/new");
    let changed = mapped(after, "ror.csv", &newer, ROR_MAP, last);
    assert_eq!(
        changed.account.changes.len(),
        1,
        "{:?}",
        changed.account.changes
    );
    let text = text_after(after, &changed, list);
    assert!(text.contains("https://example.org/new"));
    let own = after
        .tree
        .file(list)
        .expect("the list")
        .text()
        .expect("a text");
    let tree = after.tree.edit(
        &SourcePath::new(list),
        Some(
            own.replace(website, "https://example.org/editor")
                .into_bytes(),
        ),
    );
    let by_editor = pipeline::snapshot(tree, Some(after), &options());
    let conflict = mapped(&by_editor, "ror.csv", &newer, ROR_MAP, last);
    assert!(conflict.plan.working.changes().is_empty());
    let found = problems(&conflict);
    assert!(
        found.iter().any(|found| found.contains("decide: ")),
        "{found:?}"
    );
    let kept = mapped(&by_editor, "ror.csv", ROR, ROR_MAP, last);
    assert!(kept.plan.working.changes().is_empty());
}

const CORDIS_SITE: &str = "title = \"x\"\nlanguages = [\"en\"]\n
[identifiers.cordis]\nlabel = \"CORDIS\"\n[identifiers.pic]\nlabel = \"PIC\"\n[identifiers.vat]\nlabel = \"VAT\"\n
[relations.programme_participants.qualifiers.grant]\ntype = \"money\"\nlabel = \"Grant\"\n";

#[test]
fn projects_and_participations_of_cordis_come_in_by_maps() {
    let site = snapshot(&[
        ("site.toml", CORDIS_SITE),
        (
            "content/sources/cordis.md",
            "---\nname: CORDIS\nurl: https://cordis.europa.eu/\n---\n",
        ),
    ]);
    let none = ImportedValues::default();
    let projects = include_str!("../tables/cordis-projects.csv");
    let map = include_str!("../tables/cordis-projects.map.toml");
    let plan = mapped(&site, "cordis-projects.csv", projects, map, &none);
    assert_eq!(problems(&plan), [""; 0]);
    let with_projects = carried_out(&site, &plan);
    let text = text_after(&site, &plan, "content/projects/cordis.yaml");
    assert!(
        text.contains("  text: |-\n    The long term goal of ULPEC is to develop advanced vision"),
        "{text}"
    );
    let parts = include_str!("../tables/cordis-participations.csv");
    let map = include_str!("../tables/cordis-participations.map.toml");
    let plan = mapped(
        &with_projects,
        "cordis-participations.csv",
        parts,
        map,
        &none,
    );
    assert_eq!(problems(&plan), [""; 0]);
    assert_eq!(plan.account.mapped_rows, Some((50, 3)));
    let after = carried_out(&with_projects, &plan);
    let kinds = &after.model.site.vocabulary;
    let count = |kind: &str| {
        after
            .model
            .atlas
            .of_kind(kinds.kind_named(kind).expect("a kind"))
            .len()
    };
    assert_eq!((count("project"), count("organization")), (5, 47));
    let participations = after.model.atlas.relations.iter().filter(|relation| {
        kinds.relation(relation.relation).inverse == "programmes" && relation.details.is_some()
    });
    assert_eq!(participations.count(), 50);
}

/// A table of organizations whose clusters are not all known, with a map that has a mistake of each sort.
const CLUSTERED: &str = "name,cluster,title,stage,share,year\nА,К,,pilot,0.5,1999\nБ,new,Новый,mass,0.25,2001\nВ,new,Новый,pilot,0.5,2001\nГ,,,mass,1,not a year\n";

const CLUSTERED_MAP: &str = "kind = \"organization\"\n[columns]\nname = \"name_ru\"\nstage = \"stage\"\nyear = \"founded\"\n
[[relations]]\ncolumn = \"cluster\"\nrelation = \"member_of\"\nkind = \"cluster\"\nname = \"title\"\nmake = \"draft\"\nqualifiers = { share = \"share\" }\n";

#[test]
fn names_without_a_record_become_drafts_and_mistakes_name_the_cells_of_the_table() {
    let site = small();
    let none = ImportedValues::default();
    let plan = mapped(&site, "clustered.csv", CLUSTERED, CLUSTERED_MAP, &none);
    let found = problems(&plan);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("clustered!D1 stage: "), "{found:?}");
    assert!(found[1].starts_with("clustered!E1 share: "), "{found:?}");
    assert!(found[2].starts_with("clustered!F5 founded: "), "{found:?}");
    assert_eq!(
        plan.account.site_lines,
        [
            "[kinds.organization.fields.stage]\ntype = \"choice\"\nchoices = [\"mass\", \"pilot\"]\nlabel = \"stage\"",
            "[relations.members.qualifiers.share]\ntype = \"number\"\nlabel = \"share\"",
        ]
    );
    let text = text_after(&site, &plan, "content/clusters/clustered.yaml");
    assert_eq!(
        text,
        "- id: novyy\n  name: Новый\n  draft: true\n  members: [b, v]\n"
    );
    let after = carried_out(&site, &plan);

    // The draft is known the next time, and the lines are what site.toml lacks.
    let lines = plan.account.site_lines.join("\n");
    let settings = format!("{SITE}{lines}\n");
    let tree = after
        .tree
        .edit(&SourcePath::new("site.toml"), Some(settings.into_bytes()));
    let with_lines = pipeline::snapshot(tree, None, &options());
    let again = mapped(
        &with_lines,
        "clustered.csv",
        CLUSTERED,
        CLUSTERED_MAP,
        &none,
    );
    assert_eq!(problems(&again).len(), 1, "{:?}", problems(&again));
    assert_eq!(again.account.site_lines, [""; 0]);
    assert_eq!(again.account.new_records, []);
}

const LIST_RECORDS: &str = "- {id: tgu, name: Томский государственный университет, website: 'https://tsu.ru', ids: {ror: 02he2nc27}}
- {id: tpu, name: Томский политехнический университет}
- {id: acme, name: ООО «Ромашка»}
- {id: other, name: Совсем другая организация}
";

const LIST: &str = "ror,name,site
02he2nc27,TSU,www.tsu.ru/
,\"университета Томского политехнического\",
,АО Ромашка,
,Томский политехинческий университет,
,Томский педагогический университет,
,Никому не известный завод,
,Решённая строка,
";

/// The outcome of a row with the ids and reasons of its candidates.
fn outcome(site: &Snapshot, result: &RowResult) -> String {
    let candidates = result.outcome.candidates().iter();
    let id = |found: &Candidate| site.model.atlas.record(found.record).id.clone();
    let ids = candidates.map(|found| format!("{}:{}", id(found), found.reason.name()));
    let ids = ids.collect::<Vec<_>>().join(" ");
    format!("{} {ids}", result.outcome.name())
}

#[test]
fn a_list_is_compared_with_records() {
    let site = snapshot(&[
        ("site.toml", SITE),
        ("content/organizations/list.yaml", LIST_RECORDS),
    ]);
    let file = file("list.csv", LIST.as_bytes());
    let columns = ListColumns {
        keys: vec![("ror".to_owned(), "ror".to_owned())],
        names: vec!["name".to_owned()],
        places: Vec::new(),
        values: vec![("website".to_owned(), "site".to_owned())],
    };
    let rows = listed_rows(&file.book.sheets[0], &columns).expect("rows");
    let mut decisions = Decisions::default();
    let reason = Decision::Ignored("закрыта".to_owned());
    decisions.rows.insert("Решённая строка".to_owned(), reason);
    let kind = site
        .model
        .site
        .vocabulary
        .kind_named("organization")
        .expect("a kind");
    let options = ReconcileOptions {
        kind,
        decisions: &decisions,
    };
    let found = reconcile(&site.model, rows, &options);
    let outcomes: Vec<String> = found.rows.iter().map(|row| outcome(&site, row)).collect();
    assert_eq!(
        outcomes,
        [
            "same tgu:identifier",
            "same tpu:words",
            "same acme:name-without-legal-form",
            // Two rows are not one record: the less certain one is in doubt.
            "doubtful tpu:slips",
            "only-there ",
            "only-there ",
            "ignored ",
        ]
    );
    assert!(
        matches!(found.rows[0].outcome, RowOutcome::Same(found) if found.reason == MatchReason::Identifier)
    );
    let only_here = found
        .only_here
        .iter()
        .map(|ix| &*site.model.atlas.record(*ix).id);
    assert_eq!(only_here.collect::<Vec<_>>(), ["other"]);
}

const NAMED_LIST: &str = "title = \"x\"\nlanguages = [\"ru\", \"en\"]\n
[reconcile.registry]\ntable = \"list.csv\"\nkind = \"organization\"\ntitle = { ru = \"Реестр\", en = \"Registry\" }\nname = \"name\"
key = { ror = \"ror\" }\nvalue = { website = \"site\" }\n";

/// The page of the list in Russian.
fn list_page(site: &Snapshot) -> String {
    let pages = &site.model.plan.pages;
    let place = pages
        .iter()
        .position(|page| page.route.to_string() == "quality/registry.html");
    let html = site.render(&site.renderer(), place.expect("the page"));
    assert_eq!(html.diagnostics, []);
    String::from_utf8(html.value).expect("UTF-8")
}

#[test]
fn a_list_that_the_settings_name_has_a_page() {
    let list = LIST.replace("www.tsu.ru/", "www.tsu.example/<b>");
    let decisions = "[ignore]\n\"Решённая строка\" = \"закрыта\"\n";
    let files = [
        ("site.toml", NAMED_LIST),
        ("content/organizations/list.yaml", LIST_RECORDS),
        ("reconcile/list.csv", &list),
        ("reconcile/registry.toml", decisions),
    ];
    let site = snapshot(&files);
    let of_list = |site: &Snapshot| {
        let found = site.diagnostics.iter();
        let found = found.filter(|found| found.at.path.as_str() == "site.toml");
        found
            .map(|found| found.message(MessageLanguage::En))
            .collect::<Vec<_>>()
    };
    assert_eq!(of_list(&site), [""; 0]);
    let html = list_page(&site);
    assert!(html.contains("<h1>Реестр</h1>"), "{html}");
    for words in [
        "Никому не известный завод",
        "Томский политехинческий университет",
        "Совсем другая организация",
        "https://tsu.ru → www.tsu.example/&lt;b&gt;",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(!html.contains("Решённая строка"), "{html}");

    let missing = snapshot(&files[..2]);
    let found = of_list(&missing);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("reconcile.registry"), "{found:?}");
    let none = snapshot(&[("site.toml", SITE)]);
    let mut routes = none
        .model
        .plan
        .pages
        .iter()
        .map(|page| page.route.to_string());
    assert!(routes.all(|route| !route.contains("quality/")));
}

const LANDSCAPE_SITE: &str = "title = \"x\"\nlanguages = [\"en\"]\n
[kinds.project.fields.maturity]\ntype = \"choice\"\nlabel = \"Maturity\"\nchoices = [\"sandbox\", \"incubating\", \"graduated\"]
[kinds.project.fields.accepted]\ntype = \"date\"\nlabel = \"Accepted\"
[kinds.project.fields.graduated]\ntype = \"date\"\nlabel = \"Graduated\"
[kinds.project.fields.repository]\ntype = \"url\"\nlabel = \"Repository\"\n";

#[test]
fn a_landscape_comes_in_by_a_map() {
    let site = snapshot(&[
        ("site.toml", LANDSCAPE_SITE),
        (
            "content/sources/landscape.md",
            "---\nname: Landscape\nurl: https://example.org/\n---\n",
        ),
        (
            "assets/l01.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>",
        ),
    ]);
    let landscape = include_str!("../tables/landscape.yml");
    let map = include_str!("../tables/landscape.map.toml");
    let none = ImportedValues::default();
    let plan = mapped(&site, "landscape.yml", landscape, map, &none);
    assert_eq!(problems(&plan), [""; 0]);
    let after = carried_out(&site, &plan);
    let atlas = &after.model.atlas;
    let kinds = &after.model.site.vocabulary;
    let count = |kind: &str| atlas.of_kind(kinds.kind_named(kind).expect("a kind")).len();
    assert_eq!((count("project"), count("sector")), (50, 14));
    let parts = atlas
        .relations
        .iter()
        .filter(|relation| relation.relation == kinds.known.parts);
    assert_eq!(parts.count(), 10, "subcategories are parts of categories");
    let is_sourced = |ix: &&RecordIx| {
        let sources = kinds.known.sources;
        atlas.related(**ix, sources, Direction::Forward).count() == 1
    };
    let sectors = atlas.of_kind(kinds.kind_named("sector").expect("a kind"));
    assert_eq!(sectors.iter().filter(is_sourced).count(), 14);
    let (_, bytes) = plan.beside.clone().expect("the values");
    let again = mapped(
        &after,
        "landscape.yml",
        landscape,
        map,
        &ImportedValues::read(&bytes),
    );
    assert!(
        again.plan.working.changes().is_empty(),
        "{:?}",
        again.account.changes
    );
}
