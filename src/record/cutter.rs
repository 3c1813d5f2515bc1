//! HTML with marked holes, cut into the words of a text and what stands between them.

use super::body::{Body, Heading, Hole, Link, Mark, NAME, Stands};
use super::sentence;
use super::tag::{self, Tag};
use crate::escape;

/// Characters that Unicode reserves for a program's own use: they mark the holes while HTML is made.
pub(super) const OPEN: char = NAME;
pub(super) const CLOSE: char = '\u{fdd1}';

/// Cuts HTML that [`pulldown_cmark`] or the sanitiser has written. Put together again it is the same, but for holes that
/// sanitising has mangled, which are dropped.
pub(super) fn cut(html: &str, links: Vec<Link>, headings: Vec<Heading>) -> Body {
    let html = html.trim_end();
    let mut cutter = Cutter {
        html,
        gap: 0,
        between: Between::Nothing,
        text: String::with_capacity(html.len()),
        markup: String::with_capacity(html.len() / 2),
        marks: Vec::with_capacity(links.len() * 4 + 16),
        links,
        open: Vec::new(),
        ended: Vec::new(),
    };
    let mut at = 0;
    while let Some(byte) = html.as_bytes().get(at) {
        at = match byte {
            b'<' => cutter.tag(at),
            b' ' | b'\n' | b'\t' | b'\r' => {
                cutter.between = cutter.between.max(Between::Space);
                at + 1
            }
            b'&' | b'>' => cutter.character(at),
            0xef if html[at..].starts_with(OPEN) => cutter.hole(at),
            _ => cutter.words(at),
        };
    }
    cutter.between = Between::Nothing;
    cutter.close(html.len());
    for (link, words) in cutter.ended {
        cutter.links[link as usize].sentence = sentence::around(&cutter.text, words);
    }
    Body {
        text: (&*cutter.text).into(),
        markup: (&*cutter.markup).into(),
        marks: (&*cutter.marks).into(),
        links: cutter.links,
        headings,
    }
}

struct Cutter<'h> {
    html: &'h str,
    /// Where that begins which is neither in the text nor in the markup yet: tags, spaces, holes.
    gap: usize,
    /// What the gap comes to in the text.
    between: Between,
    text: String,
    markup: String,
    marks: Vec<Mark>,
    links: Vec<Link>,
    /// The elements `a` that are open, innermost last, each with where its words begin, once that is known; `None` for one
    /// that leads away from the site.
    open: Vec<Option<(u32, Option<u32>)>>,
    /// The links that have ended, with their words.
    ended: Vec<(u32, (u32, u32))>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Between {
    Nothing,
    Space,
    Line,
}

// Each of these takes what begins at a byte, and says where the next begins.
impl Cutter<'_> {
    fn words(&mut self, at: usize) -> usize {
        let special = |byte: u8| escape::is_one(byte, [b'<', b'>', b'&', b'\n', b'\t', b'\r']) | (byte == OPEN_BYTE);
        let mut end = at;
        loop {
            end += escape::plain(&self.html[end..], special);
            match self.html[end..].chars().next() {
                Some(other) if other.len_utf8() > 1 && other != OPEN => end += other.len_utf8(),
                _ => break,
            }
        }
        let mut from = at;
        if has_doubled_space(&self.html[at..end]) {
            while let Some(length) = self.html[from..end].find("  ") {
                self.push(from, from + length);
                self.between = Between::Space;
                from = end - self.html[from + length..end].trim_start_matches(' ').len();
            }
        }
        if from < end {
            self.push(from, end);
        }
        self.gap
    }

    /// A character that is written as an entity, or could be.
    fn character(&mut self, at: usize) -> usize {
        let rest = &self.html[at..];
        let literal = &rest[..1];
        let known = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)).copied();
        let (written, means) = known.unwrap_or((literal, literal));
        self.close(at);
        let start = self.text.len();
        self.text.push_str(means);
        if !matches!(written, "&amp;" | "&lt;" | "&gt;") {
            self.mark_markup(start, written, means.len());
        }
        self.gap = at + written.len();
        self.gap
    }

    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.html[at..];
        // The letter of a note is none of the words around it.
        if rest.starts_with("<sup class=\"footnote-")
            && let Some((note, _)) = rest.split_once("</sup>")
        {
            return at + note.len() + "</sup>".len();
        }
        let Some(Tag { written, name }) = Tag::at_start(rest) else { return self.character(at) };
        match name {
            "a" => {
                let hole = written.split_once(OPEN).and_then(|(_, hole)| self.read_hole(hole).0);
                self.open.push(if let Some(Hole::Address(link)) = hole { Some((link, None)) } else { None });
            }
            "/a" => {
                if let Some((link, start)) = self.open.pop().flatten() {
                    let end = self.text.len() as u32;
                    self.ended.push((link, (start.unwrap_or(end), end)));
                }
            }
            _ if tag::ends_line(name) => self.between = Between::Line,
            _ => {}
        }
        at + written.len()
    }

    fn hole(&mut self, at: usize) -> usize {
        let (hole, length) = self.read_hole(&self.html[at + OPEN.len_utf8()..]);
        let end = at + OPEN.len_utf8() + length;
        if let Some(hole @ Hole::Name(_)) = hole {
            self.close(at);
            self.mark(Stands::Hole(hole));
            self.text.push(NAME);
            self.gap = end;
        }
        end
    }

    /// Reads what follows the beginning of a hole, and how long that is.
    fn read_hole(&self, rest: &str) -> (Option<Hole>, usize) {
        let Some((hole, _)) = rest.split_once(CLOSE) else { return (None, 0) };
        let number = hole.get(1..).and_then(|number| number.parse().ok());
        let link = number.filter(|number: &u32| (*number as usize) < self.links.len());
        let hole_of = |link| match hole.as_bytes()[0] {
            b'a' => Some(Hole::Address(link)),
            b'n' => Some(Hole::Name(link)),
            b'c' => Some(Hole::Citation(link)),
            _ => None,
        };
        (link.and_then(hole_of), hole.len() + CLOSE.len_utf8())
    }
}

