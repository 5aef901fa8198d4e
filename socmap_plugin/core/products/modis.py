"""Facts of the MODIS and VIIRS land products: the sinusoidal tile grid, file names, the layers of phenology.

Standard library only: QGIS imports this module.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import PurePath

# The grid of the land products: a sphere, 36 x 18 tiles of 10 degrees at the equator.
# Source: MODIS Land, "MODIS Grids"; the corner and the size are the grid's own, in metres.
SPHERE_RADIUS_M = 6371007.181
TILE_SIZE_M = 1111950.5196666666
TILES_ACROSS, TILES_DOWN = 36, 18
WEST_M, NORTH_M = -TILES_ACROSS / 2 * TILE_SIZE_M, TILES_DOWN / 2 * TILE_SIZE_M
SINUSOIDAL_WKT = (
    'PROJCS["MODIS Sinusoidal",GEOGCS["Unknown datum based upon the custom spheroid",'
    'DATUM["Not specified (based on custom spheroid)",SPHEROID["Custom spheroid",6371007.181,0]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Sinusoidal"],'
    'PARAMETER["longitude_of_center",0],PARAMETER["false_easting",0],PARAMETER["false_northing",0],'
    'UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]'
)

# Surface reflectance: red, near infrared, blue and state, as the daily and the eight-day tiles call them.
# Source: MODIS Surface Reflectance User's Guide, Collection 6, and the layers' own attributes.
DAILY_REFLECTANCE, EIGHT_DAY_REFLECTANCE = ("MOD09GA", "MYD09GA"), ("MOD09A1", "MYD09A1")
SURFACE_REFLECTANCE_PRODUCTS = (*DAILY_REFLECTANCE, *EIGHT_DAY_REFLECTANCE)
SURFACE_REFLECTANCE_LAYERS = (
    "sur_refl_b01_1", "sur_refl_b02_1", "sur_refl_b03_1", "state_1km_1",
    "sur_refl_b01", "sur_refl_b02", "sur_refl_b03", "sur_refl_state_500m",
)  # fmt: skip
REFLECTANCE_SCALE = 1e-4
REFLECTANCE_LOW, REFLECTANCE_HIGH = -100, 16000  # valid whole numbers; the fill value is -28672

# MCD12Q2.A2010001.h18v03.061.2022167204613.hdf; the production time may be left out when files are renamed.
_GRANULE = re.compile(
    r"(?P<product>(?:M[COY]D|V[NJ][P1]\d?)\w+?)\.A(?P<year>\d{4})(?P<day>\d{3})"
    r"\.h(?P<h>\d\d)v(?P<v>\d\d)(?:\.(?P<version>\d{3}))?(?!\d)",
    re.IGNORECASE,
)
# MCD12Q2.061_Greenup_0_doy2011001_aid0001.tif, and doy2011001000000 since 2023
_APPEEARS = re.compile(
    r"(?P<product>[A-Z0-9]+)\.(?P<version>\d{3})_+(?P<layer>\w+?)_doy(?P<year>\d{4})(?P<day>\d{3})(?:\d{6})?"
    r"(?:_aid(?P<area>\d+))?(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Granule:
    """What the name of a product file says; `tile` is (h, v), `layer` and `area` are AppEEARS'."""

    product: str
    version: str
    date: datetime.date
    tile: tuple[int, int] | None = None
    layer: str = ""
    area: str = ""


def parse_name(path: str) -> Granule | None:
    """Return what the name of an HDF tile or of an AppEEARS GeoTIFF says, None for another name."""
    name = PurePath(path.replace("\\", "/")).name
    for expression in (_GRANULE, _APPEEARS):
        match = expression.search(name)
        date = match and _date(int(match["year"]), int(match["day"]))
        if match and date:
            found = match.groupdict()
            tile = (int(found["h"]), int(found["v"])) if "h" in found else None
            return Granule(
                found["product"].upper(),
                found["version"] or "",
                date,
                tile,
                found.get("layer") or "",
                found.get("area") or "",
            )
    return None


def _date(year: int, day: int) -> datetime.date | None:
    try:
        date = datetime.date(year, 1, 1) + datetime.timedelta(days=day - 1)
    except (ValueError, OverflowError):
        return None
    return date if date.year == year else None


def tile_bounds(tile: tuple[int, int]) -> tuple[float, float, float, float]:
    """Return (xmin, ymin, xmax, ymax) of the tile (h, v) in metres of the sinusoidal grid."""
    h, v = tile
    return (
        WEST_M + h * TILE_SIZE_M,
        NORTH_M - (v + 1) * TILE_SIZE_M,
        WEST_M + (h + 1) * TILE_SIZE_M,
        NORTH_M - v * TILE_SIZE_M,
    )


