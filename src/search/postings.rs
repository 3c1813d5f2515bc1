//! Postings of the inverted index: the documents that contain a term, with grades.

/// A document that contains a term, and a grade below 32 whose meaning depends on the table. Both are packed into 32
/// bits, since a document has hundreds of postings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Posting(u32);

impl Posting {
    pub(super) fn new(document: u32, grade: u8) -> Self {
        Posting(document << 5 | u32::from(grade))
    }

    pub(super) fn document(self) -> u32 {
        self.0 >> 5
    }

    pub(super) fn grade(self) -> u8 {
        (self.0 & 31) as u8
    }
}

/// Postings in the order of documents, not yet sorted by term.
#[derive(Default)]
pub(super) struct PostingList {
    entries: Vec<(u32, Posting)>,
}

impl PostingList {
    /// An empty list with capacity for as many entries as `other` has.
    pub(super) fn with_capacity_of(other: &PostingList) -> PostingList {
        PostingList {
            entries: Vec::with_capacity(other.entries.len()),
        }
    }

    #[inline]
    pub(super) fn push(&mut self, term: u32, posting: Posting) {
        self.entries.push((term, posting));
    }

    /// The postings of a term.
    #[cfg(test)]
    pub(super) fn for_term(&self, term: u32) -> impl Iterator<Item = Posting> {
        self.entries
            .iter()
            .filter(move |(other, _)| *other == term)
            .map(|(_, posting)| *posting)
    }
}

/// Postings sorted by the rank of their term.
pub(super) struct RankedPostings {
    ends: Vec<u32>,
    postings: Vec<Posting>,
}

impl RankedPostings {
    /// Sorts the postings of lists by rank (counting sort). Each list comes with the ranks of its terms; `count` is the
    /// number of ranks. Lists are in the order of their documents.
    pub(super) fn new<'l>(
        lists: impl Iterator<Item = (&'l PostingList, &'l [u32])> + Clone,
        count: usize,
    ) -> RankedPostings {
        let mut ends = vec![0u32; count + 1];
        for (list, ranks) in lists.clone() {
            for (term, _) in &list.entries {
                ends[ranks[*term as usize] as usize + 1] += 1;
            }
        }
        for rank in 0..count {
            ends[rank + 1] += ends[rank];
        }
        let mut next = ends.clone();
        let mut postings = vec![Posting::default(); ends[count] as usize];
        for (list, ranks) in lists {
            for (term, posting) in &list.entries {
                let place = &mut next[ranks[*term as usize] as usize];
                postings[*place as usize] = *posting;
                *place += 1;
            }
        }
        RankedPostings { ends, postings }
    }

    pub(super) fn get(&self, rank: usize) -> &[Posting] {
        &self.postings[self.ends[rank] as usize..self.ends[rank + 1] as usize]
    }
}

/// Sixty-four digits that need no escaping in a script. Each carries five bits, the lowest first; a digit of the second
/// half means that more digits follow.
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// Writes a number with a variable number of [`DIGITS`].
#[inline]
pub(super) fn write_number(mut number: u32, out: &mut String) {
    while number >= 32 {
        out.push(char::from(DIGITS[(number & 31 | 32) as usize]));
        number >>= 5;
    }
    out.push(char::from(DIGITS[number as usize]));
}

/// Writes postings as differences of document numbers (delta encoding), each with a grade of `bits` bits.
pub(super) fn write_postings(postings: &[Posting], bits: u32, out: &mut String) {
    let mut before = 0;
    for posting in postings {
        write_number(
            (posting.document() - before) << bits | u32::from(posting.grade()),
            out,
        );
        before = posting.document();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_a_character_per_five_bits() {
        let mut out = String::new();
        for number in [0, 31, 32, 1000] {
            write_number(number, &mut out);
        }
        assert_eq!(out, "0VW1eV");
    }

    #[test]
    fn logs_are_sorted_by_rank_and_keep_document_order() {
        let (mut first, mut second) = (PostingList::default(), PostingList::default());
        let posting = |document| Posting::new(document, 1);
        first.push(0, posting(3));
        first.push(1, posting(3));
        first.push(0, posting(7));
        second.push(0, posting(8));
        let ranked =
            RankedPostings::new([(&first, &[2, 0][..]), (&second, &[0][..])].into_iter(), 3);
        assert_eq!(ranked.get(0), [posting(3), posting(8)]);
        assert_eq!(ranked.get(1), []);
        assert_eq!(ranked.get(2), [posting(3), posting(7)]);
    }
}
