//! Counts the attributes of raw HTML.

/// Counts the attributes of tags over several pieces of raw HTML. A tag may span pieces. The count is exact for tags;
/// in comments and scripts, whose text is no markup, it may be too high.
#[derive(Default)]
pub(in crate::record) struct AttributeCounter {
    state: TagState,
    /// The number of attributes so far.
    pub(in crate::record) count: usize,
}

/// The state of the tokenizer (<https://html.spec.whatwg.org/#tokenization>), as far as attributes depend on it.
#[derive(Clone, Copy, Default, PartialEq)]
enum TagState {
    /// Outside of tags.
    #[default]
    Text,
    /// After `<`.
    TagOpen,
    /// In the name of a tag or attribute, or in a value without quotes.
    Name,
    /// Before an attribute.
    BeforeAttribute,
    /// Before a value.
    BeforeValue,
    /// In a value, until this quote.
    Quoted(u8),
}

impl AttributeCounter {
    /// Reads the next piece of HTML.
    pub(in crate::record) fn push(&mut self, html: &str) {
        for byte in html.bytes() {
            let next = self.state.next(byte);
            if self.state == TagState::BeforeAttribute && next == TagState::Name {
                self.count += 1;
            }
            self.state = next;
        }
    }
}

impl TagState {
    fn next(self, byte: u8) -> TagState {
        match (self, byte) {
            (TagState::Quoted(quote), byte) if byte != quote => self,
            (TagState::Quoted(_), _) => TagState::BeforeAttribute,
            (TagState::Text, b'<') | (TagState::TagOpen, b'<' | b'/') => TagState::TagOpen,
            (TagState::Text, _) | (_, b'>') => TagState::Text,
            (TagState::TagOpen, byte) if byte.is_ascii_alphabetic() => TagState::Name,
            (TagState::TagOpen, _) => TagState::Text,
            (TagState::BeforeValue, b'"' | b'\'') => TagState::Quoted(byte),
            (TagState::BeforeValue, byte) if byte.is_ascii_whitespace() => self,
            (TagState::Name | TagState::BeforeAttribute, b'=') => TagState::BeforeValue,
            (TagState::Name | TagState::BeforeAttribute, b'/') => TagState::BeforeAttribute,
            (_, byte) if byte.is_ascii_whitespace() => TagState::BeforeAttribute,
            _ => TagState::Name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(pieces: &[&str]) -> usize {
        let mut counter = AttributeCounter::default();
        pieces.iter().for_each(|piece| counter.push(piece));
        counter.count
    }

    #[test]
    fn attributes_are_counted_as_a_browser_finds_them() {
        assert_eq!(
            count(&["<b a b=c d='e f' g = \"h > i\" j/k>l m=n <!-- o=p --> </b>"]),
            6
        );
        assert_eq!(count(&["<b a='x'b='y'c>", "< d e>", "<2 f>"]), 3);
        assert_eq!(count(&["<b a=\"\n", "c d\" e\n", "f>g h"]), 3);
        assert_eq!(count(&["text without a=b tags"]), 0);
    }
}
