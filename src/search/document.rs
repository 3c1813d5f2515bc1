//! The searchable data of a record.

/// A facet value that readers filter by: its id in the address of a search, its label in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchFacet<'a> {
    /// The id: `RU-TOM`.
    pub id: &'a str,
    /// The label: «Томская область».
    pub label: &'a str,
}

/// The searchable data of one record in one language.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The address of the page relative to the site's root; it identifies the document.
    pub url: &'a str,
    /// The kind with its singular name («Кластер»).
    pub kind: SearchFacet<'a>,
    /// The regions of the record: displayed, filtered by, and found by their labels.
    pub regions: Vec<SearchFacet<'a>>,
    /// The ancestors of these regions: filtered by, not displayed.
    pub regions_above: Vec<SearchFacet<'a>>,
    /// The sectors of the record: displayed, filtered by, and found by their labels.
    pub sectors: Vec<SearchFacet<'a>>,
    /// The full name.
    pub name: &'a str,
    /// Short names, abbreviations, other spellings, the name in other languages.
    pub aliases: Vec<&'a str>,
    /// What is not simply stated says so in its card: «запланировано»; `None` for stated records.
    pub status: Option<&'a str>,
    /// The summary of the record.
    pub summary: &'a str,
}
