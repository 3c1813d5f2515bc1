//! An atlas that is updated after an edit equals one that is linked anew, part by part, and so do its plan and diagnostics.

use innovation_atlas::atlas::{Atlas, Drafts, RecordIx};
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::plan::PageKind;
use innovation_atlas::source::{SourcePath, Tree};
use innovation_atlas::text::Day;
use proptest::prelude::*;

use crate::edit_script::{EditedSite, edit, texts_of_references};

fn options(drafts: Drafts) -> Options {
    Options {
        today: Day::new(2026, 11, 21),
        drafts,
        base_url: None,
        revision: None,
        history: None,
    }
}

fn tree(site: &EditedSite) -> Tree {
    let files = site.files.iter();
    files
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect()
}

/// What one record is linked with.
fn links_of_record(snapshot: &Snapshot, ix: RecordIx) -> impl PartialEq + std::fmt::Debug + use<> {
    let (atlas, site) = (&snapshot.model.atlas, &snapshot.model.site);
    let facets = &atlas.facets;
    let ranks: Vec<u32> = site.each_language().map(|it| atlas.rank(it, ix)).collect();
    let links = |language| {
        let link = snapshot.model.record_link(language, ix);
        (
            link.address().to_owned(),
            link.name().to_owned(),
            atlas.inherited_sources(ix).to_vec(),
        )
    };
    let targets: Vec<Vec<Option<RecordIx>>> = atlas
        .record(ix)
        .texts()
        .map(|text| {
            let body = atlas.resolved_body(ix, text.body);
            (0..text.body.links.len() as u32)
                .map(|link| body.target(link))
                .collect()
        })
        .collect();
    (
        (atlas.edges(ix).to_vec(), atlas.name_hash(ix)),
        (atlas.kind(ix), ranks, targets),
        (
            facets.regions(ix).to_vec(),
            facets.sectors(ix).to_vec(),
            facets.is_derived(ix),
        ),
        (
            facets.children(ix).to_vec(),
            facets.parents(ix).to_vec(),
            facets.members(ix).to_vec(),
        ),
        facets.path(ix),
        site.each_language().map(links).collect::<Vec<_>>(),
    )
}

/// Fails with the name of the first part in which two versions differ.
fn expect_same(updated: &Snapshot, new: &Snapshot) -> Result<(), TestCaseError> {
    let [ours, theirs] = [updated, new].map(|snapshot| &snapshot.model.atlas);
    let records = |atlas: &Atlas| atlas.records.iter().cloned().collect::<Vec<_>>();
    prop_assert_eq!(records(ours), records(theirs));
    let relations = |atlas: &Atlas| atlas.relations.iter().cloned().collect::<Vec<_>>();
    prop_assert_eq!(relations(ours), relations(theirs));
    for ix in theirs.indices() {
        prop_assert_eq!(
            links_of_record(updated, ix),
            links_of_record(new, ix),
            "{:?}",
            ix
        );
    }
    for kind in new.model.site.vocabulary.each_kind() {
        prop_assert_eq!(ours.of_kind(kind), theirs.of_kind(kind));
    }
    for text in texts_of_references() {
        prop_assert_eq!(ours.resolve(&text), theirs.resolve(&text), "{}", text);
    }
    let matrix = |atlas: &Atlas| {
        let matrix = &atlas.facets.matrix;
        (
            matrix.rows.clone(),
            matrix.columns.clone(),
            matrix.cells.clone(),
            matrix.by_sector.clone(),
            matrix.kinds.clone(),
        )
    };
    prop_assert_eq!(matrix(ours), matrix(theirs));
    let pages = |snapshot: &Snapshot| {
        let plan = &snapshot.model.plan;
        let pages = plan
            .pages
            .iter()
            .map(|page| (page.route.to_string(), page.kind.clone(), page.language));
        let site = &snapshot.model.site;
        let dated = site
            .each_language()
            .map(|it| plan.dated_records(it).to_vec());
        (pages.collect::<Vec<_>>(), dated.collect::<Vec<_>>())
    };
    prop_assert_eq!(pages(updated), pages(new));
    prop_assert_eq!(&updated.diagnostics, &new.diagnostics);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::extent::count(8, 250), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_every_edit(edits in prop::collection::vec(edit(), 40), shows_drafts in any::<bool>()) {
        let options = options(if shows_drafts { Drafts::Shown } else { Drafts::Hidden });
        let mut site = EditedSite::new();
        let mut updated = pipeline::snapshot(tree(&site), None, &options);
        for edit in edits {
            let mut edited = updated.tree.clone();
            for path in site.apply(&edit) {
                let bytes = site.files.get(&path).map(|text| text.clone().into_bytes());
                edited = edited.edit(&SourcePath::new(&path), bytes);
            }
            updated = pipeline::snapshot(edited, Some(&updated), &options);
            let new = pipeline::snapshot(tree(&site), None, &options);
            if let Err(error) = expect_same(&updated, &new) {
                return Err(TestCaseError::fail(format!("after {edit:?}: {error}")));
            }
        }
    }
}

