//! Whether a published file is harmless: what a stranger wrote is text in it, whatever reads the file.

use innovation_atlas::site::Policy;
use serde_json::Value;

use super::hostile::BASE;
use super::vectors::MARK;
use crate::driver::browser;
use crate::driver::html::{self, Element};

/// Says what is wrong with a file.
pub(crate) fn check(route: &str, bytes: &[u8]) -> Result<(), String> {
    let text = || std::str::from_utf8(bytes).map_err(|error| error.to_string());
    match route
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
    {
        "html" => page(text()?),
        "json" | "geojson" => serde_json::from_slice::<Value>(bytes)
            .map(drop)
            .map_err(|error| error.to_string()),
        "js" => script(text()?),
        "csv" => table(text()?),
        "xml" | "gexf" => xml(text()?),
        "ics" => calendar(text()?),
        "ttl" => turtle(text()?),
        "txt" if text()?.contains(MARK) => Err("a stranger's text".to_owned()),
        "txt" | "css" | "svg" | "nojekyll" | "woff2" => Ok(()),
        other => Err(format!("nobody says what is harmless in .{other}")),
    }
}

/// A page runs no script but the site's own, loads from nowhere but the site, and leads nowhere but by plain schemes.
fn page(page: &str) -> Result<(), String> {
    for element in html::elements(page)? {
        let Element {
            tag,
            attributes,
            range,
            ..
        } = &element;
        let shown = || page[range.clone()].chars().take(300).collect::<String>();
        let wrong = |what: String| format!("{what}: {}", shown());
        if FORBIDDEN.contains(&&**tag)
            || tag.contains(MARK)
            || !tag.bytes().all(|b| b.is_ascii_alphanumeric())
        {
            return Err(wrong("an element".to_owned()));
        }
        for (name, value) in attributes {
            attribute(&element, &name.to_ascii_lowercase(), value).map_err(wrong)?;
        }
        if tag == "script" {
            script_element(&element, &page[range.clone()]).map_err(wrong)?;
        }
    }
    // Whatever the strict reader passes over: the same page as a browser mends and reads it.
    browser::fault(page, BASE).map_or(Ok(()), Err)
}

/// An attribute loads from nowhere but the site, and gives no instruction but those of the site.
fn attribute(element: &Element, name: &str, value: &str) -> Result<(), String> {
    let tag = &*element.tag;
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-:_".contains(&b));
    if !plain || name.starts_with("on") || NEVER.contains(&name) || name.contains(MARK) {
        return Err("an attribute".to_owned());
    }
    let rel = element.attribute("rel").unwrap_or_default();
    let loads = matches!(name, "src" | "srcset" | "data" | "poster" | "xlink:href")
        || (name == "href" && !matches!(tag, "a" | "link"))
        || (name == "href" && tag == "link" && !matches!(rel, "canonical" | "alternate"));
    if (loads && !is_of_site(value)) || (matches!(name, "href" | "action") && !is_followed(value)) {
        return Err("an address".to_owned());
    }
    match element
        .attribute("http-equiv")
        .filter(|_| name == "content")
    {
        Some("Content-Security-Policy") if *value != *Policy::default().meta() => {
            Err("another policy".to_owned())
        }
        Some("Content-Security-Policy") | None => Ok(()),
        Some(_) => {
            let target = value.strip_prefix("0; url=").ok_or("another instruction")?;
            if is_of_site(target) {
                Ok(())
            } else {
                Err("a way out".to_owned())
            }
        }
    }
}

/// A script is linked data, or a file of the site.
fn script_element(element: &Element, source: &str) -> Result<(), String> {
    let inside = source
        .split_once('>')
        .map_or("", |(_, rest)| rest)
        .trim_end_matches("</script>");
    match element.attribute("type") {
        Some("application/ld+json") => serde_json::from_str::<Value>(inside)
            .map(drop)
            .map_err(|error| format!("{error} in {inside}")),
        _ if element.attribute("src").is_some() && inside.is_empty() => Ok(()),
        _ => Err("a script".to_owned()),
    }
}

/// Elements that no page has.
const FORBIDDEN: [&str; 17] = [
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "math",
    "base",
    "template",
    "frame",
    "frameset",
    "audio",
    "video",
    "track",
    "marquee",
    "animate",
    "set",
    "foreignobject",
];

/// Attributes that no page has.
const NEVER: [&str; 6] = [
    "style",
    "srcdoc",
    "formaction",
    "ping",
    "background",
    "autofocus",
];

/// An address of the site: a relative one, or that of a page which is shown at any address.
fn is_of_site(address: &str) -> bool {
    let address = address.strip_prefix(BASE).unwrap_or(address);
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .contains(':');
    !scheme && !address.starts_with("//") && !address.contains(['\\', '\t', '\n', '\r'])
}

/// An address that a browser may follow when it is clicked.
fn is_followed(address: &str) -> bool {
    let plain = ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    plain || is_of_site(address)
}

