"""The checks of a map that is to be handed on: each passes, fails, or could not be made."""

from __future__ import annotations

import csv
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rasterio.crs import CRS

from ..jobs.areas import MapDocumentJob
from ..raster.projection import is_local
from ..runtime.csv_text import cell
from ..runtime.wording import listed
from .map_facts import MapFacts
from .naming import SCHEMES, Scheme, known_unit, possible_range

PASS, FAIL, OPEN = "pass", "fail", "not checked"
COLUMNS = ("check", "outcome", "found", "expected", "source")
GEOTIFF = (".tif", ".tiff")
SOC_MAP = "SOC Map"  # the source of what no manual asks for, and good sense does
RESOLUTION_DIGITS = 5


@dataclass(frozen=True)
class Check:
    """What was looked at, how it came out, what was found and what is expected, and who says so."""

    name: str
    outcome: str
    found: str
    expected: str
    source: str = SOC_MAP


def checked(job: MapDocumentJob, facts: MapFacts, accuracy: str) -> list[Check]:
    """Return all checks of a map, in the order of the table.

    Parameters
    ----------
    facts
        What its pixels say.
    accuracy
        The sentence on its accuracy, '' where nothing is known.
    """
    scheme = SCHEMES.get(job.naming)
    return [
        *_place(job, facts, scheme),
        *_values(job, facts, scheme),
        *_beside(job, facts),
        *_said(job, facts.unit, accuracy),
        *_name(job, scheme),
    ]


def write_checks(checks: list[Check], path: Path) -> None:
    """Write the table of the checks."""
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(
            (check.name, check.outcome, cell(check.found), cell(check.expected), check.source) for check in checks
        )


def crs_name(wkt: str) -> str:
    """Return a CRS as people write it: name and code, where it has one."""
    crs = CRS.from_wkt(wkt)
    code = crs.to_epsg()
    named = re.match(r'\w+\["([^"]*)"', wkt)
    name = named[1] if named and named[1] not in ("", "unknown", "unnamed") else "CRS without a name"
    return f"{name} (EPSG:{code})" if code else name


def _place(job: MapDocumentJob, facts: MapFacts, scheme: Scheme | None) -> Iterator[Check]:
    crs, name = CRS.from_wkt(facts.grid.crs_wkt), crs_name(facts.grid.crs_wkt)
    if scheme is not None and scheme.epsg is not None:
        right = crs.to_epsg() == scheme.epsg
        yield Check("projection", _outcome(right), name, f"EPSG:{scheme.epsg}", scheme.source)
    else:
        yield Check("projection", _outcome(not is_local(crs)), name, "a CRS that is known on the Earth")
    width, height = facts.grid.pixel_size
    size = f"{width:.7g} x {height:.7g} {crs.units_factor[0]}"
    if scheme is not None and scheme.resolution is not None:
        right = round(width, RESOLUTION_DIGITS) == round(height, RESOLUTION_DIGITS) == scheme.resolution
        yield Check("resolution", _outcome(right), size, f"{scheme.resolution:g} degrees (250 m)", scheme.source)
    else:
        yield Check("resolution", _outcome(math.isclose(width, height, rel_tol=1e-3)), size, "square pixels")
    yield _extent(facts, crs)


def _extent(facts: MapFacts, crs: CRS) -> Check:
    west, south, east, north = facts.degrees
    found = f"{west:.4f} to {east:.4f} E, {south:.4f} to {north:.4f} N"
    right = all(map(math.isfinite, (west, south, east, north))) and -90 <= south < north <= 90
    if crs.is_geographic:
        left, bottom, right_edge, top = facts.bounds
        right &= -180 <= left < right_edge <= 360 and -90 <= bottom < top <= 90
    return Check("extent", _outcome(right), found, "values on the Earth, within the CRS")


