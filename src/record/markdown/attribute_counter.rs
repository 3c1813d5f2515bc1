//! Counts the attributes of raw HTML.

/// Counts the attributes of tags over several pieces of raw HTML. A tag may span pieces. The count is exact for tags;
/// in comments and scripts, whose text is no markup, it may be too high.
#[derive(Default)]
pub(in crate::record) struct AttributeCounter {
    state: State,
    /// The number of attributes so far.
    pub(in crate::record) count: usize,
}

/// The state of the tokenizer (<https://html.spec.whatwg.org/#tokenization>), as far as attributes depend on it.
#[derive(Clone, Copy, Default, PartialEq)]
enum State {
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
            if self.state == State::BeforeAttribute && next == State::Name {
                self.count += 1;
            }
            self.state = next;
        }
    }
}

impl State {
    fn next(self, byte: u8) -> State {
        match (self, byte) {
            (State::Quoted(quote), byte) if byte != quote => self,
            (State::Quoted(_), _) => State::BeforeAttribute,
            (State::Text, b'<') | (State::TagOpen, b'<' | b'/') => State::TagOpen,
            (State::Text, _) | (_, b'>') => State::Text,
            (State::TagOpen, byte) if byte.is_ascii_alphabetic() => State::Name,
            (State::TagOpen, _) => State::Text,
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, byte) if byte.is_ascii_whitespace() => self,
            (State::Name | State::BeforeAttribute, b'=') => State::BeforeValue,
            (State::Name | State::BeforeAttribute, b'/') => State::BeforeAttribute,
            (_, byte) if byte.is_ascii_whitespace() => State::BeforeAttribute,
            _ => State::Name,
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
