"""Outputs that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from .errors import OutputError

PARTIAL_SUFFIX = ".partial"
SCRATCH_SUFFIX = ".blocks.partial"
COPY_SUFFIX = ".copy.partial"  # of a result that is made from a partial one, which has to outlive it
PROBE_SUFFIX = ".probe.partial"  # of a file that is made and removed, to see whether one can be made
JOURNAL_SUFFIX = ".journal"  # of what a partial result holds already
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)  # the disk is full, or this user's share of it


def partial_path(path: Path, suffix: str = PARTIAL_SUFFIX) -> Path:
    """Return the temporary name under which a result is written, beside its final one."""
    return path.with_name(path.name + suffix)


def journal_path(path: Path) -> Path:
    """Return where it is written down what the partial result of an unfinished run holds, beside its final name."""
    return path.with_name(path.name + JOURNAL_SUFFIX)


def scratch_path(path: Path) -> Path:
    """Return the temporary name of what a result is made from, beside its final one."""
    return path.with_name(path.name + SCRATCH_SUFFIX)


def remove_partials(path: Path, suffix: str = "") -> None:
    """Remove what an unfinished run left beside a result, GDAL's temporary files among it.

    With a `suffix`, only files of that one: the others are what the next run goes on with.
    """
    for left in path.parent.glob(glob.escape(path.name) + (f"{suffix}*" if suffix else ".*partial*")):
        left.unlink(missing_ok=True)


def work_folder(folder: Path, task: str) -> Path:
    """Return where a task whose result is a folder writes its files, inside that folder."""
    return folder / f".{task}{PARTIAL_SUFFIX}"


def remove_work_folder(folder: Path, task: str) -> None:
    """Remove what an unfinished run of `task` left inside its folder of results."""
    shutil.rmtree(work_folder(folder, task), ignore_errors=True)


def check_output(path: Path) -> None:
    """Refuse an output before any work is spent on it.

    Raises
    ------
    OutputError
        Its folder does not exist or cannot be written to, or the path is a folder.
    """
    if not path.parent.is_dir():
        raise OutputError(f"The output folder {path.parent} does not exist; create it or choose another.")
    if path.is_dir():
        raise OutputError(f"The output {path} is a folder; give a file name.")
    probe = partial_path(path, PROBE_SUFFIX)  # not the name under which another run may be writing
    try:
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"The output folder {path.parent} cannot be written to ({error.strerror}); choose another folder."
        ) from error


def check_outputs(required: str, *optional: str, inputs: Sequence[str] = ()) -> None:
    """As :func:`check_output` for several results; an empty name is none, which only an optional one may be.

    Raises
    ------
    OutputError
        Also where a result would overwrite another, or one of the `inputs`.
    """
    if not required:
        raise OutputError("No file is named for the result; name one.")
    taken = {Path(path).resolve() for path in inputs}
    for path in map(Path, filter(None, (required, *optional))):
        check_output(path)
        if path.resolve() in taken:
            raise OutputError(f"{path} would overwrite an input or another result; give every file its own name.")
        taken.add(path.resolve())


@contextlib.contextmanager
def whole_file(path: Path, suffix: str = "") -> Iterator[Path]:
    """As :func:`whole_files` for one result."""
    with whole_files(str(path), suffix=suffix) as (partial,):
        yield partial


@contextlib.contextmanager
def whole_files(*paths: str, suffix: str = "") -> Iterator[list[Path]]:
    """Yield temporary names; rename them to `paths` when the block ends well, remove them when not.

    Several results appear together or not at all. An empty name keeps its place only. With a `suffix` for the temporary
    names, other partial files of the results are left alone.

    Raises
    ------
    OutputError
        The disk is full or a file cannot be written.
    """
    partials = {Path(path): partial_path(Path(path), suffix or PARTIAL_SUFFIX) for path in paths if path}
    try:
        yield [partials[Path(path)] if path else Path() for path in paths]
        for partial in partials.values():
            with open(partial, "rb+") as written:
                os.fsync(written.fileno())
        for path, partial in partials.items():
            _replace(partial, path)
    except OSError as error:
        if not partials:
            raise
        at = [path for path, own in partials.items() if error.filename in (str(path), str(own))]
        path = (at or list(partials))[0]
        if error.errno in NO_SPACE:
            raise OutputError(f"No space is left for {path}; free some or choose another disk.") from error
        raise OutputError(f"{path} cannot be written ({error.strerror or error}); choose another place.") from error
    finally:
        for path in partials:
            remove_partials(path, suffix)


def _replace(partial: Path, path: Path) -> None:
    try:
        os.replace(partial, path)
    except PermissionError as error:  # Windows does not replace a file that a program has open
        raise OutputError(
            f"{path} cannot be replaced ({error.strerror}); remove the layer from QGIS if it is open, and run the same "
            "job again."
        ) from error
    # Statistics that GDAL kept of the file before, which QGIS would go on to show.
    path.with_name(path.name + ".aux.xml").unlink(missing_ok=True)


@contextlib.contextmanager
def whole_folder(folder: Path, task: str, inputs: Sequence[str] = ()) -> Iterator[Path]:
    """Yield a temporary folder; when the block ends well, its files go to `folder`, when not, they are removed.

    Files of other names that are in `folder` stay; `folder` is made where its parent exists.

    Parameters
    ----------
    folder
        Where the results shall be.
    task
        Names the temporary folder, which is inside `folder` so that nothing has to be copied.
    inputs
        Files that no result may replace.

    Raises
    ------
    OutputError
        The folder cannot be made or written to, the disk is full, or a result would replace an input.
    """
    if not folder.parent.is_dir():
        raise OutputError(f"The folder {folder.parent} for {folder.name} does not exist; create it or choose another.")
    work = work_folder(folder, task)
    try:
        folder.mkdir(exist_ok=True)
        remove_work_folder(folder, task)
        work.mkdir()
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be written to ({error.strerror}); choose another.") from error
    try:
        yield work
        _move_results(sorted(work.iterdir()), folder, inputs)
    except OSError as error:
        if error.errno in NO_SPACE:
            raise OutputError(f"No space is left for {folder}; free some or choose another disk.") from error
        raise OutputError(
            f"{error.filename or folder} cannot be written ({error.strerror or error}); remove the layer from QGIS "
            "if it is open, or choose another folder."
        ) from error
    finally:
        remove_work_folder(folder, task)


def _move_results(results: Sequence[Path], folder: Path, inputs: Sequence[str]) -> None:
    taken = {Path(path).resolve() for path in inputs}
    for result in results:
        final = folder / result.name
        if final.resolve() in taken:
            raise OutputError(f"{final} would replace an input; choose another folder for the results.")
        if final.is_dir():
            raise OutputError(f"{final} is a folder and shall be a file; choose another folder for the results.")
        with open(result, "rb+") as written:
            os.fsync(written.fileno())
    for result in results:
        _replace(result, folder / result.name)
