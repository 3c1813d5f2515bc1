//! Totals of a qualifier over relations, by currency.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::linked_atlas::Atlas;
use super::record_ix::RecordIx;
use super::relation::Relation;
use crate::record::{Status, Value};
use crate::site::{Direction, RelationIx};

/// The factor by which sums are rounded: to six decimal places, which hides errors of binary fractions.
const PRECISION: f64 = 1e6;

/// The sum of a qualifier in one currency.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Total {
    /// The currency code (ISO 4217). `None` for numbers without a currency.
    pub currency: Option<Arc<str>>,
    /// The sum of all values.
    pub amount: f64,
    /// The part of the sum that is planned, proposed or inferred.
    pub doubtful: f64,
    /// The number of values.
    pub values: usize,
}

/// A qualifier of a relation type, by its index.
pub type QualifierKey = (RelationIx, usize);

impl Atlas {
    /// Returns the value of a qualifier of a relation with the least certain status of the relation and its records.
    pub fn qualifier<'a>(
        &self,
        relation: &'a Relation,
        qualifier: usize,
    ) -> Option<(&'a Value, Status)> {
        let details = relation.details.as_deref()?;
        let mut all = details.qualifiers.iter();
        let (_, value) = all.find(|(index, _)| *index == qualifier)?;
        let status = details.provenance.status;
        let ends = [relation.from, relation.to].map(|end| self.record(end).status);
        Some((value, ends.into_iter().fold(status, Status::max)))
    }

    /// Adds up qualifiers over the relations whose target is among some records.
    pub fn totals_of_targets(
        &self,
        targets: &[RecordIx],
        summed: &[QualifierKey],
    ) -> Vec<(QualifierKey, Vec<Total>)> {
        let mut values: BTreeMap<QualifierKey, Vec<(&Value, Status)>> = BTreeMap::new();
        for edge in targets.iter().flat_map(|target| self.edges(*target)) {
            if edge.bare || edge.side != Direction::Inverse {
                continue;
            }
            let of_type = summed
                .iter()
                .filter(|(relation, _)| *relation == edge.relation_type);
            for key in of_type {
                let relation = &self.relations[edge.relation as usize];
                let value = self.qualifier(relation, key.1);
                values.entry(*key).or_default().extend(value);
            }
        }
        let total = |(key, values)| (key, totals(values));
        let all = values.into_iter().map(total);
        all.filter(|(_, totals)| !totals.is_empty()).collect()
    }
}

/// Adds up amounts and numbers, by currency; other values are skipped.
pub fn totals<'v>(values: impl IntoIterator<Item = (&'v Value, Status)>) -> Vec<Total> {
    let mut sums: BTreeMap<Option<Arc<str>>, Total> = BTreeMap::new();
    for (value, status) in values {
        let (amount, currency) = match value {
            Value::Money(amount, currency) => (*amount, Some(currency.clone())),
            Value::Integer(number) => (*number as f64, None),
            Value::Number(number) => (*number, None),
            _ => continue,
        };
        let total = sums.entry(currency).or_default();
        total.amount += amount;
        total.values += 1;
        if status != Status::Stated {
            total.doubtful += amount;
        }
    }
    let rounded = |sum: f64| (sum * PRECISION).round() / PRECISION;
    let finish = |(currency, total): (Option<Arc<str>>, Total)| Total {
        currency,
        amount: rounded(total.amount),
        doubtful: rounded(total.doubtful),
        ..total
    };
    sums.into_iter().map(finish).collect()
}

#[cfg(test)]
mod tests {
    use super::totals;
    use crate::record::{Status, Value};

    #[test]
    fn each_currency_has_a_sum_of_its_own() {
        let euro = |amount| Value::Money(amount, "EUR".into());
        let all = [euro(0.1), Value::Money(5.0, "CLP".into()), euro(0.2)];
        let statuses = [Status::Stated, Status::Stated, Status::Planned];
        let found = totals(all.iter().zip(statuses));
        let found: Vec<(Option<&str>, f64, f64, usize)> = found
            .iter()
            .map(|sum| {
                (
                    sum.currency.as_deref(),
                    sum.amount,
                    sum.doubtful,
                    sum.values,
                )
            })
            .collect();
        let wanted = [(Some("CLP"), 5.0, 0.0, 1), (Some("EUR"), 0.3, 0.2, 2)];
        assert_eq!(found, wanted);
    }
}
