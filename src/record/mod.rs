//! RECORDS: parses one file of content into typed records.
//!
//! A file is parsed without knowledge of other files, so that files are parsed in parallel and unchanged ones are kept.
//! References to other records are resolved by [`crate::atlas`].

mod file_parser;
mod limits;
mod markdown;
mod model;
mod parse;
mod edit;
mod cursor;
mod url;

pub use cursor::{
    CursorPlace, OutlineEntry, OutlinePart, TextCursor, TextCursorPlace, ValueForm, YamlCursor,
    YamlOutline,
};
pub use edit::{
    ContentEdit, EditFault, NodePath, PathStep, TextEdit, TextScalar, YamlTree, apply_text_edits,
    body_range, edit_content, edit_content_at_once, read_tree, span_of_node, text_of_node,
    text_scalars, write_scalar_like, yaml_line, yaml_lines,
};
pub use markdown::linkable_ranges;
pub use model::{
    AtlasView, Body, Bound, Date, FieldValue, ForeignName, FreePage, FreePageSlot, Heading, Image,
    IntervalEnd, LabelledLink, Link, LinkTarget, LocalizedBody, LocalizedValue, Observation,
    ParsedFile, PartialDate, Placeholder, Provenance, Quantity, Record, RecordName, RecordText,
    Reference, RelationDetails, Role, Season, Sentence, Status, TextSegment, Time, Unspecified,
    Value, ViewLink, Zone, folded_name, id_fault, is_reserved_name, unambiguous_number,
};
pub use parse::parse;
