//! The text of a record without markup.

use std::borrow::Cow;

use crate::atlas::Text;
use crate::layout::World;
use crate::record::Said;
use crate::site::Language;

/// About as long as the name of a record.
const NAME: usize = 64;

/// The words of a text, a paragraph a line, with the names of linked records as the page shows them.
pub(super) fn plain<'w>(world: &'w World, said: Text<'w>, language: Language) -> Cow<'w, str> {
    let mut parts = said.body.said();
    match (parts.next(), parts.next()) {
        (Some(Said::Words(words)), None) => Cow::Borrowed(words),
        _ => {
            let mut text = String::with_capacity(said.body.text.len() + said.body.links.len() * NAME);
            write_plain(world, said, language, &mut text);
            Cow::Owned(text)
        }
    }
}

/// Adds these words to what has been written.
pub(super) fn write_plain(world: &World, said: Text<'_>, language: Language, text: &mut String) {
    for part in said.body.said() {
        text.push_str(match part {
            Said::Words(words) => words,
            Said::Name(link) => match said.lead(link) {
                Some(record) => world.name(language, record),
                None => world.link_name(language, &said.body.links[link as usize]),
            },
        });
    }
}
