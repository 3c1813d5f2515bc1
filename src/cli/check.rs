//! `atlas check`: prints all diagnostics and publishes nothing.

use std::process::ExitCode;

use rayon::prelude::*;

use super::arguments::{CheckArguments, Format};
use super::console::Console;
use super::error::CommandError;
use super::print_diagnostics::{print_diagnostics, source_tree};
use super::snapshot::{build_snapshot, select_message_language};
use crate::diagnostic::{Diagnostic, Severity, github, json, limit_report, sarif};
use crate::output::{SizeBudget, compressed_sizes};
use crate::pipeline::Snapshot;
use crate::site::{Encoding, Host};
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &CheckArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    let snapshot = build_snapshot(root, None, None)?;
    let message_language = select_message_language(lang, &snapshot);
    let mut diagnostics = snapshot.diagnostics.clone();
    if !snapshot.has_errors() {
        // Errors of layouts are found only by rendering.
        diagnostics.extend(render_all(&snapshot));
        diagnostics = limit_report(diagnostics);
    }
    let tree = || source_tree(root, &snapshot, &diagnostics);
    match arguments.format {
        Format::Human if diagnostics.is_empty() => {
            let records = snapshot.model.atlas.records.len();
            console.print(&match message_language {
                MessageLanguage::Ru => format!("Записей: {records}. Всё в порядке."),
                MessageLanguage::En => format!("Records: {records}. Everything is in order."),
            });
        }
        Format::Human => print_diagnostics(&diagnostics, root, &snapshot, message_language, console),
        Format::Json => console.json(&json(&diagnostics, &tree(), message_language)),
        Format::Github => console.print(github(&diagnostics, &tree(), message_language).trim_end()),
        Format::Sarif => console.json(&sarif(&diagnostics, &tree(), message_language)),
    }
    let wrong = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Renders all pages. Returns their diagnostics, and those about limits of the host.
fn render_all(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let model = &snapshot.model;
    let (pages, checks_sizes) = (&model.plan.pages, model.site.publishing.host.is_some_and(Host::has_size_limits));
    let budget = SizeBudget::new(snapshot.size_budget());
    let encodings = if checks_sizes { &*model.site.publishing.precompress } else { &[] };
    let made: Vec<(FileSizes, Vec<Diagnostic>)> = snapshot
        .build_order()
        .into_par_iter()
        .map_init(
            || snapshot.renderer(),
            |renderer, page| {
                let (mut size, mut bytes) = (0, Vec::new());
                if budget.is_exceeded() {
                    return (Vec::new(), Vec::new());
                }
                let found = snapshot.render_to(renderer, page, &mut |part| {
                    size += part.bytes().len() as u64;
                    if budget.try_spend(part.bytes().len()) && !encodings.is_empty() {
                        bytes.extend_from_slice(part.bytes());
                    }
                });
                let route = pages[page].route.as_str();
                (if checks_sizes { file_sizes(route, size, &bytes, encodings) } else { Vec::new() }, found)
            },
        )
        .collect();
    let mut found: Vec<Diagnostic> = made.iter().flat_map(|(_, found)| found.iter().cloned()).collect();
    if budget.is_exceeded() {
        found.push(snapshot.output_too_large());
    } else if checks_sizes {
        let search: Vec<FileSizes> = snapshot
            .search()
            .par_iter()
            .map(|file| {
                let bytes = snapshot.search_file(file);
                file_sizes(file.route.as_str(), bytes.len() as u64, &bytes, encodings)
            })
            .collect();
        let files = made.iter().map(|(sizes, _)| sizes).chain(&search).flatten();
        found.extend(snapshot.check_host_limits(files.map(|(route, size)| (route.as_str(), *size))));
    }
    found
}

/// Routes and sizes of files, in bytes.
type FileSizes = Vec<(String, u64)>;

/// Returns the size of a file and of its precompressed variants.
fn file_sizes(route: &str, size: u64, bytes: &[u8], encodings: &[Encoding]) -> FileSizes {
    // Compression in memory does not fail.
    let mut sizes = compressed_sizes(route, bytes, encodings).unwrap_or_default();
    sizes.push((route.to_owned(), size));
    sizes
}
