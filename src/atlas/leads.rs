//! Where the links of the records' texts lead. A text is read for its page, for those of the records that it speaks of,
//! for the search and for the tables; its links are looked up once.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Atlas, Names, RecordIx};
use crate::record::{Body, LinkTarget, Record};

/// The records that links name by an id or a name, by the record in whose texts they stand.
pub(super) struct Leads {
    to: Vec<Option<RecordIx>>,
    /// Where those of each record begin, and where the last end.
    starts: Vec<u32>,
}

/// A text, and where its links lead as far as that is known.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// The text.
    pub body: &'a Body,
    leads: &'a [Option<RecordIx>],
}

impl Leads {
    pub(super) fn new(records: &[Arc<Record>], names: &Names) -> Leads {
        let of_record = |record: &Arc<Record>| {
            let links = record.bodies.iter().flat_map(|(_, body)| &body.links);
            let to = links.map(|link| match &link.target {
                LinkTarget::Record(text) | LinkTarget::Source(text) => names.resolve(records, text).ok(),
                LinkTarget::File(_) | LinkTarget::Asset(_) | LinkTarget::Here => None,
            });
            to.collect::<Vec<_>>()
        };
        let all: Vec<Vec<Option<RecordIx>>> = records.par_iter().map(of_record).collect();
        let mut starts = Vec::with_capacity(all.len() + 1);
        starts.push(0);
        starts.extend(all.iter().scan(0, |end, to| {
            *end += to.len() as u32;
            Some(*end)
        }));
        Leads { to: all.concat(), starts }
    }
}

impl Atlas {
    /// One of a record's texts. A text that is none of them is one whose links have to be looked up.
    pub fn text<'a>(&'a self, record: RecordIx, body: &'a Body) -> Text<'a> {
        let bodies = &self.record(record).bodies;
        let Some(place) = bodies.iter().position(|(_, own)| std::ptr::eq(own, body)) else { return Text::from(body) };
        let before = bodies[..place].iter().map(|(_, own)| own.links.len()).sum::<usize>();
        let start = self.leads.starts[record.index()] as usize + before;
        match self.leads.to.get(start..start + body.links.len()) {
            Some(leads) => Text { body, leads },
            None => Text::from(body),
        }
    }
}

impl<'a> From<&'a Body> for Text<'a> {
    fn from(body: &'a Body) -> Text<'a> {
        Text { body, leads: &[] }
    }
}

impl Text<'_> {
    /// The record that a link leads to, by the link's place, where that is known.
    pub fn lead(&self, link: u32) -> Option<RecordIx> {
        self.leads.get(link as usize).copied().flatten()
    }
}
