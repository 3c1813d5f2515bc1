//! Where commands write. Text of others is made visible here at the latest.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use annotate_snippets::Renderer;
use serde_json::Value;

use crate::diagnostic::{json_text, terminal, visible};

/// Standard output and standard error, or what stands in for them.
pub struct Console {
    /// For results.
    pub out: Box<dyn Write + Send>,
    /// For messages.
    pub err: Box<dyn Write + Send>,
    /// Whether somebody watches the messages as they come.
    pub watched: bool,
    /// Whether messages may have colours.
    pub colours: bool,
    /// Why a result could not be written.
    lost: Option<io::Error>,
}

impl Console {
    /// The real ones. Colours follow the terminal and `NO_COLOR` (<https://no-color.org>).
    pub fn real() -> Console {
        let watched = io::stderr().is_terminal();
        let colours = watched && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Console { out: Box::new(io::stdout()), err: Box::new(io::stderr()), watched, colours, lost: None }
    }

    /// Writes lines of a result. A reader that has gone away is no trouble.
    pub(super) fn say(&mut self, text: &str) {
        self.write(&terminal(text, false));
    }

    /// Writes a result as JSON.
    pub(super) fn json(&mut self, value: &Value) {
        self.write(&json_text(&format!("{value:#}")));
    }

    /// Writes a text of the program itself, such as its manual, as it is.
    pub(super) fn write(&mut self, text: &str) {
        let written = writeln!(self.out, "{text}").and_then(|()| self.out.flush());
        self.lost = written.err().filter(|error| error.kind() != io::ErrorKind::BrokenPipe).or(self.lost.take());
    }

    /// Why a result could not be written, if one could not.
    pub(super) fn lost(&mut self) -> Option<io::Error> {
        self.lost.take()
    }

    /// Writes a message, which may have lines and, where the console has them, colours.
    pub(super) fn tell(&mut self, text: &str) {
        let _ = writeln!(self.err, "{}", terminal(text, self.colours));
    }

    /// Writes on one line why a command could not be done.
    pub(super) fn trouble(&mut self, text: &str) {
        let _ = writeln!(self.err, "atlas: {}", visible(text));
    }

    /// Writes what is wrong with the command line, which may quote it; or the help or version that it asks for.
    pub fn usage(&mut self, error: &clap::Error) -> ExitCode {
        if error.use_stderr() {
            let text = error.render();
            let text = if self.colours { text.ansi().to_string() } else { text.to_string() };
            self.tell(text.trim_end());
        } else {
            // Nobody is left to tell.
            _ = error.print();
        }
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    }

    pub(super) fn renderer(&self) -> Renderer {
        if self.colours { Renderer::styled() } else { Renderer::plain() }
    }
}

/// Makes a panic a message of one line, in which no text of a file can do anything to a terminal. `RUST_BACKTRACE` adds
/// the backtrace.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" ({place})")).unwrap_or_default();
        let words = panic.payload_as_str().unwrap_or_default();
        let mut text = format!("atlas: panicked{}: {}\n", visible(&place), visible(words));
        let backtrace = Backtrace::capture();
        if backtrace.status() == BacktraceStatus::Captured {
            text.push_str(&terminal(&backtrace.to_string(), false));
        }
        // Standard error may be closed, and a panic in this hook would end the program without a word.
        _ = io::stderr().write_all(text.as_bytes());
    }));
}
