//! The real program on a site of its own in a temporary folder.
#![allow(dead_code, reason = "every test file uses another part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A site in a temporary folder, which goes with it.
pub(crate) struct Site {
    root: tempfile::TempDir,
}

/// A diagnostic as `check --format json` writes it.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) path: String,
    pub(crate) line: u64,
    pub(crate) column: u64,
}

/// What the program answered.
pub(crate) struct Answer(pub(crate) Output);

impl Site {
    /// A site with one person.
    pub(crate) fn small() -> Site {
        let site = Site {
            root: tempfile::tempdir().expect("a temporary folder"),
        };
        site.write(
            "site.toml",
            "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n",
        );
        site.write("content/people/a.md", "---\nname: Анна\n---\nТекст.\n");
        site
    }

    /// An empty folder.
    pub(crate) fn empty() -> Site {
        Site {
            root: tempfile::tempdir().expect("a folder"),
        }
    }

    /// A copy of the atlas that the repository ships.
    pub(crate) fn shipped() -> Site {
        let site = Site {
            root: tempfile::tempdir().expect("a temporary folder"),
        };
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["content", "layouts", "assets"] {
            copy(&home.join(folder), &site.path(folder));
        }
        fs::copy(home.join("site.toml"), site.path("site.toml")).expect("site.toml");
        site
    }

    /// A copy of the atlas of another country, in German and French.
    pub(crate) fn elsewhere() -> Site {
        let site = Site {
            root: tempfile::tempdir().expect("a temporary folder"),
        };
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/elsewhere");
        copy(&home, site.root.path());
        site
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect(path)
    }

    /// The program, in the site's folder, on a day that does not change.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        command_in(self.root.path(), arguments)
    }

    /// A script of the shell in the site's folder, where `$ATLAS` is the program.
    pub(crate) fn script(&self, script: &str) -> Answer {
        let mut shell = Command::new("sh");
        shell
            .args(["-euc", script])
            .current_dir(self.root.path())
            .stdin(std::process::Stdio::null());
        shell
            .env("ATLAS", env!("CARGO_BIN_EXE_atlas"))
            .env("SOURCE_DATE_EPOCH", "1795219200")
            .env("LC_ALL", "ru_RU.UTF-8");
        Answer(shell.output().expect("a shell"))
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        Answer(self.command(arguments).output().expect("the program runs"))
    }

    pub(crate) fn build(&self) -> Answer {
        self.run(&["build"])
    }
}

impl Answer {
    pub(crate) fn out(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub(crate) fn err(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    pub(crate) fn code(&self) -> i32 {
        self.0.status.code().unwrap_or(-1)
    }

    pub(crate) fn expect_success(&self) {
        assert_eq!(self.code(), 0, "{}{}", self.out(), self.err());
    }
}

/// The program in a folder, on a day that does not change.
pub(crate) fn command_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atlas"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795219200")
        .env("LC_ALL", "ru_RU.UTF-8")
        .stdin(std::process::Stdio::null());
    command
}

/// What the program answers in a folder: its exit code, and all that it prints.
pub(crate) fn answer_in(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = command_in(folder, arguments).output();
    let output = output.expect("the program runs");
    let words = [output.stdout, output.stderr].concat();
    let words = String::from_utf8_lossy(&words).into_owned();
    (output.status.code(), words)
}

/// What `check` finds in a site.
pub(crate) fn check(site: &Site) -> Vec<Found> {
    let answer = site.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_slice(&answer.0.stdout).expect("JSON");
    let rows = report["diagnostics"].as_array().expect("diagnostics");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let found = rows.iter().map(|row| Found {
        code: text(&row["code"]),
        message: text(&row["message"]),
        path: text(&row["at"]["path"]),
        line: number(&row["at"]["line"]),
        column: number(&row["at"]["column"]),
    });
    let found: Vec<Found> = found.collect();
    assert_eq!(
        answer.code() == 0,
        !rows.iter().any(|row| row["severity"] == "error"),
        "the exit code says it"
    );
    found
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).expect("a file");
        }
    }
}

/// The published files of a folder, without the program's books.
pub(crate) fn published(root: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    files(root)
        .into_iter()
        .filter(|(name, _)| !name.starts_with(".atlas-"))
        .collect()
}

/// Every file below a folder with its bytes, by path.
pub(crate) fn files(root: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let name = entry
                .path()
                .strip_prefix(root)
                .expect("below the root")
                .to_string_lossy()
                .replace('\\', "/");
            found.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
    found
}
