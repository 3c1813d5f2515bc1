//! Code actions for every hint: in the example of each code the action is applied, and the mistake is gone.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::Session;
use super::fixes::applied;
use crate::explanations::{examples, site_of};

/// Codes whose hint asks for something that no edit of texts can do, with the reason.
const WITHOUT_ACTION: &[(&str, &str)] = &[
    ("unread-file", "where a file belongs is the editor's choice"),
    (
        "bad-toml",
        "the parser says what is wrong, not what was meant",
    ),
    ("bad-setting", "the value that was meant is not known"),
    ("name-taken", "another name is the editor's choice"),
    ("not-a-record", "what the file was to hold is not known"),
    ("bad-value", "the value that was meant is not known"),
    ("bad-identifier", "the source has the right one"),
    ("foreign-notation", "the words of the note are the editor's"),
    ("unsafe-link", "the address in the web is not known"),
    ("founded-after", "the sources have the right date"),
    ("contradiction", "both values stay where the sources differ"),
    ("place-outside-region", "the sources have the right place"),
    ("place-off-map", "the sources have the right place"),
    ("unused-border", "the region may be missing"),
    (
        "reserved-name",
        "another name is the editor's choice: rename",
    ),
    (
        "unportable-name",
        "another name is the editor's choice: rename",
    ),
    ("bad-picture", "pictures are no texts"),
    (
        "unsafe-picture",
        "another program saves it without the danger",
    ),
    (
        "bad-geometry",
        "borders are no texts to be corrected by hand",
    ),
    (
        "bad-layout",
        "the example has no name that is like the wrong one",
    ),
    ("bad-strings", "the text that was meant is not known"),
    ("plural-forms", "each form is the words of a translator"),
    (
        "too-much-output",
        "the size that is wanted is the owner's choice",
    ),
    ("bad-font", "a font is no text"),
    ("share-letters", "which font is the owner's choice"),
];

/// Codes that only rendering finds.
const ONLY_RENDERED: [&str; 3] = ["bad-layout", "missing-layout", "too-much-output"];

type Files = BTreeMap<String, String>;

/// Writes a site and starts a session in it.
fn session(folder: &Path, site: &Files) -> Session {
    for (path, text) in site {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    Session::start(folder, "utf-32")
}

/// Returns the published diagnostics of a code by file. Pages are rendered if the texts alone have none.
fn found(session: &mut Session, code: &str) -> Vec<(String, Value)> {
    session.request("atlas/kinds", Value::Null);
    let found = published(session, code);
    if !found.is_empty() || !ONLY_RENDERED.contains(&code) {
        return found;
    }
    session.request("atlas/checked", Value::Null);
    published(session, code)
}

fn published(session: &Session, code: &str) -> Vec<(String, Value)> {
    let root = session.uri("");
    let mut found = Vec::new();
    for (uri, (all, _)) in &session.diagnostics {
        let path = uri.strip_prefix(&root).expect("a file of the site");
        let own = all.as_array().expect("a list").iter();
        let own = own.filter(|found| found["code"] == code);
        found.extend(own.map(|own| (path.to_owned(), own.clone())));
    }
    found
}

fn actions(session: &mut Session, path: &str, found: &Value) -> Vec<Value> {
    let document = json!({"uri": session.uri(path)});
    let context = json!({"diagnostics": [found], "triggerKind": 2});
    let parameters = json!({"textDocument": document, "range": found["range"], "context": context});
    let answer = session.request("textDocument/codeAction", parameters);
    let all = answer.as_array().expect("a list").clone();
    let own = |action: &Value| {
        action["diagnostics"]
            .as_array()
            .is_some_and(|own| !own.is_empty())
    };
    all.into_iter().filter(own).collect()
}

/// Applies an action to the files of a site: an edit, or what a command asks of the client.
fn mended(session: &mut Session, site: &Files, action: &Value) -> Files {
    let mut site = site.clone();
    let mut edit = action["edit"].clone();
    if let Some(command) = action.get("command") {
        session.request("workspace/executeCommand", command.clone());
        let asked = session.asked.pop().expect("a request of the server");
        assert_eq!(asked.method, "workspace/applyEdit");
        edit = asked.params["edit"].clone();
    }
    let path_of = |uri: &Value| {
        let uri = uri.as_str().expect("a URI");
        uri.strip_prefix(&session.uri(""))
            .expect("a file of the site")
            .to_owned()
    };
    for part in edit["documentChanges"].as_array().expect("changes") {
        match part["kind"].as_str() {
            Some("create") => {
                site.entry(path_of(&part["uri"])).or_default();
            }
            Some("rename") => {
                let text = site.remove(&path_of(&part["oldUri"])).expect("a file");
                site.insert(path_of(&part["newUri"]), text);
            }
            Some(other) => panic!("{other}"),
            None => {
                let text = site
                    .get_mut(&path_of(&part["textDocument"]["uri"]))
                    .expect("a file");
                *text = applied(text, part["edits"].as_array().expect("edits"));
            }
        }
    }
    site
}

#[test]
fn every_hint_has_an_action_that_mends_its_mistake() {
    let (mut tried, mut wrong) = (0, String::new());
    let mut excepted = 0;
    for (code, _, example) in examples() {
        let name = code.rule().name;
        let site = site_of(&example);
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = session(folder.path(), &site);
        let before = found(&mut session, name);
        let reason = WITHOUT_ACTION.iter().find(|(without, _)| *without == name);
        excepted += usize::from(reason.is_some());
        let Some((path, first)) = before.first() else {
            // Writing to a string cannot fail.
            _ = writeln!(wrong, "{name}: not found");
            continue;
        };
        let actions = actions(&mut session, path, first);
        if actions.is_empty() != reason.is_some() {
            _ = writeln!(
                wrong,
                "{name}: no action for {:?} in {}",
                first["message"], site[path]
            );
            continue;
        }
        for action in &actions {
            tried += 1;
            let after = mended(&mut session, &site, action);
            let folder = tempfile::tempdir().expect("a folder");
            let mut other = self::session(folder.path(), &after);
            let left = found(&mut other, name);
            if left.len() >= before.len() {
                _ = writeln!(
                    wrong,
                    "{name}: {} leaves {left:?} in {after:?}",
                    action["title"]
                );
            }
        }
    }
    assert_eq!(excepted, WITHOUT_ACTION.len(), "a code that has no example");
    assert!(tried > 90, "only {tried} actions");
    assert!(wrong.is_empty(), "{tried} tried\n{wrong}");
}
