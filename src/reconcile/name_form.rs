//! A name in the forms by which it is compared: as it is, without its legal form, and as a bag of word stems.

use crate::search::WordStems;
use crate::text::folding::fold_name;

const LEGAL_FORMS: &str = include_str!("legal_forms.txt");

/// A name in the forms by which it is compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NameForm {
    /// The folded name.
    pub(super) folded: String,
    /// The folded name without legal forms and signs.
    pub(super) bare: String,
    /// The sorted stems of its words, in all languages of the site.
    pub(super) stems: Vec<String>,
    /// The first letters of its words, for abbreviations.
    pub(super) initials: String,
}

/// Makes the forms of names.
pub(super) struct NameForms {
    legal: Vec<Vec<String>>,
    stems: Vec<WordStems>,
}

impl NameForms {
    /// `languages` are the codes of the languages whose words names have.
    pub(super) fn new<'c>(languages: impl Iterator<Item = &'c str>) -> NameForms {
        let lines = LEGAL_FORMS.lines().filter(|line| !line.starts_with('#'));
        let mut legal: Vec<Vec<String>> = lines.map(|line| words(&fold_name(line))).collect();
        legal.retain(|words| !words.is_empty());
        legal.sort_by_key(|words| std::cmp::Reverse(words.len()));
        NameForms {
            legal,
            stems: languages.map(WordStems::new).collect(),
        }
    }

    /// Returns the forms of a name.
    pub(super) fn of(&self, name: &str) -> NameForm {
        let folded = fold_name(name);
        let all = words(&folded);
        let kept = self.without_legal_forms(&all);
        let kept = if kept.is_empty() { &all[..] } else { kept };
        let bare = kept.join(" ");
        let mut stems: Vec<String> = kept.iter().map(|word| self.stem(word)).collect();
        stems.sort_unstable();
        NameForm {
            initials: initials(kept),
            folded,
            bare,
            stems,
        }
    }

    /// Returns the words of a name without the legal forms at its ends.
    fn without_legal_forms<'w>(&self, mut words: &'w [String]) -> &'w [String] {
        loop {
            let length = words.len();
            for form in &self.legal {
                words = words.strip_prefix(&form[..]).unwrap_or(words);
                words = words.strip_suffix(&form[..]).unwrap_or(words);
            }
            if words.len() == length {
                return words;
            }
        }
    }

    /// Returns the shortest stem of a word in the languages of the site.
    fn stem(&self, word: &str) -> String {
        let stems = self.stems.iter().filter_map(|stems| {
            let found = stems.words(word).into_iter().next()?;
            Some(found.stem)
        });
        stems
            .min_by_key(String::len)
            .unwrap_or_else(|| word.to_owned())
    }
}

fn words(folded: &str) -> Vec<String> {
    let parts = folded.split(|c: char| !c.is_alphanumeric());
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Returns the first letters of the words that an abbreviation takes: not those of one or two letters.
fn initials(words: &[String]) -> String {
    let long = words.iter().filter(|word| word.chars().count() > 2);
    long.filter_map(|word| word.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legal_form_and_the_order_of_words_are_no_part_of_a_name() {
        let forms = NameForms::new(["ru", "en"].into_iter());
        let same = |one: &str, other: &str| forms.of(one).bare == forms.of(other).bare;
        assert!(same(
            "ООО «Ромашка»",
            "Общество с ограниченной ответственностью Ромашка"
        ));
        assert!(same("Siemens Aktiengesellschaft", "SIEMENS AG"));
        assert!(same("Rohde & Schwarz GmbH & Co. KG", "Rohde&Schwarz"));
        assert!(!same("Томский университет", "Томский институт"));
        let one = forms.of("Томский государственный университет");
        assert_eq!(
            one.stems,
            forms.of("государственного университета Томского").stems
        );
        assert_eq!(one.initials, "тгу");
        assert_eq!(forms.of("ООО").bare, "ооо", "a name is never empty");
    }
}
