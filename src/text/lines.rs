//! The lines of a text, whatever ends them.

/// Returns the lines of a text with their ends: `\n`, `\r\n` or `\r`.
pub fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = rest.split_at(line_len(rest));
        rest = after;
        Some(line)
    })
}

/// Returns the number of line ends of a text.
pub fn count_line_ends(text: &str) -> usize {
    let is_ended = |line: &&str| line.ends_with(['\n', '\r']);
    split_lines(text).filter(is_ended).count()
}

/// Returns the number of bytes of the first line with its end.
fn line_len(text: &str) -> usize {
    match text.find(['\n', '\r']) {
        Some(end) if text[end..].starts_with("\r\n") => end + 2,
        Some(end) => end + 1,
        None => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_with_any_line_end() {
        let lines: Vec<&str> = split_lines("а\nб\r\nв\rг\n\r\nд").collect();
        assert_eq!(lines, ["а\n", "б\r\n", "в\r", "г\n", "\r\n", "д"]);
        assert_eq!(split_lines("").next(), None);
        assert_eq!(count_line_ends("а\r\nб\rв"), 2);
    }
}
