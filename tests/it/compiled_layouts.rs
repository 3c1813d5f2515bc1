//! A compiled layout makes the bytes that the engine makes, or leaves the page to it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::path::Path;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::layout::Renderer;
use innovation_atlas::page::Subject;
use innovation_atlas::pipeline::{Options, Snapshot, snapshot};
use innovation_atlas::source::{self, Tree};
use proptest::prelude::*;

fn made(tree: Tree) -> Snapshot {
    let base_url = Some("https://example.org/atlas/".to_owned());
    let options = Options {
        today: innovation_atlas::text::Day::new(2026, 11, 21),
        drafts: Drafts::Shown,
        base_url,
        revision: Some("abc".into()),
    };
    snapshot(tree, None, &options)
}

/// A page from the compiled layout, if that makes it.
fn compiled(renderer: &Renderer, page: usize) -> Option<String> {
    let mut html = String::new();
    renderer.compiled(page, &mut html).map(|()| html)
}

/// Every page of a site both ways. Gives the subjects of the pages that were left to the engine.
fn compared(snapshot: &Snapshot) -> BTreeSet<String> {
    let renderer = snapshot.renderer();
    let mut left = BTreeSet::new();
    for (place, page) in snapshot.world.plan.pages.iter().enumerate() {
        if matches!(page.subject, Subject::Asset(_) | Subject::Export(_) | Subject::Data(_)) {
            continue;
        }
        match compiled(&renderer, place) {
            Some(html) => assert_eq!(html, renderer.interpreted(place).value, "{}", page.route.as_str()),
            None => {
                let subject = format!("{:?}", page.subject);
                left.insert(subject.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned());
            }
        }
    }
    left
}

