//! What may happen to the program while it works: it is killed, the disk is full, files move under it, the machine is
//! set up strangely. Whatever happens, every published file is wholly old or wholly new, and the next build completes it.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use crate::extent;
use crate::program::{self, Answer, Site, published};

/// Two states of a site that share most addresses, differ in almost every page, and have some addresses of their own.
struct TwoStates {
    site: Site,
    /// What is published of each by a build that nothing disturbs.
    whole: [BTreeMap<String, Vec<u8>>; 2],
}

impl TwoStates {
    /// The first of them is published.
    fn new() -> TwoStates {
        let site = Site::small();
        site.write(
            "content/events/e.md",
            "---\nname: Встреча\nparticipants: [a]\ndate: 2017\n---\n",
        );
        let mut states = TwoStates {
            site,
            whole: Default::default(),
        };
        for state in [1, 0] {
            states.turn(state);
            states.site.build().expect_success();
            states.whole[state] = published(&states.site.path("public"));
        }
        states
    }

    /// Turns the sources into one of the states.
    fn turn(&self, state: usize) {
        let (title, id, other) = [
            ("Первый атлас", "odd", "even"),
            ("Второй атлас", "even", "odd"),
        ][state];
        self.site.write(
            "site.toml",
            &format!(
                "title = \"{title}\"\nlanguages = [\"ru\", \"en\"]\n\
                 data = {{ cards = true, json_pages = true }}\n"
            ),
        );
        self.site.write(
            &format!("content/people/{id}.md"),
            &format!("---\nname: Персона {id}\n---\n"),
        );
        let _ = fs::remove_file(self.site.path(&format!("content/people/{other}.md")));
    }

    /// Every published file is wholly that of one state, and what both states have is there. Answers whether files of
    /// both are there.
    fn expect_whole_files(&self, when: &str) -> bool {
        let found = published(&self.site.path("public"));
        let mut only = [false, false];
        for (name, bytes) in &found {
            let is = [0, 1].map(|state| self.whole[state].get(name) == Some(bytes));
            assert!(
                is[0] || is[1],
                "{when}: {name} is neither the one nor the other"
            );
            only = [only[0] || !is[1], only[1] || !is[0]];
        }
        let shared = self.whole[0]
            .keys()
            .filter(|name| self.whole[1].contains_key(*name));
        let lost: Vec<&String> = shared.filter(|name| !found.contains_key(*name)).collect();
        assert!(lost.is_empty(), "{when}: {lost:?} are lost");
        only[0] && only[1]
    }

    /// A build that nothing disturbs makes of whatever is there what it makes of nothing.
    fn expect_mended(&self, state: usize) {
        self.turn(state);
        self.site.build().expect_success();
        assert_eq!(published(&self.site.path("public")), self.whole[state]);
        assert!(
            !self.site.path("public/.atlas-tmp").exists(),
            "no file waits"
        );
    }
}

/// The longest wait before a build is killed. It follows the pace of the machine, so that most builds have not ended.
struct Wait {
    longest: Duration,
    seed: u32,
}

impl Wait {
    fn new(longest: Duration, seed: u32) -> Self {
        Self { longest, seed }
    }

    fn sleep(&mut self) {
        self.seed = self
            .seed
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        let part = f64::from(self.seed >> 8) / f64::from(1 << 24);
        std::thread::sleep(self.longest.mul_f64(part));
    }

    fn adapt(&mut self, has_ended: bool) {
        self.longest = self.longest.mul_f64(if has_ended { 0.98 } else { 1.002 });
    }
}

/// Where a build is killed.
#[derive(Clone, Copy)]
enum Moment {
    /// Anywhere in the build.
    Any,
    /// While files wait, or are put in place.
    Publishing,
    /// As soon as the first file is in its place.
    FirstFile,
}

