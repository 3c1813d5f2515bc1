//! Regular expressions of the JSON Schema: those of texts that the reader of records accepts.
//!
//! They keep to the syntax that ECMA-262 and others share: no look-around, no inline flags.

use std::fmt::Write;

/// Spaces between groups of digits.
const SPACES: &str = r" \u00a0\u202f";

/// A text without a visible character, which counts as absent.
pub(super) const BLANK: &str = r"^[\s\u00ad\u200b-\u200d\u2060\ufeff]*$";

/// A web address.
pub(super) const URL: &str =
    r#"^\s*[hH][tT][tT][pP][sS]?://[^\s/?#:.<>"`{}|\\^][^\s<>"`{}|\\^]*\s*$"#;

/// An email address.
pub(super) const EMAIL: &str = r"^\s*[^\s@.]+(\.[^\s@.]+)*@[^\s@.]+(\.[^\s@.]+)*\s*$";

/// A telephone number of 5 to 15 digits.
pub(super) const PHONE: &str = r"^\s*\+?[ ()\u00a0-]*([0-9][ ()\u00a0-]*){5,15}\s*$";

/// A number that can be read in two ways, with a sign or a bound before it.
pub(super) const AMBIGUOUS: &str =
    r"^\s*([<>]=?|[≥≤~≈])?\s*[-+−]*\s*([1-9]|[0-9]{2,3})[.,][0-9]{3}\s*%?\s*([A-Z]{3})?\s*$";

/// A language code of BCP 47: language, script, region and variants.
pub(super) const LANGUAGE: &str = "^[A-Za-z]{2,8}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?([-_]([0-9][A-Za-z0-9]{3}|[A-Za-z0-9]{5,8}))*$";

/// A date of EDTF, levels 0 and 1, or an interval with at least one end. Days of months are not counted.
pub(super) fn date() -> String {
    let year = r"-?([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)";
    let month = r"(0[1-9]|1[0-2]|2[1-4])";
    let day = r"(0[1-9]|[12][0-9]|3[01]|XX)";
    let known = r"-?[0-9]{4}";
    let moment = format!(
        "({year}|{known}-({month}|XX|XX-XX)|{known}-(0[1-9]|1[0-2])-{day}|Y-?[1-9][0-9]{{4,8}})[~?%]?"
    );
    let time = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[-+]([01][0-9]|2[0-3])(:[0-5][0-9])?)?";
    let timed = format!(r"{known}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T{time}");
    format!(r"^\s*({moment}|{timed}|{moment}/({moment}|\.\.)?|(\.\.)?/{moment})\s*$")
}

/// A whole number.
pub(super) fn integer() -> String {
    format!(r"^\s*[{SPACES}_]*[-+]?[{SPACES}_]*[0-9][0-9{SPACES}_]*\s*$")
}

/// A decimal number.
pub(super) fn number() -> String {
    format!(r"^\s*{}\s*$", digits())
}

/// A number with an optional bound and percent sign.
pub(super) fn quantity() -> String {
    format!(r"^\s*([<>]=?|[≥≤~≈])?\s*{}\s*%?\s*$", digits())
}

/// A number with optional percent signs.
pub(super) fn share() -> String {
    format!(r"^\s*{}\s*%*\s*$", digits())
}

/// An amount with the code of its currency.
pub(super) fn money() -> String {
    format!(r"^\s*{}[ \u00a0][A-Z]{{3}}\s*$", digits())
}

/// An id.
pub(super) fn id() -> String {
    format!("^{}$", id_part())
}

/// A former id, with a folder if the kind has changed.
pub(super) fn former_id() -> String {
    format!(r"^\s*({0}/)?{0}\s*$", id_part())
}

/// The ids that no file or page can have, in any case: names of devices, and the page of a folder.
pub(super) fn reserved_id() -> String {
    let names = ["con", "prn", "aux", "nul"].map(in_any_case);
    let numbered = ["com", "lpt"].map(in_any_case);
    format!(
        r"^({}|(({})|({})[1-9¹²³])(\..*)?)$",
        in_any_case("index"),
        names.join("|"),
        numbered.join("|")
    )
}

fn id_part() -> &'static str {
    r"[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}_-]*(\.[\p{L}\p{N}\p{M}_-]+)*"
}

/// The sign and the digits of a decimal number.
fn digits() -> String {
    format!(
        "[-+−]?[{SPACES}]*([0-9][0-9{SPACES}]*([.,][0-9{SPACES}]*)?|[.,][{SPACES}]*[0-9][0-9{SPACES}]*)"
    )
}

/// Returns an expression for a word of ASCII letters in any case.
fn in_any_case(word: &str) -> String {
    word.chars().fold(String::new(), |mut all, letter| {
        let _ = write!(all, "[{letter}{}]", letter.to_ascii_uppercase());
        all
    })
}
