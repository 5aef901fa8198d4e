"""The covariates that the rows of a table make, and what is wrong with rows that make none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..jobs.covariate_row import ROLES, STATIC, TEMPORAL, CovariateRow
from ..runtime.errors import InputError
from ..runtime.wording import listed
from .covariate_list import BandSource, Covariates, StaticCovariate, TemporalGroup, TemporalVariable, time_number

# How names, steps and roles are changed, from the dialog, in a graphical model and in a script.
IN_THE_TABLE = "in the table that List Covariates makes (COVARIATE_TABLE)"
RENAME = f"with COVARIATE_NAMES or {IN_THE_TABLE}"


def covariates_of(rows: Sequence[CovariateRow], problems: Sequence[str] = ()) -> Covariates:
    """Return the covariates of the rows of a table, in their order.

    Parameters
    ----------
    rows
        One a band.
    problems
        What is known to be wrong with each row, where anything is.

    Raises
    ------
    InputError
        The first thing that is wrong, see :func:`conflicts`.
    """
    wrong = next(filter(None, problems), "") or next((text for _, text in conflicts(rows)), "")
    if wrong:
        raise InputError(wrong)
    static = tuple(
        StaticCovariate(row.name, row.category, row.unit, source_of(row)) for row in rows if row.role == STATIC
    )
    return Covariates(static, temporal_groups_of(rows))


def temporal_groups_of(rows: Iterable[CovariateRow]) -> tuple[TemporalGroup, ...]:
    """Return the temporal variables of rows with which nothing is wrong, those of the same steps together."""
    variables: dict[str, dict[str, CovariateRow]] = {}
    for row in rows:
        if row.role == TEMPORAL:
            variables.setdefault(row.name, {})[row.step] = row
    groups: dict[tuple[str, ...], list[TemporalVariable]] = {}
    for name, steps in variables.items():
        order = tuple(sorted(steps, key=time_number))
        first = steps[order[0]]
        sources = tuple(source_of(steps[step]) for step in order)
        groups.setdefault(order, []).append(TemporalVariable(name, first.category, first.unit, sources))
    return tuple(TemporalGroup(steps, tuple(group)) for steps, group in groups.items())


def source_of(row: CovariateRow) -> BandSource:
    """Return the band that a row names, read as the row says."""
    return BandSource(row.layer, row.band, row.kind, row.resampling, row.nodata, scale=row.scale, offset=row.offset)


def conflicts(rows: Sequence[CovariateRow]) -> list[tuple[int, str]]:
    """Return what is wrong with rows, each with the row's place.

    That is roles that are none, missing names and steps, covariates that are there twice, and variables that lack some
    of the steps of others, of which those are not asked with whose rows something else is wrong.
    """
    found: list[tuple[int, str]] = []
    first: dict[tuple[str, str, str], CovariateRow] = {}
    for i, row in enumerate(rows):
        problem = _of_one(row)
        if not problem and row.role in (STATIC, TEMPORAL):
            key = (row.role, row.name, row.step if row.role == TEMPORAL else "")
            problem = _of_two(first[key], row) if key in first else ""
            first.setdefault(key, row)
        if problem:
            found.append((i, problem))
    broken = {rows[i].name for i, _ in found}
    return found + _missing_steps([(i, row) for i, row in enumerate(rows) if row.name not in broken])


def _of_one(row: CovariateRow) -> str:
    place = f"The layer {row.layer.name!r}, band {row.band},"
    if row.role not in ROLES:
        return f"{place} has the role {row.role!r}; give {listed(ROLES)} {IN_THE_TABLE}."
    if row.role == STATIC and not row.name:
        return f"{place} has no name; give it one {RENAME}."
    if row.role != TEMPORAL:
        return ""
    if not row.name or not row.step:
        return f"{place} has no {'step' if row.name else 'name'}; give it one {IN_THE_TABLE}."
    try:
        time_number(row.step)
    except InputError as error:
        return str(error)
    return ""


def _of_two(one: CovariateRow, other: CovariateRow) -> str:
    if (one.layer.path, one.band) == (other.layer.path, other.band):
        return f"{one.layer.path}, band {one.band}, is given twice as {one.name!r}; leave one out."
    if one.role == STATIC:
        return (
            f"Two static covariates are called {one.name!r} (in {one.layer.path} and {other.layer.path}); give one of "
            f"them another name {RENAME}."
        )
    return (
        f"{other.layer.path} band {other.band} and {one.layer.path} band {one.band} both give the variable "
        f"{one.name!r} at step {one.step}; leave one out or give it another name {RENAME}."
    )


def _missing_steps(rows: Iterable[tuple[int, CovariateRow]]) -> list[tuple[int, str]]:
    """Say which variables share some of their steps and not all."""
    table: dict[str, set[str]] = {}
    place: dict[str, int] = {}
    for i, row in rows:
        if row.role == TEMPORAL:
            table.setdefault(row.name, set()).add(row.step)
            place.setdefault(row.name, i)
    found = []
    names = list(table)
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            if table[one] != table[other] and table[one] & table[other]:
                lacking, having = (one, other) if table[other] - table[one] else (other, one)
                gap = sorted(table[having] - table[lacking], key=time_number)
                found.append(
                    (
                        place[lacking],
                        f"The temporal variable {lacking!r} lacks {listed(gap)}, which {having!r} has; add the layers "
                        f"of these steps, or leave the steps out everywhere (role skip {IN_THE_TABLE}).",
                    )
                )
    return found
