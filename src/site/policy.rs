//! The Content-Security-Policy of pages.

use std::borrow::Cow;

/// Limit of a policy, in bytes. Cloudflare limits lines of `_headers` to 2,000 characters.
const MAX_LENGTH: usize = 1900;

/// The default policy: files of the same site only, no inline scripts or styles. It has no `frame-ancestors`, because other
/// sites embed cards, and hosts cannot exclude a folder. `file:` lets the search field work in a folder, which Firefox does not
/// count as `'self'`.
const DEFAULT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                       form-action 'self' file:; base-uri 'none'";

/// Directives that browsers ignore in a `<meta>` (HTML, «Content security policy state»).
const NOT_IN_META: [&str; 3] = ["frame-ancestors", "report-uri", "sandbox"];

/// Directives that would break the preview, or send its reports to other machines.
const NOT_IN_PREVIEW: [&str; 5] = [
    "upgrade-insecure-requests",
    "block-all-mixed-content",
    "sandbox",
    "report-uri",
    "report-to",
];

/// A serialized Content-Security-Policy: a line of ASCII without commas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    text: String,
}

/// The reason why a text is not a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPolicy {
    /// It is empty, too long, or has characters that are invalid in a header.
    Line,
    /// It has a comma, which separates policies in a header but not in a `<meta>`.
    Comma,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            text: DEFAULT.to_owned(),
        }
    }
}

impl Policy {
    /// Parses `[host] policy`.
    pub fn parse(text: &str) -> Result<Policy, BadPolicy> {
        let blank = text.trim().is_empty();
        if blank
            || text.len() > MAX_LENGTH
            || text.contains(|c: char| c.is_control() || !c.is_ascii())
        {
            return Err(BadPolicy::Line);
        }
        if text.contains(',') {
            Err(BadPolicy::Comma)
        } else {
            Ok(Policy {
                text: text.to_owned(),
            })
        }
    }

    /// Returns the policy for an HTTP header.
    pub fn header(&self) -> &str {
        &self.text
    }

    /// Returns the policy for a `<meta>`, escaped for an attribute in double quotes.
    pub fn meta_html(&self) -> String {
        // Apostrophes are frequent in policies, and valid in double quotes.
        self.meta()
            .replace('&', "&amp;")
            .replace('"', "&quot;")
            .replace('<', "&lt;")
    }

    /// Returns the policy without the directives that browsers ignore in a `<meta>`.
    pub fn meta(&self) -> Cow<'_, str> {
        if self
            .directives()
            .any(|directive| NOT_IN_META.iter().any(|name| directive.is(name)))
        {
            self.without(&NOT_IN_META).text.into()
        } else {
            (&*self.text).into()
        }
    }

    /// Returns the policy for the preview: it also allows the script of the preview and its connections.
    #[must_use]
    pub fn for_preview(&self) -> Policy {
        self.without(&NOT_IN_PREVIEW)
            .with_self(&["script-src-elem", "script-src", "default-src"])
            .with_self(&["connect-src", "default-src"])
    }

    /// Returns the policy for the preview that an editor started: its pages may stand in a panel of the editor, and in no other
    /// page. The window of VS Code around its panels is a page of `vscode-file:`, and every page around counts.
    #[must_use]
    pub fn for_editor(&self) -> Policy {
        let mut policy = self.without(&["frame-ancestors"]).for_preview();
        policy
            .text
            .push_str("; frame-ancestors 'self' vscode-webview: vscode-file:");
        policy
    }

    fn directives(&self) -> impl Iterator<Item = Directive<'_>> {
        self.text
            .split(';')
            .map(|text| Directive {
                text: text.trim_ascii(),
            })
            .filter(|one| !one.text.is_empty())
    }

    fn without(&self, names: &[&str]) -> Policy {
        let kept = self
            .directives()
            .filter(|directive| !names.iter().any(|name| directive.is(name)));
        Policy {
            text: kept
                .map(|directive| directive.text)
                .collect::<Vec<_>>()
                .join("; "),
        }
    }

    /// Adds `'self'` to the sources of a resource, if it is missing. `names` are the directives for the resource, each the
    /// fallback of the one before.
    fn with_self(&self, names: &[&str]) -> Policy {
        let decisive = names
            .iter()
            .find_map(|name| self.directives().find(|directive| directive.is(name)));
        let Some(decisive) = decisive.filter(|directive| !directive.allows_self()) else {
            return self.clone();
        };
        let sources = decisive
            .sources()
            .filter(|source| !source.eq_ignore_ascii_case("'none'"));
        let sources = sources.chain(["'self'"]).collect::<Vec<_>>().join(" ");
        // A fallback must not change for other resources.
        let is_fallback = decisive.is("default-src");
        let name = if is_fallback {
            names[names.len() - 2]
        } else {
            decisive.name()
        };
        let others = if is_fallback {
            self.clone()
        } else {
            self.without(&[name])
        };
        let separator = if others.text.is_empty() { "" } else { "; " };
        Policy {
            text: format!(
                "{}{separator}{name} {sources}",
                others.text.trim_end_matches([';', ' '])
            ),
        }
    }
}

