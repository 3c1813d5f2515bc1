#!/usr/bin/env python3
"""Independent readers read everything that the shipped atlas publishes for machines.

usage: python3 tests/data/readers.py [ATLAS]      ATLAS is the program; by default it is built with cargo

The packages of requirements.txt come into a virtual environment in target/ the first time. Nothing is fetched while reading: the vocabularies of
JSON-LD stand in the pages. The atlas is built four times: with an address and without one, with a byte order mark, and
with addresses that are folders. What the readers find is compared with data/atlas.json.
"""

import csv
import hashlib
import html.parser
import io
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import venv

PACKAGES = pathlib.Path(__file__).with_name("requirements.txt")
ROOT = pathlib.Path(__file__).resolve().parents[2]
BASE = "https://example.org/atlas/"
SCHEMA = "https://schema.org/"


def environment():
    """Runs this script again within an environment that has the readers."""
    place = ROOT / "target" / "readers"
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if pathlib.Path(sys.prefix).resolve() == place.resolve():
        return
    installed = place / PACKAGES.name
    if not installed.exists() or installed.read_bytes() != PACKAGES.read_bytes():
        venv.create(place, with_pip=True)
        quiet = ["--quiet", "--disable-pip-version-check"]
        subprocess.run([python, "-m", "pip", "install", *quiet, "--requirement", PACKAGES], check=True)
        shutil.copyfile(PACKAGES, installed)
    sys.exit(subprocess.run([python, __file__, *sys.argv[1:]]).returncode)


environment()

import feedparser  # noqa: E402
import frictionless  # noqa: E402
import geojson  # noqa: E402
import icalendar  # noqa: E402
import networkx  # noqa: E402
import rdflib  # noqa: E402

failures = []


def expect(name, found, wanted):
    if found != wanted:
        failures.append(f"{name}: found {found!r}, wanted {wanted!r}")


def holds(name, condition, words=""):
    if not condition:
        failures.append(f"{name}: {words or 'does not hold'}")


def no_network(*_):
    raise OSError("a reader wanted the network")


class Page(html.parser.HTMLParser):
    """The data blocks, links and scripts of a page."""

    def __init__(self, text):
        super().__init__()
        self.blocks, self.links, self.inside = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "script" and attributes.get("type") == "application/ld+json":
            self.inside = True
            self.blocks.append("")
        elif tag == "link":
            self.links.append(attributes)

    def handle_endtag(self, tag):
        if tag == "script":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.blocks[-1] += data


