"""What the values of a covariate say against it: fill values, unscaled integers, constants. Arrays only, no files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..covariates.kinds import DAYS
from ..covariates.words import has_word
from .value_sample import Glance

# Stored values that products and programs use for "no value"; 0 is looked at more strictly than these.
FILLS = (
    -9999, -99999, -999, -3000, -28672, -32768, -32767, 32767, 65535, 255, -128, 9999, 99999,
    -2147483648, 2147483647, 4294967295,
)  # fmt: skip
HUGE = 1e30  # nothing measured is as large, the largest float and the likes of it are
SAME = 1e-6  # relative: the rounding of a stored value that was scaled
ENOUGH_VALUES = 20  # below this nothing can be said of a distribution
FEW_DISTINCT = 10  # classes and counts, whose values need not lie close together
REPEATED_SHARE, REPEATED_TIMES = 0.005, 3  # how often a value must occur to be more than chance
OFTEN_SHARE, OFTEN_TIMES = 0.01, 5  # the same for a value that is not a usual fill value
NEAR = 0.25  # of the spread of the others: a repeated value that is as far from them is not one of them
REMOTE = 3.0  # the same for a value that is not a usual fill value
BEYOND_SHARE = 0.01  # of the values: fewer outside a possible range are noise, and not a matter of scale
MOST_POOLED = 2**18


@dataclass(frozen=True)
class Band:
    """One band of a covariate: what a glance saw of it, and its values (n,) at the samples, none where not read."""

    step: str
    seen: Glance
    at_samples: NDArray[np.float32]

    @property
    def valid(self) -> NDArray[np.float32]:
        """The (m,) values of the glance that are there."""
        return self.seen.values[~np.isnan(self.seen.values)]


@dataclass(frozen=True)
class Look:
    """A static covariate (one band) or a temporal variable (a band a step); `label` says it in the log."""

    label: str
    name: str
    unit: str
    bands: tuple[Band, ...]

    def pooled(self) -> NDArray[np.float64]:
        """Return (m,) values of all bands: those of the glance, thinned where they are many, and all at samples."""
        seen = np.concatenate([band.valid for band in self.bands])
        seen = seen[:: len(seen) // MOST_POOLED + 1]
        return np.concatenate([seen, *(band.at_samples for band in self.bands)]).astype(np.float64)


@dataclass(frozen=True)
class Fill:
    """A value that stands for none although the file does not say so; `others` is the range of the rest."""

    stored: float
    value: float
    others: tuple[float, float]

    def where(self, values: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Return which values are this one, in the shape of `values`."""
        return _equal(values, self.value)


def _equal(values: NDArray[np.floating], value: float) -> NDArray[np.bool_]:
    return np.abs(values.astype(np.float64) - value) <= SAME * abs(value)


# --- fill values ------------------------------------------------------------------------------------------------------


def fills(look: Look) -> list[Fill]:
    """Find values that look like "no value": far from the others, or repeated exactly and apart from them.

    A usual fill value is one where it is further from all others than these spread, or a quarter of that and repeated;
    0 where it is repeated, the others (of which there must be many different) lie on one side of it, and nearly all of
    them at a quarter of their spread or more; any other value where it is an end of the range, repeated, and three
    times as far from the others as these spread.
    """
    values = look.pooled()
    if values.size < ENOUGH_VALUES:
        return []
    scale, offset = look.bands[0].seen.scale, look.bands[0].seen.offset
    usual = {stored: stored * scale + offset for stored in FILLS}
    usual |= {value: value for value in np.unique(values[np.abs(values) >= HUGE]).tolist()[:FEW_DISTINCT]}
    matches = {stored: hit for stored, value in usual.items() if (hit := _equal(values, value)).any()}
    others = values[~np.any(list(matches.values()), axis=0)] if matches else values
    if len(np.unique(others)) < 2:
        return []
    found = [
        Fill(stored, usual[stored], _range(others))
        for stored, hit in matches.items()
        if _apart(usual[stored], int(hit.sum()), values.size, others)
    ]
    zero = _zero(look, others, offset)
    if zero:
        found = [*(Fill(fill.stored, fill.value, zero.others) for fill in found), zero]
        others = others[~zero.where(others)]
    return found + list(_ends(others, scale, offset))


def _apart(value: float, times: int, count: int, others: NDArray[np.float64]) -> bool:
    low, high = _range(others)
    gap, spread = max(low - value, value - high), _spread(others)
    repeated = times >= max(REPEATED_TIMES, REPEATED_SHARE * count)
    return gap > spread or (repeated and gap > NEAR * spread)


def _zero(look: Look, others: NDArray[np.float64], offset: float) -> Fill | None:
    if has_word(look.name, _NO_MEASURE):  # a count or a flag of 0 is a value
        return None
    zeros = _equal(others, offset)
    rest = others[~zeros]
    at_samples = [int(_equal(band.at_samples, offset).sum()) for band in look.bands]
    samples = max(len(band.at_samples) for band in look.bands)
    often = zeros.sum() >= max(REPEATED_TIMES, REPEATED_SHARE * others.size)
    often |= max(at_samples) >= max(REPEATED_TIMES, 2 * OFTEN_SHARE * samples)
    if not often or len(np.unique(rest)) < FEW_DISTINCT:
        return None
    low, high = np.quantile(rest, (REPEATED_SHARE, 1 - REPEATED_SHARE))
    far = max(low - offset, offset - high) > NEAR * (high - low)
    return Fill(0.0, offset, _range(rest)) if far else None


