"""All case forms of the words of all Russian names of an atlas, one on a line: form, word, ids of the records.

  pip install pymorphy3
  python3 tests/search/forms.py SITE > forms.tsv

SITE: the folder of a built atlas. A word is inflected as each of its likely parses of a noun, an adjective or a participle;
forms that are words of other names too are kept: they must find both.
"""

import json
import re
import sys
from collections import defaultdict

import pymorphy3

INFLECTED = {"NOUN", "ADJF", "PRTF", "NUMR"}
# What a dictionary has beside the cases: comparatives and short forms are not forms of a name.
CASES = {"nomn", "gent", "datv", "accs", "ablt", "loct", "gen2", "loc2"}


def forms(morph, word):
    found = set()
    for parse in morph.parse(word):
        # A guess at an unknown word is taken only where it is as likely as any.
        if parse.tag.POS not in INFLECTED or parse.score < 0.2 or "Abbr" in parse.tag:
            continue
        kept = "Surn" in parse.tag or "Name" in parse.tag or "Patr" in parse.tag or "Geox" in parse.tag
        for form in parse.lexeme:
            other = form.tag.POS != parse.tag.POS or form.tag.case not in CASES or "Sgtm" in form.tag or "Infr" in form.tag
            # Another tense or voice is another word, and the plural of a person's name is another family.
            other |= form.tag.tense != parse.tag.tense or form.tag.voice != parse.tag.voice
            # A dictionary gives one lexeme to «высший», «высокий», «высочайший» and «наивысший».
            other |= ("Supr" in form.tag) != ("Supr" in parse.tag) or "Supr" in form.tag and form.word[:4] != word[:4]
            if not other and (not kept or form.tag.number == parse.tag.number):
                found.add(form.word)
    return found


def main():
    with open(f"{sys.argv[1]}/data/atlas.json", encoding="utf-8") as file:
        records = json.load(file)["records"]
    morph = pymorphy3.MorphAnalyzer()
    ids = defaultdict(set)
    for record in records:
        names = [record["name"], record.get("short") or {}]
        texts = [text for name in names for language, text in name.items() if language == "ru"]
        for text in texts:
            for word in re.findall(r"[А-Яа-яЁё]{3,}", text):
                if not word.isupper():
                    ids[word.lower()].add(record["id"])
    lines = set()
    for word, records in ids.items():
        for form in forms(morph, word):
            if len(form) > 2:
                lines.add(f"{form}\t{word}\t{' '.join(sorted(records))}")
    print("\n".join(sorted(lines)))


main()
