//! Pages that the preview shows where the site has none.

use crate::site::Policy;
use crate::text::{Bilingual, MessageLanguage};

/// The style sheet of error pages.
pub(super) const STYLE: &str =
    "body { font: 1.1rem/1.5 system-ui; margin: 4rem auto; max-width: 34rem; padding: 0 1rem }\n";

/// The texts of an error page.
pub(super) struct ErrorPage {
    title: Bilingual,
    text: Bilingual,
}

pub(super) const MISSING: ErrorPage = ErrorPage {
    title: Bilingual {
        ru: "Такой страницы нет",
        en: "There is no such page",
    },
    text: Bilingual {
        ru: "Она появится здесь сама, как только появится в атласе.",
        en: "It will show up here once the atlas has it.",
    },
};

pub(super) const BROKEN: ErrorPage = ErrorPage {
    title: Bilingual {
        ru: "Страница не собирается",
        en: "This page cannot be made",
    },
    text: Bilingual {
        ru: "Почему, сказано внизу. Она появится здесь сама, как только ошибка будет исправлена.",
        en: "The reason is below. It will show up here once that is mended.",
    },
};

const HOME: Bilingual = Bilingual {
    ru: "На главную",
    en: "To the home page",
};

impl ErrorPage {
    /// Returns the page in a language of the program.
    pub(super) fn html(&self, language: MessageLanguage, policy: &Policy) -> Vec<u8> {
        let [title, text, home] = [&self.title, &self.text, &HOME].map(|own| own.get(language));
        let (code, policy) = (language.code(), policy.meta_html());
        format!(
            "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head><meta charset=\"utf-8\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
             <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
             <title>{title}</title><link rel=\"stylesheet\" href=\"/_atlas/page.css\"></head>\n\
             <body><h1>{title}</h1><p>{text}</p><p><a href=\"/\">{home}</a></p></body>\n</html>\n"
        )
        .into()
    }
}
