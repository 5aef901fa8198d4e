"""Which files of a satellite product are needed for the years and the extent that are asked for."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsRectangle,
)

from ...core.jobs.inputs import Extent
from ...core.products.modis import SINUSOIDAL_WKT, parse_name, tile_bounds
from ...core.runtime.errors import InputError
from ...core.settings.years import parse_years

# A rectangle in another CRS has curved edges: its bounds are not exact. And no less than a pixel of 1 km on every side.
MARGIN_M, MARGIN_SHARE = 2000.0, 0.01


def wanted_years(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> frozenset[int]:
    """Return the years of the text parameter `name`, none where all are wanted."""
    try:
        return parse_years(algorithm.parameterAsString(parameters, name, context))
    except InputError as error:
        raise QgsProcessingException(f"{name}: {error}") from error


def tiles_area(area: Extent | None, context: QgsProcessingContext) -> QgsRectangle | None:
    """Return the extent on the grid of the tiles and a little more, None where all of it may be needed."""
    if area is None:
        return None
    crs, tiles = (QgsCoordinateReferenceSystem.fromWkt(text) for text in (area.crs_wkt, SINUSOIDAL_WKT))
    transform = QgsCoordinateTransform(crs, tiles, context.transformContext())
    try:
        rectangle = transform.transformBoundingBox(QgsRectangle(area.xmin, area.ymin, area.xmax, area.ymax))
    except QgsCsException:
        return None
    return rectangle.buffered(max(MARGIN_M, MARGIN_SHARE * max(rectangle.width(), rectangle.height())))


def needed_tiles(
    files: list[str], years: frozenset[int], area: QgsRectangle | None, feedback: QgsProcessingFeedback
) -> list[str]:
    """Leave out tiles of other years and places: unpacking them would take most of the time.

    Raises
    ------
    QgsProcessingException
        None is left.
    """
    needed = []
    for file in files:
        granule = parse_name(file)
        if granule is not None and granule.tile is not None:
            other_year = bool(years) and granule.date.year not in years
            elsewhere = area is not None and not area.intersects(QgsRectangle(*tile_bounds(granule.tile)))
            if other_year or elsewhere:
                continue
        needed.append(file)
    if len(needed) < len(files):
        feedback.pushInfo(f"{len(files) - len(needed)} of {len(files)} files are of other years or places.")
    if not needed:
        raise QgsProcessingException(
            f"None of the {len(files)} tiles is of the years and the extent that are asked for; change YEARS or EXTENT."
        )
    return needed
