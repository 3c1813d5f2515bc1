//! Rule `missing-asset`: links and images whose file does not exist in `assets/`.

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic, Location, suggest_name};
use crate::record::{Body, LinkTarget};
use crate::source::SourcePath;

/// Checks a body text.
pub(in crate::check) fn check_text(
    context: CheckContext<'_>,
    body: &Body,
    path: &SourcePath,
) -> Vec<Diagnostic> {
    let mut missing = Vec::new();
    for link in &body.links {
        let LinkTarget::Asset(asset) = &link.target else {
            continue;
        };
        let name = asset.split_folder().map_or("", |(_, name)| name);
        if context.plan.asset(name).is_none() {
            let at = Location {
                path: path.clone(),
                span: link.span,
            };
            let near = suggest_name(name, context.plan.asset_names(), missing.len());
            missing.push(
                Diagnostic::new(Code::MissingAsset, at)
                    .with("name", name)
                    .with_some("near", near),
            );
        }
    }
    missing
}
