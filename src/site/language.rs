//! The languages of a site, and where a word is looked for that one of them lacks.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A language of a site, as an index in `languages`, or English where the site lacks it.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    index: u8,
    is_english: bool,
}

impl Language {
    /// The first language.
    pub const DEFAULT: Language = Language {
        index: 0,
        is_english: false,
    };

    /// English, on a site that has no pages in it: the last resort for labels.
    pub(super) const ENGLISH: Language = Language {
        index: u8::MAX,
        is_english: true,
    };

    pub(super) fn new(index: u8, code: &str) -> Language {
        Language {
            index,
            is_english: code == ENGLISH,
        }
    }

    /// Returns the index in `languages`. English without pages has none that is within them.
    pub fn index(self) -> usize {
        self.index as usize
    }

    pub(super) fn is_english(self) -> bool {
        self.is_english
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.index == other.index
    }
}

impl Eq for Language {}

impl PartialOrd for Language {
    fn partial_cmp(&self, other: &Language) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Language {
    fn cmp(&self, other: &Language) -> Ordering {
        self.index.cmp(&other.index)
    }
}

impl Hash for Language {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

/// The code of English, which stands in where neither the page's language nor the site's first one has a word.
pub const ENGLISH: &str = "en";

/// Returns the languages in which a word for a page is looked for, in order: the page's, the site's first one, English. One with
/// a region (`de-AT`) is followed by the language without it.
pub fn fallback_codes<'c>(code: &'c str, first: &'c str) -> impl Iterator<Item = &'c str> {
    own_codes(code).chain(own_codes(first)).chain([ENGLISH])
}

/// Returns a code, and that of the language without its region.
pub fn own_codes(code: &str) -> impl Iterator<Item = &str> {
    [Some(code), without_region(code)].into_iter().flatten()
}

/// Returns `de` for `de-AT`. `None` for a code without a region, and for one with a script, whose texts another script cannot
/// stand in for.
fn without_region(code: &str) -> Option<&str> {
    let (language, rest) = code.split_once('-')?;
    let is_script = |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
    (!rest.split('-').any(is_script)).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::fallback_codes;

    #[test]
    fn a_word_is_looked_for_in_the_language_of_the_page_first() {
        let chain = |code, first| fallback_codes(code, first).collect::<Vec<_>>().join(" ");
        assert_eq!(chain("eu", "kk"), "eu kk en");
        assert_eq!(chain("de-AT", "fr-CA"), "de-AT de fr-CA fr en");
        assert_eq!(chain("sr-Latn", "sr-Latn-RS"), "sr-Latn sr-Latn-RS en");
    }
}
