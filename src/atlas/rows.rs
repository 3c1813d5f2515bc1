//! Lists of values for each record, stored as one flat array with an offset for each record.

use super::record_ix::RecordIx;

/// A list of values for each record, in the order of the records.
#[derive(Clone)]
pub(super) struct Rows<T> {
    items: Vec<T>,
    /// The offset of the first value of each record, and the total.
    starts: Vec<u32>,
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows {
            items: Vec::new(),
            starts: vec![0],
        }
    }
}

impl<T: Clone> Rows<T> {
    /// Creates an empty array with capacity for `records` records and `items` values.
    pub(super) fn with_capacity(records: usize, items: usize) -> Rows<T> {
        let mut starts = Vec::with_capacity(records + 1);
        starts.push(0);
        Rows {
            items: Vec::with_capacity(items),
            starts,
        }
    }

    /// Returns the number of values of all records.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Creates the array from all values and the offset of the first value of each record, with the total.
    pub(super) fn from_parts(items: Vec<T>, starts: Vec<u32>) -> Rows<T> {
        Rows { items, starts }
    }

    /// Adds a value to the current record.
    pub(super) fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Ends the current record.
    pub(super) fn end_record(&mut self) {
        self.starts.push(self.items.len() as u32);
    }

    /// Appends the lists of further records.
    pub(super) fn append(&mut self, other: &Rows<T>) {
        let before = self.items.len() as u32;
        self.items.extend_from_slice(&other.items);
        self.starts
            .extend(other.starts[1..].iter().map(|start| before + start));
    }

    /// Appends the list of one more record.
    pub(super) fn extend_record(&mut self, items: impl IntoIterator<Item = T>) {
        self.items.extend(items);
        self.end_record();
    }

    /// Returns the values of a record, to change their order.
    pub(super) fn get_mut(&mut self, record: RecordIx) -> &mut [T] {
        let start = self.starts[record.index()] as usize;
        &mut self.items[start..self.starts[record.index() + 1] as usize]
    }

    /// Returns the values of a record.
    pub(super) fn get(&self, record: RecordIx) -> &[T] {
        let start = self.starts[record.index()] as usize;
        &self.items[start..self.starts[record.index() + 1] as usize]
    }
}
