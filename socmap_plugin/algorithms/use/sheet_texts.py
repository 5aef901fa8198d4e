"""What the sheet of a map says."""

from __future__ import annotations

from typing import Any

from ...core.jobs.areas import MapWords
from ...translation import tr
from .map_sheet import SheetTexts


def sheet_texts(words: MapWords, result: dict[str, Any]) -> SheetTexts:
    """Return what a sheet says, of what people said and what the worker found."""
    unit, numbers = result["unit"], result["numbers"]
    in_unit = f" ({unit})" if unit else ""
    values = tr("Values: {} to {}, mean {}").format(*(f"{numbers[key]:.3g}" for key in ("minimum", "maximum", "mean")))
    facts = [f"{values} {unit}".rstrip()]
    if "mean_width" in numbers:
        facts.append(
            f"{tr('mean width of the intervals {}').format(format(numbers['mean_width'], '.3g'))} {unit}".rstrip()
        )
    if "inside_share" in numbers:
        share = f"{100 * numbers['inside_share']:.3g}"
        facts.append(
            tr("{} % of it in the area of applicability, outside of which it is not to be relied on").format(share)
        )
    made = ", ".join(filter(None, (words.version, words.date)))
    notes = (
        tr("Method: {}").format(result["method"]) if result["method"] else "",
        tr("Accuracy: {}").format(result["accuracy"]) if result["accuracy"] else tr("Accuracy: not known."),
        "; ".join(facts) + ".",
        tr("Sources: {}").format(words.sources) if words.sources else "",
        tr("Coordinate reference system: {}").format(result["crs"]),
        tr("Contact: {}").format(words.contact) if words.contact else "",
        tr("Licence: {}").format(words.licence) if words.licence else "",
        tr("Version: {}; made with {}").format(made, words.software),
    )
    return SheetTexts(
        words.title,
        ", ".join(filter(None, (unit, words.depth, words.period))),
        tr("Soil organic carbon") + in_unit,
        tr("Width of the prediction interval") + in_unit,
        tuple(note for note in notes if note),
    )
