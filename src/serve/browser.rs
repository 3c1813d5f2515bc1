//! Opens the preview in the user's browser.

use std::io;

/// Opens a URL with the opener of the operating system. Fails if it cannot be started.
pub fn open_browser(url: &str) -> io::Result<()> {
    use std::process::{Command, Stdio};
    let (program, arguments): (_, &[_]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().map(drop)
}
