//! The preview of the real program, while files come that it must not read, and while the site's folder goes and comes.
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::program::Site;

/// `atlas serve` on a site, until it is dropped.
struct Preview {
    server: Child,
    port: u16,
}

const SECRET: &str = "word-nobody-may-read";

impl Preview {
    fn start(site: &Site, more: &[&str]) -> Preview {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|socket| socket.local_addr())
            .expect("a port")
            .port();
        let port_text = port.to_string();
        let arguments = [&["serve", "--lang", "en", "--port", &port_text], more].concat();
        let log = fs::File::create(site.path("log")).expect("a log");
        let server = site
            .command(&arguments)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("it runs");
        let preview = Preview { server, port };
        preview.wait("the first page", || {
            fs::read_to_string(site.path("log"))
                .unwrap_or_default()
                .contains("http")
        });
        preview
    }

    /// The page at an address; empty where there is none.
    fn get(&self, target: &str) -> String {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return String::new();
        };
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .expect("a limit of time");
        let head = format!(
            "GET {target} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
            self.port
        );
        stream.write_all(head.as_bytes()).expect("asked");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[track_caller]
    fn wait(&self, what: &str, holds: impl Fn() -> bool) {
        let start = Instant::now();
        while !holds() {
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "{what} did not come"
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[track_caller]
    fn shows(&self, target: &str, text: &str) {
        self.wait(&format!("{text} at {target}"), || {
            self.get(target).contains(text)
        });
    }

    /// Writes a file, and waits until its page has it: whatever came before has been seen, too.
    #[track_caller]
    fn goes_on(&self, site: &Site, name: &str) {
        site.write("content/people/a.md", &format!("---\nname: {name}\n---\n"));
        self.shows("/people/a.html", name);
    }

    /// How many folders the system watches for it.
    fn watches(&self) -> usize {
        let folder = format!("/proc/{}/fdinfo", self.server.id());
        let entries = fs::read_dir(folder).expect("the open files").flatten();
        let texts = entries.map(|entry| fs::read_to_string(entry.path()).unwrap_or_default());
        texts
            .map(|text| {
                text.lines()
                    .filter(|line| line.starts_with("inotify "))
                    .count()
            })
            .sum()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn pipe(path: &Path) {
    assert!(
        Command::new("mkfifo")
            .arg(path)
            .status()
            .expect("mkfifo")
            .success()
    );
}

#[test]
fn a_link_that_comes_while_it_runs_is_not_followed() {
    for more in [&[][..], &["--poll"]] {
        let site = Site::small();
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(
            outside.path().join("s.md"),
            format!("---\nname: {SECRET}\n---\n{SECRET}\n"),
        )
        .expect("a file");
        let preview = Preview::start(&site, more);
        preview.goes_on(&site, "First");
        symlink(
            outside.path().join("s.md"),
            site.path("content/people/b.md"),
        )
        .expect("a link");
        symlink(outside.path(), site.path("content/people/folder")).expect("a link");
        symlink(outside.path(), site.path("content/organizations")).expect("a link");
        symlink("/dev/zero", site.path("content/people/zero.md")).expect("a link");
        preview.goes_on(&site, "Second");
        let log = || fs::read_to_string(site.path("log")).expect("the log");
        for path in [
            "people/b.md",
            "people/folder",
            "organizations",
            "people/zero.md",
        ] {
            preview.wait(path, || log().contains(&format!("content/{path}")));
        }
        assert!(log().contains("link-leaves-site"), "{}", log());
        // A change of what the link leads to, and of the link into the file itself.
        fs::write(
            outside.path().join("s.md"),
            format!("---\nname: {SECRET} again\n---\n"),
        )
        .expect("a file");
        preview.goes_on(&site, "Third");
        for page in [
            "/people/b.html",
            "/people/folder/s.html",
            "/people/s.html",
            "/people/index.html",
            "/index.html",
        ] {
            assert!(!preview.get(page).contains(SECRET), "{page}");
        }
        assert!(!log().contains(SECRET));
        fs::remove_file(site.path("content/people/b.md")).expect("removed");
        site.write("content/people/b.md", "---\nname: Plain\n---\n");
        preview.shows("/people/b.html", "Plain");
    }
}

/// A reader of a pipe waits until somebody writes to it, and then there would be no update ever again.
#[test]
fn a_pipe_that_comes_while_it_runs_stops_nothing() {
    for more in [&[][..], &["--poll"]] {
        let site = Site::small();
        site.write("layouts/note.txt", "");
        site.write("assets/note.txt", "");
        let preview = Preview::start(&site, more);
        preview.goes_on(&site, "First");
        for path in ["content/people/b.md", "layouts/record.html", "assets/x.css"] {
            pipe(&site.path(path));
        }
        preview.goes_on(&site, "Second");
        let log = || fs::read_to_string(site.path("log")).expect("the log");
        preview.wait("the pipe's name", || {
            log().contains("content/people/b.md") && log().contains("special-file")
        });
        fs::remove_file(site.path("content/people/b.md")).expect("removed");
        site.write("content/people/b.md", "---\nname: Plain\n---\n");
        preview.shows("/people/b.html", "Plain");
        preview.goes_on(&site, "Third");
    }
}

/// `/usr` has thousands of folders, and `/` no end for whoever follows its links.
#[cfg(target_os = "linux")]
#[test]
fn a_link_to_a_large_folder_is_neither_watched_nor_polled() {
    let site = Site::small();
    symlink("/usr", site.path("content/people/before")).expect("a link");
    site.write("content/.git/objects/00/x", "");
    let preview = Preview::start(&site, &[]);
    preview.goes_on(&site, "First");
    let own = preview.watches();
    // The root, `content` and `content/people`.
    assert_eq!(own, 3);
    symlink("/usr", site.path("content/people/usr")).expect("a link");
    symlink("/", site.path("content/all")).expect("a link");
    symlink("/usr", site.path("assets")).expect("a link");
    symlink("..", site.path("content/people/up")).expect("a link");
    preview.goes_on(&site, "Second");
    thread::sleep(Duration::from_millis(400));
    assert_eq!(preview.watches(), own);
    site.write(
        "content/organizations/deep/er/o.md",
        "---\nname: Deep\n---\n",
    );
    preview.shows("/organizations/o.html", "Deep");
    site.write(
        "content/organizations/deep/er/o.md",
        "---\nname: Deeper\n---\n",
    );
    preview.shows("/organizations/o.html", "Deeper");
    assert_eq!(preview.watches(), own + 3);
    drop(preview);
    let preview = Preview::start(&site, &["--poll"]);
    preview.goes_on(&site, "Polled");
    preview.goes_on(&site, "Once more");
    assert_eq!(preview.watches(), 0);
}

#[test]
fn a_root_that_was_deleted_and_made_again_is_served_again() {
    for more in [&[][..], &["--poll"]] {
        let site = Site::small();
        let preview = Preview::start(&site, more);
        preview.goes_on(&site, "First");
        let (log_place, root) = (tempfile::tempdir().expect("a folder"), site.path(""));
        // The program goes on writing to it.
        fs::rename(site.path("log"), log_place.path().join("log")).expect("moved");
        let log = || fs::read_to_string(log_place.path().join("log")).expect("the log");
        for round in ["Second", "Third"] {
            // What is moved away is gone at one stroke, what is deleted goes file by file.
            let at_once = round == "Second";
            let gone = if at_once {
                fs::rename(&root, log_place.path().join("gone"))
            } else {
                fs::remove_dir_all(&root)
            };
            gone.expect("the root is gone");
            preview.wait("word of it", || {
                log().matches("folder is gone").count() == log().matches("is back").count() + 1
            });
            let is_shown = preview.get("/people/a.html").contains("200 OK");
            assert!(is_shown || !at_once, "what was good is still shown");
            fs::create_dir(&root).expect("the root");
            site.write(
                "site.toml",
                "title = \"Atlas\"\nlanguages = [\"ru\", \"en\"]\n",
            );
            site.write(
                "content/people/a.md",
                &format!("---\nname: {round} root\n---\n"),
            );
            preview.shows("/people/a.html", &format!("{round} root"));
            preview.wait("word of it", || {
                log().matches("folder is gone").count() == log().matches("is back").count()
            });
            preview.goes_on(&site, &format!("{round} edit"));
        }
        // Another folder in its place, at one stroke.
        let old = log_place.path().join("old");
        let new = log_place.path().join("new");
        crate::program::copy(&root, &new);
        fs::write(
            new.join("content/people/a.md"),
            "---\nname: Another root\n---\n",
        )
        .expect("a file");
        fs::rename(&root, &old).expect("moved");
        fs::rename(&new, &root).expect("moved");
        preview.shows("/people/a.html", "Another root");
        preview.goes_on(&site, "Another edit");
    }
}
