//! Which place a name of a layout means.

use super::Handed;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Binding {
    /// A place on the stack.
    Place(usize),
    /// Something that is the same on all pages of a sort.
    Fixed(usize),
    /// A macro, by its layout and its name.
    Declared(String, String),
    /// Something that only the engine knows.
    Unknown,
}

/// The names of a stretch of a layout, seen from within it.
#[derive(Debug, Default)]
pub(super) struct Scope {
    frames: Vec<Frame>,
}

#[derive(Debug, Default)]
struct Frame {
    names: Vec<(String, Binding)>,
    /// The counter of a loop, in its body.
    counter: Option<usize>,
}

impl Scope {
    /// Opens a stretch with names of its own.
    pub(super) fn open(&mut self) {
        self.frames.push(Frame::default());
    }

    /// Opens the body of a loop.
    pub(super) fn open_loop(&mut self, counter: usize) {
        self.frames.push(Frame { names: Vec::new(), counter: Some(counter) });
    }

    /// Closes the innermost stretch.
    pub(super) fn close(&mut self) {
        self.frames.pop();
    }

    /// The counter of the innermost loop.
    pub(super) fn counter(&self) -> Option<usize> {
        self.frames.iter().rev().find_map(|frame| frame.counter)
    }

    /// Whether no stretch is open within another.
    pub(super) fn is_outermost(&self) -> bool {
        self.frames.len() == 1
    }

    /// Whether the innermost stretch is the body of a loop.
    pub(super) fn in_loop(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.counter.is_some())
    }

    /// What a name means here.
    pub(super) fn find(&self, name: &str) -> Option<Binding> {
        let names = self.frames.iter().rev().flat_map(|frame| &frame.names);
        names.filter(|(known, _)| known == name).map(|(_, binding)| binding.clone()).next()
    }

    /// What a name means in the innermost stretch itself.
    pub(super) fn own(&self, name: &str) -> Option<&Binding> {
        let names = &self.frames.last()?.names;
        names.iter().find(|(known, _)| known == name).map(|(_, binding)| binding)
    }

    /// Gives a name a meaning in the innermost stretch.
    pub(super) fn bind(&mut self, name: &str, binding: Binding) -> Result<(), Handed> {
        let frame = self.frames.last_mut().ok_or(Handed)?;
        match frame.names.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = binding,
            None => frame.names.push((name.to_owned(), binding)),
        }
        Ok(())
    }
}
