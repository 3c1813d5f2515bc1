//! A page as a browser reads it (html5ever, scripts on): whatever is broken in it is mended by the rules of HTML first.
#![allow(dead_code, reason = "every test file uses another part")]

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, ns, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element of the tree.
#[derive(Debug)]
pub(crate) struct Element {
    /// Its name; one of another namespace begins with that of SVG or MathML: `svg path`.
    pub tag: String,
    /// Its attributes, with what they mean.
    pub attributes: Vec<(String, String)>,
    /// The text right inside it.
    pub text: String,
    /// The place of the element around it.
    pub parent: Option<usize>,
    /// Whether it stands in a record's text.
    pub in_prose: bool,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Its tag and classes, for comparison and for words.
    fn name(&self) -> String {
        format!(
            "{}.{}",
            self.tag,
            self.attribute("class").unwrap_or_default()
        )
    }
}

/// The elements of a page in the order in which they begin.
pub(crate) fn elements(page: &str) -> Vec<Element> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    let mut found: Vec<Element> = Vec::new();
    // The tree falls apart when its root is dropped.
    let mut next: Vec<(Handle, Option<usize>)> = vec![(dom.document.clone(), None)];
    while let Some((node, parent)) = next.pop() {
        let mut around = parent;
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                let tag = match name.ns {
                    ns!(html) => name.local.to_string(),
                    ns!(svg) => format!("svg {}", name.local),
                    _ => format!("other {}", name.local),
                };
                let attributes = attrs.borrow();
                let attributes = attributes
                    .iter()
                    .map(|one| (one.name.local.to_string(), one.value.to_string()));
                let in_prose = parent.is_some_and(|parent| {
                    let outer = &found[parent];
                    outer.in_prose || outer.attribute("class") == Some("prose")
                });
                around = Some(found.len());
                found.push(Element {
                    tag,
                    attributes: attributes.collect(),
                    text: String::new(),
                    parent,
                    in_prose,
                });
            }
            NodeData::Text { contents } => {
                if let Some(parent) = parent {
                    found[parent].text.push_str(&contents.borrow());
                }
            }
            _ => {}
        }
        let children = node.children.borrow();
        next.extend(children.iter().rev().map(|child| (child.clone(), around)));
    }
    found
}

/// Says what a stranger's text does on a page that it must not do; `base` is the address of the site.
pub(crate) fn fault(page: &str, base: &str) -> Option<String> {
    let elements = elements(page);
    let mut ids = std::collections::HashSet::new();
    for element in &elements {
        if let Some(words) = element_fault(element, base) {
            return Some(format!("{words}: {element:?}"));
        }
        if let Some(id) = element.attribute("id")
            && !ids.insert(id)
        {
            return Some(format!("the id {id:?} twice: {element:?}"));
        }
    }
    ["html", "head", "body", "main", "h1", "title"]
        .into_iter()
        .find_map(|tag| {
            let count = elements.iter().filter(|element| element.tag == tag).count();
            (count != 1).then(|| format!("{count} elements <{tag}>"))
        })
}

fn element_fault(element: &Element, base: &str) -> Option<String> {
    let tag = &*element.tag;
    let allowed = if element.in_prose {
        &IN_PROSE[..]
    } else {
        &IN_FRAME[..]
    };
    let known = IN_BOTH.contains(&tag) || (!element.in_prose && IN_PROSE.contains(&tag));
    if !(allowed.contains(&tag) || known) {
        return Some("an element".to_owned());
    }
    if tag == "script" {
        let data = element.attribute("type") == Some("application/ld+json");
        let loaded = element
            .attribute("src")
            .is_some_and(|src| is_of_site(src, base))
            && element.text.is_empty();
        if !(data && element.attribute("src").is_none() || loaded) {
            return Some("a script".to_owned());
        }
    }
    element
        .attributes
        .iter()
        .find_map(|(name, value)| attribute_fault(element, name, value, base))
}

