//! The version of the program, with the tag and the commit that it was built from.

/// The version: `0.1.0 (v0.1.0, 1a2b3c4d5e6f)` of a release, whose build sets `ATLAS_RELEASE`; else without a tag.
pub(super) const VERSION: &str = match option_env!("ATLAS_RELEASE") {
    Some(release) => release,
    None => concat!(
        env!("CARGO_PKG_VERSION"),
        " (built from source, no release)"
    ),
};

/// The hash of the commit that a release was built from. `None`: this is no release.
pub(super) const COMMIT: Option<&str> = option_env!("ATLAS_COMMIT");

/// The tag of the release that this version of the program is, whether or not it was built from it.
pub(super) const TAG: &str = concat!("v", env!("CARGO_PKG_VERSION"));

/// The address of the program's repository.
pub(super) const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
