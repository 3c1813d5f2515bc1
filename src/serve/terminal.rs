//! The terminal output of the preview: a list of problems that is redrawn in place.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use super::site::{PreviewSite, ProblemCounts};
use super::watch::Change;
use crate::diagnostic::{terminal, visible, visible_path};
use crate::text::MessageLanguage;

/// Limit of problems on a terminal. In a file the list is complete.
const MOST_ON_TERMINAL: usize = 8;

/// A terminal, or a file with the same content.
pub struct TerminalUi<W> {
    to: W,
    /// True if the output can be redrawn in place.
    terminal: bool,
    colours: bool,
    /// The lines at the top.
    heading: String,
}

impl<W: Write> TerminalUi<W> {
    /// Creates an output to `to`. `terminal` allows redrawing, `colours` allows ANSI colours.
    pub fn new(to: W, terminal: bool, colours: bool) -> TerminalUi<W> {
        TerminalUi {
            to,
            terminal,
            colours,
            heading: String::new(),
        }
    }

    /// Draws the first state of a site below `heading`.
    pub(super) fn started<E: PreviewSite>(&mut self, heading: String, site: &E, took: Duration) {
        self.heading = heading;
        let records = site.records();
        let what = match site.message_language() {
            MessageLanguage::Ru => format!(
                "{records} {}",
                plural(records, ["запись", "записи", "записей"])
            ),
            MessageLanguage::En => format!(
                "{records} {}",
                if records == 1 { "record" } else { "records" }
            ),
        };
        self.draw(site, &what, took);
    }

    /// Draws the state after a save of `files`.
    pub(super) fn saved<E: PreviewSite>(
        &mut self,
        files: &BTreeSet<PathBuf>,
        site: &E,
        took: Duration,
    ) {
        let what = match (files.first(), site.message_language()) {
            (Some(file), _) if files.len() == 1 => visible_path(file),
            (_, MessageLanguage::Ru) => format!(
                "{} {}",
                files.len(),
                plural(files.len(), ["файл", "файла", "файлов"])
            ),
            (_, MessageLanguage::En) => format!("{} files", files.len()),
        };
        self.draw(site, &what, took);
    }

    /// Writes a line about the preview itself.
    pub(super) fn note(&mut self, text: &str) {
        self.write(&format!("{}\n", visible(text)));
    }

    /// Reports lost events, and a missing or returned folder of the site.
    pub(super) fn watched(&mut self, change: &Change, message_language: MessageLanguage) {
        let text = match (change, message_language) {
            (Change::Paths(_), _) => return,
            (Change::Rescan { reason }, MessageLanguage::Ru) => {
                format!("События потеряны, все файлы прочитаны заново ({reason}).")
            }
            (Change::Rescan { reason }, MessageLanguage::En) => {
                format!("Events were lost, so all files were read again ({reason}).")
            }
            (Change::RootMissing, MessageLanguage::Ru) => {
                "Папки атласа больше нет; предпросмотр ждёт её.".into()
            }
            (Change::RootMissing, MessageLanguage::En) => {
                "The atlas's folder is gone; the preview waits for it.".into()
            }
            (Change::RootReturned, MessageLanguage::Ru) => {
                "Папка атласа снова на месте, все файлы прочитаны заново.".into()
            }
            (Change::RootReturned, MessageLanguage::En) => {
                "The atlas's folder is back, and all files were read again.".into()
            }
        };
        self.note(&text);
    }

    fn draw<E: PreviewSite>(&mut self, site: &E, what: &str, took: Duration) {
        let message_language = site.message_language();
        let unit = if message_language == MessageLanguage::Ru {
            "мс"
        } else {
            "ms"
        };
        let summary = format!(
            "{what} · {} · {} {unit}",
            count_text(site.counts(), message_language),
            took.as_millis()
        );
        let most = if self.terminal {
            MOST_ON_TERMINAL
        } else {
            usize::MAX
        };
        let report = site.report(most, self.colours);
        match self.terminal {
            // Overwrites the old output line by line, and then clears the rest, so that nothing flickers.
            true => {
                let picture = format!("{}\n{summary}\n\n{report}", self.heading);
                let picture = terminal(&picture, self.colours);
                self.write(&format!(
                    "\x1b[H{}\x1b[K\n\x1b[J",
                    picture.trim_end().replace('\n', "\x1b[K\n")
                ));
            }
            false => {
                // The heading is written once.
                let heading = std::mem::take(&mut self.heading);
                let text = format!(
                    "{heading}{}{report}{summary}\n",
                    if heading.is_empty() { "" } else { "\n" }
                );
                self.write(&terminal(&text, self.colours));
            }
        }
    }

    fn write(&mut self, text: &str) {
        // A closed terminal does not end the preview.
        _ = self
            .to
            .write_all(text.as_bytes())
            .and_then(|()| self.to.flush());
    }
}

/// Returns the lines at the top: the addresses, and notes about the port and polling.
pub(super) fn heading(
    addresses: &[String],
    instead_of: Option<u16>,
    fallback_reason: Option<&str>,
    message_language: MessageLanguage,
) -> String {
    let title = match message_language {
        MessageLanguage::Ru => "Предпросмотр",
        MessageLanguage::En => "Preview",
    };
    let port = instead_of.map(|port| match message_language {
        MessageLanguage::Ru => format!("Порт {port} занят, взят следующий свободный."),
        MessageLanguage::En => format!("Port {port} is taken; this is the next free one."),
    });
    let polling = fallback_reason
        .map(visible)
        .map(|why| match message_language {
            MessageLanguage::Ru => {
                format!("Файлы опрашиваются: система не сообщает об их изменениях ({why}).")
            }
            MessageLanguage::En => {
                format!("Polling the files: the system does not tell when they change ({why}).")
            }
        });
    let lines = [
        Some(format!("{title}: {}", addresses.join("  "))),
        port,
        polling,
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn count_text(
    ProblemCounts { errors, warnings }: ProblemCounts,
    message_language: MessageLanguage,
) -> String {
    let words = |count: usize, ru, en: &str| match message_language {
        MessageLanguage::Ru => format!("{count} {}", plural(count, ru)),
        MessageLanguage::En => format!("{count} {en}{}", if count == 1 { "" } else { "s" }),
    };
    let error_text = words(errors, ["ошибка", "ошибки", "ошибок"], "error");
    let warning_text = words(
        warnings,
        ["предупреждение", "предупреждения", "предупреждений"],
        "warning",
    );
    match (errors, warnings) {
        (0, 0) if message_language == MessageLanguage::Ru => "ошибок нет".to_string(),
        (0, 0) => "no problems".to_string(),
        (_, 0) => error_text,
        (0, _) => warning_text,
        _ => format!("{error_text}, {warning_text}"),
    }
}

/// Returns the plural form of a Russian noun: for 1, for 2 to 4, or for other numbers.
fn plural(number: usize, forms: [&'static str; 3]) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=14) => forms[2],
        (1, _) => forms[0],
        (2..=4, _) => forms[1],
        _ => forms[2],
    }
}
