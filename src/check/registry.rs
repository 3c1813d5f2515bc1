//! The list of all rules.

use super::context::CheckContext;
use super::finding::Finding;
use super::rules::{
    contradiction, date_order, founded_after, missing_asset, no_place, no_source, no_translation,
    not_checked, planned_past, unlikely_year, view_links,
};
use crate::atlas::{RecordIx, Relation};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Body, Record};

/// Checks the fields and observations of a record.
pub(super) type RecordCheck = fn(CheckContext<'_>, RecordIx, &Record, &mut Vec<Finding>);

/// Checks a relation, given with its index in [`crate::atlas::Atlas::relations`].
pub(super) type RelationCheck = fn(CheckContext<'_>, usize, &Relation, &mut Vec<Finding>);

/// Checks a body text.
pub(super) type TextCheck = fn(CheckContext<'_>, &Body) -> Vec<Diagnostic>;

/// The function of a rule, by its input.
pub(super) enum RuleCheck {
    Record(RecordCheck),
    Relation(RelationCheck),
    Text(TextCheck),
}

/// The rules with the codes that they report.
pub(super) const CHECKS: [(RuleCheck, &[Code]); 14] = [
    (
        RuleCheck::Relation(founded_after::check_relation),
        &[Code::FoundedAfter],
    ),
    (
        RuleCheck::Record(date_order::check_record),
        &[Code::DateOrder],
    ),
    (
        RuleCheck::Relation(date_order::check_relation),
        &[Code::DateOrder],
    ),
    (
        RuleCheck::Record(contradiction::check_record),
        &[Code::Contradiction],
    ),
    (
        RuleCheck::Record(no_source::check_record),
        &[Code::NoSource],
    ),
    (
        RuleCheck::Record(no_place::check_record),
        &[Code::NoRegion, Code::NoSector],
    ),
    (
        RuleCheck::Record(no_translation::check_record),
        &[Code::NoTranslation],
    ),
    (
        RuleCheck::Record(planned_past::check_record),
        &[Code::PlannedPast],
    ),
    (
        RuleCheck::Relation(planned_past::check_relation),
        &[Code::PlannedPast],
    ),
    (
        RuleCheck::Record(not_checked::check_record),
        &[Code::NotChecked],
    ),
    (
        RuleCheck::Record(unlikely_year::check_record),
        &[Code::UnlikelyYear],
    ),
    (
        RuleCheck::Relation(unlikely_year::check_relation),
        &[Code::UnlikelyYear],
    ),
    (
        RuleCheck::Text(missing_asset::check_text),
        &[Code::MissingAsset],
    ),
    (RuleCheck::Text(view_links::check_text), &[Code::BrokenLink]),
];
