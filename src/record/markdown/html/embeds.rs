//! Embedded files and notes: `![[scheme.png]]`, `![[note]]`.

use std::ops::Range;

use super::super::html_part::HtmlPart;
use super::super::noncharacters::replace_noncharacters;
use super::url_target::{UrlTarget, resolve_path, wiki_target};
use super::writer::HtmlWriter;
use crate::record::model::LinkTarget;
use crate::source::SourcePath;

/// The extensions of pictures.
const PICTURES: [&str; 9] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico",
];

impl<'t> HtmlWriter<'_, '_, '_, 't> {
    /// Writes an embedded picture; anything else becomes a link. Files are looked for in `assets/`.
    pub(super) fn push_embed(&mut self, url: &str, words: &str, range: &Range<usize>) {
        let url = replace_noncharacters(url.trim().trim_end_matches('\\'));
        let words = words.trim();
        let name = url.split('#').next().unwrap_or_default();
        let extension = name
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase());
        let is_picture = extension
            .as_deref()
            .is_some_and(|found| PICTURES.contains(&found));
        if is_picture {
            let (width, alternative) = match words.split('x').next() {
                Some(width) if is_size(words) => (Some(width), name),
                _ => (None, if words.is_empty() { name } else { words }),
            };
            let attributes = width.map_or_else(String::new, |width| format!(" width=\"{width}\""));
            let address = self.asset_path(name);
            let target = LinkTarget::Asset(address);
            let element = self.image(target, alternative, &attributes, range);
            self.push_element(element);
            return;
        }
        let is_file = extension.is_some_and(|found| {
            found != "md"
                && (1..=4).contains(&found.len())
                && found.chars().all(char::is_alphanumeric)
        });
        let target = if is_file {
            UrlTarget::Internal(LinkTarget::Asset(self.asset_path(name)), None)
        } else {
            wiki_target(self.without_folder(&url))
        };
        let UrlTarget::Internal(target, anchor) = target else {
            return;
        };
        let named = words.is_empty() && matches!(target, LinkTarget::Record(_));
        self.open_link(target, anchor, named, "", range);
        self.in_replaced_text = false;
        if !named {
            let words = if words.is_empty() { &*url } else { words };
            self.parts.push(HtmlPart::Text(words.to_owned().into()));
        }
        self.push_tag("</a>");
    }

    /// Returns the path of an embedded file: beside this file if that is in `assets/`, else its name in `assets/`.
    fn asset_path(&self, name: &str) -> SourcePath {
        let resolved = resolve_path(self.parser.path.as_str(), name);
        match resolved.filter(|path| path.as_str().starts_with("assets/")) {
            Some(path) => path,
            None => {
                let name = name.trim_start_matches(['/', '.']);
                let name = name.strip_prefix("assets/").unwrap_or(name);
                SourcePath::new(&format!("assets/{name}"))
            }
        }
    }
}

/// Whether the words of a picture are its size: `300` or `300x200`.
fn is_size(words: &str) -> bool {
    let mut sizes = words.split('x');
    words.split('x').count() <= 2
        && sizes
            .all(|size| (1..=4).contains(&size.len()) && size.bytes().all(|b| b.is_ascii_digit()))
}
