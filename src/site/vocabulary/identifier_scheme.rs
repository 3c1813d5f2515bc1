//! Schemes of identifiers.

use crate::site::localized::Localized;

/// A scheme of identifiers.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The key in `ids`: `inn`.
    pub id: String,
    /// The label: «ИНН».
    pub label: Localized,
    /// The check of values, if any.
    pub check: Option<Checksum>,
    /// The address of the page about a value; `{}` is the placeholder of the value.
    pub url: Option<String>,
}

/// The check of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// ИНН: 10 or 12 digits with check digits (приказ ФНС ММВ-7-6/435@).
    Inn,
    /// ОГРН: 13 digits, or 15 for an entrepreneur, with a check digit.
    Ogrn,
    /// ROR: base32 with an ISO/IEC 7064 MOD 97-10 checksum.
    Ror,
    /// Wikidata: Q and a number.
    Wikidata,
    /// ORCID: 16 digits with an ISO 7064 MOD 11-2 check character.
    Orcid,
}
