//! Texts in which some characters must not stand as they are. Of what pages and files are made of, most is text copied
//! from a record, and hardly a character of that is special: it is looked through in pieces that the machine takes in
//! at once.

/// How many bytes are looked at together.
const PIECE: usize = 16;

/// How many of a text that is shorter than that.
const HALF: usize = PIECE / 2;

/// Adds a text; for every byte that is `special` — and of ASCII, as it must be — `instead` writes what stands for it.
#[inline(always)]
pub fn copy(
    out: &mut String,
    text: &str,
    special: impl Fn(u8) -> bool + Copy,
    mut instead: impl FnMut(&mut String, u8),
) {
    let mut rest = text;
    loop {
        let (plain, after) = rest.split_at(plain(rest, special));
        out.push_str(plain);
        let Some(found) = after.as_bytes().first() else { return };
        instead(out, *found);
        rest = &after[1..];
    }
}

/// Whether a byte is one of some. Many bytes are looked at side by side so, in fewer steps than by comparing each with one
/// after another.
#[inline(always)]
pub fn is_one<const N: usize>(byte: u8, of: [u8; N]) -> bool {
    of.iter().fold(u8::MAX, |least, one| least.min(byte ^ one)) == 0
}

/// How much of a text, from its beginning, has nothing special.
#[inline(always)]
pub fn plain(text: &str, special: impl Fn(u8) -> bool + Copy) -> usize {
    let (pieces, rest) = text.as_bytes().as_chunks::<PIECE>();
    let done = pieces.iter().take_while(|piece| !has(piece, special)).count() * PIECE;
    if done + rest.len() == text.len() && ends_plainly(text.as_bytes(), rest.len(), special) {
        return text.len();
    }
    let rest = &text.as_bytes()[done..];
    done + rest.iter().position(|byte| special(*byte)).unwrap_or(rest.len())
}

/// Whether the last bytes of a text, fewer than a piece, are plain for sure: they are looked at together with those
/// before them, which are plain themselves or belong to a text shorter than a piece.
#[inline(always)]
fn ends_plainly(text: &[u8], last: usize, special: impl Fn(u8) -> bool + Copy) -> bool {
    match (text.last_chunk::<PIECE>(), text.first_chunk::<HALF>(), text.last_chunk::<HALF>()) {
        _ if last == 0 => true,
        (Some(end), ..) => !has(end, special),
        (None, Some(start), Some(end)) => !has(start, special) && !has(end, special),
        _ => false,
    }
}

/// Whether some of a few bytes are special.
#[inline(always)]
fn has<const N: usize>(bytes: &[u8; N], special: impl Fn(u8) -> bool + Copy) -> bool {
    // No early end, so that the bytes are compared side by side.
    bytes.iter().fold(false, |found, byte| found | special(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{copy, is_one};

    proptest! {
        #[test]
        fn every_special_byte_is_replaced_and_no_other(text in "[a&я<ё ]{0,70}") {
            let mut out = String::new();
            copy(&mut out, &text, |byte| is_one(byte, [b'&', b'<']), |out, byte| {
                out.push_str(if byte == b'&' { "(and)" } else { "(less)" });
            });
            prop_assert_eq!(out, text.replace('&', "(and)").replace('<', "(less)"));
        }
    }
}
