//! `atlas check`

use std::process::ExitCode;

use rayon::prelude::*;

use super::{CheckArguments, Console, Format, Trouble, report};
use crate::diagnostic::{Diagnostic, Severity, Speech, github, json, limited, sarif};
use crate::output::{SizeBudget, compressed_sizes};
use crate::pipeline::Snapshot;
use crate::site::{Encoding, Host};

pub(super) fn run(
    arguments: &CheckArguments,
    lang: Option<Speech>,
    console: &mut Console,
) -> Result<ExitCode, Trouble> {
    let root = &arguments.root.root;
    let snapshot = report::snapshot(root, None, None)?;
    let speech = report::speech(lang, &snapshot);
    let mut diagnostics = snapshot.diagnostics.clone();
    if !snapshot.has_errors() {
        // Layouts are only wrong when a page is made from them.
        diagnostics.extend(render_all(&snapshot));
        diagnostics = limited(diagnostics);
    }
    let tree = || report::sources(root, &snapshot, &diagnostics);
    match arguments.format {
        Format::Human if diagnostics.is_empty() => {
            let records = snapshot.model.atlas.records.len();
            console.say(&match speech {
                Speech::Ru => format!("Записей: {records}. Всё в порядке."),
                Speech::En => format!("Records: {records}. Everything is in order."),
            });
        }
        Format::Human => report::write(&diagnostics, root, &snapshot, speech, console),
        Format::Json => console.json(&json(&diagnostics, &tree(), speech)),
        Format::Github => console.say(github(&diagnostics, &tree(), speech).trim_end()),
        Format::Sarif => console.json(&sarif(&diagnostics, &tree(), speech)),
    }
    let wrong = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is found wrong when every page is made, and when the host of the site is to take them.
fn render_all(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let model = &snapshot.model;
    let (pages, weighs) = (&model.plan.pages, model.site.publishing.host.is_some_and(Host::weighs));
    let allowance = SizeBudget::new(snapshot.allowance());
    let twins = if weighs { &*model.site.publishing.precompress } else { &[] };
    let made: Vec<(Weights, Vec<Diagnostic>)> = snapshot
        .order()
        .into_par_iter()
        .map_init(
            || snapshot.renderer(),
            |renderer, page| {
                let (mut size, mut bytes) = (0, Vec::new());
                if allowance.is_exceeded() {
                    return (Vec::new(), Vec::new());
                }
                let found = snapshot.pour(renderer, page, &mut |part| {
                    size += part.bytes().len() as u64;
                    if allowance.try_spend(part.bytes().len()) && !twins.is_empty() {
                        bytes.extend_from_slice(part.bytes());
                    }
                });
                let route = pages[page].route.as_str();
                (if weighs { weights(route, size, &bytes, twins) } else { Vec::new() }, found)
            },
        )
        .collect();
    let mut found: Vec<Diagnostic> = made.iter().flat_map(|(_, found)| found.iter().cloned()).collect();
    if allowance.is_exceeded() {
        found.push(snapshot.too_much());
    } else if weighs {
        let search: Vec<Weights> = snapshot
            .search()
            .par_iter()
            .map(|file| {
                let bytes = snapshot.search_file(file);
                weights(file.route.as_str(), bytes.len() as u64, &bytes, twins)
            })
            .collect();
        let files = made.iter().map(|(weights, _)| weights).chain(&search).flatten();
        found.extend(snapshot.beyond(files.map(|(route, size)| (route.as_str(), *size))));
    }
    found
}

/// The paths and sizes of files.
type Weights = Vec<(String, u64)>;

/// A file and its compressed twins.
fn weights(route: &str, size: u64, bytes: &[u8], encodings: &[Encoding]) -> Weights {
    // Nothing but a disk could stand in the way of compressing, and there is none here.
    let mut weights = compressed_sizes(route, bytes, encodings).unwrap_or_default();
    weights.push((route.to_owned(), size));
    weights
}
