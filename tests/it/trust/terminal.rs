//! What a stranger's text can do to a terminal, and to the log of a build server that reads lines as commands.
#![cfg(unix)]

use std::fs;
use std::io::Read;
use std::process::Stdio;
use std::time::Duration;

use crate::program::Site;

/// One text of every class: commands to the terminal (C0, C1, DEL, OSC), directions, what shows nothing, ends of lines,
/// and commands to build servers.
const HOSTILE: &[&str] = &[
    "\u{1b}[2J\u{1b}[1;31mx",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;https://evil.example\u{1b}\\x",
    "a\u{8}\u{8}b\u{7f}c",
    "\u{9b}2Jx\u{85}y\u{90}z\u{9d}0;t\u{9c}",
    "a\u{202e}cba\u{202a}b\u{2066}c\u{2069}",
    "a\u{200e}b\u{200f}c\u{61c}d",
    "a\u{200b}b\u{2060}c\u{feff}d\u{ad}e\u{e0041}f",
    "a\u{2028}::error::x\u{2029}::warning::y",
    "a\n::error file=x::y",
    "a\r\n::error::y",
    "a\r::error::y",
    "a\u{b}::error::y\u{c}::error::z",
    "x ##[error]y ##[group]z ##vso[task.complete]w",
    "$(touch touched) `id`; rm -rf x",
];

/// A name that a file can have.
fn file_name(text: &str) -> String {
    text.replace('/', "_")
}

/// A text within YAML, in double quotes.
fn yaml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_ascii_graphic() || c == ' ' => out.push(c),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out + "\""
}

/// A site with each of them in every place of which something is said.
fn hostile() -> Site {
    let site = Site::small();
    let mut all = String::new();
    for (number, text) in HOSTILE.iter().enumerate() {
        let (name, quoted) = (file_name(text), yaml(text));
        let fields = [
            format!("id: {quoted}\n  name: x"),
            format!("id: a{number}\n  name: {quoted}\n  {quoted}: x"),
            format!(
                "id: b{number}\n  name: {quoted}\n  aka: [{quoted}, {}]",
                yaml(&format!("a/b/{text}"))
            ),
            format!("id: c{number}\n  name: {{ru: x, {quoted}: y}}"),
            format!(
                "id: d{number}\n  name: x\n  status: {quoted}\n  members: {}",
                yaml(&format!("nobody {text}"))
            ),
            format!(
                "id: e{number}\n  name: x\n  founded: {quoted}\n  website: {quoted}\n  identifiers: {{inn: {quoted}, {quoted}: x}}"
            ),
            format!(
                "id: f{number}\n  name: x\n  figures: [{{of: {quoted}, value: {quoted}, on: {quoted}}}]"
            ),
            format!(
                "id: g{number}\n  name: x\n  text: {}",
                yaml(&format!(
                    "[[{text}]] [x]({text}) [x](#{text}) [x](<{text}>)"
                ))
            ),
        ];
        for field in fields {
            all.push_str(&format!("- {field}\n"));
        }
        // As it stands, with control characters that YAML refuses.
        site.write(
            &format!("content/clusters/raw{number}.md"),
            &format!("---\nname: x\nmembers: [{text}]\n{text}\n---\n[[{text}]]\n"),
        );
        site.write(&format!("content/people/{name}.md"), "---\nname: x\n---\n");
        site.write(&format!("content/{name}/x.md"), "---\nname: x\n---\n");
        site.write(&format!("content/{name}.md"), "---\nname: x\n---\n");
        site.write(&format!("content/pages/{name}.md"), "---\nname: x\n---\n");
        site.write(&format!("assets/{name}.png"), "x");
        let link = site.path(&format!("content/people/link {name}.md"));
        std::os::unix::fs::symlink("/etc", link).expect("a link");
    }
    site.write("content/clusters/all.yaml", &all);
    site
}

/// Nothing but text, ends of lines and, where they may be, the program's own colours; no line that a build server obeys.
fn expect_harmless(what: &str, bytes: &[u8], colours: bool, annotations: bool) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let mut plain = text.to_owned();
    if colours {
        while let Some(start) = plain.find("\u{1b}[") {
            let length = plain[start..].find('m').expect("the end of a colour") + 1;
            let code = &plain[start + 2..start + length - 1];
            assert!(
                code.bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b';'),
                "{what}: {code:?}"
            );
            plain.replace_range(start..start + length, "");
        }
    }
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    for line in plain.lines() {
        assert!(!line.contains(hidden), "{what}: {line:?}");
        assert!(
            !line.contains("##[") && !line.contains("##vso["),
            "{what}: {line}"
        );
        // A command is `::name …`; `:::` is drawn before the second place of a mistake, and is none.
        let command = line.trim_start().strip_prefix("::");
        let annotation =
            command.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphanumeric()));
        let own = annotations
            && (line.starts_with("::error file=") || line.starts_with("::warning file="));
        assert!(!annotation || own, "{what}: {line}");
    }
}

