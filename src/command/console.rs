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
}

impl Console {
    /// The real ones. Colours follow the terminal and `NO_COLOR` (<https://no-color.org>).
    pub fn real() -> Console {
        let watched = io::stderr().is_terminal();
        let colours = watched && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Console { out: Box::new(io::stdout()), err: Box::new(io::stderr()), watched, colours }
    }

    /// Writes a line of a result. A reader that has gone away is no trouble.
    pub(super) fn say(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
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
