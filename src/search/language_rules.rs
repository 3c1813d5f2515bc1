//! The rules by which the words of a language are stemmed, one table for the index and for the page.
//!
//! Russian and English are not in the table: their rules are in `assets/search-core.js`, and pages of all other languages
//! with an algorithm use them for words in the other alphabet.

use rust_stemmers::Algorithm;

/// What a word is when it is stemmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StemInput {
    /// The folded spelling: the algorithm ignores accents or removes them itself.
    Folded,
    /// The lower-case spelling with its accents, on which the endings depend; the stem is folded.
    Accented,
}

/// The rules of one language.
#[derive(Debug)]
pub(super) struct LanguageRules {
    /// The primary subtags of BCP 47: `no`, `nb` and `nn`.
    codes: &'static [&'static str],
    pub algorithm: Algorithm,
    /// The same algorithm as an expression of JavaScript whose value is a function.
    pub script: &'static str,
    pub input: StemInput,
    /// The letters of words that are stemmed, as a class of a regular expression and as inclusive ranges.
    pub letters: &'static [(char, char)],
    /// The characters that are replaced before a word is lower-cased.
    pub replaced: &'static [(char, char)],
    /// The letters that some people write as two: `ü` as `ue`, each with its folded spelling and those two.
    pub digraphs: &'static [(char, &'static str, &'static str)],
    /// The words that stand in every text and find nothing, separated by spaces.
    pub stop: &'static str,
}

/// Finds the rules of a language by its code (BCP 47); `None` for Russian, English, and languages without an algorithm.
pub(super) fn rules_of(code: &str) -> Option<&'static LanguageRules> {
    let primary = primary_subtag(code);
    RULES.iter().find(|rules| {
        rules
            .codes
            .iter()
            .any(|known| known.eq_ignore_ascii_case(primary))
    })
}

/// Whether the rules of a language are those of the page's own script: Russian and English.
pub(super) fn is_built_in(code: &str) -> bool {
    let primary = primary_subtag(code);
    ["ru", "en"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(primary))
}

/// Whether the search in a language finds all forms of a word: whether there is an algorithm for the language.
pub fn has_word_forms(code: &str) -> bool {
    is_built_in(code) || rules_of(code).is_some()
}

