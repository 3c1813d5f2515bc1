//! Links of texts to views that do not exist: `broken-link`.

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::view_page;
use crate::record::{Body, LinkTarget};

/// Checks a body text.
pub(in crate::check) fn check_text(context: CheckContext<'_>, body: &Body) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for link in &body.links {
        let LinkTarget::View(view) = &link.target else {
            continue;
        };
        let page = view_page(view, context.site, context.atlas);
        let mut languages = context.site.each_language();
        let exists = page.is_some_and(|page| {
            languages.any(|language| context.plan.page(&page, language).is_some())
        });
        if !exists {
            let diagnostic = Diagnostic::new(Code::BrokenLink, link.at.clone());
            found.push(diagnostic.with("target", view.to_string()));
        }
    }
    found
}
