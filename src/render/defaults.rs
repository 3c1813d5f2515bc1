//! The layouts, interface messages and assets that the program contains.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::site::{ColourPair, Site};
use crate::source::{File, SourcePath, Tree};

static LAYOUTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/layouts");

static ASSETS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// The folder of `layouts/` in which default layouts keep their names even if a site replaces them.
pub(super) const DEFAULTS: &str = "default";

/// Merges the layouts and assets of a site with the defaults, and adds its `static/`; a file of the site replaces the default of its name.
///
/// Default layouts are also added under `layouts/default/`, so that a replacement can extend the default of the same
/// name. Border files are added only if the map settings name them.
pub fn merge_with_defaults(tree: &Tree, site: &Site) -> Tree {
    let borders = site
        .map
        .as_ref()
        .map_or("", |map| map.geometry.trim_end_matches(".geojson"));
    let mut all = BTreeMap::new();
    for (folder, dir) in [("layouts", &LAYOUTS), ("assets", &ASSETS)] {
        for file in files(dir) {
            let name = file.path().to_string_lossy().replace('\\', "/");
            let path = SourcePath::new(&format!("{folder}/{name}"));
            if folder == "layouts" && name.ends_with(".html") {
                let path = SourcePath::new(&format!("{folder}/{DEFAULTS}/{name}"));
                all.insert(path, File::new(file.contents()));
            }
            let border_file = path
                .as_str()
                .strip_suffix(".geojson")
                .or(path.as_str().strip_suffix(".md"));
            if border_file.is_none_or(|stem| stem == borders) {
                all.insert(path, File::new(file.contents()));
            }
        }
        all.extend(
            tree.folder(folder)
                .map(|(path, file)| (path.clone(), file.clone())),
        );
    }
    if let Some(accent) = site.colours.accent {
        for name in ["assets/atlas.css", "assets/card.css"] {
            let path = SourcePath::new(name);
            if let Some(text) = all.get(&path).and_then(|file| file.text().ok()) {
                let coloured = format!("{text}\n{}", accent_rule(accent));
                all.insert(path, File::new(coloured.into_bytes()));
            }
        }
    }
    let copied = tree.folder("static");
    all.extend(copied.map(|(path, file)| (path.clone(), file.clone())));
    Tree::from_files(all)
}

/// The rule of a style sheet for the accent of the settings. On paper all is black.
fn accent_rule(accent: ColourPair) -> String {
    let ColourPair { light, dark } = accent;
    format!(
        "@media screen {{\n  :root {{\n    --accent: light-dark({light}, {dark});\n    \
         --accent-strong: color-mix(in srgb, var(--accent) 70%, var(--ink));\n  }}\n}}\n"
    )
}

/// All files of an embedded folder, at any depth.
fn files(dir: &'static Dir<'static>) -> Vec<&'static include_dir::File<'static>> {
    let mut found: Vec<_> = dir.files().collect();
    found.extend(dir.dirs().flat_map(files));
    found
}

/// Returns the names and texts of all layouts of the program, sorted by name.
pub fn default_layouts() -> Vec<(String, &'static str)> {
    let layouts = files(&LAYOUTS).into_iter().filter_map(|file| {
        let name = file.path().to_string_lossy().replace('\\', "/");
        let text = file.contents_utf8()?;
        name.ends_with(".html").then_some((name, text))
    });
    let mut layouts: Vec<_> = layouts.collect();
    layouts.sort();
    layouts
}

/// Finds a layout of the program by its name, with or without its ending.
pub fn default_layout(name: &str) -> Option<(String, &'static str)> {
    let mut layouts = default_layouts().into_iter();
    layouts.find(|(known, _)| known == name || known.strip_suffix(".html") == Some(name))
}

/// The default messages of a language that `strings.toml` does not hold. `None` if the program has none.
pub(super) fn language_toml(code: &str) -> Option<&'static str> {
    LAYOUTS
        .get_file(format!("languages/{code}.toml"))
        .and_then(include_dir::File::contents_utf8)
}

/// The texts of the default messages of all languages that `strings.toml` does not hold.
pub(super) fn language_files() -> impl Iterator<Item = &'static str> {
    let files = LAYOUTS
        .get_dir("languages")
        .into_iter()
        .flat_map(Dir::files);
    files.filter_map(include_dir::File::contents_utf8)
}

/// Whether a file of `layouts/` is the program's own.
pub(super) fn is_own(name: &str, text: &str) -> bool {
    let own = LAYOUTS.get_file(name);
    own.is_some_and(|own| own.contents() == text.as_bytes())
}

/// The text of the default `strings.toml`.
pub(super) fn messages_toml() -> &'static str {
    LAYOUTS
        .get_file("strings.toml")
        .and_then(include_dir::File::contents_utf8)
        .unwrap_or_default()
}
