//! The two states that are compared, and their words.

use crate::atlas::RecordIx;
use crate::history::ChangePart;
use crate::model::SiteModel;
use crate::record::Date;
use crate::render::locale_style::LocaleStyle;
use crate::render::locale_words::fill;
use crate::render::theme::Theme;
use crate::site::{Kind, Language};

/// A state of a site, as far as a report needs it.
#[derive(Clone, Copy)]
pub struct ReportSide<'m> {
    /// The read model.
    pub model: &'m SiteModel,
    /// The conventions of its languages.
    pub theme: &'m Theme,
}

/// Both states, and the language of the report.
#[derive(Clone, Copy)]
pub(super) struct Sides<'m> {
    pub(super) old: &'m SiteModel,
    pub(super) new: &'m SiteModel,
    pub(super) style: &'m LocaleStyle,
    /// The language in the new state.
    pub(super) language: Language,
    /// The language in the old state; its first one if it lacks the language.
    pub(super) old_language: Language,
}

impl<'m> Sides<'m> {
    pub(super) fn new(old: &'m SiteModel, new: ReportSide<'m>, language: Language) -> Sides<'m> {
        let code = new.model.site.code(language);
        Sides {
            old,
            new: new.model,
            style: new.theme.style(language),
            language,
            old_language: old.site.language(code).unwrap_or(Language::DEFAULT),
        }
    }

    /// The message of a key.
    pub(super) fn word(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// The message of a key with its values.
    pub(super) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.style.words.get(key), values)
    }

    /// The message of a key with a number.
    pub(super) fn count(&self, key: &str, number: usize) -> String {
        let code = self.new.site.code(self.language);
        let message = self.new.messages.get(code, key, Some(number as f64));
        let text = self.style.number(number as f64);
        message.map_or(text.clone(), |message| fill(message, &[("n", &text)]))
    }

    /// The record of an id with its title: in the new state, or else in the old one.
    pub(super) fn record(&self, id: &str) -> ChangePart {
        let named = |model: &SiteModel, language, ix: RecordIx| ChangePart::Record {
            id: model.atlas.record(ix).id.clone(),
            title: model.title(language, ix).to_owned(),
        };
        let new = self.new.atlas.by_id(id);
        let new = new.map(|ix| named(self.new, self.language, ix));
        let old = || {
            let ix = self.old.atlas.by_id(id)?;
            Some(named(self.old, self.old_language, ix))
        };
        // A name that no record has.
        let unknown = || ChangePart::Words(id.strip_prefix('?').unwrap_or(id).to_owned());
        new.or_else(old).unwrap_or_else(unknown)
    }

    /// The title of a record; a name that no record has as it is.
    pub(super) fn title(&self, id: &str) -> String {
        self.record(id).text().to_owned()
    }

    /// A date in words; a text that is no date as it is.
    pub(super) fn date(&self, text: &str) -> String {
        Date::parse(text).map_or_else(|_| text.to_owned(), |date| self.style.date(date))
    }

    /// The kind of a record: in the new state, or else in the old one.
    pub(super) fn kind(&self, id: &str) -> Option<&'m Kind> {
        let of = |model: &'m SiteModel| {
            let ix = model.atlas.by_id(id)?;
            Some(model.site.vocabulary.kind(model.atlas.kind(ix)))
        };
        of(self.new).or_else(|| of(self.old))
    }

    /// The label of a kind, by its id.
    pub(super) fn kind_label(&self, kind: &str) -> String {
        let of = |model: &SiteModel, language| {
            let vocabulary = &model.site.vocabulary;
            let kind = vocabulary.kind_named(kind)?;
            Some(vocabulary.kind(kind).label.text(language).to_owned())
        };
        of(self.new, self.language)
            .or_else(|| of(self.old, self.old_language))
            .unwrap_or_else(|| kind.to_owned())
    }

    /// The label of a status, by its id.
    pub(super) fn status(&self, id: &str) -> String {
        let statuses = &self.new.site.vocabulary.statuses;
        let known = statuses.iter().find(|status| status.id == id);
        known.map_or_else(
            || id.to_owned(),
            |status| status.label.text(self.language).to_owned(),
        )
    }

    /// The code of a value's language; empty if it is that of the report.
    pub(super) fn foreign(&self, code: &str) -> String {
        match code == self.new.site.code(self.language) {
            true => String::new(),
            false => code.to_owned(),
        }
    }

    /// A label with the code of a value's language, if that is not the language of the report.
    pub(super) fn in_language(&self, label: String, code: &str) -> String {
        match code.is_empty() || code == self.new.site.code(self.language) {
            true => label,
            false => format!("{label} ({code})"),
        }
    }
}

/// The parts for a value that has become another one, is new, or is gone.
pub(super) fn step(from: Option<String>, to: Option<String>) -> Vec<ChangePart> {
    let words = |text: &str| ChangePart::Words(text.to_owned());
    match (from, to) {
        (Some(from), Some(to)) => {
            vec![ChangePart::Gone(from), words(" → "), ChangePart::New(to)]
        }
        (Some(from), None) => vec![words("− "), ChangePart::Gone(from)],
        (None, Some(to)) => vec![words("+ "), ChangePart::New(to)],
        (None, None) => Vec::new(),
    }
}

/// A remark in words of the program.
pub(super) fn words(text: impl Into<String>) -> ChangePart {
    ChangePart::Words(text.into())
}