/// The language of a code, without script and country: `pt` of `pt-BR`.
fn primary_subtag(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

const LATIN: &[(char, char)] = &[
    ('a', 'z'),
    ('ß', '\u{24f}'),
    ('\u{300}', '\u{36f}'),
    ('\u{1e00}', '\u{1eff}'),
];
const GREEK: &[(char, char)] = &[('\u{370}', '\u{3ff}')];
const ARABIC: &[(char, char)] = &[
    ('\u{610}', '\u{65f}'),
    ('\u{66e}', '\u{6ef}'),
    ('\u{6fa}', '\u{6ff}'),
];
const TAMIL: &[(char, char)] = &[('\u{b82}', '\u{bd7}')];

/// The rules of a language in Latin letters whose endings have accents.
const ACCENTED: LanguageRules = LanguageRules {
    codes: &[],
    algorithm: Algorithm::French,
    script: "",
    input: StemInput::Accented,
    letters: LATIN,
    replaced: &[],
    digraphs: &[],
    stop: "",
};

const RULES: &[LanguageRules] = &[
    LanguageRules {
        codes: &["ar"],
        algorithm: Algorithm::Arabic,
        script: include_str!("snowball/arabic.js"),
        letters: ARABIC,
        stop: "في من على إلى عن مع هذا هذه ذلك التي الذي أو أن كان كما لا ما هو هي بين",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["da"],
        algorithm: Algorithm::Danish,
        script: include_str!("snowball/danish.js"),
        digraphs: &[('å', "a", "aa"), ('ø', "o", "oe")],
        stop: "og i at det en et den til er som på de med af for ikke der var om har fra ved eller",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["nl"],
        algorithm: Algorithm::Dutch,
        script: include_str!("snowball/dutch.js"),
        // The Dutch algorithm removes accents itself, and counts letters, which rust-stemmers does in bytes.
        input: StemInput::Folded,
        stop: "de het een van en in op te dat die voor met is aan er om ook als bij door naar uit of niet zijn",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["fi"],
        algorithm: Algorithm::Finnish,
        script: include_str!("snowball/finnish.js"),
        digraphs: &[('ä', "a", "ae"), ('ö', "o", "oe")],
        stop: "ja on ei se että tai kun mutta myös sekä ovat oli joka jotka kuin",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["fr"],
        algorithm: Algorithm::French,
        script: include_str!("snowball/french.js"),
        stop: "de la le les du des et en un une à au aux pour par sur dans que qui est ou ne pas se ce cette son sa ses \
               leur leurs avec d l",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["de"],
        algorithm: Algorithm::German,
        script: include_str!("snowball/german.js"),
        input: StemInput::Folded,
        digraphs: &[('ä', "a", "ae"), ('ö', "o", "oe"), ('ü', "u", "ue")],
        stop: "der die das und in den von zu mit dem des im für auf ist ein eine einer eines einem einen an als auch es am \
               aus bei nach wie oder um nicht sich zum zur",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["el"],
        algorithm: Algorithm::Greek,
        script: include_str!("snowball/greek.js"),
        input: StemInput::Folded,
        letters: GREEK,
        stop: "ο η το οι τα του της των τον την και με σε για από στο στη στην στον στα στις στους να θα που ως είναι ή",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["hu"],
        algorithm: Algorithm::Hungarian,
        script: include_str!("snowball/hungarian.js"),
        stop: "a az és is hogy nem egy meg van vagy de ez azt mint ki be el",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["it"],
        algorithm: Algorithm::Italian,
        script: include_str!("snowball/italian.js"),
        stop: "di e il la lo i gli le un una uno che in a da per con su del della dei delle dello degli al alla nel nella \
               è non si o come",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["no", "nb", "nn"],
        algorithm: Algorithm::Norwegian,
        script: include_str!("snowball/norwegian.js"),
        digraphs: &[('å', "a", "aa"), ('ø', "o", "oe")],
        stop: "og i at det en et ei den til er som på de med av for ikke der var om har fra ved eller",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["pt"],
        algorithm: Algorithm::Portuguese,
        script: include_str!("snowball/portuguese.js"),
        stop: "de a o e do da em um uma para com não os as dos das no na nos nas por que se é ao à ou seu sua mais como",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["ro", "mo"],
        algorithm: Algorithm::Romanian,
        script: include_str!("snowball/romanian.js"),
        // The algorithm knows the letters with cedilla only.
        replaced: &[('ș', 'ş'), ('ț', 'ţ'), ('Ș', 'Ş'), ('Ț', 'Ţ')],
        stop: "de a și în la cu un o pe din pentru care nu este sau prin că se al ale ai cel cea mai",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["es"],
        algorithm: Algorithm::Spanish,
        script: include_str!("snowball/spanish.js"),
        stop: "de la el en y a los las del un una que se por para con al lo su sus es no como más o e u",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["sv"],
        algorithm: Algorithm::Swedish,
        script: include_str!("snowball/swedish.js"),
        digraphs: &[('å', "a", "aa"), ('ä', "a", "ae"), ('ö', "o", "oe")],
        stop: "och i att det en ett den till är som på de med av för inte der var om har från vid eller",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["ta"],
        algorithm: Algorithm::Tamil,
        script: include_str!("snowball/tamil.js"),
        letters: TAMIL,
        stop: "ஒரு மற்றும் இந்த அந்த என்று என இது அது உள்ள",
        ..ACCENTED
    },
    LanguageRules {
        codes: &["tr"],
        algorithm: Algorithm::Turkish,
        script: include_str!("snowball/turkish.js"),
        replaced: &[('I', 'ı'), ('İ', 'i')],
        stop: "ve bir bu da de ile için olarak gibi daha çok olan en ya ki",
        ..ACCENTED
    },
];
