//! The Rust files of `src`, parsed, with the files that each of them uses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

/// A path of modules and items, from the root of the crate on.
type ItemPath = Vec<String>;

/// A file of `src`, parsed.
pub(super) struct SourceFile {
    /// The path from the repository on.
    pub(super) path: PathBuf,
    pub(super) text: String,
    module: ItemPath,
    /// The types and traits that the file declares, outside of tests.
    pub(super) types: BTreeSet<String>,
    /// The names that the file itself declares.
    declared: BTreeSet<String>,
    /// The names that `use` brings into the file, with the paths that they stand for.
    imported: BTreeMap<String, ItemPath>,
    /// The modules whose names are all brought in.
    globs: Vec<ItemPath>,
    /// The names that the file re-exports with `pub use`.
    re_exported: BTreeSet<String>,
    /// Paths in code, in types and in macros, as written.
    written: Vec<ItemPath>,
}

/// All files of the crate, by module.
pub(super) struct Crate {
    files: BTreeMap<ItemPath, SourceFile>,
}

impl Crate {
    /// Parses `src` below a root.
    pub(super) fn read(root: &Path) -> Crate {
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(root.join("src")).sort_by_file_name() {
            let path = entry.expect("an entry").into_path();
            if path.extension().is_some_and(|end| end == "rs")
                && path.file_name().is_some_and(|name| name != "main.rs")
            {
                let text = fs::read_to_string(&path).expect("a source");
                let file =
                    SourceFile::parse(path.strip_prefix(root).expect("below the root"), text);
                files.insert(file.module.clone(), file);
            }
        }
        Crate { files }
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values()
    }

    /// The top-level modules in the order of `lib.rs`.
    pub(super) fn rooms(&self) -> Vec<String> {
        let lib = syn::parse_file(&self.files[&Vec::new()].text).expect("lib.rs");
        let modules = lib.items.into_iter().filter_map(|item| match item {
            Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        });
        modules.collect()
    }

    /// The files whose items a file uses, followed through re-exports to the file that declares them.
    pub(super) fn uses(&self, file: &SourceFile) -> BTreeSet<&Path> {
        let imported = file
            .imported
            .iter()
            .filter(|(name, _)| !file.re_exported.contains(*name))
            .map(|(_, path)| path);
        let globs = file.globs.iter().filter(|_| file.re_exported.is_empty());
        let written = file
            .written
            .iter()
            .filter_map(|path| self.absolute(file, path));
        let all = imported.chain(globs).cloned().chain(written);
        all.filter_map(|path| self.declaring(&path, 0))
            .map(|found| &*found.path)
            .filter(|path| *path != file.path)
            .collect()
    }

    /// The path of an item from the root on, where a path begins with a name of the crate.
    fn absolute(&self, file: &SourceFile, path: &[String]) -> Option<ItemPath> {
        if let Some(path) = from_root(&file.module, path) {
            return Some(path);
        }
        let (first, rest) = path.split_first()?;
        let start = match file.imported.get(first) {
            Some(start) => start.clone(),
            None => {
                let child = [&*file.module, std::slice::from_ref(first)].concat();
                self.files.contains_key(&child).then_some(child)?
            }
        };
        Some([&*start, rest].concat())
    }

    /// The file that declares an item. `None` for a module itself and for what is not of this crate.
    fn declaring(&self, path: &[String], depth: usize) -> Option<&SourceFile> {
        assert!(depth < 20, "re-exports in a circle at {path:?}");
        let length = (0..=path.len())
            .rev()
            .find(|length| self.files.contains_key(&path[..*length]))?;
        let file = &self.files[&path[..length]];
        let item = path.get(length)?;
        if file.declared.contains(item) {
            return Some(file);
        }
        if let Some(target) = file.imported.get(item) {
            let whole = [&**target, &path[length + 1..]].concat();
            return self.declaring(&whole, depth + 1);
        }
        file.globs
            .iter()
            .find_map(|glob| self.declaring(&[&**glob, &path[length..]].concat(), depth + 1))
    }
}

