"""The files of a generated atlas while they are made, and the facts about them."""
import json, random
from pathlib import Path

BORDERS = Path(__file__).parents[1] / "borders"

# The home page and the free page of each atlas.
PAGES = {
    "en": ("Home", "About", "Every record of this atlas is made up to try a program, and so is every number."),
    "de": ("Eingang", "Über den Atlas", "Jeder Eintrag dieses Atlasses ist erfunden, um ein Programm zu prüfen, und jede Zahl auch."),
    "fr": ("Accueil", "À propos", "Chaque fiche de cet atlas est inventée pour essayer un programme, et chaque nombre aussi."),
    "ru": ("Начало", "Об атласе", "Каждая запись этого атласа придумана, чтобы проверить программу, и каждое число тоже."),
}
SYLLABLES = "al be cor da el fi gan hu is jo ka lu mi nor os pe qua ri sa tor ul ve wan xe yl zu".split()


class Atlas:
    """The files of one atlas while they are made, and the facts about them."""

    def __init__(self, shape, languages, title):
        self.languages, self.dice = languages, random.Random(shape)
        self.settings = [f"title = {toml(self.texts(*title))}", f"languages = {json.dumps(languages)}", '[licence]\nid = "CC0-1.0"']
        self.files, self.taken = {}, set()
        self.facts = {"languages": languages, "regions": {}, "chosen": {}, "dates": {}, "sums": []}
        for language in languages:
            home, about, text = PAGES[language]
            ending = "" if language == languages[0] else f".{language}"
            self.files[f"content/_index{ending}.md"] = f"---\nname: {home}\n---\n{text}\n"
            self.files[f"content/pages/about{ending}.md"] = f"---\nname: {about}\n---\n{text}\n"

    def texts(self, first, second):
        return dict(zip(self.languages, (first, second)))

    def set(self, table, **values):
        """A table of the settings. A pair is a text in both languages."""
        self.settings.append(f"\n[{table}]")
        for key, value in values.items():
            self.settings.append(f"{key} = {toml(self.texts(*value) if isinstance(value, tuple) else value)}")

    def kind(self, kind, folder, label, title, **values):
        plural = {language: {"one": one.lower(), "other": many.lower()} for language, one, many in zip(self.languages, label, title)}
        self.set(f"kinds.{kind}", folder=folder, label=label, title=title, count=plural, **values)

    def choice(self, kind, name, label, choices):
        self.set(f"kinds.{kind}.fields.{name}", type="choice", label=label)
        self.set(f"kinds.{kind}.fields.{name}.choices", **choices)

    def relation(self, name, inverse, kinds, labels, **values):
        """Kinds and labels are those of its two ends."""
        self.set(f"relations.{name}", inverse=inverse, **{"from": [kinds[0]]}, to=[kinds[1]], label=labels[0], inverse_label=labels[1], **values)

    def qualifier(self, relation, name, kind, label):
        """A number that relations carry and regions add up: `money` or `integer`."""
        self.set(f"relations.{relation}.qualifiers.{name}", type=kind, sum=True, label=label)

    def records(self, path, records):
        """A list file, a record a line: JSON is YAML."""
        rows = [f"- {json.dumps(one, ensure_ascii=False)}\n" for one in records]
        self.files[f"content/{path}"] = "".join(rows)

    def word(self, least=2, most=3):
        """A name that no record of the atlas has yet."""
        while True:
            word = "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(least, most))).capitalize()
            if word not in self.taken:
                self.taken.add(word)
                return word

    def tree(self, folder, tops, below, word):
        """Records in two levels, of which the lower ones are returned."""
        parts = {f"{folder[:-1]}-{top}": [f"{folder[:-1]}-{top}-{part}" for part in range(below)] for top in range(tops)}
        names = {one: f"{word} {self.word()}" for top in parts for one in (top, *parts[top])}
        self.records(f"{folder}/all.yaml", [{"id": one, "name": names[one], **({"parts": parts[one]} if one in parts else {})} for one in names])
        if folder == "regions":
            self.facts["regions"] |= {one: None for one in parts} | {part: top for top in parts for part in parts[top]}
        return [part for top in parts for part in parts[top]]

    def map_of(self, borders, name, credit):
        """A map of tests/borders, and a region for each of its units that has an id; their ids."""
        file = f"{borders}.json"
        data = (BORDERS / file).read_bytes()
        self.files[f"assets/{file}"] = data
        self.set("map", geometry=f"assets/{file}", object=name, credit=credit)
        units = {one["id"]: one["properties"]["name"] for one in json.loads(data)["objects"][name]["geometries"] if "id" in one}
        self.records("regions/all.yaml", [{"id": f"u{code}", "name": name, "code": code} for code, name in units.items()])
        self.facts["regions"] |= {f"u{code}": None for code in units}
        return [f"u{code}" for code in units]

    def day(self, first, last):
        return f"{self.dice.randint(first, last)}-{self.dice.randint(1, 12):02}-{self.dice.randint(1, 28):02}"

    def organizations(self, count, regions, sectors):
        """Their regions by id."""
        found = {f"o{n}": self.dice.choice(regions) for n in range(count)}
        kinds = ["company", "university", "institute", "government"]
        self.records("organizations/all.yaml", [
            {"id": one, "name": f"{self.word()} {self.word()}", "type": self.dice.choice(kinds), "region": region, "sectors": [self.dice.choice(sectors)]}
            for one, region in found.items()])
        return found

    def chosen(self, folder, field, values):
        self.facts["chosen"] = {"folder": folder, "field": field, "values": values}

    def dated(self, dates):
        self.facts["dates"] = dates

    def summed(self, region, number, unit=None, doubtful=False):
        self.facts["sums"].append({"region": region, "number": number, "unit": unit, "doubtful": doubtful})

    def write(self, folder):
        self.files["site.toml"] = "\n".join(self.settings) + "\n"
        self.files["facts.json"] = json.dumps(self.facts, ensure_ascii=False, indent=1)
        for path, text in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
