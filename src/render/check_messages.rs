//! Checks the interface messages of a site: keys that no page shows, placeholders, and plural forms.

use std::collections::BTreeSet;

use icu_plurals::PluralCategory;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::catalogue::MessageForms;
use super::locale_words::{Form, is_form_name, placeholders};
use super::message_keys::{KnownMessage, MessageKeys};
use crate::diagnostic::{Code, Collector, Diagnostic, Location, Span, suggest_name};
use crate::site::{plural_category, plural_forms_diagnostic, stands_for_few_numbers};
use crate::source::SourcePath;
use crate::text::is_blank;

/// Checks a file of messages of a site. Errors of TOML and values of wrong types are reported when the file is read.
pub(super) fn check_messages(
    text: &str,
    path: &SourcePath,
    keys: &MessageKeys<'_>,
) -> Vec<Diagnostic> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut file = MessageFile {
        text,
        path,
        keys,
        found: Collector::default(),
    };
    for (code, entries) in table.get_ref() {
        for (key, value) in entries.get_ref().as_table().into_iter().flatten() {
            file.check_message(code.get_ref(), key, value);
        }
    }
    file.found.finish()
}

/// A file while it is checked.
struct MessageFile<'f> {
    text: &'f str,
    path: &'f SourcePath,
    keys: &'f MessageKeys<'f>,
    found: Collector,
}

/// A form of a message in a file.
struct FileForm<'f> {
    category: Option<PluralCategory>,
    text: &'f str,
    span: std::ops::Range<usize>,
}

impl MessageFile<'_> {
    fn check_message(
        &mut self,
        code: &str,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) {
        let Some(known) = self.keys.find(key.get_ref()) else {
            self.report_unknown(code, key);
            return;
        };
        let forms = file_forms(value);
        for form in &forms {
            self.check_placeholders(code, key.get_ref(), form, &known);
        }
        let categories: Vec<PluralCategory> =
            forms.iter().filter_map(|form| form.category).collect();
        if !categories.is_empty() {
            let at = self.location(key.span());
            let found = plural_forms_diagnostic(code, key.get_ref(), &categories, at);
            self.found.extend(found);
        }
    }

    fn report_unknown(&mut self, code: &str, key: &Spanned<std::borrow::Cow<'_, str>>) {
        let name = &**key.get_ref();
        let near = suggest_name(name, self.keys.names(), self.found.len());
        let diagnostic = Diagnostic::new(Code::UnknownString, self.location(key.span()));
        let diagnostic = diagnostic
            .with("key", name)
            .with("language", code)
            .with("call", format!("{{{{ t(\"{name}\") }}}}"))
            .with_some("near", near);
        self.found.push(diagnostic);
    }

    fn check_placeholders(
        &mut self,
        code: &str,
        key: &str,
        form: &FileForm<'_>,
        known: &KnownMessage<'_>,
    ) {
        let Some(filled) = &known.placeholders else {
            return;
        };
        let mut written: BTreeSet<&str> = BTreeSet::new();
        for name in placeholders(form.text) {
            let is_new = written.insert(name);
            if is_new && !filled.contains(name) {
                self.report_placeholder(key, name, form, filled);
            }
        }
        let Some(english) = known.entry.map(|entry| &entry.english) else {
            return;
        };
        let may_lack_number = form
            .category
            .is_some_and(|form| stands_for_few_numbers(code, form));
        for name in lost(english, &written) {
            if name != "n" || !may_lack_number {
                let at = self.location(form.span.clone());
                let diagnostic = Diagnostic::new(Code::LostPlaceholder, at)
                    .with("key", key)
                    .with("name", format!("{{{name}}}"))
                    .with("example", english.main());
                self.found.push(diagnostic);
            }
        }
    }

    fn report_placeholder(
        &mut self,
        key: &str,
        name: &str,
        form: &FileForm<'_>,
        filled: &BTreeSet<String>,
    ) {
        let braced = |name: &str| format!("{{{name}}}");
        let near = suggest_name(name, filled.iter().map(|name| &**name), self.found.len());
        let known: Vec<String> = filled.iter().map(|name| braced(name)).collect();
        let diagnostic = Diagnostic::new(
            Code::UnknownPlaceholder,
            self.location(self.span_within(form, &braced(name))),
        );
        let diagnostic = diagnostic
            .with("key", key)
            .with("name", braced(name))
            .with_some("near", near.map(|near| braced(&near)))
            .with_some("known", (!known.is_empty()).then(|| known.join(", ")));
        self.found.push(diagnostic);
    }

    /// The span of a part of a form, or of the form if the file writes the part with escapes.
    fn span_within(&self, form: &FileForm<'_>, part: &str) -> std::ops::Range<usize> {
        let source = self.text.get(form.span.clone()).unwrap_or_default();
        match source.find(part) {
            Some(at) => form.span.start + at..form.span.start + at + part.len(),
            None => form.span.clone(),
        }
    }

    fn location(&self, span: std::ops::Range<usize>) -> Location {
        Location {
            path: self.path.clone(),
            span: Span::new(span),
        }
    }
}

/// The forms of a message that are not blank.
fn file_forms<'f>(value: &'f Spanned<DeValue<'_>>) -> Vec<FileForm<'f>> {
    let form = |category, value: &'f Spanned<DeValue<'_>>| {
        let text = value.get_ref().as_str().filter(|text| !is_blank(text))?;
        Some(FileForm {
            category,
            text,
            span: value.span(),
        })
    };
    match value.get_ref().as_table() {
        None => form(None, value).into_iter().collect(),
        Some(forms) => forms
            .iter()
            .filter_map(|(name, value)| form(Some(plural_category(name.get_ref())?), value))
            .collect(),
    }
}

/// The placeholders of the English message that a form lacks. The forms of a date stand for one another.
fn lost<'e>(english: &'e MessageForms, written: &BTreeSet<&str>) -> Vec<&'e str> {
    let has_date = written.iter().any(|name| is_form_name(name));
    let names: BTreeSet<&str> = placeholders(english.main()).collect();
    let is_kept = |name: &str| written.contains(name) || name == Form::Plain.name() && has_date;
    names.into_iter().filter(|name| !is_kept(name)).collect()
}
