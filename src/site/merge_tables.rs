//! Merges the tables of `site.toml` into those of the default vocabulary.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// The tables whose entries a site can take away with `false`. Kinds, relations and statuses stay: others depend on them.
const REMOVABLE: [&str; 4] = ["fields", "identifiers", "figures", "roles"];

/// The table of the values of a choice.
const CHOICES: &str = "choices";

/// The table of their plurals.
const TITLES: &str = "titles";

/// Merges the tables of a site into the default ones, recursively. Other values replace the defaults, at their places. `path`
/// holds the names of the tables around.
pub(super) fn merge<'t>(defaults: &mut DeTable<'t>, mut site: DeTable<'t>, path: &mut Vec<String>) {
    remove_renamed(defaults, &site);
    for (key, old) in std::mem::take(defaults) {
        let Some((key, new)) = site.remove_entry(&**key.get_ref()) else {
            defaults.insert(key, old);
            continue;
        };
        let span = new.span();
        let merged = match (old.into_inner(), new.into_inner()) {
            (DeValue::Table(mut table), DeValue::Table(new)) => {
                path.push(key.get_ref().to_string());
                merge(&mut table, new, path);
                path.pop();
                DeValue::Table(table)
            }
            (DeValue::Table(_), DeValue::Boolean(false)) if is_removable(path) => continue,
            (DeValue::Table(known), DeValue::Array(ids))
                if key.get_ref() == CHOICES && ids.iter().all(is_text) =>
            {
                DeValue::Table(pick(known, ids))
            }
            (_, new) => new,
        };
        defaults.insert(key, Spanned::new(span, merged));
    }
    defaults.extend(site);
}

/// Removes the plurals of the choices that a site labels: they are those of another word.
fn remove_renamed(defaults: &mut DeTable<'_>, site: &DeTable<'_>) {
    let Some(DeValue::Table(labelled)) = site.get(CHOICES).map(Spanned::get_ref) else {
        return;
    };
    if let Some(DeValue::Table(titles)) = defaults.get_mut(TITLES).map(Spanned::get_mut) {
        for id in labelled.keys() {
            titles.remove(&**id.get_ref());
        }
    }
}

fn is_removable(path: &[String]) -> bool {
    match path {
        [table] => REMOVABLE.contains(&table.as_str()),
        [.., last] => last == CHOICES,
        [] => false,
    }
}

fn is_text(value: &Spanned<DeValue<'_>>) -> bool {
    value.get_ref().is_str()
}

/// Returns the choices of a list in its order: known ones with their labels, others with their ids for labels.
fn pick<'t>(mut known: DeTable<'t>, ids: DeArray<'t>) -> DeTable<'t> {
    let mut picked = DeTable::default();
    for id in ids {
        let span = id.span();
        let DeValue::String(name) = id.into_inner() else {
            continue;
        };
        let label = known.remove(&*name).unwrap_or_else(|| {
            let id: Cow<'t, str> = name.clone();
            Spanned::new(span.clone(), DeValue::String(id))
        });
        picked.insert(Spanned::new(span, name), label);
    }
    picked
}
