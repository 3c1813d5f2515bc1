//! A file of texts in TOML, each below a comment with its English.

use crate::diagnostic::{toml_string, visible};
use crate::site::{TextForm, plural_categories, plural_name};

/// A file while it is written.
pub(super) struct StringsToml {
    text: String,
    /// The comment of a group of texts. It is written above the first text of the group.
    group: String,
}

impl StringsToml {
    pub(super) fn new(head: &str) -> StringsToml {
        StringsToml {
            text: format!("{head}\n"),
            group: String::new(),
        }
    }

    /// Begins a table.
    pub(super) fn open(&mut self, path: &str) {
        let parts: Vec<String> = path.split('.').map(key).collect();
        self.text.push_str(&format!("\n[{}]\n", parts.join(".")));
    }

    /// Sets the comment that stands above the next text. An empty one changes nothing.
    pub(super) fn remember_comment(&mut self, comment: &str) {
        if !comment.is_empty() {
            comment.clone_into(&mut self.group);
        }
    }

    /// Writes a text with its English.
    pub(super) fn text(&mut self, name: &str, english: &str, text: &str) {
        self.begin(english, text);
        self.line(&format!("{} = {}", key(name), toml_string(text)));
    }

    /// Writes a text that a language may do without, as a comment.
    pub(super) fn commented_text(&mut self, name: &str, english: &str) {
        self.begin("", "");
        self.line(&format!("# {} = {}", key(name), toml_string(english)));
    }

    /// Writes plural forms on one line.
    pub(super) fn inline_forms(&mut self, name: &str, english: &str, forms: &[TextForm]) {
        self.begin(english, "");
        let forms = forms.iter().filter_map(|form| {
            let category = form.category?;
            Some(format!(
                "{} = {}",
                plural_name(category),
                toml_string(&form.text)
            ))
        });
        let forms: Vec<String> = forms.collect();
        self.line(&format!("{} = {{ {} }}", key(name), forms.join(", ")));
    }

    /// Writes the forms of a language, each on a line: those that are known, and the others empty.
    pub(super) fn forms(&mut self, code: &str, english: &[TextForm], known: Option<&[TextForm]>) {
        for line in self.lines_of_forms(code, english, known) {
            self.line(&line);
        }
    }

    /// As [`StringsToml::forms`], on one line.
    pub(super) fn forms_in_line(
        &mut self,
        code: &str,
        name: &str,
        english: &[TextForm],
        known: Option<&[TextForm]>,
    ) {
        let lines = self.lines_of_forms(code, english, known);
        self.line(&format!("{} = {{ {} }}", key(name), lines.join(", ")));
    }

    /// Writes the English forms as a comment, and returns those of the language.
    fn lines_of_forms(
        &mut self,
        code: &str,
        english: &[TextForm],
        known: Option<&[TextForm]>,
    ) -> Vec<String> {
        let known = known.unwrap_or_default();
        if known != english {
            let words: Vec<&str> = english.iter().map(|form| &*form.text).collect();
            self.line(&format!("# {}", visible(&words.join(" | "))));
        }
        let line = |category| {
            let own = known.iter().find(|form| form.category == Some(category));
            let text = own.map_or("", |form| &form.text);
            format!("{} = {}", plural_name(category), toml_string(text))
        };
        plural_categories(code).into_iter().map(line).collect()
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Writes what stands above a text.
    fn begin(&mut self, english: &str, text: &str) {
        let group = std::mem::take(&mut self.group);
        if !group.is_empty() {
            self.line(&format!("\n{group}"));
        }
        if !english.is_empty() && english != text {
            self.line(&format!("# {}", visible(english)));
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// A key as TOML writes it.
fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    match !name.is_empty() && name.chars().all(is_bare) {
        true => name.to_owned(),
        false => toml_string(name),
    }
}
