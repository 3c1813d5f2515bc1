//! Records whose name is not given in one of the site's languages.

use super::{About, Finding, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::site::Localized;

pub(super) fn find(subject: Subject<'_>, found: &mut Vec<Finding>) {
    let Subject { site, atlas, .. } = subject;
    for ix in atlas.each() {
        let record = atlas.record(ix);
        // That a record has no name at all was said where it was read.
        if record.name == Localized::plain(&record.id) {
            continue;
        }
        for language in site.each_language() {
            if record.name.exact(language).is_none() {
                let diagnostic = Diagnostic::new(Code::NoTranslation, record.at.clone());
                let diagnostic = diagnostic.with("language", site.code(language));
                found.push(Finding { record: Some(ix), about: About::Record, diagnostic });
            }
        }
    }
}
