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
        if let Some(language) = langid(model.site.code(self.language)) {
            line("langid", &|entry| entry.push_str(language));
        }
        entry.push_str("\n}");
        entry
    }
}

/// The names of languages in BibLaTeX, which are those of Babel.
const LANGIDS: [(&str, &str); 49] = [
    ("af", "afrikaans"),
    ("ar", "arabic"),
    ("be", "belarusian"),
    ("bg", "bulgarian"),
    ("bn", "bengali"),
    ("br", "breton"),
    ("bs", "bosnian"),
    ("ca", "catalan"),
    ("cs", "czech"),
    ("cy", "welsh"),
    ("da", "danish"),
    ("de", "german"),
    ("el", "greek"),
    ("en", "english"),
    ("eo", "esperanto"),
    ("es", "spanish"),
    ("et", "estonian"),
    ("eu", "basque"),
    ("fa", "persian"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("ga", "irish"),
    ("gl", "galician"),
    ("he", "hebrew"),
    ("hi", "hindi"),
    ("hr", "croatian"),
    ("hu", "hungarian"),
    ("hy", "armenian"),
    ("is", "icelandic"),
    ("it", "italian"),
    ("ja", "japanese"),
    ("ka", "georgian"),
    ("ko", "korean"),
    ("lt", "lithuanian"),
    ("lv", "latvian"),
    ("mk", "macedonian"),
    ("nb", "norwegian"),
    ("nl", "dutch"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sk", "slovak"),
    ("sl", "slovene"),
    ("sr", "serbian"),
    ("sv", "swedish"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
    ("vi", "vietnamese"),
];

/// The value of `langid` of a language; `None` if BibLaTeX has no name for it.
fn langid(code: &str) -> Option<&'static str> {
    let language = code.split('-').next()?;
    let known = LANGIDS.iter().find(|(known, _)| *known == language);
    known.map(|(_, name)| *name)
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