def _values(job: MapDocumentJob, facts: MapFacts, scheme: Scheme | None) -> Iterator[Check]:
    pixels = facts.grid.width * facts.grid.height
    share = f"{100 * (1 - facts.valid / pixels):.3g} % of the pixels have no value"
    declared = "no nodata value" if facts.nodata is None else f"nodata {facts.nodata:g}"
    right = not facts.fill and (facts.nodata is not None or facts.valid < pixels)
    found = f"{declared}; {share}; {facts.fill} values look like fill values"
    yield Check("nodata", _outcome(right), found, "a declared nodata value, and no fill value among the values")
    said, of_file = known_unit(job.words.unit or facts.unit), known_unit(facts.unit)
    shown = f"said {job.words.unit or 'nothing'}, file {facts.unit or 'nothing'}"
    if scheme is not None:
        outcome, expected, source = said == scheme.unit, scheme.unit, scheme.source
    else:
        outcome, expected, source = bool(said), "a unit of soil organic carbon, such as g/kg, % or t/ha", SOC_MAP
    contradicts = bool(job.words.unit and facts.unit and said != of_file)
    yield Check("units", _outcome(outcome and not contradicts), shown, f"{expected}, the same in the file", source)
    yield _range(said, facts, scheme)


def _range(unit: str, facts: MapFacts, scheme: Scheme | None) -> Check:
    found = f"{facts.minimum:.5g} to {facts.maximum:.5g}"
    limits, source = possible_range(unit), "organic matter is 58 % carbon (van Bemmelen's factor 1.724)"
    if unit == "t/ha":
        source = SOC_MAP
    if scheme is not None and unit == scheme.unit:
        limits, source = (scheme.low, scheme.high), scheme.source
    if limits is None:
        return Check("range", OPEN, found, "a unit that is known", SOC_MAP)
    low, high = limits
    expected = f"{low:g} to {high:g} {unit}" if math.isfinite(high) else f"not below {low:g} {unit}"
    return Check("range", _outcome(low <= facts.minimum and facts.maximum <= high), f"{found} {unit}", expected, source)


def _beside(job: MapDocumentJob, facts: MapFacts) -> Iterator[Check]:
    if job.lower is None or job.upper is None:
        yield Check("uncertainty", FAIL, "no limits of prediction intervals", "a lower and an upper limit")
    else:
        found = f"{facts.outside_limits} pixels lie outside their limits, {facts.without_limits} have none"
        right = not facts.outside_limits and not facts.without_limits
        yield Check("uncertainty", _outcome(right), found, "lower limit <= map <= upper limit in every pixel")
    if job.aoa is not None:
        found = f"{facts.inside} pixels inside, {facts.outside} outside, {facts.neither} neither"
        yield Check("area of applicability", _outcome(not facts.neither), found, "1 or 0 in every pixel of the map")
    if any(layer is not None for layer in (job.lower, job.upper, job.aoa)):
        found = f"on other pixels: {listed(facts.shifted)}" if facts.shifted else "all layers on the map's pixels"
        yield Check("same pixels", _outcome(not facts.shifted), found, "limits and area on the pixels of the map")


def _said(job: MapDocumentJob, unit: str, accuracy: str) -> Iterator[Check]:
    words = job.words
    texts = {
        "title": words.title, "depth": words.depth, "unit": words.unit or unit, "period": words.period,
        "contact": words.contact, "licence": words.licence, "sources": words.sources,
        "method": words.method or job.model, "accuracy": accuracy,
    }  # fmt: skip
    missing = [name for name, text in texts.items() if not text.strip()]
    found = f"not said: {', '.join(missing)}" if missing else "all is said"
    yield Check("metadata", _outcome(not missing), found, ", ".join(texts))


def _name(job: MapDocumentJob, scheme: Scheme | None) -> Iterator[Check]:
    path = job.copy or job.map.path
    stem, suffix = os.path.splitext(os.path.basename(path))
    yield Check("format", _outcome(suffix.lower() in GEOTIFF), os.path.basename(path), "a GeoTIFF (.tif)")
    if scheme is None:
        yield Check("file name", OPEN, os.path.basename(path), "a naming scheme is chosen")
        return
    depth = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", job.words.depth)]
    yield Check("file name", _outcome(scheme.fits(stem)), os.path.basename(path), scheme.example, scheme.source)
    top, bottom = scheme.depth
    right = tuple(depth[:2]) == scheme.depth
    yield Check("depth", _outcome(right), job.words.depth or "not said", f"{top:g}-{bottom:g} cm", scheme.source)


def _outcome(right: bool) -> str:
    return PASS if right else FAIL