#[test]
fn no_text_of_a_file_reaches_a_terminal_as_it_is() {
    let site = hostile();
    for arguments in [
        &["check"][..],
        &["build"],
        &["check", "--lang", "en"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["check", "--format", "sarif"],
        &["schema"],
        &["new", "person", "new"],
        &["new", "cluster", "a1"],
    ] {
        let answer = site.run(arguments);
        let (what, github) = (arguments.join(" "), arguments.contains(&"github"));
        expect_harmless(&what, &answer.0.stdout, false, github);
        expect_harmless(&what, &answer.0.stderr, false, false);
        assert!(
            !answer.err().contains("panicked"),
            "{what}: {}",
            answer.err()
        );
        // For people there are at most two hundred, and other codes come first.
        if github {
            let output = answer.out();
            for code in [
                "unknown-field",
                "bad-id",
                "broken-reference",
                "unknown-kind",
                "misplaced-file",
                "link-leaves-site",
            ] {
                assert!(output.contains(code), "{code} was seen: {output}");
            }
        }
        if what.ends_with("json") {
            let report: serde_json::Value = serde_json::from_slice(&answer.0.stdout).expect("JSON");
            let whole = report["diagnostics"].as_array().expect("rows").iter();
            let messages: String = whole.map(|row| row["message"].to_string()).collect();
            assert!(
                messages.contains("\\u001b[2J") || messages.contains("\\u{1b}"),
                "JSON has the whole text"
            );
        }
    }
}

#[test]
fn arguments_and_paths_are_shown_harmlessly() {
    let site = Site::small();
    for text in HOSTILE {
        let name = file_name(text);
        for arguments in [
            &["new", "person", text][..],
            &["new", text, "x"],
            &["schema", text],
            &["check", "--root", text],
            &["build", "--root", text],
            &["serve", "--root", text],
            &["serve", "--host", text, "--port", "0"],
            &["check", "--format", text],
            &[text],
            &["init", &name],
            &["init", &name],
            &["build", "--root", &name],
            &[
                "build",
                "--root",
                &name,
                "--out",
                &format!("{name}/content/x"),
            ],
            &["new", "--root", &name, "person", "x"],
            &[
                "schema",
                "--root",
                &name,
                "--out",
                &format!("{name}/schema"),
            ],
        ] {
            let answer = site.run(arguments);
            let what = format!("{arguments:?}");
            expect_harmless(&what, &answer.0.stdout, false, false);
            expect_harmless(&what, &answer.0.stderr, false, false);
            assert!(
                !answer.err().contains("panicked"),
                "{what}: {}",
                answer.err()
            );
        }
    }
    assert!(!site.path("touched").exists());
}

/// With a terminal, which `script` stands in for, there are colours, and nothing else.
#[test]
fn with_colours_there_are_colours_and_nothing_else() {
    let site = hostile();
    let answer = site
        .script("exec env -u NO_COLOR TERM=xterm script -qec \"$ATLAS check\" /dev/null || true");
    let bytes = String::from_utf8_lossy(&answer.0.stdout).replace("\r\n", "\n");
    if !bytes.contains("\u{1b}[") {
        // There is no such program on this machine.
        assert!(answer.err().contains("script"), "{}{bytes}", answer.err());
        return;
    }
    expect_harmless("check with colours", bytes.as_bytes(), true, false);
}

#[test]
fn the_preview_shows_file_names_harmlessly() {
    let site = hostile();
    let mut preview = site
        .command(&["serve", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut err = preview.stderr.take().expect("stderr");
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        _ = err.read_to_end(&mut bytes);
        bytes
    });
    std::thread::sleep(Duration::from_secs(3));
    for text in HOSTILE {
        fs::write(
            site.path(&format!("content/people/{}.md", file_name(text))),
            "---\nname: y\n---\n",
        )
        .expect("a file");
        std::thread::sleep(Duration::from_millis(400));
    }
    preview.kill().expect("killed");
    preview.wait().expect("it ended");
    let output = reader.join().expect("what it said");
    assert!(
        String::from_utf8_lossy(&output).contains("content/people/"),
        "files were named"
    );
    expect_harmless("serve", &output, false, false);
}

/// A command is proposed for what is an id and for nothing else.
#[test]
fn a_command_is_proposed_for_an_id_only() {
    let site = Site::small();
    for (target, proposed) in [
        ("new-person", true),
        ("иванов", true),
        ("Иван Иванов", false),
        ("$(id)", false),
        ("`id`", false),
        ("a;id", false),
        ("a'b", false),
        ("--root", false),
        ("a/b", false),
        ("a\\U0000000ab", false),
        ("con", false),
        (&*"a".repeat(90), false),
    ] {
        site.write(
            "content/clusters/c.md",
            &format!("---\nname: x\nmembers: [\"{target}\"]\n---\n"),
        );
        for format in ["human", "json", "github", "sarif"] {
            let answer = site.run(&["check", "--lang", "en", "--format", format]);
            let output = answer.out() + &answer.err();
            assert!(output.contains("broken-reference"), "{target}: {output}");
            assert_eq!(
                output.contains(": atlas new "),
                proposed,
                "{format}, {target}: {output}"
            );
        }
    }
}
