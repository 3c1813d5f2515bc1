//! Decodes pictures and links with words of their own.

use super::provenance::PROVENANCE_KEYS;
use super::yaml::{MapKey, Node};
use crate::picture::PictureFormat;
use crate::record::file_parser::FileParser;
use crate::record::markdown::resolve_path;
use crate::record::model::{Image, LabelledLink, Value};
use crate::site::{FieldType, Localized};
use crate::source::SourcePath;

/// The keys of a picture.
const IMAGE_KEYS: [&str; 4] = ["file", "alt", "caption", "licence"];

/// The keys of a link.
const LINK_KEYS: [&str; 2] = ["url", "text"];

impl FileParser<'_> {
    /// Decodes a picture: `{file: …, alt: …}`. The keys of a provenance are read elsewhere.
    pub(super) fn parse_image(&mut self, field: &str, node: &Node<'_>) -> Option<Value> {
        let pairs = node.map().unwrap_or_default();
        self.report_other_keys(field, pairs, &IMAGE_KEYS);
        let of = |key: &str| pairs.iter().find(|(name, _)| name.text == key);
        let (ru, en) = (
            "{file: имя.jpg, alt: что на картинке}",
            "{file: name.jpg, alt: what it shows}",
        );
        let Some((_, file)) = of("file").filter(|(_, file)| !file.is_blank()) else {
            return self.report_expected(field, node, ru, en);
        };
        let name = self.scalar(field, file)?.trim();
        let files = self.picture_files(name);
        if files.is_empty() {
            let (ru, en) = (
                "картинка png, jpg, webp, svg или gif рядом с записью или в assets/",
                "a picture in png, jpg, webp, svg or gif beside the record or in assets/",
            );
            return self.report_expected(field, file, ru, en);
        }
        let mut text = |key: &str| -> Localized {
            let found = of(key).and_then(|(_, node)| self.parse_localized(key, node));
            found.unwrap_or_default()
        };
        let (alternative, caption, licence) = (text("alt"), text("caption"), text("licence"));
        if alternative.is_empty() {
            let (ru, en) = (
                "ещё и alt: что на картинке, для тех, кто её не видит",
                "alt, too: what the picture shows, for those who do not see it",
            );
            self.report_expected::<()>(field, node, ru, en);
        }
        Some(Value::Image(Box::new(Image {
            files,
            at: self.location(file.span),
            alternative,
            caption,
            licence,
        })))
    }

    /// Decodes a link: an address, or `{url: …, text: …}`.
    pub(super) fn parse_link(&mut self, field: &str, node: &Node<'_>) -> Option<Value> {
        let Some(pairs) = node.map() else {
            let url = self.parse_value(field, &FieldType::Url, node)?;
            return labelled(url, Localized::default());
        };
        self.report_other_keys(field, pairs, &LINK_KEYS);
        let of = |key: &str| pairs.iter().find(|(name, _)| name.text == key);
        let Some((_, url)) = of("url").filter(|(_, url)| !url.is_blank()) else {
            let form = "{url: https://…, text: …}";
            return self.report_expected(field, node, form, form);
        };
        let text = of("text").and_then(|(_, node)| self.parse_localized("text", node));
        let url = self.parse_value(field, &FieldType::Url, url)?;
        labelled(url, text.unwrap_or_default())
    }

    /// The files that the name of a picture can mean. Empty if it can be none.
    fn picture_files(&self, name: &str) -> Vec<SourcePath> {
        let is_local = !name.contains([':', '\\', '?', '#']) && !name.starts_with("//");
        if !is_local || PictureFormat::of_name(name).is_none() {
            return Vec::new();
        }
        let own = self.path.as_str();
        let is_whole = name.starts_with('/') || name.starts_with("assets/");
        let whole = format!("/{}", name.trim_start_matches('/'));
        let files = match is_whole {
            true => vec![resolve_path(own, &whole)],
            false => vec![
                resolve_path(own, name),
                resolve_path(own, &format!("/assets/{name}")),
            ],
        };
        let is_file =
            |path: &SourcePath| matches!(path.split_folder(), Some(("assets" | "content", _)));
        files.into_iter().flatten().filter(is_file).collect()
    }

    fn report_other_keys(&mut self, field: &str, pairs: &[(MapKey<'_>, Node<'_>)], known: &[&str]) {
        let is_known = |name: &str| known.contains(&name) || PROVENANCE_KEYS.contains(&name);
        for (name, _) in pairs.iter().filter(|(name, _)| !is_known(&name.text)) {
            self.report_unknown_key(field, name, pairs, known);
        }
    }
}

fn labelled(url: Value, text: Localized) -> Option<Value> {
    match url {
        Value::Url(url) => Some(Value::Link(Box::new(LabelledLink { url, text }))),
        _ => None,
    }
}
