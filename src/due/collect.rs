//! Finds what is due.

use super::due_item::{DueItem, DueReason};
use crate::atlas::{Atlas, RecordIx, Relation};
use crate::diagnostic::Location;
use crate::record::{Date, FieldValue, Record, Status, Value};
use crate::site::{FieldIx, KnownFields, Language, Site};
use crate::text::Day;

/// Returns what is due from a day on for a number of days, and what has been due before, by day.
pub fn due_items(site: &Site, atlas: &Atlas, today: Day, within: u32) -> Vec<DueItem> {
    let mut due = DueCollector {
        site,
        today,
        last: today.unix_days() + i64::from(within),
        found: Vec::new(),
    };
    for ix in atlas.indices() {
        due.add_record(ix, atlas.record(ix));
    }
    for (index, relation) in atlas.relations.iter().enumerate() {
        due.add_relation(index, relation);
    }
    let mut found = due.found;
    found.sort_by_key(|item| (item.day, item.record, item.relation, item.reason));
    found.dedup_by(|one, other| {
        (one.day, one.reason, one.record, one.relation)
            == (other.day, other.reason, other.record, other.relation)
    });
    found
}

struct DueCollector<'a> {
    site: &'a Site,
    today: Day,
    /// The last day, in days since 1970-01-01.
    last: i64,
    found: Vec<DueItem>,
}

impl DueCollector<'_> {
    fn add_record(&mut self, ix: RecordIx, record: &Record) {
        let known = &self.site.vocabulary.kind(record.kind).known;
        let is_planned = record.status == Status::Planned;
        let own = known.dates().find_map(|field| date_in(record, field));
        match own.filter(|_| is_planned) {
            Some((date, at)) => self.add(DueReason::Planned, ix, None, date, at),
            None if !is_planned => self.add_period(ix, record, known),
            None => {}
        }
        for field in &record.fields {
            let is_own = own.is_some_and(|(_, at)| is_planned && *at == field.at);
            if field.status() == Status::Planned && !is_own {
                self.add_planned_field(ix, field);
            }
        }
        for observation in &record.observations {
            if let Some(on) = observation.on
                && observation.provenance.status == Status::Planned
            {
                self.add(DueReason::Planned, ix, None, on, &observation.at);
            }
        }
        if let Some((date, at)) = known.checked.and_then(|field| date_in(record, field)) {
            let day = date.last_day().unix_days() + i64::from(self.site.checked_days);
            self.add_day(DueReason::Check, ix, None, day, at);
        }
    }

    /// Adds when a record happens, and when its period ends. A planned value is added as a plan.
    fn add_period(&mut self, ix: RecordIx, record: &Record, known: &KnownFields) {
        let fields = [
            (known.date, DueReason::Comes),
            (known.run, DueReason::Ends),
            (known.closed, DueReason::Ends),
        ];
        for (field, reason) in fields {
            let value = field.and_then(|field| record.field(field));
            let is_planned = value.is_some_and(|value| value.status() == Status::Planned);
            let date = field.and_then(|field| date_in(record, field));
            if let Some((date, at)) = date.filter(|_| !is_planned) {
                self.add(reason, ix, None, date, at);
            }
        }
    }

    fn add_planned_field(&mut self, ix: RecordIx, field: &FieldValue) {
        for value in field.value.all() {
            if let Value::Date(date) = value {
                self.add(DueReason::Planned, ix, None, *date, &field.at);
            }
        }
    }

    fn add_relation(&mut self, index: usize, relation: &Relation) {
        let Some(details) = &relation.details else {
            return;
        };
        let (date, reason) = match details.provenance.status {
            Status::Planned => (details.until.or(details.since), DueReason::Planned),
            Status::Stated | Status::Proposed | Status::Inferred => {
                (details.until, DueReason::RelationEnds)
            }
        };
        if let Some(date) = date {
            self.add(reason, relation.from, Some(index), date, &relation.at);
        }
    }

    /// Adds the last day of a date; nothing for a date without an end.
    fn add(
        &mut self,
        reason: DueReason,
        record: RecordIx,
        relation: Option<usize>,
        date: Date,
        at: &Location,
    ) {
        if date.to().is_some() {
            let day = date.last_day().unix_days();
            self.add_day(reason, record, relation, day, at);
        }
    }

    fn add_day(
        &mut self,
        reason: DueReason,
        record: RecordIx,
        relation: Option<usize>,
        day: i64,
        at: &Location,
    ) {
        let is_past = day < self.today.unix_days();
        let Ok(days) = i32::try_from(day) else { return };
        if day <= self.last && (reason.stays_due() || !is_past) {
            self.found.push(DueItem {
                day: Day::from_unix_days(days),
                reason,
                record,
                relation,
                at: at.clone(),
            });
        }
    }
}

/// Returns the date in a field of a record.
fn date_in(record: &Record, field: FieldIx) -> Option<(Date, &Location)> {
    let field = record.field(field)?;
    match field.value_in(Language::DEFAULT) {
        Value::Date(date) => Some((*date, &field.at)),
        _ => None,
    }
}
