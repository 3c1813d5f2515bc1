//! `atlas check`

use std::process::ExitCode;

use rayon::prelude::*;

use super::{CheckArguments, Console, Format, Trouble, report};
use crate::diagnostic::{Diagnostic, Severity, Speech, github, json, sarif};
use crate::pipeline::Snapshot;
use crate::site::Host;

pub(super) fn run(
    arguments: &CheckArguments,
    lang: Option<Speech>,
    console: &mut Console,
) -> Result<ExitCode, Trouble> {
    let snapshot = report::snapshot(&arguments.root.root, None, None)?;
    let speech = report::speech(lang, &snapshot);
    let mut diagnostics = snapshot.diagnostics.clone();
    if !snapshot.has_errors() {
        // Layouts are only wrong when a page is made from them.
        diagnostics.extend(render_all(&snapshot));
        diagnostics.sort();
        diagnostics.dedup();
    }
    let tree = &snapshot.sources();
    match arguments.format {
        Format::Human if diagnostics.is_empty() => {
            let records = snapshot.world.atlas.records.len();
            console.say(&match speech {
                Speech::Ru => format!("Записей: {records}. Всё в порядке."),
                Speech::En => format!("Records: {records}. Everything is in order."),
            });
        }
        Format::Human => report::write(&diagnostics, tree, speech, console),
        Format::Json => console.say(&format!("{:#}", json(&diagnostics, tree, speech))),
        Format::Github => console.say(github(&diagnostics, tree, speech).trim_end()),
        Format::Sarif => console.say(&format!("{:#}", sarif(&diagnostics, tree, speech))),
    }
    let wrong = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is found wrong when every page is made, and when the host of the site is to take them.
fn render_all(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let made: Vec<(usize, u64, Vec<Diagnostic>)> = snapshot
        .order()
        .into_par_iter()
        .map_init(
            || snapshot.renderer(),
            |renderer, page| {
                let mut size = 0;
                let found = snapshot.pour(renderer, page, &mut |piece| size += piece.len() as u64);
                (page, size, found)
            },
        )
        .collect();
    let mut found: Vec<Diagnostic> = made.iter().flat_map(|(_, _, found)| found.iter().cloned()).collect();
    if snapshot.world.site.publishing.host.is_some_and(Host::weighs) {
        let pages = &snapshot.world.plan.pages;
        let pages = made.iter().map(|(page, size, _)| (pages[*page].route.as_str(), *size));
        let search = snapshot.search().iter().map(|(route, bytes)| (route.as_str(), bytes.len() as u64));
        found.extend(snapshot.beyond(pages.chain(search)));
    }
    found
}