/// A path from the root of the crate on, of one that begins with `crate`, `self` or `super`.
fn from_root(module: &[String], path: &[String]) -> Option<ItemPath> {
    let (first, mut rest) = path.split_first()?;
    let mut start = match &**first {
        "crate" => return Some(rest.to_vec()),
        "self" => module.to_vec(),
        "super" => module[..module.len().checked_sub(1)?].to_vec(),
        _ => return None,
    };
    while rest.first().is_some_and(|name| name == "super") {
        start.pop()?;
        rest = &rest[1..];
    }
    start.extend_from_slice(rest);
    Some(start)
}

impl SourceFile {
    fn parse(path: &Path, text: String) -> SourceFile {
        let mut module: ItemPath = path
            .with_extension("")
            .components()
            .skip(1)
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        if module
            .last()
            .is_some_and(|name| name == "mod" || name == "lib")
        {
            module.pop();
        }
        let syntax =
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut file = SourceFile {
            path: path.to_owned(),
            text,
            module,
            types: BTreeSet::new(),
            declared: BTreeSet::new(),
            imported: BTreeMap::new(),
            globs: Vec::new(),
            re_exported: BTreeSet::new(),
            written: Vec::new(),
        };
        file.types = syntax.items.iter().filter_map(type_name).collect();
        file.declared = syntax.items.iter().filter_map(declared_name).collect();
        file.visit_file(&syntax);
        file
    }

    fn import(&mut self, tree: &UseTree, before: &mut ItemPath, is_public: bool) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.import(&path.tree, before, is_public);
                before.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, before, is_public);
                }
            }
            UseTree::Name(name) if name.ident == "self" => {
                let alias = before.last().cloned().unwrap_or_default();
                self.bring_in(alias, before, is_public);
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.bring_in(name.clone(), &[&**before, &[name]].concat(), is_public);
            }
            UseTree::Rename(rename) => {
                let path = match rename.ident == "self" {
                    true => before.clone(),
                    false => [&**before, &[rename.ident.to_string()]].concat(),
                };
                self.bring_in(rename.rename.to_string(), &path, is_public);
            }
            UseTree::Glob(_) => self.globs.extend(self.whole(before)),
        }
    }

    fn bring_in(&mut self, name: String, path: &[String], is_public: bool) {
        let Some(path) = self.whole(path) else { return };
        if is_public {
            self.re_exported.insert(name.clone());
        }
        self.imported.insert(name, path);
    }

    /// The path of an import from the root on; a path that begins with a module of this file is one of the crate.
    fn whole(&self, path: &[String]) -> Option<ItemPath> {
        let is_child = path
            .first()
            .is_some_and(|first| self.declared.contains(first));
        match from_root(&self.module, path) {
            None if is_child => Some([&*self.module, path].concat()),
            path => path,
        }
    }

    /// Paths within the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = ItemPath::new();
        let mut joined = false;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if !joined {
                        self.write(std::mem::take(&mut path));
                    }
                    path.push(name.to_string());
                    joined = false;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && !path.is_empty() => {
                    joined = true;
                }
                TokenTree::Group(group) => {
                    self.write(std::mem::take(&mut path));
                    self.tokens(group.stream());
                }
                _ => {
                    self.write(std::mem::take(&mut path));
                    joined = false;
                }
            }
        }
        self.write(path);
    }

    fn write(&mut self, path: ItemPath) {
        if path.len() > 1 {
            self.written.push(path);
        }
    }
}

impl<'ast> Visit<'ast> for SourceFile {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.import(
                &item.tree,
                &mut Vec::new(),
                !matches!(item.vis, Visibility::Inherited),
            );
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.write(
            path.segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect(),
        );
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.tokens(called.tokens.clone());
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let test = |attribute: &Attribute| match &attribute.meta {
        syn::Meta::List(list) => {
            list.path.is_ident("cfg") && list.tokens.to_string().contains("test")
        }
        _ => false,
    };
    attributes.iter().any(test)
}

fn declared_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Mod(item) => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(name.to_string())
}

fn type_name(item: &Item) -> Option<String> {
    match item {
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Trait(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}
