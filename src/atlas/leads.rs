//! Where the links of the records' texts lead. A text is read for its page, for those of the records that it speaks of,
//! for the search and for the tables; its links are looked up once.

use super::{Atlas, RecordIx};
use crate::record::Body;

/// The records that links name by an id or a name, by the record in whose texts they stand.
pub(super) struct Leads {
    to: Vec<Option<RecordIx>>,
    /// Where those of each record begin, and where the last end.
    starts: Vec<u32>,
}

/// A text, and where its links lead as far as that is known.
#[derive(Clone, Copy)]
pub struct ResolvedBody<'a> {
    /// The text.
    pub body: &'a Body,
    leads: &'a [Option<RecordIx>],
}

impl Leads {
    /// Room for those of so many records.
    pub(super) fn with_capacity(records: usize) -> Leads {
        let mut starts = Vec::with_capacity(records + 1);
        starts.push(0);
        Leads { to: Vec::new(), starts }
    }

    /// Adds where the next link leads of the record that has not ended.
    pub(super) fn push(&mut self, to: Option<RecordIx>) {
        self.to.push(to);
    }

    /// Ends a record.
    pub(super) fn end(&mut self) {
        self.starts.push(self.to.len() as u32);
    }

    /// Adds those of further records.
    pub(super) fn append(&mut self, other: &Leads) {
        let before = self.to.len() as u32;
        self.to.extend_from_slice(&other.to);
        self.starts.extend(other.starts[1..].iter().map(|start| before + start));
    }
}

impl Atlas {
    /// One of a record's texts. A text that is none of them is one whose links have to be looked up.
    pub fn resolved_body<'a>(&'a self, record: RecordIx, body: &'a Body) -> ResolvedBody<'a> {
        let bodies = &self.record(record).bodies;
        let Some(place) = bodies.iter().position(|(_, own)| std::ptr::eq(own, body)) else {
            return ResolvedBody::from(body);
        };
        let before = bodies[..place].iter().map(|(_, own)| own.links.len()).sum::<usize>();
        let start = self.leads.starts[record.index()] as usize + before;
        match self.leads.to.get(start..start + body.links.len()) {
            Some(leads) => ResolvedBody { body, leads },
            None => ResolvedBody::from(body),
        }
    }
}

impl<'a> From<&'a Body> for ResolvedBody<'a> {
    fn from(body: &'a Body) -> ResolvedBody<'a> {
        ResolvedBody { body, leads: &[] }
    }
}

impl ResolvedBody<'_> {
    /// The record that a link leads to, by the link's place, where that is known.
    pub fn target(&self, link: u32) -> Option<RecordIx> {
        self.leads.get(link as usize).copied().flatten()
    }
}
