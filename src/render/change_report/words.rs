//! Texts in Markdown word by word: what is gone and what is new, between a few words that stay.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::sides::words;
use crate::history::ChangePart;
use crate::model::SiteModel;
use crate::record::{Body, FreePage, FreePageSlot, RecordText, TextSegment};
use crate::site::Language;

/// The words that are shown before and after what differs.
const CONTEXT: usize = 3;

/// Limit of the words between the first and the last difference that are compared in order: time grows with their square.
const MOST_WORDS: usize = 600;

/// Limit of the words that are shown.
const MOST_SHOWN: usize = 120;

/// Returns the words of a text of a record or a free page: `key` of the front matter, `text` for the body.
pub(super) fn text_words(model: &SiteModel, subject: &str, key: &str, code: &str) -> Vec<String> {
    let site = &model.site;
    let language = site.language(code);
    let mut bodies: Vec<&Body> = Vec::new();
    if let Some(ix) = model.atlas.by_id(subject) {
        let record = model.atlas.record(ix);
        if key == "text" {
            let own = record.texts().filter(RecordText::is_body);
            let own = own.filter(|text| Some(text.language) == language);
            bodies.extend(own.map(|text| text.body));
        }
        let fields = record.fields.iter();
        for field in fields.filter(|field| site.vocabulary.field(field.field).name == key) {
            let own = RecordText::of_field(&field.value);
            let own = own.filter(|text| Some(text.language) == language);
            bodies.extend(own.map(|text| text.body));
        }
    }
    let all = bodies.into_iter();
    all.flat_map(|body| words_of(model, body, code)).collect()
}

/// Returns the words of a free page, by its path in `content/` without extension and the code of its language.
pub(super) fn page_words(model: &SiteModel, path: &str, code: &str) -> Vec<String> {
    page(model, path, code).map_or_else(Vec::new, |page| words_of(model, &page.body, code))
}

/// Returns the name of a free page. `None` if it has none.
pub(super) fn page_name(model: &SiteModel, path: &str, code: &str) -> Option<String> {
    let page = page(model, path, code)?;
    let name = page.name.text(page.language);
    (!name.is_empty()).then(|| name.to_owned())
}

fn page<'m>(model: &'m SiteModel, path: &str, code: &str) -> Option<&'m FreePage> {
    let site = &model.site;
    let mut pages = model.atlas.free_pages.iter();
    let found = pages.find(|((slot, language), _)| {
        let is_own = match slot {
            FreePageSlot::Home => path == "_index",
            FreePageSlot::Section(kind) => {
                let folder = &site.vocabulary.kind(*kind).folder;
                path.strip_suffix("/_index") == Some(folder)
            }
            FreePageSlot::Page(name) => path.strip_prefix("pages/") == Some(&**name),
        };
        is_own && site.code(*language) == code
    });
    found.map(|(_, page)| &**page)
}

/// Returns the words of a text, with the titles that links without words of their own show.
fn words_of(model: &SiteModel, body: &Body, code: &str) -> Vec<String> {
    let language = model.site.language(code).unwrap_or(Language::DEFAULT);
    let mut text = String::new();
    for segment in body.segments() {
        text.push_str(match segment {
            TextSegment::Text(text) => text,
            TextSegment::Name(index) => model.link_name(language, &body.links[index as usize]),
        });
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// Returns what differs in order. `None`: the texts are too long, or differ in nothing but their markup.
pub(super) fn compared(old: &[String], new: &[String]) -> Option<Vec<ChangePart>> {
    let (old_middle, new_middle) = (old.iter(), new.iter());
    let start = old_middle
        .zip(new_middle)
        .take_while(|(one, other)| one == other);
    let start = start.count();
    let (old_end, new_end) = (old[start..].iter().rev(), new[start..].iter().rev());
    let end = old_end.zip(new_end).take_while(|(one, other)| one == other);
    let rest = old.len().max(new.len()) - start - end.count();
    if rest > MOST_WORDS || old == new {
        return None;
    }
    let operations = capture_diff_slices(Algorithm::Myers, old, new);
    let mut parts = Vec::new();
    let mut shown = 0;
    let last = operations.len().saturating_sub(1);
    for (place, operation) in operations.iter().enumerate() {
        if shown > MOST_SHOWN {
            parts.push(words(" …"));
            break;
        }
        if let DiffOp::Equal { old_index, len, .. } = *operation {
            let same = &old[old_index..old_index + len];
            let text = kept(same, place == 0, place == last);
            // Spaces stand between parts.
            parts.push(words(text));
            continue;
        }
        let gone = &old[operation.old_range()];
        let added = &new[operation.new_range()];
        shown += gone.len() + added.len();
        if !gone.is_empty() {
            parts.push(ChangePart::Gone(cut(gone)));
        }
        if !gone.is_empty() && !added.is_empty() {
            parts.push(words(" → "));
        }
        if !added.is_empty() {
            parts.push(ChangePart::New(cut(added)));
        }
    }
    Some(parts)
}

/// Returns words that both texts have, without those far from what differs.
fn kept(same: &[String], is_first: bool, is_last: bool) -> String {
    let before = if is_first { 0 } else { CONTEXT };
    let after = if is_last { 0 } else { CONTEXT };
    let text = if same.len() <= before + after {
        same.join(" ")
    } else {
        let (head, tail) = (&same[..before], &same[same.len() - after..]);
        format!("{} … {}", head.join(" "), tail.join(" "))
    };
    let (start, end) = (
        if is_first { "" } else { " " },
        if is_last { "" } else { " " },
    );
    format!("{start}{}{end}", text.trim())
}

fn cut(words: &[String]) -> String {
    let shown = &words[..words.len().min(MOST_SHOWN)];
    let more = if words.len() > MOST_SHOWN { " …" } else { "" };
    format!("{}{more}", shown.join(" "))
}
