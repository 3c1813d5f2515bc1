//! Spellings of a name in another alphabet, or typed with another keyboard layout.

/// The keys of the two layouts that Cyrillic is typed with, in the same order.
const LATIN_KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC_KEYS: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";

/// Returns a text as the same keys give it in the other layout.
pub(super) fn other_layout(text: &str) -> String {
    let key = |c: char| {
        let swap = |from: &str, to: &str| {
            let place = from.chars().position(|known| known == c)?;
            to.chars().nth(place)
        };
        swap(LATIN_KEYS, CYRILLIC_KEYS).or_else(|| swap(CYRILLIC_KEYS, LATIN_KEYS))
    };
    let lower = text.chars().flat_map(char::to_lowercase);
    lower.map(|c| key(c).unwrap_or(c)).collect()
}

/// The letters that differ between usual transliterations of one word, the longest first.
const VARIANTS: [(&str, &str); 22] = [
    ("shch", "sh"),
    ("sch", "sh"),
    ("kh", "h"),
    ("ts", "c"),
    ("tz", "c"),
    ("yu", "u"),
    ("iu", "u"),
    ("ju", "u"),
    ("ya", "a"),
    ("ia", "a"),
    ("ja", "a"),
    ("yo", "e"),
    ("jo", "e"),
    ("ye", "e"),
    ("je", "e"),
    ("ie", "e"),
    ("x", "ks"),
    ("ph", "f"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("ii", "i"),
];

/// Returns a spelling of a folded text in Latin letters that usual transliterations have in common.
pub(super) fn skeleton(folded: &str) -> String {
    let mut latin = String::with_capacity(folded.len());
    for c in folded.chars() {
        match latin_letters(c) {
            Some(letters) => latin.push_str(letters),
            None => latin.push(c),
        }
    }
    let mut common = String::with_capacity(latin.len());
    let mut rest = latin.as_str();
    while let Some(c) = rest.chars().next() {
        let variant = VARIANTS.iter().find(|(from, _)| rest.starts_with(from));
        let (taken, letters) = variant
            .map_or((c.len_utf8(), &rest[..c.len_utf8()]), |(from, to)| {
                (from.len(), *to)
            });
        for letter in letters.chars() {
            // Double letters are a matter of taste.
            if !letter.is_alphabetic() || !common.ends_with(letter) {
                common.push(letter);
            }
        }
        rest = &rest[taken..];
    }
    common
}

/// Returns the Latin letters of a Cyrillic one. `None` for all others.
fn latin_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'я' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ю' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "c",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ъ' | 'ь' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_of_one_word_meet() {
        for (cyrillic, latin) in [
            (
                "сеченовский",
                ["sechenovskiy", "sechenovskij", "sechenovskii"],
            ),
            ("щербаков", ["shcherbakov", "scherbakov", "shherbakov"]),
            ("юрий", ["yuriy", "iurii", "jurij"]),
            ("цукер", ["tsuker", "cuker", "tzuker"]),
        ] {
            for spelling in latin {
                assert_eq!(
                    skeleton(spelling).replace("hh", "h"),
                    skeleton(cyrillic),
                    "{spelling}"
                );
            }
        }
    }

    #[test]
    fn a_word_typed_in_the_other_layout_is_read() {
        assert_eq!(other_layout("ctxty"), "сечен");
        assert_eq!(other_layout("ЬШЫШЫ"), "misis");
    }
}
