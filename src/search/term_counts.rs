//! Term counts: the graded terms of a document, in its names and in its other texts.

use std::ops::Range;

use super::compounds::{Compound, each_compound};
use super::document::Document;
use super::postings::{Posting, PostingList};
use super::term_dictionary::{Learnt, Term, TermDictionary};
use super::tokenizer;

/// The bits of a name posting's grade; a smaller grade is better. From the highest: the number of words of the name
/// less one, whether the word is not the first, whether the name is an alias.
pub(super) const NAME_BITS: u32 = 5;
/// The bits of a word posting's grade: 3 for a summary or a label, else a class of the frequency in the text.
pub(super) const WORD_BITS: u32 = 2;

/// Counts the terms of documents.
pub(super) struct TermCounter {
    dictionary: TermDictionary,
    names: PostingList,
    words: PostingList,
    /// By term: the last document, counted from one, with the term in a name.
    named: Vec<u32>,
    /// By term: the last document, counted from one, with the term in another text, and its weight there.
    counted: Vec<(u32, u32)>,
    in_name: Vec<(Term, u8)>,
    in_text: Vec<Term>,
    /// The words of the text that is counted.
    ranges: Vec<Range<usize>>,
}

/// The weight of a word in a summary or a label, greater than any frequency in a text.
const LABEL: u32 = 1 << 16;

impl TermCounter {
    /// Creates a counter for texts in the language with that code.
    pub(super) fn new(language: &str) -> Self {
        TermCounter {
            dictionary: TermDictionary::new(language),
            names: PostingList::default(),
            words: PostingList::default(),
            named: Vec::new(),
            counted: Vec::new(),
            in_name: Vec::new(),
            in_text: Vec::new(),
            ranges: Vec::new(),
        }
    }

    /// Counts the terms of document `number` and of its text.
    pub(super) fn add_document(&mut self, number: u32, document: &Document, text: &str) {
        self.add_name(document.name, false);
        for alias in &document.aliases {
            self.add_name(alias, true);
        }
        self.finish_names(number);
        self.add_text(document.summary, LABEL, number);
        let labels = [
            &document.regions,
            &document.regions_above,
            &document.sectors,
            &document.sectors_above,
        ];
        for label in labels.into_iter().flatten() {
            self.add_text(label.label, LABEL, number);
        }
        self.add_text(document.kind.label, LABEL, number);
        for code in &document.codes {
            self.add_text(code, LABEL, number);
            self.add_code(code, number);
        }
        self.add_text(text, 1, number);
        self.finish_text(number);
    }

    /// Takes the postings of names and of other words since the last call.
    pub(super) fn take_postings(&mut self) -> (PostingList, PostingList) {
        // The next chunk has about as many postings.
        let (names, words) = (
            PostingList::with_capacity_of(&self.names),
            PostingList::with_capacity_of(&self.words),
        );
        (
            std::mem::replace(&mut self.names, names),
            std::mem::replace(&mut self.words, words),
        )
    }

    /// All terms in byte order, each with its number in the postings, and what is written without accents.
    pub(super) fn into_learnt(self) -> Learnt {
        self.dictionary.into_learnt()
    }

    /// Grades the words of a name: a short name is better than a long one, its first word better than the others, and
    /// a name better than an alias.
    fn add_name(&mut self, name: &str, alias: bool) {
        let start = self.in_name.len();
        let mut before: Option<Range<usize>> = None;
        let mut joined = Vec::new();
        let ranges: Vec<Range<usize>> = tokenizer::words(name).collect();
        for range in &ranges {
            // Pairs of characters overlap.
            let hyphen = |before: &Range<usize>| {
                name.get(before.end..range.start)
                    .is_some_and(tokenizer::is_hyphen)
            };
            if let Some(before) = before.filter(hyphen) {
                joined.extend(
                    self.dictionary
                        .term_of_parts(&name[before], &name[range.clone()]),
                );
            }
            if let Some(term) = self.dictionary.term(&name[range.clone()]) {
                self.add_name_term(start, term);
            }
            before = Some(range.clone());
        }
        let found = self.in_name.len() > start;
        let dictionary = &mut self.dictionary;
        each_compound(name, &ranges, &mut |compound| {
            joined.extend(term_of(dictionary, compound));
        });
        // A name of nothing but single letters and particles.
        if !found {
            for range in &ranges {
                if let Some(term) = self.dictionary.whole(&name[range.clone()]) {
                    self.add_name_term(start, term);
                }
            }
        }
        let length = (self.in_name.len() - start).clamp(1, 8) as u8;
        self.in_name
            .extend(joined.into_iter().map(|term| (term, 0)));
        for (place, (_, grade)) in self.in_name[start..].iter_mut().enumerate() {
            *grade = (length - 1) << 2 | u8::from(place > 0) << 1 | u8::from(alias);
        }
    }

