//! Pagination of lists.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::static_map::map;
use crate::plan::{PageKind, count_pages};

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
    let linked = linked_pages(number, total);
    let before = std::iter::once(0).chain(linked.iter().copied());
    let page = |(other, before): (&u32, u32)| {
        map([
            ("number", Value::from(*other)),
            ("url", url(*other)),
            ("current", Value::from(*other == number)),
            ("gap", Value::from(*other > before + 1)),
        ])
    };
    map([
        ("number", Value::from(number)),
        ("total", Value::from(total)),
        ("prev_url", url(number.wrapping_sub(1))),
        ("next_url", url(number + 1)),
        ("pages", linked.iter().zip(before).map(page).collect()),
    ])
}

/// The greatest number of pages that a pager links to one by one.
const ALL: u32 = 9;

/// The pages that a pager links to: of many the first, the last, those around `number`, and some at equal distances, so
/// that every page is two links away.
fn linked_pages(number: u32, total: u32) -> Vec<u32> {
    if total <= ALL {
        return (1..=total).collect();
    }
    let step = (1..).find(|step| step * step >= total).unwrap_or(total);
    let near = step.div_ceil(2).max(2);
    let is_linked = |other: &u32| {
        *other == 1
            || *other == total
            || other.is_multiple_of(step)
            || other.abs_diff(number) <= near
    };
    (1..=total).filter(is_linked).collect()
}

#[cfg(test)]
mod tests {
    use super::linked_pages;

    #[test]
    fn every_page_is_two_links_from_every_other() {
        for total in (1..60).chain([100, 101, 999]) {
            for number in [1, total / 2 + 1, total] {
                let linked = linked_pages(number, total);
                assert!(linked.len() < 2 * (f64::from(total).sqrt() as usize) + 12);
                let mut reached: Vec<u32> = linked
                    .iter()
                    .flat_map(|page| linked_pages(*page, total))
                    .collect();
                reached.sort_unstable();
                reached.dedup();
                assert_eq!(reached, (1..=total).collect::<Vec<_>>(), "{number}");
            }
        }
    }

    #[test]
    fn a_short_list_links_to_all_its_pages_and_a_long_one_to_some() {
        assert_eq!(linked_pages(3, 9), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(linked_pages(1, 16), [1, 2, 3, 4, 8, 12, 16]);
        assert_eq!(linked_pages(9, 16), [1, 4, 7, 8, 9, 10, 11, 12, 16]);
    }
}
