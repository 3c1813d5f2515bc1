//! The text of a record without markup.

use std::borrow::Cow;

use crate::atlas::{Destination, Text};
use crate::layout::World;
use crate::record::{Link, LinkTarget, Said};
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
    said.body.fetch();
    world.fetch_signposts(language, said.leads());
    for part in said.body.said() {
        text.push_str(match part {
            Said::Words(words) => words,
            Said::Name(link) => match said.lead(link) {
                Some(record) => world.name(language, record),
                None => name(world, &said.body.links[link as usize], language),
            },
        });
    }
}

/// What stands for the text of a link that has none of its own.
fn name<'w>(world: &'w World, link: &'w Link, language: Language) -> &'w str {
    let record = match &link.target {
        LinkTarget::Record(written) => match world.atlas.resolve(written) {
            None => return written,
            found => found,
        },
        _ => match world.atlas.destination(link, &world.site) {
            Some(Destination::Record(record)) => Some(record),
            _ => None,
        },
    };
    record.map_or("", |record| world.name(language, record))
}
