//! Locations in source files: byte spans, and spans with their file.

use std::ops::Range;

use crate::source::SourcePath;

/// A range of bytes of a file. Offsets include the byte order mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Converts a byte range. Files are far below 4 GB ([`crate::source::LARGEST_CONTENT`]).
    pub fn new(range: Range<usize>) -> Span {
        Span {
            start: range.start as u32,
            end: range.end as u32,
        }
    }

    /// Returns the span as a byte range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A span of a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file.
    pub path: SourcePath,
    /// The span in the file.
    pub span: Span,
}

impl Location {
    /// Returns the location of a whole file: its first byte.
    pub fn file(path: SourcePath) -> Location {
        Location {
            path,
            span: Span::default(),
        }
    }
}
