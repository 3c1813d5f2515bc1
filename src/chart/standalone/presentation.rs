//! Rewrites the SVG of a page: classes become presentation attributes, links become groups.

use std::fmt::Write;

use super::styles::RULES;

/// Appends the content of an `<svg>` element of this module's writer, so that it needs no style sheet.
pub(super) fn write_presentation(svg: &str, out: &mut String) {
    let mut open: Vec<Element<'_>> = Vec::new();
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end);
        let tag = &rest[at + 1..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            open.pop();
            let _ = write!(out, "</{}>", written_name(name));
            continue;
        }
        let is_empty = tag.ends_with('/');
        let element = Element::parse(tag.trim_end_matches('/'));
        open.push(element);
        write_tag(&open, is_empty, out);
        if is_empty {
            open.pop();
        }
    }
    out.push_str(rest);
}

/// A tag with its attributes.
struct Element<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Element<'a> {
    /// Parses `path class="region" d="M0 0"`.
    fn parse(tag: &'a str) -> Element<'a> {
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while let Some((key, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').unwrap_or((after, ""));
            attributes.push((key.trim(), value));
            rest = after;
        }
        Element { name, attributes }
    }

    fn classes(&self) -> impl Iterator<Item = &'a str> {
        let class = self.attributes.iter().find(|(key, _)| *key == "class");
        class.map_or("", |(_, value)| value).split(' ')
    }

    /// Whether a selector of a tag, classes or both is met.
    fn meets(&self, selector: &str) -> bool {
        let mut parts = selector.split('.');
        let tag = parts.next().unwrap_or_default();
        (tag.is_empty() || tag == self.name)
            && parts.all(|class| self.classes().any(|own| own == class))
    }
}

/// Writes the last of the open elements with the attributes that the rules give it.
fn write_tag(open: &[Element<'_>], is_empty: bool, out: &mut String) {
    let Some(element) = open.last() else { return };
    let mut set: Vec<(&str, &str)> = Vec::new();
    for rule in RULES {
        let is_within = rule.within.is_empty() || open.iter().any(|above| above.meets(rule.within));
        if is_within && element.meets(rule.on) {
            for (key, value) in rule.set {
                set.retain(|(known, _)| known != key);
                set.push((key, value));
            }
        }
    }
    let is_kept = |(key, _): &&(&str, &str)| {
        let of_page = ["class", "href", "role", "tabindex"].contains(key);
        let of_page = of_page || key.starts_with("aria-");
        !of_page && !key.starts_with("data-") && !set.iter().any(|(known, _)| known == key)
    };
    let _ = write!(out, "<{}", written_name(element.name));
    let kept = element.attributes.iter().filter(is_kept);
    for (key, value) in kept.chain(&set) {
        let _ = write!(out, " {key}=\"{value}\"");
    }
    out.push_str(if is_empty { "/>" } else { ">" });
}

/// A link leads nowhere from a file that was taken away.
fn written_name(name: &str) -> &str {
    match name {
        "a" => "g",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::write_presentation;

    fn rewritten(svg: &str) -> String {
        let mut out = String::new();
        write_presentation(svg, &mut out);
        out
    }

    #[test]
    fn classes_become_attributes_and_links_groups() {
        let svg = "<a class=\"cell level-5\" href=\"x.html\" tabindex=\"-1\" aria-hidden=\"true\"><title>A &lt; B</title><rect x=\"1\"/><text>5</text></a>";
        assert_eq!(
            rewritten(svg),
            "<g fill=\"#0d4f7c\"><title>A &lt; B</title><rect x=\"1\"/>\
             <text stroke=\"none\" fill=\"#ffffff\">5</text></g>"
        );
    }

    #[test]
    fn an_attribute_of_a_rule_replaces_that_of_the_chart() {
        let svg = "<path class=\"region tiny level-2\" fill=\"url(#h)\" data-id=\"A\" d=\"M0 0\"/>";
        let written = rewritten(svg);
        assert_eq!(written.matches("fill=").count(), 1);
        assert_eq!(written.matches("stroke=").count(), 1);
        assert!(written.contains("stroke=\"#9ec7de\"") && !written.contains("data-id"));
    }
}
