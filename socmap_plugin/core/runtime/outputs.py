"""Outputs that one run makes, that replace no input, and that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .claims import FORMER, Claim, take
from .errors import OutputError
from .same_files import refuse_replaced_inputs
from .wording import short

NO_SPACE = (errno.ENOSPC, errno.EDQUOT)  # the disk is full, or this user's share of it
_RASTERS = (".tif", ".tiff")

_held: set[Claims] = set()  # of this process, for an end that does not wait for its work
_one_end = threading.RLock()  # results are being put in place, or let go of


class Claims:
    """Results that this run and no other makes; from :func:`claimed`."""

    def __init__(self) -> None:
        self._claims: dict[str, Claim] = {}

    def take(self, path: str, go_on: bool) -> None:
        """Claim one result more."""
        try:
            self._claims[path] = take(Path(path), go_on)
        except OSError as error:
            if error.errno in (*NO_SPACE, errno.ENAMETOOLONG):
                raise _refusal(Path(path), error) from error
            raise OutputError(
                f"The output folder {Path(path).parent} cannot be written to ({error.strerror}); choose another folder."
            ) from error

    def of(self, path: str) -> Claim:
        """Return the claim of a result."""
        return self._claims[path]

    def release(self, finished: bool = False) -> None:
        """Let go of all results; what the same job can go on with stays if they are not `finished`."""
        while self._claims:
            self._claims.popitem()[1].release(finished)

    @contextlib.contextmanager
    def whole(self, *paths: str) -> Iterator[list[Path]]:
        """Yield temporary names; put them in the place of `paths` when the block ends well, remove them when not.

        All appear or none does. An empty name keeps its place only.

        Raises
        ------
        OutputError
            The disk is full or a file cannot be written or replaced.
        """
        made: dict[Path, Path] = {}
        try:
            for path in filter(None, paths):
                made[Path(path)] = self._claims[path].folder() / Path(path).name
                made[Path(path)].unlink(missing_ok=True)
            yield [made[Path(path)] if path else Path() for path in paths]
            for file in made.values():
                with open(file, "rb+") as written:
                    os.fsync(written.fileno())
            with _one_end:
                _put_in_place(made)
        except OSError as error:
            if not made:
                raise
            at = [path for path, file in made.items() if error.filename in (str(path), str(file))]
            raise _refusal((at or list(made))[0], error) from error
        finally:
            for file in made.values():
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)


@contextlib.contextmanager
def claimed(
    required: Sequence[str],
    optional: Sequence[str] = (),
    inputs: Iterable[str] = (),
    folder: str = "",
    go_on: str = "",
) -> Iterator[Claims]:
    """Claim the results of a job before any work is spent on them, and let go of them at its end.

    Parameters
    ----------
    required, optional
        The results; an empty name is none, which only an optional one may be.
    inputs
        All files that the job reads: no result may replace one.
    folder
        Where some of the results shall be: made where its parent exists, and removed if nothing came into it.
    go_on
        The result for which the job can take up what an earlier run has kept.

    Raises
    ------
    OutputError
        Another run makes one of the results; a result would overwrite another or an input; its folder does not exist or
        cannot be written to, or a folder stands in its place.
    """
    if not all(required):
        raise OutputError("No file is named for the result; name one.")
    paths = [path for path in (*required, *optional) if path]
    refuse_replaced_inputs(paths, inputs)
    claims, finished = Claims(), False
    with _folder_of_results(folder):
        try:
            # In one order everywhere: of two runs with the same results one gets all.
            for path in sorted(paths, key=os.path.realpath):
                _check_place(Path(path))
                with _one_end:
                    _held.add(claims)
                    claims.take(path, path == go_on)
            yield claims
            finished = True
        finally:
            with _one_end:
                _held.discard(claims)
                claims.release(finished)


def let_go() -> None:
    """Let go of everything that this process has claimed, from whichever thread; the process has to end now."""
    _one_end.acquire()  # and never released: nothing may be put in place any more
    for claims in list(_held):
        claims.release()


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary name for one result; as :func:`claimed` and :meth:`Claims.whole`."""
    with claimed([str(path)]) as claims, claims.whole(str(path)) as (file,):
        yield file


@contextlib.contextmanager
def _folder_of_results(folder: str) -> Iterator[None]:
    place = Path(folder)
    if not folder:
        yield
        return
    if not os.path.isdir(place.parent):
        raise OutputError(
            f"The folder {short(place.parent)} for {short(place.name)} does not exist; create it or choose another."
        )
    made = not os.path.exists(place)
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {place} cannot be written to ({error.strerror}); choose another.") from error
    try:
        yield
    finally:
        if made:
            with contextlib.suppress(OSError):  # it holds the results
                place.rmdir()


def _check_place(path: Path) -> None:
    if not os.path.isdir(path.parent):  # which also answers for a name that no system takes
        raise OutputError(f"The output folder {short(path.parent)} does not exist; create it or choose another.")
    if os.path.isdir(path):
        raise OutputError(f"The output {short(path)} is a folder; give a file name.")


def _refusal(path: Path, error: OSError) -> OutputError:
    if error.errno in NO_SPACE:
        return OutputError(f"No space is left for {short(path)}; free some or choose another disk.")
    return OutputError(f"{short(path)} cannot be written ({error.strerror or error}); choose another place.")


def _put_in_place(made: dict[Path, Path]) -> None:
    """Rename the files that were made to their final names; where one cannot be, all former ones come back."""
    formers: dict[Path, Path | None] = {}
    try:
        for path, file in made.items():
            formers[path] = _set_aside(path, file.with_name(FORMER))
            os.replace(file, path)
    except OSError as error:
        for replaced, former in formers.items():
            with contextlib.suppress(OSError):
                if former is not None:
                    os.replace(former, replaced)
                elif not made[replaced].exists():
                    replaced.unlink(missing_ok=True)
        raise _irreplaceable(path, error) from error
    for path in made:
        if path.suffix.lower() in _RASTERS:
            # Statistics that GDAL kept of the file before, which QGIS would go on to show.
            with contextlib.suppress(OSError):
                path.with_name(path.name + ".aux.xml").unlink(missing_ok=True)


def _set_aside(path: Path, former: Path) -> Path | None:
    """Keep the file that stands under a final name until all results are in place; None where there is none."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    former.unlink(missing_ok=True)
    try:
        os.link(path, former, follow_symlinks=os.link not in os.supports_follow_symlinks)
    except OSError:  # a disk that knows no second names
        os.replace(path, former)
    return former


def _irreplaceable(path: Path, error: OSError) -> OSError | OutputError:
    if isinstance(error, IsADirectoryError):
        return OutputError(f"{path} is a folder and shall be a file; choose another name. Nothing was replaced.")
    if isinstance(error, PermissionError):  # Windows does not replace a file that a program has open
        return OutputError(
            f"{path} cannot be replaced ({error.strerror}); remove the layer from QGIS if it is open, and run the same "
            "job again."
        )
    return error
