//! YAML as a tree that knows where each of its parts stands.
//!
//! Scalars keep the text that was written; what they mean is decided by the type of their field, so that `NO`, `010`
//! and `1.10` are never mistaken for something else. Hostile input meets limits: depth, number of nodes (aliases
//! included, so that a «billion laughs» is ten thousand at most), number of records and the size of the file.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};

use crate::diagnostic::Span;

/// How deep lists and maps may be nested. Records need five levels.
const DEEPEST: usize = 64;

/// How many nodes aliases may add to a file.
const MOST_COPIES: usize = 10_000;

/// How many values the lists and maps of a file may have: in memory a node takes twenty times its shortest text.
pub(super) const MOST_NODES: usize = 500_000;

/// The bytes of a text that count as one more node.
const LONG: usize = 100;

/// A part of a YAML text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node<'t> {
    /// Where it stands, in bytes of the file.
    pub span: Span,
    /// What it is.
    pub data: Data<'t>,
}

/// What a part of a YAML text is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data<'t> {
    /// Nothing: an empty value, `~` or `null` without quotes.
    Null,
    /// A text as written, without its quotes and escapes.
    Scalar(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// A map, in the order written; keys may repeat.
    Map(Vec<(Name<'t>, Node<'t>)>),
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// Where it stands.
    pub span: Span,
}

/// Why a text is not YAML that we read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Broken {
    /// Where.
    pub span: Span,
    /// What, in Russian.
    pub words: String,
    /// What, in English.
    pub words_en: String,
    /// Whether a limit was met, rather than the grammar broken.
    pub limit: bool,
}

impl Broken {
    fn new(span: Span, ru: &str, en: &str) -> Broken {
        Broken { span, words: ru.to_owned(), words_en: en.to_owned(), limit: false }
    }
}

/// What the parser says of the mistakes that editors make, in Russian; its other words stay as they are.
fn russian(words: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 16] = [
        ("unclosed quote", "не закрыта кавычка"),
        ("unclosed bracket", "не закрыта скобка"),
        ("mismatched bracket", "скобка закрыта скобкой другого вида"),
        ("misplaced bracket", "лишняя закрывающая скобка"),
        ("expected ','", "между значениями в скобках нужна запятая"),
        ("tab", "вместо пробелов стоит табуляция"),
        ("mapping values are not allowed", "второе двоеточие в строке: возьмите значение в кавычки"),
        ("simple key expected ':'", "после имени поля нет двоеточия"),
        ("did not find expected key", "здесь ожидается имя поля с двоеточием"),
        ("did not find expected '-'", "здесь ожидается строка списка, начинающаяся с «- »"),
        ("block sequence entries are not allowed", "список «- » нельзя начать в этом месте"),
        ("trailing content after", "что-то стоит после закрывающей кавычки"),
        ("indentation", "неверный отступ"),
        ("unknown escape", "неизвестный знак после обратной косой черты; в одинарных кавычках её можно писать"),
        ("unexpected character", "значение начинается знаком, занятым в YAML: возьмите его в кавычки"),
        ("recursion limit", "слишком глубокая вложенность"),
    ];
    WORDS.iter().find(|(known, _)| words.contains(known)).map(|(_, russian)| *russian)
}

