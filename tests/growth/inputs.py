"""Kinds of hostile input: each writes the files of a site's content, or its settings, from a number of repetitions."""

from dataclasses import dataclass
from typing import Callable

Files = dict[str, str]

SETTINGS = 'title = "Atlas"\nlanguages = ["ru", "en", "de"]\n'


@dataclass(frozen=True)
class Kind:
    """One kind of input. `name` is its room and what is repeated."""

    name: str
    write: Callable[[int], Files]
    # Whether the daily run tries it.
    daily: bool = False
    # The most repetitions that are no error, where a large file would have more.
    most: int = 1 << 30

    # The bytes of the smaller of two sizes; `None` for the usual ones.
    bytes: int | None = None

    @property
    def size(self) -> int:
        """The bytes of the smaller of two sizes."""
        return self.bytes or (24_000 if self.daily else 48_000)


def repeat(unit: str) -> Callable[[int], str]:
    """A unit again and again; `%` stands for its number."""
    parts = unit.split("%")
    return lambda n: "".join(str(i).join(parts) for i in range(n))


def record(fields: str = "", text: str = "") -> str:
    return f"---\nname: A\n{fields}---\n{text}"


B = {"content/people/b.md": "---\nname: B\n---\n"}

KINDS: list[Kind] = []


def add(name: str, write: Callable[[int], Files], daily: bool = False, most: int = 1 << 30) -> None:
    KINDS.append(Kind(name, write, daily, most))


def markdown(name: str, text: Callable[[int], str] | str, daily: bool = False) -> None:
    body = repeat(text) if isinstance(text, str) else text
    add(f"markdown: {name}", lambda n: B | {"content/people/a.md": record(text=body(n))}, daily)


def fields(name: str, unit: str, before: str = "", after: str = "\n", folder: str = "people", daily: bool = False) -> None:
    body = repeat(unit)
    write = lambda n: B | {f"content/{folder}/a.md": record(before + body(n) + after)}
    add(f"yaml: {name}", write, daily)


def listed(name: str, unit: str, folder: str = "people", before: str = "", more: Files | None = None,
           daily: bool = False, most: int = 1 << 30) -> None:
    body = repeat(unit)
    write = lambda n: (more or {}) | {f"content/{folder}/list.yaml": before + body(n)}
    add(f"yaml: {name}", write, daily, most)


def settings(name: str, unit: str, before: str = "", after: str = "", more: Files | None = None, daily: bool = False) -> None:
    body = repeat(unit)
    add(f"settings: {name}", lambda n: (more or {}) | {"site.toml": SETTINGS + before + body(n) + after}, daily)


# Markdown: blocks.
markdown("rows of a table", "|c|d|\n|-|-|\n", daily=True)
markdown("a table of many columns and rows", lambda n: f"{'|a' * n}|\n{'|-' * n}|\n" + "a\n" * n)
markdown("rows of a wide table", lambda n: "|a" * 20 + "|\n" + "|-" * 20 + "|\n" + "|b\n" * n)
markdown("quotations", "> ", daily=True)
markdown("quotations of a line", "> a\n\n")
markdown("paragraphs", "a\n\n", daily=True)
markdown("lines", "a\n")
markdown("hard breaks", "a  \n")
markdown("empty lines", "\n")
markdown("list items", "- a\n")
markdown("numbered items", "%. a\n")
markdown("lists in a line", "- ")
markdown("lists of many levels", lambda n: "".join(" " * (i % 90) + "- a\n" for i in range(n)))
markdown("tasks", "- [ ] a\n")
markdown("headings", "# a\n\n")
markdown("headings that differ", "# a%\n\n")
markdown("underlined headings", "a\n=\n\n")
markdown("empty headings", "#\n")
markdown("rules", "* * *\n")
markdown("fences", "```\na\n```\n")
markdown("an unclosed fence", lambda n: "```\n" + "a\n" * n)
markdown("indented code", "    a\n")
# Markdown: inline marks that nothing closes, and those that close.
for unit in ["*_~", "*a ", "**a ", "_a ", "__a_ ", "~~a ", "*a_ ", "[a ", "[a](b ", "![a ", "![", "[", "]", "[a][", "`a ", "``a` ", "<a ", "<", "<!-- ",
             "<!--a-->", "<?a ", "<![CDATA[", "<a href=\"", "\\*", "&amp;", "&a", "&#1;", "\"a\" ", "' ", "$a$ ", "==a ", "{#a} ", "^a^ ", "a_b_", "((", "|"]:
    markdown(f"inline {unit!r}", unit, daily=unit in ("*_~", "[a](b "))
