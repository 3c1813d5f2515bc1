//! What changed between two states of a site, in the words of the atlas: its labels, dates and titles.

mod affected;
mod contents;
mod figures;
mod relations;
mod sides;
mod subjects;
mod texts;
mod values;
mod words;

pub use sides::ReportSide;
pub use subjects::change_report;
