//! The records of a kind as a data script in columns, for the filters of its list and the choice of what is compared.
//!
//! A column has a value for each record of the list, in its order; tables say what the numbers of a column stand for.

use std::collections::HashMap;
use std::fmt::{Display, Write};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::context::PageContext;
use super::date::record_date;
use super::entries::kind_list;
use super::filter_values::{choices, type_choice};
use super::line_texts::line_texts;
use super::script_rows::{CHUNK_CAPACITY, write_rows};
use super::status::facet_status;
use crate::atlas::RecordIx;
use crate::model::Rollup;
use crate::record::Status;
use crate::render::locale_date::machine_date;
use crate::site::{KindIx, RelationIx};
use crate::text::LangText;
use crate::text::json;

/// Writes the list of a kind as a script, in chunks.
pub(super) fn write_list_script(
    context: &Arc<PageContext>,
    kind: KindIx,
    to: &mut dyn FnMut(&[u8]),
) {
    let vocabulary = &context.model.site.vocabulary;
    let mut script = ListScript {
        context,
        records: &kind_list(context, kind).records,
        out: String::with_capacity(CHUNK_CAPACITY),
        to,
    };
    script
        .out
        .push_str("(self.atlasLists=self.atlasLists||{})[");
    json::string(&mut script.out, &vocabulary.kind(kind).id);
    script.out.push_str("]={");
    script.write_names(kind);
    script.write_statuses();
    let (known, rollup) = (vocabulary.known, context.model.facet_rollup());
    let facets = &context.model.atlas.facets;
    script.write_facets("region", known.region, &rollup.regions, |ix| {
        facets.regions(ix)
    });
    script.write_facets("sector", known.sectors, &rollup.sectors, |ix| {
        facets.sectors(ix)
    });
    script.write_choices();
    script.write_dates();
    script.write_lines();
    script.out.push_str("};\n");
    (script.to)(script.out.as_bytes());
}

/// A list that is being written.
struct ListScript<'a> {
    context: &'a Arc<PageContext>,
    records: &'a [RecordIx],
    out: String,
    to: &'a mut dyn FnMut(&[u8]),
}

