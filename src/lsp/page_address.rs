//! The page of a place in a file, and the place of a text of a page.

use super::content_file::ContentFile;
use super::context::Context;
use super::position::TextPosition;
use crate::diagnostic::Span;
use crate::plan::PageKind;
use crate::site::Language;
use crate::source::SourcePath;

/// Returns the route of the page that a place of a file is shown on; the home page for what no page shows.
pub(super) fn route_of(
    context: Context<'_>,
    path: &SourcePath,
    position: Option<TextPosition>,
) -> String {
    page_route(context, path, position).unwrap_or_default()
}

fn page_route(
    context: Context<'_>,
    path: &SourcePath,
    position: Option<TextPosition>,
) -> Option<String> {
    let file = ContentFile::read(context, path)?;
    let plan = &context.analysis.snapshot.model.plan;
    let language = file.translates.unwrap_or(Language::DEFAULT);
    if file.kind.is_some() {
        let at = position.map_or(0, |position| {
            file.at
                .lines
                .offset(file.at.text, position, file.at.encoding)
        });
        let entries = file.record_entries();
        let above = |entry: &&usize| file.outline.entries[**entry].span.start as usize <= at;
        let entry = entries
            .iter()
            .rev()
            .find(above)
            .or(entries.first())
            .copied();
        let id = file.record_id(entry)?;
        let record = context.atlas().by_id(&id)?;
        return Some(plan.record(record, language).route.to_string());
    }
    let mut pages = context.atlas().free_pages.iter();
    let ((slot, language), _) = pages.find(|(_, page)| page.at.path == *path)?;
    let kind = match slot {
        crate::record::FreePageSlot::Home => PageKind::Home,
        crate::record::FreePageSlot::Section(kind) => PageKind::Kind(*kind, 1),
        crate::record::FreePageSlot::Page(name) => PageKind::FreePage(name.clone()),
    };
    let page = plan.page(&kind, *language)?;
    Some(page.route.to_string())
}

/// The numbers of letters by which a text is looked for, in turn.
const WANTED: [usize; 3] = [40, 16, 8];

/// The number of letters below which a text is too common.
const MIN_WANTED: usize = 4;

/// Returns where a source has the words of a text of its page: markup and line ends are left out. `None`: nowhere.
pub(super) fn find_words(source: &str, text: &str) -> Option<Span> {
    let letters: Vec<(usize, char)> = folded(source).collect();
    let wanted: Vec<char> = folded(text).map(|(_, c)| c).collect();
    let haystack: String = letters.iter().map(|(_, c)| *c).collect();
    // A name of a record may stand in for its id, so that a part of the text will do.
    for size in WANTED {
        for part in wanted.chunks(size).filter(|part| part.len() >= MIN_WANTED) {
            let needle: String = part.iter().collect();
            if let Some(at) = haystack.find(&needle) {
                let first = haystack[..at].chars().count();
                let last = letters.get(first + part.len() - 1)?;
                return Some(Span::new(letters.get(first)?.0..last.0 + last.1.len_utf8()));
            }
        }
    }
    None
}

/// Returns the letters and digits of a text in lower case, with their offsets.
fn folded(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let letters = text.char_indices().filter(|(_, c)| c.is_alphanumeric());
    letters.map(|(at, c)| (at, c.to_lowercase().next().unwrap_or(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_page_are_found_in_their_source() {
        let source = "---\nname: А\n---\nПервый абзац.\n\nВторой **абзац** со\nссылкой [[miet|МИЭТ]] и концом.\n";
        let span = find_words(source, "Второй абзац со ссылкой МИЭТ и концом.").expect("a place");
        assert!(
            source[span.range()].starts_with("Второй"),
            "{}",
            &source[span.range()]
        );
        let span = find_words(source, "Абзац со ссылкой Институт.").expect("a place");
        assert!(
            source[span.range()].starts_with("абзац"),
            "{}",
            &source[span.range()]
        );
        assert_eq!(find_words(source, "чего здесь нет совсем"), None);
        assert_eq!(find_words(source, "…"), None);
    }
}
