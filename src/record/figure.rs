//! Figures: dated observations of how many, and who says so.

use std::fmt;

use super::reader::Reader;
use super::value::number;
use super::yaml::Node;
use super::{Date, Provenance, RecordName};
use crate::diagnostic::{Code, Span};
use crate::site::FigureIx;

/// How a number stands to the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It is the number.
    Exactly,
    /// `>`: more than it.
    MoreThan,
    /// `>=`: at least it.
    AtLeast,
    /// `<`: less than it.
    LessThan,
    /// `<=`: at most it.
    AtMost,
    /// `~`: about it.
    About,
}

/// A number with its bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// The number.
    pub number: f64,
    /// How it stands to the true one.
    pub bound: Bound,
    /// Whether it is a share in per cent.
    pub percent: bool,
}

/// The signs of bounds, the longer ones first.
const SIGNS: [(&str, Bound); 8] = [
    (">=", Bound::AtLeast),
    ("<=", Bound::AtMost),
    ("≥", Bound::AtLeast),
    ("≤", Bound::AtMost),
    (">", Bound::MoreThan),
    ("<", Bound::LessThan),
    ("~", Bound::About),
    ("≈", Bound::About),
];

impl Quantity {
    /// Reads `176`, `>60`, `>=50`, `~15`, `24,5 %`.
    pub fn parse(text: &str) -> Option<Quantity> {
        let text = text.trim();
        let (sign, bound) = SIGNS.into_iter().find(|(sign, _)| text.starts_with(sign)).unwrap_or(("", Bound::Exactly));
        let rest = text[sign.len()..].trim();
        let (digits, percent) = rest.strip_suffix('%').map_or((rest, false), |digits| (digits, true));
        Some(Quantity { number: number(digits)?, bound, percent })
    }
}

/// The form that is read back as the same quantity.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = SIGNS.iter().find(|(_, bound)| *bound == self.bound).map_or("", |(sign, _)| sign);
        write!(f, "{sign}{}{}", self.number, if self.percent { " %" } else { "" })
    }
}

/// One observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// What is counted.
    pub of: FigureIx,
    /// How many.
    pub value: Quantity,
    /// When.
    pub on: Option<Date>,
    /// Who says so.
    pub by: Option<RecordName>,
    /// What is said about it.
    pub provenance: Provenance,
    /// Where it stands.
    pub span: Span,
}

impl Reader<'_> {
    pub(super) fn figure(&mut self, node: &Node<'_>) -> Option<Observation> {
        let (ru, en) =
            ("{of: показатель, value: число, on: дата, source: id}", "{of: name, value: number, on: date, source: id}");
        let Some(pairs) = node.map() else { return self.expected("figures", node, ru, en) };
        let find = |key: &str| pairs.iter().find(|(name, _)| name.text == key).map(|(_, value)| value);
        let (Some(of), Some(value)) = (find("of"), find("value")) else {
            return self.expected("figures", node, ru, en);
        };
        let name = self.scalar("of", of)?;
        let figures = &self.site.vocabulary.figures;
        let Some(index) = figures.iter().position(|(id, _)| id == name) else {
            let near = self.near(name, figures.iter().map(|(id, _)| &**id));
            let diagnostic = self.diagnostic(Code::UnknownFigure, of.span).with("figure", name);
            self.push(diagnostic.with_some("near", near));
            return None;
        };
        let Some(quantity) = self.scalar("value", value).and_then(Quantity::parse) else {
            let (ru, en) = ("число: 176, \">60\", \"~15\", \"24,5 %\"", "a number: 176, \">60\", \"~15\", \"24.5 %\"");
            return if value.text().is_some() { self.expected("value", value, ru, en) } else { None };
        };
        let on = find("on").and_then(|node| {
            let text = self.scalar("on", node)?.to_owned();
            self.date(&text, node)
        });
        let by = find("by").and_then(|node| self.target("by", node));
        let provenance = self.provenance("figures", pairs, &["of", "value", "on", "by"]);
        Some(Observation { of: FigureIx::new(index), value: quantity, on, by, provenance, span: node.span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_read_as_it_is_shown() {
        for (text, shown) in
            [("176", "176"), ("> 60", ">60"), ("≥50", ">=50"), ("~15", "~15"), ("24,5 %", "24.5 %"), ("1 200", "1200")]
        {
            let quantity = Quantity::parse(text).expect(text);
            assert_eq!(quantity.to_string(), shown);
            assert_eq!(Quantity::parse(shown), Some(quantity));
        }
        for bad in ["", ">", "много", "1..2", "%", "5 %%"] {
            assert_eq!(Quantity::parse(bad), None, "{bad}");
        }
    }
}
