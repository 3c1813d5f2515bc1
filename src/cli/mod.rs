//! The commands, one a file. Each is one call from `main`, writes to a console, and returns an exit code.

mod arguments;
mod error;
mod console;
mod starter;
mod today;
mod git_folder;
mod revision;
mod progress;
mod message_language;
mod language_code;
mod print_diagnostics;
mod observer;
mod site_settings;
mod strings_file;
mod strings_toml;
mod translations;
mod build;
mod check;
mod init;
mod manual;
mod new;
mod schema_patterns;
mod schema_definitions;
mod schema;
mod serve;
mod strings;
mod run;

pub use arguments::Arguments;
pub use console::{Console, report_panics};
pub use run::run;
