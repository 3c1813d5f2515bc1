//! One page through both template engines gives the same bytes: they see the same views through the same filters and
//! functions.
#![cfg(feature = "tera")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use innovation_atlas::atlas::Drafts;
use innovation_atlas::pipeline::{Options, Snapshot, snapshot};
use innovation_atlas::source::Tree;

/// A layout in the part of the language that both engines have. Arguments are named, as Tera must.
const LAYOUT: &str = r#"<title>{{ record.title }} — {{ site.title }}</title>
<p>{{ t(key="unsourced_claims", n=2) }}; {{ count(number=5, kind="cluster") }}; {{ 12345|number }}</p>
<a href="{{ link(to="home") }}">{{ record.kind.label }}</a> <link href="{{ asset(name="icon.svg") }}">
{% for fact in record.facts %}<dt>{{ fact.label }}</dt><dd>{{ fact.html }}</dd>
{% endfor %}{% for group in record.groups %}<h3>{{ group.label }}</h3>
{% for item in group.items %}<a href="{{ item.record.url }}">{{ item.record.title }}</a> {{ item.role }} {{ item.period }}
{% endfor %}{% endfor %}{{ record.body }}
{% for crumb in page.breadcrumbs %}{{ crumb.title }} {% endfor %}{{ record.date|date }} {{ record.date|isodate }} {{ record.name|no_break }}
{% for other in records(kind="organization", limit=3) %}{{ other.name }}, {% endfor %}"#;

const CONTENT: [(&str, &str); 3] = [
    (
        "site.toml",
        "title = \"Атлас & Ко\"\nlanguages = [\"ru\", \"en\"]\n",
    ),
    (
        "content/events/forum.md",
        "---\nname: Форум <b> «Пример»\ndate: 2017-06-22/2017-06-23\nwebsite: https://example.org/?a=1&b=2\n\
         participants:\n  - {ref: miet, role: organiser, since: 2012}\n  - {ref: krz, role: \"гость & друг\"}\n---\nТекст о [[miet]].\n",
    ),
    (
        "content/organizations/all.yaml",
        "- id: miet\n  name: МИЭТ\n- id: krz\n  name: КРЗ\n",
    ),
];

fn site(layout: &str, text: &str) -> Snapshot {
    snapshot_of(CONTENT.into_iter().chain([(layout, text)]))
}

fn snapshot_of<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> Snapshot {
    let today = innovation_atlas::text::Day::new(2026, 11, 21);
    let options = Options::new(today, Drafts::Hidden);
    snapshot(Tree::from_iter(files), None, &options)
}

fn page(snapshot: &Snapshot, route: &str) -> String {
    assert_eq!(snapshot.diagnostics, []);
    let place = snapshot
        .model
        .plan
        .pages
        .iter()
        .position(|page| page.route.as_str() == route)
        .unwrap();
    let made = snapshot.render(&snapshot.renderer(), place);
    assert_eq!(made.diagnostics, []);
    String::from_utf8(made.value).unwrap()
}

#[test]
fn both_engines_make_the_same_page() {
    let jinja = site("layouts/record-event.html", LAYOUT);
    let tera = site("layouts/record-event.tera.html", LAYOUT);
    for route in ["events/forum.html", "en/events/forum.html"] {
        let (jinja, tera) = (page(&jinja, route), page(&tera, route));
        assert!(
            jinja.contains("Форум &lt;b&gt; «Пример»") && jinja.contains("<dt>"),
            "{jinja}"
        );
        assert_eq!(
            jinja.replace("&#x2f;", "/"),
            tera.replace("&#x2F;", "/").replace("&#x27;", "&#39;")
        );
    }
}

/// A site's own frame in Tera, of which a layout replaces one block.
#[test]
fn a_layout_in_tera_replaces_a_block_of_another() {
    let frame = "<h1>{% block title %}{{ page.title }}{% endblock %}</h1><p>{% block end %}{{ site.title }}{% endblock %}</p>";
    let layout = "{% extends \"frame.tera.html\" %}{% block title %}{{ super() }}: {{ record.id }}{% endblock %}";
    let files = CONTENT.into_iter().chain([
        ("layouts/frame.tera.html", frame),
        ("layouts/record-event.tera.html", layout),
    ]);
    let made = page(&snapshot_of(files), "events/forum.html");
    assert_eq!(
        made,
        "<h1>Форум &lt;b&gt; «Пример»: forum</h1><p>Атлас &amp; Ко</p>"
    );
}

#[test]
fn a_mistake_in_tera_is_found_at_its_place() {
    let broken = site(
        "layouts/record-event.tera.html",
        "<p>\n{{ record.title|nothing }}</p>",
    );
    let found: Vec<_> = broken
        .diagnostics
        .iter()
        .map(|d| (d.code.rule().name, d.at.path.as_str()))
        .collect();
    assert_eq!(found, [("bad-layout", "layouts/record-event.tera.html")]);
    assert!(
        broken.diagnostics[0].at.span.start >= 4,
        "the second line: {:?}",
        broken.diagnostics[0].at.span
    );
}