#[test]
fn a_new_name_sorts_the_lists_that_it_is_in() {
    let organization = |id: &str, name: &str| {
        let text = format!("---\nname: {name}\nregion: RU-1\n---\n");
        (format!("content/organizations/{id}.md"), text)
    };
    let mut files = vec![
        organization("a", "Альфа"),
        organization("b", "Бета"),
        organization("c", "Гамма"),
        (
            "content/clusters/k.md".into(),
            "---\nname: Кластер\nmembers: [a, b, c]\n---\n".into(),
        ),
        (
            "content/regions/all.yaml".into(),
            "- {id: RU-1, name: Край}\n".into(),
        ),
    ];
    let options = options(Drafts::Hidden);
    let tree = |files: &[(String, String)]| -> Tree {
        let files = files.iter();
        files.map(|(path, text)| (&**path, &**text)).collect()
    };
    let before = pipeline::snapshot(tree(&files), None, &options);
    files[0] = organization("a", "Эпсилон");
    let updated = pipeline::snapshot(tree(&files), Some(&before), &options);
    expect_same(&updated, &pipeline::snapshot(tree(&files), None, &options)).expect("the same");
    let atlas = &updated.model.atlas;
    let of_cluster = atlas.edges(atlas.resolve("k").expect("the cluster"));
    let names = of_cluster.iter().map(|edge| &*atlas.record(edge.other).id);
    assert_eq!(names.collect::<Vec<_>>(), ["b", "c", "a"]);
}

/// A chain of records, each of which refers to the next one by id, and every tenth to the first one by name.
fn chain(length: usize) -> Vec<(String, String)> {
    let text = |record: usize| {
        let (next, first) = (record + 1, if record % 10 == 5 { "[[Имя 0]]" } else { "" });
        format!(
            "---\nname: Имя {record}\nmember_of: [c{next}]\nregion: RU-1\n---\nСлово {first}.\n"
        )
    };
    let mut files: Vec<(String, String)> = (0..length)
        .map(|record| (format!("content/organizations/r{record}.md"), text(record)))
        .collect();
    for record in 0..=length {
        files.push((
            format!("content/clusters/c{record}.md"),
            format!("---\nname: Кластер {record}\n---\n"),
        ));
    }
    files.push((
        "content/regions/all.yaml".into(),
        "- {id: RU-1, name: Край}\n".into(),
    ));
    files
}

fn chain_tree(length: usize) -> Tree {
    let files = chain(length);
    files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect()
}

#[test]
fn an_edit_affects_few_pages() {
    let tree = chain_tree(300);
    let options = options(Drafts::Hidden);
    let first = pipeline::snapshot(tree.clone(), None, &options);
    let affected_after = |change: (&str, &str)| {
        let path = SourcePath::new("content/organizations/r100.md");
        let text = tree
            .file(path.as_str())
            .and_then(|file| file.text().ok())
            .expect("a text");
        let edited = tree.edit(&path, Some(text.replace(change.0, change.1).into_bytes()));
        let next = pipeline::snapshot(edited, Some(&first), &options);
        let plan = &next.model.plan;
        let of_records = |index: &usize| matches!(plan.pages[*index].kind, PageKind::Record(_));
        next.affected_pages()
            .map(|pages| pages.into_iter().filter(of_records).count())
    };
    // The record, its cluster and its region.
    assert_eq!(affected_after(("Слово", "Слова")), Some(3), "words");
    assert_eq!(
        affected_after(("Имя 100", "Другое имя")),
        None,
        "a name is in many lists"
    );
}

#[test]
fn an_edit_links_the_records_that_it_touches() {
    let tree = chain_tree(300);
    let options = options(Drafts::Hidden);
    let first = pipeline::snapshot(tree.clone(), None, &options);
    let atlas = &first.model.atlas;
    assert_eq!(atlas.linked_records(), atlas.indices().count());
    let linked_after = |path: &str, text: Option<&str>| {
        let edited = tree.edit(
            &SourcePath::new(path),
            text.map(|text| text.as_bytes().to_vec()),
        );
        let next = pipeline::snapshot(edited, Some(&first), &options);
        next.model.atlas.linked_records()
    };
    let own = "content/organizations/r100.md";
    let text = |change: (&str, &str)| {
        "---\nname: Имя 100\nmember_of: [c101]\nregion: RU-1\n---\nСлово .\n"
            .replace(change.0, change.1)
    };
    // The record, and those to which it has relations: the cluster and the region.
    assert_eq!(
        linked_after(own, Some(&text(("Слово", "Слова")))),
        3,
        "words"
    );
    assert_eq!(
        linked_after(own, Some(&text(("region", "place: Город\nregion")))),
        3,
        "a field"
    );
    assert_eq!(
        linked_after(own, Some(&text(("c101", "c7, c101")))),
        4,
        "a reference"
    );
    assert_eq!(
        linked_after(own, Some(&text(("Имя 100", "Новое имя")))),
        3,
        "a name that nobody refers to"
    );
    // The first record, the 30 that refer to it by name, and their clusters and region.
    let renamed = text(("Имя 100", "Новое имя")).replace("c101", "c1");
    assert_eq!(
        linked_after("content/organizations/r0.md", Some(&renamed)),
        63,
        "a name that others refer to"
    );
    assert_eq!(
        linked_after("content/organizations/r0.md", None),
        63 - 2,
        "a removed record"
    );
    assert_eq!(
        linked_after("content/organizations/new.md", Some(&text(("", "")))),
        3,
        "a new record"
    );
}
