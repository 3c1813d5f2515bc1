//! The diagnostic for numbers that can be read in two ways.

use crate::diagnostic::{Code, Span};
use crate::record::file_parser::FileParser;
use crate::record::model::parse_number;

/// The numbers that a field can have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Whole numbers only.
    Whole,
    /// Decimal numbers.
    Decimal,
}

impl FileParser<'_> {
    /// Reports a number of which `is_ambiguous` is true. The hint has both readings, in forms that are not ambiguous.
    pub(super) fn report_ambiguous_number<T>(
        &mut self,
        number: &str,
        reading: Reading,
        span: Span,
    ) -> Option<T> {
        let whole = number.replace([',', '.'], "").replace('−', "-");
        let exact = format!("{}0", number.replace(',', ".").replace('−', "-"));
        let decimal = parse_number(&exact).unwrap_or_default().to_string();
        let diagnostic = self
            .diagnostic(Code::AmbiguousNumber, span)
            .with("number", number)
            .with("whole", whole)
            .with("decimal", decimal);
        self.push(diagnostic.with_some("exact", (reading == Reading::Decimal).then_some(exact)));
        None
    }
}
