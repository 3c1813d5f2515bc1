//! Rows of a data script, written in chunks.

/// The size in bytes from which a chunk is passed on.
const CHUNK_SIZE: usize = 1 << 16;

/// The capacity in bytes of the buffer for a chunk.
pub(super) const CHUNK_CAPACITY: usize = CHUNK_SIZE + CHUNK_SIZE / 8;

/// Appends rows to `out`, separated by commas and line breaks. Full chunks are passed to `to`; the rest stays in `out`.
pub(super) fn write_rows<T>(
    out: &mut String,
    to: &mut dyn FnMut(&[u8]),
    rows: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut String, T),
) {
    for (at, row) in rows.into_iter().enumerate() {
        if at > 0 {
            out.push_str(",\n");
        }
        write(out, row);
        if out.len() >= CHUNK_SIZE {
            to(out.as_bytes());
            out.clear();
        }
    }
}
