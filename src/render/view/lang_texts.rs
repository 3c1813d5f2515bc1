//! Texts of charts and data scripts with their languages.

use super::context::PageContext;
use super::date::{date_status, record_date};
use super::status::{status_label, status_language};
use super::value::{plain_value, value_language};
use crate::atlas::RecordIx;
use crate::plan::PageKind;
use crate::record::{Date, FieldValue, Status};
use crate::site::{KindIx, Localized};
use crate::text::LangText;

impl PageContext {
    /// The title of this page.
    pub(super) fn title_lang_text(&self) -> LangText<'_> {
        self.page_title_lang_text(&self.planned().kind)
    }

    /// The title of another page in the language of this page.
    pub(super) fn page_title_lang_text(&self, kind: &PageKind) -> LangText<'_> {
        let language = self.title_language(kind);
        LangText::new(self.title_text(kind), language)
    }

    /// An interface message; the key itself if there is none.
    pub(super) fn message_lang_text(&self, key: &str) -> LangText<'_> {
        LangText::new(self.message(key).to_string(), self.words_language(key))
    }

    /// An interface message with a number for `{n}`; the number alone if there is no message.
    pub(super) fn plural_lang_text(&self, key: &str, number: usize) -> LangText<'_> {
        LangText::new(self.plural_message(key, number), self.words_language(key))
    }

    /// A number of records of a kind with the noun.
    pub(super) fn count_lang_text(&self, kind: KindIx, number: usize) -> LangText<'_> {
        let language = self.noun_language(kind, number);
        LangText::new(self.count_text(kind, number), language)
    }

    /// The date by which a record is sorted, with its status; `None` if it has none.
    pub(super) fn dated_lang_text(&self, record: RecordIx) -> Option<LangText<'_>> {
        let date = record_date(self, record)?;
        let status = date_status(self, record);
        Some(self.date_lang_text(date).and(self.status_lang_text(status)))
    }

    /// A field value.
    pub(super) fn value_lang_text(&self, fact: &FieldValue) -> LangText<'_> {
        let language = value_language(self, fact);
        LangText::new(plain_value(self, fact), language)
    }

    /// A number of records of several kinds, with its split.
    pub(super) fn total_lang_text(&self, records: &[RecordIx]) -> LangText<'_> {
        let count = self.style.number(records.len() as f64);
        LangText::from(count).and(self.split_lang_text(records.iter().copied()))
    }

    /// The split of a count after a comma; empty if all records are stated.
    pub(super) fn split_lang_text(
        &self,
        records: impl IntoIterator<Item = RecordIx>,
    ) -> LangText<'_> {
        let split = self.split(records).map(|split| format!(", {split}"));
        LangText::new(split.unwrap_or_default(), self.words_language("split"))
    }

    /// The title of a record, which no other record of the site has.
    pub(super) fn record_lang_text(&self, record: RecordIx) -> LangText<'_> {
        let (_, language) = self.model.atlas.record(record).title(self.language);
        let title = self.model.title(self.language, record);
        LangText::new(title, self.foreign(language))
    }

    /// The short name of a record, or else its name.
    pub(super) fn short_name_lang_text(&self, record: RecordIx) -> LangText<'_> {
        let (name, language) = self.model.atlas.record(record).title(self.language);
        LangText::new(&**name, self.foreign(language))
    }

    /// The title of a record with its status.
    pub(super) fn record_with_status_lang_text(&self, record: RecordIx) -> LangText<'_> {
        let status = self.model.atlas.record(record).status;
        let title = self.record_lang_text(record);
        title.and(self.status_lang_text(status))
    }

    /// A text of the site; empty if there is none.
    pub(super) fn localized_lang_text<'a>(&'a self, text: &'a Localized) -> LangText<'a> {
        let found = text.get(self.language);
        found.map_or(LangText::plain(""), |(text, language)| {
            LangText::new(&**text, self.foreign(language))
        })
    }

    /// The label of a status in brackets, with a space before it; empty for `Stated`.
    pub(super) fn status_lang_text(&self, status: Status) -> LangText<'_> {
        let label = self.status_label_lang_text(status);
        label.map_or(LangText::plain(""), |label| {
            LangText::plain(" (").and(label).and(")")
        })
    }

    /// The label of a status; `None` for `Stated`.
    pub(super) fn status_label_lang_text(&self, status: Status) -> Option<LangText<'_>> {
        let label = status_label(self, status)?;
        Some(LangText::new(label, status_language(self, status)))
    }

    /// A date in words.
    pub(super) fn date_lang_text(&self, date: Date) -> LangText<'_> {
        let language = self.style.date_language(date);
        LangText::new(self.style.date(date), language)
    }

    /// The language of an interface message, if it is not the page's.
    fn words_language(&self, key: &str) -> Option<&str> {
        self.style.words.language(key)
    }
}