/// A directive: a name with values.
#[derive(Clone, Copy)]
struct Directive<'p> {
    text: &'p str,
}

impl<'p> Directive<'p> {
    fn name(self) -> &'p str {
        self.text
            .split_ascii_whitespace()
            .next()
            .unwrap_or_default()
    }

    /// Compares the name, ignoring case (CSP 3, 2.2.1).
    fn is(self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    fn sources(self) -> impl Iterator<Item = &'p str> {
        self.text.split_ascii_whitespace().skip(1)
    }

    fn allows_self(self) -> bool {
        self.sources()
            .any(|source| source == "*" || source.eq_ignore_ascii_case("'self'"))
    }
}

#[cfg(test)]
mod tests {
    use super::{BadPolicy, DEFAULT, MAX_LENGTH, Policy};

    fn policy(text: &str) -> Policy {
        Policy::parse(text).expect("a policy")
    }

    #[test]
    fn the_default_is_strict_and_has_no_variants() {
        let default = Policy::default();
        assert_eq!(Policy::parse(DEFAULT), Ok(default.clone()));
        assert!(!DEFAULT.contains("unsafe") && !DEFAULT.contains("  "));
        assert_eq!((default.header(), &*default.meta()), (DEFAULT, DEFAULT));
        assert_eq!(default.for_preview(), default);
    }

    #[test]
    fn a_policy_is_one_line_of_a_header() {
        for bad in [
            "",
            " ",
            "a\nb",
            "a\u{7f}",
            "default-src 'я'",
            &"a".repeat(MAX_LENGTH + 1),
        ] {
            assert_eq!(Policy::parse(bad), Err(BadPolicy::Line), "{bad:?}");
        }
        assert_eq!(
            Policy::parse("default-src 'self', script-src 'none'"),
            Err(BadPolicy::Comma)
        );
    }

    #[test]
    fn a_meta_has_only_what_browsers_read_in_it() {
        let text = "default-src 'self'; Frame-Ancestors 'none';; report-uri /r; sandbox allow-scripts;img-src *";
        assert_eq!(policy(text).meta(), "default-src 'self'; img-src *");
        assert_eq!(policy(text).header(), text);
        assert_eq!(
            policy("default-src 'self' \"&lt;>").meta_html(),
            "default-src 'self' &quot;&amp;lt;>"
        );
        assert_eq!(
            policy("default-src  'self' ;").meta(),
            "default-src  'self' ;",
            "else it is left as it is"
        );
    }

    #[test]
    fn the_preview_may_load_its_script_and_connect() {
        for (text, preview) in [
            ("default-src 'self'", "default-src 'self'"),
            ("img-src 'self'", "img-src 'self'"),
            ("default-src *", "default-src *"),
            (
                "default-src 'none'",
                "default-src 'none'; script-src 'self'; connect-src 'self'",
            ),
            (
                "script-src 'none'; connect-src https://example.org",
                "script-src 'self'; connect-src https://example.org 'self'",
            ),
            (
                "script-src-elem https://example.org; report-to x",
                "script-src-elem https://example.org 'self'",
            ),
            (
                "upgrade-insecure-requests; SCRIPT-SRC 'SELF';",
                "SCRIPT-SRC 'SELF'",
            ),
        ] {
            assert_eq!(policy(text).for_preview().header(), preview, "{text}");
        }
    }
}
