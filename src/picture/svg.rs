//! Safety and size of SVG files. A browser opens such a file as a document, so that it could run scripts.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::fault::{FaultKind, PictureFault};
use super::format::PictureFormat;
use super::picture_info::{Orientation, PictureInfo};
use super::svg_style;

/// Elements that run, load or embed something.
const ELEMENTS: [&str; 14] = [
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "canvas",
    "handler",
    "listener",
    "link",
    "meta",
    "base",
    "form",
];

/// Attributes with addresses.
const ADDRESSES: [&str; 7] = [
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "from",
];

/// Namespaces of documents whose elements run within an SVG.
const NAMESPACES: [&str; 2] = [
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
];

const SVG: &str = "http://www.w3.org/2000/svg";

/// Pictures within an SVG, as `data:` addresses.
const DATA: [&str; 4] = [
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/gif;base64,",
    "data:image/webp;base64,",
];

/// Limit of the nesting of elements. Browsers have their own, far above.
const MAX_DEPTH: usize = 512;

/// Checks an SVG file and returns its size. A file without a size has that of its view box, or 300 × 150 as in browsers.
pub(super) fn inspect(bytes: &[u8]) -> Result<PictureInfo, PictureFault> {
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|_| PictureFault::of_file(FaultKind::NotUtf8))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut checker = Checker {
        size: None,
        depth: 0,
        style: None,
    };
    let mut reader = Reader::from_str(text);
    let offset = bytes.len() - text.len();
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event();
        let end = reader.buffer_position() as usize;
        let range = start + offset..(end + offset).min(bytes.len());
        let broken = || PictureFault {
            kind: FaultKind::Broken(PictureFormat::Svg),
            range: range.clone(),
        };
        match event.map_err(|_| broken())? {
            Event::Eof => break,
            event => checker.check(&event, &range)?,
        }
    }
    match checker.size {
        Some((width, height)) if checker.depth == 0 => Ok(PictureInfo {
            format: PictureFormat::Svg,
            width,
            height,
            orientation: Orientation::UPRIGHT,
            can_shrink: false,
        }),
        _ => Err(PictureFault::of_file(FaultKind::Broken(PictureFormat::Svg))),
    }
}

struct Checker {
    /// The size of the root element; `None` before it.
    size: Option<(u32, u32)>,
    depth: usize,
    /// The text of the style sheet that is open.
    style: Option<String>,
}

impl Checker {
    fn check(&mut self, event: &Event<'_>, range: &Range<usize>) -> Result<(), PictureFault> {
        let active = |what: &str| PictureFault {
            kind: FaultKind::Active(what.to_owned()),
            range: range.clone(),
        };
        match event {
            Event::Start(start) => {
                self.check_element(start, range)?;
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(PictureFault::of_file(FaultKind::Broken(PictureFormat::Svg)));
                }
                if local_name(start) == "style" {
                    self.style = Some(String::new());
                }
            }
            Event::Empty(start) => self.check_element(start, range)?,
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                if let Some(what) = self
                    .style
                    .take()
                    .and_then(|css| svg_style::active_part(&css))
                {
                    return Err(active(what));
                }
            }
            Event::Text(text) => self.add_style(text),
            Event::CData(text) => self.add_style(text),
            Event::GeneralRef(name) => {
                let known = ["amp", "lt", "gt", "quot", "apos"];
                let name: &str = name;
                if !name.starts_with('#') && !known.contains(&name) {
                    return Err(active(&format!("&{name};")));
                }
                // A character by its number within a style sheet hides what it says.
                if self.style.is_some() {
                    return Err(active(&format!("<style> … &{name};")));
                }
            }
            Event::DocType(declaration) => {
                if declaration.contains('[') {
                    return Err(active("<!DOCTYPE … [ … ]>"));
                }
            }
            Event::PI(_) => return Err(active("<? … ?>")),
            Event::Decl(declaration) => {
                let encoding = declaration.encoding();
                let is_utf8 = encoding
                    .is_none_or(|name| name.is_ok_and(|name| name.eq_ignore_ascii_case("utf-8")));
                if !is_utf8 {
                    return Err(PictureFault {
                        kind: FaultKind::NotUtf8,
                        range: range.clone(),
                    });
                }
            }
            Event::Comment(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn add_style(&mut self, text: &str) {
        if let Some(style) = &mut self.style {
            style.push_str(text);
        }
    }

    fn check_element(
        &mut self,
        start: &BytesStart<'_>,
        range: &Range<usize>,
    ) -> Result<(), PictureFault> {
        let active = |what: String| PictureFault {
            kind: FaultKind::Active(what),
            range: range.clone(),
        };
        let broken = || PictureFault {
            kind: FaultKind::Broken(PictureFormat::Svg),
            range: range.clone(),
        };
        let name = local_name(start);
        if ELEMENTS.contains(&&*name) {
            return Err(active(format!("<{name}>")));
        }
        let (mut attributes, mut namespace) = (SizeAttributes::default(), None);
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| broken())?;
            let full = attribute.key.as_ref().to_owned();
            let raw = &*attribute.value;
            let value = unescape(raw).map_err(|_| active(format!("{full}=\"{raw}\"")))?;
            if full == "xmlns" {
                namespace = Some(value.clone().into_owned());
            }
            if let Some(what) = active_attribute(&full, &value) {
                return Err(active(what));
            }
            attributes.add(&full, &value);
        }
        if self.depth == 0 {
            let is_first = self.size.is_none();
            let has_prefix = start.name().prefix().is_some();
            let is_svg = namespace.as_deref() == Some(SVG) || has_prefix;
            if !is_first || name != "svg" || !is_svg {
                return Err(broken());
            }
            self.size = Some(attributes.size());
        }
        Ok(())
    }
}

