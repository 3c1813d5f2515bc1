//! Links in the text of a file: those to a record are written anew with its new id and file.

use percent_encoding::percent_decode_str;

use crate::source::SourcePath;

/// Replaces the targets of links.
pub(super) struct LinkRewriter<'r> {
    /// The ids that are replaced, by the new ones.
    pub(super) ids: &'r [(String, String)],
    /// The files that are moved. `None`: the record has no file of its own any more, but this id.
    pub(super) files: &'r [(SourcePath, Option<SourcePath>)],
    /// The file of the text, before and after.
    pub(super) from: &'r SourcePath,
    pub(super) to: &'r SourcePath,
    /// The id that stands in place of a file.
    pub(super) id: &'r str,
}

impl LinkRewriter<'_> {
    /// Returns a text with other targets.
    pub(super) fn rewrite(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(['[', '(', '"', '\'', ':']) {
            let (before, tail) = rest.split_at(at);
            out.push_str(before);
            let used = self
                .wiki(tail, &mut out)
                .or_else(|| self.note(tail, &mut out));
            let used = used
                .or_else(|| begins_address(&out, tail).then(|| self.address(tail, &mut out))?);
            let used = used.unwrap_or_else(|| {
                let length = tail.chars().next().map_or(0, char::len_utf8);
                out.push_str(&tail[..length]);
                length
            });
            rest = &tail[used..];
        }
        out.push_str(rest);
        out
    }

    fn new_id(&self, id: &str) -> Option<&str> {
        let id = crate::text::folding::nfc(id.into());
        let found = self.ids.iter().find(|(old, _)| *old == *id);
        found.map(|(_, new)| new.as_str())
    }

    /// `[[id]]`, `[[id|words]]`, `[[id#heading]]`, `[[folder/id]]`. Returns the length of what is written.
    fn wiki(&self, text: &str, out: &mut String) -> Option<usize> {
        let inside = text.strip_prefix("[[")?;
        let end = inside.find([']', '|', '#', '\\', '\n'])?;
        let target = &inside[..end];
        let name = target.rfind('/').map_or(0, |at| at + 1);
        let id = target[name..].trim();
        let new = self.new_id(id)?;
        let at = name + target[name..].find(id)?;
        out.push_str("[[");
        // A folder would be that of the old kind.
        let is_moved = self
            .files
            .iter()
            .any(|(old, new)| new.as_ref().is_some_and(|new| folder(old) != folder(new)));
        if !is_moved {
            out.push_str(&target[..at]);
        }
        out.push_str(new);
        Some(2 + at + id.len())
    }

    /// `[^id]`.
    fn note(&self, text: &str, out: &mut String) -> Option<usize> {
        let inside = text.strip_prefix("[^")?;
        let id = &inside[..inside.find(']')?];
        let new = self.new_id(id.trim())?;
        out.push_str("[^");
        out.push_str(new);
        Some(2 + id.len())
    }

    /// `(path)`, `"path"`, `: path`. Returns the length of what is written.
    fn address(&self, text: &str, out: &mut String) -> Option<usize> {
        let start = 1 + text[1..].len() - text[1..].trim_start_matches([' ', '<']).len();
        let rest = &text[start..];
        let end = rest
            .find([')', '#', '?', '"', '\'', ' ', '>', '\n', '\r'])
            .unwrap_or(rest.len());
        let address = &rest[..end];
        if !address.contains('.') || address.contains(':') {
            return None;
        }
        let decoded = percent_decode_str(address).decode_utf8().ok()?;
        let target = resolve(self.from, &decoded)?;
        let moved = self.files.iter().find(|(old, _)| *old == target);
        let new = match moved {
            Some((_, new)) => new.as_ref()?,
            // The text itself has moved.
            None if folder(self.from) != folder(self.to) => &target,
            None => return None,
        };
        out.push_str(&text[..start]);
        out.push_str(&relative(self.to, new));
        Some(start + end)
    }

    /// Returns the link `[words](file#anchor)` to a file that is no more as `[[id#anchor|words]]`. `None` for any other text.
    pub(super) fn as_wiki_link(&self, text: &str) -> Option<String> {
        let (words, address) = text
            .strip_prefix('[')?
            .strip_suffix(')')?
            .rsplit_once("](")?;
        let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
        let decoded = percent_decode_str(path.trim()).decode_utf8().ok()?;
        let target = resolve(self.from, &decoded)?;
        let is_gone = self
            .files
            .iter()
            .any(|(old, new)| *old == target && new.is_none());
        if !is_gone || words.contains(['[', ']', '|']) {
            return None;
        }
        let anchor = if anchor.is_empty() {
            String::new()
        } else {
            format!("#{anchor}")
        };
        Some(format!("[[{}{anchor}|{words}]]", self.id))
    }
}

/// Whether an address begins behind the first character of `tail`: `](`, `]:`, `="`.
fn begins_address(before: &str, tail: &str) -> bool {
    match tail.as_bytes().first() {
        Some(b'(' | b':') => before.ends_with(']'),
        Some(b'"' | b'\'') => before.ends_with('='),
        _ => false,
    }
}

fn folder(path: &SourcePath) -> &str {
    path.as_str()
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
}

/// Returns the path that an address of a file means. `None`: it is outside of the site.
fn resolve(from: &SourcePath, address: &str) -> Option<SourcePath> {
    let mut parts: Vec<&str> = match address.starts_with('/') {
        true => vec!["content"],
        false => folder(from).split('/').collect(),
    };
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(SourcePath::new(&parts.join("/")))
}

/// Returns the address of a file for another one.
fn relative(from: &SourcePath, to: &SourcePath) -> String {
    let from: Vec<&str> = folder(from).split('/').collect();
    let to: Vec<&str> = to.as_str().split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_all_forms_lead_to_the_new_place() {
        let path = SourcePath::new;
        let (from, to) = (path("content/clusters/k.md"), path("content/clusters/k.md"));
        let ids = [("miet".to_owned(), "new".to_owned())];
        let files = [(
            path("content/organizations/miet.md"),
            Some(path("content/organizations/new.md")),
        )];
        let rewriter = LinkRewriter {
            ids: &ids,
            files: &files,
            from: &from,
            to: &to,
            id: "new",
        };
        for (old, new) in [
            ("[[miet]] [[miet2]]", "[[new]] [[miet2]]"),
            ("[[miet|МИЭТ]]", "[[new|МИЭТ]]"),
            ("[[ miet#часть]]", "[[ new#часть]]"),
            ("[[organizations/miet]]", "[[organizations/new]]"),
            ("слово[^miet]", "слово[^new]"),
            (
                "[м](../organizations/miet.md#a \"б\")",
                "[м](../organizations/new.md#a \"б\")",
            ),
            (
                "[м](<../organizations/miet.md>)",
                "[м](<../organizations/new.md>)",
            ),
            (
                "[м]: ../organizations/miet.md",
                "[м]: ../organizations/new.md",
            ),
            ("[м](../people/miet.md)", "[м](../people/miet.md)"),
            (
                "[м](https://miet.ru/miet.md)",
                "[м](https://miet.ru/miet.md)",
            ),
        ] {
            assert_eq!(rewriter.rewrite(old), new);
        }
    }
}
