//! Rule `no-translation`: records without a name in one of the site's languages.

use crate::atlas::RecordIx;
use crate::check::context::CheckContext;
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;
use crate::site::Localized;

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
    // A record without any name was reported by the parser; its name is its id.
    if missing().next().is_none() || record.name == Localized::plain(&record.id) {
        return;
    }
    for language in missing() {
        let diagnostic = Diagnostic::new(Code::NoTranslation, record.at.clone());
        let diagnostic = diagnostic.with("language", site.code(language));
        found.push(Finding::about_record(ix, diagnostic));
    }
}