/// What stands outside of quoted strings, which end where they should; a backslash keeps the next character inside.
fn outside_of_strings(text: &str) -> Result<String, String> {
    let mut outside = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c != '"' {
            outside.push(c);
            continue;
        }
        loop {
            match characters.next().ok_or("a string without an end")? {
                '"' => break,
                '\\' => drop(characters.next()),
                '\n' | '\r' => return Err("a line ends within a string".to_owned()),
                _ => {}
            }
        }
    }
    Ok(outside)
}

fn unmarked(outside: &str) -> Result<(), String> {
    match outside.find(MARK) {
        Some(place) => Err(format!(
            "outside of strings: {}",
            outside[..place].chars().rev().take(80).collect::<String>()
        )),
        None => Ok(()),
    }
}

/// Data for the pages' scripts: nothing of a stranger's outside of its strings.
fn script(text: &str) -> Result<(), String> {
    // The site's own scripts have strings of other kinds.
    if text.contains(MARK) {
        unmarked(&outside_of_strings(text)?)
    } else {
        Ok(())
    }
}

/// A table has as many cells in each row, and none that a spreadsheet takes for a formula.
fn table(text: &str) -> Result<(), String> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && characters.peek() == Some(&'\n') => {
                characters.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' | '\n' if !quoted => return Err("a line ends within a row".to_owned()),
            c => cell.push(c),
        }
    }
    let width = rows.first().map_or(0, Vec::len);
    for cells in &rows {
        if cells.len() != width {
            return Err(format!("{} cells for {width}: {cells:?}", cells.len()));
        }
        let numeric = |cell: &str| {
            cell.parse::<f64>().is_ok() || cell.replacen(',', ".", 1).parse::<f64>().is_ok()
        };
        let begins = |cell: &str| {
            let dropped = |c: char| {
                c.is_whitespace()
                    || c.is_control()
                    || "\u{feff}\u{200b}\u{200e}\u{2060}\u{ad}".contains(c)
            };
            cell.trim_start_matches(dropped)
                .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        };
        if let Some(formula) = cells.iter().find(|cell| begins(cell) && !numeric(cell)) {
            return Err(format!("a formula: {formula:?}"));
        }
    }
    Ok(())
}

/// XML is well-formed, as far as its elements, references and characters go.
fn xml(text: &str) -> Result<(), String> {
    let text = text
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .ok_or("no declaration")?;
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    if let Some(c) = text.chars().find(|c| !allowed(*c)) {
        return Err(format!("the character {c:?}"));
    }
    if text.contains("<!") || text.contains("<?") {
        return Err("a declaration".to_owned());
    }
    for reference in text.split('&').skip(1) {
        let name = reference.split(';').next().unwrap_or_default();
        if !matches!(name, "lt" | "gt" | "amp" | "quot" | "apos") && !name.starts_with('#') {
            return Err(format!("the reference &{name};"));
        }
    }
    // To the reader of HTML a `meta` has no end.
    for element in html::elements(&text.replace("<meta", "<about").replace("</meta", "</about"))? {
        let names =
            std::iter::once(&element.tag).chain(element.attributes.iter().map(|(name, _)| name));
        if let Some(name) = names.into_iter().find(|name| name.contains(MARK)) {
            return Err(format!("the name {name}"));
        }
        let followed = element.tag != "link" || element.attribute("href").is_some_and(is_followed);
        if !followed {
            return Err(format!("an address: {:?}", element.attributes));
        }
    }
    Ok(())
}

/// A calendar has no property that we do not write.
fn calendar(text: &str) -> Result<(), String> {
    const PROPERTIES: [&str; 20] = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "METHOD",
        "NAME",
        "X-WR-CALNAME",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "GEO",
        "URL",
        "CATEGORIES",
        "STATUS",
        "LAST-MODIFIED",
    ];
    for line in text
        .split("\r\n")
        .filter(|line| !line.is_empty() && !line.starts_with(' '))
    {
        let name = line.split([':', ';']).next().unwrap_or_default();
        if !PROPERTIES.contains(&name) {
            return Err(format!("the property {name}"));
        }
        if line.contains(['\r', '\n']) || line.chars().any(|c| c.is_control() && c != '\t') {
            return Err(format!("a character: {line:?}"));
        }
    }
    let count = |line: &str| text.split("\r\n").filter(|known| *known == line).count();
    if count("BEGIN:VEVENT") == count("END:VEVENT") && count("END:VCALENDAR") == 1 {
        Ok(())
    } else {
        Err("an end".to_owned())
    }
}

/// RDF has nothing of a stranger's outside of its literals but within `<…>`, where nothing ends early.
fn turtle(text: &str) -> Result<(), String> {
    let outside = outside_of_strings(text)?;
    let mut rest = &*outside;
    while let Some((before, after)) = rest.split_once('<') {
        unmarked(before)?;
        let (address, after) = after.split_once('>').ok_or("an address without an end")?;
        if address
            .chars()
            .any(|c| c <= ' ' || "<>\"{}|^`\\".contains(c))
        {
            return Err(format!("the address {address:?}"));
        }
        rest = after;
    }
    unmarked(rest)
}
