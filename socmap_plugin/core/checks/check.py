"""A look at the covariates of a dataset for what commonly goes wrong with them; it warns and never refuses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource, Covariates, TemporalGroup, TemporalVariable
from ..jobs.inputs import RasterLayer
from ..raster.grid import Grid
from ..raster.known_files import Files
from ..raster.opening import READ_ERRORS
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.wording import listed
from .duplicate_layers import Twins, twins
from .layout import MOST_NAMES, Points, band_counts, mismatched_steps, misplaced
from .value_sample import Glance, glance
from .values import DATES, Band, Fill, Look, constant, fills, impossible, number

# One sentence a rule, in the order of the log; {} are the layers, each with what was seen.
_SENTENCES = {
    "nameless": "{}: so QGIS calls every computed raster, and a map would take any of them for this one; give it a "
    "name of its own with COVARIATE_NAMES or in the table that List Covariates makes (COVARIATE_TABLE).",
    "unreadable": "{}: the file cannot be read everywhere; it may be damaged, make it again.",
    "resolution": "{}: the pixels are of a very different size than those of the reference grid; check the CRS of the "
    "layer, or choose another REFERENCE or a source of a closer resolution.",
    "samples": "{}: the file covers few of the samples, and the others are dropped; give a file of the whole area or "
    "leave the layer out.",
    "area": "{}: the file covers little of the reference grid, and the rest cannot be mapped; give a file of the whole "
    "area, or a REFERENCE of the area to be mapped.",
    "fill": "{}: this value is apart from all others, and the file declares no nodata; if it stands for missing, "
    "declare it with Raster > Conversion > Translate and use the result.",
    "second fill": "{}: this value is apart from all others and not the nodata that the file declares; if it stands "
    "for missing too, turn it into that with Reclassify by Table, band by band, and use the result.",
    "vegetation index": "{}: EVI, NDVI and the like are from -2 to 2, so these are integers of a product; multiply "
    "them by its scale factor (0.0001 for MODIS) or set that in the file.",
    "evi area": "{}: the EVI area of a year is from 0 to 370, so these are integers of a product; multiply them by its "
    "scale factor (0.1 for MODIS) or set that in the file.",
    "temperature": "{}: these are no degrees Celsius, but perhaps tenths of them as in WorldClim 1, kelvin or integers "
    "of a product; convert them, unless the unit is what you want.",
    "slope": "{}: a slope in degrees is from 0 to 90, so these are percent or scaled integers; convert them, unless "
    "the unit is what you want.",
    "aspect": "{}: an aspect is from 0 to 360 degrees, so these are scaled integers; multiply them by their scale "
    "factor or set that in the file.",
    DATES: "{}: these are no days of the year (-366 to 731), so that values of different years cannot be compared; run "
    "Import Phenology on the downloads or subtract 1 January of each year.",
    "constant": "{}: a constant tells a model nothing; leave the layer out or give the right file.",
    "identical": "{}: the same values under two names; leave one out or give the right file.",
    "alike": "{}: the correlation is 1, so that one tells nothing that the other does not; leave one out.",
    "repeated": "{}: two steps hold the same values; give the right file or band for one of them.",
    "crs": "{}: the CRS is not that of the reference grid; the values are brought onto it while they are read, so "
    "there is nothing to do.",
}
_INFORMATION = ("crs",)
_OF_ANY_RESULT = re.compile(r"output(?:[ _]?\d+)?", re.IGNORECASE)  # of files that models and scripts compute


@dataclass(frozen=True)
class Finding:
    """One sentence about one or many layers; information needs nothing to be done."""

    text: str
    information: bool = False


def check_covariates(
    covariates: Covariates,
    grid: Grid,
    progress: Progress,
    at_samples: Sequence[NDArray[np.float32]],
    xy: Points,
    files: Files,
) -> list[Finding]:
    """Look at the covariates and say what is suspicious, in the log and in the list returned.

    Parameters
    ----------
    covariates, grid
        Of the dataset.
    progress
        Findings are logged here: warnings as such, information as lines.
    at_samples
        Values at the samples of the dataset: (n, T) of every static covariate (T = 1), then of every temporal variable.
    xy
        Coordinates, in the CRS of the grid, of all samples on it; some may lie outside of some layer.
    files
        Those of the covariates.
    """
    texts = [text for text, _ in mismatched_steps(covariates.temporal)]
    return _said(texts, _remarks(covariates, grid, progress, files, at_samples, xy), progress)


def check_unnamed(
    files: Files, layers: Sequence[RasterLayer], temporal: Sequence[RasterLayer], grid: Grid, progress: Progress
) -> list[Finding]:
    """Look at layers in which no covariates are found: the error that comes shall not hide what else is wrong.

    Every file counts as a variable, and its bands as steps.
    """
    groups = []
    known = {layer: files.of(layer).bands for layer in layers}
    for layer, bands in known.items():
        if bands:
            sources = tuple(BandSource(layer, info.index) for info in bands)
            variable = TemporalVariable(layer.name, "", bands[0].unit, sources)
            groups.append(TemporalGroup(tuple(f"band {source.band}" for source in sources), (variable,)))
    texts = band_counts({layer.name: len(known[layer]) for layer in temporal if layer in known})
    return _said(texts, _remarks(Covariates((), tuple(groups)), grid, progress, files), progress)


def survey(
    covariates: Covariates, grid: Grid, progress: Progress, files: Files
) -> tuple[dict[BandSource, Glance], dict[BandSource, list[str]]]:
    """Look at covariates where no samples are known: a glance at every band, and what is suspicious of each."""
    owns = {source.layer: files.of(source.layer).grid for source in covariates.sources()}
    seen, unreadable = _glances(covariates, grid, progress, files)
    found: dict[BandSource, list[str]] = {source: [] for source in seen}
    of_layers = [_Remark(*one) for one in misplaced(owns, grid, None)] + unreadable
    for source, texts in found.items():
        texts += [
            _sentence(one) for one in of_layers if one.label == source.layer.name and one.rule not in _INFORMATION
        ]
    looks = _looks(covariates, seen, ())
    for look, sources in looks:
        for source in sources:
            found[source] += [_sentence(remark) for remark in _of_values(look)]
    told: set[tuple[str, int]] = set()
    for pair in (*twins([look for look, _ in looks]), *_given_twice(looks)):
        places = {place for place in (pair.one, pair.other) if (pair.rule, place) not in told}
        told |= {(pair.rule, place) for place in places}  # of many that are alike each is said once
        for source in dict.fromkeys(source for place in places for source in looks[place][1]):
            found[source].append(_sentence(_Remark(pair.rule, pair.seen)))
    return seen, found


def _given_twice(looks: Sequence[tuple[Look, tuple[BandSource, ...]]]) -> Iterator[Twins]:
    """Yield covariates of one band of one file, whatever its values are."""
    first: dict[tuple[str, int], int] = {}
    for place, (look, sources) in enumerate(looks):
        for source in sources:
            other = first.setdefault((source.layer.path, source.band), place)
            if other != place:
                yield Twins("identical", f"{looks[other][0].label} = {look.label}", other, place)


@dataclass(frozen=True)
class _Remark:
    """That a layer breaks a rule, and what was seen of it."""

    rule: str
    label: str
    seen: str = ""


def _said(texts: Iterable[str], remarks: Iterable[_Remark], progress: Progress) -> list[Finding]:
    """Log one finding a rule, whatever the number of layers."""
    by_rule: dict[str, list[str]] = {rule: [] for rule in _SENTENCES}
    for remark in remarks:
        by_rule[remark.rule].append(f"{remark.label} ({remark.seen})" if remark.seen else remark.label)
    findings = [Finding(text) for text in texts]
    for rule, layers in by_rule.items():
        if layers:
            names = listed(list(dict.fromkeys(layers)), MOST_NAMES)
            findings.append(Finding(names + _SENTENCES[rule].removeprefix("{}"), rule in _INFORMATION))
    for finding in findings:
        (progress.log if finding.information else progress.warn)(f"Covariate check: {finding.text}")
    return findings


def _sentence(remark: _Remark) -> str:
    return (f"{remark.label} ({remark.seen})" if remark.seen else remark.label) + _SENTENCES[remark.rule][2:]


def _remarks(
    covariates: Covariates,
    grid: Grid,
    progress: Progress,
    files: Files,
    at_samples: Sequence[NDArray[np.float32]] = (),
    xy: Points | None = None,
) -> list[_Remark]:
    owns = {source.layer: files.of(source.layer).grid for source in covariates.sources()}
    remarks = [_Remark(*found) for found in misplaced(owns, grid, xy)]
    seen, unreadable = _glances(covariates, grid, progress, files)
    remarks += unreadable
    looks = [look for look, _ in _looks(covariates, seen, at_samples)]
    for look in looks:
        progress.check()
        remarks += _of_values(look)
    return remarks + [_Remark(found.rule, found.seen) for found in twins(looks)]


def _glances(
    covariates: Covariates, grid: Grid, progress: Progress, files: Files
) -> tuple[dict[BandSource, Glance], list[_Remark]]:
    """Look at every band; also return which files cannot be read everywhere."""
    bands: dict[RasterLayer, dict[int, list[BandSource]]] = {}
    for source in covariates.sources():
        bands.setdefault(source.layer, {}).setdefault(source.band, []).append(source)
    seen: dict[BandSource, Glance] = {}
    unreadable = []
    for count, (layer, numbers) in enumerate(bands.items()):
        progress.report(count / len(bands), f"covariate check, file {count + 1} of {len(bands)}")
        wanted = sorted(numbers)
        try:
            glances = glance(files, layer, wanted, grid)
        except (InputError, *READ_ERRORS):
            unreadable.append(_Remark("unreadable", layer.name))
            glances = [Glance(np.empty(0, np.float32), layer) for _ in wanted]
        seen.update({source: one for band, one in zip(wanted, glances) for source in numbers[band]})
    return seen, unreadable


def _looks(
    covariates: Covariates, seen: Mapping[BandSource, Glance], at_samples: Sequence[NDArray[np.float32]]
) -> list[tuple[Look, tuple[BandSource, ...]]]:
    items: list[tuple[str, str, tuple[str, ...], tuple[BandSource, ...]]] = []
    items += [(item.name, item.unit, ("",), (item.source,)) for item in covariates.static]
    for group in covariates.temporal:
        items += [(item.name, item.unit, group.steps, item.sources) for item in group.variables]
    none = np.empty(0, np.float32)
    looks = []
    for i, (name, unit, steps, sources) in enumerate(items):
        columns = at_samples[i].T if at_samples else [none] * len(sources)
        bands = tuple(Band(step, seen[source], values) for step, source, values in zip(steps, sources, columns))
        layer = sources[0].layer.name
        looks.append((Look(name if name in layer else f"{name} in {layer}", name, unit, bands), sources))
    return looks


def _of_values(look: Look) -> list[_Remark]:
    found = fills(look)
    nameless = [_Remark("nameless", look.label)] if _OF_ANY_RESULT.fullmatch(look.name) else []
    rule = "fill" if look.bands[0].seen.nodata is None else "second fill"
    remarks = nameless + [_Remark(rule, look.label, _told(fill, look)) for fill in found]
    broken = impossible(look, found)
    if broken:
        remarks.append(_Remark(broken[0], look.label, broken[1]))
    same = constant(look)
    if same:
        remarks.append(_Remark("constant", look.label, same))
    return remarks


def _told(fill: Fill, look: Look) -> str:
    """Say a fill value, where it was seen, what the other values are, and what the file declares."""
    low, high = fill.others
    steps = [band for band in look.bands if fill.where(band.at_samples).any() or fill.where(band.valid).any()]
    samples = np.any([fill.where(band.at_samples) for band in look.bands], axis=0)
    place = f" at {samples.sum()} of {samples.size} samples" if samples.size else ""
    place += f" in {len(steps)} of {len(look.bands)} steps" if len(look.bands) > 1 else ""
    nodata = look.bands[0].seen.nodata
    declared = "" if nodata is None else f", nodata {number(nodata)}"
    return f"{number(fill.stored)}{place}, others {number(low)} to {number(high)}{declared}"