impl<'t> Node<'t> {
    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The pairs of a map.
    pub(super) fn map(&self) -> Option<&[(Name<'t>, Node<'t>)]> {
        match &self.data {
            Data::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The items of a list; a single value is a list of one, nothing is a list of none.
    pub(super) fn items(&self) -> &[Node<'t>] {
        match &self.data {
            Data::List(items) => items,
            Data::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// How many values copying it makes; a long text counts as several.
    fn size(&self) -> usize {
        match &self.data {
            Data::Scalar(text) => 1 + text.len() / LONG,
            Data::List(items) => 1 + items.iter().map(Node::size).sum::<usize>(),
            Data::Map(pairs) => 1 + pairs.iter().map(|(_, value)| 1 + value.size()).sum::<usize>(),
            _ => 1,
        }
    }
}

/// Reads one document. `base` is where the text begins in its file.
pub(super) fn parse(text: &str, base: usize) -> Result<Node<'_>, Broken> {
    let options = granit_parser::options! {
        emit_comments: false,
        disallow_directives: true,
        block_nesting_limit: DEEPEST,
        flow_nesting_limit: DEEPEST,
    };
    let mut events = Parser::new_from_str_with_options(text, options);
    let mut tree =
        Builder { open: Vec::with_capacity(8), root: None, anchors: HashMap::new(), nodes: 0, copies: 0, documents: 0 };
    while let Some(event) = events.next_event() {
        let (event, at) = event.map_err(|error| broken(&error, text, base))?;
        let range = at.byte_range().unwrap_or(0..0);
        let span = Span::new(range.start + base..range.end + base);
        tree.take(event, span)?;
    }
    let end = base + text.len();
    Ok(tree.root.unwrap_or(Node { span: Span::new(end..end), data: Data::Null }))
}

/// A list or map whose end has not come yet.
enum Open<'t> {
    List(Span, usize, Vec<Node<'t>>),
    Map(Span, usize, Vec<(Name<'t>, Node<'t>)>, Option<Name<'t>>),
}

struct Builder<'t> {
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    anchors: HashMap<usize, Node<'t>>,
    nodes: usize,
    copies: usize,
    documents: usize,
}

impl<'t> Builder<'t> {
    fn take(&mut self, event: Event<'t>, span: Span) -> Result<(), Broken> {
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                // A key is called as it is written, whatever a value of the same letters means.
                let is_key = matches!(self.open.last(), Some(Open::Map(_, _, _, None)));
                let null =
                    style == ScalarStyle::Plain && !is_key && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                (Node { span, data: if null { Data::Null } else { Data::Scalar(text) } }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open.push(Open::List(span, anchor, Vec::new()));
                return Ok(());
            }
            Event::MappingStart(_, anchor, _) => {
                self.open.push(Open::Map(span, anchor, Vec::with_capacity(8), None));
                return Ok(());
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(start, anchor, items)) => {
                    let span = cover(start, span, items.first().map(|n| n.span), items.last().map(|n| n.span));
                    (Node { span, data: Data::List(items) }, anchor)
                }
                Some(Open::Map(start, anchor, pairs, _)) => {
                    let first = pairs.first().map(|(name, _)| name.span);
                    let span = cover(start, span, first, pairs.last().map(|(_, node)| node.span));
                    (Node { span, data: Data::Map(pairs) }, anchor)
                }
                None => return Ok(()),
            },
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor) else {
                    return Err(Broken::new(span, "нет такого якоря", "unknown alias"));
                };
                let (size, data) = (node.size(), node.data.clone());
                self.copy(size, span)?;
                (Node { span, data }, 0)
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Broken::new(span, "здесь начинается второй документ", "a second document begins here"));
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        if anchor > 0 {
            self.copy(node.size(), span)?;
            self.anchors.insert(anchor, node.clone());
        }
        let is_key = matches!(self.open.last(), None | Some(Open::Map(_, _, _, None)));
        self.nodes += usize::from(!is_key);
        if self.nodes > MOST_NODES {
            let words = format!("в файле больше {MOST_NODES} значений");
            let words_en = format!("the file has more than {MOST_NODES} values");
            return Err(Broken { span, words, words_en, limit: true });
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, _, items)) => items.push(node),
            Some(Open::Map(_, _, pairs, name)) => match name.take() {
                Some(name) => pairs.push((name, node)),
                None => *name = Some(key(node)?),
            },
        }
        Ok(())
    }

    /// Counts what an anchor keeps or an alias repeats.
    fn copy(&mut self, size: usize, span: Span) -> Result<(), Broken> {
        self.copies += size;
        if self.copies <= MOST_COPIES {
            return Ok(());
        }
        let words = format!("ссылки * копируют больше {MOST_COPIES} значений");
        let words_en = format!("aliases copy more than {MOST_COPIES} values");
        Err(Broken { span, words, words_en, limit: true })
    }
}

