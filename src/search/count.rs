//! Counting: which terms a document has, in its names and elsewhere.

use super::posting::{Log, Posting};
use super::vocabulary::{Term, Vocabulary};
use super::{Document, word};

/// Bits of the grade of a name posting, the best the least: how many words the name has (less one), whether the word
/// is not its first, whether it is an alias.
pub(super) const NAME_BITS: u32 = 5;
/// Bits of the grade of a word posting: 3 in the summary or a label, else how often in the text.
pub(super) const WORD_BITS: u32 = 2;

/// Counts the terms of one document after the other.
pub(super) struct Counter {
    vocabulary: Vocabulary,
    names: Log,
    words: Log,
    /// By term: the last document (counted from one) that has it in a name.
    named: Vec<u32>,
    /// By term: the last document (counted from one) that has it elsewhere, and its weight there.
    counted: Vec<(u32, u32)>,
    in_name: Vec<(Term, u8)>,
    in_text: Vec<Term>,
}

/// Weight of a word in a summary or a label: more than any text reaches.
const LABEL: u32 = 1 << 16;

impl Counter {
    pub(super) fn new() -> Self {
        Counter {
            vocabulary: Vocabulary::new(),
            names: Log::default(),
            words: Log::default(),
            named: Vec::new(),
            counted: Vec::new(),
            in_name: Vec::new(),
            in_text: Vec::new(),
        }
    }

    /// Counts the terms of the document of a number and of its text.
    pub(super) fn count(&mut self, number: u32, document: &Document, text: &str) {
        self.name(document.name, false);
        for alias in &document.aliases {
            self.name(alias, true);
        }
        self.close_names(number);
        self.text(document.summary, LABEL, number);
        let labels = [&document.regions, &document.regions_above, &document.sectors];
        for label in labels.into_iter().flatten().chain([&document.kind]) {
            self.text(label.label, LABEL, number);
        }
        self.text(text, 1, number);
        self.close_text(number);
    }

    /// The postings of the names and of the texts that were counted since this was asked for last.
    pub(super) fn take(&mut self) -> (Log, Log) {
        // What is counted next will be about as much.
        let (names, words) = (Log::like(&self.names), Log::like(&self.words));
        (std::mem::replace(&mut self.names, names), std::mem::replace(&mut self.words, words))
    }

    /// The terms of all that was counted, in the order of their bytes, each with its number in the postings.
    pub(super) fn into_terms(self) -> Vec<(String, Term)> {
        self.vocabulary.into_sorted()
    }

    /// Notes the words of a name: a name of few words says more about each, its first word more than the others, and a
    /// name more than an alias.
    fn name(&mut self, name: &str, alias: bool) {
        let start = self.in_name.len();
        let mut before: Option<std::ops::Range<usize>> = None;
        let mut joined = Vec::new();
        for range in word::words(name) {
            if let Some(before) = before.filter(|before| word::is_hyphen(&name[before.end..range.start])) {
                joined.extend(self.vocabulary.term_of_parts(&name[before], &name[range.clone()]));
            }
            if let Some(term) = self.vocabulary.term(&name[range.clone()])
                && !self.in_name[start..].iter().any(|&(other, _)| other == term)
            {
                self.in_name.push((term, 0));
            }
            before = Some(range);
        }
        let length = (self.in_name.len() - start).clamp(1, 8) as u8;
        self.in_name.extend(joined.into_iter().map(|term| (term, 0)));
        for (place, (_, grade)) in self.in_name[start..].iter_mut().enumerate() {
            *grade = (length - 1) << 2 | u8::from(place > 0) << 1 | u8::from(alias);
        }
    }

    /// Keeps the best grade of every term in the document's names.
    fn close_names(&mut self, number: u32) {
        self.in_name.sort_unstable();
        self.named.resize(self.vocabulary.len(), 0);
        for (term, grade) in self.in_name.drain(..) {
            if std::mem::replace(&mut self.named[term as usize], number + 1) != number + 1 {
                self.names.push(term, Posting::new(number, grade));
            }
        }
    }

    fn text(&mut self, text: &str, weight: u32, number: u32) {
        for range in word::words(text) {
            let Some(term) = self.vocabulary.term(&text[range]) else { continue };
            if term as usize >= self.counted.len() {
                self.counted.resize(term as usize + 1, (0, 0));
            }
            let (last, sum) = &mut self.counted[term as usize];
            if *last == number + 1 {
                *sum += weight;
            } else {
                (*last, *sum) = (number + 1, weight);
                self.in_text.push(term);
            }
        }
    }

    /// A term that is in the name already is not counted again: the page asks both tables for every word.
    fn close_text(&mut self, number: u32) {
        for term in self.in_text.drain(..) {
            if self.named.get(term as usize) == Some(&(number + 1)) {
                continue;
            }
            let grade = match self.counted[term as usize].1 {
                LABEL.. => 3,
                4.. => 2,
                2.. => 1,
                _ => 0,
            };
            self.words.push(term, Posting::new(number, grade));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Facet;

    #[test]
    fn names_and_texts_are_graded_apart() {
        let document = Document {
            url: "clusters/mik.html",
            kind: Facet { id: "cluster", label: "Кластер" },
            regions: vec![Facet { id: "RU-MOW", label: "Москва" }],
            regions_above: Vec::new(),
            sectors: Vec::new(),
            name: "Московский инновационный кластер",
            aliases: vec!["МИК", "U-Novus"],
            summary: "Столица",
        };
        let mut counter = Counter::new();
        counter.count(7, &document, "Рынок и рынок. Кластер у Москвы, в столице.");
        let (names, words) = counter.take();
        let terms = counter.into_terms();
        let grade = |log: &Log, term: &str| {
            let (_, number) = terms.iter().find(|(other, _)| other == term).expect(term);
            log.of(*number).map(Posting::grade).collect::<Vec<u8>>()
        };
        assert_eq!(grade(&names, "московск"), [0b1000], "first of three words of the name");
        assert_eq!(grade(&names, "кластер"), [0b1010], "another of them");
        assert_eq!(grade(&names, "мик"), [0b0001], "an alias of one word");
        assert_eq!(grade(&names, "unovus"), [0b0011], "joined at the hyphen");
        assert!(grade(&words, "кластер").is_empty(), "in the name already");
        assert_eq!(grade(&words, "столиц"), [3], "in the summary");
        assert_eq!(grade(&words, "москв"), [3], "a label");
        assert_eq!(grade(&words, "рынок"), [1], "twice in the text");
    }
}
