"""Precision and recall of `atlas reconcile`: a copy of a table without identifiers, a tenth of whose names is damaged.

    python3 tests/tables/reconcile.py target/ci/atlas SITE TABLE.csv [SEEDS]

SITE is an atlas into which TABLE (organizations of ROR) was imported with `ror.map.toml`.
"""

import csv
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

PROGRAM, SITE, TABLE = sys.argv[1:4]
SEEDS = int(sys.argv[4]) if len(sys.argv) > 4 else 10


def slip(name, rng):
    """A slip of a hand within a word."""
    places = [i for i, c in enumerate(name[:-1]) if c.isalpha() and name[i + 1].isalpha() and i > 0]
    if not places:
        return name
    at = rng.choice(places)
    kind = rng.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1] + name[at] + name[at + 2:]
    if kind == 1:
        return name[:at] + name[at + 1:]
    return name[:at] + name[at] + name[at:]


def legal(name, rng):
    forms = ["ФГБОУ ВО «{}»", "ООО «{}»", "АО «{}»"] if re.search("[а-яё]", name) else ["{} LLC", "{} Ltd.", "JSC {}"]
    return rng.choice(forms).format(name)


def order(name, rng):
    words = name.split()
    if len(words) < 2:
        return name
    at = rng.randrange(1, len(words))
    return " ".join(words[at:] + words[:at])


def abbreviation(name, rng):
    """The first letters of a name, which registers write in place of it."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) > 2]
    return "".join(word[0].upper() for word in words) if len(words) > 2 else name


DAMAGES = [slip, legal, order, abbreviation]


def run(seed, folder):
    rng = random.Random(seed)
    rows = list(csv.DictReader(open(TABLE, newline="")))
    damaged = set(rng.sample(range(len(rows)), len(rows) // 10))
    path = folder / "list.csv"
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "city"])
        for index, row in enumerate(rows):
            name = row["name_ru"] or row["name_en"]
            if index in damaged:
                name = rng.choice(DAMAGES)(name, rng)
            writer.writerow([name, row["city"]])
    words = ["reconcile", str(path), "--kind", "organization", "--name", "name", "--place", "city", "--format", "json",
             "--root", SITE, "--decisions", str(folder / "decisions.toml")]
    out = subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=True).stdout
    (folder / "decisions.toml").unlink(missing_ok=True)
    exported = {row["id"]: row["ids_ror"] for row in csv.DictReader(open(folder / "atlas" / "organizations.csv", newline=""))}
    right = wrong = 0
    missed = []
    for row, found in zip(rows, json.loads(out)["rows"]):
        if found["outcome"] in ("same", "differs"):
            if exported[found["candidates"][0]["id"]] == row["ror"]:
                right += 1
            else:
                wrong += 1
                missed.append(("wrong", found["name"], found["candidates"]))
        else:
            missed.append((found["outcome"], found["name"], found["candidates"]))
    return right, wrong, len(rows), missed


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    subprocess.run([PROGRAM, "export", str(folder / "atlas"), "--root", SITE], capture_output=True, check=True)
    totals = [run(seed, folder) for seed in range(SEEDS)]
right, wrong, rows = (sum(total[part] for total in totals) for part in range(3))
precision, recall = right / (right + wrong), right / rows
print(f"{SEEDS} lists of {totals[0][2]}: precision {precision:.4f}, recall {recall:.4f}")
for outcome, name, candidates in [miss for total in totals for miss in total[3]][:40]:
    print(f"  {outcome}: {name} {[(found['id'], found['reason']) for found in candidates]}")
assert precision >= 0.99 and recall >= 0.9