impl Cutter<'_> {
    /// Adds the words between two bytes; a space at their end is left to what comes.
    fn push(&mut self, from: usize, to: usize) {
        let words = self.html[from..to].trim_end_matches(' ');
        self.close(from);
        self.text.push_str(words);
        self.gap = from + words.len();
    }

    /// Closes the gap before a byte, where words go on.
    fn close(&mut self, end: usize) {
        let mut gap = &self.html[self.gap..end];
        let between = std::mem::replace(&mut self.between, Between::Nothing);
        let mut hidden = None;
        let mut last = "";
        if !self.text.is_empty() {
            match between {
                Between::Space if gap.starts_with(' ') => {
                    self.text.push(' ');
                    gap = &gap[1..];
                }
                Between::Space if gap.ends_with(' ') => (gap, last) = gap.split_at(gap.len() - 1),
                Between::Space => hidden = Some(" "),
                Between::Line => hidden = Some("\n"),
                Between::Nothing => {}
            }
        }
        while !gap.is_empty() {
            let (markup, hole) = gap.split_once(OPEN).map_or((gap, None), |(markup, hole)| (markup, Some(hole)));
            if !markup.is_empty() {
                let (start, hidden) = (self.text.len(), hidden.take().unwrap_or_default());
                self.text.push_str(hidden);
                self.mark_markup(start, markup, hidden.len());
            }
            let Some(hole) = hole else { break };
            let (found, length) = self.read_hole(hole);
            if let Some(found @ (Hole::Address(_) | Hole::Citation(_))) = found {
                self.mark(Stands::Hole(found));
            }
            gap = &hole[length..];
        }
        self.text.push_str(last);
        for (_, start) in self.open.iter_mut().flatten() {
            start.get_or_insert(self.text.len() as u32);
        }
        self.gap = end;
    }

    fn mark(&mut self, stands: Stands) {
        self.marks.push(Mark { at: self.text.len() as u32, stands });
    }

    fn mark_markup(&mut self, at: usize, markup: &str, hides: usize) {
        self.markup.push_str(markup);
        let stands = Stands::Markup { end: self.markup.len() as u32, hides: hides as u8 };
        self.marks.push(Mark { at: at as u32, stands });
    }
}

/// The first byte of [`OPEN`], which is rare.
const OPEN_BYTE: u8 = 0xef;

/// Whether two spaces follow one another.
fn has_doubled_space(words: &str) -> bool {
    let bytes = words.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    // No early end, so that the bytes are compared side by side.
    pairs.fold(false, |found, (one, next)| found | ((*one == b' ') & (*next == b' ')))
}