impl ListScript<'_> {
    /// Writes a column of strings.
    fn texts(&mut self, key: &str, mut text: impl FnMut(&mut String, RecordIx)) {
        let _ = write!(self.out, "\"{key}\":[");
        let records = self.records.iter().copied();
        write_rows(&mut self.out, self.to, records, |out, ix| text(out, ix));
        self.out.push_str("],\n");
    }

    /// Writes a column as one text, with a semicolon after each value.
    fn values(&mut self, key: &str, mut value: impl FnMut(&mut String, RecordIx)) {
        let _ = write!(self.out, "\"{key}\":\"");
        for ix in self.records {
            value(&mut self.out, *ix);
            self.out.push(';');
        }
        self.out.push_str("\",\n");
    }

    /// Writes the texts that few records have, by their place.
    fn some(&mut self, key: &str, text: impl Fn(RecordIx) -> Option<String>) {
        let _ = write!(self.out, "\"{key}\":{{");
        let texts = self.records.iter().enumerate();
        let texts = texts.filter_map(|(place, ix)| Some((place, text(*ix)?)));
        write_rows(&mut self.out, self.to, texts, |out, (place, text)| {
            let _ = write!(out, "\"{place}\":");
            json::string(out, &text);
        });
        self.out.push_str("},\n");
    }

    /// Writes ids, titles, addresses, and the other names by which a record is found.
    fn write_names(&mut self, kind: KindIx) {
        let (context, model) = (self.context, &self.context.model);
        let record = |ix: RecordIx| model.atlas.record(ix);
        let address = |ix: RecordIx| context.record_link(ix).address();
        let folder = format!("{}/", model.site.vocabulary.kind(kind).folder);
        let first = self.records.first().map(|ix| address(*ix));
        let (start, end) = first
            .and_then(|first| {
                let id = &*record(*self.records.first()?).id;
                let at = first.rfind(&format!("{folder}{id}"))? + folder.len();
                Some((first[..at].to_owned(), first[at + id.len()..].to_owned()))
            })
            .unwrap_or_default();
        self.out.push_str("\"start\":");
        json::string(&mut self.out, &start);
        self.out.push_str(",\"end\":");
        json::string(&mut self.out, &end);
        self.out.push_str(",\n");
        self.texts("ids", |out, ix| json::string(out, &record(ix).id));
        self.texts("titles", |out, ix| {
            context.record_lang_text(ix).write_json(out);
        });
        self.some("urls", |ix| {
            let url = address(ix);
            (url != [&start, &*record(ix).id, &end].concat()).then(|| url.to_owned())
        });
        self.some("also", |ix| other_names(context, ix));
    }

    /// Writes the cells of the lines of a kind that has lines.
    fn write_lines(&mut self) {
        let context = self.context;
        let mut first = self.records.first().into_iter();
        if first.any(|ix| !line_texts(context, *ix).is_empty()) {
            self.texts("lines", |out, ix| {
                let cells = line_texts(context, ix);
                json::list(out, &cells, |out, cell| cell.write_json(out));
            });
        }
    }

    fn write_statuses(&mut self) {
        let context = self.context;
        self.out.push_str("\"statuses\":");
        json::list(&mut self.out, Status::NAMES, |out, (id, status)| {
            let label = context.status_label_lang_text(status);
            out.push('[');
            json::string(out, id);
            out.push(',');
            label.unwrap_or(LangText::plain("")).write_json(out);
            out.push(']');
        });
        self.out.push_str(",\n");
        self.values("status", |out, ix| {
            let status = context.model.atlas.record(ix).status;
            write_number(out, status as u8, status == Status::Stated);
        });
    }

    /// Writes the regions or sectors of the records as numbers: the place in the table, and the status of the relation as
    /// its rest by four. The table has id, title, and the places of the regions or sectors by which the list is filtered.
    fn write_facets<'f>(
        &mut self,
        key: &str,
        relation: RelationIx,
        rollup: &Rollup,
        of: impl Fn(RecordIx) -> &'f [RecordIx],
    ) {
        let context = self.context;
        let mut table = Places::default();
        self.values(key, |out, ix| {
            for (at, facet) in of(ix).iter().enumerate() {
                let status = facet_status(context, ix, relation, *facet);
                let comma = if at > 0 { "," } else { "" };
                let _ = write!(out, "{comma}{}", table.place(*facet) * 4 + status as usize);
            }
        });
        let own = table.all.clone();
        let mut targets: Vec<Vec<usize>> = Vec::new();
        for facet in own {
            let above = rollup.targets(&[facet]).into_iter();
            targets.push(above.map(|target| table.place(target)).collect());
        }
        let model = &context.model;
        let _ = write!(self.out, "\"{key}s\":");
        let rows = table.all.iter().enumerate();
        json::list(&mut self.out, rows, |out, (place, facet)| {
            out.push('[');
            json::string(out, &model.atlas.record(*facet).id);
            out.push(',');
            context.record_lang_text(*facet).write_json(out);
            out.push(',');
            let targets = targets.get(place).map_or(&[][..], Vec::as_slice);
            json::list(out, targets, |out, target| {
                let _ = write!(out, "{target}");
            });
            out.push(']');
        });
        self.out.push_str(",\n");
    }

    /// Writes the types and the values of the other fields of choice, each with its table.
    fn write_choices(&mut self) {
        let context = self.context;
        let mut types = Places::default();
        self.values("type", |out, ix| {
            if let Some(chosen) = type_choice(context, ix) {
                let label = LangText::new(chosen.label, chosen.language);
                let place = types.place((chosen.id, label));
                let _ = write!(out, "{place}");
            }
        });
        self.out.push_str("\"types\":");
        json::list(&mut self.out, &types.all, |out, (id, label)| {
            out.push('[');
            json::string(out, id);
            out.push(',');
            label.write_json(out);
            out.push(']');
        });
        self.out.push_str(",\n");
        let mut tokens = Places::default();
        self.values("choice", |out, ix| {
            for (at, chosen) in choices(context, ix).iter().enumerate() {
                let comma = if at > 0 { "," } else { "" };
                let _ = write!(out, "{comma}{}", tokens.place(chosen.token()));
            }
        });
        self.out.push_str("\"choices\":");
        json::list(&mut self.out, &tokens.all, |out, token| {
            json::string(out, token);
        });
        self.out.push_str(",\n");
    }

    /// Writes dates for programs, and as they are read; nothing if no record has one.
    fn write_dates(&mut self) {
        let context = self.context;
        if self
            .records
            .iter()
            .all(|ix| record_date(context, *ix).is_none())
        {
            return;
        }
        self.texts("dates", |out, ix| {
            let date = record_date(context, ix);
            let written =
                date.map(|date| machine_date(date).unwrap_or_else(|| date.year().to_string()));
            json::string(out, &written.unwrap_or_default());
        });
        self.texts("whens", |out, ix| {
            let date = context.dated_lang_text(ix);
            date.unwrap_or(LangText::plain("")).write_json(out);
        });
    }
}

/// The names of a record besides its title.
fn other_names(context: &PageContext, ix: RecordIx) -> Option<String> {
    let found = context.model.atlas.record(ix);
    let title = context.model.title(context.language, ix);
    let own = [&found.name, &found.short].into_iter();
    let mut names: Vec<&str> = own
        .chain(&found.aliases)
        .flat_map(|text| text.iter().map(|(_, text)| &**text))
        .filter(|name| *name != title)
        .collect();
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then(|| names.join("\n"))
}

/// Writes a number, or nothing.
fn write_number(out: &mut String, number: impl Display, is_left_out: bool) {
    if !is_left_out {
        let _ = write!(out, "{number}");
    }
}

/// Different values in the order of their first use.
struct Places<T> {
    all: Vec<T>,
    places: HashMap<T, usize, RandomState>,
}

impl<T> Default for Places<T> {
    fn default() -> Places<T> {
        Places {
            all: Vec::new(),
            places: HashMap::default(),
        }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Places<T> {
    fn place(&mut self, value: T) -> usize {
        let next = self.all.len();
        let place = *self.places.entry(value.clone()).or_insert(next);
        if place == next {
            self.all.push(value);
        }
        place
    }
}
