//! Where commands write.

use std::io::{self, IsTerminal, Write};

use annotate_snippets::Renderer;

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

    /// Writes a line of a result. A reader that has gone away is no trouble.
    pub(super) fn say(&mut self, text: &str) {
        let written = writeln!(self.out, "{text}").and_then(|()| self.out.flush());
        self.lost = written.err().filter(|error| error.kind() != io::ErrorKind::BrokenPipe).or(self.lost.take());
    }

    /// Why a result could not be written, if one could not.
    pub(super) fn lost(&mut self) -> Option<io::Error> {
        self.lost.take()
    }

    /// Writes a message.
    pub(super) fn tell(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }

    /// Writes why a command could not be done.
    pub(super) fn trouble(&mut self, text: &str) {
        let _ = writeln!(self.err, "atlas: {text}");
    }

    pub(super) fn renderer(&self) -> Renderer {
        if self.colours { Renderer::styled() } else { Renderer::plain() }
    }
}
