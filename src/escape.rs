//! Texts in which some characters must not stand as they are. Of what pages and files are made of, most is text copied
//! from a record, and hardly a character of that is special: it is looked through in pieces that the machine takes in
//! at once.

/// How many bytes are looked at together.
const PIECE: usize = 16;

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

/// How much of a text, from its beginning, has nothing special.
#[inline(always)]
pub fn plain(text: &str, special: impl Fn(u8) -> bool + Copy) -> usize {
    let (pieces, _) = text.as_bytes().as_chunks::<PIECE>();
    // No early end within a piece, so that its bytes are compared side by side.
    let has_special = |piece: &[u8; PIECE]| piece.iter().fold(false, |found, byte| found | special(*byte));
    let done = pieces.iter().take_while(|piece| !has_special(piece)).count() * PIECE;
    let rest = &text.as_bytes()[done..];
    done + rest.iter().position(|byte| special(*byte)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::copy;

    proptest! {
        #[test]
        fn every_special_byte_is_replaced_and_no_other(text in "[a&я<ё ]{0,70}") {
            let mut out = String::new();
            copy(&mut out, &text, |byte| (byte == b'&') | (byte == b'<'), |out, byte| {
                out.push_str(if byte == b'&' { "(and)" } else { "(less)" });
            });
            prop_assert_eq!(out, text.replace('&', "(and)").replace('<', "(less)"));
        }
    }
}
