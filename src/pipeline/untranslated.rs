//! What languages of a site lack: words of the interface, labels of the vocabulary, and texts of records.

use super::snapshot::Snapshot;
use crate::check::{is_readable, untranslated_texts};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::render::Catalogue;
use crate::site::{Language, SettingText};
use crate::source::{SETTINGS, SourcePath};

/// A part of a site that is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranslatedPart {
    /// The words of the interface.
    Interface,
    /// The labels of the vocabulary, and other texts of the settings.
    Labels,
    /// The texts of records and free pages.
    Records,
}

/// Something that a language lacks.
#[derive(Clone, Debug)]
pub struct Untranslated {
    /// The language.
    pub language: Language,
    /// The part of the site.
    pub part: TranslatedPart,
    /// The diagnostic that names it: a note.
    pub diagnostic: Diagnostic,
}

/// Finds what each language of a site lacks: interface, labels, then records.
pub fn untranslated(snapshot: &Snapshot) -> Vec<Untranslated> {
    let mut found = interface(snapshot);
    found.extend(labels(snapshot));
    let site = &snapshot.model.site;
    let texts = untranslated_texts(snapshot.model.check_context());
    found.extend(texts.into_iter().map(|text| {
        let code = site.code(text.language);
        Untranslated {
            language: text.language,
            part: TranslatedPart::Records,
            diagnostic: diagnostic(text.at, code, &text.key, &text.key),
        }
    }));
    found
}

/// The messages that a language lacks, other than those for which CLDR stands in.
fn interface(snapshot: &Snapshot) -> Vec<Untranslated> {
    let (site, messages) = (&snapshot.model.site, &snapshot.model.messages);
    let catalogue = Catalogue::new();
    let entries = catalogue.entries().iter();
    let needed: Vec<_> = entries.filter(|entry| !entry.is_optional).collect();
    let mut found = Vec::new();
    for language in site.each_language() {
        let code = site.code(language);
        let missing = needed.iter();
        let missing = missing.filter(|entry| messages.own_forms(code, &entry.key).is_none());
        found.extend(missing.map(|entry| {
            let at = Location::file(SourcePath::new("layouts/strings.toml"));
            let (ru, en) = (
                format!("строка {}", entry.key),
                format!("string {}", entry.key),
            );
            Untranslated {
                language,
                part: TranslatedPart::Interface,
                diagnostic: with_command(
                    diagnostic(at, code, &ru, &en),
                    &format!("{code} --missing"),
                ),
            }
        }));
    }
    found
}

/// The labels that a language lacks. A title of the site in the script of the language is known as it stands.
fn labels(snapshot: &Snapshot) -> Vec<Untranslated> {
    let site = &snapshot.model.site;
    let lacks = |text: &SettingText, language: Language| {
        let name = site.languages.get(language.index());
        let is_known = |name| {
            text.model()
                .iter()
                .all(|form| is_readable(&form.text, name))
        };
        let has_letters = |form: &crate::site::TextForm| form.text.chars().any(char::is_alphabetic);
        text.in_language(language).is_none()
            && text.model().iter().any(has_letters)
            && !(text.is_name() && name.is_some_and(is_known))
    };
    let mut found = Vec::new();
    for language in site.each_language() {
        let code = site.code(language);
        for text in site.texts.iter().filter(|text| lacks(text, language)) {
            let at = text.at.clone();
            let at = at.unwrap_or_else(|| Location::file(SourcePath::new(SETTINGS)));
            let (ru, en) = (
                format!("подпись {}", text.path),
                format!("label {}", text.path),
            );
            found.push(Untranslated {
                language,
                part: TranslatedPart::Labels,
                diagnostic: with_command(
                    diagnostic(at, code, &ru, &en),
                    &format!("{code} --labels --missing"),
                ),
            });
        }
    }
    found
}

fn diagnostic(at: Location, code: &str, ru: &str, en: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::Untranslated, at).with("language", code);
    diagnostic.with("what", ru).with("what_en", en)
}

/// Adds the advice to run `atlas strings`.
fn with_command(diagnostic: Diagnostic, arguments: &str) -> Diagnostic {
    let command = format!("atlas strings {arguments}");
    let (ru, en) = (
        format!("всё, чего не хватает, напишет {command}"),
        format!("{command} writes all that is missing"),
    );
    diagnostic.with("advice", ru).with("advice_en", en)
}