    /// Adds a word of the name whose words begin at `start`, once.
    fn add_name_term(&mut self, start: usize, term: Term) {
        let known = |&(other, _): &(Term, u8)| other == term;
        if !self.in_name[start..].iter().any(known) {
            self.in_name.push((term, 0));
        }
    }

    /// Adds one posting per term of the document's names, with its best grade.
    fn finish_names(&mut self, number: u32) {
        self.in_name.sort_unstable();
        self.named.resize(self.dictionary.len(), 0);
        for (term, grade) in self.in_name.drain(..) {
            if std::mem::replace(&mut self.named[term as usize], number + 1) != number + 1 {
                self.names.push(term, Posting::new(number, grade));
            }
        }
    }

    fn add_text(&mut self, text: &str, weight: u32, number: u32) {
        let mut ranges = std::mem::take(&mut self.ranges);
        ranges.clear();
        ranges.extend(tokenizer::words(text));
        for range in &ranges {
            if let Some(term) = self.dictionary.term(&text[range.clone()]) {
                self.count(term, weight, number);
            }
        }
        each_compound(text, &ranges, &mut |compound| {
            if let Some(term) = term_of(&mut self.dictionary, compound) {
                self.count(term, weight, number);
            }
        });
        self.ranges = ranges;
    }

    /// Adds a code as one word, whatever signs it has.
    fn add_code(&mut self, code: &str, number: u32) {
        let whole: String = code.chars().filter(|c| c.is_alphanumeric()).collect();
        if let Some(term) = self.dictionary.whole(&whole) {
            self.count(term, LABEL, number);
        }
    }

    fn count(&mut self, term: Term, weight: u32, number: u32) {
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

    /// Adds the postings of the other texts, except terms that are in a name: a query searches both tables.
    fn finish_text(&mut self, number: u32) {
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

/// The term of a compound.
fn term_of(dictionary: &mut TermDictionary, compound: Compound) -> Option<Term> {
    match compound {
        Compound::Exact(text) => Some(dictionary.exact(&text)),
        Compound::Word(text) => dictionary.term(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::document::{SearchFacet, SearchKind};

    #[test]
    fn names_and_texts_are_graded_apart() {
        let document = Document {
            id: "mik",
            url: "clusters/mik.html",
            kind: SearchKind {
                id: "cluster",
                label: "Кластер",
                title: "Кластеры",
                list: None,
                colour: 1,
            },
            regions: vec![SearchFacet {
                id: "RU-MOW",
                label: "Москва",
            }],
            regions_above: Vec::new(),
            sectors: Vec::new(),
            sectors_above: Vec::new(),
            name: "Московский инновационный кластер",
            title: "МИК",
            aliases: vec!["МИК", "U-Novus", "Я"],
            codes: vec!["20170221".to_owned(), "RU-MIK".to_owned()],
            status: None,
            summary: "Столица",
        };
        let mut counter = TermCounter::new("ru");
        counter.add_document(
            7,
            &document,
            "Рынок и рынок. Кластер у Москвы, в столице. СО РАН: 12 500 м.",
        );
        let (names, words) = counter.take_postings();
        let terms = counter.into_learnt().terms;
        let grade = |list: &PostingList, term: &str| {
            let (_, number) = terms.iter().find(|(other, _)| other == term).expect(term);
            list.for_term(*number)
                .map(Posting::grade)
                .collect::<Vec<u8>>()
        };
        assert_eq!(
            grade(&names, "московск"),
            [0b1000],
            "first of three words of the name"
        );
        assert_eq!(grade(&names, "кластер"), [0b1010], "another of them");
        assert_eq!(grade(&names, "мик"), [0b0001], "an alias of one word");
        assert_eq!(grade(&names, "unovus"), [0b0011], "joined at the hyphen");
        assert!(grade(&words, "кластер").is_empty(), "in the name already");
        assert_eq!(grade(&words, "столиц"), [3], "in the summary");
        assert_eq!(grade(&words, "москв"), [3], "a label");
        assert_eq!(grade(&words, "рынок"), [1], "twice in the text");
        assert_eq!(grade(&names, "я"), [0b0001], "an alias of one letter");
        assert_eq!(grade(&words, "20170221"), [3], "a code");
        assert_eq!(grade(&words, "rumik"), [3], "a code with a hyphen");
        assert_eq!(grade(&words, "со"), [0], "an acronym");
        assert_eq!(grade(&words, "12500"), [0], "a number with a space");
    }
}
