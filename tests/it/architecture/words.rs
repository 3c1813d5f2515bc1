//! The words of identifiers in Rust and JavaScript; comments and string literals are not read.

use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

/// An identifier and its line.
pub(super) type Identifier = (String, usize);

/// The identifiers of a file of Rust or JavaScript.
pub(super) fn identifiers(path: &Path, text: &str) -> Vec<Identifier> {
    if path.extension().is_some_and(|end| end == "rs") {
        let tokens: TokenStream = text
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut found = Vec::new();
        of_rust(tokens, &mut found);
        return found;
    }
    of_script(text)
}

/// The words of an identifier in small letters: `BuildInfo` and `build_info` have the same.
pub(super) fn words(identifier: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = '_';
    for letter in identifier.chars() {
        let begins =
            letter == '_' || letter == '$' || letter.is_uppercase() && !before.is_uppercase();
        if begins {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words
                .last_mut()
                .expect("a word")
                .extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

fn of_rust(tokens: TokenStream, found: &mut Vec<Identifier>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => found.push((name.to_string(), name.span().start().line)),
            TokenTree::Group(group) => of_rust(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn of_script(text: &str) -> Vec<Identifier> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let end = match first {
            '/' if rest.starts_with("//") => rest.find('\n'),
            '/' if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
            '"' | '\'' => end_of_string(rest, first),
            _ if is_part(first) => rest.find(|c| !is_part(c)),
            _ => Some(first.len_utf8()),
        };
        let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
        if is_part(first) && !first.is_numeric() {
            found.push((token.to_owned(), line));
        }
        line += token.matches('\n').count();
        rest = after;
    }
    found
}

/// The length of a string literal, which ends at its line at the latest: an apostrophe may stand in a regular expression.
fn end_of_string(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' => return Some(at),
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[test]
fn an_identifier_is_taken_apart_and_strings_are_left_out() {
    assert_eq!(words("BuildInfo"), words("build_info"));
    assert_eq!(words("HTMLWriter_saidAnew"), ["htmlwriter", "said", "anew"]);
    let script = "const told = \"said\"; // anew\nlet a = 'it\\'s', twin = `x`;";
    let found: Vec<_> = identifiers(Path::new("a.js"), script);
    let expected = [
        ("const", 1),
        ("told", 1),
        ("let", 2),
        ("a", 2),
        ("twin", 2),
        ("x", 2),
    ];
    assert_eq!(found, expected.map(|(name, line)| (name.to_owned(), line)));
    let rust = "/// said\nfn told() { print(\"anew\") }";
    let found: Vec<_> = identifiers(Path::new("a.rs"), rust)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(found, ["doc", "fn", "told", "print"]);
}
