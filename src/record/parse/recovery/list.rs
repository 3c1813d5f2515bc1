//! Reads the records of a list whose YAML is broken.

use std::ops::Range;
use std::sync::Arc;

use super::defaults::{records_start, recover_defaults};
use super::flow_items::cut_flow_items;
use super::flow_map::is_flow_map;
use super::id_scan::find_id;
use super::items::cut_items;
use super::line::{is_dash, lines};
use super::map::Recovery;
use crate::diagnostic::Span;
use crate::record::file_parser::FileParser;
use crate::record::limits::MAX_RECORDS;
use crate::record::model::Record;
use crate::record::parse::list_file::are_small;
use crate::record::parse::yaml::{self, MapKey, Node, NodeData, YamlError};
use crate::site::{KindIx, Language};

impl FileParser<'_> {
    /// Reads the items of a list one by one, from the byte `start` on. `error` is that of the whole list, if its YAML is
    /// broken; it is reported unless an item has one of its own. `None`: it is reported already.
    pub(in crate::record) fn recover_list(
        &mut self,
        kind: KindIx,
        translates: Option<Language>,
        text: &str,
        start: usize,
        error: Option<YamlError>,
    ) -> Vec<Arc<Record>> {
        let keys = &self.site.vocabulary.kind(kind).keys;
        let is_known = |key: &str| keys.contains_key(key);
        let mut recovery = Recovery::new(text, &is_known);
        let defaults = recover_defaults(text, start);
        let is_whole = defaults.is_ok();
        // The error of the defaults stands for that of the whole list, which may be found far below it.
        let (defaults, error) = match defaults {
            Ok(defaults) => (defaults, error),
            Err(own) => (
                Vec::new(),
                error.map(|error| if error.limit { error } else { own }),
            ),
        };
        let start = records_start(text, start);
        let items = cut_flow_items(text, start).unwrap_or_else(|| cut_items(text, start));
        let is_small = are_small(&defaults, items.len());
        let defaults = if is_small { &defaults[..] } else { &[] };
        let is_whole = is_whole && is_small;
        let mut records = Vec::with_capacity(items.len().min(MAX_RECORDS));
        // A limit of the file is no mistake of its items.
        let is_silent = error.as_ref().is_none_or(|error| error.limit);
        let mut is_reported = error.is_none();
        for item in items.into_iter().take(MAX_RECORDS) {
            let (record, own) =
                self.recover_item((kind, translates), &mut recovery, item, defaults);
            records.extend(record.map(|mut record| {
                record.is_partial |= !is_whole;
                Arc::new(record)
            }));
            if let Some(own) = own
                && !is_silent
            {
                is_reported = true;
                self.report_yaml_error(own);
            }
        }
        if let Some(error) = error
            && !is_reported
        {
            self.report_yaml_error(error);
        }
        records
    }

    /// Reads one item. If its YAML is broken, returns the record as far as it can be read, and the error.
    fn recover_item(
        &mut self,
        (kind, translates): (KindIx, Option<Language>),
        recovery: &mut Recovery<'_, '_>,
        item: Range<usize>,
        defaults: &[(MapKey<'_>, Node<'_>)],
    ) -> (Option<Record>, Option<YamlError>) {
        let text = recovery.text;
        let start = Span::new(item.start..item.start);
        let parsed = yaml::parse_within(&text[item.clone()], item.start, &mut recovery.budget);
        if let Ok(node) = &parsed
            && let Some(pairs) = item_pairs(node, is_flow_map(text, item.clone()))
        {
            let mut record = self.parse_record(kind, None, translates, pairs, start);
            self.apply_defaults(&mut record, pairs, defaults);
            return (Some(record), None);
        }
        let own = parsed.err().filter(|error| !error.is_unknown_anchor());
        let content = content_of(text, item.clone());
        let map = recovery.recover_map(content);
        let error = broken_hyphen(text, item.clone()).or(map.error).or(own);
        let stub = self.stub((kind, translates), text, item, &map.pairs, defaults);
        (stub, error)
    }

    /// Returns what stands in for a broken item: the record as far as its keys could be read. `None` if it has no id.
    pub(in crate::record) fn stub(
        &mut self,
        (kind, translates): (KindIx, Option<Language>),
        text: &str,
        item: Range<usize>,
        pairs: &[(MapKey<'_>, Node<'_>)],
        defaults: &[(MapKey<'_>, Node<'_>)],
    ) -> Option<Record> {
        let start = Span::new(item.start..item.start);
        let id = find_id(text, item).map(|id| (&text[id.clone()], Span::new(id)));
        let mut record = self.parse_partial_record(kind, id, translates, pairs, start);
        self.apply_defaults(&mut record, pairs, defaults);
        (!record.id.is_empty()).then_some(record)
    }
}

/// Returns the keys of a list with one item, or of a map in braces.
fn item_pairs<'n, 't>(
    node: &'n Node<'t>,
    is_flow_map: bool,
) -> Option<&'n [(MapKey<'t>, Node<'t>)]> {
    match &node.data {
        NodeData::List(items) => match &**items {
            [item] => item.map(),
            _ => None,
        },
        NodeData::Map(pairs) if is_flow_map => Some(pairs),
        NodeData::Map(_) | NodeData::Null | NodeData::Scalar(_) => None,
    }
}

/// Returns the error of an item that does not begin with a hyphen and a space.
fn broken_hyphen(text: &str, item: Range<usize>) -> Option<YamlError> {
    if is_flow_map(text, item.clone()) {
        return None;
    }
    let line = lines(text, item).next().filter(|line| !line.is_item())?;
    let start = line.range.start + line.indent();
    Some(YamlError::without_hyphen(Span::new(start..start + 1)))
}

/// Returns the part of an item after its hyphen.
fn content_of(text: &str, item: Range<usize>) -> Range<usize> {
    let content = text[item.clone()].trim_start_matches(|c| is_dash(c) || c == ' ');
    item.end - content.len()..item.end
}
