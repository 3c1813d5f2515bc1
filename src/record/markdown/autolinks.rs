//! Bare addresses in texts, by the rules of GitHub Flavored Markdown.

use std::ops::Range;

use crate::record::url::{is_email_address, is_external_url};

/// A bare address.
pub(super) struct Autolink {
    /// Its range in the text.
    pub(super) range: Range<usize>,
    /// The address that it links to.
    pub(super) url: String,
}

/// Returns the first bare address at or after byte `from`.
pub(super) fn find_autolink(text: &str, from: usize) -> Option<Autolink> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let found = match bytes[at] {
            b'h' | b'H' => web_address(text, at),
            b'w' | b'W' => www_address(text, at),
            b'@' => mail_address(text, at, from),
            _ => None,
        };
        match found {
            // An address that no page may have is skipped as a whole.
            Some(link) if link.url.is_empty() => at = link.range.end.max(at + 1),
            Some(link) => return Some(link),
            None => at += 1,
        }
    }
    None
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// An address with `http://` or `https://`.
fn web_address(text: &str, start: usize) -> Option<Autolink> {
    let rest = &text[start..];
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| starts_with(rest, scheme))?;
    let before = text[..start].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    domain_length(&rest[scheme.len()..])?;
    let length = address_length(rest);
    Some(Autolink {
        range: start..start + length,
        url: allowed(rest[..length].to_owned()),
    })
}

/// An address that begins with `www.`.
fn www_address(text: &str, start: usize) -> Option<Autolink> {
    let rest = &text[start..];
    let before = text[..start].chars().next_back();
    let may_follow = before.is_none_or(|c| c.is_whitespace() || "*_~([«„“\"'".contains(c));
    if !starts_with(rest, "www.") || !may_follow {
        return None;
    }
    domain_length(rest)?;
    let length = address_length(rest);
    Some(Autolink {
        range: start..start + length,
        url: allowed(format!("http://{}", &rest[..length])),
    })
}

/// Returns the address if a page may have it, else an empty one.
fn allowed(url: String) -> String {
    if is_external_url(&url) {
        url
    } else {
        String::new()
    }
}

/// Returns the length of a domain with at least one period, and no underscore in its last two parts.
fn domain_length(text: &str) -> Option<usize> {
    let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let length = text.find(|c| !is_domain(c)).unwrap_or(text.len());
    let domain = text[..length].trim_end_matches('.');
    let mut parts = domain.rsplit('.');
    let (last, second) = (parts.next()?, parts.next()?);
    let is_valid = !last.is_empty() && !second.is_empty() && !domain.starts_with('.');
    (is_valid && !last.contains('_') && !second.contains('_')).then_some(length)
}

/// Returns the length of an address: up to whitespace or `<`, without the punctuation that ends a sentence.
fn address_length(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || c == '<')
        .unwrap_or(text.len());
    let mut address = &text[..end];
    let (mut opened, mut closed) = (count(address, b'('), count(address, b')'));
    loop {
        let Some(last) = address.chars().next_back() else {
            return 0;
        };
        let shorter = match last {
            ')' if closed > opened => 1,
            ';' => entity_length(address).unwrap_or(1),
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => 1,
            '»' | '”' | '“' | '…' | '’' => last.len_utf8(),
            _ => return address.len(),
        };
        let cut = &address[address.len() - shorter..];
        closed -= count(cut, b')');
        opened -= count(cut, b'(');
        address = &address[..address.len() - shorter];
    }
}

fn count(text: &str, wanted: u8) -> usize {
    text.bytes().filter(|byte| *byte == wanted).count()
}

/// Returns the length of `&name;` at the end of a text that ends in `;`.
fn entity_length(text: &str) -> Option<usize> {
    let name = text[..text.len() - 1].bytes().rev();
    let length = name.take(32).take_while(u8::is_ascii_alphanumeric).count();
    let before = text
        .as_bytes()
        .get((text.len() - 1 - length).checked_sub(1)?)?;
    (length > 0 && *before == b'&').then_some(length + 2)
}

/// An email address around the `@` at byte `at`. It does not begin before byte `from`.
fn mail_address(text: &str, at: usize, from: usize) -> Option<Autolink> {
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let before = &text[from..at];
    let start = from + before.trim_end_matches(is_local).len();
    let after = &text[at + 1..];
    let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let length = after.find(|c| !is_domain(c)).unwrap_or(after.len());
    let domain = after[..length].trim_end_matches('.');
    if domain.ends_with(['-', '_']) || text[..start].ends_with(['/', ':']) {
        return None;
    }
    let address = &text[start..at + 1 + domain.len()];
    is_email_address(address).then(|| Autolink {
        range: start..start + address.len(),
        url: format!("mailto:{address}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let (mut all, mut from) = (Vec::new(), 0);
        while let Some(link) = find_autolink(text, from) {
            all.push(text[link.range.clone()].to_owned());
            from = link.range.end;
        }
        all
    }

    #[test]
    fn addresses_end_before_the_punctuation_of_the_sentence() {
        for (text, wanted) in [
            ("see https://e.org/a.", "https://e.org/a"),
            ("(https://e.org/a_(b))", "https://e.org/a_(b)"),
            (
                "www.e.org/search?q=(a+b)&hl=en&copy;",
                "www.e.org/search?q=(a+b)&hl=en",
            ),
            ("«https://e.org/устав»", "https://e.org/устав"),
            ("write to a.b@e.org.", "a.b@e.org"),
            ("HTTPS://E.ORG/x?", "HTTPS://E.ORG/x"),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_is_none() {
        for text in [
            "xhttp://e.org",
            "awww.e.org",
            "http://",
            "https://localhost",
            "www.",
            "a@b",
            "a@e.org_",
            "http://a.b_c.d",
            "https://e.org/%E2%80%AEx",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn many_ats_cost_no_more_than_their_number() {
        assert_eq!(found(&"@".repeat(100_000)), [""; 0]);
    }
}
