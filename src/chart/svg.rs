//! An SVG writer: root element, links, escaped text and numbers.

use std::fmt::{self, Write};

use crate::chart::caption::Caption;
use crate::text::LangText;
pub(super) use crate::text::html::Escaped;

/// An `<svg>` element that is being written.
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// Opens an `<svg>` element with the class `noun`; `linked` selects the role for charts with links.
    pub(super) fn open(
        caption: &Caption,
        noun: &str,
        width: f64,
        height: f64,
        linked: bool,
    ) -> Self {
        let mut svg = Self {
            out: String::with_capacity(4096),
        };
        let size = match width {
            w if w <= 260.0 => "small",
            w if w <= 420.0 => "narrow",
            w if w <= 820.0 => "column",
            _ => "wide",
        };
        let role = if linked { "group" } else { "img" };
        let (prefix, described) = (class_name(caption.prefix), !caption.description.is_empty());
        svg.put(format_args!(
            "<svg class=\"figure {noun} {size}\" role=\"{role}\" viewBox=\"0 0 {} {}\" aria-labelledby=\"{prefix}-title",
            Number(width),
            Number(height),
        ));
        if described {
            svg.put(format_args!(" {prefix}-desc"));
        }
        svg.put(format_args!(
            "\"><title id=\"{prefix}-title\"{}>{}</title>",
            caption.title.lang(),
            Escaped(&caption.title)
        ));
        if described {
            svg.put(format_args!(
                "<desc id=\"{prefix}-desc\"{}>{}</desc>",
                caption.description.lang(),
                Escaped(&caption.description)
            ));
        }
        svg
    }

    /// Writes formatted markup without escaping.
    pub(super) fn put(&mut self, text: fmt::Arguments) {
        // Writing to a `String` cannot fail.
        let _ = self.out.write_fmt(text);
    }

    /// Writes markup without escaping.
    pub(super) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes `inside` as a link with a `<title>`, or as a group if `href` is empty.
    pub(super) fn link(
        &mut self,
        href: &str,
        class: &str,
        hint: &LangText,
        inside: impl FnOnce(&mut Self),
    ) {
        let tag = if href.is_empty() { "g" } else { "a" };
        self.put(format_args!("<{tag}"));
        if !class.is_empty() {
            self.put(format_args!(" class=\"{}\"", Escaped(class)));
        }
        if !href.is_empty() {
            self.put(format_args!(" href=\"{}\"", Escaped(href)));
        }
        self.raw(">");
        if !hint.is_empty() {
            self.put(format_args!(
                "<title{}>{}</title>",
                hint.lang(),
                Escaped(hint)
            ));
        }
        inside(self);
        self.put(format_args!("</{tag}>"));
    }

    /// Writes `inside` as a link for the mouse only, beside which there is another one for the keyboard and screen readers.
    pub(super) fn hidden_link(
        &mut self,
        href: &str,
        class: &str,
        hint: &LangText,
        inside: impl FnOnce(&mut Self),
    ) {
        self.raw("<a");
        if !class.is_empty() {
            self.put(format_args!(" class=\"{}\"", Escaped(class)));
        }
        self.put(format_args!(
            " href=\"{}\" tabindex=\"-1\" aria-hidden=\"true\"><title{}>{}</title>",
            Escaped(href),
            hint.lang(),
            Escaped(hint)
        ));
        inside(self);
        self.raw("</a>");
    }

    /// Writes a `<text>` element; the classes `end` and `middle` set its anchor.
    pub(super) fn text<'t>(&mut self, x: f64, y: f64, class: &str, text: impl Into<LangText<'t>>) {
        let text = text.into();
        self.put(format_args!(
            "<text x=\"{}\" y=\"{}\"",
            Number(x),
            Number(y)
        ));
        if !class.is_empty() {
            self.put(format_args!(" class=\"{class}\""));
        }
        self.put(format_args!("{}>{}</text>", text.lang(), Escaped(&text)));
    }

    /// Writes a `<text>` element that is read from bottom to top.
    pub(super) fn turned_text(&mut self, x: f64, y: f64, class: &str, text: &LangText) {
        let (x, y) = (Number(x), Number(y));
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" class=\"{class}\" transform=\"rotate(-90 {x} {y})\"{}>{}</text>",
            text.lang(),
            Escaped(text)
        ));
    }

    /// Closes the root element and returns the markup.
    pub(super) fn close(mut self) -> String {
        self.raw("</svg>");
        self.out
    }
}

