//! Rule `no-translation`: records without a name in one of the site's languages.

use crate::atlas::RecordIx;
use crate::check::context::CheckContext;
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;

/// Checks a record.
pub(in crate::check) fn check_record(
    context: CheckContext<'_>,
    ix: RecordIx,
    record: &Record,
    found: &mut Vec<Finding>,
) {
    let site = context.site;
    let missing = || {
        site.each_language()
            .filter(|language| record.name.exact(*language).is_none())
    };
    // What is missing in a record that could not be read whole may stand in the file.
    if record.is_partial || missing().next().is_none() {
        return;
    }
    for language in missing() {
        let mut files = record.translations.iter();
        let file = files.find(|(known, _)| *known == language);
        let at = file.map_or(&record.at, |(_, at)| at);
        let diagnostic = Diagnostic::new(Code::NoTranslation, at.clone());
        let diagnostic = diagnostic.with("language", site.code(language));
        found.push(Finding::about_record(ix, diagnostic));
    }
}
