#!/usr/bin/env python3
"""Measures what the pages of a synthetic atlas weigh, and the whole output, beside their limits.

    python3 tests/bench/pages.py [SIZE] [ATLAS]       SIZE is the number of records (10000), ATLAS the program (target/release/atlas)

The records are those of run.py. Bytes are those of gzip where it is said. The browser's part is pages.mjs. The exit code is 1
where a limit is exceeded.
"""
import gzip, json, subprocess, sys
from collections import Counter
from pathlib import Path
from run import ATLAS, HOME, PLACE, make
import shutil

KB, MB = 1000, 1_000_000


def build(atlas, site, out, settings):
    """The bytes of the files of an atlas by folder and ending, with further settings."""
    file = site / "site.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + settings, encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run([atlas, "build", "--root", site, "--out", out], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    file.write_text(text, encoding="utf-8")
    sizes = Counter()
    for path in out.rglob("*"):
        if path.is_file():
            parts = path.relative_to(out).parts
            sizes[f"{parts[0] if len(parts) > 1 else '.'}/*{path.suffix}"] += path.stat().st_size
    return sizes


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    atlas = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else ATLAS
    place = PLACE / f"pages-{size}"
    shutil.rmtree(place, ignore_errors=True)
    make(size, place)
    site, out = place / "atlas", place / "out"
    rows, failed = [], []

    def row(name, value, limit, unit, form="{:.0f}"):
        rows.append((name, form.format(value / unit), form.format(limit / unit) if limit else ""))
        if limit and value > limit:
            failed.append(name)

    everything = sum(build(atlas, site, out, "[data]\ncards = true\njson_pages = true\n").values())
    sizes = build(atlas, site, out, "")
    row("output, cards and JSON pages off, MB", sum(sizes.values()), 200 * MB, MB)
    row("output, cards and JSON pages on, MB", everything, None, MB)
    for name, count in sizes.most_common(8):
        row(f"– {name}, MB", count, None, MB, "{:.1f}")
    found = json.loads(subprocess.check_output(["node", HOME / "tests/bench/pages.mjs", out], text=True))
    row("matrix, KB", found["pages"]["matrix"]["html"], 100 * KB, KB)
    row("– elements", found["matrix"]["elements"], 2000, 1)
    row("– height at 390 px, px", found["matrix"]["height"], 8000, 1)
    row("a path of two records, KB of gzip", found["path"], 300 * KB, KB)
    row("the first filter of a list, KB of gzip", found["filter"], 100 * KB, KB)
    middle = lambda of: sorted(each[of] for each in found["searches"])[len(found["searches"]) // 2]
    row("the first search, KB (shards of gzip, parts as they are)", middle("bytes"), 120 * KB, KB)
    row("– first answer at a quarter of the speed, ms", middle("first"), 500, 1)
    row("– with everything that a query loads, ms", middle("whole"), None, 1)
    for layout, page in sorted(found["pages"].items(), key=lambda each: -each[1]["gzip"]):
        row(f"{page['route']}, KB of gzip", page["gzip"], (60 if layout in ("map", "network") else 40) * KB, KB, "{:.1f}")
    worst = max(found["shifts"], key=found["shifts"].get)
    row(f"layout shift, the greatest: {worst}", found["shifts"][worst], 0.02, 1, "{:.3f}")
    shutil.rmtree(place)
    widest = max(len(name) for name, _, _ in rows)
    for name, value, limit in rows:
        print(f"{name:<{widest}}  {value:>8}  {'≤ ' + limit if limit else '':>8}  {'TOO MUCH' if name in failed else ''}".rstrip())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
