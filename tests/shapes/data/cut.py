#!/usr/bin/env python3
"""Cuts territories.tsv.xz from the npm package cldr-localenames-full: python3 cut.py FOLDER_OF_THE_PACKAGE"""
import json, lzma, re, sys
from pathlib import Path

MAIN = Path(sys.argv[1]) / "main"
# English first; then one language of each of 25 further scripts, then those that make up the number.
LANGUAGES = """en
am ar bn ccp chr dz el ff-Adlm gu he hy ja ka km kn ko lo ml my or pa ru ta te th
be bg cs cy de es et eu fa fi fr ga hi hu id is it ka kk lt lv mk mn mr mt nl pl pt ro sk sr sv sw tr tt uk vi yo zh-Hans""".split()
# Groupings, and codes that stand for no territory of their own.
NONE = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


def names(language):
    file = MAIN / language / "territories.json"
    return json.loads(file.read_text("utf-8"))["main"][language]["localeDisplayNames"]["territories"]


codes = sorted(code for code in names("en") if re.fullmatch("[A-Z]{2}", code) and code not in NONE)
rows = [["", *codes]]
for language in dict.fromkeys(LANGUAGES):
    found = names(language)
    rows.append([language, *(found.get(code, "").replace(code, "", found.get(code) == code) for code in codes)])
table = "".join("\t".join(row) + "\n" for row in rows)
target = Path(__file__).with_name("territories.tsv.xz")
target.write_bytes(lzma.compress(table.encode(), preset=9 | lzma.PRESET_EXTREME))
print(f"{len(codes)} territories, {len(rows) - 2} further languages, {target.stat().st_size} bytes")
print(f"{sum(bool(name) for row in rows[2:] for name in row[1:])} names beyond English")
