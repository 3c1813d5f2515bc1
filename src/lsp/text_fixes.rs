//! The edits of texts that hints advise.

use std::collections::HashSet;

use super::context::Context;
use super::quick_fix::{QuickFix, fact};
use super::workspace_edit::WorkspaceEdit;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::TextEdit;

/// Returns the edits of a text that the hint of a diagnostic advises.
pub(super) fn text_fixes(context: Context<'_>, found: &Diagnostic) -> Vec<QuickFix> {
    let is_present = context.analysis.snapshot.is_of_present_text(found);
    let text = context.analysis.text(found.at.path.as_str());
    let Some(text) = text.filter(|_| is_present) else {
        return Vec::new();
    };
    let place = TextPlace {
        context,
        found,
        text,
    };
    match found.code {
        Code::OpenComment => place.ended_comment(),
        Code::EmptyLink => place.words_of_link().into_iter().collect(),
        Code::ExcessCells => place.escaped_pipe().into_iter().collect(),
        Code::DuplicateNote => place.renamed_note().into_iter().collect(),
        Code::HiddenSource => place.renamed_notes().into_iter().collect(),
        Code::RemovedHtml => place.embedded_address().into_iter().collect(),
        Code::NamesADraft => place.named_draft().into_iter().collect(),
        Code::LostPlaceholder => place.placeholder().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The place of a diagnostic in its text.
struct TextPlace<'t> {
    context: Context<'t>,
    found: &'t Diagnostic,
    text: &'t str,
}

impl TextPlace<'_> {
    fn written(&self) -> Option<&str> {
        self.text.get(self.found.at.span.range())
    }

    fn fix(&self, title: String, edits: Vec<TextEdit>) -> QuickFix {
        QuickFix::new(
            title,
            WorkspaceEdit::of_file(self.found.at.path.clone(), edits),
        )
    }

    /// Replaces what is underlined.
    fn replaced(&self, new: String) -> QuickFix {
        let title = format!("{} «{new}»", self.context.word("Заменить на", "Replace by"));
        self.fix(title, vec![TextEdit::new(self.found.at.span.range(), new)])
    }

    /// Ends a comment at the end of its line, or takes its beginning as text.
    fn ended_comment(&self) -> Vec<QuickFix> {
        let Some(end) = fact(self.found, "end") else {
            return Vec::new();
        };
        let start = self.found.at.span.start as usize;
        let line = self.text[start..].find(['\r', '\n']);
        let at = start + line.unwrap_or(self.text.len() - start);
        let ends = TextEdit::new(at..at, format!(" {end}"));
        let escapes = TextEdit::new(start..start, "\\");
        let title = self
            .context
            .word("Закрыть комментарий:", "End the comment:");
        let text = self
            .context
            .word("Это не комментарий: \\", "It is no comment: \\");
        vec![
            self.fix(format!("{title} {end}"), vec![ends]),
            self.fix(text.to_owned(), vec![escapes]),
        ]
    }

    /// Gives a link its address or the name of its record as words.
    fn words_of_link(&self) -> Option<QuickFix> {
        let written = self.written()?;
        if let Some(target) = written.strip_prefix("[[") {
            let target = target.split(['|', ']']).next()?;
            return Some(self.replaced(format!("[[{target}]]")));
        }
        let (_, rest) = written.split_once("](")?;
        let address = rest.trim_end_matches(')');
        let words = address.split_once("://").map_or(address, |(_, rest)| rest);
        let words = words.trim_end_matches('/').replace(['[', ']'], "");
        Some(self.replaced(format!("[{words}]({rest}")))
    }

    /// Puts a link in the place of an element that shows another page.
    fn embedded_address(&self) -> Option<QuickFix> {
        let (_, rest) = self.written()?.split_once("src=")?;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (address, _) = rest[1..].split_once(quote)?;
        let is_safe = address.starts_with("https://") && !address.contains(['<', '>', ' ', '\n']);
        let mut range = self.found.at.span.range();
        let closing = format!("</{}>", fact(self.found, "element")?);
        if self.text[range.end..].starts_with(&closing) {
            range.end += closing.len();
        }
        let link = format!("<{address}>");
        let title = format!(
            "{} {link}",
            self.context.word("Заменить ссылкой", "Replace by a link")
        );
        is_safe.then(|| self.fix(title, vec![TextEdit::new(range, link)]))
    }

    /// Takes the pipe before an excess cell as text.
    fn escaped_pipe(&self) -> Option<QuickFix> {
        let pipe = self.found.at.span.start as usize + self.written()?.find('|')?;
        let title = self
            .context
            .word("Это не граница ячейки: \\|", "It ends no cell: \\|");
        Some(self.fix(title.to_owned(), vec![TextEdit::new(pipe..pipe, "\\")]))
    }

    /// Gives the second note of a name another name.
    fn renamed_note(&self) -> Option<QuickFix> {
        let name = fact(self.found, "name")?;
        Some(self.replaced(format!("[^{}]", self.free_note(name)))).filter(|_| {
            self.written()
                .is_some_and(|written| written == format!("[^{name}]"))
        })
    }

    /// Gives a note and the references to it another name.
    fn renamed_notes(&self) -> Option<QuickFix> {
        let name = fact(self.found, "name")?;
        let (old, new) = (format!("[^{name}]"), format!("[^{}]", self.free_note(name)));
        let places = self.text.match_indices(&old);
        let edits = places.map(|(at, old)| TextEdit::new(at..at + old.len(), new.clone()));
        let title = format!("{} «{new}»", self.context.word("Заменить на", "Replace by"));
        Some(self.fix(title, edits.collect()))
    }

    /// Returns a name that no note of the text has.
    fn free_note(&self, name: &str) -> String {
        let notes = self.text.split("[^").skip(1);
        let known: HashSet<&str> = notes
            .filter_map(|note| Some(note.split_once(']')?.0))
            .collect();
        let mut names = (2..).map(|number| format!("{name}-{number}"));
        names
            .find(|name| !known.contains(&**name))
            .unwrap_or_default()
    }

    /// Gives a link to a draft words of its own.
    fn named_draft(&self) -> Option<QuickFix> {
        let target = self.written()?.strip_prefix("[[")?.strip_suffix("]]")?;
        let name = fact(self.found, "name")?;
        let is_bare = !target.contains('|') && !name.contains(['[', ']', '|']);
        is_bare.then(|| self.replaced(format!("[[{target}|{name}]]")))
    }

    /// Adds a placeholder to the end of a string.
    fn placeholder(&self) -> Option<QuickFix> {
        let name = fact(self.found, "name")?;
        let written = self.written()?;
        let is_quoted = written.ends_with(['"', '\'']) && written.len() > 1;
        let at = (self.found.at.span.end as usize).checked_sub(1)?;
        let title = format!("{} {name}", self.context.word("Добавить", "Add"));
        is_quoted.then(|| self.fix(title, vec![TextEdit::new(at..at, format!(" {name}"))]))
    }
}
