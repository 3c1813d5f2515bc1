//! Pairs of brackets in text that may be broken.

/// The brackets that are open at a place of a text.
#[derive(Default)]
pub(super) struct Brackets {
    open: Vec<(usize, char)>,
}

impl Brackets {
    /// Reads a character. Returns the place of the opening bracket that it closes. `None` if it closes none; brackets of
    /// the other sort that are open within a closed pair are never closed.
    pub(super) fn read(&mut self, at: usize, c: char) -> Option<usize> {
        let opening = match c {
            '{' | '[' => {
                self.open.push((at, c));
                return None;
            }
            '}' => '{',
            ']' => '[',
            _ => return None,
        };
        let (place, found) = *self.open.last()?;
        if found == opening {
            self.open.pop();
            return Some(place);
        }
        // One is missing or too many: the pair around it is closed where its other bracket stands just outside.
        let (outer, found) = *self.open.iter().nth_back(1)?;
        (found == opening).then(|| {
            self.open.truncate(self.open.len() - 2);
            outer
        })
    }

    /// Returns how many brackets are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Takes all brackets for closed but the first `depth`.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.open.truncate(depth);
    }
}
