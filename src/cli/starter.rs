//! The files of a new atlas, in the languages that it begins with.

use include_dir::{Dir, include_dir};
use toml::de::{DeTable, DeValue};

use crate::text::{Bilingual, MessageLanguage};

/// The files, with `{{key}}` where a text stands.
static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// The texts by language and key.
const WORDS: &str = include_str!("starter_words.toml");

/// The language whose texts stand in for those of a language without any.
const FALLBACK: &str = "en";

/// The texts that are Markdown: they have a file for each language.
const BODIES: [&str; 2] = ["welcome", "cluster_text"];

/// The comments of the settings.
const COMMENTS: [(&str, Bilingual); 6] = [
    (
        "first_language",
        Bilingual {
            ru: "первый язык — основной",
            en: "the first language is the default",
        },
    ),
    (
        "base_url",
        Bilingual {
            ru: "адрес сайта: для ссылок canonical и карты сайта",
            en: "the address of the site: for canonical links and the sitemap",
        },
    ),
    (
        "repository",
        Bilingual {
            ru: "ссылки «предложить правку»",
            en: "links that propose a change",
        },
    ),
    (
        "json_pages",
        Bilingual {
            ru: "файл JSON рядом со страницей записи",
            en: "a JSON file beside each record's page",
        },
    ),
    (
        "cards",
        Bilingual {
            ru: "карточка записи для других сайтов",
            en: "a card of each record for other sites",
        },
    ),
    (
        "own_fields",
        Bilingual {
            ru: "Свой вид записей, поле и связь описываются здесь, без шаблонов:",
            en: "Kinds, fields and relations of your own are described here, without templates:",
        },
    ),
];

/// Returns the paths and the contents of the files. `languages` are codes of BCP 47, the first is the default.
pub(super) fn starter_files(
    languages: &[String],
    message_language: MessageLanguage,
) -> Vec<(String, String)> {
    let table = DeTable::parse(WORDS).map(toml::Spanned::into_inner);
    let table = table.unwrap_or_default();
    let words = StarterWords { table, languages };
    let mut files = Vec::new();
    add_files(&STARTER, &words, message_language, &mut files);
    files
}

fn add_files(
    dir: &Dir<'static>,
    words: &StarterWords<'_>,
    message_language: MessageLanguage,
    files: &mut Vec<(String, String)>,
) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let template = file.contents_utf8().unwrap_or_default();
        let is_toml = path.ends_with(".toml");
        let text = replaced(template, |key| {
            if BODIES.contains(&key) {
                return words.in_language(&words.languages[0], key).to_owned();
            }
            let comment = COMMENTS.iter().find(|(name, _)| *name == key);
            match comment {
                Some((_, comment)) => comment.get(message_language).to_owned(),
                None if key == "languages" => format!("{:?}", words.languages),
                None => words.localized(key, if is_toml { " = " } else { ": " }),
            }
        });
        let body = BODIES
            .iter()
            .find(|key| template.contains(&format!("{{{{{key}}}}}")));
        if let (Some(body), Some(main)) = (body, path.strip_suffix(".md")) {
            for language in words.further() {
                let text = words.in_language(language, body);
                files.push((format!("{main}.{language}.md"), format!("{text}\n")));
            }
        }
        files.push((path, text));
    }
    for folder in dir.dirs() {
        add_files(folder, words, message_language, files);
    }
}

/// Replaces `{{key}}` in a template.
fn replaced(template: &str, text_of: impl Fn(&str) -> String) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((key, after)) = after.split_once("}}") else {
            break;
        };
        text.push_str(before);
        text.push_str(&text_of(key));
        rest = after;
    }
    text.push_str(rest);
    text
}

struct StarterWords<'l> {
    table: DeTable<'static>,
    languages: &'l [String],
}

impl StarterWords<'_> {
    /// The languages after the first that have texts. Pages of the others take the texts of the first.
    fn further(&self) -> impl Iterator<Item = &String> {
        let further = self.languages.iter().skip(1);
        further.filter(|language| {
            self.table.contains_key(&***language) || self.table.contains_key(base(language))
        })
    }

    /// The text of a key in a language, in the language without its region, or in English.
    fn in_language(&self, language: &str, key: &str) -> &str {
        let text = |language: &str| -> Option<&str> {
            let words = self.table.get(language)?.get_ref().as_table()?;
            words.get(key).and_then(|text| match text.get_ref() {
                DeValue::String(text) => Some(&**text),
                _ => None,
            })
        };
        let mut texts = [language, base(language), FALLBACK]
            .into_iter()
            .filter_map(text);
        texts.next().unwrap_or_default()
    }

    /// The texts of a key as a map of YAML or TOML, or as one text for one language.
    fn localized(&self, key: &str, between: &str) -> String {
        let quoted = |language: &String| format!("\"{}\"", self.in_language(language, key));
        let first = self.languages.iter().take(1);
        let texts: Vec<String> = first
            .chain(self.further())
            .map(|language| format!("{language}{between}{}", quoted(language)))
            .collect();
        format!("{{ {} }}", texts.join(", "))
    }
}

/// The language of a code without its region and script.
fn base(code: &str) -> &str {
    code.split('-').next().unwrap_or_default()
}