fn key(node: Node<'_>) -> Result<Name<'_>, Broken> {
    match node.data {
        Data::Scalar(text) => Ok(Name { text, span: node.span }),
        Data::Null => Ok(Name { text: "".into(), span: node.span }),
        _ => {
            let (ru, en) = ("список или поля не могут быть именем поля", "a list or map cannot be a key");
            Err(Broken::new(node.span, ru, en))
        }
    }
}

/// A flow list is covered from bracket to bracket, a block one from its first to its last part: its own events have
/// no width.
fn cover(start: Span, end: Span, first: Option<Span>, last: Option<Span>) -> Span {
    if start.end > start.start {
        return Span { start: start.start, end: end.end.max(start.end) };
    }
    let start = first.map_or(start.start, |first| first.start);
    Span { start, end: last.map_or(start, |last| last.end.max(start)) }
}

fn broken(error: &granit_parser::ScanError, text: &str, base: usize) -> Broken {
    let marker = error.marker();
    let offset = marker.byte_offset().unwrap_or_else(|| {
        let index = marker.index();
        text.char_indices().nth(index).map_or(text.len(), |(offset, _)| offset)
    });
    let words_en = error.info();
    let words = russian(&words_en).map_or_else(|| words_en.clone(), str::to_owned);
    let limit = matches!(error.kind(), ErrorKind::RecursionLimitExceeded);
    // The mark may stand after the last line: what is underlined is then the last character that was written.
    let end = text[..offset.min(text.len())].trim_end().len();
    let offset = if offset >= text.len() { end.saturating_sub(1) } else { offset };
    let offset = (0..=offset).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let width = text[offset..].chars().next().map_or(0, char::len_utf8);
    Broken { span: Span::new(base + offset..base + offset + width), words, words_en, limit }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::*;

    fn text_at(source: &str, span: Span) -> &str {
        &source[span.range()]
    }

    #[test]
    fn every_part_knows_its_place() {
        let source = "имя: «Зеленоград»\nучастники:\n  - miet\n  - {ref: krz, role: 'a ''b'''}\nпусто:\n";
        let tree = parse(source, 0).expect("YAML");
        let pairs = tree.map().expect("a map");
        assert_eq!(text_at(source, pairs[0].0.span), "имя");
        assert_eq!(text_at(source, pairs[0].1.span), "«Зеленоград»");
        let items = pairs[1].1.items();
        assert_eq!(text_at(source, items[0].span), "miet");
        assert_eq!(text_at(source, items[1].span), "{ref: krz, role: 'a ''b'''}");
        assert_eq!(items[1].map().expect("a map")[1].1.text(), Some("a 'b'"));
        assert_eq!(pairs[2].1.data, Data::Null);
    }

    #[test]
    fn aliases_are_values_up_to_a_limit() {
        let tree = parse("a: &x [1, 2]\nb: *x\n", 0).expect("YAML");
        assert_eq!(tree.map().expect("a map")[1].1.items().len(), 2);
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for i in 1..10 {
            let line: Vec<String> = (0..10).map(|_| format!("*a{}", i - 1)).collect();
            bomb.push_str(&format!("a{i}: &a{i} [{}]\n", line.join(", ")));
        }
        assert!(parse(&bomb, 0).expect_err("a limit").limit);
    }

    #[test]
    fn depth_is_limited_and_scalars_are_never_guessed() {
        for deep in ["[".repeat(100_000), "- ".repeat(100_000), "{a: ".repeat(100_000)] {
            assert!(parse(&deep, 0).is_err());
        }
        let tree = parse("a: NO\nb: 010\nc: 1.10\nd: 2021-03-12\ne: 'null'\n", 0).expect("YAML");
        let texts: Vec<_> = tree.map().expect("a map").iter().map(|(_, node)| node.text()).collect();
        assert_eq!(texts, [Some("NO"), Some("010"), Some("1.10"), Some("2021-03-12"), Some("null")]);
    }

    /// What front matter looks like, and what it must not be mistaken for.
    fn line() -> impl Strategy<Value = String> {
        let scalar = prop::sample::select(vec![
            "Кластер «Зеленоград»",
            "RU-MOW",
            "2017-02-21",
            "true",
            "null",
            "~",
            "NO",
            "1.10",
            "a: b",
            "a #b",
            "'a''b'",
            "\"a\\nb\"",
            "\"текст: здесь\"",
            "'x'",
            "[a, b]",
            "[]",
            "{}",
            "{ref: krz, role: учредитель}",
            "[{a: b}, c]",
            "[a, 'b, c']",
            "{a: [b, c], d: \"e\"}",
            "[a,b]",
            "{a: b,}",
            "https://example.org/?a=1",
            "",
            "- a",
            "|",
            ">-",
            "*x",
            "&x a",
            "!t a",
            "@a",
            "%a",
            "x:",
            "[a: b]",
            "{a}",
            "[a",
            "b]",
            "a  ",
            "+7 495",
            "-1",
            "a\tb",
            "ё — ж",
        ]);
        let key = prop::sample::select(vec![
            "name", "region", "members", "since_", "a-b", "имя", "1a", "?", "<<", "- id", "-",
        ]);
        let indent = prop::sample::select(vec!["", "  ", "    ", "- ", "  - ", "    - ", " ", "# ", "\t"]);
        prop_oneof![
            6 => (indent.clone(), key, scalar.clone()).prop_map(|(i, k, s)| format!("{i}{k}: {s}")),
            2 => (indent.clone(), scalar).prop_map(|(i, s)| format!("{i}{s}")),
            2 => indent.prop_map(|i| format!("{i}members:")),
            1 => prop::sample::select(vec!["", "---", "...", "# c", "  # c", "\u{feff}a: b", "a: \u{85}b"]).prop_map(str::to_owned),
        ]
    }

    /// Where the parts of a node stand: within the text, between characters, names and values alike.
    fn placed(text: &str, node: &Node<'_>, base: usize, within: Range<usize>) -> Result<(), TestCaseError> {
        let range = node.span.range();
        prop_assert!(within.start <= range.start && range.end <= within.end, "{range:?} of {within:?} in {text:?}");
        prop_assert!(text.get(range.start - base..range.end - base).is_some(), "{range:?} in {text:?}");
        match &node.data {
            Data::List(items) => items.iter().try_for_each(|item| placed(text, item, base, within.clone())),
            Data::Map(pairs) => pairs.iter().try_for_each(|(name, value)| {
                prop_assert!(text.get(name.span.start as usize - base..).is_some(), "{:?} in {text:?}", name.span);
                placed(text, value, base, within.clone())
            }),
            _ => Ok(()),
        }
    }

    fn all_placed(text: &str) -> Result<(), TestCaseError> {
        match parse(text, 7) {
            Ok(tree) => placed(text, &tree, 7, 7..7 + text.len()),
            Err(Broken { span, .. }) => {
                prop_assert!(span.start >= 7 && span.range().end <= 7 + text.len(), "{span:?} in {text:?}");
                Ok(())
            }
        }
    }

    proptest! {
        #[test]
        fn every_span_lies_in_the_text(lines in prop::collection::vec(line(), 1..8), last in "\n?") {
            all_placed(&(lines.join("\n") + &last))?;
        }

        #[test]
        fn also_in_mutated_front_matter(at in 0usize..600, with in "[ -~\n«ё:#\\[\\]{},'\"-]{0,3}", cut in 0usize..4) {
            let start = (0..=at.min(MATTER.len())).rev().find(|i| MATTER.is_char_boundary(*i)).unwrap_or(0);
            let end = (start + cut..).find(|i| *i >= MATTER.len() || MATTER.is_char_boundary(*i)).unwrap_or(start).min(MATTER.len());
            all_placed(&format!("{}{with}{}", &MATTER[..start], &MATTER[end.max(start)..]))?;
        }
    }

    const MATTER: &str = "name: Инновационный кластер «Зеленоград»\nshort: ИТК\naliases: [Кластер, \"ИТК, два\"]\nregion: RU-MOW\n\
        location: {lat: 55.99, lon: 37.21}\nsectors: [microelectronics, biomedicine]\ncoordinator: {ref: krz, source: s-2017}\n\
        members:\n  - sechenov\n  - {ref: miet, role: учредитель, since: 2012}\n  - ref: zitc\n    role: сосед\nfigures:\n- of: companies\n  value: 176\n\
        # конец\nsources: [s-2017]\n";
}
