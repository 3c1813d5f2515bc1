//! Postings: which documents hold a term, and how well.

/// A document that holds a term, and a grade below 32 that means what the table it stands in says: one number, since
/// there are hundreds of postings for every document.
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

/// Postings in the order in which documents are read, later sorted by term.
#[derive(Default)]
pub(super) struct Log {
    entries: Vec<(u32, Posting)>,
}

impl Log {
    /// An empty log with room for as many entries as another has.
    pub(super) fn like(other: &Log) -> Log {
        Log { entries: Vec::with_capacity(other.entries.len()) }
    }

    #[inline]
    pub(super) fn push(&mut self, term: u32, posting: Posting) {
        self.entries.push((term, posting));
    }

    /// The postings of a term.
    #[cfg(test)]
    pub(super) fn of(&self, term: u32) -> impl Iterator<Item = Posting> {
        self.entries.iter().filter(move |(other, _)| *other == term).map(|(_, posting)| *posting)
    }
}

/// Postings sorted by the rank of their term.
pub(super) struct Ranked {
    ends: Vec<u32>,
    postings: Vec<Posting>,
}

impl Ranked {
    /// The postings of logs in the order of their documents, each log with the ranks of its terms; there are so many
    /// ranks. A counting sort, since both the terms and the documents are small numbers already.
    pub(super) fn new<'l>(logs: impl Iterator<Item = (&'l Log, &'l [u32])> + Clone, count: usize) -> Ranked {
        let mut ends = vec![0u32; count + 1];
        for (log, ranks) in logs.clone() {
            for (term, _) in &log.entries {
                ends[ranks[*term as usize] as usize + 1] += 1;
            }
        }
        for rank in 0..count {
            ends[rank + 1] += ends[rank];
        }
        let mut next = ends.clone();
        let mut postings = vec![Posting::default(); ends[count] as usize];
        for (log, ranks) in logs {
            for (term, posting) in &log.entries {
                let place = &mut next[ranks[*term as usize] as usize];
                postings[*place as usize] = *posting;
                *place += 1;
            }
        }
        Ranked { ends, postings }
    }

    pub(super) fn of(&self, rank: usize) -> &[Posting] {
        &self.postings[self.ends[rank] as usize..self.ends[rank + 1] as usize]
    }
}

/// Sixty-four characters that need no escape in a script: the first half ends a number, the second says that more
/// digits follow, each worth five bits, the lowest first.
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

#[inline]
pub(super) fn write_number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 32 {
        out.push(DIGITS[(number & 31 | 32) as usize]);
        number >>= 5;
    }
    out.push(DIGITS[number as usize]);
}

/// Writes postings as distances between documents, each joined with its grade of `bits` bits.
pub(super) fn write_postings(postings: &[Posting], bits: u32, out: &mut Vec<u8>) {
    let mut before = 0;
    for posting in postings {
        write_number((posting.document() - before) << bits | u32::from(posting.grade()), out);
        before = posting.document();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_a_character_per_five_bits() {
        let mut out = Vec::new();
        for number in [0, 31, 32, 1000] {
            write_number(number, &mut out);
        }
        assert_eq!(out, b"0VW1eV");
    }

    #[test]
    fn logs_are_sorted_by_rank_and_keep_document_order() {
        let (mut first, mut second) = (Log::default(), Log::default());
        let posting = |document| Posting::new(document, 1);
        first.push(0, posting(3));
        first.push(1, posting(3));
        first.push(0, posting(7));
        second.push(0, posting(8));
        let ranked = Ranked::new([(&first, &[2, 0][..]), (&second, &[0][..])].into_iter(), 3);
        assert_eq!(ranked.of(0), [posting(3), posting(8)]);
        assert_eq!(ranked.of(1), []);
        assert_eq!(ranked.of(2), [posting(3), posting(7)]);
    }
}
