//! The text of a record as plain text, without markup.

use std::borrow::Cow;

use crate::atlas::ResolvedBody;
use crate::model::SiteModel;
use crate::record::TextSegment;
use crate::site::Language;

/// The approximate length of a record's name in bytes.
const NAME: usize = 64;

/// The plain text of a body, one paragraph per line, with the names of linked records as on the page.
pub(super) fn plain_text<'w>(
    model: &'w SiteModel,
    resolved: ResolvedBody<'w>,
    language: Language,
) -> Cow<'w, str> {
    let mut parts = resolved.body.segments();
    match (parts.next(), parts.next()) {
        (Some(TextSegment::Text(words)), None) => Cow::Borrowed(words),
        _ => {
            let mut text =
                String::with_capacity(resolved.body.text.len() + resolved.body.links.len() * NAME);
            write_plain_text(model, resolved, language, &mut text);
            Cow::Owned(text)
        }
    }
}

/// Appends the plain text of a body.
pub(super) fn write_plain_text(
    model: &SiteModel,
    resolved: ResolvedBody<'_>,
    language: Language,
    text: &mut String,
) {
    for part in resolved.body.segments() {
        text.push_str(match part {
            TextSegment::Text(words) => words,
            TextSegment::Name(link) => match resolved.target(link) {
                Some(record) => model.title(language, record),
                None => model.link_name(language, &resolved.body.links[link as usize]),
            },
        });
    }
}
