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
    #[inline]
    pub(super) fn push(&mut self, term: u32, posting: Posting) {
        self.entries.push((term, posting));
    }

    /// The postings by rank of their term, in document order within a term: a counting sort, since both the terms and
    /// the documents are small numbers already.
    pub(super) fn by_rank(self, ranks: &[u32]) -> Ranked {
        let mut ends = vec![0u32; ranks.len() + 1];
        for (term, _) in &self.entries {
            ends[ranks[*term as usize] as usize + 1] += 1;
        }
        for rank in 0..ranks.len() {
            ends[rank + 1] += ends[rank];
        }
        let mut next = ends.clone();
        let mut postings = vec![Posting::default(); self.entries.len()];
        for (term, posting) in self.entries {
            let place = &mut next[ranks[term as usize] as usize];
            postings[*place as usize] = posting;
            *place += 1;
        }
        Ranked { ends, postings }
    }
}

/// Postings sorted by rank.
pub(super) struct Ranked {
    ends: Vec<u32>,
    postings: Vec<Posting>,
}

impl Ranked {
    pub(super) fn of(&self, rank: u32) -> &[Posting] {
        let rank = rank as usize;
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
pub(super) fn write_postings<'p>(lists: impl Iterator<Item = &'p [Posting]>, bits: u32, out: &mut Vec<u8>) {
    let mut before = 0;
    for posting in lists.flatten() {
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
    fn a_log_is_sorted_by_rank_and_keeps_document_order() {
        let mut log = Log::default();
        let posting = |document| Posting::new(document, 1);
        log.push(0, posting(3));
        log.push(1, posting(3));
        log.push(0, posting(7));
        let ranked = log.by_rank(&[1, 0]);
        assert_eq!(ranked.of(0), [posting(3)]);
        assert_eq!(ranked.of(1), [posting(3), posting(7)]);
    }
}
