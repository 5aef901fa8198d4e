"""The category that a covariate's name suggests: the words of the products that soil mapping uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .covariate_list import CLIMATE, OTHER, PHENOLOGY, TERRAIN, VEGETATION_INDEX
from .words import has_word, parts

_SOIL = (
    "soils?", "sand", "silt", "clay", "ph", "phh2o", "soc", "ocd", "ocs", "bdod", "cec", "cfvo", "nitrogen", "parent",
    "material", "geology", "litho\\w*", "rocks?",
)  # fmt: skip
_PLANTS = ("canopy", "trees?", "vegetation", "veg", "forests?", "crops?", "plants?", "buildings?", "snow", "chm")


@dataclass(frozen=True)
class _Words:
    """Words of a category; with one of `unless` beside them they mean something else."""

    category: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


# The first that fits wins. Phenology stands before the vegetation index: EVI amplitude, area and minimum are phenology
# in the paper's Table 1.
_KNOWN = (
    _Words(  # MCD12Q2 and VNP22Q2, and what programs for time series call the same
        PHENOLOGY,
        (
            "green-?up", "maturity", "senescence", "green-?down", "dormancy", "num-?cycles", "evi2?-?amplitude",
            "evi2?-?area", "evi2?-?minimum", "onset-?greenness", "phenology", "sos", "eos", "sbd",
            "season-?(?:length|begin|start|end|onset|duration)", "(?:length|start|end|onset)-?of-?season",
        ),
    ),
    _Words(PHENOLOGY, ("peak",), ("flow", "discharge", "runoff", "rain", "flood", "wind", "ground")),
    _Words(PHENOLOGY, ("sl",), _SOIL),
    _Words(
        VEGETATION_INDEX,
        (
            "e?vi2?", "[gk]?ndvi", "[mo]?savi2?", "m?ndwi", "ndmi", "ndre", "nirv", "nbr", "evi-?mean", "lai", "fpar",
            "fapar",
        ),
    ),
    _Words(CLIMATE, ("wind",), ("effect", "exposition", "exposure", "shelter")),
    _Words(
        CLIMATE,
        (
            "temperature", "preci?p?", "precipitation", "rain", "rainfall", "bio-?\\d*", "humidity", "radiation",
            "climate", "lst", "evapotranspiration", "aridity", "isothermality", "frost",
            # WorldClim
            "tmean", "tmin", "tmax", "tavg", "srad", "vapr",
            # CHELSA
            "tas", "tasmin", "tasmax", "hurs", "rsds", "sfc-?wind", "vpd", "clt", "cmi", "swb", "gdd\\d*", "gddlgd\\d+",
            "gdgfgd\\d+", "ngd\\d+", "gsl", "gsp", "gst", "fcf", "fgd", "lgd", "scd", "swe", "pet-?penman",
        ),
    ),
    _Words(
        TERRAIN,
        (
            "dem", "dtm", "dsm", "dgm", "mnt", "srtm", "gdem", "nasadem", "elev", "elevation", "altitude?", "slp",
            "slope", "pendiente", "aspect", "tri", "rough", "roughness", "ruggedness", "vrm", "tpi", "cti", "twi",
            "spi", "curvature", "hand", "relief", "terrain", "hill-?shad(?:e|ing)",
            # Geomorpho90m
            "eastness", "northness", "convergence", "[pt]-?curv", "dev-?(?:magnitude|scale)", "geomorphons?",
            # SAGA
            "mr-?vbf", "mr-?rtf", "v(?:alley)?-?depth", "ls-?f(?:actor)?", "catchment", "flow-?acc(?:umulation)?",
            "(?:plan|prof|profile|tang|tangential|long|longitudinal|cross|total|general|mean|max|maximal|min|minimal)"
            "-?curv(?:ature)?", "wetness", "swi", "rsp", "openness", "dah", "landforms?", "base-?level", "chnl-?\\w+",
            "channel-?network", "(?:normali[sz]ed|standardi[sz]ed)-?height", "sky-?view", "wind-?(?:effect|exposition)",
            # GRASS
            "[pt]-?curvature", "tci", "accumulation", "length-?slope", "stream-?power",
        ),
    ),
)  # fmt: skip

# Looked at where none of the above is in the name, and said to be uncertain.
_LIKELY = (
    _Words(PHENOLOGY, ("season",)),
    _Words(CLIMATE, ("temp", "chelsa", "worldclim", "wc2", "era5", "terraclimate")),
    _Words(TERRAIN, ("height",), _PLANTS),
)
# Short words that are something else in most names: the category is theirs where the rest of the name says nothing.
_ALONE = (
    _Words(CLIMATE, ("map", "mat", "pet", "pr", "et")),
    _Words(TERRAIN, ("dx", "dy", "dxx", "dyy", "dxy", "geom")),
)
_SAYS_NOTHING = re.compile(
    r"\d+(?:mm?|km|s|c)?|v\d+|mm|c|deg|degc|k|mean|avg|average|annual|ann|years?|yearly|yr|month|monthly|sum|total|std|sd|"
    r"min|max|clip|clipped|utm|wgs84|of|the"
)


def guess_category(name: str) -> str:
    """Return the category that the words of a covariate's name suggest, ``other`` where none does."""
    return recognise_category(name)[0]


def recognise_category(name: str) -> tuple[str, bool]:
    """Return the category that a covariate's name suggests, and whether that is uncertain."""
    known = _first(_KNOWN, name)
    if known:
        return known, False
    likely = _first(_LIKELY, name)
    if likely:
        return likely, True
    for part in parts(name).split("-"):
        category = _first(_ALONE, part)
        rest = parts(name).split("-")
        rest.remove(part)
        if category and all(_SAYS_NOTHING.fullmatch(word) for word in rest):
            return category, True
    return OTHER, False


def _first(known: tuple[_Words, ...], name: str) -> str:
    fitting = (one.category for one in known if has_word(name, one.words) and not has_word(name, one.unless))
    return next(fitting, "")
