//! The head of GIF files.

/// Returns width and height. `None` if the head is cut.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let [w1, w2, h1, h2] = bytes.get(6..10)?.try_into().ok()?;
    let number = |low, high| u32::from(u16::from_le_bytes([low, high]));
    Some((number(w1, w2), number(h1, h2)))
}
