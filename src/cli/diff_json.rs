//! Changes for programs: each difference with the ids and keys of the files.

use serde_json::{Value, json};

use crate::change::{Alteration, Difference, ObservedValue, Subject, ValuePart};
use crate::history::ChangeReport;

/// The version of the format. Additions do not raise it.
const FORMAT: u32 = 1;

/// Returns the differences as JSON. `from` and `to` are the commits; `None`: the files on the disk.
pub(super) fn json(
    differences: &[Difference],
    report: &ChangeReport,
    (from, to): (&str, Option<&str>),
    notes: &[String],
) -> Value {
    let title = |subject: &str| {
        let known = report.subjects.iter().find(|known| &*known.id == subject);
        known.map(|known| json!({"kind": known.kind, "title": known.title}))
    };
    let mut subjects: Vec<Value> = Vec::new();
    for of_one in differences.chunk_by(|one, other| one.subject == other.subject) {
        let (mut value, id) = match &of_one[0].subject {
            Subject::Record(id) => (json!({"record": &**id}), &**id),
            Subject::Page(path, language) => (json!({"page": path, "language": language}), &**path),
        };
        if let (Some(value), Some(Value::Object(named))) = (value.as_object_mut(), title(id)) {
            let changes: Vec<Value> = of_one.iter().map(|one| change(&one.alteration)).collect();
            value.extend(named);
            value.insert("changes".to_owned(), changes.into());
        }
        subjects.push(value);
    }
    json!({
        "format": FORMAT,
        "from": from,
        "to": to,
        "changed": subjects,
        "pages": report.pages,
        "unsourced": report.unsourced,
        "notes": notes,
    })
}

fn change(alteration: &Alteration) -> Value {
    match alteration {
        Alteration::Added => json!({"change": "added"}),
        Alteration::Removed => json!({"change": "removed"}),
        Alteration::Renamed { from } => json!({"change": "renamed", "from": &**from}),
        Alteration::Merged { into } => json!({"change": "merged", "into": &**into}),
        Alteration::Kind { from, to } => json!({"change": "kind", "from": from, "to": to}),
        Alteration::Value {
            key,
            language,
            part,
            from,
            to,
        } => json!({
            "change": "value", "key": key, "language": language, "part": part_name(*part), "from": from, "to": to,
        }),
        Alteration::Figure { figure, from, to } => json!({
            "change": "figure",
            "figure": figure,
            "from": from.as_ref().map(observed),
            "to": to.as_ref().map(observed),
        }),
        Alteration::RelationBegun { relation, to } => {
            json!({"change": "relation-begun", "relation": relation, "to": &**to})
        }
        Alteration::RelationGone { relation, to } => {
            json!({"change": "relation-gone", "relation": relation, "to": &**to})
        }
        Alteration::RelationEnded {
            relation,
            to,
            until,
        } => json!({"change": "relation-ended", "relation": relation, "to": &**to, "until": until}),
        Alteration::RelationQualified {
            relation,
            to,
            qualifier,
            was,
            is,
        } => json!({
            "change": "relation-qualified",
            "relation": relation,
            "to": &**to,
            "qualifier": qualifier,
            "was": was,
            "is": is,
        }),
        Alteration::Text {
            key,
            language,
            gone,
            new,
        } => {
            json!({"change": "text", "key": key, "language": language, "gone": gone, "new": new})
        }
    }
}

fn observed(value: &ObservedValue) -> Value {
    let parts = value.provenance.iter();
    let parts: Vec<Value> = parts
        .map(|(part, text)| json!({"part": part_name(*part), "text": text}))
        .collect();
    json!({"value": value.value, "on": value.on, "by": value.by, "provenance": parts})
}

fn part_name(part: ValuePart) -> &'static str {
    match part {
        ValuePart::Value => "value",
        ValuePart::Status => "status",
        ValuePart::Source => "source",
        ValuePart::Note => "note",
    }
}
