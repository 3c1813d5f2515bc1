//! Ids of new records, made of names: Latin letters, digits and hyphens.

use std::collections::HashSet;

use crate::record::{id_fault, is_reserved_name};
use crate::text::folding::{fold_name, fold_word};

/// The limit of an id that is made of a name, in characters; a word is not cut.
const MAX_ID: usize = 60;

/// Letters as usual romanizations write them.
const LETTERS: [(char, &str); 56] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('ә', "a"),
    ('ғ', "g"),
    ('қ', "q"),
    ('ң', "n"),
    ('ө', "o"),
    ('ұ', "u"),
    ('ү', "u"),
    ('һ', "h"),
    ('і', "i"),
    ('җ', "j"),
    ('є', "ye"),
    ('ї', "yi"),
    ('ґ', "g"),
    ('ў', "u"),
    ('ђ', "dj"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "c"),
    ('џ', "dz"),
    ('ѓ', "g"),
    ('ќ', "k"),
    ('ѕ', "dz"),
    ('ѳ', "f"),
];

/// Ids that are in use, and new ones.
#[derive(Default)]
pub(super) struct RecordIds {
    taken: HashSet<String>,
}

impl RecordIds {
    pub(super) fn new<'i>(taken: impl Iterator<Item = &'i str>) -> RecordIds {
        RecordIds {
            taken: taken.map(str::to_lowercase).collect(),
        }
    }

    /// Takes an id. Returns whether it was free.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_lowercase())
    }

    /// Returns a free id made of a name, and takes it. A number tells it apart from others. `spare` stands in for a name
    /// without a letter.
    pub(super) fn of_name(&mut self, name: &str, spare: &str) -> String {
        let mut base = id_of_name(name);
        if id_fault(&base).is_some() || is_reserved_name(&base) {
            base = id_of_name(&format!("{spare} {name}"));
        }
        if id_fault(&base).is_some() {
            base = spare.to_owned();
        }
        let mut id = base.clone();
        let mut number = 2;
        while !self.take(&id) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    }
}

/// Returns a name as an id: romanized words with hyphens between them. Empty if it has no letter or digit.
pub(super) fn id_of_name(name: &str) -> String {
    let mut id = String::new();
    let mut word = String::new();
    // Look-alikes are those of one alphabet after this.
    for part in fold_name(name).split(|c: char| !c.is_alphanumeric()) {
        fold_word(part, &mut word);
        let latin = romanized(&word);
        if latin.is_empty() {
            continue;
        }
        if !id.is_empty() {
            if id.len() + latin.len() >= MAX_ID {
                break;
            }
            id.push('-');
        }
        id.extend(latin.chars().take(MAX_ID));
    }
    id
}

fn romanized(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    for c in word.chars() {
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, letters)) => latin.push_str(letters),
            None if c.is_ascii_alphanumeric() => latin.push(c),
            None => {}
        }
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_romanized_and_unique() {
        let mut ids = RecordIds::new(["miet"].into_iter());
        for (name, id) in [
            ("МИЭТ", "miet-2"),
            ("АО «Щёлково-Агрохим» № 5", "ao-shchelkovo-agrokhim-no-5"),
            ("Łódź University", "lodz-university"),
            ("MIET", "miet-3"),
            ("东京", "organization"),
            ("con", "organization-con"),
            ("…", "organization-2"),
        ] {
            assert_eq!(ids.of_name(name, "organization"), id, "{name}");
        }
        assert!(!ids.take("Miet"));
    }
}
