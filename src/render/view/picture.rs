//! Pictures as HTML: smaller versions, size, words.

use std::fmt::Write;

use minijinja::value::Value;

use super::context::PageContext;
use crate::plan::PageKind;
use crate::record::Image;
use crate::site::{FieldIx, KnownFields};
use crate::source::SourcePath;
use crate::text::html::escape_attribute_into;

/// How wide a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PicturePlace {
    /// Within running text.
    Text,
    /// At the side, or in a row of several.
    Side,
    /// Beside a name.
    Logo,
}

impl PicturePlace {
    /// The attribute `sizes`. The numbers are those of `assets/atlas.css`.
    fn sizes(self) -> &'static str {
        match self {
            PicturePlace::Text => "(width < 48rem) 100vw, 42rem",
            PicturePlace::Side => "(width < 64rem) 100vw, 22rem",
            PicturePlace::Logo => "10rem",
        }
    }

    /// The width of the version for browsers that know no `srcset`, in pixels.
    fn plain_width(self) -> u32 {
        match self {
            PicturePlace::Text => 1280,
            PicturePlace::Side => 640,
            PicturePlace::Logo => 320,
        }
    }
}

impl PageContext {
    /// Appends `src`, `srcset`, `sizes`, `width` and `height` of a picture. Returns whether it exists.
    pub(super) fn write_picture_source(
        &self,
        html: &mut String,
        path: &SourcePath,
        place: PicturePlace,
    ) -> bool {
        let Some(url) = self.url(&PageKind::Asset(path.clone())) else {
            return false;
        };
        let Some(info) = self.model.plan.pictures.get(path) else {
            html.extend([" src=\"", &url, "\""]);
            return true;
        };
        let versions: Vec<(u32, String)> = info
            .smaller_widths()
            .filter_map(|width| {
                let url = self.url(&PageKind::Picture(path.clone(), width))?;
                Some((width, url))
            })
            .collect();
        let enough = |(width, _): &&(u32, String)| *width >= place.plain_width();
        let plain = versions.iter().find(enough).map_or(&url, |(_, url)| url);
        html.extend([" src=\"", plain, "\""]);
        if !versions.is_empty() {
            html.push_str(" srcset=\"");
            for (width, url) in &versions {
                let _ = write!(html, "{url} {width}w, ");
            }
            let _ = write!(html, "{url} {}w\" sizes=\"{}\"", info.width, place.sizes());
        }
        let _ = write!(html, " width=\"{}\" height=\"{}\"", info.width, info.height);
        true
    }

    /// The `<img>` of a picture of a record. `None` if its file does not exist.
    pub(super) fn image_html(&self, image: &Image, place: PicturePlace) -> Option<String> {
        let path = self.model.plan.picture_file(image)?;
        let mut html = "<img".to_owned();
        self.write_picture_source(&mut html, path, place);
        html.push_str(" alt=\"");
        if let Some((text, language)) = image.alternative.get(self.language) {
            escape_attribute_into(&mut html, text);
            html.push('"');
            let site = &self.model.site;
            html.push_str(&site.lang_attributes(language, self.language));
        } else {
            html.push('"');
        }
        html.push_str(" loading=\"lazy\">");
        Some(html)
    }

    /// A picture with its words under it, as a `<figure>` that leads to the whole picture. Empty if its file does not exist.
    pub(super) fn figure_html(&self, image: &Image, notes: &str) -> String {
        let path = self.model.plan.picture_file(image);
        let whole = path.and_then(|path| self.url(&PageKind::Asset(path.clone())));
        let (Some(img), Some(url)) = (self.image_html(image, PicturePlace::Side), whole) else {
            return String::new();
        };
        let mut html = format!("<figure class=\"picture\"><a href=\"{url}\">{img}</a>");
        let caption = self.marked_text(&image.caption);
        let licence = self.marked_text(&image.licence);
        let words = [caption, licence].map(|words| self.escaped(&words));
        let words: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|words| !words.is_empty())
            .collect();
        if !words.is_empty() || !notes.is_empty() {
            html.extend(["<figcaption>", &words.join(" · "), notes, "</figcaption>"]);
        }
        html.push_str("</figure>");
        html
    }

    /// A text of [`PageContext::marked_text`] as HTML; empty for none.
    fn escaped(&self, words: &Value) -> String {
        let text = words.as_str().unwrap_or_default();
        if words.is_safe() {
            return text.to_owned();
        }
        let mut html = String::new();
        escape_attribute_into(&mut html, text);
        html
    }
}

/// Whether a field has a place of its own on the page of a record.
pub(super) fn is_placed(known: &KnownFields, field: FieldIx) -> bool {
    [known.logo, known.photo, known.gallery].contains(&Some(field))
}
