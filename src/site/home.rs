//! `[home]` of `site.toml`: the sections of the home page.

use super::toml_reader::TableReader;
use super::vocabulary::{KindIx, Vocabulary};

/// A section of the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomeSection {
    /// The title with the search, and the map beside it.
    Welcome,
    /// The largest regions, sectors and hubs.
    Largest,
    /// The newest records of some kinds.
    Newest,
    /// The number of records of each kind.
    Counts,
    /// The text of `content/_index.md`.
    About,
    /// The list of all views.
    Views,
}

impl HomeSection {
    /// All sections in their default order.
    pub const ALL: [HomeSection; 6] = [
        HomeSection::Welcome,
        HomeSection::Largest,
        HomeSection::Newest,
        HomeSection::Counts,
        HomeSection::About,
        HomeSection::Views,
    ];

    /// Returns the name in the settings and layouts.
    pub fn name(self) -> &'static str {
        match self {
            HomeSection::Welcome => "welcome",
            HomeSection::Largest => "largest",
            HomeSection::Newest => "newest",
            HomeSection::Counts => "counts",
            HomeSection::About => "about",
            HomeSection::Views => "views",
        }
    }
}

/// The settings of `[home]`.
#[derive(Clone, Debug)]
pub struct HomeSettings {
    /// `sections`: the sections in order.
    pub sections: Vec<HomeSection>,
    /// `kinds`: the kinds of the newest records and of the counts, in order. `None` means all that have records.
    pub kinds: Option<Vec<KindIx>>,
}

impl Default for HomeSettings {
    fn default() -> HomeSettings {
        HomeSettings {
            sections: HomeSection::ALL.to_vec(),
            kinds: None,
        }
    }
}

pub(super) fn read(site: &TableReader<'_>, vocabulary: &Vocabulary) -> HomeSettings {
    let Some(table) = site.table("home") else {
        return HomeSettings::default();
    };
    let mut settings = HomeSettings::default();
    if table.is_list("sections") {
        settings.sections = sections(&table);
    } else {
        table.texts("sections");
    }
    settings.kinds = kinds(&table, vocabulary);
    table.finish();
    settings
}

fn sections(table: &TableReader<'_>) -> Vec<HomeSection> {
    let mut found = Vec::new();
    for (name, span) in table.texts("sections") {
        match HomeSection::ALL
            .iter()
            .find(|section| section.name() == name)
        {
            Some(section) if found.contains(section) => {
                let (ru, en) = ("каждую часть один раз", "each section once");
                table.report_type("sections", &span, ru, en);
            }
            Some(section) => found.push(*section),
            None => {
                let names = HomeSection::ALL.iter().map(|section| section.name());
                table.report_unknown_name(name, &span, names);
            }
        }
    }
    found
}

fn kinds(table: &TableReader<'_>, vocabulary: &Vocabulary) -> Option<Vec<KindIx>> {
    let names = table.texts("kinds");
    if !table.is_list("kinds") {
        return None;
    }
    let mut kinds = Vec::new();
    for (name, span) in names {
        match vocabulary.kind_named(name) {
            Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
            Some(_) => {}
            None => {
                let known = vocabulary.kinds.iter().map(|kind| &*kind.id);
                table.report_unknown_name(name, &span, known);
            }
        }
    }
    Some(kinds)
}
