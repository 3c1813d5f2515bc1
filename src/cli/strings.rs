//! `atlas strings`: the words of the interface or the labels of the vocabulary in a language, as TOML to fill in.

use std::process::ExitCode;

use super::arguments::StringsArguments;
use super::console::Console;
use super::error::{CommandError, disk};
use super::language_code::is_language_code;
use super::message_language::message_language_of;
use super::site_settings::{print_errors, read_settings_with_languages};
use super::strings_file::write_strings_file;
use super::strings_toml::StringsToml;
use crate::diagnostic::{quoted, visible, visible_path};
use crate::model::Messages;
use crate::render::{self, Catalogue, CatalogueEntry};
use crate::site::{Language, Site, TextForm};
use crate::source;
use crate::text::{Bilingual, MessageLanguage};

/// The head of a file of the interface's words.
const HEAD: Bilingual = Bilingual {
    ru: "# Слова интерфейса на языке «{language}». Сохраните как layouts/languages/{code}.toml; {code} должен стоять в languages в site.toml.
# Пустую строку страница показывает на первом языке атласа или по-английски. Что в {скобках}, заполняет страница.
# Формы после числа — по CLDR: {forms}. Даты и числа тоже оттуда; как склонять их части, сказано в docs/layouts.md.",
    en: "# The words of the interface in {language}. Save it as layouts/languages/{code}.toml; {code} belongs into languages in site.toml.
# An empty string is shown in the first language of the atlas, or in English. What stands in {braces} is filled in by the page.
# The forms after a number are those of CLDR: {forms}. So are dates and numbers; docs/layouts.md says how their parts are declined.",
};

/// The head of the labels of the vocabulary.
const LABELS_HEAD: Bilingual = Bilingual {
    ru: "# Подписи словаря на языке «{language}». Поставьте их в конец site.toml; {code} должен стоять в languages.
# Пустую подпись страница показывает на первом языке атласа или по-английски. Формы после числа — по CLDR: {forms}.",
    en: "# The labels of the vocabulary in {language}. Put them at the end of site.toml; {code} belongs into languages.
# An empty label is shown in the first language of the atlas, or in English. The forms after a number are those of CLDR: {forms}.",
};

/// What is said of comments that a file has no more.
const DROPPED: Bilingual = Bilingual {
    ru: "Строк с примечаниями, которых в новом файле нет: {n}",
    en: "Comment lines that the new file has no more: {n}",
};

/// The line above the messages of the site's own layouts.
const OWN_LAYOUTS: Bilingual = Bilingual {
    ru: "# свои шаблоны атласа",
    en: "# layouts of the atlas itself",
};

