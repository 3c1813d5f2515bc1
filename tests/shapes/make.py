#!/usr/bin/env python3
"""Writes six atlases of six shapes of data: settings and records, no layout, no style, no script.

    python3 tests/shapes/make.py FOLDER [SHAPE …]

The same words and numbers come of every run. Beside the settings of each atlas stands facts.json: what was written, for
tests/it/shapes.rs, which compares it with what the program made of it.
"""
import lzma, sys
from pathlib import Path

from atlas import Atlas

HERE = Path(__file__).parent


def landscape():
    """Tools by maturity, several categories each; releases; who maintains them, with how many commits."""
    atlas = Atlas("landscape", ["en", "de"], ("The tool landscape", "Die Werkzeuglandschaft"))
    atlas.kind("tool", "tools", ("Tool", "Werkzeug"), ("Tools", "Werkzeuge"))
    atlas.choice("tool", "maturity", ("Maturity", "Reife"), {
        "sandbox": ("sandbox", "Sandkasten"), "incubating": ("incubating", "im Aufbau"), "graduated": ("graduated", "ausgereift"), "archived": ("archived", "eingestellt")})
    atlas.set("kinds.tool.fields.open_governance", type="boolean", label=("Open governance", "Offene Leitung"))
    atlas.kind("release", "releases", ("Release", "Ausgabe"), ("Releases", "Ausgaben"), roles=["timeline", "placeless"], dated="released")
    atlas.set("kinds.release.fields.released", type="date", label=("Released", "Erschienen"))
    atlas.relation("release_of", "releases", ("release", "tool"), (("Of", "Von"), ("Releases", "Ausgaben")))
    atlas.relation("maintained_by", "maintains", ("tool", "organization"), (("Maintained by", "Gepflegt von"), ("Maintains", "Pflegt")))
    atlas.qualifier("maintained_by", "commits", "integer", ("Commits", "Änderungen"))
    regions, categories = atlas.tree("regions", 3, 4, "Land"), atlas.tree("sectors", 5, 3, "Category")
    organizations = atlas.organizations(40, regions, categories)
    tools, chosen = [], {}
    for n in range(90):
        one = f"t{n}"
        chosen[one] = atlas.dice.choice(["sandbox"] * 4 + ["incubating"] * 3 + ["graduated", "graduated", "archived"])
        own = {by: atlas.dice.randint(1, 9000) for by in atlas.dice.sample(list(organizations), atlas.dice.randint(1, 4))}
        for by, commits in own.items():
            atlas.summed(organizations[by], commits)
        tools.append({"id": one, "name": atlas.word(), "maturity": chosen[one], "open_governance": atlas.dice.choice(["yes", "no"]),
                      "sectors": atlas.dice.sample(categories, atlas.dice.randint(1, 4)), "region": organizations[next(iter(own))],
                      "maintained_by": [{"ref": by, "commits": commits} for by, commits in own.items()]})
    releases = [{"id": f"v{n}", "name": f"{atlas.word()} {n}.0", "released": atlas.day(2019, 2026), "release_of": f"t{n % 90}"} for n in range(60)]
    atlas.records("tools/all.yaml", tools)
    atlas.records("releases/all.yaml", releases)
    atlas.chosen("tools", "maturity", chosen)
    atlas.dated({one["id"]: one["released"] for one in releases})
    return atlas


