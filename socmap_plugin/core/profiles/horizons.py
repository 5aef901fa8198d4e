"""Horizons as they were written down, made profiles that can be calculated with; what is wrong is named, row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..jobs.soils import TO_CM, HorizonTable
from ..runtime.numbers import number_in
from ..runtime.wording import shown
from .findings import CHANGED, KEPT, LEFT_OUT, Finding

SHALLOWEST_IN_CM = 4.0  # profiles that all end above it were hardly described in centimetres
ROUNDING_CM = 1e-6
BELOW_LIMIT = 0.5  # of the detection limit stands for what lies below it


@dataclass(frozen=True)
class Horizon:
    """A horizon whose depths can be used: the number of its row, and its depths in cm."""

    row: int
    top: float
    bottom: float

    @property
    def name(self) -> str:
        """How findings call it."""
        return f"{self.top:g}-{self.bottom:g} cm"


Profile = list[tuple[float, float, float]]  # tops, bottoms and values from the surface down


def usable(table: HorizonTable, depth_unit: str) -> tuple[dict[str, list[Horizon]], list[Finding]]:
    """Return the horizons of every profile whose depths can be used, from the surface down, and what is found.

    Profiles are named even where none of their horizons can be used.
    """
    found: list[Finding] = []
    profiles: dict[str, list[Horizon]] = {name: [] for name in dict.fromkeys(table.profiles) if name}
    for row, name in enumerate(table.profiles):
        part = f"row {row + 1}"
        if not name:
            found.append(Finding("", part, "", "no profile", LEFT_OUT, "The row names no profile."))
            continue
        top, bottom = (_number(one[row]) for one in (table.tops, table.bottoms))
        if top is None or bottom is None:
            which = "top" if top is None else "bottom"
            given = (table.tops if top is None else table.bottoms)[row]
            text = f"The {which} is {'missing' if given is None else shown(str(given))}."
            found.append(Finding(name, part, "", "missing depth", LEFT_OUT, text))
            continue
        top, bottom = top * TO_CM[depth_unit], bottom * TO_CM[depth_unit]
        part = f"{top:g}-{bottom:g} cm, row {row + 1}"
        organic = (top < 0 and bottom <= 0) or (top > bottom == 0)
        if organic:
            text = "An organic layer above the mineral soil, whose depths begin at 0."
            found.append(Finding(name, part, "", "organic layer", LEFT_OUT, text))
        elif top < 0:
            found.append(Finding(name, part, "", "negative depth", LEFT_OUT, f"The top is {top:g} cm, above 0."))
        elif top >= bottom:
            text = f"The top, {top:g} cm, is not above the bottom, {bottom:g} cm."
            found.append(Finding(name, part, "", "top not above bottom", LEFT_OUT, text))
        else:
            profiles[name].append(Horizon(row, top, bottom))
    for horizons in profiles.values():
        horizons.sort(key=lambda one: (one.top, one.bottom, one.row))
    found += _metres(profiles, depth_unit)
    return profiles, found


def with_values(
    table: HorizonTable, name: str, profiles: dict[str, list[Horizon]]
) -> tuple[dict[str, Profile], list[Finding]]:
    """Return the profiles that have the property `name`, and what is found in its values.

    Profiles whose horizons overlap are left out: nobody knows which of them is right.
    """
    values, found = table.values[name], []
    made: dict[str, Profile] = {}
    for owner, horizons in profiles.items():
        alike: dict[tuple[float, float], list[float]] = defaultdict(list)
        for horizon in horizons:
            value, finding = _value(values[horizon.row], owner, horizon, name)
            found += [finding] if finding else []
            if value is not None:
                alike[horizon.top, horizon.bottom].append(value)
        for (top, bottom), several in alike.items():
            if len(several) > 1:
                text = f"{len(several)} rows have these depths ({', '.join(f'{one:g}' for one in several)}); their mean"
                part = f"{top:g}-{bottom:g} cm"
                found.append(Finding(owner, part, name, "duplicate horizon", CHANGED, f"{text} is used."))
        profile = [(top, bottom, sum(several) / len(several)) for (top, bottom), several in alike.items()]
        overlap, gaps = _neighbours(owner, name, profile)
        found += overlap or gaps
        if profile and not overlap:
            made[owner] = profile
            if len(profile) == 1:
                part = f"{profile[0][0]:g}-{profile[0][1]:g} cm"
                text = "The only horizon with a value; it stands for all of its thickness."
                found.append(Finding(owner, part, name, "one horizon", KEPT, text))
        elif not profile:
            found.append(Finding(owner, "", name, "no values", LEFT_OUT, "No horizon of the profile can be used."))
    return made, found


def _neighbours(owner: str, name: str, profile: Profile) -> tuple[list[Finding], list[Finding]]:
    """Return what is found where one horizon ends and the next begins: overlaps, and gaps."""
    overlaps, gaps = [], []
    deepest = profile[0] if profile else (0.0, 0.0, 0.0)
    for own in profile[1:]:
        part = f"{own[0]:g}-{own[1]:g} cm"
        if own[0] < deepest[1] - ROUNDING_CM:
            text = f"It overlaps the horizon {deepest[0]:g}-{deepest[1]:g} cm; {name} of the profile is not calculated."
            overlaps.append(Finding(owner, part, name, "overlap", LEFT_OUT, text))
        elif own[0] > deepest[1] + ROUNDING_CM:
            text = f"Nothing is known from {deepest[1]:g} to {own[0]:g} cm above it; see the field of the sampled part."
            gaps.append(Finding(owner, part, name, "gap", KEPT, text))
        deepest = own if own[1] > deepest[1] else deepest
    return overlaps, gaps


def _value(given: float | str | None, owner: str, horizon: Horizon, name: str) -> tuple[float | None, Finding | None]:
    part = f"{horizon.name}, row {horizon.row + 1}"
    if given is None or given == "":
        return None, Finding(owner, part, name, "missing value", LEFT_OUT, f"{name} has no value.")
    value = _number(given)
    if value is None:
        limit = _number(str(given).strip().lstrip("<≤ ")) if str(given).strip().startswith(("<", "≤")) else None
        if limit is not None and limit > 0:
            text = f"{name} is {given}; half of the limit, {BELOW_LIMIT * limit:g}, is used."
            return BELOW_LIMIT * limit, Finding(owner, part, name, "below detection", CHANGED, text)
        text = f"{name} is {shown(str(given))}, which is no number."
        return None, Finding(owner, part, name, "no number", LEFT_OUT, text)
    if value < 0:
        text = f"{name} is {value:g}; a negative number often stands for missing or for below detection."
        return None, Finding(owner, part, name, "negative value", LEFT_OUT, text)
    if value == 0:
        text = f"{name} is 0; where that stands for below detection, write it as <limit."
        return 0.0, Finding(owner, part, name, "zero", KEPT, text)
    return value, None


def _metres(profiles: dict[str, list[Horizon]], depth_unit: str) -> list[Finding]:
    bottoms = [(horizon.bottom, owner) for owner, horizons in profiles.items() for horizon in horizons]
    if depth_unit != "cm" or not bottoms or max(bottoms)[0] > SHALLOWEST_IN_CM:
        return []
    deepest, owner = max(bottoms)
    text = f"The deepest horizon of all profiles ends at {deepest:g} cm; choose the depth unit m if these are metres."
    return [Finding(owner, "", "", "depths in metres?", KEPT, text)]


def _number(given: float | str | None) -> float | None:
    if isinstance(given, str):
        number = number_in(given)
        return number if number is not None and abs(number) < float("inf") else None
    return given
