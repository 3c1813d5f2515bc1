//! Symbols: the outline of a file, and all records by any of their names.

use serde_json::{Value, json};

use super::content_file::ContentFile;
use super::context::Context;
use super::named_record::links_of_file;
use crate::diagnostic::Span;
use crate::source::SourcePath;

/// The number of symbols of the whole site that are sent at most.
const MAX_SYMBOLS: usize = 100;

/// What a symbol is: numbers of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SymbolKind {
    /// A record: «object».
    Record = 19,
    /// A key: «property».
    Key = 7,
    /// A heading: «string».
    Heading = 15,
}

/// A symbol of a file.
struct FileSymbol {
    kind: SymbolKind,
    name: String,
    detail: String,
    /// The whole symbol.
    span: Span,
    /// Its name.
    name_span: Span,
    children: Vec<FileSymbol>,
}

/// Answers `textDocument/documentSymbol`: records of a list, keys, headings.
pub(super) fn document_symbols(context: Context<'_>, path: &SourcePath) -> Value {
    let Some(file) = ContentFile::read(context, path) else {
        return json!([]);
    };
    let records = file.record_entries();
    let mut symbols: Vec<FileSymbol> = match file.is_markdown {
        true => keys_of(context, &file, None),
        false => records
            .iter()
            .map(|record| record_symbol(context, &file, *record))
            .collect(),
    };
    symbols.extend(headings(&file));
    match context.client.nested_symbols {
        true => Value::from(
            symbols
                .iter()
                .map(|symbol| nested(&file, symbol))
                .collect::<Vec<_>>(),
        ),
        false => {
            let uri = context.workspace.uri(path.as_str());
            let mut flat = Vec::new();
            symbols
                .iter()
                .for_each(|symbol| add_flat(&file, &uri, symbol, &mut flat));
            Value::from(flat)
        }
    }
}

fn record_symbol(context: Context<'_>, file: &ContentFile<'_>, record: usize) -> FileSymbol {
    let children = keys_of(context, file, Some(record));
    let id = file.record_id(Some(record)).unwrap_or_default();
    let known = context.atlas().by_id(&id);
    let name = known.map_or_else(|| id.clone(), |record| context.name(record).to_owned());
    let name = if name.is_empty() {
        "—".to_owned()
    } else {
        name
    };
    let entry = &file.outline.entries[record];
    FileSymbol {
        kind: SymbolKind::Record,
        name,
        detail: id,
        span: Span::new(entry.span.range().start..file.outline.end(record)),
        name_span: entry.span,
        children,
    }
}

fn keys_of(context: Context<'_>, file: &ContentFile<'_>, record: Option<usize>) -> Vec<FileSymbol> {
    let keys = file.outline.children(record);
    let symbols = keys.filter_map(|entry| {
        let name = file.outline.key(entry).filter(|name| !name.is_empty())?;
        let own = &file.outline.entries[entry];
        let detail = file.outline.scalar(entry, file.at.text).unwrap_or_default();
        let reference = context
            .atlas()
            .resolve(detail)
            .map(|record| context.name(record));
        Some(FileSymbol {
            kind: SymbolKind::Key,
            name: name.to_owned(),
            detail: reference.unwrap_or(detail).chars().take(80).collect(),
            span: Span::new(own.span.range().start..file.outline.end(entry)),
            name_span: own.span,
            children: Vec::new(),
        })
    });
    symbols.collect()
}

/// Returns the headings of the text below the front matter, each within the one above it.
fn headings(file: &ContentFile<'_>) -> Vec<FileSymbol> {
    let mut open: Vec<(usize, FileSymbol)> = Vec::new();
    let mut done = Vec::new();
    let close = |open: &mut Vec<(usize, FileSymbol)>,
                 done: &mut Vec<FileSymbol>,
                 level: usize,
                 end: usize| {
        while open.last().is_some_and(|(known, _)| *known >= level) {
            if let Some((_, mut symbol)) = open.pop() {
                symbol.span.end = end as u32;
                match open.last_mut() {
                    Some((_, parent)) => parent.children.push(symbol),
                    None => done.push(symbol),
                }
            }
        }
    };
    for (level, span, text) in file.headings() {
        close(&mut open, &mut done, level, span.start as usize);
        let symbol = FileSymbol {
            kind: SymbolKind::Heading,
            name: text,
            detail: String::new(),
            span,
            name_span: span,
            children: Vec::new(),
        };
        open.push((level, symbol));
    }
    close(&mut open, &mut done, 0, file.at.text.len());
    done
}

fn nested(file: &ContentFile<'_>, symbol: &FileSymbol) -> Value {
    let children = symbol.children.iter().map(|child| nested(file, child));
    json!({
        "name": symbol.name,
        "detail": symbol.detail,
        "kind": symbol.kind as u8,
        "range": file.at.range(symbol.span),
        "selectionRange": file.at.range(symbol.name_span),
        "children": children.collect::<Vec<_>>(),
    })
}

fn add_flat(file: &ContentFile<'_>, uri: &str, symbol: &FileSymbol, flat: &mut Vec<Value>) {
    flat.push(json!({
        "name": symbol.name,
        "kind": symbol.kind as u8,
        "location": {"uri": uri, "range": file.at.range(symbol.span)},
    }));
    symbol
        .children
        .iter()
        .for_each(|child| add_flat(file, uri, child, flat));
}

/// Answers `workspace/symbol`: records by any of their names.
pub(super) fn workspace_symbols(context: Context<'_>, query: &str) -> Value {
    let atlas = context.atlas();
    let language = context.site().default_language();
    let found = context
        .analysis
        .names
        .find(query, |_| true, |record| atlas.rank(language, record));
    let symbols = found.iter().take(MAX_SYMBOLS).filter_map(|(record, _)| {
        let known = atlas.record(*record);
        Some(json!({
            "name": format!("{} · {}", context.name(*record), known.id),
            "kind": SymbolKind::Record as u8,
            "containerName": context.kind_label(known.kind),
            "location": context.location(&known.at)?,
        }))
    });
    Value::from(symbols.collect::<Vec<_>>())
}

/// Answers `textDocument/documentLink`: files and addresses that texts lead to.
pub(super) fn document_links(context: Context<'_>, path: &SourcePath) -> Value {
    let Some(file) = ContentFile::read(context, path) else {
        return json!([]);
    };
    let links = links_of_file(context, &file);
    let links = links.iter().filter_map(|link| {
        let target = context.atlas().resolve_link(link, context.site())?;
        let path = match target {
            crate::atlas::ResolvedLink::Record(record) => {
                context.atlas().record(record).at.path.clone()
            }
            crate::atlas::ResolvedLink::FreePage(slot) => {
                let language = context.site().default_language();
                context
                    .atlas()
                    .free_page(&slot, language, context.site())?
                    .at
                    .path
                    .clone()
            }
            crate::atlas::ResolvedLink::Asset(path) => path,
            crate::atlas::ResolvedLink::View(_) | crate::atlas::ResolvedLink::Here => return None,
        };
        let range = file.at.range(link.at.span);
        Some(json!({"range": range, "target": context.workspace.uri(path.as_str())}))
    });
    Value::from(links.collect::<Vec<_>>())
}