def names():
    """The territories of the world with their names in 63 languages; readings of them; how long the names are."""
    atlas = Atlas("names", ["en", "ru"], ("Names of the territories", "Имена территорий"))
    (_, *codes), *rows = (line.split("\t") for line in lzma.open(HERE / "data/territories.tsv.xz", "rt", encoding="utf-8").read().splitlines())
    table = {language: dict(zip(codes, found)) for language, *found in rows}
    atlas.kind("territory", "territories", ("Territory", "Территория"), ("Territories", "Территории"))
    atlas.choice("territory", "words", ("Words in English", "Слов по-английски"), {"one": ("one", "одно"), "two": ("two", "два"), "more": ("more", "больше")})
    atlas.kind("tongue", "tongues", ("Language", "Язык"), ("Languages", "Языки"), regions_from=["lists"])
    atlas.kind("reading", "readings", ("Reading", "Чтение"), ("Readings", "Чтения"), roles=["timeline", "calendar"], dated="held", regions_from=["read"], sectors_from=["read"])
    atlas.set("kinds.reading.fields.held", type="date", label=("Held", "Когда"))
    atlas.relation("read", "read_at", ("reading", "tongue"), (("Read", "Прочитан"), ("Readings", "Чтения")))
    atlas.relation("lists", "listed_in", ("tongue", "territory"), (("Lists", "Называет"), ("Listed in", "Назван в")))
    atlas.qualifier("lists", "letters", "integer", ("Letters", "Букв"))
    initials = sorted({code[0] for code in codes})
    atlas.records("regions/all.yaml", [{"id": f"initial-{one.lower()}", "name": f"Codes in {one}"} for one in initials])
    atlas.facts["regions"] = {f"initial-{one.lower()}": None for one in initials}
    atlas.records("sectors/all.yaml", [{"id": f"half-{n}", "name": f"Half {n} of the list"} for n in (1, 2)])
    region = lambda code: f"initial-{code[0].lower()}"
    chosen = {f"x-{code.lower()}": ["one", "two", "more"][min(table["en"][code].count(" "), 2)] for code in codes}
    further = [language for language in table if language not in atlas.languages]
    territories = []
    for code in codes:
        others = [{language: table[language][code]} for language in further if table[language][code]]
        territories.append({"id": f"x-{code.lower()}", "name": {"en": table["en"][code], "ru": table["ru"][code]}, "names": others,
                            "words": chosen[f"x-{code.lower()}"], "region": region(code), "sectors": ["half-1" if code < "LZ" else "half-2"]})
    tongues = []
    for n, language in enumerate(further):
        listed = atlas.dice.sample([code for code in codes if table[language][code]], 7)
        for code in listed:
            atlas.summed(region(code), len(table[language][code]))
        tongues.append({"id": f"tongue-{language.lower()}", "name": f"Language {language}", "sectors": [f"half-{n % 2 + 1}"],
                        "lists": [{"ref": f"x-{code.lower()}", "letters": len(table[language][code])} for code in listed]})
    readings = [{"id": f"reading-{n}", "name": f"{atlas.word()} evening", "held": atlas.day(2022, 2027), "read": atlas.dice.choice(tongues)["id"]} for n in range(40)]
    for path, records in (("territories", territories), ("tongues", tongues), ("readings", readings)):
        atlas.records(f"{path}/all.yaml", records)
    atlas.facts["names"] = {one["id"]: one["names"] for one in territories}
    atlas.chosen("territories", "words", chosen)
    atlas.dated({one["id"]: one["held"] for one in readings})
    return atlas


def projects():
    """Projects with a period, and what each participant receives, in two currencies, some of it only planned."""
    atlas = Atlas("projects", ["de", "en"], ("Verbundvorhaben", "Joint projects"))
    atlas.kind("venture", "ventures", ("Vorhaben", "Project"), ("Vorhaben", "Projects"), roles=["timeline"], dated="period", regions_from=["given_to"], sectors_from=["given_to"])
    atlas.choice("venture", "scheme", ("Förderlinie", "Scheme"), {
        "research": ("Forschung", "research"), "innovation": ("Neuerung", "innovation"), "coordination": ("Vernetzung", "coordination")})
    atlas.set("kinds.venture.fields.period", type="date", label=("Laufzeit", "Period"))
    atlas.relation("given_to", "takes_part_in", ("venture", "organization"), (("Beteiligte", "Participants"), ("Beteiligt an", "Takes part in")), order="grant")
    atlas.qualifier("given_to", "grant", "money", ("Zuwendung", "Grant"))
    organizations = atlas.organizations(60, atlas.tree("regions", 4, 4, "Land"), atlas.tree("sectors", 3, 3, "Fach"))
    ventures, chosen, dates = [], {}, {}
    for n in range(70):
        one = f"p{n}"
        chosen[one] = atlas.dice.choice(["research", "research", "innovation", "coordination"])
        begin = atlas.dice.randint(2017, 2026)
        dates[one] = f"{begin}-{atlas.dice.randint(1, 12):02}/{begin + atlas.dice.randint(1, 4)}-12"
        given = []
        for to in atlas.dice.sample(list(organizations), atlas.dice.randint(2, 12)):
            amount, unit = atlas.dice.randint(20, 4000) * 1000, atlas.dice.choice(["EUR"] * 5 + ["NOK"])
            planned = atlas.dice.random() < .1
            atlas.summed(organizations[to], amount, unit, planned)
            given.append({"ref": to, "grant": f"{amount} {unit}"} | ({"status": "planned"} if planned else {}))
        ventures.append({"id": one, "name": f"{atlas.word()} {atlas.word()}", "scheme": chosen[one], "period": dates[one], "given_to": given})
    atlas.records("ventures/all.yaml", ventures)
    atlas.chosen("ventures", "scheme", chosen)
    atlas.dated(dates)
    return atlas


