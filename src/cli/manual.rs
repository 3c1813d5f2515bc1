//! `atlas completions` and `atlas man`, generated from the definition of the command line.

use std::fs;
use std::process::ExitCode;

use clap::CommandFactory;

use super::arguments::{Arguments, ManArguments};
use super::completion;
use super::console::Console;
use super::error::{CommandError, disk};
use crate::diagnostic::{did_you_mean, quoted};

/// What every page says at its end, in the format of troff.
const COMMON: &str = r#".SH "EXIT STATUS"
0: done. 1: something is wrong with the content, or nothing was to be done. 2: something is wrong with the command or the disk.
.SH ENVIRONMENT
.TP
SOURCE_DATE_EPOCH
the seconds since 1970 that stand for today
.TP
LC_ALL, LC_MESSAGES, LANG
the language of messages, where the atlas and \-\-lang name none that the program speaks
.TP
NO_COLOR
no colours
.TP
ATLAS_EDITOR
as \-\-editor of atlas serve
.SH FILES
.TP
site.toml
the settings of the atlas
.TP
content/
the records; the first folder names their kind
.TP
layouts/, assets/
what differs from the program's own
.TP
public/
the built site
"#;

pub(super) fn completions(
    shell: clap_complete::Shell,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let script = completion::script(shell)?;
    console.write(String::from_utf8_lossy(&script).trim());
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(
    arguments: &ManArguments,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let commands = commands();
    if let Some(folder) = &arguments.out {
        fs::create_dir_all(folder).map_err(|error| disk(folder, &error))?;
        for command in &commands {
            let path = folder.join(format!("{}.1", whole_name(command)));
            fs::write(&path, page(command)?).map_err(|error| disk(&path, &error))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = Vec::new();
    match &arguments.command {
        Some(name) => text = page(named(&commands, name)?)?,
        None => {
            for command in &commands {
                text.extend(page(command)?);
            }
        }
    }
    console.write(String::from_utf8_lossy(&text).trim_end());
    Ok(ExitCode::SUCCESS)
}

/// Returns the name of a page: `atlas`, `atlas-build`.
fn whole_name(command: &clap::Command) -> &str {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
}

/// Returns the program and its commands.
fn commands() -> Vec<clap::Command> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let commands: Vec<clap::Command> = program.get_subcommands().cloned().collect();
    std::iter::once(program).chain(commands).collect()
}

/// Finds a command by its name.
fn named<'c>(commands: &'c [clap::Command], name: &str) -> Result<&'c clap::Command, CommandError> {
    let known = commands.iter().skip(1).map(clap::Command::get_name);
    let found = commands
        .iter()
        .skip(1)
        .find(|command| command.get_name() == name);
    let near = did_you_mean(name, known);
    found.ok_or_else(|| {
        let hint = |words: &str| match &near {
            Some(near) => format!("; {words} {near}?"),
            None => String::new(),
        };
        let name = quoted(name);
        CommandError::new(
            format!("нет команды «{name}»{}", hint("возможно,")),
            format!("there is no command `{name}`{}", hint("did you mean")),
        )
    })
}

/// Returns the page of a command in the format of troff.
fn page(command: &clap::Command) -> Result<Vec<u8>, CommandError> {
    let man = clap_mangen::Man::new(command.clone())
        .title(whole_name(command))
        .source(format!("atlas {}", env!("CARGO_PKG_VERSION")))
        .manual("Innovation Atlas");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    if command.get_arguments().next().is_some() {
        man.render_options_section(&mut page)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    page.extend_from_slice(COMMON.as_bytes());
    page.extend_from_slice(see_also(command).as_bytes());
    Ok(page)
}

/// Returns the section with the other pages.
fn see_also(command: &clap::Command) -> String {
    let others: Vec<String> = if command.has_subcommands() {
        let names = command.get_subcommands().map(clap::Command::get_name);
        names
            .map(|name| format!(r"\fBatlas\-{name}\fR(1)"))
            .collect()
    } else {
        vec![r"\fBatlas\fR(1)".to_owned()]
    };
    format!(".SH \"SEE ALSO\"\n{}\n", others.join(", "))
}