def _ends(values: NDArray[np.float64], scale: float, offset: float) -> Iterator[Fill]:
    """Yield the ends of the range that are fill values of an unusual kind."""
    for end in _range(values):
        same = _equal(values, end)
        rest = values[~same]
        if same.sum() < max(OFTEN_TIMES, OFTEN_SHARE * values.size) or len(np.unique(rest)) < FEW_DISTINCT:
            continue
        low, high = _range(rest)
        if max(low - end, end - high) > REMOTE * _spread(rest):
            yield Fill((end - offset) / scale, end, (low, high))


def _range(values: NDArray[np.float64]) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _spread(values: NDArray[np.float64]) -> float:
    """Return how wide values are spread; a long tail counts, though not in full."""
    low, first, last, high = np.quantile(values, (0, 0.01, 0.99, 1))
    return float(max(last - first, (high - low) / 4))


# --- scale ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Possible:
    """The values that covariates can have whose names hold one of `words` and none of `but`."""

    rule: str
    words: tuple[str, ...]
    low: float
    high: float
    but: tuple[str, ...] = ()
    units: tuple[str, ...] = ()  # with one of these the range does not hold


_NO_MEASURE = (
    "counts?", "number", "num", "n", "obs", "observations?", "days", "qa", "qc", "quality", "reliability",
    "class(?:es)?",
)  # fmt: skip
_INDEX_WORDS = ("e?vi2?", "ndvi", "m?savi2?", "evi-?\\w+")
_DATES = (
    "(?:mid-?)?green-?up", "(?:mid-?)?green-?down", "maturity", "peak", "senescence", "dormancy", "sos", "eos", "sbd",
)  # fmt: skip
_NO_CELSIUS = ("range", "seasonality", "isothermality", "sum", "gdd", "std", "sd", "dem", "dtm", "elev", "elevation")
DATES = "dates"
_POSSIBLE = (
    Possible("evi area", ("evi-?area",), -10, 400, _NO_MEASURE),
    Possible("vegetation index", _INDEX_WORDS, -2, 2, (*_NO_MEASURE, "evi-?area", "doy", "day", "date")),
    Possible(DATES, _DATES, *DAYS, (*_NO_MEASURE, *_INDEX_WORDS, "length", "duration", "value", "amplitude")),
    Possible("temperature", ("lst",), -90, 90, (*_NO_MEASURE, *_NO_CELSIUS), ("k", "kelvin")),
    Possible(
        "temperature", ("temp", "temperature", "tmean", "tmin", "tmax", "tavg", "mat", "bio-?0?(?:1|5|6|8|9|10|11)"),
        -90, 60, (*_NO_MEASURE, *_NO_CELSIUS), ("k", "kelvin"),
    ),
    Possible(
        "slope", ("slope", "slp"), 0, 90, (*_NO_MEASURE, "length", "position", "percent", "pct"), ("%", "percent"),
    ),
    Possible("aspect", ("aspect",), -1, 360, _NO_MEASURE),
)  # fmt: skip
_KELVIN = (180.0, 345.0)  # of land surfaces; products of land surface temperature are in kelvin
_ORIGINS = ((11_138, 32_766, "days since 1970"), (1_900_001, 2_100_366, "year and day as YYYYDDD"))


def impossible(look: Look, found: Iterable[Fill]) -> tuple[str, str] | None:
    """Return the rule that the values break and what they are, fill values aside; None where they are possible."""
    values = look.pooled()
    for fill in found:
        values = values[~fill.where(values)]
    kind = next((kind for kind in _POSSIBLE if has_word(look.name, kind.words)), None)
    if kind is None or has_word(look.name, kind.but) or look.unit.lower() in kind.units or not values.size:
        return None
    if ((values < kind.low) | (values > kind.high)).mean() <= BEYOND_SHARE:
        return None
    low, high = np.quantile(values, (BEYOND_SHARE, 1 - BEYOND_SHARE))
    if "lst" in kind.words and _KELVIN[0] <= low and high <= _KELVIN[1]:
        return None
    origin = next((f", {name}" for first, last, name in _ORIGINS if first <= low and high <= last), "")
    return kind.rule, f"{number(low)} to {number(high)}{origin if kind.rule == DATES else ''}"


# --- constants --------------------------------------------------------------------------------------------------------


def constant(look: Look) -> str:
    """Return in which way a covariate is constant, nothing where it is not."""
    same = [_constant(band.valid) for band in look.bands]
    if all(same):
        values = {float(band.valid[0]) for band in look.bands}
        return f"{number(values.pop())} everywhere" if len(values) == 1 else "one value a step"
    at_samples = np.stack([band.at_samples for band in look.bands])
    if at_samples.shape[1] >= ENOUGH_VALUES and np.ptp(at_samples) == 0:
        return f"{number(float(at_samples[0, 0]))} at all {at_samples.shape[1]} samples"
    # of a count or a class, one year may well have one value
    if any(same) and max(len(np.unique(band.valid)) for band in look.bands) > FEW_DISTINCT:
        blank = [f"{band.step}: {number(float(band.valid[0]))}" for band, one in zip(look.bands, same) if one]
        return f"{', '.join(blank[:3])}{', ...' if len(blank) > 3 else ''} everywhere"
    return ""


def _constant(values: NDArray[np.float32]) -> bool:
    return len(values) >= ENOUGH_VALUES and bool((values == values[0]).all())


def number(value: float) -> str:
    """Return a number for a message: four digits, and all digits of those before the point up to a billion."""
    whole = 1e4 <= abs(value) < 1e9 or (abs(value) < 1e4 and value == round(value))
    return f"{value:.0f}" if whole else f"{value:.4g}"
