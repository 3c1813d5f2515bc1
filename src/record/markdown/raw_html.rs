//! A tokenizer for raw HTML, and its formatting elements.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TokenSink, Tokenizer, TokenizerOpts};

/// Returns the number of start tags of formatting elements in raw HTML, or more.
pub(in crate::record) fn count_formatting_tags(html: &str) -> usize {
    let names = html.split('<').skip(1).map(|tag| {
        let end = tag
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(tag.len());
        tag[..end].to_ascii_lowercase()
    });
    names.filter(|name| FORMATTING.contains(&&**name)).count()
}

/// The formatting elements of HTML (<https://html.spec.whatwg.org/#formatting>).
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Tokenizes HTML into a sink. Returns the sink.
pub(in crate::record) fn tokenize<S: TokenSink>(html: &str, sink: S) -> S {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink
}
