//! Verification of identifiers by form and checksum.

use crate::site::Checksum;

/// Why an identifier is wrong, in Russian and English.
type Reason = (&'static str, &'static str);

const LENGTH: Reason = ("неверное число знаков", "the wrong number of characters");
const CONTROL: Reason = (
    "не сходится контрольная цифра",
    "the control digit does not match",
);
const FORM: Reason = ("недопустимые знаки", "characters that cannot stand there");

/// Verifies the form and the checksum of an identifier.
pub(in crate::record) fn verify(scheme: Checksum, value: &str) -> Result<(), Reason> {
    match scheme {
        Checksum::Inn => inn(value),
        Checksum::Ogrn => ogrn(value),
        Checksum::Ror => ror(value),
        Checksum::Wikidata => match value.strip_prefix('Q') {
            Some(number) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
                Ok(())
            }
            _ => Err(FORM),
        },
        Checksum::Orcid => orcid(value),
    }
}

fn digits(value: &str) -> Result<Vec<u64>, Reason> {
    value
        .chars()
        .map(|c| c.to_digit(10).map(u64::from).ok_or(FORM))
        .collect()
}

/// ИНН. The weights are those of the order of the Federal Tax Service.
fn inn(value: &str) -> Result<(), Reason> {
    const WEIGHTS: [u64; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let digits = digits(value)?;
    let control = |upto: usize| {
        let weights = &WEIGHTS[WEIGHTS.len() - upto..];
        let sum: u64 = digits[..upto]
            .iter()
            .zip(weights)
            .map(|(digit, weight)| digit * weight)
            .sum();
        sum % 11 % 10 == digits[upto]
    };
    match digits.len() {
        10 if control(9) => Ok(()),
        12 if control(10) && control(11) => Ok(()),
        10 | 12 => Err(CONTROL),
        _ => Err(LENGTH),
    }
}

/// ОГРН. The control digit is the preceding number modulo 11 (13 digits) or 13 (15 digits), modulo 10.
fn ogrn(value: &str) -> Result<(), Reason> {
    let digits = digits(value)?;
    let modulus = match digits.len() {
        13 => 11,
        15 => 13,
        _ => return Err(LENGTH),
    };
    let (control, number) = (digits[digits.len() - 1], &digits[..digits.len() - 1]);
    let rest = number
        .iter()
        .fold(0, |rest, digit| (rest * 10 + digit) % modulus);
    if rest % 10 == control {
        Ok(())
    } else {
        Err(CONTROL)
    }
}

/// ROR: `0`, six characters of Crockford's base 32, two digits of ISO/IEC 7064 MOD 97-10
/// (<https://ror.readme.io/docs/identifier>).
fn ror(value: &str) -> Result<(), Reason> {
    const ALPHABET: &str = "0123456789abcdefghjkmnpqrstvwxyz";
    if value.len() != 9 {
        return Err(LENGTH);
    }
    if !value.is_ascii() || !value.starts_with('0') {
        return Err(FORM);
    }
    let (body, control) = value.split_at(7);
    let number = body
        .chars()
        .try_fold(0u64, |n, c| Some(n * 32 + ALPHABET.find(c)? as u64))
        .ok_or(FORM)?;
    let control: u64 = control.parse().map_err(|_| FORM)?;
    if 98 - (number * 100) % 97 == control {
        Ok(())
    } else {
        Err(CONTROL)
    }
}

/// ORCID: fifteen digits and a control character of ISO 7064 MOD 11-2.
fn orcid(value: &str) -> Result<(), Reason> {
    let plain: String = value.chars().filter(|c| *c != '-').collect();
    if plain.chars().count() != 16 {
        return Err(LENGTH);
    }
    let (body, control) = plain.split_at(plain.char_indices().nth(15).map_or(0, |(i, _)| i));
    let total = digits(body)?
        .iter()
        .fold(0, |total, digit| (total + digit) * 2 % 11);
    let wanted = (12 - total) % 11;
    let control = if control == "X" {
        10
    } else {
        control.parse().map_err(|_| FORM)?
    };
    if wanted == control {
        Ok(())
    } else {
        Err(CONTROL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_pass_and_a_changed_digit_does_not() {
        // Сбербанк, МГУ (ИНН, ОГРН), an example of twelve digits; ROR of MSU; ORCID's own example.
        for (scheme, good, bad) in [
            (Checksum::Inn, "7707083893", "7707083894"),
            (Checksum::Inn, "500100732259", "500100732258"),
            (Checksum::Ogrn, "1027700132195", "1027700132196"),
            (Checksum::Ogrn, "304500116000157", "304500116000158"),
            (Checksum::Ror, "010pmpe69", "010pmpe68"),
            (
                Checksum::Orcid,
                "0000-0002-1825-0097",
                "0000-0002-1825-0098",
            ),
        ] {
            assert_eq!(verify(scheme, good), Ok(()), "{good}");
            assert_eq!(verify(scheme, bad), Err(CONTROL), "{bad}");
        }
        assert_eq!(verify(Checksum::Inn, "77070"), Err(LENGTH));
        assert_eq!(
            verify(Checksum::Inn, "77О7083893"),
            Err(FORM),
            "a Cyrillic О is no zero"
        );
        assert_eq!(verify(Checksum::Wikidata, "Q1"), Ok(()));
        assert_eq!(verify(Checksum::Orcid, "ééééééééééééééééé"), Err(LENGTH));
    }
}
