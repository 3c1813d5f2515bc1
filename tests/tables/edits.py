"""Random edits of an exported workbook by openpyxl: each arrives exactly, and nothing else changes.

    python3 tests/tables/edits.py target/ci/atlas SITE [ROUNDS]

Each round copies the site, exports it, changes random cells, imports the workbook with --write, exports again, and compares the
cells of the two exports: they differ in the changed cells alone.
"""

import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import openpyxl

PROGRAM, SITE = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 10
CELLS = 20


def run(*words, code=0):
    done = subprocess.run([PROGRAM, *words, "--lang", "en"], capture_output=True, text=True)
    assert done.returncode == code, (words, done.returncode, done.stdout[-3000:], done.stderr)
    return done.stdout


def cells(path):
    """The cells of a workbook by sheet, the key of the row, and column."""
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets[:-2]:
        # The last two explain columns and list values.
        rows = sheet.iter_rows(values_only=True)
        names = next(rows)
        if "field" in names:
            continue  # a new value is a new row among the claims
        for number, row in enumerate(rows):
            key = row[0] if names[0] == "id" else number
            for name, value in zip(names, row):
                found[sheet.title, key, name] = value or ""
    return found


def edited(column, old, random):
    """A new value for a column. None: this one is left alone."""
    base = column.rsplit("_", 1)[0]
    if base in ("name", "short", "summary", "topic", "place", "publisher", "centre") or column == "aliases":
        extra = random.choice(["ещё", "Ö & <b>", "a: b", "«№ 5»", "- x", "it's", "=1+1", "#x", "x, y", "да"])
        return f"{old} {extra}".strip()
    if column in ("founded", "closed", "checked", "accessed"):
        return random.choice(["1998", "2003-05", "2011-11-30", "1990~", "2001/2003"])
    if column in ("website", "url"):
        return f"https://example.org/{random.randrange(1000)}"
    if column == "phone":
        return f"+7 {random.randrange(10**9, 10**10)}"
    return None


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    total = 0
    for seed in range(ROUNDS):
        rng = random.Random(seed)
        site = folder / f"site-{seed}"
        site.mkdir()
        for name in ("site.toml", "content", "assets", "layouts"):
            source = pathlib.Path(SITE, name)
            if source.is_dir():
                shutil.copytree(source, site / name)
            elif source.exists():
                shutil.copy(source, site / name)
        before, after = folder / "before.xlsx", folder / "after.xlsx"
        run("export", str(before), "--root", str(site))
        book = openpyxl.load_workbook(before)
        sheets = [sheet for sheet in book if sheet["A1"].value == "id"]
        wanted = {}
        tries = 0
        while len(wanted) < CELLS and tries < 5000:
            tries += 1
            sheet = rng.choice(sheets)
            row = rng.randrange(2, sheet.max_row + 1)
            column = rng.randrange(1, sheet.max_column + 1)
            name, cell = sheet.cell(1, column).value, sheet.cell(row, column)
            value = edited(name, cell.value or "", rng)
            key = (sheet.title, sheet.cell(row, 1).value, name)
            if value is None or key in wanted or value == cell.value:
                continue
            if not cell.value and (name.endswith("_en") or name == "aliases"):
                continue
            cell.value = value
            cell.data_type = "s"
            wanted[key] = value
        edited_book = folder / "edited.xlsx"
        book.save(edited_book)
        out = run("import", str(edited_book), "--root", str(site), "--write")
        run("export", str(after), "--root", str(site))
        old, new = cells(before), cells(after)
        for key, value in wanted.items():
            assert new.get(key) == value, (seed, key, value, new.get(key), out[-3000:])
        derived = ("page", "text", "from_name", "to_name", "value", "title", "founded", "closed", "checked", "accessed")
        for key in old.keys() | new.keys():
            if key in wanted or old.get(key) == new.get(key):
                continue
            column = key[2] or ""
            assert column.startswith(derived), (seed, key, old.get(key), new.get(key))
        assert "There is nothing to change" in run("import", str(after), "--root", str(site))
        total += len(wanted)
    assert total >= ROUNDS * CELLS // 2, total
    print(f"{total} edits arrived")
