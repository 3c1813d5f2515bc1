//! How a page is cited by programs that keep references: an entry of BibTeX.
//!
//! The characters that TeX reads as commands are escaped; letters of other scripts stand as they are, as BibLaTeX and
//! reference managers read them.

use super::PageContext;
use crate::page::Subject;

impl PageContext {
    /// An entry for the page, dated by the build and by the version of the atlas.
    pub(super) fn bibtex(&self) -> String {
        let world = &self.world;
        let planned = self.planned();
        let (year, month, day) = world.today;
        let key = match &planned.subject {
            Subject::Record(record) => format!("atlas-{}", world.atlas.record(*record).id),
            _ => "atlas".to_owned(),
        };
        let site = world.site.title.text(self.language);
        let title = match &planned.subject {
            Subject::Record(record) => world.atlas.record(*record).name.text(self.language).to_owned(),
            Subject::DataPage => site.to_owned(),
            _ => self.title(),
        };
        let mut entry = format!("@online{{{key},\n  title = {{{{{}}}}},\n", escaped(&title));
        if title != site {
            entry.push_str(&format!("  organization = {{{{{}}}}},\n", escaped(site)));
        }
        entry.push_str(&format!("  date = {{{year:04}-{month:02}-{day:02}}},\n"));
        if let Some(revision) = &world.revision {
            entry.push_str(&format!("  version = {{{}}},\n", escaped(revision)));
        }
        if let Some(url) = self.canonical() {
            entry.push_str(&format!("  url = {{{url}}},\n"));
        }
        let language = if world.site.code(self.language).starts_with("ru") { "russian" } else { "english" };
        entry.push_str(&format!("  langid = {{{language}}}\n}}"));
        entry
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                safe.push('\\');
                safe.push(c);
            }
            '\\' => safe.push_str("\\textbackslash{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn commands_of_tex_are_escaped() {
        assert_eq!(escaped("R&D 50 % {a_b} \\ ё"), "R\\&D 50 \\% \\{a\\_b\\} \\textbackslash{} ё");
    }
}
