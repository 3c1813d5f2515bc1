//! The BibTeX entry of a page.
//!
//! Special characters of TeX are escaped. Letters of other scripts are written in UTF-8, which BibLaTeX and reference
//! managers read.

use std::borrow::Cow;

use super::context::PageContext;
use crate::plan::PageKind;
use crate::text::escape;

impl PageContext {
    /// The entry with the build date and the version of the atlas.
    pub(super) fn bibtex(&self) -> String {
        let model = &self.model;
        let planned = self.planned();
        let site = model.site.title.text(self.language);
        let title = match &planned.kind {
            PageKind::Record(record) => {
                Cow::Borrowed(model.atlas.record(*record).name.text(self.language))
            }
            PageKind::DataPage => Cow::Borrowed(site),
            _ => Cow::Owned(self.title()),
        };
        let mut entry = String::with_capacity(512);
        entry.push_str("@online{atlas");
        if let PageKind::Record(record) = &planned.kind {
            entry.push('-');
            entry.push_str(&model.atlas.record(*record).id);
        }
        let mut line = |name: &str, value: &dyn Fn(&mut String)| {
            entry.push_str(",\n  ");
            entry.push_str(name);
            entry.push_str(" = {");
            value(&mut entry);
            entry.push('}');
        };
        // BibTeX keeps the capitals of text in a second pair of braces.
        let braced = |entry: &mut String, text: &str| {
            entry.push('{');
            escape_bibtex_into(entry, text);
            entry.push('}');
        };
        line("title", &|entry| braced(entry, &title));
        if title != site {
            line("organization", &|entry| braced(entry, site));
        }
        line("date", &|entry| entry.push_str(&model.today.to_string()));
        if let Some(revision) = &model.revision {
            line("version", &|entry| escape_bibtex_into(entry, revision));
        }
        if let Some(url) = self.canonical() {
            line("url", &|entry| entry.push_str(&url));
        }
        let language = if model.site.code(self.language).starts_with("ru") {
            "russian"
        } else {
            "english"
        };
        line("langid", &|entry| entry.push_str(language));
        entry.push_str("\n}");
        entry
    }
}

/// Appends a text with the characters escaped that are special in TeX.
fn escape_bibtex_into(entry: &mut String, text: &str) {
    let command = |byte| {
        escape::is_one_of(
            byte,
            [b'&', b'%', b'$', b'#', b'_', b'{', b'}', b'\\', b'~', b'^'],
        )
    };
    escape::escape_into(entry, text, command, |entry, byte| match byte {
        b'\\' => entry.push_str("\\textbackslash{}"),
        b'~' => entry.push_str("\\textasciitilde{}"),
        b'^' => entry.push_str("\\textasciicircum{}"),
        other => entry.extend(['\\', char::from(other)]),
    });
}

#[cfg(test)]
mod tests {
    use super::escape_bibtex_into;

    #[test]
    fn commands_of_tex_are_escaped() {
        let mut entry = String::new();
        escape_bibtex_into(&mut entry, "R&D 50 % {a_b} \\ ё");
        assert_eq!(entry, "R\\&D 50 \\% \\{a\\_b\\} \\textbackslash{} ё");
    }
}
