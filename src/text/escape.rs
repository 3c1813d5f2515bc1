//! The core of all escapers: copies a text and replaces a small set of ASCII bytes, scanning 16 bytes at a time.

/// The number of bytes that are compared at once.
const PIECE: usize = 16;

/// The number of bytes that are compared at once in a shorter text.
const HALF: usize = PIECE / 2;

/// Appends a text to `out`; for every byte for which `special` is true, `replace` appends its escape sequence. Special
/// bytes must be ASCII.
#[inline(always)]
pub fn escape_into(
    out: &mut String,
    text: &str,
    special: impl Fn(u8) -> bool + Copy,
    mut replace: impl FnMut(&mut String, u8),
) {
    let mut rest = text;
    loop {
        let (plain, after) = rest.split_at(find_special(rest, special));
        out.push_str(plain);
        let Some(found) = after.as_bytes().first() else {
            return;
        };
        replace(out, *found);
        rest = &after[1..];
    }
}

/// Whether a byte is one of several. The form without branches lets the compiler compare many bytes at once (SIMD).
#[inline(always)]
pub fn is_one_of<const N: usize>(byte: u8, set: [u8; N]) -> bool {
    set.iter().fold(u8::MAX, |least, one| least.min(byte ^ one)) == 0
}

/// Length in bytes of the longest prefix that contains no byte for which `special` returns true.
#[inline(always)]
pub fn find_special(text: &str, special: impl Fn(u8) -> bool + Copy) -> usize {
    let (pieces, rest) = text.as_bytes().as_chunks::<PIECE>();
    let done = pieces
        .iter()
        .take_while(|piece| !has(piece, special))
        .count()
        * PIECE;
    if done + rest.len() == text.len() && has_plain_end(text.as_bytes(), rest.len(), special) {
        return text.len();
    }
    let rest = &text.as_bytes()[done..];
    done + rest
        .iter()
        .position(|byte| special(*byte))
        .unwrap_or(rest.len())
}

/// Whether the last bytes of a text, fewer than a piece, are known to contain no special byte. They are compared together
/// with the bytes before them; `false` also if the text is too short for that.
#[inline(always)]
fn has_plain_end(text: &[u8], last: usize, special: impl Fn(u8) -> bool + Copy) -> bool {
    match (
        text.last_chunk::<PIECE>(),
        text.first_chunk::<HALF>(),
        text.last_chunk::<HALF>(),
    ) {
        _ if last == 0 => true,
        (Some(end), ..) => !has(end, special),
        (None, Some(start), Some(end)) => !has(start, special) && !has(end, special),
        _ => false,
    }
}

/// Whether one of the bytes is special.
#[inline(always)]
fn has<const N: usize>(bytes: &[u8; N], special: impl Fn(u8) -> bool + Copy) -> bool {
    // Without an early exit the compiler vectorises the loop.
    bytes
        .iter()
        .fold(false, |found, byte| found | special(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{escape_into, is_one_of};

    proptest! {
        #[test]
        fn every_special_byte_is_replaced_and_no_other(text in "[a&я<ё ]{0,70}") {
            let mut out = String::new();
            escape_into(&mut out, &text, |byte| is_one_of(byte, [b'&', b'<']), |out, byte| {
                out.push_str(if byte == b'&' { "(and)" } else { "(less)" });
            });
            prop_assert_eq!(out, text.replace('&', "(and)").replace('<', "(less)"));
        }
    }
}
