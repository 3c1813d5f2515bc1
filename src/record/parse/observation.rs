//! Observations of figures.

use super::ambiguous_number::Reading;
use super::yaml::Node;
use crate::diagnostic::{Code, join_names};
use crate::record::file_parser::FileParser;
use crate::record::model::{Observation, Quantity};
use crate::site::FigureIx;

impl FileParser<'_> {
    /// Parses an observation. `None`: it is empty, or the error is reported.
    pub(in crate::record) fn parse_observation(&mut self, node: &Node<'_>) -> Option<Observation> {
        let (ru, en) = (
            "{of: показатель, value: число, on: дата, source: id}",
            "{of: name, value: number, on: date, source: id}",
        );
        if node.is_blank() {
            return None;
        }
        let Some(pairs) = node.map() else {
            return self.report_expected("figures", node, ru, en);
        };
        let find = |key: &str| {
            pairs
                .iter()
                .find(|(name, value)| name.text == key && !value.is_blank())
                .map(|(_, value)| value)
        };
        let (Some(of), Some(value)) = (find("of"), find("value")) else {
            return self.report_expected("figures", node, ru, en);
        };
        let name = self.scalar("of", of)?;
        let figures = &self.site.vocabulary.figures;
        let Some(index) = figures.iter().position(|figure| figure.id == name) else {
            let terms = figures.iter().map(|figure| (&*figure.id, &figure.label));
            let similar = self.suggest_term(name, terms);
            let diagnostic = self
                .diagnostic(Code::UnknownFigure, of.span)
                .with("figure", name)
                .with(
                    "known",
                    join_names(figures.iter().map(|figure| &*figure.id)),
                );
            self.push(diagnostic.with_some("near", similar));
            return None;
        };
        if let Some(number) = value.text().and_then(Quantity::ambiguous_number) {
            return self.report_ambiguous_number(number, Reading::Decimal, value.span);
        }
        let Some(quantity) = self.scalar("value", value).and_then(Quantity::parse) else {
            let (ru, en) = (
                "число: 176, \">60\", \"~15\", \"24,5 %\"",
                "a number: 176, \">60\", \"~15\", \"24.5 %\"",
            );
            return if value.text().is_some() {
                self.report_expected("value", value, ru, en)
            } else {
                None
            };
        };
        let on = find("on").and_then(|node| self.parse_date_field("on", node));
        let by = find("by").and_then(|node| self.parse_record_name("by", node));
        let provenance = self.parse_provenance("figures", pairs, &["of", "value", "on", "by"]);
        Some(Observation {
            of: FigureIx::new(index),
            value: quantity,
            on,
            by,
            provenance,
            at: self.location(node.span),
        })
    }
}
