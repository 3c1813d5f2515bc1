//! Finding elements in pages: a reader for the HTML that this program writes, strict about what it opens and closes.
#![allow(dead_code, reason = "every test file uses another part")]

/// The elements that have no end.
const VOID: [&str; 9] = [
    "meta", "link", "img", "br", "hr", "input", "wbr", "source", "col",
];

/// An element: its tag, attributes, and where it stands.
#[derive(Debug)]
pub(crate) struct Element {
    /// The name of the tag.
    pub tag: String,
    /// The attributes as written, decoded.
    pub attributes: Vec<(String, String)>,
    /// Where it begins and ends in the page.
    pub range: std::ops::Range<usize>,
    /// The place of the element around it.
    pub parent: Option<usize>,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether it is what a simple selector names: `tag`, `#id`, `.class`, `[attribute]`, `[attribute=value]` and these
    /// joined.
    fn is(&self, selector: &str) -> bool {
        let end = selector.find(['#', '.', '[']).unwrap_or(selector.len());
        let (tag, mut rest) = selector.split_at(end);
        if !tag.is_empty() && tag != self.tag {
            return false;
        }
        while let Some(sign) = rest.chars().next() {
            let end = rest[1..]
                .find(['#', '.', '['])
                .map_or(rest.len(), |at| at + 1);
            let name = &rest[1..end];
            let fits = match sign {
                '#' => self.attribute("id") == Some(name),
                '.' => self
                    .attribute("class")
                    .is_some_and(|all| all.split_whitespace().any(|class| class == name)),
                _ => match name.trim_end_matches(']').split_once('=') {
                    Some((name, value)) => self.attribute(name) == Some(value),
                    None => self.attribute(name.trim_end_matches(']')).is_some(),
                },
            };
            if !fits {
                return false;
            }
            rest = &rest[end..];
        }
        true
    }
}

/// The elements of a page in the order in which they begin.
pub(crate) fn elements(page: &str) -> Result<Vec<Element>, String> {
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|place| at + place) {
        let rest = &page[start..];
        if rest.starts_with("<!--") {
            at = start + rest.find("-->").ok_or("a comment without an end")? + 3;
            continue;
        }
        let end = start + end_of_tag(rest).ok_or("a tag without an end")?;
        at = end;
        let inside = &page[start + 1..end - 1];
        if let Some(name) = inside.strip_prefix('/') {
            let last = open
                .pop()
                .ok_or_else(|| format!("</{name}> closes nothing"))?;
            if !found[last].tag.eq_ignore_ascii_case(name.trim()) {
                return Err(format!("</{name}> closes <{}>", found[last].tag));
            }
            found[last].range.end = end;
        } else if !inside.starts_with('!') {
            let (tag, attributes) = tag(inside.trim_end_matches('/'));
            let empty = inside.ends_with('/') || VOID.contains(&tag.as_str());
            let parent = open.last().copied();
            if !empty {
                open.push(found.len());
            }
            if !empty && matches!(tag.as_str(), "script" | "style") {
                let close = format!("</{tag}");
                at = end
                    + page[end..]
                        .find(&close)
                        .ok_or_else(|| format!("<{tag}> without an end"))?;
            }
            found.push(Element {
                tag,
                attributes,
                range: start..end,
                parent,
            });
        }
    }
    match open.last() {
        Some(last) => Err(format!("<{}> is never closed", found[*last].tag)),
        None => Ok(found),
    }
}

/// The place after the `>` that ends a tag; one inside an attribute's quotes does not.
fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (place, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(place + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn tag(inside: &str) -> (String, Vec<(String, String)>) {
    let end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let (name, mut rest) = inside.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return (name.to_ascii_lowercase(), attributes);
        }
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (start, stop) = match quote {
                Some(quote) => (
                    1,
                    after[1..]
                        .find(quote)
                        .map_or(after.len(), |place| place + 1),
                ),
                None => (0, after.find(char::is_whitespace).unwrap_or(after.len())),
            };
            value = decoded(&after[start..stop]);
            rest = after
                .get(stop + usize::from(quote.is_some())..)
                .unwrap_or_default();
        }
        attributes.push((key, value));
    }
}

/// The elements that a selector finds, outermost ones only, each on lines of its own; parts of the selector that are
/// divided by spaces stand inside one another.
pub(crate) fn select(page: &str, selector: &str) -> Result<Vec<String>, String> {
    let elements = elements(page)?;
    let parts: Vec<&str> = selector.split_whitespace().collect();
    let mut found: Vec<&Element> = Vec::new();
    for element in &elements {
        let inside_found = found
            .iter()
            .any(|outer| outer.range.end >= element.range.end);
        if !inside_found && fits(&elements, element, &parts) {
            found.push(element);
        }
    }
    if found.is_empty() {
        return Err(format!("the page has no {selector}"));
    }
    Ok(found
        .iter()
        .map(|element| tidy(&page[element.range.clone()]))
        .collect())
}

fn fits(all: &[Element], element: &Element, parts: &[&str]) -> bool {
    let Some((last, above)) = parts.split_last() else {
        return false;
    };
    if !element.is(last) {
        return false;
    }
    let mut above = above.iter().rev().peekable();
    let mut parent = element.parent;
    while let (Some(part), Some(outer)) = (above.peek(), parent) {
        if all[outer].is(part) {
            above.next();
        }
        parent = all[outer].parent;
    }
    above.peek().is_none()
}

/// HTML without indentation and empty lines.
fn tidy(html: &str) -> String {
    html.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The elements that begin a line of their own when HTML is read as text.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "main",
    "blockquote",
    "pre",
    "br",
    "figure",
    "thead",
];

/// HTML as its reader sees it: a line for each block, without markup.
pub(crate) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(&before.replace('\n', " "));
        let end = end_of_tag(&format!("<{after}")).map_or(after.len(), |end| end - 1);
        let name = after[..end].trim_start_matches('/').trim_end_matches('>');
        let name = name.split_whitespace().next().unwrap_or_default();
        match name {
            name if BLOCKS.contains(&name) => text.push('\n'),
            "td" | "th" => text.push_str(" | "),
            _ => {}
        }
        rest = &after[end..];
    }
    text.push_str(&rest.replace('\n', " "));
    let lines = text.lines().map(|line| {
        decoded(line)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Text with its character references replaced.
pub(crate) fn decoded(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", "\u{a0}"),
    ];
    let plain = pairs
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    plain.replace("&#x2f;", "/").replace("&amp;", "&")
}
