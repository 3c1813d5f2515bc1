//! The epistemic status of a claim.

/// The epistemic status of a claim: stated by a source, planned, proposed, or inferred by the editors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A source states it as a fact.
    #[default]
    Stated,
    /// A source states it as a plan.
    Planned,
    /// Somebody has proposed it.
    Proposed,
    /// The editors infer it; no source states it.
    Inferred,
}

impl Status {
    /// All statuses with their names in files, in the order of the variants.
    pub const NAMES: [(&'static str, Status); 4] = [
        ("stated", Status::Stated),
        ("planned", Status::Planned),
        ("proposed", Status::Proposed),
        ("inferred", Status::Inferred),
    ];

    /// Returns the name in files and exports.
    pub fn id(self) -> &'static str {
        Status::NAMES[self as usize].0
    }
}