markdown("backticks of many lengths", lambda n: " ".join("`" * (i % 300 + 1) for i in range(n // 20 + 1)))
markdown("one word", "a")
markdown("combining marks", "\u0301")
markdown("tabs", "\t")
markdown("nul bytes", "\0")
# Markdown: links, notes, citations.
markdown("distinct footnotes", "[^%]\n\n[^%]: a\n\n", daily=True)
markdown("one footnote again", lambda n: "[^1] " * n + "\n\n[^1]: a\n")
markdown("footnotes that nobody calls", "[^%]: a\n\n")
markdown("citations of nothing", "a[^nobody%] ")
markdown("citations of a source", "a[^b] ")
markdown("links to a record", "[[b]] ")
markdown("links with words", "[[b|c]] ")
markdown("links to nothing", "[[x%]] ")
markdown("unclosed record links", "[[b ")
markdown("links to a file", "[a](b.md) ")
markdown("links to a heading", lambda n: "# h\n\n" + "[a](#h) " * n)
markdown("links to no heading", "[a](#x%) ")
markdown("addresses", "<https://example.org/%> ")
markdown("unsafe links", "[a](javascript:%) ")
markdown("definitions", "[a%]: /b\n")
markdown("definitions that are used", lambda n: "".join(f"[a{i}]: /b\n" for i in range(n)) + "\n" + "".join(f"[a{i}] " for i in range(n)))
markdown("references to no definition", "[a%][b%] ")
markdown("images from elsewhere", "![a](https://example.org/%.png) ")
markdown("images that are not there", "![a](/assets/%.png) ")
# Markdown: HTML.
markdown("elements", "<b>a</b> ")
markdown("elements that are not closed", "<b>")
markdown("ends of elements", "</b>")
markdown("blocks of HTML", "<div>\n\na\n\n</div>\n\n")
markdown("attributes", lambda n: "<b " + " ".join(f"a{i}=b" for i in range(n)) + ">a</b>")
markdown("cells", "<table><tr><td>a ")
markdown("scripts", "<script>a</script>\n\n")
# Markdown: the notation of other programs, bare addresses, and raw HTML that is linked and checked.
markdown("comments", lambda n: "%%a%% " * n)
markdown("comments and links", lambda n: "%%a%% [[b|c]] " * n)
markdown("comments that do not end", lambda n: "%%a [[b|c]] `%%` " * n)
markdown("links in tables", lambda n: "|a|b|\n|-|-|\n" + "|[[b|c]]|[[b\\|c]]|\n" * n)
markdown("callouts", "> [!NOTE] a\n\n")
markdown("embeds", "![[b]] ")
markdown("embeds of nothing", "![[x%.png|a]] ")
markdown("links to words of a heading", lambda n: "# h g\n\n" + "[[#h g]] " * n)
markdown("headings and links to other headings", lambda n: "".join(f"# a{i} & b\n\n[x](#a{i}--b)\n\n" for i in range(n // 20 + 1)))
markdown("bare addresses", "https://example.org/% ")
markdown("bare addresses in brackets", "(www.example.org/(((% ")
markdown("brackets after an address", lambda n: "https://example.org/" + ")" * n)
markdown("bare addresses of mail", "a%@example.org ")
markdown("names of a host without an end", "www.a.")
markdown("links of HTML", "<a href='b.md'>a</a> ")
markdown("pictures of HTML", "<img src='/assets/x%.png'> ")
markdown("ids of HTML", "<a id='x%'></a> ")
markdown("headings of HTML", "<h2>a</h2>\n\n")
markdown("frames", "<iframe src='https://example.org/'></iframe>\n\n")
markdown("comments of HTML in one block", lambda n: "<div>\n" + "<!-- a -->\n" * n + "</div>\n")
markdown("cells beyond the header", lambda n: "|a|\n|-|\n" + "|a|b|\n" * n)
markdown("notes called again and again", lambda n: "".join(f"[^{i % 50}] " for i in range(n)) + "\n\n" + "".join(f"[^{i}]: a\n\n" for i in range(50)))
markdown("notes defined again", "a[^1]\n\n[^1]: a\n\n")

# YAML: lists of records.
listed("list of texts", "- a\n", daily=True)
listed("list of nothing", "-\n")
listed("list of lists", "- []\n")
listed("list of empty maps", "- {}\n")
listed("list of maps of lists", "- {a: [[]]}\n")
listed("records of an id", "- id: a%\n", daily=True)
listed("records of an id and a name", "- {id: a%, name: B%}\n")
listed("records of one id", "- {id: a, name: B}\n")
listed("records without an id", "- {name: B%}\n")
listed("bad ids", "- {id: '-a%', name: B%}\n")
listed("records with unknown fields", "- {id: a%, name: B, nme: C}\n")
listed("records with texts", "- {id: a%, name: B, text: 'a'}\n")
listed("records with paragraphs", "- {id: a%, name: B, text: \"a\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\"}\n")
listed("records with aliases", "- {id: a%, name: B, aliases: [c, d, e, f]}\n")
listed("block maps", "- id: a%\n  name: B\n  short: C\n")
listed("lists in a line", "- ")
listed("lists of lists in a line", "- [[[[a]]]]\n")
listed("documents", "---\n")
listed("comments", "# a\n", before="- {id: a, name: A}\n")
listed("empty lines", "\n", before="- {id: a, name: A}\n")
listed("anchors", "- &a% {id: a%, name: B}\n")
listed("aliases", "- *a\n", before="- &a {id: a, name: B}\n")
listed("aliases of nothing", "- *a%\n")
listed("tags", "- !t {id: a%, name: B}\n")
listed("merge keys", "- {<<: {a: b}, id: a%, name: B}\n")
listed("broken items", "- id: a%\n  name: {x\n", daily=True)
listed("broken items in braces", "- {id: a%, name: {\n")
listed("items without a hyphen", " id: a%\n  name: [\n")
listed("broken keys of an item", "  x%: [\n", before="- id: a\n")
listed("known keys of a broken item", " name: A\n  short: [\n   name: B\n", before="- id: a\n")
listed("ids in a broken line", ", id x", before="- id: [\n  ")
fields("broken keys", "x%: [\n")
fields("known keys below a broken one", " name: A\n", before="summary: [\n")
listed("byte order marks", "\ufeff")
# Ten thousand records of sixteen megabytes have each a text or a list of its own: what one may have is not what all come to.
for unit in ["a\n\n", "|c|d|\n", ">\n", "*_~\n", "- a\n", "[[b]]\n", "<b>a</b>\n", "[^b]\n"]:
    text = "".join("    " + line + "\n" if line else "\n" for line in (unit * (1400 // (len(unit) + 4))).split("\n")[:-1])
    listed(f"many texts of {unit!r}", "- id: a%\n  name: B\n  text: |\n" + text, more=B, most=10_000)
for what in ["aliases: [" + "c, " * 45 + "]", "interested_in: [" + "b, " * 45 + "]", "aka: [" + "".join(f"x{i}-%, " for i in range(45)) + "]",
             "summary: " + "s" * 1500, "sources: [" + "{ref: s, note: n}, " * 15 + "]"]:
    listed(f"many records of {what[:12]!r}", "- {id: a%, name: B, " + what + "}\n", more=B | {"content/sources/s.md": "---\nname: S\n---\n"}, most=10_000)
# YAML: the fields of a record.
fields("unknown fields", "a%: b\n", after="", daily=True)
fields("unknown fields without values", "a%:\n", after="")
fields("one field again", "short: b\n", after="")
fields("invisible fields", "a\u200b%: b\n", after="")
fields("open brackets", "[", before="aliases: ")
fields("closed brackets", "]", before="aliases: ")
fields("open braces", "{a: ", before="aliases: ")
fields("flow list", "a, ", before="aliases: [", after="]\n", daily=True)
fields("flow list of nothing", ",", before="aliases: [", after="]\n")
fields("flow map", "a%: b, ", before="name: {", after="}\n")
fields("complex keys", "? a%\n: b\n", after="")
fields("complex keys in one", "? ", before="")
fields("an unclosed quotation", "a ", before='short: "')
fields("escapes", "\\n", before='short: "', after='"\n')
fields("bad escapes", "\\q", before='short: "', after='"\n')
fields("quotation marks", "''", before="short: '", after="'\n")
fields("a folded text", "  a\n", before="short: >\n", after="")
fields("a literal text", "  a\n", before="text: |\n", after="")
fields("a plain text of many lines", "  a\n", before="short: a\n", after="")
fields("a text of one line", "a", before="short: ")
fields("colons", "a: ", before="short: ")
fields("tabs", "\t", before="short: ")
fields("aliases that are long", "a, ", before="aliases: [", after="]\n")
fields("languages that are not there", "x%: b, ", before="short: {", after="}\n")
fields("values of languages", "ru: b%, ", before="short: {", after="}\n")
fields("bad dates", "{of: companies, value: 1, on: x%}, ", before="figures: [", after="]\n", folder="clusters")
fields("figures", "{of: companies, value: %, on: 2017}, ", before="figures: [", after="]\n", folder="clusters")
fields("figures of years", "{of: companies, value: 1, on: '%'}, ", before="figures: [", after="]\n", folder="clusters")
fields("unknown figures", "{of: x%, value: 1}, ", before="figures: [", after="]\n", folder="clusters")
fields("identifiers", "inn: %, ", before="ids: {", after="}\n", folder="organizations")
fields("unknown identifiers", "x%: 1, ", before="ids: {", after="}\n", folder="organizations")
fields("parts of a claim", "x%: 1, ", before="founded: {value: 2017, ", after="}\n", folder="organizations")
fields("sources of a claim", "source: b, ", before="founded: {value: 2017, ", after="}\n", folder="organizations")
fields("old ids", "old%, ", before="aka: [", after="]\n")
fields("bad old ids", "'-%', ", before="aka: [", after="]\n")


# References.
def references(name: str, write: Callable[[int], Files], daily: bool = False, bytes: int | None = None) -> None:
    KINDS.append(Kind(f"references: {name}", write, daily, bytes=bytes))


def people(unit: Callable[[int, int], str]) -> Callable[[int], str]:
    return lambda n: "".join(unit(i, n) for i in range(n))


def one(folder: str, body: Callable[[int], str]) -> Callable[[int], Files]:
    return lambda n: {f"content/{folder}/list.yaml": body(n)}


references("a circle", one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: B, part_of: a{(i + 1) % n}}}\n")), daily=True)
references("a circle of long ids", one("technoparks", people(lambda i, n: f"- {{id: {'a' * 150}{i}, name: B, part_of: {'a' * 150}{(i + 1) % n}}}\n")))
references("circles of two", one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: B, part_of: a{i ^ 1}}}\n")))
references("a chain", one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: B" + (f", part_of: a{i - 1}" if i else "") + "}\n")))
references("a star", one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: B" + (", part_of: a0" if i else "") + "}\n")))
references("to nothing", one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: B, part_of: x{i}}}\n")), daily=True)
references("to itself", one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: B, part_of: a{i}}}\n")))
references("to a wrong kind", lambda n: B | one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: B, residents: b}}\n"))(n))
references("by a name that all have", one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: B, part_of: B}}\n")), daily=True)
references("by a name", one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: B{i}" + (f", part_of: B{i - 1}" if i else "") + "}\n")))
references("with qualifiers", lambda n: {"site.toml": SETTINGS + '[relations.members.qualifiers.grant]\ntype = "money"\n'}
           | one("organizations", people(lambda i, n: f"- {{id: a{i}, name: B{i}" + (f", members: [{{ref: a0, grant: {i} XXX}}]" if i else "") + "}\n"))(n))
references("by long names", one("technoparks", people(lambda i, n: f"- {{id: a{i}, name: {'B' * 200}{i}" + (f", part_of: {'B' * 200}{i - 1}" if i else "") + "}\n")),
           # Below two hundred records some views are not there yet: twice as many of them cost a step more.
           bytes=96_000)


def values(field: str, unit: str, kind: str = "clusters", more: Files | None = None) -> Callable[[int], Files]:
    body = repeat(unit)
    return lambda n: (more or B) | {f"content/{kind}/a.md": record(f"{field}: [{body(n)}]\n")}


ORGANIZATION = {"content/organizations/o.md": "---\nname: O\n---\n"}
references("one again", values("members", "b, "), daily=True)
references("one in many roles", values("members", "{ref: b, role: r%}, "))
references("one in unknown parts", values("members", "{ref: b, x%: r}, "))
references("one with many sources", values("members", "b, ", more={"content/sources/s.md": "---\nname: S\n---\n"} | B))
references("broken in one field", values("members", "x%, "))
references("itself in one field", values("members", "a, "))
references("both sides", lambda n: {
    "content/clusters/a.md": record(f"members: [{repeat('{ref: o, role: r%}, ')(n)}]\n"),
    "content/organizations/o.md": f"---\nname: O\nmember_of: [{repeat('{ref: a, role: q%}, ')(n)}]\n---\n"})
references("sources of both sides", lambda n: {
    "content/clusters/a.md": record(f"members: [{{ref: o, sources: [{repeat('s%, ')(n)}]}}]\n"),
    "content/organizations/o.md": f"---\nname: O\nmember_of: [{{ref: a, sources: [{repeat('t%, ')(n)}]}}]\n---\n"})
references("translations", lambda n: {f"content/people/{i}/a.en.md": "---\nname: B\n---\n" for i in range(n // 40 + 1)} | {"content/people/a.md": record()})
references("translations of nothing", lambda n: {f"content/people/a{i}.en.md": "---\nname: B\n---\n" for i in range(n // 40 + 1)})
references("aliases of a translation", lambda n: {
    "content/people/a.md": record(f"aliases: [{repeat('x%, ')(n)}]\n"),
    "content/people/a.en.md": f"---\naliases: [{repeat('y%, ')(n)}]\n---\n"})
references("members of one", lambda n: {
    "content/clusters/a.md": record(f"members: [{repeat('o%, ')(n)}]\n"),
    "content/organizations/list.yaml": repeat("- {id: o%, name: O%}\n")(n)})
references("two with all", lambda n: {
    "content/clusters/list.yaml": "".join(f"- {{id: c{k}, name: C, members: [{repeat('o%, ')(n)}]}}\n" for k in range(2)),
    "content/organizations/list.yaml": repeat("- {id: o%, name: O%}\n")(n)})
references("mentions", lambda n: {"content/people/list.yaml": "".join(f"- {{id: a{i}, name: B, text: '[[a{(i * 7) % n}]]'}}\n" for i in range(n))})
references("a source of all", lambda n: {
    "content/sources/s.md": "---\nname: S\n---\n",
    "content/people/list.yaml": repeat("- {id: a%, name: B, sources: [s]}\n")(n)})
references("addresses that collide", lambda n: {f"content/pages/{i}/about.md": record() for i in range(n // 40 + 1)})
references("old ids that are taken", one("people", people(lambda i, n: f"- {{id: a{i}, name: B, aka: [a0]}}\n")))
references("events of a day", one("events", people(lambda i, n: f"- {{id: a{i}, name: B, date: 2017-02-21}}\n")))
references("events of years", one("events", people(lambda i, n: f"- {{id: a{i}, name: B, date: '{1000 + i % 1000}'}}\n")))


# Regions and sectors.
def regions(name: str, write: Callable[[int], Files], daily: bool = False) -> None:
    add(f"regions: {name}", write, daily)


def region_list(n: int, unit: str = "- {id: r%, name: R%}\n") -> Files:
    return {"content/regions/list.yaml": repeat(unit)(n)}


def sector_list(n: int, unit: str = "- {id: s%, name: S%}\n") -> Files:
    return {"content/sectors/list.yaml": repeat(unit)(n)}


regions("flat", region_list)
regions("with codes", lambda n: region_list(n, "- {id: r%, name: R%, code: c%}\n"))
regions("a chain", one("regions", people(lambda i, n: f"- {{id: r{i}, name: R" + (f", part_of: r{i - 1}" if i else "") + "}\n")))
regions("chains of sixty", one("regions", people(lambda i, n: f"- {{id: r{i}, name: R{i}" + (f", part_of: r{i - 1}" if i % 60 else "") + "}\n")))
regions("a circle", one("regions", people(lambda i, n: f"- {{id: r{i}, name: R, part_of: r{(i + 1) % n}}}\n")))
regions("a tree", one("regions", people(lambda i, n: f"- {{id: r{i}, name: R{i}" + (f", part_of: r{(i - 1) // 2}" if i else "") + "}\n")))
regions("lattices", one("regions", people(lambda i, n: f"- {{id: r{i}, name: R{i}" + (
    f", part_of: [{', '.join(f'r{i - i % 3 - k}' for k in (1, 2, 3))}]" if i % 36 >= 3 else "") + "}\n")), daily=True)
regions("one above all", one("regions", people(lambda i, n: f"- {{id: r{i}, name: R{i}" + (", part_of: r0" if i else "") + "}\n")))
regions("a record in all", lambda n: region_list(n) | {"content/clusters/a.md": record(f"region: [{repeat('r%, ')(n)}]\n")}, daily=True)
regions("one record each", lambda n: region_list(n) | {"content/clusters/list.yaml": repeat("- {id: c%, name: C%, region: r%}\n")(n)})
regions("one record each, with codes", lambda n: region_list(n, "- {id: r%, name: R%, code: c%}\n") | {
    "content/clusters/list.yaml": repeat("- {id: c%, name: C%, region: r%}\n")(n)})
regions("all in one", lambda n: region_list(1) | {"content/clusters/list.yaml": repeat("- {id: c%, name: C%, region: r0}\n")(n)})
regions("all below sixty", lambda n: {
    "content/regions/list.yaml": people(lambda i, n: f"- {{id: r{i}, name: R{i}" + (f", part_of: r{i - 1}" if i else "") + "}\n")(60),
    "content/clusters/list.yaml": repeat("- {id: c%, name: C%, region: r59}\n")(n)})
regions("sectors", lambda n: sector_list(n) | {"content/clusters/list.yaml": repeat("- {id: c%, name: C%, sectors: [s%]}\n")(n)})
regions("a cell each", lambda n: region_list(n) | sector_list(n) | {
    "content/clusters/list.yaml": repeat("- {id: c%, name: C%, region: r%, sectors: [s%]}\n")(n)})
regions("a sector of all", lambda n: region_list(n) | sector_list(1) | {
    "content/clusters/list.yaml": repeat("- {id: c%, name: C%, region: r%, sectors: [s0]}\n")(n)})
regions("a record in all sectors", lambda n: region_list(1) | sector_list(n) | {
    "content/clusters/a.md": record(f"region: r0\nsectors: [{repeat('s%, ')(n)}]\n")})
regions("regions from a relation", lambda n: region_list(n) | {
    "content/organizations/o.md": f"---\nname: O\nregion: [{repeat('r%, ')(n)}]\n---\n",
    "content/events/e.md": "---\nname: E\nvenue: o\n---\n"})

# Settings.
settings("kinds", '[kinds.k%]\nlabel = "K"\n', daily=True)
settings("kinds of one folder", '[kinds.k%]\nlabel = "K"\nfolder = "k"\n')
settings("fields", '[fields.f%]\nlabel = "F"\n')
settings("fields of a kind", '[kinds.person.fields.f%]\nlabel = "F"\n')
settings("fields of one name", '[fields.f%]\nname = "f"\nlabel = "F"\n')
settings("fields of no kind", '[fields.f%]\nlabel = "F"\non = ["k%"]\n')
settings("choices", 'c% = "C"\n', before='[fields.f]\ntype = "choice"\non = ["person"]\n[fields.f.choices]\n')
settings("choices and values", 'c% = "C"\n', before='[fields.f]\ntype = "choice"\non = ["person"]\n[fields.f.choices]\n',
         more={"content/people/list.yaml": repeat("- {id: a%, name: B, f: c%}\n")(300)})
settings("relations", '[relations.r%]\nlabel = "R"\n')
settings("relations of no kind", '[relations.r%]\nlabel = "R"\nfrom = ["k%"]\n')
settings("signatories", '[relations.r%]\nlabel = "R"\nsignatory = "x%"\n')
settings("qualifiers", '[relations.members.qualifiers.q%]\ntype = "money"\n')
settings("figures", '[figures.f%]\nlabel = "F"\n')
settings("roles", 'r% = "R"\n', before="[roles]\n")
settings("identifiers", '[identifiers.i%]\nlabel = "I"\n')
settings("statuses", 's% = "S"\n', before="[statuses]\n")
settings("unknown keys", 'x% = "X"\n')
settings("unknown tables", '[x%]\na = 1\n')
settings("unknown checks", 'x% = "off"\n', before="[check]\n")
settings("rows of the matrix", '"r%", ', before="[matrix]\nrows = [", after="]\n", more=region_list(100))
settings("bad lines", "x% =\n")
settings("one key again", "title = 'A'\n")
settings("dotted keys", "a.b%.c = 1\n")
settings("open brackets", "[", before="title = ")
settings("arrays of tables", "[[x]]\na = 1\n")


def languages(n: int) -> Files:
    codes = ", ".join(f'"a{i}"' for i in range(n))
    return {"site.toml": f'title = "Atlas"\nlanguages = [{codes}]\n'}


add("settings: languages", languages)


def search(name: str, language: str, text: Callable[[int], str], daily: bool = False) -> None:
    """A text in a language with rules of its own for the search; a check makes the index where a host has limits."""
    site = SETTINGS.replace('"de"', f'"{language}"') + '[host]\nname = "github-pages"\n'
    write = lambda n: {"site.toml": site, "content/people/a.md": record(text=text(n))}
    KINDS.append(Kind(f"search: {name}", write, daily, bytes=200_000))


def word(number: int) -> str:
    """A word of letters that stands for a number."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


search("one word of letters that are replaced", "de", lambda n: "ß" * n)
search("one word of letters that change in pairs", "fr", lambda n: "aué" * n)
search("words of sixty letters", "de", lambda n: ("ß" * 60 + " ") * n)
search("distinct words with accents", "fr", lambda n: "".join(f"d{word(i)}éées " for i in range(n)))
search("characters without spaces", "zh", lambda n: "".join(chr(0x4E00 + i % 20_000) for i in range(n)), daily=True)
search("one character without spaces", "ja", lambda n: "あ" * n)
search("marks of one character", "th", lambda n: "ก" + "่" * n)
