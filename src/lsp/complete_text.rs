//! Completion in texts: records, sources, files, headings.

use super::complete_values::add_records;
use super::completion_item::{CompletionItem, CompletionList, ItemKind};
use super::content_file::ContentFile;
use super::context::Context;
use super::expectation::source_kinds;
use super::relative_path::{relative_path, resolved_path};
use crate::atlas::ResolvedLink;
use crate::record::{Body, FreePage, Heading, Link, LinkTarget, TextCursor, TextCursorPlace};
use crate::text::folding::fold_name;

/// Returns what can stand at a place of a text. `None`: it is among words.
pub(super) fn complete_text(
    context: Context<'_>,
    file: &ContentFile<'_>,
    cursor: &TextCursor,
    at: usize,
) -> Option<CompletionList> {
    let typed = file.at.text.get(cursor.span.start as usize..at)?;
    let mut list = CompletionList {
        span: cursor.span,
        typed: typed.to_owned(),
        ..CompletionList::default()
    };
    let closing = match (&cursor.place, cursor.is_closed) {
        (TextCursorPlace::Words, _) => return None,
        (_, true) => "",
        (TextCursorPlace::Record | TextCursorPlace::RecordHeading(_), false) => "]]",
        (TextCursorPlace::Source, false) => "]",
        (TextCursorPlace::Address | TextCursorPlace::AddressHeading(_), false) => ")",
    };
    match &cursor.place {
        TextCursorPlace::Record => {
            let own = file.record_id(None);
            add_records(context, typed, &[], own.as_deref(), &mut list);
        }
        TextCursorPlace::Source => add_records(
            context,
            typed,
            source_kinds(context.site()),
            None,
            &mut list,
        ),
        TextCursorPlace::Address => add_files(context, file, typed, &mut list),
        TextCursorPlace::RecordHeading(record) => {
            let target = LinkTarget::Record(record.as_str().into());
            add_headings(context, file, &target, typed, &mut list);
        }
        TextCursorPlace::AddressHeading(address) => {
            let target =
                resolved_path(&file.path, address).map_or(LinkTarget::Here, LinkTarget::File);
            add_headings(context, file, &target, typed, &mut list);
        }
        TextCursorPlace::Words => {}
    }
    for item in &mut list.items {
        item.insert.push_str(closing);
    }
    Some(list)
}

/// Adds files of records, pages and assets by their names and titles.
fn add_files(context: Context<'_>, file: &ContentFile<'_>, typed: &str, list: &mut CompletionList) {
    let atlas = context.atlas();
    let wanted = typed.rsplit('/').next().unwrap_or_default();
    let language = context.site().default_language();
    let has_file = |record| atlas.record(record).at.path.as_str().ends_with(".md");
    let rank = |record| atlas.rank(language, record);
    for (record, _) in context.analysis.names.find(wanted, has_file, rank) {
        let path = &atlas.record(record).at.path;
        let address = relative_path(&file.path, path.as_str());
        let item = CompletionItem::new(
            ItemKind::File,
            context.name(record),
            context.description(record),
        );
        list.items.push(item.inserting(address));
    }
    let folded = fold_name(wanted);
    let pages = atlas
        .free_pages
        .values()
        .filter(|page| page.language == language);
    for page in pages {
        let name = page_name(context, page);
        let path = page.at.path.as_str();
        if fold_name(&name).contains(&folded) || path.contains(wanted) {
            let item = CompletionItem::new(ItemKind::File, name, path);
            list.items
                .push(item.inserting(relative_path(&file.path, path)));
        }
    }
    for (path, _) in context.analysis.snapshot.tree.folder("assets") {
        let name = path.as_str();
        if name
            .rsplit('/')
            .next()
            .is_some_and(|last| last.contains(wanted))
        {
            let item = CompletionItem::new(ItemKind::File, name, "");
            list.items.push(item.inserting(format!("/{name}")));
        }
    }
    list.is_incomplete = true;
}

fn page_name(context: Context<'_>, page: &FreePage) -> String {
    let name = page.name.text(context.language());
    match name.is_empty() {
        true => page.at.path.to_string(),
        false => name.to_owned(),
    }
}

/// Adds the headings of a text.
fn add_headings(
    context: Context<'_>,
    file: &ContentFile<'_>,
    target: &LinkTarget,
    typed: &str,
    list: &mut CompletionList,
) {
    let folded = fold_name(typed);
    let headings = headings(context, file, target);
    for heading in headings {
        let is_wanted = fold_name(&heading.text).contains(&folded) || heading.id.contains(typed);
        if is_wanted {
            let item =
                CompletionItem::new(ItemKind::Value, &*heading.text, format!("#{}", heading.id));
            list.items.push(item.inserting(heading.id.to_string()));
        }
    }
}

fn headings(context: Context<'_>, file: &ContentFile<'_>, target: &LinkTarget) -> Vec<Heading> {
    let own = || {
        let site = context.site();
        let text = crate::source::File::new(file.at.text.as_bytes());
        let parsed = crate::record::parse(&file.path, &text, site).value;
        let of_records = parsed
            .records
            .iter()
            .flat_map(|record| record.texts().map(|text| text.body.headings.clone()));
        let of_page = parsed
            .free_page
            .iter()
            .map(|page| page.body.headings.clone());
        of_records.chain(of_page).flatten().collect()
    };
    if *target == LinkTarget::Here {
        return own();
    }
    let link = link_to(target.clone());
    let Some(resolved) = context.atlas().resolve_link(&link, context.site()) else {
        return Vec::new();
    };
    let empty = Body::default();
    let language = file.translates.unwrap_or(context.site().default_language());
    let body = context
        .atlas()
        .target_body(&resolved, &empty, language, context.site());
    match resolved {
        ResolvedLink::Here => own(),
        _ => body.map_or(Vec::new(), |body| body.headings.clone()),
    }
}

/// Returns a link to a target, without words.
pub(super) fn link_to(target: LinkTarget) -> Link {
    Link {
        target,
        anchor: None,
        named: false,
        attributes: Box::default(),
        sentence: crate::record::Sentence::default(),
        at: crate::diagnostic::Location::file(crate::source::SourcePath::new("")),
    }
}
