//! Texts of charts with their languages.

use super::context::PageContext;
use super::status::{status_label, status_language};
use crate::atlas::RecordIx;
use crate::chart::ChartText;
use crate::plan::PageKind;
use crate::record::{Date, Status};
use crate::site::{KindIx, Localized};

impl PageContext {
    /// The title of this page.
    pub(super) fn title_in_chart(&self) -> ChartText<'_> {
        self.page_title_in_chart(&self.planned().kind)
    }

    /// The title of another page in the language of this page.
    pub(super) fn page_title_in_chart(&self, kind: &PageKind) -> ChartText<'_> {
        let language = self.title_language(kind);
        ChartText::new(self.title_text(kind), language)
    }

    /// An interface message; the key itself if there is none.
    pub(super) fn message_in_chart(&self, key: &str) -> ChartText<'_> {
        ChartText::new(self.message(key).to_string(), self.words_language(key))
    }

    /// An interface message with a number for `{n}`; the number alone if there is no message.
    pub(super) fn plural_in_chart(&self, key: &str, number: usize) -> ChartText<'_> {
        ChartText::new(self.plural_message(key, number), self.words_language(key))
    }

    /// A number of records of a kind with the noun.
    pub(super) fn count_in_chart(&self, kind: KindIx, number: usize) -> ChartText<'_> {
        let language = self.noun_language(kind, number);
        ChartText::new(self.count_text(kind, number), language)
    }

    /// The split of a count after a comma; empty if all records are stated.
    pub(super) fn split_in_chart(
        &self,
        records: impl IntoIterator<Item = RecordIx>,
    ) -> ChartText<'_> {
        let split = self.split(records).map(|split| format!(", {split}"));
        ChartText::new(split.unwrap_or_default(), self.words_language("split"))
    }

    /// The title of a record, which no other record of the site has.
    pub(super) fn record_in_chart(&self, record: RecordIx) -> ChartText<'_> {
        let (_, language) = self.model.atlas.record(record).title(self.language);
        let title = self.model.title(self.language, record);
        ChartText::new(title, self.foreign(language))
    }

    /// The short name of a record, or else its name.
    pub(super) fn short_name_in_chart(&self, record: RecordIx) -> ChartText<'_> {
        let (name, language) = self.model.atlas.record(record).title(self.language);
        ChartText::new(&**name, self.foreign(language))
    }

    /// The title of a record with its status.
    pub(super) fn record_with_status_in_chart(&self, record: RecordIx) -> ChartText<'_> {
        let status = self.model.atlas.record(record).status;
        let title = self.record_in_chart(record);
        title.and(self.status_in_chart(status))
    }

    /// A text of the site; empty if there is none.
    pub(super) fn localized_in_chart<'a>(&'a self, text: &'a Localized) -> ChartText<'a> {
        let found = text.get(self.language);
        found.map_or(ChartText::plain(""), |(text, language)| {
            ChartText::new(&**text, self.foreign(language))
        })
    }

    /// The label of a status in brackets, with a space before it; empty for `Stated`.
    pub(super) fn status_in_chart(&self, status: Status) -> ChartText<'_> {
        let Some(label) = status_label(self, status) else {
            return ChartText::plain("");
        };
        ChartText::new(format!(" ({label})"), status_language(self, status))
    }

    /// A date in words.
    pub(super) fn date_in_chart(&self, date: Date) -> ChartText<'_> {
        let language = self.style.date_language(date);
        ChartText::new(self.style.date(date), language)
    }

    /// The language of an interface message, if it is not the page's.
    fn words_language(&self, key: &str) -> Option<&str> {
        self.style.words.language(key)
    }
}