/// A coordinate rounded to a tenth of a pixel, without a trailing zero; NaN is written as 0.
pub(super) struct Number(pub f64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let tenths = rounded(self.0 * 10.0);
        let mut digits = [b'0'; 24];
        let (mut at, mut rest) = (digits.len(), tenths.unsigned_abs());
        if rest % 10 != 0 {
            (digits[at - 1], digits[at - 2]) = (digit(rest), b'.');
            at -= 2;
        }
        rest /= 10;
        loop {
            at -= 1;
            digits[at] = digit(rest);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if tenths < 0 {
            at -= 1;
            digits[at] = b'-';
        }
        f.write_str(str::from_utf8(&digits[at..]).unwrap_or("0"))
    }
}

/// The last decimal digit of a number.
fn digit(number: u64) -> u8 {
    b'0' + u8::try_from(number % 10).unwrap_or(0)
}

/// The nearest integer, saturated to the range of `i64`; NaN becomes 0.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates and maps NaN to 0"
)]
pub(super) fn rounded(value: f64) -> i64 {
    value.round() as i64
}

/// A count as a coordinate.
#[expect(
    clippy::cast_precision_loss,
    reason = "charts hold far fewer than 2^53 items"
)]
pub(super) fn as_f64(count: usize) -> f64 {
    count as f64
}

/// An integer coordinate as a float.
#[expect(clippy::cast_precision_loss, reason = "coordinates are far below 2^53")]
pub(super) fn float(value: i64) -> f64 {
    value as f64
}

/// `text` as a part of a class name or an id: characters other than ASCII letters, digits and `_` become `-`.
pub(super) fn class_name(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let caption = Caption {
            prefix: "a\"b",
            title: LangText::plain("</title><script>alert('x')</script>"),
            description: LangText::plain("&\u{0}\u{8}"),
        };
        let mut svg = Svg::open(&caption, "bar-chart", 100.0, 50.0, true);
        let hint = "«К» & <b>".into();
        svg.link("x.html?a=1&b=\"><img>", "node", &hint, |svg| {
            svg.text(1.0, 2.0, "", "a<b\u{1b}\u{ffff}");
        });
        assert_eq!(
            svg.close(),
            "<svg class=\"figure bar-chart small\" role=\"group\" viewBox=\"0 0 100 50\" \
             aria-labelledby=\"a-b-title a-b-desc\"><title id=\"a-b-title\">&lt;/title&gt;&lt;script&gt;\
             alert(&#39;x&#39;)&lt;/script&gt;</title><desc id=\"a-b-desc\">&amp;</desc>\
             <a class=\"node\" href=\"x.html?a=1&amp;b=&quot;&gt;&lt;img&gt;\"><title>«К» &amp; &lt;b&gt;</title>\
             <text x=\"1\" y=\"2\">a&lt;b</text></a></svg>"
        );
    }

    #[test]
    fn numbers_are_short_and_without_negative_zero() {
        let texts: Vec<String> = [0.0, -0.04, 1.25, -1.26, 0.5, -0.1, 12.0, 1e300, f64::NAN]
            .iter()
            .map(|&n| Number(n).to_string())
            .collect();
        assert_eq!(
            texts,
            [
                "0",
                "0",
                "1.3",
                "-1.3",
                "0.5",
                "-0.1",
                "12",
                "922337203685477580.7",
                "0"
            ]
        );
    }

    #[test]
    fn class_names_cannot_break_out() {
        assert_eq!(class_name("member of\" onload="), "member-of--onload-");
        assert_eq!(class_name("Member_of"), "member_of");
    }
}