pub(super) fn run(
    arguments: &StringsArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let (root, code) = (&arguments.root.root, &*arguments.language);
    if !is_language_code(code) {
        let code = quoted(code);
        return Err(CommandError::new(
            format!("«{code}»: нужен код языка по BCP 47, например de или pt-BR"),
            format!("`{code}`: a code of BCP 47 is needed, such as de or pt-BR"),
        ));
    }
    let tree = source::scan(root).map_err(|error| disk(root, &error))?;
    let Some(site) = read_settings_with_languages(&tree, &[code], lang, console) else {
        return Ok(ExitCode::FAILURE);
    };
    let Some(language) = site.language(code) else {
        return Ok(ExitCode::FAILURE);
    };
    let output = StringsOutput {
        site: &site,
        language,
        message_language: message_language_of(lang, &site),
        only_missing: arguments.missing,
    };
    let text = if arguments.labels {
        output.labels()
    } else {
        let files = render::merge_with_defaults(&tree, &site);
        let loaded = render::load(&files, &site);
        if print_errors(loaded.diagnostics, &files, output.message_language, console) {
            return Ok(ExitCode::FAILURE);
        }
        output.words(&loaded.value.1)
    };
    match &arguments.out {
        None => console.write(text.trim_end()),
        // The site has been read: what the file held is in the text.
        Some(path) => {
            let dropped = write_strings_file(path, &text)?;
            console.print(&visible_path(path));
            if dropped > 0 {
                let message = DROPPED.get(output.message_language);
                console.print(&message.replace("{n}", &dropped.to_string()));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What is written, and in which language its comments are.
struct StringsOutput<'s> {
    site: &'s Site,
    language: Language,
    message_language: MessageLanguage,
    only_missing: bool,
}

impl StringsOutput<'_> {
    /// The words of the interface: texts first, then plural forms, which are tables of their own.
    fn words(&self, messages: &Messages) -> String {
        let (catalogue, code) = (Catalogue::new(), self.code());
        let own = |entry: &CatalogueEntry| messages.own_forms(code, &entry.key);
        let mut toml = StringsToml::new(&self.head(&HEAD));
        toml.open(code);
        for entry in catalogue.entries() {
            toml.remember_comment(&entry.comment);
            let forms = own(entry);
            let is_left_out = self.only_missing && (forms.is_some() || entry.is_optional);
            if is_left_out || entry.english.is_plural() {
                continue;
            }
            match forms {
                Some(forms) if forms.iter().any(|form| form.category.is_some()) => {
                    toml.inline_forms(&entry.key, entry.english.main(), &forms);
                }
                Some(forms) => toml.text(&entry.key, entry.english.main(), main_text(&forms)),
                None if entry.english.0.is_empty() => {}
                None if entry.is_optional => {
                    toml.commented_text(&entry.key, entry.english.main());
                }
                None => toml.text(&entry.key, entry.english.main(), ""),
            }
        }
        self.own_words(messages, &catalogue, &mut toml);
        for entry in catalogue
            .entries()
            .iter()
            .filter(|entry| entry.english.is_plural())
        {
            let forms = own(entry);
            if !(self.only_missing && forms.is_some()) {
                toml.open(&format!("{code}.{}", entry.key));
                toml.forms(code, &entry.english.0, forms.as_deref());
            }
        }
        toml.finish()
    }

    /// The words that only the site's own layouts show.
    fn own_words(&self, messages: &Messages, catalogue: &Catalogue, toml: &mut StringsToml) {
        let (code, mut is_first) = (self.code(), true);
        for key in messages.keys() {
            let forms = messages.own_forms(code, key);
            if catalogue.find(key).is_some() || self.only_missing && forms.is_some() {
                continue;
            }
            if std::mem::take(&mut is_first) {
                toml.remember_comment(OWN_LAYOUTS.get(self.message_language));
            }
            let model = messages.get(code, key, None).map_or("", |text| text);
            match forms {
                Some(forms) if forms.iter().any(|form| form.category.is_some()) => {
                    toml.inline_forms(key, model, &forms);
                }
                forms => toml.text(key, model, forms.as_deref().map_or("", main_text)),
            }
        }
    }

    /// The labels of the vocabulary and of the site, by the paths of their keys.
    fn labels(&self) -> String {
        let code = self.code();
        let mut toml = StringsToml::new(&self.head(&LABELS_HEAD));
        toml.open(&format!("labels.{code}"));
        for text in &*self.site.texts {
            let known = text.in_language(self.language);
            if self.only_missing && known.is_some() {
                continue;
            }
            if text.is_plural() {
                toml.forms_in_line(code, &text.path, text.model(), known);
            } else {
                let known = known.map_or("", main_text);
                toml.text(&text.path, main_text(text.model()), known);
            }
        }
        toml.finish()
    }

    fn code(&self) -> &str {
        self.site.code(self.language)
    }

    fn head(&self, head: &Bilingual) -> String {
        let name = self.site.languages.get(self.language.index());
        let name = name.map_or(self.code(), |language| &language.name);
        let forms: Vec<&str> = crate::site::plural_categories(self.code())
            .into_iter()
            .map(crate::site::plural_name)
            .collect();
        let head = head.get(self.message_language);
        let head = head.replace("{language}", &visible(name));
        head.replace("{code}", self.code())
            .replace("{forms}", &forms.join(", "))
    }
}

/// The text, or the form for any number.
fn main_text(forms: &[TextForm]) -> &str {
    forms.last().map_or("", |form| &form.text)
}
