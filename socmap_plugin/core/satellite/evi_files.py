"""Which band of which file holds the red, the near infrared, the blue and the state of which day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..covariates.steps import split_time
from ..jobs.inputs import ProductFile, RasterLayer
from ..products.modis import SURFACE_REFLECTANCE_PRODUCTS, Granule, parse_name
from ..raster.bands import read_raw, unreadable
from ..raster.cog import OWN_MARK
from ..raster.grid import Grid, Window
from ..raster.known_files import grid_of
from ..raster.mosaic import Tile
from ..raster.open_files import opened
from ..raster.opening import READ_ERRORS
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.wording import listed

RED, NIR, BLUE, STATE = "red", "near infrared", "blue", "state"
REFLECTANCE = (RED, NIR, BLUE)
BANDS = (*REFLECTANCE, STATE)

SCALED_MAXIMUM = 1.6  # of reflectance as a number from 0 to 1; the product's whole numbers go to 16000
_SAMPLE_PX = 256

# The near infrared comes first, because the word holds the word red.
_WORDS = {
    NIR: r"sur_refl_b02(?:_1)?|nir|near[-_ ]?infra[-_ ]?red",
    RED: r"sur_refl_b01(?:_1)?|red",
    BLUE: r"sur_refl_b03(?:_1)?|blue",
    STATE: r"(?:sur_refl_)?state(?:[-_ ]?(?:qa|1km|500m))?(?:_1)?",
}
_BAND_NAMES = {
    band: re.compile(rf"(?<![A-Za-z0-9])(?:{words})(?![A-Za-z0-9])", re.IGNORECASE) for band, words in _WORDS.items()
}
_PRODUCT = re.compile(r"(?<![A-Za-z0-9])M[OY]D09(?:GA|A1)(?![A-Za-z0-9])", re.IGNORECASE)
_TILE = re.compile(r"(?<![A-Za-z0-9])h\d\dv\d\d(?![A-Za-z0-9])", re.IGNORECASE)
_SHARD = re.compile(r"-\d{10}-\d{10}$")  # Earth Engine splits large exports
_DAY_OF_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<day>[0-3]\d\d)(?!\d)")


@dataclass(frozen=True)
class Piece(Tile):
    """One band of one day over a part of the grid.

    `scaled` is whether the numbers are reflectance from 0 to 1 and not the product's whole numbers; None where the file
    does not tell.
    """

    scaled: bool | None = False


Day = dict[str, dict[str, Piece]]  # tile, area of AppEEARS, part of an export, or "" -> band -> piece


@dataclass(frozen=True)
class Series:
    """Everything recognised: the product ("" where no name says it), and the days in their order."""

    product: str
    days: dict[datetime.date, Day]


def band_of(text: str) -> str | None:
    """Return the band that a layer, band or file name says: one of `BANDS`, None for another.

    Raises
    ------
    InputError
        It says several.
    """
    found, rest = [], text
    for band, expression in _BAND_NAMES.items():
        rest, count = expression.subn(" ", rest)
        found += [band] if count else []
    if len(found) > 1:
        raise InputError(f"{text} names the bands {' and '.join(found)}; rename it so that it names one.")
    return found[0] if found else None


def date_of(text: str) -> datetime.date | None:
    """Return the day in a name such as ``2010_01_25_red``, ``red_2010025`` or ``MOD09GA.061_..._doy2010025``."""
    named = split_time(text)
    if named and len(named[1]) == len("2010-01-25"):
        return datetime.date.fromisoformat(named[1])
    match = _DAY_OF_YEAR.search(text)
    if match and int(match["day"]):
        date = datetime.date(int(match["year"]), 1, 1) + datetime.timedelta(int(match["day"]) - 1)
        return date if date.year == int(match["year"]) else None
    return None


def find_series(files: Sequence[ProductFile], years: frozenset[int], progress: Progress) -> Series:
    """Find the bands of every day of the wanted years (none: of all years).

    Parameters
    ----------
    files
        Layers of HDF tiles as GeoTIFFs (named in their `layer`), GeoTIFFs of AppEEARS, exports of Earth Engine, or
        rasters whose names say band and day.
    years
        As from :func:`years.parse_years`.
    progress
        Told which files are passed over.

    Raises
    ------
    InputError
        No file is recognised, products or versions are mixed, a day is not said, or two files give the same.
    """
    days: dict[datetime.date, Day] = {}
    products: dict[tuple[str, str], str] = {}
    strange: list[str] = []
    seen: set[int] = set()
    grids: dict[Grid, Grid] = {}  # the same few for thousands of files
    for number, file in enumerate(sorted(files, key=lambda item: (item.source, item.layer, item.path))):
        progress.report(number / len(files), f"header {number + 1} of {len(files)}")
        granule = parse_name(file.source)
        _refuse_other_product(file, granule)
        if granule and years and granule.date.year not in years:
            seen.add(granule.date.year)  # not even opened
            continue
        found = list(_pieces(file, granule, grids))
        if not found:
            strange.append(Path(file.source).name + (f" ({file.layer})" if file.layer else ""))
            continue
        name = _PRODUCT.search(Path(file.source).name)
        if name:
            products.setdefault((name.group().upper(), granule.version if granule else ""), file.source)
        seen |= {date.year for date, _, _, _ in found}
        for date, place, band, piece in found:
            if years and date.year not in years:
                continue
            bands = days.setdefault(date, {}).setdefault(place, {})
            if band in bands:
                raise InputError(
                    f"{bands[band].source} and {piece.source} both give the {band} of {date}"
                    f"{f' for {place}' if place else ''}; remove one of them."
                )
            bands[band] = piece
    if not seen:
        raise InputError(
            f"None of the {len(files)} files is recognised ({listed(strange, 3)}); give MOD09GA or MOD09A1 under the "
            "names of the archive, AppEEARS or Earth Engine, or rasters named like red_2010-01-25.tif, nir_..., "
            "blue_... and state_...."
        )
    _refuse_mixture(products)
    _refuse_absent_years(years, seen)
    if strange:
        progress.log(f"{len(strange)} files or layers are not needed and passed over: {listed(strange, 6)}.")
    return Series(next((product for product, _ in products), ""), dict(sorted(days.items())))


def _pieces(
    file: ProductFile, granule: Granule | None, grids: dict[Grid, Grid]
) -> Iterable[tuple[datetime.date, str, str, Piece]]:
    """Yield (date, place, band, piece) of what a file holds."""
    stem = Path(file.source).stem
    fixed = file.layer or (granule.layer if granule else "")
    if fixed and band_of(fixed) is None:
        return  # not opened: a file of AppEEARS for each of the other layers can be thousands
    with opened(RasterLayer(stem, file.path)) as source:
        if OWN_MARK in source.tags():
            raise InputError(f"{file.source} is a result of SOC Map and not an observation; leave it out.")
        grid = grid_of(RasterLayer(stem, file.path), source)
        grid = grids.setdefault(grid, grid)
        for index in source.indexes:
            description = source.descriptions[index - 1] or ""
            band = band_of(fixed or description)
            if band is None and not fixed and source.count == 1:
                band = band_of(stem)
            if band is None:
                continue
            date = granule.date if granule else date_of(description) or date_of(stem)
            if date is None:
                raise InputError(
                    f"No day is recognised for the {band} in {file.source} (band {index}); name the file or the band "
                    "like red_2010-01-25 or red_2010025."
                )
            piece = Piece(file.path, index, grid, file.source, _scaled(source, index, band))
            yield date, _place(stem, granule), band, piece


def _place(stem: str, granule: Granule | None) -> str:
    if granule and granule.area:
        return f"area {granule.area}"
    tile = _TILE.search(stem)
    shard = _SHARD.search(stem)
    return tile.group().lower() if tile else f"part {shard.group()[1:]}" if shard else ""


def _scaled(source: Any, index: int, band: str) -> bool | None:
    """Return whether floating point numbers are reflectance from 0 to 1, by a block in the middle of the file."""
    if np.dtype(source.dtypes[index - 1]).kind != "f":
        return False
    height, width = min(source.height, _SAMPLE_PX), min(source.width, _SAMPLE_PX)
    window = Window((source.height - height) // 2, (source.width - width) // 2, height, width)
    try:
        values, present = read_raw(source, [index], window)
    except READ_ERRORS as error:
        raise unreadable(RasterLayer(Path(source.name).stem, source.name), error) from error
    values = values[present & np.isfinite(values)]
    if band == STATE:
        if (values != np.floor(values)).any():
            raise InputError(
                f"{source.name} holds states that are no whole numbers, as after interpolation; export it again with "
                "nearest neighbour resampling."
            )
        return False
    values = np.abs(values[values != 0])
    return bool(values.max() <= SCALED_MAXIMUM) if values.size else None


def _refuse_other_product(file: ProductFile, granule: Granule | None) -> None:
    if granule and granule.product not in SURFACE_REFLECTANCE_PRODUCTS:
        raise InputError(
            f"{file.source} is of the product {granule.product}; the annual EVI is made from one of "
            f"{', '.join(SURFACE_REFLECTANCE_PRODUCTS)}: leave it out."
        )


def _refuse_mixture(products: dict[tuple[str, str], str]) -> None:
    for (product, version), file in products.items():
        for (other_product, other_version), other_file in products.items():
            if product != other_product or (version and other_version and version != other_version):
                raise InputError(
                    f"{file} is {f'{product} {version}'.rstrip()} and {other_file} is "
                    f"{f'{other_product} {other_version}'.rstrip()}; give files of one product and version."
                )


def _refuse_absent_years(years: frozenset[int], seen: set[int]) -> None:
    absent = [str(year) for year in sorted(years - seen)]
    if absent:
        raise InputError(
            f"No file is of {listed(absent)}; the files are of {listed([str(year) for year in sorted(seen)])}: "
            "add files or change the years."
        )