/// The entities that our own HTML has, and what they mean.
const ENTITIES: [(&str, &str); 6] =
    [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}")];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::body::{LinkTarget, Said, Sentence};
    use super::{Body, CLOSE, Hole, Link, OPEN, cut};
    use crate::diagnostic::Span;

    fn body(html: &str) -> Body {
        let link = Link {
            target: LinkTarget::Here,
            anchor: None,
            named: false,
            sentence: Sentence::default(),
            span: Span::new(0..0),
        };
        cut(html, vec![link; 3], Vec::new())
    }

    /// What a text says, with `[2]` for the name of link 2.
    fn said(body: &Body, parts: impl Fn(&Body) -> Vec<Said<'_>>) -> String {
        let word = |part| match part {
            Said::Words(words) => String::from(words),
            Said::Name(link) => format!("[{link}]"),
        };
        parts(body).into_iter().map(word).collect()
    }

    fn text(body: &Body) -> String {
        said(body, |body| body.said().collect())
    }

    /// The HTML with its holes as they were marked.
    fn html(body: &Body) -> String {
        let mut html = String::new();
        body.write(&mut html, |html, hole| {
            let (kind, link) = match hole {
                Hole::Address(link) => ('a', link),
                Hole::Name(link) => ('n', link),
                Hole::Citation(link) => ('c', link),
            };
            *html += &format!("{OPEN}{kind}{link}{CLOSE}");
        });
        html
    }

    #[test]
    fn markup_goes_and_words_stay() {
        let html = "<p>Один &amp; <em>два</em>\nтри <a href=\"{a0}\" class=\"x>y\">\"четыре\"</a>. </p>\n<ul>\n<li>&amp;lt; 5\
            <ul>\n<li>{n1}{c2}, ~<del>шесть</del></li></ul></li></ul>\n<p>нота<sup class=\"footnote-reference\"><a href=\"#fn-1\">a</a></sup>.</p>";
        let html = html.replace('{', &OPEN.to_string()).replace('}', &CLOSE.to_string());
        assert_eq!(text(&body(&html)), "Один & два три \"четыре\".\n&lt; 5\n[1], ~шесть\nнота.");
    }

    #[test]
    fn spaces_are_said_once() {
        let body = body("<p>  Один  два   три </p>\n<p>четыре  </p>");
        assert_eq!(text(&body), "Один два три\nчетыре");
        assert_eq!(html(&body), "<p>  Один  два   три </p>\n<p>четыре  </p>");
    }

    #[test]
    fn a_link_knows_its_sentence() {
        let html = "<h2>Первое</h2>\n<p>Было. Подписали <a href=\"{a0}\"><em>МИЭТ</em> </a>и <a href=\"{a1}\">{n1}</a>; стало.\nТак.</p>";
        let body = body(&html.replace('{', &OPEN.to_string()).replace('}', &CLOSE.to_string()));
        let parts = |link: usize| {
            let Sentence { start, link: (from, to), end, .. } = body.links[link].sentence;
            [start..from, from..to, to..end].map(|part| said(&body, |body| body.said_in(part.clone()).collect()))
        };
        assert_eq!(parts(0), ["Подписали ", "МИЭТ", " и [1]; стало."]);
        assert_eq!(parts(1), ["Подписали МИЭТ и ", "[1]", "; стало."]);
        assert_eq!(parts(2), ["", "", ""]);
    }

    fn piece() -> impl Strategy<Value = String> {
        let mark = |kind: char, link: u32| format!("{OPEN}{kind}{link}{CLOSE}");
        prop_oneof![
            "[a-zя«»\u{a0}\u{fb01}\u{2003} ]{1,12}",
            "[ \n\t]{1,3}",
            prop::sample::select(vec![
                "<p>",
                "</p>\n",
                "<br />",
                "<em>",
                "</em>",
                "</a>",
                "<img alt=\"a > b\">",
                "<sup class=\"footnote-reference\">a</sup>",
                "&amp;",
                "&lt;",
                "&nbsp;",
                "&quot;",
                "&",
                ">",
                "\"",
            ])
            .prop_map(String::from),
            (0..3u32).prop_map(move |link| format!("<a href=\"{}\">", mark('a', link))),
            (0..3u32).prop_map(move |link| mark('n', link)),
            (0..3u32).prop_map(move |link| mark('c', link)),
        ]
    }

    proptest! {
        #[test]
        fn nothing_of_the_html_is_lost(pieces in prop::collection::vec(piece(), 0..30)) {
            let whole = pieces.concat();
            prop_assert_eq!(html(&body(&whole)), whole.trim_end());
        }

        #[test]
        fn words_have_single_spaces(pieces in prop::collection::vec(piece(), 0..30)) {
            let said = text(&body(&pieces.concat()));
            for pair in ["  ", " \n", "\n ", "\n\n"] {
                prop_assert!(!said.contains(pair), "{:?} in {:?}", pair, said);
            }
        }

        #[test]
        fn any_text_can_be_cut(whole in any::<String>(), pieces in prop::collection::vec(piece(), 0..9)) {
            let body = body(&(whole + &pieces.concat()));
            for link in &body.links {
                let Sentence { start, link: (from, to), end, .. } = link.sentence;
                prop_assert!(start <= from && from <= to && to <= end && end as usize <= body.text.len());
            }
        }
    }
}
