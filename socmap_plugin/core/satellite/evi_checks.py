"""What has to hold of a series of surface reflectance before it is averaged."""

from __future__ import annotations

from collections.abc import Iterable

from ..raster.grid import Grid
from ..raster.mosaic import union
from ..runtime.errors import InputError
from ..runtime.wording import listed
from .evi_files import BANDS, STATE, Piece, Series
from .evi_window import Lattices


def check_series(series: Series) -> Lattices:
    """Check that every day is whole and that the rasters fit together, and return the grids that cover them all.

    Raises
    ------
    InputError
        A day lacks a band, or a tile that other days have; rasters have other pixels, other extents or other scales.
    """
    _refuse_gaps(series)
    pieces = list(_all_pieces(series))
    reflectance = [(place, piece) for place, band, piece in pieces if band != STATE]
    lattices = Lattices(
        union(piece for _, piece in reflectance), union(piece for _, band, piece in pieces if band == STATE)
    )
    first: dict[str, Piece] = {}
    for place, piece in reflectance:
        same = first.setdefault(place, piece)
        if piece.grid is not same.grid and not _same_extent(piece.grid, same.grid):
            raise InputError(
                f"{piece.source} covers other pixels than {same.source}; give rasters of one extent for all days."
            )
    _refuse_mixed_scales(piece for _, piece in reflectance)
    return lattices


def _same_extent(one: Grid, other: Grid) -> bool:
    return one.shift_to(other) == (0, 0) and (one.height, one.width) == (other.height, other.width)


def is_scaled(series: Series) -> bool:
    """Return whether the reflectances are numbers from 0 to 1 and not the product's whole numbers."""
    return any(piece.scaled for _, band, piece in _all_pieces(series) if band != STATE)


def _all_pieces(series: Series) -> Iterable[tuple[str, str, Piece]]:
    for day in series.days.values():
        for place, bands in day.items():
            for band, piece in bands.items():
                yield place, band, piece


def _refuse_gaps(series: Series) -> None:
    places = sorted({place for day in series.days.values() for place in day})
    gaps: list[str] = []
    for date, day in series.days.items():
        for place in places:
            lacking = [band for band in BANDS if band not in day.get(place, {})]
            if lacking:
                what = "everything" if len(lacking) == len(BANDS) else f"the {' and the '.join(lacking)}"
                gaps.append(f"{date} lacks {what}{f' of {place}' if place else ''}")
    if gaps:
        raise InputError(
            f"Of {len(series.days)} days, {listed(gaps, 6)}; every day needs red, near infrared, blue and state for "
            "every tile: add the files, or leave the other files of these days out."
        )


def _refuse_mixed_scales(pieces: Iterable[Piece]) -> None:
    known: dict[bool, Piece] = {}
    for piece in pieces:
        if piece.scaled is not None:
            known.setdefault(piece.scaled, piece)
    if len(known) > 1:
        raise InputError(
            f"{known[True].source} holds reflectance from 0 to 1 and {known[False].source} the product's whole numbers "
            "(x 0.0001); give all in one scale."
        )
