"""What an import of 10,000 rows takes, beside `atlas check` of the result.

    python3 tests/tables/large.py target/release/atlas
"""

import csv
import pathlib
import subprocess
import sys
import tempfile
import time

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
ROWS = 10_000


def seconds(*words):
    best = None
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run([PROGRAM, *words], capture_output=True, text=True)
        took = time.perf_counter() - start
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr
        best = took if best is None else min(best, took)
    return best


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    site = folder / "site"
    subprocess.run([PROGRAM, "init", str(site), "--languages", "en"], check=True, capture_output=True)
    table, table_map = folder / "large.csv", folder / "map.toml"
    with open(table, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "short", "city", "lat", "lon", "year", "site", "country", "parent"])
        for n in range(ROWS):
            parent = f"Organization number {n - 1}" if n % 3 else ""
            writer.writerow([n, f"Organization number {n}", f"ON{n}", f"City {n % 500}", n % 90, n % 180, 1900 + n % 120,
                             f"www.example.org/{n}", f"Country {n % 40}", parent])
    table_map.write_text("""kind = "organization"
key = "id"
[columns]
name = "name_en"
short = "short_en"
city = "place_en"
lat = "location_lat"
lon = "location_lon"
year = "founded"
site = "website"
country = { to = "regions", make = true }
[[relations]]
column = "parent"
relation = "part_of"
by = "name_en"
""")
    root = ["--root", str(site), "--lang", "en"]
    plan = seconds("import", str(table), "--map", str(table_map), *root)
    subprocess.run([PROGRAM, "import", str(table), "--map", str(table_map), "--write", *root], check=True, capture_output=True)
    check = seconds("check", *root)
    again = seconds("import", str(table), "--map", str(table_map), *root)
    book = folder / "large.xlsx"
    export = seconds("export", str(book), *root)
    back = seconds("import", str(book), *root)
    listed = seconds("reconcile", str(table), "--kind", "organization", "--name", "name", "--place", "country", *root)
    print(f"check {check:.2f} s; import {plan:.2f} s, again {again:.2f} s; export {export:.2f} s, its import {back:.2f} s; reconcile {listed:.2f} s")