fn local_name(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_lowercase()
}

/// What an attribute could run or load, if it could.
fn active_attribute(full: &str, value: &str) -> Option<String> {
    let lower = full.to_lowercase();
    let local = lower.rsplit(':').next().unwrap_or_default();
    let shown = || {
        Some(format!(
            "{full}=\"{}\"",
            value.chars().take(60).collect::<String>()
        ))
    };
    let is_namespace = lower == "xmlns" || lower.starts_with("xmlns:");
    if is_namespace {
        let is_document = NAMESPACES.contains(&value.trim());
        return if is_document { shown() } else { None };
    }
    let is_handler = local.starts_with("on") || lower == "xml:base" || local == "srcdoc";
    // An animation could set an address or a handler.
    let sets = local == "attributename" && {
        let target = value.trim().to_lowercase();
        let target = target.rsplit(':').next().unwrap_or_default();
        ADDRESSES.contains(&target) || target.starts_with("on") || target == "style"
    };
    let is_address = ADDRESSES.contains(&local) && !is_inner(value);
    let is_script = value
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .take(11)
        .collect::<String>()
        .eq_ignore_ascii_case("javascript:");
    if is_handler || sets || is_address || is_script {
        return shown();
    }
    // Presentation attributes have the values of style sheets.
    let is_label = matches!(
        local,
        "id" | "class" | "d" | "label" | "title" | "aria-label" | "desc"
    );
    (!is_label && svg_style::active_part(value).is_some()).then(shown)?
}

/// Whether an address is within the file.
fn is_inner(value: &str) -> bool {
    let value = value.trim();
    let is_data = |start: &&str| -> bool {
        let head = value.get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    value.is_empty() || value.starts_with('#') || DATA.iter().any(is_data)
}

/// The attributes of the root element that give its size.
#[derive(Default)]
struct SizeAttributes {
    width: Option<f64>,
    height: Option<f64>,
    view_box: Option<(f64, f64)>,
}

impl SizeAttributes {
    fn add(&mut self, name: &str, value: &str) {
        let pixels = |value: &str| {
            let number: f64 = value.trim().trim_end_matches("px").parse().ok()?;
            (number.is_finite() && number > 0.0).then_some(number)
        };
        match name {
            "width" => self.width = pixels(value),
            "height" => self.height = pixels(value),
            "viewBox" => {
                let parts = value.split([' ', ',', '\n', '\t', '\r']);
                let mut numbers = parts.filter(|part| !part.is_empty()).map(pixels).skip(2);
                self.view_box = numbers.next().flatten().zip(numbers.next().flatten());
            }
            _ => {}
        }
    }

    /// The size in pixels, 1 to 100,000.
    fn size(&self) -> (u32, u32) {
        let (width, height) = match (self.width, self.height, self.view_box) {
            (Some(width), Some(height), _) => (width, height),
            (Some(width), None, Some((w, h))) => (width, width * h / w),
            (None, Some(height), Some((w, h))) => (height * w / h, height),
            (None, None, Some(size)) => size,
            (Some(width), None, None) => (width, 150.0),
            (None, Some(height), None) => (300.0, height),
            (None, None, None) => (300.0, 150.0),
        };
        let pixels = |number: f64| number.round().clamp(1.0, 100_000.0) as u32;
        (pixels(width), pixels(height))
    }
}
