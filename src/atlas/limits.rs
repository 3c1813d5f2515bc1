//! The diagnostic for a record that exceeds a limit of the atlas.

use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;

/// Returns the diagnostic `record-limit` at a record; `ru` and `en` describe the limit.
pub(super) fn over_limit(record: &Record, ru: String, en: String) -> Diagnostic {
    Diagnostic::new(Code::RecordLimit, record.at.clone())
        .with("words", ru)
        .with("words_en", en)
}
