//! The edits of `site.toml` that hints advise.

use super::content_file::ContentFile;
use super::context::Context;
use super::quick_fix::{QuickFix, fact};
use super::settings_edit::{add_at_end, add_below_header, add_to_list, add_to_table};
use super::workspace_edit::WorkspaceEdit;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::TextEdit;
use crate::source::{SETTINGS, SourcePath};

/// Returns the edits of the settings that the hint of a diagnostic advises.
pub(super) fn settings_fixes(
    context: Context<'_>,
    file: Option<&ContentFile<'_>>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let settings = context.analysis.text(SETTINGS)?;
    let (title, edit) = match found.code {
        Code::UnknownField => declared_field(context, file?, found, settings)?,
        Code::UnknownFigure => declared_figure(context, found, settings)?,
        Code::UnlistedLanguage => {
            let code = fact(found, "language")?;
            let edit = add_to_list(settings, "languages", code)?;
            (format!("languages: \"{code}\""), edit)
        }
        Code::UnlikelyYear => {
            let line = format!("{} = \"off\"", found.code.rule().name);
            let edit = add_to_table(settings, "check", &line)?;
            (format!("[check] {line}"), edit)
        }
        Code::MissingSetting => {
            let example = fact(found, "example")?;
            let edit = add_below_header(settings, found.at.span.start as usize, example)?;
            (example.to_owned(), edit)
        }
        Code::EmptyWindow => {
            let window = window(found)?;
            let edit = TextEdit::new(found.at.span.range(), window.clone());
            (format!("window = {window}"), edit)
        }
        Code::RegionOffMap => {
            let code = fact(found, "code").filter(|code| is_bare_key(code))?;
            let name = code.to_lowercase();
            let window = window(found)?;
            let table = format!("[map.insets.{name}]\nwindow = {window}\n");
            (format!("[map.insets.{name}]"), add_at_end(settings, &table))
        }
        _ => return None,
    };
    let title = format!("{SETTINGS}: {title}");
    let path = SourcePath::new(SETTINGS);
    Some(QuickFix::new(
        title,
        WorkspaceEdit::of_file(path, vec![edit]),
    ))
}

/// Returns the window of a map that a diagnostic proposes.
fn window(found: &Diagnostic) -> Option<String> {
    let side = |name| fact(found, name);
    let (west, south) = (side("west")?, side("south")?);
    let (east, north) = (side("east")?, side("north")?);
    Some(format!("[{west}, {south}, {east}, {north}]"))
}

/// Whether a text can be a key of TOML without quotes.
fn is_bare_key(text: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !text.is_empty() && text.chars().all(is_allowed)
}

/// Declares an unknown field of a kind.
fn declared_field(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
    settings: &str,
) -> Option<(String, TextEdit)> {
    // Without this fact the key stands within a value, and is no field of the kind.
    let name = fact(found, "new").filter(|name| is_bare_key(name))?;
    let kind = context.site().vocabulary.kind(file.kind?);
    let code = &context.site().languages.first()?.code;
    let table = format!(
        "[kinds.{}.fields.{name}]\ntype = \"text\"\nlabel = {{ {code} = \"{name}\" }}\n",
        kind.id
    );
    let title = format!(
        "{} {name}",
        context.word("описать поле", "declare the field")
    );
    Some((title, add_at_end(settings, &table)))
}

/// Declares an unknown figure.
fn declared_figure(
    context: Context<'_>,
    found: &Diagnostic,
    settings: &str,
) -> Option<(String, TextEdit)> {
    let name = fact(found, "figure").filter(|name| is_bare_key(name))?;
    let code = &context.site().languages.first()?.code;
    let table = format!("[figures.{name}]\nlabel = {{ {code} = \"{name}\" }}\n");
    let words = context.word("описать показатель", "declare the figure");
    Some((format!("{words} {name}"), add_at_end(settings, &table)))
}
