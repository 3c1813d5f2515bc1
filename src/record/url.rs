//! Validation of URLs and email addresses.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::diagnostic::did_you_mean;

/// Checks that `text` is an absolute `http` or `https` URL with a host, without characters that are unsafe in an
/// attribute. The error is the reason in Russian and English.
pub(in crate::record) fn check_web_url(text: &str) -> Result<(), (&'static str, &'static str)> {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))
    else {
        return Err(("нет https:// в начале", "it does not begin with https://"));
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() || host.starts_with(':') || host.starts_with('.') {
        return Err(("нет имени сайта", "there is no host"));
    }
    if !has_only_visible_characters(text)
        || text.contains(|c: char| c.is_whitespace() || "<>\"`{}|\\^".contains(c))
    {
        return Err(("недопустимые знаки", "characters that cannot stand there"));
    }
    Ok(())
}

/// The characters that a web address cannot have.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'<')
    .add(b'>')
    .add(b'"')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'\\')
    .add(b'^');

/// Returns the web address that a text seems to be: `www.example.org` with `https://`, `https:example.org` with slashes, one
/// with spaces percent-encoded. `None` if it is like no web address.
pub(in crate::record) fn similar_web_url(text: &str) -> Option<String> {
    let text = text.trim();
    let bracketed = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    let text = bracketed.unwrap_or(text);
    let (scheme, rest) = match text.split_once(':') {
        Some((scheme, rest)) if !scheme.contains(['.', '/']) => {
            (did_you_mean(scheme, ["https", "http"])?, rest)
        }
        _ => {
            let rest = ["https//", "http//"]
                .iter()
                .find_map(|start| text.strip_prefix(start));
            ("https", rest.unwrap_or(text))
        }
    };
    let rest = rest.trim_start_matches(['/', '\\', ':']);
    // Letters beyond ASCII stay, in the host and the path.
    let encode = |c: char| match c.is_ascii() {
        true => utf8_percent_encode(c.encode_utf8(&mut [0; 4]), UNSAFE).to_string(),
        false => c.to_string(),
    };
    let encoded: String = rest.chars().map(encode).collect();
    let url = format!("{scheme}://{encoded}");
    let host = encoded.split(['/', '?', '#']).next().unwrap_or_default();
    let has_host = host.contains('.') && !host.contains(['%', '@']) && !host.ends_with('.');
    (has_host && url != text && check_web_url(&url).is_ok()).then_some(url)
}

/// Whether a URL is an allowed external link: `http`, `https`, `mailto` or `tel`.
pub(in crate::record) fn is_external_url(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else {
        return false;
    };
    has_only_visible_characters(url)
        && match &*scheme.to_ascii_lowercase() {
            // Browsers resolve such a URL without slashes as a relative one.
            "http" | "https" => rest.starts_with("//"),
            "mailto" => is_mailto(rest),
            "tel" => true,
            _ => false,
        }
}

/// Whether a URL has no invisible characters, percent-encoded or not.
pub(in crate::record) fn has_only_visible_characters(url: &str) -> bool {
    let decoded = percent_decode_str(url).decode_utf8_lossy();
    !url.contains(is_invisible) && !decoded.contains(is_invisible)
}

/// Whether a character is a control, bidirectional formatting or noncharacter.
pub(in crate::record) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
        || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a `mailto:` URL has one address and at most a subject. Other headers could add recipients or text.
fn is_mailto(rest: &str) -> bool {
    let (address, headers) = rest
        .split_once('?')
        .map_or((rest, None), |(address, headers)| (address, Some(headers)));
    let has_subject_only = |headers: &str| {
        let (name, value) = headers.split_once('=').unwrap_or((headers, ""));
        name.eq_ignore_ascii_case("subject") && !value.contains(['&', '#'])
    };
    is_email_address(&percent_decode_str(address).decode_utf8_lossy())
        && headers.is_none_or(has_subject_only)
}

