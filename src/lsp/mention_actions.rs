//! Code actions for names that stand in a text without a link.

use super::content_file::ContentFile;
use super::context::Context;
use super::quick_fix::QuickFix;
use super::settings_edit::add_to_list;
use super::workspace_edit::WorkspaceEdit;
use crate::diagnostic::Span;
use crate::mention::mentions_of_file;
use crate::refactor::quoted_link;
use crate::source::{File, SETTINGS, SourcePath};

/// Returns the links for names within a range of a text.
pub(super) fn mention_actions(
    context: Context<'_>,
    file: &ContentFile<'_>,
    wanted: Span,
) -> Vec<QuickFix> {
    let is_text = !file.is_markdown || wanted.end as usize >= file.body.start;
    if !is_text {
        return Vec::new();
    }
    let bytes = File::new(file.at.text.as_bytes());
    let mentions = mentions_of_file(&file.path, &bytes, context.atlas(), context.site());
    let here = mentions.into_iter().filter(|mention| {
        let span = mention.at.span;
        span.start <= wanted.end && wanted.start <= span.end
    });
    let fixes = here.flat_map(|mention| {
        let id = &context.atlas().record(mention.record).id;
        let words = context.word("Сделать ссылкой", "Make a link");
        let title = format!("{words}: {id} ({})", context.name(mention.record));
        let link = format!("[[{id}|{}]]", mention.words);
        let edits = quoted_link(mention.at.span.range(), link, mention.missing_quote);
        let link = QuickFix::of_text(file, title, edits);
        [Some(link), no_mention(context, id, &mention.words)]
    });
    fixes.flatten().collect()
}

/// Says in the settings that some words do not mean a record.
fn no_mention(context: Context<'_>, id: &str, words: &str) -> Option<QuickFix> {
    let settings = context.analysis.text(SETTINGS)?;
    let edit = add_to_list(settings, "mentions.ignore", &format!("{id}: {words}"))?;
    let title = format!(
        "{} {id}: {words}",
        context.word(
            "Это не она, в site.toml:",
            "It is not this record, in site.toml:"
        )
    );
    let path = SourcePath::new(SETTINGS);
    Some(QuickFix::new(
        title,
        WorkspaceEdit::of_file(path, vec![edit]),
    ))
}
