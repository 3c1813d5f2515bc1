//! The plural rules of languages, by CLDR.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules, PluralRulesOptions};

use crate::diagnostic::{Code, Diagnostic, Location};

/// Parses the CLDR name of a plural category.
pub fn plural_category(name: &str) -> Option<PluralCategory> {
    PluralCategory::get_for_cldr_string(name)
}

/// Returns the name of a plural category in CLDR.
pub fn plural_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Returns the plural category of a number in a language; `Other` for a language without rules.
pub fn plural_category_for(code: &str, number: f64) -> PluralCategory {
    let Some(rules) = rules(code) else {
        return PluralCategory::Other;
    };
    if number.fract() == 0.0 && number >= 0.0 {
        return rules.category_for(number as u64);
    }
    // Fractions have the category `other` in all languages whose integers have `few` and `many`.
    PluralCategory::Other
}

/// Returns the plural categories that a language has, in the order of CLDR.
pub fn plural_categories(code: &str) -> Vec<PluralCategory> {
    let mut categories: Vec<PluralCategory> = match rules(code) {
        Some(rules) => rules.categories().collect(),
        None => vec![PluralCategory::Other],
    };
    categories.sort_by_key(|category| *category as u8);
    categories
}

/// Reports plural forms that no number of their language takes, and forms that whole numbers take and that are not there. The
/// form `other` stands in for any of these.
pub fn plural_forms_diagnostic(
    code: &str,
    key: &str,
    forms: &[PluralCategory],
    at: Location,
) -> Option<Diagnostic> {
    let (excess, lacking) = plural_mismatches(code, forms);
    let quoted = |categories: &[PluralCategory], before: &str, after: &str| {
        let names = categories.iter();
        let names: Vec<String> = names
            .map(|category| format!("{before}{}{after}", plural_name(*category)))
            .collect();
        names.join(", ")
    };
    let (ru, en) = match (excess.is_empty(), lacking.is_empty()) {
        (true, true) => return None,
        (false, _) => (
            format!("форм {} в языке «{code}» нет", quoted(&excess, "«", "»")),
            format!(
                "language `{code}` has no form {}",
                quoted(&excess, "`", "`")
            ),
        ),
        (true, false) => (
            format!(
                "для языка «{code}» не хватает {}",
                quoted(&lacking, "«", "»")
            ),
            format!("language `{code}` needs {}", quoted(&lacking, "`", "`")),
        ),
    };
    let known: Vec<&str> = plural_categories(code)
        .into_iter()
        .map(plural_name)
        .collect();
    let diagnostic = Diagnostic::new(Code::PluralForms, at).with("key", key);
    let diagnostic = diagnostic.with("words", ru).with("words_en", en);
    Some(
        diagnostic
            .with("language", code)
            .with("known", known.join(", ")),
    )
}

/// The forms that a language has not, and those that it needs besides.
fn plural_mismatches(
    code: &str,
    forms: &[PluralCategory],
) -> (Vec<PluralCategory>, Vec<PluralCategory>) {
    let known = plural_categories(code);
    let excess = forms
        .iter()
        .copied()
        .filter(|form| !known.contains(form))
        .collect();
    let needed = known.iter().copied().filter(|category| {
        !forms.contains(category) && small_numbers(code, *category).next().is_some()
    });
    match forms.contains(&PluralCategory::Other) {
        true => (excess, Vec::new()),
        false => (excess, needed.collect()),
    }
}

/// Whether a category stands for one or two numbers only, so that its form need not show them: «the only record».
pub fn stands_for_few_numbers(code: &str, category: PluralCategory) -> bool {
    small_numbers(code, category).nth(2).is_none()
}

/// The whole numbers up to 200 that have a category.
fn small_numbers(code: &str, category: PluralCategory) -> impl Iterator<Item = u64> {
    let rules = rules(code);
    (0..=200).filter(move |number| match &rules {
        Some(rules) => rules.category_for(*number) == category,
        None => category == PluralCategory::Other,
    })
}

fn rules(code: &str) -> Option<PluralRules> {
    let options = PluralRulesOptions::default().with_type(PluralRuleType::Cardinal);
    let locale: Locale = code.parse().ok()?;
    PluralRules::try_new(locale.into(), options).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_the_categories_of_cldr() {
        for (code, names) in [
            ("ru", "one few many other"),
            ("en", "one other"),
            ("tt", "other"),
            ("ar", "zero one two few many other"),
            ("x1y2z3", "other"),
        ] {
            let found: Vec<&str> = plural_categories(code)
                .into_iter()
                .map(plural_name)
                .collect();
            assert_eq!(found.join(" "), names, "{code}");
        }
    }

    #[test]
    fn forms_that_a_language_lacks_or_needs_are_found() {
        use PluralCategory::{Few, Many, One, Other};
        assert_eq!(plural_mismatches("ru", &[One, Few, Many]), (vec![], vec![]));
        assert_eq!(plural_mismatches("ru", &[Other]), (vec![], vec![]));
        assert_eq!(plural_mismatches("ru", &[One, Few]), (vec![], vec![Many]));
        assert_eq!(
            plural_mismatches("en", &[One, Few, Other]),
            (vec![Few], vec![])
        );
        assert!(stands_for_few_numbers("fr", One));
        assert!(!stands_for_few_numbers("ru", One));
    }
}
