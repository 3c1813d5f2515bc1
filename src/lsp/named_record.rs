//! The record that stands at a position: by a reference, a link, its own id or name.

use super::content_file::{ContentFile, FileCursor};
use super::context::Context;
use super::expectation::{Expected, expected_value};
use super::position::TextPosition;
use crate::atlas::{RecordIx, ResolvedLink};
use crate::diagnostic::Span;
use crate::record::{self, Body, CursorPlace, FreePageSlot, Link};
use crate::source::{File, SourcePath};
use crate::text::folding::nfc;

/// What a position leads to.
pub(super) enum NamedTarget {
    /// A record.
    Record(RecordIx),
    /// A free page or an introduction.
    FreePage(FreePageSlot),
    /// A file of `assets/`.
    Asset(SourcePath),
}

/// What stands at a position, and where.
pub(super) struct Named {
    pub(super) target: NamedTarget,
    pub(super) span: Span,
}

/// Returns what stands at a position. `None`: nothing that leads anywhere.
pub(super) fn named_at(
    context: Context<'_>,
    path: &SourcePath,
    position: TextPosition,
) -> Option<Named> {
    let file = ContentFile::read(context, path)?;
    let (at, cursor) = file.cursor(position)?;
    let cursor = match cursor {
        FileCursor::Text(_) => return linked_at(context, &file, at),
        FileCursor::Yaml(cursor) => cursor,
    };
    if cursor.place == CursorPlace::Text {
        return linked_at(context, &file, at);
    }
    let kind = file.kind?;
    let owner = cursor
        .owner
        .filter(|_| cursor.place == CursorPlace::Value)?;
    let written = file.outline.scalar(owner, file.at.text)?;
    let keys = file.record_path(Some(owner))?;
    let record = match expected_value(context.site(), kind, &keys) {
        Expected::Record(_) | Expected::Source => context.atlas().resolve(&nfc(written.into()))?,
        Expected::Id | Expected::Name => context
            .atlas()
            .by_id(&nfc(file.record_id(keys.record)?.into()))?,
        _ => return linked_at(context, &file, at),
    };
    Some(Named {
        target: NamedTarget::Record(record),
        span: cursor.span,
    })
}

/// Returns the record at a position.
pub(super) fn record_at(
    context: Context<'_>,
    path: &SourcePath,
    position: TextPosition,
) -> Option<(RecordIx, Span)> {
    let named = named_at(context, path, position)?;
    match named.target {
        NamedTarget::Record(record) => Some((record, named.span)),
        NamedTarget::FreePage(_) | NamedTarget::Asset(_) => None,
    }
}

/// Returns the link of a text that contains a byte.
fn linked_at(context: Context<'_>, file: &ContentFile<'_>, at: usize) -> Option<Named> {
    let links = links_of_file(context, file);
    let contains =
        |link: &&Link| link.at.span.range().contains(&at) || link.at.span.range().end == at;
    let link = links.iter().find(contains)?;
    let target = match context.atlas().resolve_link(link, context.site())? {
        ResolvedLink::Record(record) => NamedTarget::Record(record),
        ResolvedLink::FreePage(slot) => NamedTarget::FreePage(slot),
        ResolvedLink::Asset(path) => NamedTarget::Asset(path),
        ResolvedLink::View(_) | ResolvedLink::Here => return None,
    };
    Some(Named {
        target,
        span: link.at.span,
    })
}

/// Returns the links of all texts of a file.
pub(super) fn links_of_file(context: Context<'_>, file: &ContentFile<'_>) -> Vec<Link> {
    let bytes = File::new(file.at.text.as_bytes());
    let parsed = record::parse(&file.path, &bytes, context.site()).value;
    let of_body = |body: &Body| body.links.clone();
    let texts = parsed
        .records
        .iter()
        .flat_map(|record| record.texts().map(|text| of_body(text.body)));
    let page = parsed.free_page.iter().map(|page| of_body(&page.body));
    texts.chain(page).flatten().collect()
}