def tables(out, atlas):
    """The tables and the package that describes them."""
    os.chdir(out / "data")
    package = frictionless.Package("datapackage.json")
    report = frictionless.validate("datapackage.json")
    holds("datapackage", report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])[:5])
    listed = {resource.path for resource in package.resources}
    # The lists and the network of the pages' scripts say the same in another form; the schema is no data.
    own = {"index.html", "datapackage.json", "lists", "compare", "charts", "network.js", "atlas.schema.json"}
    expect("the schema of atlas.json", (out / "data/atlas.schema.json").is_file(), True)
    present = {path.name for path in (out / "data").iterdir()} - own
    expect("files of the package", listed, present)
    for resource in json.loads((out / "data/datapackage.json").read_text("utf-8"))["resources"]:
        found = (out / "data" / resource["path"]).read_bytes()
        expect(f"checksum of {resource['path']}", "sha256:" + hashlib.sha256(found).hexdigest(), resource["hash"])
        expect(f"size of {resource['path']}", len(found), resource["bytes"])
    rows = {resource.name: resource.read_rows() for resource in package.resources if resource.path.endswith(".csv")}
    records = {row["id"]: row for name, found in rows.items() if name not in ("relations", "figures", "claims") for row in found}
    expect("records in tables", set(records), {record["id"] for record in atlas["records"]})
    for record in atlas["records"]:
        row = records[record["id"]]
        for language in atlas["site"]["languages"]:
            expect(f"name of {record['id']}", row[f"name_{language}"] or None, record["name"].get(language))
            expect(f"summary of {record['id']}", row[f"summary_{language}"] or None, record["summary"].get(language))
        expect(f"regions of {record['id']}", (row["regions"] or "").split(" | ") if row["regions"] else [], record["regions"])
        expect(f"sources of {record['id']}", (row["sources"] or "").split(" | ") if row["sources"] else [], record["sources"])
    expect("relations in the table", len(rows["relations"]), len(atlas["relations"]))
    key = lambda row: (row["from"], row["relation"], row["to"], row["status"])  # noqa: E731
    expect("relations", sorted(map(key, rows["relations"])), sorted(map(key, atlas["relations"])))
    expect("figures in the table", len(rows["figures"]), sum(len(record["figures"]) for record in atlas["records"]))
    claims = {(row["record"], row["field"]): row for row in rows["claims"]}
    for record in atlas["records"]:
        for name, field in record["fields"].items():
            row = claims.get((record["id"], name))
            if row is None:
                expect(f"sources of a field that is no claim: {record['id']} {name}", field["sources"], [])
                continue
            expect(f"sources of {record['id']} {name}", (row["sources"] or "").split(" | ") if row["sources"] else [], field["sources"])
            expect(f"inherited sources of {record['id']} {name}", row["sources_inherited"], field["sources_inherited"])
    provenance = lambda row: (row["from"], row["relation"], row["to"], sorted(row["sources"]), row["sources_inherited"], sorted(row["stated_in"]))  # noqa: E731
    split = lambda row: {**row, **{key: row[key].split(" | ") if row[key] else [] for key in ("sources", "stated_in")}}  # noqa: E731
    expect("sources of relations", sorted(provenance(split(row)) for row in rows["relations"]), sorted(map(provenance, atlas["relations"])))
    # The reader of Python's own library agrees about rows and cells.
    for path in sorted((out / "data").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            widths = {len(row) for row in csv.reader(file, strict=True)}
        expect(f"widths of rows in {path.name}", len(widths), 1)
    return len(records), len(rows["relations"])


def places(out, atlas):
    """GeoJSON against RFC 7946, and against the coordinates of the records."""
    text = (out / "data/places.geojson").read_text("utf-8")
    read = geojson.loads(text)
    holds("places", isinstance(read, geojson.FeatureCollection) and read.is_valid, read.errors())
    data = json.loads(text)
    expect("type of places", data["type"], "FeatureCollection")
    found = {}
    for feature in data["features"]:
        expect("members of a feature", set(feature), {"type", "id", "geometry", "properties"})
        expect("type of a feature", feature["type"], "Feature")
        expect("type of a geometry", feature["geometry"]["type"], "Point")
        lon, lat = feature["geometry"]["coordinates"]
        holds(f"position of {feature['id']}", -180 <= lon <= 180 and -90 <= lat <= 90)
        holds(f"name of {feature['id']}", any(key.startswith("name_") for key in feature["properties"]))
        found[feature["id"]] = {"lat": lat, "lon": lon}
    wanted = {record["id"]: record["fields"]["location"]["value"] for record in atlas["records"] if "location" in record["fields"]}
    expect("places", found, wanted)
    return len(found)


def network(out, atlas):
    # networkx reads no graph with edges of both types, which GEXF allows: the undirected ones are counted first.
    text = (out / "data/network.gexf").read_text("utf-8")
    symmetric = text.count(' type="undirected"')
    marked = text.count('<attvalue for="6" value="true"/>')
    expect("symmetric relations are undirected", symmetric, marked)
    graph = networkx.read_gexf(io.BytesIO(text.replace(' type="undirected"', "").encode()))
    expect("nodes", set(graph.nodes), {record["id"] for record in atlas["records"]})
    expect("edges", graph.number_of_edges(), len(atlas["relations"]))
    edges = sorted((a, data["relation"], b) for a, b, data in graph.edges(data=True))
    expect("edges by relation", edges, sorted((r["from"], r["relation"], r["to"]) for r in atlas["relations"]))
    return graph.number_of_nodes(), graph.number_of_edges()


def calendar(out, atlas):
    """Every event with certain days, and no other."""
    data = (out / "data/events.ics").read_bytes()
    holds("lines of the calendar", all(len(line) <= 75 for line in data.split(b"\r\n")), "a line is longer than 75 octets")
    holds("ends of lines", b"\n" not in data.replace(b"\r\n", b""))
    events = {}
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        holds("errors in an event", not event.errors, event.errors)
        events[re.sub(r"^\[[^\]]+\] ", "", str(event["SUMMARY"]))] = (event.decoded("DTSTART"), event.decoded("DTEND"))
    day = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")
    wanted = {}
    for record in atlas["records"]:
        field = record["fields"].get("date", {"value": "", "status": "stated"})
        date, stated = field["value"], field["status"] != "inferred"
        if record["kind"] == "event" and day.fullmatch(date) and stated:
            wanted[record["short"].get("ru") or record["name"]["ru"]] = date
    expect("events", set(events), set(wanted))
    for name, date in wanted.items():
        first, last = (date.split("/") * 2)[:2]
        expect(f"first day of {name}", events[name][0].isoformat(), first)
        expect(f"days of {name}", (events[name][1] - events[name][0]).days, _days(first, last))
    return len(events)


def _days(first, last):
    from datetime import date

    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def feeds(out, atlas, base):
    """Feeds are well formed, their entries lead to pages that exist, and each is linked from its page."""
    files = [path for path in out.rglob("*.xml") if b"http://www.w3.org/2005/Atom" in path.read_bytes()[:200]]
    entries = 0
    for path in files:
        address = (base or "") + path.relative_to(out).as_posix()
        feed = feedparser.parse(path.read_bytes())
        holds(f"form of {path.name}", not feed.bozo, feed.get("bozo_exception"))
        expect(f"version of {path.name}", feed.version, "atom10")
        holds(f"id of {path.name}", feed.feed.id.startswith("urn:uuid:"))
        holds(f"title of {path.name}", feed.feed.title and feed.feed.updated and feed.feed.author)
        updated = [entry.updated for entry in feed.entries]
        expect(f"order of {path.name}", updated, sorted(updated, reverse=True))
        ids = [entry.id for entry in feed.entries]
        expect(f"ids of {path.name}", len(set(ids)), len(ids))
        for entry in feed.entries:
            target = (path.parent / entry.link) if not base else out / entry.link.removeprefix(base)
            target = target / "index.html" if target.is_dir() else target
            holds(f"entry of {path.name}", target.resolve().is_file(), f"{entry.link} leads nowhere from {address}")
            holds(f"entry of {path.name}", entry.title and entry.summary)
        entries += len(feed.entries)
    languages = atlas["site"]["languages"]
    expect("feeds of the whole", sum(path.name == "feed.xml" and path.parent in (out, out / languages[-1]) for path in files), len(languages))
    with_records = {region for record in atlas["records"] if record["kind"] not in ("region", "sector") for region in record["regions"]}
    for region in with_records:
        holds("feeds of regions", any(path.stem == region for path in files), f"{region} has none")
    return len(files), entries


def linked_data(out, atlas):
    """The JSON-LD of every page, and the Turtle of the whole."""
    graph = rdflib.Graph()
    graph.parse(out / "data/atlas.ttl", format="turtle", publicID=BASE + "data/atlas.ttl")
    name = rdflib.URIRef(SCHEMA + "name")
    kinds = {record["kind"] for record in atlas["records"]}
    records = set()
    for kind in kinds:
        records |= set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{BASE}data/atlas.ttl#kind/{kind}")))
    expect("records in Turtle", len(records), len(atlas["records"]))
    identifiers = {str(value) for value in graph.objects(None, rdflib.URIRef(SCHEMA + "identifier"))}
    expect("identifiers in Turtle", identifiers, {record["id"] for record in atlas["records"]})
    names = {(str(text), text.language) for text in graph.objects(None, name)}
    wanted = {(text, language) for record in atlas["records"] for language, text in record["name"].items()}
    holds("names in Turtle", wanted <= names, list(wanted - names)[:3])
    direct = sum(1 for _, p, _ in graph if str(p).startswith(f"{BASE}data/atlas.ttl#relation/"))
    stated = {(r["from"], r["relation"], r["to"]) for r in atlas["relations"] if r["status"] == "stated"}
    expect("stated relations in Turtle", direct, len(stated))
    pages = triples = 0
    of_type, missing = {}, []
    for path in sorted(out.rglob("*.html")):
        page = Page(path.read_text("utf-8"))
        own = rdflib.Graph()
        for block in page.blocks:
            own.parse(data=block, format="json-ld", publicID=BASE + path.relative_to(out).as_posix())
        here = path.relative_to(out).parts
        if here[-1] == "404.html" or "embed" in here or "http-equiv=\"refresh\"" in path.read_text("utf-8"):
            expect(f"blocks of {path.name}", len(page.blocks), 0)
            continue
        expect(f"blocks of {'/'.join(here)}", len(page.blocks), 1)
        holds(f"data of {'/'.join(here)}", len(own) >= 5, f"only {len(own)} triples")
        # What a page is about, and not what it only names.
        main = rdflib.URIRef(SCHEMA + "mainEntityOfPage")
        typed = [(subject, kind) for subject, kind in own.subject_objects(rdflib.RDF.type) if (subject, main, None) in own or str(kind) == SCHEMA + "Dataset"]
        untyped = [str(subject) for subject in set(own.objects()) if str(subject).endswith("#this") and (subject, rdflib.RDF.type, None) not in own]
        expect(f"things without a type of {path.name}", untyped[:3], [])
        places = [len(list(own.objects(subject, rdflib.URIRef(SCHEMA + "location")))) for subject in own.subjects(main, None)]
        holds(f"locations of {path.name}", all(count <= 1 for count in places), str(places))
        for _, kind in typed:
            of_type[str(kind).removeprefix(SCHEMA)] = of_type.get(str(kind).removeprefix(SCHEMA), 0) + 1
        # Every thing that a page speaks of is one of the records.
        for subject in set(own.subjects()) | set(own.objects()):
            if str(subject).endswith("#this") and subject not in records:
                missing.append((here[-1], str(subject)))
        pages, triples = pages + 1, triples + len(own)
    expect("things of pages that are no records", missing[:5], [])
    languages = len(atlas["site"]["languages"])
    for kind, wanted in (("Person", "person"), ("Event", "event")):
        count = sum(record["kind"] == wanted for record in atlas["records"])
        expect(f"pages of type {kind}", of_type.get(kind), count * languages)
    expect("data pages", of_type.get("Dataset"), languages)
    return len(graph), pages, triples


def siblings(out, atlas):
    """A file of JSON beside each record's page, saying the same as the whole."""
    for record in atlas["records"]:
        path = out / re.sub(r"(\.html|/)$", ".json", record["url"])
        data = json.loads(path.read_text("utf-8"))
        expect(f"record of {path.name}", data["record"], record)
        wanted = [r for r in atlas["relations"] if record["id"] in (r["from"], r["to"])]
        expect(f"relations of {path.name}", sorted(map(json.dumps, data["relations"])), sorted(map(json.dumps, wanted)))
        page = out / (record["url"] + "index.html" if record["url"].endswith("/") else record["url"])
        links = [link for link in Page(page.read_text("utf-8")).links if link.get("type") == "application/json"]
        expect(f"link to {path.name}", [(page.parent / link["href"]).resolve() for link in links], [path.resolve()])
    return len(atlas["records"])


def cards(out, atlas):
    """A card for each record: no scripts, nothing from elsewhere, a link to the record's page."""
    for record in atlas["records"]:
        path = out / "embed" / f"{record['id']}.html"
        path = path if path.exists() else out / "embed" / record["id"] / "index.html"
        text = path.read_text("utf-8")
        holds(f"card of {record['id']}", "<script" not in text and "noindex" in text)
        target = re.search(r'<a href="([^"]+)" target="_top"', text)
        page = (path.parent / target.group(1)).resolve()
        holds(f"card of {record['id']}", (page / "index.html" if page.is_dir() else page).is_file())
    return len(atlas["records"])


def build(program, folder, out, *arguments):
    done = subprocess.run([program, "build", "--root", folder, "--out", out, "--lang", "en", *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def site(folder, settings):
    """A copy of the shipped atlas with settings of its own, which may replace those of `[data]`."""
    for name in ("content", "layouts", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    shipped = (ROOT / "site.toml").read_text("utf-8")
    if settings.startswith("data"):
        shipped = re.sub(r"(?m)^\[data\]\n(.+\n)+", "", shipped)
    (folder / "site.toml").write_text(settings + shipped, "utf-8")


def main():
    if len(sys.argv) > 1:
        program = pathlib.Path(sys.argv[1]).resolve()
    else:
        subprocess.run(["cargo", "build"], cwd=ROOT, check=True)
        program = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "debug/atlas"
    socket.socket.connect = no_network
    variants = [
        ("with an address", "", ["--base-url", BASE, "--revision", "0123456789ab"], BASE),
        ("without an address", "", [], None),
        ("with a byte order mark", "data = { csv_bom = true, json_pages = true, cards = true }\n", ["--base-url", BASE], BASE),
        ("with folders", 'urls = "folder"\n', ["--base-url", BASE], BASE),
    ]
    for name, settings, arguments, base in variants:
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary) / "site"
            folder.mkdir()
            site(folder, settings)
            out = pathlib.Path(temporary) / "public"
            build(program, folder, out, *arguments)
            atlas = json.loads((out / "data/atlas.json").read_text("utf-8"))
            print(f"{name}: {len(atlas['records'])} records, {len(atlas['relations'])} relations")
            print("  frictionless: %d records, %d relations in tables" % tables(out, atlas))
            os.chdir(ROOT)
            print("  GeoJSON: %d places" % places(out, atlas))
            print("  networkx: %d nodes, %d edges" % network(out, atlas))
            print("  icalendar: %d events" % calendar(out, atlas))
            print("  feedparser: %d feeds, %d entries" % feeds(out, atlas, base))
            print("  rdflib: %d triples in Turtle; JSON-LD of %d pages, %d triples" % linked_data(out, atlas))
            print("  JSON beside %d records, cards of %d" % (siblings(out, atlas), cards(out, atlas)))
            starts = [path.read_bytes().startswith(b"\xef\xbb\xbf") for path in (out / "data").glob("*.csv")]
            expect("byte order marks", set(starts), {"csv_bom" in settings})
    # What is switched off is not written.
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = pathlib.Path(temporary) / "site", pathlib.Path(temporary) / "public"
        folder.mkdir()
        site(folder, "data = { json_pages = false, cards = false }\n")
        build(program, folder, out)
        expect("files of JSON", [path.name for path in out.rglob("*.json") if path.parent.name != "data"], [])
        expect("cards", (out / "embed").exists(), False)
    for failure in failures[:40]:
        print("FAILED", failure)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