fn attribute_fault(element: &Element, name: &str, value: &str, base: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-:".contains(&b));
    if !plain || name.starts_with("on") || NEVER.contains(&&*name) {
        return Some(format!("the attribute {name}"));
    }
    let tag = &*element.tag;
    let rel = element.attribute("rel").unwrap_or_default();
    let followed =
        tag == "a" && name == "href" || tag == "link" && matches!(rel, "canonical" | "alternate");
    let loads = matches!(
        &*name,
        "src" | "srcset" | "data" | "poster" | "action" | "xlink:href"
    ) || name == "href" && !followed;
    let good = if loads {
        is_of_site(value, base)
    } else {
        name != "href" || is_followed(value, base)
    };
    if !good {
        return Some(format!("the address {value:?}"));
    }
    // Notes of the text are the program's own, and so are the marks that lead from it to the sources of the page.
    let is_footnote = element
        .attribute("class")
        .is_some_and(|class| class.contains("footnote"));
    let to_source = value
        .strip_prefix("atlas-note-")
        .map(|number| format!("#atlas-source-{number}"));
    let is_mark = to_source.is_some() && element.attribute("href") == to_source.as_deref();
    let is_own = is_footnote || is_mark;
    if element.in_prose && name == "id" && value.starts_with("atlas-") && !is_own {
        return Some(format!("the page's own id {value}"));
    }
    let way_out = || {
        value
            .strip_prefix("0; url=")
            .is_some_and(|target| !is_of_site(target, base))
    };
    (name == "content"
        && element
            .attribute("http-equiv")
            .is_some_and(|what| what == "refresh")
        && way_out())
    .then(|| format!("the way out {value:?}"))
}

/// An address as a browser reads it: without tabs, newlines, and what stands around it (URL, 4.4).
fn as_read(address: &str) -> String {
    let trimmed = address.trim_matches(|c: char| c <= ' ');
    trimmed
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect()
}

/// Whether an address leads into the site.
fn is_of_site(address: &str, base: &str) -> bool {
    let address = as_read(address);
    if !base.is_empty() && address.starts_with(base) {
        return true;
    }
    let scheme = address
        .split(['/', '?', '#', '\\'])
        .next()
        .unwrap_or_default()
        .contains(':');
    !scheme && !address.replace('\\', "/").starts_with("//")
}

/// Whether an address may be followed when it is clicked.
fn is_followed(address: &str, base: &str) -> bool {
    let read = as_read(address).to_ascii_lowercase();
    ["http:", "https:", "mailto:", "tel:"]
        .iter()
        .any(|scheme| read.starts_with(scheme))
        || is_of_site(address, base)
}

/// What holds a page together: the elements around the text of a record, which no text can add to, end or move.
pub(crate) fn frame(page: &str) -> Vec<String> {
    let elements = elements(page);
    let outer = |element: &Element| {
        element
            .parent
            .map_or_else(String::new, |parent| elements[parent].name())
    };
    let holds = |name: &str| {
        ["html.", "body.", "main.", "article.record", "div.text"]
            .iter()
            .any(|start| name.starts_with(start))
    };
    // What a text cites and mentions has sections of its own.
    let mends = |element: &Element| {
        matches!(&*element.tag, "section" | "h1") || element.attribute("class") == Some("prose")
    };
    let frame = elements
        .iter()
        .filter(|element| !element.in_prose && holds(&outer(element)) && !mends(element));
    frame
        .map(|element| format!("{} in {}", element.name(), outer(element)))
        .collect()
}

/// Attributes that no page has.
const NEVER: [&str; 8] = [
    "style",
    "srcdoc",
    "formaction",
    "ping",
    "background",
    "autofocus",
    "srcset",
    "manifest",
];

/// Elements of texts and of the page around them.
const IN_BOTH: [&str; 2] = ["a", "img"];

/// Elements of texts.
const IN_PROSE: [&str; 68] = [
    "abbr",
    "acronym",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements of the page around them.
const IN_FRAME: [&str; 36] = [
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "main",
    "h1",
    "section",
    "button",
    "form",
    "label",
    "input",
    "select",
    "option",
    "datalist",
    "noscript",
    "tfoot",
    "svg svg",
    "svg g",
    "svg path",
    "svg circle",
    "svg rect",
    "svg line",
    "svg text",
    "svg tspan",
    "svg title",
    "svg desc",
    "svg use",
    "svg defs",
    "svg pattern",
    "svg a",
    "svg polyline",
    "svg polygon",
    "svg ellipse",
];
