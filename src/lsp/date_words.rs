//! A date as it is read, in words.

use super::context::Context;
use crate::record::Date;
use crate::site::Language;

/// Returns a date in words of the site's language that messages have. `None`: it is no date.
pub(super) fn date_words(context: Context<'_>, written: &str) -> Option<String> {
    let date = Date::parse(written).ok()?;
    let code = context.word("ru", "en");
    let language = context.site().language(code).unwrap_or(Language::DEFAULT);
    Some(context.analysis.snapshot.date_text(language, date))
}
