//! The groups of one page of a list, and the way to all groups of the list.

use std::ops::Range;
use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::static_map::{map, optional};
use crate::atlas::RecordIx;
use crate::plan::{PageKind, RECORDS_PER_PAGE};
use crate::render::list_index::{ListGroup, ListIndex, ListLetter};

/// The maximum number of groups or letters that every page of a list leads to. All of them on all pages would be the square of
/// the list.
const MAX_ENTRIES: usize = 100;

/// One page of a list.
pub(super) struct ListPage<'a> {
    pub(super) context: &'a Arc<PageContext>,
    pub(super) list: &'a ListIndex,
    /// The number of the page, from 1.
    pub(super) number: u32,
    /// The pages of the list by number.
    pub(super) page: &'a dyn Fn(u32) -> PageKind,
    /// The region or sector whose page the list belongs to.
    pub(super) within: Option<RecordIx>,
}

impl ListPage<'_> {
    /// The records of the page.
    pub(super) fn records(&self) -> Value {
        self.rows(self.list.places_on(self.number))
    }

    /// The groups of the page; a group that is longer than a page stands on several.
    pub(super) fn groups(&self) -> Value {
        let here = self.list.places_on(self.number);
        let groups = self.list.groups.iter().enumerate();
        let shown = groups.filter(|(_, group)| !overlap(&group.places, &here).is_empty());
        let group = |(at, group): (usize, &ListGroup)| {
            let places = overlap(&group.places, &here);
            map([
                ("title", group.title.html(self.context)),
                ("id", Value::from(group_id(at))),
                ("count", Value::from(group.places.len())),
                ("split", self.split(group)),
                ("continued", Value::from(places.start > group.places.start)),
                ("letters", self.letters(at, group)),
                ("parts", self.parts(at, group, &here)),
                ("records", self.rows(places)),
            ])
        };
        shown.map(group).collect()
    }

    /// The groups of the list with the places where they begin: all, or every so-manyth of many.
    pub(super) fn strip(&self) -> Value {
        let all = self.list.groups.iter().enumerate();
        let groups = all.step_by(self.list.groups.len().div_ceil(MAX_ENTRIES).max(1));
        let entry = |(at, group): (usize, &ListGroup)| {
            map([
                ("title", group.title.html(self.context)),
                ("count", Value::from(group.places.len())),
                ("split", self.split(group)),
                ("url", self.place_url(group.places.start, &group_id(at))),
            ])
        };
        groups.map(entry).collect()
    }

    /// The letters of a group with the places where they begin: all, or every so-manyth of many.
    fn letters(&self, at: usize, group: &ListGroup) -> Value {
        let all = group.letters.iter().enumerate();
        let letters = all.step_by(group.letters.len().div_ceil(MAX_ENTRIES).max(1));
        let entry = |(place, letter): (usize, &ListLetter)| {
            map([
                ("title", Value::from(letter.title.as_str())),
                ("url", self.place_url(letter.start, &letter_id(at, place))),
            ])
        };
        letters.map(entry).collect()
    }

    /// The records of a group on this page by letter; a group without letters is one part.
    fn parts(&self, at: usize, group: &ListGroup, here: &Range<usize>) -> Value {
        if group.letters.is_empty() {
            let records = self.rows(overlap(&group.places, here));
            return std::iter::once(map([
                ("title", Value::from(())),
                ("id", Value::from(())),
                ("records", records),
            ]))
            .collect();
        }
        let ends = group.letters.iter().skip(1).map(|next| next.start);
        let ends = ends.chain([group.places.end]);
        let letters = group.letters.iter().zip(ends).enumerate();
        let parts = letters.filter_map(|(place, (letter, end))| {
            let places = overlap(&(letter.start..end), here);
            (!places.is_empty()).then(|| {
                map([
                    ("title", Value::from(letter.title.as_str())),
                    ("id", Value::from(letter_id(at, place))),
                    ("records", self.rows(places)),
                ])
            })
        });
        parts.collect()
    }

    fn split(&self, group: &ListGroup) -> Value {
        let split = group.split.clone();
        optional(split.map(|text| self.context.worded(text, "split")))
    }

    fn rows(&self, places: Range<usize>) -> Value {
        let records = self.list.records[places].iter().copied();
        match self.within {
            Some(facet) => self.context.listed(records, [Some(facet), None]),
            None => self.context.records(records),
        }
    }

    /// The address of a place of the list, which has an id on its page.
    fn place_url(&self, place: usize, id: &str) -> Value {
        let number = (place / RECORDS_PER_PAGE) as u32 + 1;
        let page = match number == self.number {
            true => Some(String::new()),
            false => self.context.url(&(self.page)(number)),
        };
        optional(page.map(|page| Value::from(format!("{page}#{id}"))))
    }
}

fn group_id(at: usize) -> String {
    format!("atlas-group-{}", at + 1)
}

fn letter_id(group: usize, at: usize) -> String {
    format!("atlas-group-{}-{}", group + 1, at + 1)
}

/// The places that two ranges have in common.
fn overlap(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    let start = one.start.max(other.start);
    start..one.end.min(other.end).max(start)
}
