//! What layouts can name, for the errors of those that name something else.

use super::fact::FactView;
use super::kind::KindView;
use super::language::LanguageView;
use super::object::Attributes;
use super::page::PageView;
use super::record::RecordView;
use super::relation_view::RelationView;
use super::site::SiteView;

/// Returns the attributes of a variable that usually has a view: `record.nmae` → those of records. `None` for other variables.
pub(in crate::render) fn attributes_of(variable: &str) -> Option<Vec<&'static str>> {
    fn names<T: Attributes>() -> Vec<&'static str> {
        T::ATTRIBUTES.iter().map(|(name, _)| *name).collect()
    }
    let last = variable.rsplit('.').next().unwrap_or_default().trim();
    Some(match last {
        "record" | "r" | "other" => names::<RecordView>(),
        "page" => names::<PageView>(),
        "site" => names::<SiteView>(),
        "kind" => names::<KindView>(),
        "language" => names::<LanguageView>(),
        "fact" => names::<FactView>(),
        "item" | "relation" => names::<RelationView>(),
        _ => return None,
    })
}
