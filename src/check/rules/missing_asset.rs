//! Rule `missing-asset`: links and pictures whose file does not exist.

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic, Location, suggest_name};
use crate::record::{Body, LinkTarget, Record};
use crate::source::SourcePath;

/// Checks a body text.
pub(in crate::check) fn check_text(context: CheckContext<'_>, body: &Body) -> Vec<Diagnostic> {
    let mut missing = Vec::new();
    for link in &body.links {
        let LinkTarget::Asset(asset) = &link.target else {
            continue;
        };
        if context.plan.file(asset).is_none() {
            missing.push(missing_file(context, asset, &link.at, missing.len()));
        }
    }
    missing
}

/// Checks the pictures of a record.
pub(in crate::check) fn check_pictures(
    context: CheckContext<'_>,
    record: &Record,
) -> Vec<Diagnostic> {
    let values = record.fields.iter().flat_map(|field| field.value.all());
    let images = values.flat_map(|value| value.images());
    let missing = images.filter(|image| context.plan.picture_file(image).is_none());
    let report = |(reported, image): (usize, &crate::record::Image)| {
        let asset = image.files.last()?;
        Some(missing_file(context, asset, &image.at, reported))
    };
    missing.enumerate().filter_map(report).collect()
}

/// The diagnostic for a file that does not exist. `reported` is the number of those so far, which limits suggestions.
pub(in crate::check) fn missing_file(
    context: CheckContext<'_>,
    path: &SourcePath,
    at: &Location,
    reported: usize,
) -> Diagnostic {
    let name = match path.split_folder() {
        Some(("assets", name)) => name,
        _ => path.as_str(),
    };
    let near = suggest_name(name, context.plan.asset_names(), reported);
    Diagnostic::new(Code::MissingAsset, at.clone())
        .with("path", path.as_str())
        .with_some("near", near)
}