def grants():
    """Grants by instrument and the day of the award; what they pay to whom, some of it a loan that is only proposed."""
    atlas = Atlas("grants", ["fr", "en"], ("Les subventions", "The grants"))
    atlas.kind("award", "awards", ("Subvention", "Grant"), ("Subventions", "Grants"), roles=["timeline", "placeless"], dated="awarded")
    atlas.choice("award", "instrument", ("Instrument", "Instrument"), {
        "gift": ("don", "gift"), "loan": ("prêt", "loan"), "prize": ("prix", "prize"), "voucher": ("chèque", "voucher")})
    atlas.set("kinds.award.fields.awarded", type="date", label=("Accordée", "Awarded"))
    atlas.relation("pays", "paid_by", ("award", "organization"), (("Finance", "Pays"), ("Financé par", "Paid by")), order="amount")
    atlas.qualifier("pays", "amount", "money", ("Montant", "Amount"))
    organizations = atlas.organizations(50, atlas.tree("regions", 3, 5, "Pays"), atlas.tree("sectors", 2, 4, "Filière"))
    awards, chosen = [], {}
    for n in range(150):
        chosen[f"g{n}"] = atlas.dice.choice(["gift", "gift", "loan", "prize", "voucher"])
        paid = []
        for to in atlas.dice.sample(list(organizations), atlas.dice.randint(1, 3)):
            amount, unit, proposed = atlas.dice.randint(1, 900) * 500, atlas.dice.choice(["CHF", "CHF", "EUR"]), atlas.dice.random() < .05
            atlas.summed(organizations[to], amount, unit, proposed)
            paid.append({"ref": to, "amount": f"{amount} {unit}"} | ({"status": "proposed"} if proposed else {}))
        awards.append({"id": f"g{n}", "name": f"{atlas.word()} {2015 + n % 12}", "instrument": chosen[f"g{n}"], "awarded": atlas.day(2015, 2026), "pays": paid})
    atlas.records("awards/all.yaml", awards)
    atlas.chosen("awards", "instrument", chosen)
    atlas.dated({one["id"]: one["awarded"] for one in awards})
    return atlas


