//! Tests of the body builder: examples, and random parts of HTML.

use proptest::prelude::*;

use super::super::html_part::VOID;
use super::*;
use crate::diagnostic::Location;
use crate::record::model::{LinkTarget, Sentence, TextSegment};
use crate::source::SourcePath;

fn body(parts: &[HtmlPart<'_>]) -> Body {
    let link = Link {
        target: LinkTarget::Here,
        anchor: None,
        named: false,
        attributes: Box::default(),
        sentence: Sentence::default(),
        at: Location::file(SourcePath::new("content/a.md")),
    };
    let mut builder = BodyBuilder::new(vec![link; 3], 0);
    parts.iter().for_each(|part| builder.push(part));
    builder.finish(Vec::new())
}

fn words(text: &'static str) -> HtmlPart<'static> {
    HtmlPart::Text(text.into())
}

fn link(link: u32) -> HtmlPart<'static> {
    HtmlPart::Element(HtmlElement::link(link))
}

fn placeholder(placeholder: Placeholder) -> HtmlPart<'static> {
    HtmlPart::Element(HtmlElement::placeholder(placeholder))
}

/// Joins segments, with `[2]` for the name of link 2.
fn joined<'b>(parts: impl Iterator<Item = TextSegment<'b>>) -> String {
    let word = |part| match part {
        TextSegment::Text(words) => String::from(words),
        TextSegment::Name(link) => format!("[{link}]"),
    };
    parts.map(word).collect()
}

fn push_placeholder(html: &mut String, placeholder: Placeholder) {
    html.push_str(&format!("{{{placeholder:?}}}"));
}

fn html(body: &Body) -> String {
    let mut html = String::new();
    body.write_html(&mut html, push_placeholder);
    html
}

