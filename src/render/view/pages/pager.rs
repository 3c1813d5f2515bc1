//! Pagination of lists.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::static_map::map;
use crate::atlas::RecordIx;
use crate::plan::{PageKind, RECORDS_PER_PAGE, count_pages};

/// The records of one page of a list; pages are numbered from 1.
pub(super) fn records_on(all: &[RecordIx], number: u32) -> &[RecordIx] {
    let start = (number as usize - 1) * RECORDS_PER_PAGE;
    &all[start.min(all.len())..(start + RECORDS_PER_PAGE).min(all.len())]
}

pub(super) fn pager(
    context: &Arc<PageContext>,
    number: u32,
    records: usize,
    page_kind: impl Fn(u32) -> PageKind,
) -> Value {
    let total = count_pages(records);
    if total < 2 {
        return Value::from(());
    }
    let url = |number: u32| {
        if (1..=total).contains(&number) {
            context.url_value(&page_kind(number))
        } else {
            Value::from(())
        }
    };
    // A long pager has the first, the last and the adjacent pages.
    let near =
        (1..=total).filter(|other| *other == 1 || *other == total || other.abs_diff(number) <= 4);
    let page = |other: u32| {
        map([
            ("number", Value::from(other)),
            ("url", url(other)),
            ("current", Value::from(other == number)),
        ])
    };
    map([
        ("number", Value::from(number)),
        ("total", Value::from(total)),
        ("prev_url", url(number.wrapping_sub(1))),
        ("next_url", url(number + 1)),
        ("pages", near.map(page).collect()),
    ])
}