/// Waits for the beginning of a moment, or the end of the build.
fn await_moment(moment: Moment, site: &Site, build: &mut Child) {
    let public = site.path("public");
    let marks = || {
        let names = [
            "index.html",
            "404.html",
            "en/index.html",
            "people/index.html",
        ];
        names.map(|name| fs::metadata(public.join(name)).map(|file| file.ino()).ok())
    };
    let before = marks();
    let has_begun = || match moment {
        Moment::Any => true,
        Moment::Publishing => public.join(".atlas-tmp").exists(),
        Moment::FirstFile => marks() != before,
    };
    while !has_begun() && build.try_wait().expect("it runs").is_none() {
        std::thread::yield_now();
    }
}

/// Kills builds, a thousand of them at night: at moments all over a build, while files wait or are put in place, and right
/// after the first file is in its place.
#[test]
fn a_thousand_killed_builds_lose_nothing() {
    let states = TwoStates::new();
    let build = || {
        let mut command = states.site.command(&["build"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let start = Instant::now();
    for _ in 0..5 {
        assert!(build().status().expect("it runs").success());
    }
    let whole = start.elapsed() / 5;
    let mut anywhere = Wait::new(whole, 0x2545_f491);
    let mut publishing = Wait::new(whole / 8, 0x6b8b_4567);
    let (mut rounds, mut killed, mut waiting, mut mixed) = (0, 0, 0, 0);
    let wanted = extent::count(100, 1000);
    while killed < wanted {
        // Both states come with all moments.
        let moment = [Moment::Any, Moment::Publishing, Moment::FirstFile][rounds / 2 % 3];
        rounds += 1;
        assert!(
            rounds < 6 * wanted as usize,
            "{killed} builds of {rounds} were killed before they ended"
        );
        states.turn(rounds % 2);
        let mut running = build().spawn().expect("it runs");
        await_moment(moment, &states.site, &mut running);
        match moment {
            Moment::Any => anywhere.sleep(),
            Moment::Publishing => publishing.sleep(),
            Moment::FirstFile => {}
        }
        running.kill().expect("killed");
        let has_ended = running.wait().expect("it ended").code().is_some();
        match moment {
            Moment::Any => anywhere.adapt(has_ended),
            Moment::Publishing => publishing.adapt(has_ended),
            Moment::FirstFile => {}
        }
        killed += u32::from(!has_ended);
        waiting += u32::from(states.site.path("public/.atlas-tmp").exists());
        mixed += u32::from(states.expect_whole_files(&format!("round {rounds}")));
        if rounds % 100 == 0 {
            states.expect_mended(rounds % 2);
        }
    }
    // The moments did lie where it matters: while files wait, and between the first one in its place and the last.
    assert!(
        waiting > wanted / 20 && mixed > 0,
        "{waiting} builds were killed while files waited, {mixed} between two files"
    );
    states.expect_mended(0);
    states.expect_mended(1);
}

/// The largest file of a site is a style sheet of some 50 KB: a limit below it stops the build halfway.
#[test]
fn a_quota_that_is_used_up_leaves_what_was_published() {
    let states = TwoStates::new();
    states.turn(1);
    // Without the trap the system would end the program, as SIGKILL does.
    let answer = states
        .site
        .script("trap '' XFSZ; ulimit -f 24; exec $ATLAS build");
    assert_eq!(answer.code(), 2, "{}", answer.err());
    assert!(answer.err().contains("File too large"), "{}", answer.err());
    assert!(
        !states.expect_whole_files("with a quota"),
        "nothing has changed"
    );
    assert!(
        !states.site.path("public/.atlas-tmp").exists(),
        "what was made takes no room"
    );
    let killed = states.site.script("ulimit -f 24; $ATLAS build || true");
    assert!(
        !states.expect_whole_files("killed by the quota"),
        "{}",
        killed.err()
    );
    states.expect_mended(1);
}

/// What stands in the place of the new list stops the build before anything has changed.
#[test]
fn a_list_that_cannot_be_written_leaves_what_was_published() {
    let states = TwoStates::new();
    states.turn(1);
    let list = states.site.path("public/.atlas-manifest.new");
    fs::create_dir(&list).expect("a folder");
    fs::write(list.join("file"), "x").expect("a file");
    let answer = states.site.build();
    assert_eq!(answer.code(), 2, "{}", answer.err());
    assert!(
        answer.err().contains(".atlas-manifest.new"),
        "{}",
        answer.err()
    );
    assert!(
        !states.expect_whole_files("without a list"),
        "nothing has changed"
    );
    fs::remove_dir_all(list).expect("removed");
    states.expect_mended(1);
}

/// A real full disk, where the machine lets a test mount one; the two tests above show the same without.
#[test]
fn a_full_disk_leaves_what_was_published() {
    let site = Site::small();
    let records: Vec<String> = (0..40)
        .map(|i| format!("- {{id: p{i}, name: Персона {i}}}\n"))
        .collect();
    site.write("people.yaml", &records.concat());
    let answer = site.script(
        "unshare -rm mount -t tmpfs none /mnt 2>said || { echo no mounts; exit; }
        exec unshare -rm sh -euc '
        mkdir public && mount -t tmpfs -o size=1500k none public
        sums() { cd public && find . -type f ! -name \".atlas-*\" -exec sha1sum {} + | sort; }
        $ATLAS build >/dev/null; (sums) >before
        cp people.yaml content/people/people.yaml
        head -c 100m /dev/zero >public/filler 2>/dev/null || true
        code=0; $ATLAS build 2>said >/dev/null || code=$?
        rm public/filler; (sums) >after
        cmp before after && test ! -e public/.atlas-tmp
        echo $code; cat said'",
    );
    answer.expect_success();
    let errors = answer.out();
    if errors != "no mounts\n" {
        assert!(
            errors.starts_with("2\n") && errors.contains("No space left on device"),
            "{errors}"
        );
    }
}

/// A result that goes to a full disk is not said to be done.
#[test]
fn a_result_that_could_not_be_written_is_a_failure() {
    let site = Site::small();
    for command in [
        "check --format json",
        "schema person",
        "man",
        "completions bash",
        "build",
    ] {
        let answer = site.script(&format!("exec $ATLAS {command} >/dev/full"));
        assert_eq!(answer.code(), 2, "{command}: {}", answer.err());
        assert!(
            answer.err().contains("No space left on device"),
            "{command}: {}",
            answer.err()
        );
    }
    let gone = site.script("$ATLAS man | true; $ATLAS build | true");
    assert_eq!(
        (gone.code(), gone.err()),
        (0, String::new()),
        "a reader that has gone away is no trouble"
    );
}

/// The program as somebody who may not write where the site's owner may. The administrator, who may write everywhere,
/// becomes nobody.
fn as_a_stranger(site: &Site, arguments: &[&str]) -> Answer {
    let administrator = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if !administrator {
        return site.run(arguments);
    }
    let program = site.path("atlas");
    fs::copy(env!("CARGO_BIN_EXE_atlas"), &program).expect("a copy that nobody can reach");
    fs::set_permissions(site.path("."), fs::Permissions::from_mode(0o755))
        .expect("its permissions");
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
        .arg(program)
        .args(arguments);
    Answer(
        command
            .current_dir(site.path("."))
            .output()
            .expect("setpriv"),
    )
}

#[test]
fn an_output_folder_that_cannot_be_written_is_named() {
    let states = TwoStates::new();
    states.turn(1);
    let permit = |mode| {
        for entry in walkdir::WalkDir::new(states.site.path("public")) {
            let path = entry.expect("an entry").into_path();
            let mode = if path.is_dir() { mode | 0o111 } else { mode };
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its permissions");
        }
    };
    permit(0o444);
    let answer = as_a_stranger(&states.site, &["build"]);
    permit(0o644);
    assert_eq!(answer.code(), 2, "{}", answer.err());
    assert!(
        answer.err().contains("public") && answer.err().contains("Permission denied"),
        "{}",
        answer.err()
    );
    assert!(
        !states.expect_whole_files("without permission"),
        "nothing has changed"
    );
    states.expect_mended(1);
}

#[test]
fn a_file_that_may_not_be_read_is_named_and_keeps_the_site_as_it_is() {
    let site = Site::small();
    site.write("content/people/b.md", "---\nname: Борис\n---\n");
    fs::set_permissions(
        site.path("content/people/b.md"),
        fs::Permissions::from_mode(0o000),
    )
    .expect("its permissions");
    let answer = as_a_stranger(&site, &["check"]);
    assert_eq!(answer.code(), 1, "{}", answer.err());
    assert!(
        answer.err().contains("content/people/b.md") && answer.err().contains("unreadable-file"),
        "{}",
        answer.err()
    );
}

/// Of a site whose content is a link to another folder, and of an output folder that is a link.
#[test]
fn an_output_folder_among_the_sources_is_refused_behind_links_too() {
    let site = Site::small();
    fs::rename(site.path("content"), site.path("records")).expect("moved");
    symlink("records", site.path("content")).expect("a link");
    symlink("records/people", site.path("out")).expect("a link");
    let before = program::files(&site.path("records"));
    for out in [
        "records",
        "records/site",
        "content/site",
        "out",
        "out/new",
        "records/..",
    ] {
        let answer = site.run(&["build", "--out", out]);
        assert_eq!(answer.code(), 2, "{out}: {}", answer.err());
        assert!(answer.err().contains("--out"), "{out}: {}", answer.err());
        assert_eq!(program::files(&site.path("records")), before, "{out}");
    }
    // The sources inside of the output folder, which is no folder above the site.
    fs::create_dir(site.path("big")).expect("a folder");
    fs::rename(site.path("records"), site.path("big/records")).expect("moved");
    fs::remove_file(site.path("content")).expect("removed");
    symlink("big/records", site.path("content")).expect("a link");
    let answer = site.run(&["build", "--out", "big", "--force"]);
    assert_eq!(answer.code(), 2, "{}", answer.err());
    assert_eq!(program::files(&site.path("big/records")), before);
}

/// A record with a long text that ends as it begins.
fn long_record(name: &str) -> String {
    format!(
        "---\nname: {name}\n---\n{}\nконец {name}\n",
        "слово ".repeat(20_000)
    )
}

/// Saves, moves, removes and truncates files as long as somebody is busy.
fn edit_while(site: &Site, busy: &AtomicBool) {
    for round in 0.. {
        if !busy.load(Ordering::Relaxed) {
            break;
        }
        let name = ["Борис", "Вера"][round % 2];
        site.write("saved", &long_record(name));
        fs::rename(site.path("saved"), site.path("content/people/b.md"))
            .expect("saved as editors save");
        site.write(
            &format!("content/organizations/o{}.md", round % 7),
            "---\nname: О\n---\n",
        );
        fs::rename(
            site.path("content/organizations"),
            site.path("content/projects"),
        )
        .expect("moved");
        fs::remove_dir_all(site.path("content/projects")).expect("removed");
        fs::File::create(site.path("content/people/c.md")).expect("truncated");
        site.write("content/people/c.md", "---\nname: Ц\n---\n");
    }
}

/// Somebody saves, deletes and renames all the time. Each build sees some moment of each file, says what it could not
/// read, and publishes only what is whole.
#[test]
fn files_that_change_while_they_are_read_do_no_harm() {
    let site = Site::small();
    site.write("content/people/b.md", &long_record("Борис"));
    site.write("content/people/b.md", &long_record("Борис"));
    site.build().expect_success();
    let busy = AtomicBool::new(true);
    let answers = std::thread::scope(|scope| {
        scope.spawn(|| edit_while(&site, &busy));
        let answers: Vec<(Answer, String)> = (0..extent::count(12, 60))
            .map(|_| (site.build(), site.read("public/people/b.html")))
            .collect();
        busy.store(false, Ordering::Relaxed);
        answers
    });
    for (answer, page) in &answers {
        assert!(matches!(answer.code(), 0 | 1), "{}", answer.err());
        assert!(!answer.err().contains("panicked"), "{}", answer.err());
        let name = if page.contains("<h1>Борис") {
            "Борис"
        } else {
            "Вера"
        };
        assert!(
            page.contains(&format!("<h1>{name}")) && page.contains(&format!("конец {name}")),
            "a page of two texts"
        );
    }
    assert!(
        answers.iter().any(|(answer, _)| answer.code() == 0),
        "some builds saw a whole site"
    );
    site.build().expect_success();
    site.run(&["build", "--out", "clean"]).expect_success();
    assert_eq!(
        published(&site.path("public")),
        published(&site.path("clean"))
    );
}

#[test]
fn sixty_four_open_files_are_enough_for_a_thousand() {
    let site = Site::small();
    for number in 0..1100 {
        site.write(
            &format!("content/people/p{number}.md"),
            &format!("---\nname: Персона {number}\n---\n"),
        );
    }
    let answer = site.script("ulimit -n 64; exec $ATLAS build");
    answer.expect_success();
    assert!(site.path("public/people/p1099.html").exists());
}

/// Gives every file of a site and of what is published from it a time.
fn date_files(site: &Site, time: SystemTime) {
    for name in program::files(&site.path(".")).keys() {
        let file = fs::File::options()
            .append(true)
            .open(site.path(name))
            .expect("a file");
        file.set_modified(time).expect("its time");
    }
}

#[test]
fn the_times_of_files_mean_nothing() {
    let site = Site::small();
    site.build().expect_success();
    let before = published(&site.path("public"));
    for seconds in [0, 1, u64::from(u32::MAX), 8_000_000_000] {
        date_files(&site, SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        site.build().expect_success();
        assert_eq!(
            published(&site.path("public")),
            before,
            "{seconds} s after 1970"
        );
        site.write(
            "content/people/a.md",
            "---\nname: Анна\n---\nНовый текст.\n",
        );
        date_files(&site, SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        site.build().expect_success();
        assert!(
            site.read("public/people/a.html").contains("Новый текст."),
            "{seconds} s after 1970"
        );
        site.write("content/people/a.md", "---\nname: Анна\n---\nТекст.\n");
    }
}

#[test]
fn a_clock_that_jumps_changes_nothing_but_the_day() {
    let site = Site::small();
    site.write(
        "content/people/a.md",
        "---\nname: Анна\nstatus: planned\n---\n",
    );
    let build = |epoch: &str, out: &str| {
        Answer(
            site.command(&["build", "--out", out])
                .env("SOURCE_DATE_EPOCH", epoch)
                .output()
                .expect("it runs"),
        )
    };
    for (number, epoch) in [
        "1795219200",
        "0",
        "253402300800",
        "18446744073709551615",
        "86399",
        "1795219200",
    ]
    .iter()
    .enumerate()
    {
        build(epoch, "public").expect_success();
        let clean = format!("clean-{number}");
        build(epoch, &clean).expect_success();
        assert_eq!(
            published(&site.path("public")),
            published(&site.path(&clean)),
            "{epoch}"
        );
    }
    build("", "public").expect_success();
    for bad in [
        "-1",
        "yesterday",
        "1e9",
        "18446744073709551616",
        "1795219200 ",
    ] {
        let answer = build(bad, "public");
        assert_eq!(answer.code(), 2, "{bad}: {}", answer.err());
        assert!(
            answer.err().contains("SOURCE_DATE_EPOCH"),
            "{bad}: {}",
            answer.err()
        );
    }
}

/// The program with nothing of the environment but what is named.
fn bare(site: &Site, environment: &[(&str, &str)], arguments: &[&str]) -> Answer {
    let mut command = site.command(arguments);
    command
        .env_clear()
        .env("SOURCE_DATE_EPOCH", "1795219200")
        .env("LC_ALL", "ru_RU.UTF-8")
        .envs(environment.iter().copied());
    Answer(command.output().expect("it runs"))
}

#[test]
fn no_home_no_path_and_no_locale_are_needed() {
    let site = Site::small();
    site.write("content/people/фёдор.md", "---\nname: Фёдор\n---\n[[a]]\n");
    site.run(&["build", "--out", "usual"]).expect_success();
    let usual = published(&site.path("usual"));
    assert!(usual.contains_key("people/фёдор.html"));
    let environments: [&[(&str, &str)]; 5] = [
        &[],
        &[
            ("HOME", "/nonexistent"),
            ("XDG_CONFIG_HOME", "/dev/null"),
            ("TMPDIR", "/nonexistent"),
        ],
        &[("LC_ALL", "C"), ("LANG", "C")],
        &[("LC_ALL", "tr_TR.ISO-8859-9"), ("TZ", "Pacific/Kiritimati")],
        &[
            ("COLUMNS", "0"),
            ("RAYON_NUM_THREADS", "1"),
            ("NO_COLOR", "1"),
            ("TERM", ""),
        ],
    ];
    for (number, environment) in environments.into_iter().enumerate() {
        let out = format!("сайт-{number}");
        let answer = bare(&site, environment, &["build", "--out", &out]);
        assert_eq!(answer.code(), 0, "{environment:?}: {}", answer.err());
        assert_eq!(published(&site.path(&out)), usual, "{environment:?}");
    }
    site.write("content/people/фёдор.md", "---\nимя: Фёдор\n---\n");
    let answer = bare(&site, &[("LC_ALL", "C")], &["check"]);
    assert_eq!(answer.code(), 1);
    assert!(
        answer.err().contains("content/people/фёдор.md:2:1"),
        "{}",
        answer.err()
    );
}

/// Folders whose names are bytes of an old encoding, in which a site may lie and be published to; and files of such
/// names, which stay where they are.
#[test]
fn names_that_are_not_unicode_are_left_alone() {
    let site = Site::small();
    let root = site
        .path("")
        .join(OsStr::from_bytes(b"\xe0\xf2\xeb\xe0\xf1"));
    program::copy(&site.path("content"), &root.join("content"));
    fs::copy(site.path("site.toml"), root.join("site.toml")).expect("site.toml");
    let out = root.join(OsStr::from_bytes(b"\xf1\xe0\xe9\xf2"));
    let build = |root: &Path, out: &Path| {
        let mut command = site.command(&["build", "--out"]);
        Answer(
            command
                .arg(out)
                .arg("--root")
                .arg(root)
                .output()
                .expect("it runs"),
        )
    };
    build(&root, &out).expect_success();
    let stranger = out.join("people").join(OsStr::from_bytes(b"\xff.html"));
    fs::write(&stranger, "чужое").expect("a file");
    fs::remove_file(root.join("content/people/a.md")).expect("removed");
    fs::write(root.join("content/people/b.md"), "---\nname: Борис\n---\n").expect("a file");
    build(&root, &out).expect_success();
    assert!(!out.join("people/a.html").exists() && out.join("people/b.html").exists());
    assert_eq!(fs::read_to_string(stranger).ok().as_deref(), Some("чужое"));
}

/// Where the system allows no more threads, one thread does everything, and what needs another says so.
#[test]
fn without_threads_there_is_the_same_site_or_a_message() {
    let site = Site::small();
    let permit = |command: &str| {
        // The administrator is not held to the limit, and becomes nobody.
        site.script(&format!(
            "chmod 755 .; cp $ATLAS atlas; exec setpriv --reuid=65533 --regid=65533 --clear-groups -- \
             prlimit --nproc=1 ./atlas {command}"
        ))
    };
    fs::create_dir(site.path("out")).expect("a folder");
    fs::set_permissions(site.path("out"), fs::Permissions::from_mode(0o777))
        .expect("its permissions");
    if fs::metadata("/proc/self").is_ok_and(|own| own.uid() != 0) {
        // Other processes of this user count as well.
        return;
    }
    site.build().expect_success();
    let answer = permit("build --out out");
    answer.expect_success();
    assert_eq!(
        published(&site.path("out")),
        published(&site.path("public"))
    );
    for command in ["check", "check --format json", "schema person"] {
        let answer = permit(command);
        assert_eq!(answer.code(), 0, "{command}: {}", answer.err());
    }
    for command in ["serve --port 0", "serve --port 0 --poll"] {
        let answer = permit(command);
        assert_eq!(answer.code(), 2, "{command}: {}", answer.err());
        assert!(
            answer.err().contains("Resource temporarily unavailable"),
            "{command}: {}",
            answer.err()
        );
        assert!(
            !answer.err().contains("panicked"),
            "{command}: {}",
            answer.err()
        );
    }
}

/// With too little memory there is a message of the system's words, and no backtrace.
#[test]
fn without_memory_there_is_a_message() {
    let site = Site::small();
    let mut failed = 0;
    for kilobytes in [
        20_000, 40_000, 60_000, 80_000, 120_000, 200_000, 400_000, 1_000_000,
    ] {
        let answer = site.script(&format!("ulimit -v {kilobytes}; $ATLAS build"));
        let errors = answer.err();
        assert!(
            !errors.contains("panicked") && !errors.contains("stack backtrace"),
            "{kilobytes} KB: {errors}"
        );
        assert!(
            answer.code() == 0 || !errors.is_empty(),
            "{kilobytes} KB: {}",
            answer.code()
        );
        failed += u32::from(answer.code() != 0);
    }
    assert!(failed < 8, "with a gigabyte it is built");
}

/// Ids that no new record can have in the site of the next test.
const REFUSED_IDS: [&str; 21] = [
    "con",
    "COM1",
    "lpt¹",
    "index",
    "Index",
    "a",
    "A",
    "listed",
    "Listed",
    "former",
    "aς",
    "",
    "-a",
    "_index",
    "a b",
    "a/b",
    "../a",
    "a.en",
    ".a",
    "a\n",
    "a\u{202e}",
];

/// `new` refuses what `check` refuses, and what it writes is right.
#[test]
fn what_new_writes_is_right() {
    let site = Site::small();
    site.write(
        "content/organizations/list.yaml",
        "- {id: listed, name: О, aka: [former]}\n- {id: aσ, name: П}\n",
    );
    let before = program::files(&site.path("content"));
    let long = "я".repeat(101);
    for id in REFUSED_IDS.into_iter().chain([&*long]) {
        let answer = site.run(&["new", "person", "--", id]);
        assert_eq!(answer.code(), 2, "{id:?}: {}", answer.out());
        assert!(
            answer.err().starts_with("atlas: ") && answer.err().lines().count() == 1,
            "{id:?}: {}",
            answer.err()
        );
    }
    for kind in ["", "persn", "people", "pages", "Person"] {
        assert_eq!(site.run(&["new", kind, "b"]).code(), 2, "{kind}");
    }
    assert_eq!(
        program::files(&site.path("content")),
        before,
        "nothing was written"
    );
    for (kind, id) in [
        ("person", "b"),
        ("organization", "томск-1"),
        ("person", "и\u{306}од"),
        ("person", "console"),
    ] {
        site.run(&["new", kind, id]).expect_success();
        assert_eq!(program::check(&site), [], "{id}");
    }
    assert_eq!(
        site.run(&["new", "person", "йод"]).code(),
        2,
        "it is there, in another form of Unicode"
    );
}

/// Where the site demands more than a name, a record begins as a draft.
#[test]
fn what_new_writes_is_right_where_more_is_demanded() {
    let settings =
        "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n[check]\nno-region = \"error\"\n";
    let strict = Site::small();
    strict.write("site.toml", settings);
    strict.write("content/regions/r.md", "---\nname: Р\n---\n");
    strict.write("content/people/a.md", "---\nname: Анна\nregion: r\n---\n");
    assert_eq!(program::check(&strict), []);
    strict.run(&["new", "organization", "b"]).expect_success();
    assert_eq!(program::check(&strict), []);
    assert!(
        strict
            .read("content/organizations/b.md")
            .contains("\ndraft: true")
    );
}