/// Returns the HTML of parts.
fn expected_html(parts: &[HtmlPart<'_>]) -> String {
    let mut html = String::new();
    let mut open = Vec::new();
    for part in parts {
        match part {
            HtmlPart::Tag("</a>") => match open.pop().flatten() {
                Some(link) => push_placeholder(&mut html, Placeholder::AddressEnd(link)),
                None => html.push_str("</a>"),
            },
            HtmlPart::Text(text) | HtmlPart::Raw(text) => {
                let text = replace_noncharacters(text);
                pulldown_cmark_escape::escape_html_body_text(&mut html, &text).expect("a string");
            }
            HtmlPart::Tag(tag) => {
                if *tag == "<a>" {
                    open.push(None);
                }
                html.push_str(tag);
            }
            HtmlPart::Element(element) => {
                if element.name == "a" {
                    open.push(match element.placeholder {
                        Some(Placeholder::Address(link)) => Some(link),
                        _ => None,
                    });
                }
                html.push_str(&element.before);
                if let Some(placeholder) = element.placeholder {
                    push_placeholder(&mut html, placeholder);
                }
                html.push_str(&element.after);
            }
        }
    }
    html
}

#[test]
fn markup_goes_and_words_stay() {
    let note = "<sup class=\"footnote-reference\"><a href=\"#atlas-fn-a\">a</a></sup>".to_owned();
    let parts = [
        HtmlPart::Tag("<p>"),
        words("Один & "),
        HtmlPart::Tag("<em>"),
        words("два"),
        HtmlPart::Tag("</em>"),
        words("\n"),
        words("три "),
        link(0),
        words("\"четыре\""),
        HtmlPart::Tag("</a>"),
        words(". "),
        HtmlPart::Tag("</p>\n"),
        HtmlPart::Tag("<ul>\n"),
        HtmlPart::Tag("<li>"),
        placeholder(Placeholder::Name(1)),
        placeholder(Placeholder::Citation(2)),
        words(", ~&lt;"),
        HtmlPart::Tag("</li>\n"),
        words("нота"),
        HtmlPart::Element(HtmlElement::markup(VOID, note)),
        words("."),
    ];
    let body = body(&parts);
    assert_eq!(
        joined(body.segments()),
        "Один & два три \"четыре\".\n[1], ~&lt;\nнота."
    );
    assert_eq!(html(&body), expected_html(&parts));
}

#[test]
fn spaces_are_collapsed() {
    let parts = [
        HtmlPart::Tag("<p>"),
        words("  Один  два   три "),
        HtmlPart::Tag("</p>\n"),
        HtmlPart::Tag("<p>"),
        words("четыре  "),
        HtmlPart::Tag("</p>\n"),
    ];
    let body = body(&parts);
    assert_eq!(joined(body.segments()), "Один два три\nчетыре");
    assert_eq!(html(&body), "<p>  Один  два   три </p>\n<p>четыре  </p>");
}

#[test]
fn a_link_knows_its_sentence() {
    let parts = [
        HtmlPart::Tag("<h2>"),
        words("Первое"),
        HtmlPart::Tag("</h2>\n"),
        words("Было. Подписали "),
        link(0),
        words("МИЭТ "),
        HtmlPart::Tag("</a>"),
        words("и "),
        link(1),
        placeholder(Placeholder::Name(1)),
        HtmlPart::Tag("</a>"),
        words("; стало.\nТак."),
    ];
    let body = body(&parts);
    let parts = |link: usize| {
        let Sentence {
            start,
            link: (from, to),
            end,
            ..
        } = body.links[link].sentence;
        [start..from, from..to, to..end].map(|part| joined(body.segments_in(part)))
    };
    assert_eq!(parts(0), ["Подписали ", "МИЭТ", " и [1]; стало."]);
    assert_eq!(parts(1), ["Подписали МИЭТ и ", "[1]", "; стало."]);
    assert_eq!(parts(2), ["", "", ""]);
}

fn part() -> impl Strategy<Value = HtmlPart<'static>> {
    let tags = vec![
        "<p>", "\n<p>", "</p>\n", "<br />\n", "<em>", "</em>", "</a>", "<a>", "<li>", "</pre>\n",
    ];
    let texts = prop_oneof![
        "[a-zя«»\u{a0}\u{fb01}\u{2003}&<>\" ]{1,12}",
        "[ \n\t\r]{1,3}",
        "[\u{fdd0}\u{fdd1}\u{ffff}\u{fffd}acn0-3]{1,5}",
        any::<String>(),
    ];
    let placeholders = prop::sample::select(vec![
        Placeholder::Address,
        Placeholder::Name,
        Placeholder::Citation,
    ]);
    let void = (0..3u32).prop_map(|link| {
        let before = "<img src=\"".to_owned();
        let after = "\" alt=\"a > b\u{fdd0}\">".to_owned();
        HtmlPart::Element(HtmlElement {
            name: VOID,
            before,
            placeholder: Some(Placeholder::Address(link)),
            after,
        })
    });
    prop_oneof![
        texts.prop_map(|text| HtmlPart::Text(text.into())),
        prop::sample::select(tags).prop_map(HtmlPart::Tag),
        (0..3u32).prop_map(link),
        (placeholders, 0..3u32).prop_map(|(kind, link)| placeholder(kind(link))),
        void,
    ]
}

proptest! {
    #[test]
    fn nothing_of_the_segments_is_lost(parts in prop::collection::vec(part(), 0..30)) {
        // A space at which no line may end is written as a no-break space.
        let plain = |html: String| html.replace('\u{a0}', " ");
        let (found, wanted) = (plain(html(&body(&parts))), plain(expected_html(&parts)));
        prop_assert_eq!(found.trim_end(), wanted.trim_end());
    }

    #[test]
    fn words_have_single_spaces(parts in prop::collection::vec(part(), 0..30)) {
        let joined = joined(body(&parts).segments());
        for pair in ["  ", " \n", "\n ", "\n\n"] {
            prop_assert!(!joined.contains(pair), "{:?} in {:?}", pair, joined);
        }
    }

    #[test]
    fn no_text_stands_for_a_name(parts in prop::collection::vec(part(), 0..30)) {
        let body = body(&parts);
        let names = parts.iter().filter(|part| matches!(part, HtmlPart::Element(HtmlElement { placeholder: Some(Placeholder::Name(_)), .. })));
        prop_assert_eq!(body.text.matches(NAME_MARK).count(), names.count());
        for link in &body.links {
            let Sentence { start, link: (from, to), end, .. } = link.sentence;
            prop_assert!(start <= from && from <= to && to <= end && end as usize <= body.text.len());
        }
    }
}