@dataclass(frozen=True)
class Layer:
    """A layer of a phenology product: what it becomes, and how its whole numbers are read.

    Attributes
    ----------
    name
        As the product writes it, without the number of the cycle.
    variable, unit
        Name and unit of the covariate; the names are those of Zhang et al. (2022), Table 1, where it has them.
    low, high
        Valid range of the raw numbers; what is outside is fill or damage.
    scale
        Factor to the unit; a date has none.
    is_date
        Whether the number is a day since the product's origin.
    detail
        Place of the layer's two bits in QA_Detailed.
    of_cycle
        Whether there is one for each cycle, and with it a quality.
    """

    name: str
    variable: str
    unit: str
    low: int
    high: int
    scale: float = 1.0
    is_date: bool = False
    detail: int = 0
    of_cycle: bool = True


@dataclass(frozen=True)
class PhenologyProduct:
    """A yearly product of two cycles.

    Attributes
    ----------
    origin
        The day that its dates count from.
    quality, quality_fill, detailed
        The layer of quality, whose lowest two bits are 0 (best) to 3 (poor), its fill value, and the layer with two
        bits for each date, empty where there is none.
    other
        Layers that are not read.
    """

    name: str
    origin: datetime.date
    layers: tuple[Layer, ...]
    quality: str
    quality_fill: int
    detailed: str = ""
    other: tuple[str, ...] = ()

    def layer(self, name: str) -> Layer | None:
        """Return the layer of a name, None for layers of quality and those that are not read."""
        return next((layer for layer in self.layers if layer.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every layer that a file of the product may hold."""
        return (*(layer.name for layer in self.layers), *filter(None, (self.quality, self.detailed)), *self.other)


FILL = 32767  # of every layer of 16 bits
DAY_OF_YEAR = "day of year"
# Valid range of the dates of MCD12Q2: 2000-06-30 and what 16 bits hold below the fill value 32767.
_FIRST_DAY, _LAST_DAY = 11138, 32766


def _date_layer(name: str, variable: str, detail: int = 0, low: int = _FIRST_DAY) -> Layer:
    return Layer(name, variable, DAY_OF_YEAR, low, _LAST_DAY, is_date=True, detail=detail)


# Source: MCD12Q2 collections 6 and 6.1, user guide (Gray, Sulla-Menashe, Friedl) and the layers' own attributes.
MCD12Q2 = PhenologyProduct(
    "MCD12Q2",
    datetime.date(1970, 1, 1),
    (
        _date_layer("Greenup", "greenup", 0),
        _date_layer("MidGreenup", "mid-greenup", 1),
        _date_layer("Maturity", "maturity", 2),
        _date_layer("Peak", "peak", 3),
        _date_layer("Senescence", "senescence", 4),
        _date_layer("MidGreendown", "mid-greendown", 5),
        _date_layer("Dormancy", "dormancy", 6),
        Layer("NumCycles", "num-cycles", "cycles", 0, 7, of_cycle=False),
        Layer("EVI_Amplitude", "evi-amplitude", "EVI", 0, 10000, 1e-4),
        Layer("EVI_Area", "evi-area", "EVI x day", 0, 3700, 0.1),
        Layer("EVI_Minimum", "evi-minimum", "EVI", 0, 10000, 1e-4),
    ),
    "QA_Overall",
    FILL,
    "QA_Detailed",
)
# The mandatory quality of VNP22Q2 is bits 0 and 1 of GLSP_QC: good, other, backup algorithm, not processed.
# It has no peak and no amplitude; EVI2 and its area are not MCD12Q2's, so they keep names of their own.
VNP22Q2 = PhenologyProduct(
    "VNP22Q2",
    datetime.date(2000, 1, 1),
    (
        _date_layer("Onset_Greenness_Increase", "greenup", low=1),
        _date_layer("Date_Mid_Greenup_Phase", "mid-greenup", low=1),
        _date_layer("Onset_Greenness_Maximum", "maturity", low=1),
        _date_layer("Onset_Greenness_Decrease", "senescence", low=1),
        _date_layer("Date_Mid_Senescence_Phase", "mid-greendown", low=1),
        _date_layer("Onset_Greenness_Minimum", "dormancy", low=1),
        Layer("Growing_Season_Length", "season-length", "days", 1, 32766),
        Layer("EVI2_Growing_Season_Area", "season-evi2-area", "EVI2 x day", 0, 32766, 0.01),
        Layer("EVI2_Onset_Greenness_Increase", "greenup-evi2", "EVI2", 0, 10000, 1e-4),
        Layer("EVI2_Onset_Greenness_Maximum", "maturity-evi2", "EVI2", 0, 10000, 1e-4),
    ),
    "GLSP_QC",
    255,
    other=(
        "Rate_Greenness_Increase",
        "Rate_Greenness_Decrease",
        "Greenness_Agreement_Growing_Season",
        "PGQ_Growing_Season",
        "PGQ_Onset_Greenness_Increase",
        "PGQ_Onset_Greenness_Maximum",
        "PGQ_Onset_Greenness_Decrease",
        "PGQ_Onset_Greenness_Minimum",
    ),
)
PHENOLOGY_PRODUCTS = (MCD12Q2, VNP22Q2)
