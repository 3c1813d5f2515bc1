//! What the person at the terminal sees: one list, drawn anew each time instead of scrolled away.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use super::edition::{Counts, Edition};
use super::watch::Change;
use crate::diagnostic::{Speech, terminal, visible, visible_path};

/// On a terminal, as many problems as fit; what is written to a file is written whole.
const MOST_ON_TERMINAL: usize = 8;

/// The terminal, or the file that stands in its place.
pub struct Screen<W> {
    to: W,
    /// A terminal can be drawn over.
    terminal: bool,
    colours: bool,
    /// What stays at the top.
    heading: String,
}

impl<W: Write> Screen<W> {
    /// A screen that writes to `to`, which may be a terminal, and one that has colours.
    pub fn new(to: W, terminal: bool, colours: bool) -> Screen<W> {
        Screen { to, terminal, colours, heading: String::new() }
    }

    /// The first picture: where the preview is, and what it found. `heading` stays.
    pub(super) fn started<E: Edition>(&mut self, heading: String, edition: &E, took: Duration) {
        self.heading = heading;
        let records = edition.records();
        let what = match edition.speech() {
            Speech::Ru => format!("{records} {}", plural(records, ["запись", "записи", "записей"])),
            Speech::En => format!("{records} {}", if records == 1 { "record" } else { "records" }),
        };
        self.draw(edition, &what, took);
    }

    /// The picture after a save of these files.
    pub(super) fn saved<E: Edition>(&mut self, files: &BTreeSet<PathBuf>, edition: &E, took: Duration) {
        let what = match (files.first(), edition.speech()) {
            (Some(file), _) if files.len() == 1 => visible_path(file),
            (_, Speech::Ru) => format!("{} {}", files.len(), plural(files.len(), ["файл", "файла", "файлов"])),
            (_, Speech::En) => format!("{} files", files.len()),
        };
        self.draw(edition, &what, took);
    }

    /// A line about the preview itself.
    pub(super) fn note(&mut self, text: &str) {
        self.write(&format!("{}\n", visible(text)));
    }

    /// What there is to say of a change besides what it changed: that events were lost, or the site's folder.
    pub(super) fn watched(&mut self, change: &Change, speech: Speech) {
        let text = match (change, speech) {
            (Change::Paths(_), _) => return,
            (Change::Rescan { reason }, Speech::Ru) => {
                format!("События потеряны, все файлы прочитаны заново ({reason}).")
            }
            (Change::Rescan { reason }, Speech::En) => {
                format!("Events were lost, so all files were read again ({reason}).")
            }
            (Change::RootMissing, Speech::Ru) => "Папки атласа больше нет; предпросмотр ждёт её.".into(),
            (Change::RootMissing, Speech::En) => "The atlas's folder is gone; the preview waits for it.".into(),
            (Change::RootReturned, Speech::Ru) => "Папка атласа снова на месте, все файлы прочитаны заново.".into(),
            (Change::RootReturned, Speech::En) => "The atlas's folder is back, and all files were read again.".into(),
        };
        self.note(&text);
    }

    fn draw<E: Edition>(&mut self, edition: &E, what: &str, took: Duration) {
        let speech = edition.speech();
        let unit = if speech == Speech::Ru { "мс" } else { "ms" };
        let summary = format!("{what} · {} · {} {unit}", counted(edition.counts(), speech), took.as_millis());
        let most = if self.terminal { MOST_ON_TERMINAL } else { usize::MAX };
        let report = edition.report(most, self.colours);
        match self.terminal {
            // Home, each line with the rest of the old one wiped, then all below it: nothing flickers.
            true => {
                let picture = format!("{}\n{summary}\n\n{report}", self.heading);
                let picture = terminal(&picture, self.colours);
                self.write(&format!("\x1b[H{}\x1b[K\n\x1b[J", picture.trim_end().replace('\n', "\x1b[K\n")));
            }
            false => {
                // The heading is said once.
                let heading = std::mem::take(&mut self.heading);
                let text = format!("{heading}{}{report}{summary}\n", if heading.is_empty() { "" } else { "\n" });
                self.write(&terminal(&text, self.colours));
            }
        }
    }

    fn write(&mut self, text: &str) {
        // A terminal that was closed does not end the preview: the browser goes on.
        _ = self.to.write_all(text.as_bytes()).and_then(|()| self.to.flush());
    }
}

/// The lines that stay at the top: the addresses, and what is to be known about this run.
pub(super) fn heading(
    addresses: &[String],
    instead_of: Option<u16>,
    complaint: Option<&str>,
    speech: Speech,
) -> String {
    let title = match speech {
        Speech::Ru => "Предпросмотр",
        Speech::En => "Preview",
    };
    let port = instead_of.map(|port| match speech {
        Speech::Ru => format!("Порт {port} занят, взят следующий свободный."),
        Speech::En => format!("Port {port} is taken; this is the next free one."),
    });
    let polling = complaint.map(visible).map(|why| match speech {
        Speech::Ru => format!("Файлы опрашиваются: система не сообщает об их изменениях ({why})."),
        Speech::En => format!("Polling the files: the system does not tell when they change ({why})."),
    });
    let lines = [Some(format!("{title}: {}", addresses.join("  "))), port, polling];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn counted(Counts { errors, warnings }: Counts, speech: Speech) -> String {
    let words = |count: usize, ru, en: &str| match speech {
        Speech::Ru => format!("{count} {}", plural(count, ru)),
        Speech::En => format!("{count} {en}{}", if count == 1 { "" } else { "s" }),
    };
    let errors_said = words(errors, ["ошибка", "ошибки", "ошибок"], "error");
    let warnings_said = words(warnings, ["предупреждение", "предупреждения", "предупреждений"], "warning");
    match (errors, warnings) {
        (0, 0) if speech == Speech::Ru => "ошибок нет".to_string(),
        (0, 0) => "no problems".to_string(),
        (_, 0) => errors_said,
        (0, _) => warnings_said,
        _ => format!("{errors_said}, {warnings_said}"),
    }
}

/// The form of a Russian noun after a number: for 1, for 2 to 4, for the rest.
fn plural(number: usize, forms: [&'static str; 3]) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=14) => forms[2],
        (1, _) => forms[0],
        (2..=4, _) => forms[1],
        _ => forms[2],
    }
}
