//! Records whose name is not given in one of the site's languages.

use super::{CheckContext, Finding, FindingTarget};
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;
use crate::site::Localized;

pub(super) fn of_record(context: CheckContext<'_>, ix: RecordIx, record: &Record, found: &mut Vec<Finding>) {
    let site = context.site;
    let missing = || site.each_language().filter(|language| record.name.exact(*language).is_none());
    // That a record has no name at all was said where it was read.
    if missing().next().is_none() || record.name == Localized::plain(&record.id) {
        return;
    }
    for language in missing() {
        let diagnostic = Diagnostic::new(Code::NoTranslation, record.at.clone());
        let diagnostic = diagnostic.with("language", site.code(language));
        found.push(Finding { record: Some(ix), target: FindingTarget::Record, diagnostic });
    }
}
