//! Rule `missing-asset`: links and images whose file does not exist in `assets/`.

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic, suggest_name};
use crate::record::{Body, LinkTarget};

/// Checks a body text.
pub(in crate::check) fn check_text(context: CheckContext<'_>, body: &Body) -> Vec<Diagnostic> {
    let mut missing = Vec::new();
    for link in &body.links {
        let LinkTarget::Asset(asset) = &link.target else {
            continue;
        };
        let name = asset.split_folder().map_or("", |(_, name)| name);
        if context.plan.asset(name).is_none() {
            let near = suggest_name(name, context.plan.asset_names(), missing.len());
            missing.push(
                Diagnostic::new(Code::MissingAsset, link.at.clone())
                    .with("name", name)
                    .with_some("near", near),
            );
        }
    }
    missing
}
