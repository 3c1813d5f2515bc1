//! The pages that answer a search: cells of the matrix, and the network.

use std::collections::BTreeMap;

use super::shards::quoted;

/// The addresses of pages that answer a search, relative to the site's root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerPages {
    /// The cells of the matrix; `None` if there is no matrix.
    pub cells: Option<AnswerCells>,
    /// The network, which finds the path between two records; `None` if there is no such page.
    pub network: Option<String>,
}

/// The cells of the matrix that have a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerCells {
    /// The address with `{region}` and `{sector}` in the places of ids.
    pub address: String,
    /// The ids of sectors by the id of the region.
    pub sectors: BTreeMap<String, Vec<String>>,
}

impl AnswerCells {
    /// Appends `{region:[sector,…],…}`.
    pub(super) fn write(&self, out: &mut String) {
        let row = |(region, sectors): (&String, &Vec<String>)| {
            let sectors: Vec<String> = sectors.iter().map(|sector| quoted(sector)).collect();
            format!("{}:[{}]", quoted(region), sectors.join(","))
        };
        let rows: Vec<String> = self.sectors.iter().map(row).collect();
        out.push_str(&format!("{{{}}}", rows.join(",")));
    }
}
