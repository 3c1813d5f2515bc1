//! Addresses of other sites, of mail and of telephones.

use percent_encoding::percent_decode_str;

/// Whether a link may lead to an address outside of the site.
pub(super) fn leads_away(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    is_plain(url)
        && match &*scheme.to_ascii_lowercase() {
            // Without slashes a browser looks for it beside the page.
            "http" | "https" => rest.starts_with("//"),
            "mailto" => is_mail_link(rest),
            "tel" => true,
            _ => false,
        }
}

/// Whether an address has no control character and none that changes the direction of writing, percent-encoded or not.
pub(super) fn is_plain(url: &str) -> bool {
    let decoded = percent_decode_str(url).decode_utf8_lossy();
    !url.contains(is_hidden) && !decoded.contains(is_hidden)
}

/// Whether a character is not seen, but changes how the others are shown or read.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
        || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a `mailto:` link has one address and, at most, a subject: any other header could add receivers or words.
fn is_mail_link(rest: &str) -> bool {
    let (address, headers) = rest.split_once('?').map_or((rest, None), |(address, headers)| (address, Some(headers)));
    let has_subject_only = |headers: &str| {
        let (name, value) = headers.split_once('=').unwrap_or((headers, ""));
        name.eq_ignore_ascii_case("subject") && !value.contains(['&', '#'])
    };
    is_mail(&percent_decode_str(address).decode_utf8_lossy()) && headers.is_none_or(has_subject_only)
}

/// Whether a text is one address for mail, `name@example.org`, without what could begin a header.
pub(super) fn is_mail(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let name = |part: &str| {
        part.split('.')
            .all(|word| !word.is_empty() && word.chars().all(|c| is_letter(c) || "!$'*+-/=^_`{|}~".contains(c)))
    };
    let host = |part: &str| {
        let is_label = |label: &str| {
            let plain = label.chars().all(|c| is_letter(c) || c == '-');
            plain && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
        };
        part.contains('.') && part.split('.').all(is_label)
    };
    text.split_once('@').is_some_and(|(local, domain)| name(local) && host(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_address_brings_no_header() {
        for good in ["info@example.org", "i.n-f+o@xn--e1afmkfd.xn--p1ai", "кто@пример.рф", "o'neil@a.b.ie"] {
            assert!(is_mail(good) && leads_away(&format!("mailto:{good}")), "{good}");
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
            assert!(!is_mail(bad) && !leads_away(&format!("mailto:{bad}")), "{bad}");
        }
    }

    #[test]
    fn a_link_for_mail_has_at_most_a_subject() {
        for good in ["mailto:a@e.org?subject=Привет", "MAILTO:a@e.org?Subject=a%20b", "mailto:%61@e.org"] {
            assert!(leads_away(good), "{good}");
        }
        for bad in [
            "mailto:a@e.org?cc=b@e.org",
            "mailto:a@e.org?subject=x&bcc=b@e.org",
            "mailto:a@e.org?body=x",
            "mailto:a@e.org?subject=x%0d%0abcc:b@e.org",
            "mailto:a%3Fcc=b@e.org",
            "mailto:?to=a@e.org",
        ] {
            assert!(!leads_away(bad), "{bad}");
        }
    }
}
