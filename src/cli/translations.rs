//! What the languages of an atlas lack, in lines of text.

use std::collections::BTreeMap;

use crate::diagnostic::{Span, visible};
use crate::pipeline::{TranslatedPart, Untranslated};
use crate::site::{Language, Site};
use crate::source::{LineIndex, Tree};
use crate::text::MessageLanguage;

/// Returns a line for each language that lacks something; empty if none does.
pub(super) fn summary(
    found: &[Untranslated],
    site: &Site,
    message_language: MessageLanguage,
) -> String {
    let mut counts: BTreeMap<Language, [usize; 3]> = BTreeMap::new();
    for text in found {
        counts.entry(text.language).or_default()[text.part as usize] += 1;
    }
    let lines: Vec<String> = counts
        .into_iter()
        .map(|(language, counts)| summary_line(site.code(language), counts, message_language))
        .collect();
    lines.join("\n")
}

fn summary_line(
    code: &str,
    [words, labels, texts]: [usize; 3],
    message_language: MessageLanguage,
) -> String {
    match message_language {
        MessageLanguage::Ru => format!(
            "{code}: не переведено строк интерфейса {words}, подписей {labels}, текстов записей {texts}; их назовёт atlas check --translations"
        ),
        MessageLanguage::En => format!(
            "{code}: {words} interface words, {labels} labels, {texts} record texts without a translation; atlas check --translations lists them"
        ),
    }
}

/// Returns a line for each text that a language lacks: `path:line: message`. `tree` has the files.
pub(super) fn listing(
    found: &[Untranslated],
    tree: &Tree,
    message_language: MessageLanguage,
) -> String {
    let mut lines: BTreeMap<&str, LineIndex> = BTreeMap::new();
    let mut text = String::new();
    for Untranslated {
        part, diagnostic, ..
    } in found
    {
        let path = diagnostic.at.path.as_str();
        let place = match (part, diagnostic.at.span == Span::default()) {
            // The text is in the program.
            (TranslatedPart::Interface, _) | (TranslatedPart::Labels, true) => {
                visible(path).into_owned()
            }
            (TranslatedPart::Labels, false) | (TranslatedPart::Records, _) => {
                let index = lines.entry(path).or_insert_with(|| {
                    let file = tree.file(path).and_then(|file| file.text().ok());
                    LineIndex::new(file.unwrap_or_default())
                });
                let line = index.position(diagnostic.at.span.start as usize).line;
                format!("{}:{line}", visible(path))
            }
        };
        let message = diagnostic.visible_message(message_language);
        text.push_str(&format!("{place}: {message}\n"));
    }
    text
}
