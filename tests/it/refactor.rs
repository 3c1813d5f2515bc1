//! Edits of whole sites: renames, moves and merges of records, each with its proof, and written whole or not at all.

mod commands;
mod forms;
mod interrupted;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::diagnostic::{Code, Severity};
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::refactor::{self, prove};
use innovation_atlas::source::{SourcePath, Tree, scan};
use innovation_atlas::text::Day;

use crate::extent;

fn options() -> Options {
    Options::new(Day::new(2026, 11, 21), Drafts::Shown)
}

/// The diagnostics of a snapshot without their places and words.
fn codes(snapshot: &Snapshot) -> Vec<(Code, Severity)> {
    let mut codes: Vec<_> = snapshot
        .diagnostics
        .iter()
        .map(|found| (found.code, found.severity))
        .collect();
    codes.sort_unstable();
    codes
}

/// Renames a record, and then takes its former id away: nothing may need it.
fn rename_and_forget(before: &Snapshot, id: &str, new: &str) {
    let plan = refactor::rename(before, id, new);
    let plan = plan.unwrap_or_else(|refusal| panic!("{id}: {refusal:?}"));
    let after = prove(&plan, before, &options());
    let after = after.unwrap_or_else(|refusal| panic!("{id}: {refusal:?}"));
    assert_eq!(codes(before), codes(&after), "{id}");
    let atlas = &after.model.atlas;
    let record = atlas.record(atlas.by_id(new).expect("the record"));
    assert_eq!(&*record.id, new);
    let path = record.at.path.clone();
    let text = plan.working.tree.file(path.as_str()).expect("a file");
    let text = text.text().expect("a text");
    let old = [
        format!("aka: [{id}]\n"),
        format!(", {id}]"),
        format!("{id}, "),
    ];
    let new_text = [
        text.replace(&old[0], "\n"),
        text.replace(&old[1], "]"),
        text.replace(&old[2], ""),
    ];
    let without = new_text.iter().find(|without| *without != text);
    let without = without.unwrap_or_else(|| panic!("{id} has no former id:\n{text}"));
    let tree = plan
        .working
        .tree
        .edit(&path, Some(without.clone().into_bytes()));
    let forgotten = pipeline::snapshot(tree, Some(&after), &options());
    assert_eq!(
        codes(before),
        codes(&forgotten),
        "{id} is named somewhere yet"
    );
}

#[test]
fn every_record_of_the_shipped_atlas_can_be_renamed() {
    let tree = scan(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the atlas");
    let before = pipeline::snapshot(tree, None, &options());
    let atlas = &before.model.atlas;
    let ids: Vec<String> = atlas
        .indices()
        .map(|ix| atlas.record(ix).id.to_string())
        .collect();
    assert!(ids.len() > 250);
    for id in ids {
        rename_and_forget(&before, &id, &format!("zz-{id}"));
    }
}

#[test]
fn records_of_a_large_atlas_can_be_renamed() {
    let count = extent::count(60, 1000) as usize;
    let mut files = vec![(
        "site.toml".to_owned(),
        "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n[defaults]\nsources = [\"r5\"]\n"
            .to_owned(),
    )];
    for number in 0..count {
        let folder = ["clusters", "organizations", "people", "sources"][number % 4];
        let other = |step: usize| (number + step) % count;
        let relation = match number % 4 {
            0 => format!(
                "members:\n- r{}\n- {{ref: r{}, source: r{}}}\n",
                other(1),
                other(5),
                other(3)
            ),
            1 => format!(
                "figures: [{{of: companies, value: 1, on: 2020, by: r{}, source: 'r{}'}}]\n",
                other(4),
                other(2)
            ),
            _ => String::new(),
        };
        let text = format!(
            "---\nname: Имя {number}\n{relation}---\n[[r{}]] [[r{}|он]] [там](../{}/r{}.md)[^r{}]\n",
            other(1),
            other(2),
            ["clusters", "organizations", "people", "sources"][other(1) % 4],
            other(1),
            number / 4 * 4 + 3,
        );
        files.push((format!("content/{folder}/r{number}.md"), text));
    }
    let tree: Tree = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let before = pipeline::snapshot(tree, None, &options());
    for number in 0..count {
        rename_and_forget(&before, &format!("r{number}"), &format!("новый-{number}"));
    }
}

/// Every page and file of the old site is there afterwards, or leads on.
#[test]
fn all_addresses_of_a_renamed_record_lead_on() {
    let tree = scan(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the atlas");
    let settings = tree
        .file("site.toml")
        .expect("settings")
        .text()
        .expect("a text");
    let settings = settings.replace(
        "[data]\n",
        "[data]\ncards = true\nrecords = true\nfeeds = true\n",
    );
    let tree = tree.edit(&SourcePath::new("site.toml"), Some(settings.into_bytes()));
    let before = pipeline::snapshot(tree, None, &options());
    let routes = |snapshot: &Snapshot| -> std::collections::BTreeSet<String> {
        let pages = snapshot.model.plan.pages.iter();
        pages.map(|page| page.route.as_str().to_owned()).collect()
    };
    for id in ["miet", "RU-TOM", "microelectronics", "zelenograd"] {
        let plan = refactor::rename(&before, id, "other-id").expect("a plan");
        let after = prove(&plan, &before, &options()).expect("a proof");
        let is_own = |route: &&String| route.contains(id);
        let (old, new) = (routes(&before), routes(&after));
        assert!(old.iter().filter(is_own).count() > 2, "{id}");
        let lost: Vec<_> = old
            .difference(&new)
            .filter(|route| !route.contains("search"))
            .collect();
        assert!(lost.is_empty(), "{id}: {lost:?}");
    }
}