/// Whether a text is one email address, `name@example.org`, without characters that could start a header.
pub(in crate::record) fn is_email_address(text: &str) -> bool {
    let is_letter =
        |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let name = |part: &str| {
        part.split('.').all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| is_letter(c) || "!$'*+-/=^_`{|}~".contains(c))
        })
    };
    let host = |part: &str| {
        let is_label = |label: &str| {
            let plain = label.chars().all(|c| is_letter(c) || c == '-');
            plain && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
        };
        part.contains('.') && part.split('.').all(is_label)
    };
    text.split_once('@')
        .is_some_and(|(local, domain)| name(local) && host(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_address_brings_no_header() {
        for good in [
            "info@example.org",
            "i.n-f+o@xn--e1afmkfd.xn--p1ai",
            "кто@пример.рф",
            "o'neil@a.b.ie",
        ] {
            assert!(
                is_email_address(good) && is_external_url(&format!("mailto:{good}")),
                "{good}"
            );
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@example.org",
            "a@example.org,b@example.org",
            "info?cc=evil@example.org",
            "info&cc=evil@example.org",
            "info%3Fcc=evil@example.org",
            "a@b@example.org",
            "a..b@example.org",
            "a@-example.org",
            "a@example..org",
            "a b@example.org",
            "a\u{202e}@example.org",
            "a\r\nbcc:b@example.org",
            "a#b@example.org",
        ] {
            assert!(
                !is_email_address(bad) && !is_external_url(&format!("mailto:{bad}")),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_mailto_url_has_at_most_a_subject() {
        for good in [
            "mailto:a@e.org?subject=Привет",
            "MAILTO:a@e.org?Subject=a%20b",
            "mailto:%61@e.org",
        ] {
            assert!(is_external_url(good), "{good}");
        }
        for bad in [
            "mailto:a@e.org?cc=b@e.org",
            "mailto:a@e.org?subject=x&bcc=b@e.org",
            "mailto:a@e.org?body=x",
            "mailto:a@e.org?subject=x%0d%0abcc:b@e.org",
            "mailto:a%3Fcc=b@e.org",
            "mailto:?to=a@e.org",
        ] {
            assert!(!is_external_url(bad), "{bad}");
        }
    }

    #[test]
    fn a_web_address_is_known_without_its_scheme() {
        for (text, url) in [
            ("www.example.org", "https://www.example.org"),
            ("example.org/a?b=c", "https://example.org/a?b=c"),
            ("https:example.org", "https://example.org"),
            ("http:/example.org", "http://example.org"),
            ("htps://example.org", "https://example.org"),
            ("https//example.org", "https://example.org"),
            ("//example.org", "https://example.org"),
            ("HTTPS://example.org/a b", "https://example.org/a%20b"),
            ("пример.рф/стр", "https://пример.рф/стр"),
            ("example.org:8080/x", "https://example.org:8080/x"),
            ("https://e.org/<x>", "https://e.org/%3Cx%3E"),
        ] {
            assert_eq!(similar_web_url(text).as_deref(), Some(url), "{text}");
        }
        for text in [
            "javascript:alert(1)",
            "mailto:a@example.org",
            "a@example.org",
            "soon",
            "",
            "https://",
            "https://e.org/\u{202e}x",
            "no dot",
            "see example.org",
        ] {
            assert_eq!(similar_web_url(text), None, "{text}");
        }
    }

    #[test]
    fn only_web_urls_pass() {
        assert_eq!(check_web_url("https://пример.рф/страница?a=1#b"), Ok(()));
        for bad in [
            "example.org",
            "javascript:alert(1)",
            "https://",
            "http:///x",
            "https://a b",
            "https://a\"b",
            "data:text/html,x",
            "https://e.org/\u{202e}gpj.exe",
            "https://e.org/%E2%80%AEgpj.exe",
            "https://e.org/%0d%0aSet-Cookie:x",
            "https://e.org/\u{85}",
        ] {
            assert!(check_web_url(bad).is_err(), "{bad}");
        }
    }
}
