//! `layouts/` and what a template sees.
//!
//! A layout is a MiniJinja template over lazy views of the atlas: it reads `record.groups[0].label` and pays for just
//! that. The layouts and strings of the repository are inside the program; a site's own files lie over them.

mod country;
mod engine;
mod format;
mod near;
mod renderer;
mod signpost;
mod strings;
#[cfg(feature = "tera")]
mod tera;
mod view;
mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::diagnostic::{Checked, Code, Diagnostic, Location, Span};
use crate::site::Site;
use crate::source::{File, SourcePath, Tree};

pub use country::{Borders, Country, borders};
pub use renderer::Renderer;
pub use strings::Strings;
pub use world::{Edition, World};

/// The layouts that the program brings along.
static LAYOUTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/layouts");

/// The assets that the program brings along.
static ASSETS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// The layouts and strings of a site.
#[derive(Clone)]
pub struct Layouts {
    /// The templates: their names below `layouts/`, and their texts.
    templates: Arc<Vec<(String, String)>>,
    /// The words of the interface.
    pub strings: Arc<Strings>,
}

/// The folder of `layouts/` under which the program's own layouts can be named, whatever a site has in their place.
const DEFAULTS: &str = "default";

/// The layouts and assets of a site over those that the program brings along: what the site has wins. The program's layouts
/// also stand in a folder of their own, so that a layout of the site can extend the one that it replaces. Borders come
/// along only where the site's map names them.
pub fn over_defaults(tree: &Tree, site: &Site) -> Tree {
    let borders = site.map.as_ref().map_or("", |map| map.geometry.trim_end_matches(".geojson"));
    let mut all = BTreeMap::new();
    for (folder, dir) in [("layouts", &LAYOUTS), ("assets", &ASSETS)] {
        for file in files(dir) {
            let name = file.path().to_string_lossy().replace('\\', "/");
            let path = SourcePath::new(&format!("{folder}/{name}"));
            if folder == "layouts" && name.ends_with(".html") {
                let path = SourcePath::new(&format!("{folder}/{DEFAULTS}/{name}"));
                all.insert(path, File::new(file.contents()));
            }
            let of_borders = path.as_str().strip_suffix(".geojson").or(path.as_str().strip_suffix(".md"));
            if of_borders.is_none_or(|stem| stem == borders) {
                all.insert(path, File::new(file.contents()));
            }
        }
        all.extend(tree.folder(folder).map(|(path, file)| (path.clone(), file.clone())));
    }
    Tree::from_files(all)
}

fn files(dir: &'static Dir<'static>) -> Vec<&'static include_dir::File<'static>> {
    let mut found: Vec<_> = dir.files().collect();
    found.extend(dir.dirs().flat_map(files));
    found
}

/// Loads the layouts of a tree that the defaults have been laid under.
pub fn load(tree: &Tree) -> Checked<Layouts> {
    let mut diagnostics = Vec::new();
    let (mut templates, mut strings) = (Vec::new(), "");
    for (path, file) in tree.folder("layouts") {
        let Ok(text) = file.text() else {
            let at = Location { path: path.clone(), span: Span::default() };
            diagnostics.push(Diagnostic::new(Code::NotUtf8, at));
            continue;
        };
        let name = path.split_folder().map_or("", |(_, name)| name);
        if name == "strings.toml" {
            strings = text;
        } else if name.ends_with(".html") {
            templates.push((name.to_owned(), text.to_owned()));
        }
    }
    let path = SourcePath::new("layouts/strings.toml");
    let Checked { value: mut strings, diagnostics: found } = Strings::read(strings, &path);
    diagnostics.extend(found);
    // A site that changes one word keeps the others.
    let usual = LAYOUTS.get_file("strings.toml").and_then(include_dir::File::contents_utf8);
    strings.fill(Strings::read(usual.unwrap_or_default(), &path).value);
    let layouts = Layouts { templates: Arc::new(templates), strings: Arc::new(strings) };
    diagnostics.extend(engine::check(&layouts));
    Checked { value: layouts, diagnostics }
}

/// What is wrong with the layouts in Tera. Its parser wants to know the functions of a page, and they the world.
#[cfg(feature = "tera")]
pub fn check_tera(world: &Arc<World>) -> Vec<Diagnostic> {
    tera::check(world).into_iter().collect()
}

impl Layouts {
    /// Whether some layouts are written in Tera.
    fn has_tera(&self) -> bool {
        self.templates.iter().any(|(name, _)| name.ends_with(".tera.html"))
    }

    /// Whether there is a layout with a name.
    fn has(&self, name: &str) -> bool {
        self.text(name).is_some()
    }

    /// The text of a layout; `None` where there is no layout with the name.
    fn text(&self, name: &str) -> Option<&str> {
        let place = self.templates.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        Some(&self.templates[place].1)
    }
}
