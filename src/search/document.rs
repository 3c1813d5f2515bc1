//! The searchable data of a record.

/// A facet value that readers filter by: its id in the address of a search, its label in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchFacet<'a> {
    /// The id: `RU-TOM`.
    pub id: &'a str,
    /// The label: «Томская область».
    pub label: &'a str,
}

/// A kind of record, as a search shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchKind<'a> {
    /// The id: `cluster`.
    pub id: &'a str,
    /// The name of one record: «Кластер».
    pub label: &'a str,
    /// The name of all records: «Кластеры».
    pub title: &'a str,
    /// The address of the list relative to the site's root; `None` if the kind has none.
    pub list: Option<&'a str>,
    /// The number of its colour in the style sheets.
    pub colour: u8,
}

/// The searchable data of one record in one language.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The id of the record.
    pub id: &'a str,
    /// The address of the page relative to the site's root.
    pub url: &'a str,
    /// The kind.
    pub kind: SearchKind<'a>,
    /// The regions of the record: displayed, filtered by, and found by their labels.
    pub regions: Vec<SearchFacet<'a>>,
    /// The ancestors of these regions: filtered by, not displayed.
    pub regions_above: Vec<SearchFacet<'a>>,
    /// The sectors of the record: displayed, filtered by, and found by their labels.
    pub sectors: Vec<SearchFacet<'a>>,
    /// The ancestors of these sectors: filtered by, not displayed.
    pub sectors_above: Vec<SearchFacet<'a>>,
    /// The name that lists show: the short one, if there is one.
    pub title: &'a str,
    /// The full name.
    pub name: &'a str,
    /// Short names, abbreviations, other spellings, the name in other languages.
    pub aliases: Vec<&'a str>,
    /// What is found and not displayed: the id, and dates as digits.
    pub codes: Vec<String>,
    /// What is not simply stated says so in its card: «запланировано»; `None` for stated records.
    pub status: Option<&'a str>,
    /// The summary of the record.
    pub summary: &'a str,
}