#[test]
fn the_pages_of_the_shipped_atlas_are_the_same() {
    let snapshot = made(source::scan(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());
    assert_eq!(snapshot.diagnostics, []);
    let left = compared(&snapshot);
    // Of these there are few in any atlas; of records and lists there are many.
    for many in ["Record", "Cell", "Listing", "Card", "Prose", "Moved"] {
        assert!(!left.contains(many), "{left:?}");
    }
}

const SITE: [(&str, &str); 4] = [
    ("site.toml", "title = \"Атлас & Ко\"\nlanguages = [\"ru\", \"en\"]\n"),
    (
        "content/events/forum.md",
        "---\nname: Форум <b> «Пример»\ndate: 2017-06-22/2017-06-23\nregion: RU-MOW\n\
         participants:\n  - {ref: miet, role: organiser, since: 2012}\n  - {ref: krz, role: \"гость & друг\"}\n---\nТекст о [[miet]].\n",
    ),
    (
        "content/organizations/all.yaml",
        "- {id: miet, name: МИЭТ, region: RU-MOW}\n- {id: krz, name: \"КРЗ & «сыновья»\"}\n",
    ),
    ("content/regions/all.yaml", "- {id: RU-MOW, name: Москва}\n"),
];

/// What a layout of its own shows of an event; `parts` are what other files of `layouts/` hold.
fn shown(layout: &str, parts: &[(&str, &str)]) -> (Option<String>, String, bool) {
    let own = [("layouts/record-event.html", layout)];
    let snapshot = made(Tree::from_iter(SITE.into_iter().chain(own).chain(parts.iter().copied())));
    let pages = &snapshot.world.plan.pages;
    let place = pages.iter().position(|page| page.route.as_str() == "events/forum.html").unwrap();
    let renderer = snapshot.renderer();
    let interpreted = renderer.interpreted(place);
    (compiled(&renderer, place), interpreted.value, interpreted.diagnostics.is_empty())
}

/// What both make of a layout.
fn same(layout: &str) -> String {
    let (compiled, interpreted, fine) = shown(layout, &[]);
    assert!(fine, "{layout}");
    assert_eq!(compiled.as_deref(), Some(&*interpreted), "{layout}");
    interpreted
}

/// What a compiled layout leaves to the engine.
fn left(layout: &str) {
    let (compiled, _, _) = shown(layout, &[]);
    assert_eq!(compiled, None, "{layout}");
}

#[test]
fn names_mean_what_they_mean_to_the_engine() {
    assert_eq!(same("{% set x = 1 %}{% for a in [1, 2] %}{% set x = 5 %}{{ x }}{% endfor %}{{ x }}"), "551");
    assert_eq!(same("{% set x = 1 %}{% for a in [1, 2] %}{{ x }}{% endfor %}"), "11");
    assert_eq!(same("{% set a = 7 %}{% for a in [1, 2] %}{{ a }}{% endfor %}{{ a }}"), "127");
    assert_eq!(
        same("{% for a in [1, 2] %}{% for a in [3] %}{{ a }}{{ loop.index }}{% endfor %}{{ loop.index }}{% endfor %}"),
        "311312"
    );
    assert_eq!(same("{% if record.name %}{% set x = 3 %}{% endif %}{{ x }}"), "3");
    assert_eq!(same("{% set record = 4 %}{{ record }}"), "4");
    assert_eq!(same("{% for a in [] %}{{ a }}{% else %}none{% endfor %}"), "none");
    assert_eq!(
        same(
            "{% for a in [1, 2, 3, 4] if a > 2 %}{{ a }}{% if not loop.last %}, {% endif %}{{ loop.length }}{% endfor %}"
        ),
        "3, 242"
    );
    // Every round begins with what stands around the loop.
    assert_eq!(same("{% set x = 1 %}{% for a in [1, 2] %}{{ x }}{% set x = 5 %}{% endfor %}"), "11");
    left("{% for a in [1, 2] %}{% if a == 1 %}{% set y = 9 %}{% endif %}{{ y }}{% endfor %}");
}

#[test]
fn macros_blocks_and_includes_mean_what_they_mean_to_the_engine() {
    assert_eq!(
        same("{% macro m(a, b=2, c=0) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1) }}{{ m(1, c=4) }}{{ m(1, 3, 5) }}"),
        "120124135"
    );
    assert_eq!(
        same("{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{% set x = m('&') %}{{ x }}{{ x|length }}"),
        "<i>&amp;</i>12"
    );
    assert_eq!(
        same("{% macro down(n) %}{{ n }}{% if n > 0 %}{{ down(n - 1) }}{% endif %}{% endmacro %}{{ down(3) }}"),
        "3210"
    );
    let parts = [
        (
            "layouts/a.html",
            "{% set seen = 1 %}<{% block x %}a{{ seen }}{% endblock %}|{% block y %}{% block z %}z{% endblock %}{% endblock %}>",
        ),
        (
            "layouts/b.html",
            "{% extends 'a.html' %}lost{% block x %}b{{ super() }}{% endblock %}{% block z %}Z{% endblock %}",
        ),
        ("layouts/part.html", "[{{ given }}]{% set given = 2 %}"),
        (
            "layouts/m.html",
            "{% macro one(x) %}{{ x }}{{ two() }}{{ record.title }}{% endmacro %}{% macro two() %}2{% endmacro %}",
        ),
    ];
    for (layout, expected) in [
        ("{% extends 'b.html' %}{% set own = 7 %}{% block x %}c{{ own }}{{ super() }}{% endblock %}", "<c7ba1|Z>"),
        ("{% set given = 1 %}{% include 'part.html' %}{{ given }}", "[1]2"),
        ("{% from 'm.html' import one as uno %}{{ uno(1) }}", "12Форум &lt;b&gt; «Пример»"),
        ("{% from 'm.html' import one, two %}{{ two() }}{{ one(x='<') }}", "2&lt;2Форум &lt;b&gt; «Пример»"),
    ] {
        let (compiled, interpreted, fine) = shown(layout, &parts);
        assert!(fine, "{layout}");
        assert_eq!((compiled.as_deref(), &*interpreted), (Some(expected), expected), "{layout}");
    }
    // A macro sees what is known where it is imported.
    let (compiled, interpreted, _) =
        shown("{% set record = {'title': 'mine'} %}{% from 'm.html' import one %}{{ one(1) }}", &parts);
    assert_eq!((compiled, &*interpreted), (None, "12mine"));
}

#[test]
fn expressions_mean_what_they_mean_to_the_engine() {
    assert_eq!(same("{{ 1 + 2 * 3 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ 'a' ~ 1 ~ true ~ none }}"), "7 3 3 a1TrueNone");
    assert_eq!(
        same("{{ '' or 'b' }}{{ 'a' and 'b' }}{{ not 1 }}{{ 1 < 2 < 3 }}{{ 2 in [1, 2] }}{{ 3 not in [1, 2] }}"),
        "bbFalseTrueTrueTrue"
    );
    assert_eq!(same("{{ 'yes' if record.date else 'no' }}{{ [1, 2, 3, 4][1:3]|length }}{{ [3, 1, 2]|max }}"), "yes23");
    assert_eq!(
        same("{{ '<&' }}{{ t('facts') }}{{ 'a\"b'|replace('\"', '') }}{{ none }}{{ 1.5 }}"),
        "&lt;&amp;Сведенияab1.5"
    );
    let all = same(
        "{{ record.groups|selectattr('id', 'eq', 'participants')|list|length }}{{ page.root }}{{ record.date|date }} {{ record.date|isodate }} {{ 12345|number }}",
    );
    assert_eq!(all, "1../22–23\u{a0}июня 2017\u{a0}г.  12\u{a0}345");
    left("{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}");
    left("{% macro m(a, b=a) %}{{ b }}{% endmacro %}{{ m(1) }}");
    left("{% set x = ([3, 1]|max)|length %}");
    left("{{ 1 / 2 }}");
    // A record leads to others and they to it: it is compared by what it is.
    assert_eq!(
        same("{{ record.kind == record.kind }}{{ record.regions == record.regions }}{{ record == record.kind }}"),
        "TrueTrueFalse"
    );
    let (_, names, fine) = shown("{{ record.kind }}", &[]);
    assert!(fine && names.starts_with("{id, label, title"), "{names}");
    // What is wrong is the engine's to report.
    left("{{ record.nothing }}");
    left("{{ nothing }}");
    left("{% for a in 5 %}{% endfor %}");
    left("{{ t('no such words') }}");
    left("{{ asset('no-such-file') }}");
    left("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
}

/// Layouts of all sorts, right and wrong.
fn layout(depth: u32) -> BoxedStrategy<String> {
    let value = prop_oneof![
        Just("1".to_owned()),
        Just("'<b>'".to_owned()),
        Just("x".to_owned()),
        Just("y".to_owned()),
        Just("record.title".to_owned()),
        Just("record.region_claims".to_owned()),
        Just("record.date|date".to_owned()),
        Just("page.root".to_owned()),
        Just("site.title".to_owned()),
        Just("t('facts')".to_owned()),
        Just("m(x)".to_owned()),
        Just("[1, 2, 3]".to_owned()),
        Just("loop.index".to_owned()),
        Just("[3, 1]|max".to_owned()),
    ];
    let expression = (value.clone(), 0..9u8, value).prop_map(|(left, operation, right)| match operation {
        0 => format!("({left}) and ({right})"),
        1 => format!("({left}) or ({right})"),
        2 => format!("({left}) ~ ({right})"),
        3 => format!("({left}) == ({right})"),
        4 => format!("({left}) if ({right}) else 'no'"),
        5 => format!("not ({left})"),
        6 => format!("({left})|length"),
        7 => format!("({left}) + ({right})"),
        _ => left,
    });
    let name = prop_oneof![Just("x"), Just("y")];
    let leaf = prop_oneof![
        expression.clone().prop_map(|e| format!("{{{{ {e} }}}}")),
        (name.clone(), expression.clone()).prop_map(|(name, e)| format!("{{% set {name} = {e} %}}")),
        Just(" text ".to_owned()),
    ];
    leaf.prop_recursive(depth, 24, 4, move |inner| {
        let body = proptest::collection::vec(inner, 0..4).prop_map(|parts| parts.concat());
        prop_oneof![
            (expression.clone(), body.clone(), body.clone())
                .prop_map(|(e, yes, no)| format!("{{% if {e} %}}{yes}{{% else %}}{no}{{% endif %}}")),
            (name.clone(), body.clone())
                .prop_map(|(name, body)| format!("{{% for {name} in [1, 2] %}}{body}{{% endfor %}}")),
            (name.clone(), expression.clone(), body.clone())
                .prop_map(|(name, e, body)| format!("{{% for {name} in [1, 2, 3] if {e} %}}{body}{{% endfor %}}")),
            body,
        ]
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_layout_is_the_same_or_left(parts in proptest::collection::vec(layout(3), 1..6)) {
        let text = format!("{{% macro m(x) %}}<{{{{ x }}}}>{{% endmacro %}}{{% set x = 0 %}}{}", parts.concat());
        let (compiled, interpreted, fine) = shown(&text, &[]);
        if let Some(compiled) = compiled {
            prop_assert!(fine, "{text}");
            prop_assert_eq!(compiled, interpreted, "{}", text);
        }
    }
}
