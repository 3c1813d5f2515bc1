//! The output of commands. Control characters of foreign text are made visible here at the latest.

#![expect(
    clippy::disallowed_methods,
    reason = "the terminal says by its environment whether it shows colours"
)]

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use annotate_snippets::Renderer;
use serde_json::Value;

use crate::diagnostic::{json_text, terminal, visible};

/// Standard output and standard error, or writers in their place.
pub struct Console {
    /// The writer of results.
    pub out: Box<dyn Write + Send>,
    /// The writer of messages.
    pub err: Box<dyn Write + Send>,
    /// True if messages go to a terminal.
    pub watched: bool,
    /// True if messages may contain ANSI colours.
    pub colours: bool,
    /// The first error of writing a result.
    write_error: Option<io::Error>,
}

impl Console {
    /// Creates a console for the standard streams. Colours need a terminal and no `NO_COLOR` (<https://no-color.org>).
    pub fn real() -> Console {
        let watched = io::stderr().is_terminal();
        let colours = watched && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Console {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            watched,
            colours,
            write_error: None,
        }
    }

    /// Prints lines of a result. A closed pipe is not an error.
    pub(super) fn print(&mut self, text: &str) {
        self.write(&terminal(text, false));
    }

    /// Prints a result as JSON.
    pub(super) fn json(&mut self, value: &Value) {
        self.write(&json_text(&format!("{value:#}")));
    }

    /// Prints text of the program itself, such as its manual, unchanged.
    pub(super) fn write(&mut self, text: &str) {
        let written = writeln!(self.out, "{text}").and_then(|()| self.out.flush());
        self.write_error = written
            .err()
            .filter(|error| error.kind() != io::ErrorKind::BrokenPipe)
            .or(self.write_error.take());
    }

    /// Returns and clears the error of writing a result, if there was one.
    pub(super) fn take_write_error(&mut self) -> Option<io::Error> {
        self.write_error.take()
    }

    /// Prints a message, which may contain lines and colours, to standard error.
    pub(super) fn eprint(&mut self, text: &str) {
        let _ = writeln!(self.err, "{}", terminal(text, self.colours));
    }

    /// Prints an error on one line to standard error.
    pub(super) fn error(&mut self, text: &str) {
        let _ = writeln!(self.err, "atlas: {}", visible(text));
    }

    /// Prints an error of the command line, or the requested help or version. Returns the exit code.
    pub fn usage(&mut self, error: &clap::Error) -> ExitCode {
        if error.use_stderr() {
            let text = error.render();
            let text = if self.colours {
                text.ansi().to_string()
            } else {
                text.to_string()
            };
            self.eprint(text.trim_end());
        } else {
            // There is no other output for this error.
            _ = error.print();
        }
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    }

    pub(super) fn renderer(&self) -> Renderer {
        if self.colours {
            Renderer::styled()
        } else {
            Renderer::plain()
        }
    }
}

/// Prints a panic on one line, with control characters made visible. `RUST_BACKTRACE` adds the backtrace.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(|place| format!(" ({place})"))
            .unwrap_or_default();
        let words = panic.payload_as_str().unwrap_or_default();
        let mut text = format!("atlas: panicked{}: {}\n", visible(&place), visible(words));
        let backtrace = Backtrace::capture();
        if backtrace.status() == BacktraceStatus::Captured {
            text.push_str(&terminal(&backtrace.to_string(), false));
        }
        // Standard error may be closed, and a panic in this hook would abort the program without a message.
        _ = io::stderr().write_all(text.as_bytes());
    }));
}
