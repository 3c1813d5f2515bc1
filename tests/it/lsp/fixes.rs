//! Code actions: each is applied, and the mistake is gone.

use serde_json::{Value, json};

use super::{Session, site};

/// A mistake: the file, its text, the code, the title of an action, and the text afterwards.
struct Case {
    path: &'static str,
    text: &'static str,
    code: &'static str,
    title: &'static str,
    after: &'static str,
}

const NEW: &str = "content/organizations/new.md";

const CASES: [Case; 10] = [
    Case {
        path: NEW,
        text: "---\nname: Сеченов: университет\n---\n",
        code: "bad-yaml",
        title: "Заменить на «name: \"Сеченов: университет\"»",
        after: "---\nname: \"Сеченов: университет\"\n---\n",
    },
    Case {
        path: NEW,
        text: "---\nname: А\nregion: zell\n---\n",
        code: "broken-reference",
        title: "Заменить на «zel»",
        after: "---\nname: А\nregion: zel\n---\n",
    },
    Case {
        path: NEW,
        text: "---\nname: А\nregoin: zel\n---\n",
        code: "unknown-field",
        title: "Заменить на «region»",
        after: "---\nname: А\nregion: zel\n---\n",
    },
    Case {
        path: NEW,
        text: "---\nname: А\nfounded: 21.02.2017\n---\n",
        code: "bad-date",
        title: "Заменить на «2017-02-21»",
        after: "---\nname: А\nfounded: 2017-02-21\n---\n",
    },
    Case {
        path: NEW,
        text: "---\nname: А\nstatus: planed\n---\n",
        code: "bad-status",
        title: "Заменить на «planned»",
        after: "---\nname: А\nstatus: planned\n---\n",
    },
    Case {
        path: NEW,
        text: "---\nname: А\ntype: universty\n---\n",
        code: "bad-choice",
        title: "Заменить на «university»",
        after: "---\nname: А\ntype: university\n---\n",
    },
    Case {
        path: NEW,
        text: "---\nname: А\nsectors: [medicine, medicine]\n---\n",
        code: "duplicate-reference",
        title: "Удалить",
        after: "---\nname: А\nsectors: [medicine]\n---\n",
    },
    Case {
        path: NEW,
        text: "---\nname: А\nТекст без ограды.\n",
        code: "open-front-matter",
        title: "Закрыть шапку строкой ---",
        after: "---\nname: А\nТекст без ограды.\n---\n",
    },
    Case {
        path: "content/sectors/more.yaml",
        text: "- id: new\n  short: А\n",
        code: "missing-name",
        title: "Добавить name",
        after: "- id: new\n  short: А\n  name: Название\n",
    },
    Case {
        path: NEW,
        text: "---\nname: А\n---\nСмотри [[miett]].\n",
        code: "broken-link",
        title: "Заменить на «miet»",
        after: "---\nname: А\n---\nСмотри [[miet]].\n",
    },
];

/// Applies the edits of one file to its text, by UTF-32.
pub(crate) fn applied(text: &str, edits: &[Value]) -> String {
    let offset = |position: &Value| {
        let line = position["line"].as_u64().expect("a line") as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let character = position["character"].as_u64().expect("a character") as usize;
        let within: usize = text[start..]
            .chars()
            .take(character)
            .map(char::len_utf8)
            .sum();
        start + within
    };
    let mut edits: Vec<_> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let new = edit["newText"].as_str().expect("a text");
            (offset(&range["start"])..offset(&range["end"]), new)
        })
        .collect();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    for (range, new) in edits {
        text.replace_range(range, new);
    }
    text
}

fn actions(session: &mut Session, path: &str) -> Vec<Value> {
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let document = json!({"uri": session.uri(path)});
    let parameters =
        json!({"textDocument": document, "range": range, "context": {"diagnostics": []}});
    let found = session.request("textDocument/codeAction", parameters);
    found.as_array().expect("a list").clone()
}

#[test]
fn what_a_hint_advises_can_be_done_at_once() {
    for case in CASES {
        let mut session = Session::start(&site(), "utf-32");
        session.write(case.path, case.text);
        let codes = session.codes(case.path);
        assert!(
            codes.iter().any(|code| code == case.code),
            "{}: {codes:?}",
            case.text
        );
        let actions = actions(&mut session, case.path);
        let titles: Vec<&str> = actions
            .iter()
            .filter_map(|action| action["title"].as_str())
            .collect();
        let action = actions.iter().find(|action| action["title"] == case.title);
        let action = action.unwrap_or_else(|| panic!("{}: {titles:?}", case.text));
        let part = &action["edit"]["documentChanges"][0];
        assert_eq!(part["textDocument"]["version"], 1);
        let after = applied(case.text, part["edits"].as_array().expect("edits"));
        assert_eq!(after, case.after, "{}", case.title);
        session.write(case.path, &after);
        let codes = session.codes(case.path);
        assert!(
            !codes.iter().any(|code| code == case.code),
            "{after}: {codes:?}"
        );
    }
}

#[test]
fn a_record_that_is_missing_can_be_created_and_a_field_declared() {
    let mut session = Session::start(&site(), "utf-32");
    session.write(
        NEW,
        "---\nname: А\nregion: siberia\ncolour: red\n---\nЗдесь работает ТУСУР.\n",
    );
    let actions = actions(&mut session, NEW);
    let action = |title: &str| {
        let found = actions.iter().find(|action| action["title"] == title);
        found
            .unwrap_or_else(|| panic!("{title} is not in {actions:#?}"))
            .clone()
    };
    let created = action("Создать запись regions/siberia.md");
    let changes = &created["edit"]["documentChanges"];
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(
        changes[1]["edits"][0]["newText"],
        "---\nname: siberia\n---\n"
    );
    let declared = action("site.toml: описать поле colour");
    let settings = &declared["edit"]["documentChanges"][0];
    assert_eq!(settings["textDocument"]["version"], Value::Null);
    let text = settings["edits"][0]["newText"].as_str().expect("a text");
    assert_eq!(
        text,
        "\n[kinds.organization.fields.colour]\ntype = \"text\"\nlabel = { ru = \"colour\" }\n"
    );
    let linked = action("Сделать ссылкой: tusur (Томский университет систем управления)");
    assert_eq!(
        linked["edit"]["documentChanges"][0]["edits"][0]["newText"],
        "[[tusur|ТУСУР]]"
    );
    let ignored = action("Это не она, в site.toml: tusur: ТУСУР");
    assert_eq!(
        ignored["edit"]["documentChanges"][0]["edits"][0]["newText"],
        "\n[mentions]\nignore = [\"tusur: ТУСУР\"]\n"
    );
}
