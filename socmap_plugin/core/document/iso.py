"""Metadata by ISO 19115 in the XML of ISO/TS 19139, which catalogues such as GeoNetwork and pycsw read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent, register_namespace  # nosec B405 - written

from rasterio.crs import CRS

from ..jobs.areas import MapWords
from ..settings.periods import period_of
from .map_checks import FAIL, Check, crs_name
from .map_facts import MapFacts
from .sentences import Accuracy

GMD, GCO, GML = "http://www.isotc211.org/2005/gmd", "http://www.isotc211.org/2005/gco", "http://www.opengis.net/gml/3.2"
_CODES = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
KEYWORDS = ("soil", "soil organic carbon", "digital soil mapping")

for _prefix, _address in (("gmd", GMD), ("gco", GCO), ("gml", GML)):
    register_namespace(_prefix, _address)


def record(
    words: MapWords,
    unit: str,
    facts: MapFacts,
    method: str,
    covariates: Sequence[str],
    accuracy: Accuracy | None,
    checks: Sequence[Check],
    file_name: str,
) -> ElementTree:
    """Return the metadata of a map.

    Parameters
    ----------
    words
        What people say of it.
    unit, facts
        Of the map.
    method, covariates
        How it was made, and of what.
    accuracy
        How good it is, None where nothing is known.
    checks
        Those that failed are named in the lineage.
    file_name
        Of the map; with the title it gives the identifier, so that the same map has the same one.
    """
    root = Element(_gmd("MD_Metadata"))
    _text(root, "fileIdentifier", str(uuid.uuid5(uuid.NAMESPACE_URL, f"socmap:{file_name}:{words.title}")))
    _code(root, "language", "LanguageCode", "eng", "http://www.loc.gov/standards/iso639-2/")
    _code(root, "characterSet", "MD_CharacterSetCode", "utf8")
    _code(root, "hierarchyLevel", "MD_ScopeCode", "dataset")
    _contact(root, "contact", words)
    SubElement(SubElement(root, _gmd("dateStamp")), _gco("Date")).text = words.date
    _text(root, "metadataStandardName", "ISO 19115:2003/19139")
    _text(root, "metadataStandardVersion", "1.0")
    system = _under(root, "referenceSystemInfo", "MD_ReferenceSystem")
    identifier = _under(system, "referenceSystemIdentifier", "RS_Identifier")
    code = CRS.from_wkt(facts.grid.crs_wkt).to_epsg()
    _text(identifier, "code", str(code) if code else crs_name(facts.grid.crs_wkt))
    if code:
        _text(identifier, "codeSpace", "EPSG")
    _identification(root, words, unit, facts, method)
    _content(root, words, unit, facts)
    _quality(root, words, method, covariates, accuracy, checks)
    indent(root)
    return ElementTree(root)


def abstract(words: MapWords, unit: str, method: str, accuracy: str) -> str:
    """Return what a map is, in a few sentences."""
    parts = [part for part in (unit, words.depth, words.period) if part]
    what = f"Map of soil organic carbon ({', '.join(parts)})." if parts else "Map of soil organic carbon."
    return " ".join(part for part in (what, method, accuracy) if part)


def _identification(root: Element, words: MapWords, unit: str, facts: MapFacts, method: str) -> None:
    data = _under(root, "identificationInfo", "MD_DataIdentification")
    citation = _under(data, "citation", "CI_Citation")
    _text(citation, "title", words.title)
    date = _under(citation, "date", "CI_Date")
    SubElement(SubElement(date, _gmd("date")), _gco("Date")).text = words.date
    _code(date, "dateType", "CI_DateTypeCode", "creation")
    if words.version:
        _text(citation, "edition", words.version)
    _text(data, "abstract", abstract(words, unit, method, ""))
    _contact(data, "pointOfContact", words)
    keywords = _under(data, "descriptiveKeywords", "MD_Keywords")
    for keyword in (*KEYWORDS, *([words.depth] if words.depth else ())):
        _text(keywords, "keyword", keyword)
    legal = _under(data, "resourceConstraints", "MD_LegalConstraints")
    _text(legal, "useLimitation", words.licence or "No licence is stated; ask the contact.")
    _code(legal, "useConstraints", "MD_RestrictionCode", "license" if words.licence else "otherRestrictions")
    if not words.licence:
        _text(legal, "otherConstraints", "no licence is stated")
    _code(data, "spatialRepresentationType", "MD_SpatialRepresentationTypeCode", "grid")
    resolution = _under(data, "spatialResolution", "MD_Resolution")
    crs = CRS.from_wkt(facts.grid.crs_wkt)
    distance = SubElement(SubElement(resolution, _gmd("distance")), _gco("Distance"))
    distance.text, unit_name = f"{facts.grid.pixel_size[0]:.10g}", "deg" if crs.is_geographic else crs.units_factor[0]
    distance.set("uom", unit_name)
    _code(data, "language", "LanguageCode", "eng", "http://www.loc.gov/standards/iso639-2/")
    SubElement(SubElement(data, _gmd("topicCategory")), _gmd("MD_TopicCategoryCode")).text = "geoscientificInformation"
    extent = _under(data, "extent", "EX_Extent")
    if words.depth:
        _text(extent, "description", f"depth {words.depth}")
    box = _under(extent, "geographicElement", "EX_GeographicBoundingBox")
    west, south, east, north = facts.degrees
    for name, value in (("west", west), ("east", east), ("south", south), ("north", north)):
        bound = "Longitude" if name in ("west", "east") else "Latitude"
        SubElement(SubElement(box, _gmd(f"{name}Bound{bound}")), _gco("Decimal")).text = f"{value:.6f}"
    period = period_of(words.period)
    if period is not None:
        time = _under(extent, "temporalElement", "EX_TemporalExtent")
        span = SubElement(SubElement(time, _gmd("extent")), _gml("TimePeriod"), {_gml("id"): "period"})
        for name, moment in zip(("beginPosition", "endPosition"), period):
            SubElement(span, _gml(name)).text = moment


def _content(root: Element, words: MapWords, unit: str, facts: MapFacts) -> None:
    content = _under(root, "contentInfo", "MD_CoverageDescription")
    described = SubElement(content, _gmd("attributeDescription"))
    SubElement(described, _gco("RecordType")).text = f"soil organic carbon {words.depth}".strip()
    _code(content, "contentType", "MD_CoverageContentTypeCode", "physicalMeasurement")
    band = _under(content, "dimension", "MD_Band")
    _text(band, "descriptor", f"soil organic carbon in {unit}" if unit else "soil organic carbon")
    for name, value in (("maxValue", facts.maximum), ("minValue", facts.minimum)):
        SubElement(SubElement(band, _gmd(name)), _gco("Real")).text = f"{value:.10g}"


def _quality(
    root: Element,
    words: MapWords,
    method: str,
    covariates: Sequence[str],
    accuracy: Accuracy | None,
    checks: Sequence[Check],
) -> None:
    quality = _under(root, "dataQualityInfo", "DQ_DataQuality")
    _code(_under(quality, "scope", "DQ_Scope"), "level", "MD_ScopeCode", "dataset")
    for name, (value, unit) in (accuracy.measures if accuracy is not None else {}).items():
        measure = _under(quality, "report", "DQ_QuantitativeAttributeAccuracy")
        _text(measure, "nameOfMeasure", f"{name} in {unit}" if unit else name)
        _text(measure, "measureDescription", accuracy.sentence if accuracy is not None else "")
        result = _under(measure, "result", "DQ_QuantitativeResult")
        SubElement(result, _gmd("valueUnit"), {_gco("nilReason"): "inapplicable"})
        SubElement(SubElement(result, _gmd("value")), _gco("Record")).text = f"{value:.6g}"
    lineage = _under(quality, "lineage", "LI_Lineage")
    failed = ", ".join(check.name for check in checks if check.outcome == FAIL)
    parts = [method, accuracy.sentence if accuracy is not None else words.accuracy]
    parts += [f"Made with {words.software}." if words.software else ""]
    parts += [f"Checks that failed: {failed}." if failed else "All checks that were made passed."]
    _text(lineage, "statement", " ".join(filter(None, parts)))
    for source in (*([words.sources] if words.sources else ()), *covariates):
        _text(_under(lineage, "source", "LI_Source"), "description", source)


def _contact(parent: Element, name: str, words: MapWords) -> None:
    party = _under(parent, name, "CI_ResponsibleParty")
    _text(party, "organisationName", words.contact or "not stated")
    if words.email:
        address = _under(_under(party, "contactInfo", "CI_Contact"), "address", "CI_Address")
        _text(address, "electronicMailAddress", words.email)
    _code(party, "role", "CI_RoleCode", "pointOfContact")


def _under(parent: Element, name: str, kind: str) -> Element:
    return SubElement(SubElement(parent, _gmd(name)), _gmd(kind))


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(SubElement(parent, _gmd(name)), _gco("CharacterString")).text = printable(text)


def _code(parent: Element, name: str, kind: str, value: str, codes: str = "") -> None:
    attributes = {"codeList": codes or f"{_CODES}#{kind}", "codeListValue": value}
    SubElement(SubElement(parent, _gmd(name)), _gmd(kind), attributes).text = value


def printable(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _gmd(name: str) -> str:
    return f"{{{GMD}}}{name}"


def _gco(name: str) -> str:
    return f"{{{GCO}}}{name}"


def _gml(name: str) -> str:
    return f"{{{GML}}}{name}"