def startups():
    """Start-ups by phase in the provinces of Spain, on their map; rounds, and who put how much into which start-up."""
    atlas = Atlas("startups", ["en", "fr"], ("Start-ups of Spain", "Jeunes pousses d’Espagne"))
    atlas.kind("startup", "startups", ("Start-up", "Jeune pousse"), ("Start-ups", "Jeunes pousses"), roles=["map"])
    atlas.choice("startup", "phase", ("Phase", "Phase"), {
        "idea": ("idea", "idée"), "seed": ("seed", "amorçage"), "growth": ("growth", "croissance"), "sold": ("sold", "vendue")})
    atlas.kind("round", "rounds", ("Round", "Tour"), ("Rounds", "Tours"), roles=["timeline"], dated="closed_on", regions_from=["into"], sectors_from=["into"])
    atlas.set("kinds.round.fields.closed_on", type="date", label=("Closed", "Clôture"))
    atlas.relation("into", "rounds", ("round", "startup"), (("Into", "Dans"), ("Rounds", "Tours")))
    atlas.qualifier("into", "invested", "money", ("Invested", "Investi"))
    provinces = atlas.map_of("spain", "provinces", "Spain, by the National Geographic Institute")
    sectors = atlas.tree("sectors", 2, 3, "Sector")
    startups, rounds, chosen, home = [], [], {}, {}
    for n in range(80):
        one = f"s{n}"
        chosen[one], home[one] = atlas.dice.choice(["idea", "seed", "seed", "growth", "sold"]), atlas.dice.choice(provinces)
        startups.append({"id": one, "name": f"{atlas.word()} {n}", "phase": chosen[one], "region": home[one], "sectors": [atlas.dice.choice(sectors)]})
    for n in range(60):
        to, amount = f"s{atlas.dice.randint(0, 79)}", atlas.dice.randint(5, 900) * 10000
        atlas.summed(home[to], amount, "EUR")
        rounds.append({"id": f"round-{n}", "name": f"Round {atlas.word()}", "closed_on": atlas.day(2019, 2026), "into": [{"ref": to, "invested": f"{amount} EUR"}]})
    atlas.records("startups/all.yaml", startups)
    atlas.records("rounds/all.yaml", rounds)
    atlas.chosen("startups", "phase", chosen)
    atlas.dated({one["id"]: one["closed_on"] for one in rounds})
    return atlas


def conferences():
    """Conferences of the years around today in countries of the world, on its map; what sponsors pay."""
    atlas = Atlas("conferences", ["ru", "de"], ("Конференции", "Tagungen"))
    atlas.kind("meeting", "meetings", ("Конференция", "Tagung"), ("Конференции", "Tagungen"), roles=["timeline", "calendar", "map"], dated="held")
    atlas.choice("meeting", "form", ("Форма", "Form"), {"on-site": ("очная", "vor Ort"), "online": ("дистанционная", "im Netz"), "hybrid": ("смешанная", "gemischt")})
    atlas.set("kinds.meeting.fields.held", type="date", label=("Когда", "Wann"))
    atlas.relation("sponsored_with", "sponsored_by", ("organization", "meeting"), (("Спонсор конференций", "Fördert Tagungen"), ("Спонсоры", "Gefördert von")))
    atlas.qualifier("sponsored_with", "paid", "money", ("Заплачено", "Gezahlt"))
    countries = atlas.map_of("world", "countries", "Natural Earth")
    sectors = atlas.tree("sectors", 3, 3, "Тема")
    meetings, chosen, home, planned = [], {}, {}, set()
    for n in range(120):
        one, day = f"m{n}", atlas.day(2024, 2029)
        chosen[one], home[one] = atlas.dice.choice(["on-site", "on-site", "online", "hybrid"]), atlas.dice.choice(countries)
        held = atlas.dice.choice([day, day[:7], f"{day}/{day[:8]}28"])
        planned |= {one} if day > "2027" else set()
        meetings.append({"id": one, "name": f"{atlas.word()} {day[:4]}", "form": chosen[one], "held": held, "region": home[one], "sectors": atlas.dice.sample(sectors, 2)}
                        | ({"status": "planned"} if one in planned else {}))
    sponsors = []
    for n in range(30):
        paid = []
        for to in atlas.dice.sample(list(chosen), 4):
            amount = atlas.dice.randint(1, 80) * 250
            atlas.summed(home[to], amount, "USD", to in planned)
            paid.append({"ref": to, "paid": f"{amount} USD"})
        sponsors.append({"id": f"o{n}", "name": f"{atlas.word()} {n}", "type": "company", "region": atlas.dice.choice(countries), "sectors": [atlas.dice.choice(sectors)], "sponsored_with": paid})
    atlas.records("meetings/all.yaml", meetings)
    atlas.records("organizations/all.yaml", sponsors)
    atlas.chosen("meetings", "form", chosen)
    atlas.dated({one["id"]: one["held"] for one in meetings})
    return atlas


SHAPES = {make.__name__: make for make in (landscape, names, projects, grants, startups, conferences)}
if __name__ == "__main__":
    for shape in sys.argv[2:] or SHAPES:
        SHAPES[shape]().write(Path(sys.argv[1]) / shape)
