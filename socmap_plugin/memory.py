"""What was done in a project, so that the next dialog knows where the work is, also after QGIS was killed.

Every step is noted twice: in a file of the profile, at once, and in the project, which takes it along when it is saved
under another name or moved to another computer. Called on the main thread.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qgis.core import QgsMessageLog, QgsProject

from . import worker

SCOPE, HOME, WORK = "socmap", "home", "work"  # entries of a project
MOST = 200  # steps that are remembered of a project
FILE = "work.json"

watchers: list[Callable[[], object]] = []  # called when something was noted


@dataclass(frozen=True)
class Done:
    """A file that was made, or a choice that was made in a dialog."""

    key: str
    paths: tuple[str, ...] = ()
    text: str = ""


def remember(project: QgsProject, done: Iterable[Done]) -> None:
    """Note what was done in a project, the newest last."""
    steps = _newest(_all(project) + list(done))
    text = json.dumps([asdict(step) for step in steps])
    project.writeEntry(SCOPE, HOME, project.homePath())
    project.writeEntry(SCOPE, WORK, text)
    known = _profile()
    known[project.fileName()] = [asdict(step) for step in steps]
    file = _file()
    partial = file.with_suffix(".partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(known), encoding="utf-8")
        os.replace(partial, file)
    except OSError as error:  # the project still knows it, and the work itself is done
        QgsMessageLog.logMessage(f"{file} cannot be written ({error}); free space there.", "SOC Map")
    for watcher in list(watchers):
        watcher()


def recall(project: QgsProject) -> list[Done]:
    """Return what was done in a project, the newest last, without files that are no longer there."""
    return [step for step in _all(project) if not step.paths or all(os.path.exists(path) for path in step.paths)]


def latest(project: QgsProject, keys: Iterable[str]) -> Done | None:
    """Return the newest of what is called by one of `keys`."""
    wanted = set(keys)
    return next((step for step in reversed(recall(project)) if step.key in wanted), None)


def _all(project: QgsProject) -> list[Done]:
    """Return what project and profile know; the profile, which is written at once, has the last word."""
    home = project.readEntry(SCOPE, HOME)[0]
    own = [_moved(step, home, project.homePath()) for step in _steps(project.readEntry(SCOPE, WORK)[0])]
    noted = _profile().get(project.fileName())
    return _newest(own + _parsed(noted))


def _newest(steps: list[Done]) -> list[Done]:
    """Return the steps without those that were done again later."""
    return list(reversed(list(dict.fromkeys(reversed(steps)))[:MOST]))


def _moved(step: Done, old: str, new: str) -> Done:
    """Return a step with paths where they are now that the project is in the folder `new` and was in `old`."""
    return Done(step.key, tuple(_moved_path(path, old, new) for path in step.paths), step.text)


def _moved_path(path: str, old: str, new: str) -> str:
    if not new or (os.path.isabs(path) and not old):
        return path
    inside = path if not os.path.isabs(path) else os.path.relpath(path, old) if _is_below(path, old) else ""
    there = os.path.normpath(os.path.join(new, inside)) if inside else path
    return there if os.path.exists(there) else path


def _is_below(path: str, folder: str) -> bool:
    return Path(folder) in Path(path).parents


def _file() -> Path:
    return worker.profile_folder() / FILE


def _profile() -> dict[str, Any]:
    try:
        known = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none yet, or a file that somebody has damaged: nothing is remembered
        return {}
    return known if isinstance(known, dict) else {}


def _steps(text: str) -> list[Done]:
    try:
        return _parsed(json.loads(text))
    except ValueError:
        return []


def _parsed(steps: Any) -> list[Done]:
    """Return the steps that a file or a project holds, passing over what is none: a stranger may have made it."""
    found = []
    for step in steps if isinstance(steps, list) else []:
        if isinstance(step, dict) and isinstance(step.get("key"), str):
            paths, text = step.get("paths"), step.get("text")
            named = tuple(path for path in paths if isinstance(path, str)) if isinstance(paths, list) else ()
            found.append(Done(step["key"], named, text if isinstance(text, str) else ""))
    return found
