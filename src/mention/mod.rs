//! MENTION: names of records that stand in texts without a link, in any word form.

mod name_trie;
mod name_forms;
mod finder;
mod text_mentions;

pub use finder::{FoundName, MentionFinder};
pub use text_mentions::{UnlinkedMention, mentions_of_file, unlinked_mentions};
