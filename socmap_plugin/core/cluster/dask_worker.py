"""What runs on the workers of a Dask cluster: this package, under a name of its own, and what a job keeps there.

A worker outlives a job and may have another version of this package loaded or installed. So the sources are sent, and
loaded under a name that no other job has; what is pickled here names the modules as the other side calls them.
Pickles go between this computer and a cluster that runs any code it is given: nothing else is read with this module.
Standard library only.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.metadata
import io
import json
import pickle  # nosec B403
import sys
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ..runtime import errors
from ..runtime.errors import Cancelled, SocmapError
from ..runtime.progress import Progress

Kept = TypeVar("Kept")

HERE = "socmap_plugin"  # what this package is called where the job runs
IDLE_S = 6 * 3600.0  # of jobs whose computer vanished the next one clears the traces, once nobody can miss them
_OWN = __package__.partition(".")[0]  # what it is called in this process

_parts: dict[int, bytes] = {}
_kept: dict[Hashable, Any] = {}
_kept_lock = threading.RLock()
_stopping = threading.Event()
_at_work: list[int] = []
_last_s = [time.monotonic()]


# --- sent by value: on the worker, these come before the package ------------------------------------------------------


def bring(name: str, core: bytes, number: int = 0, job: bytes = b"") -> str:
    """Load `core` (of :func:`packed_core`) as the package `name`, and keep the `job` that is its part `number`."""
    import importlib
    import importlib.abc
    import importlib.machinery
    import json
    import sys

    class Sent(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
        """Finds the modules of one job."""

        def __init__(self) -> None:
            self.socmap_package, self.sources = name, json.loads(core)
            self.packages = {module.rpartition(".")[0] for module in self.sources} - {""}

        def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
            package, _, module = fullname.partition(".")
            if package != name or module not in self.sources:
                return None
            return importlib.machinery.ModuleSpec(fullname, self, is_package=self.is_package(fullname))

        def is_package(self, fullname: str) -> bool:
            return fullname == name or fullname.partition(".")[2] in self.packages

        def get_source(self, fullname: str) -> str:
            return str(self.sources[fullname.partition(".")[2]])

    if not any(getattr(finder, "socmap_package", "") == name for finder in sys.meta_path):
        sys.meta_path.append(Sent())
    own = importlib.import_module(f"{name}.core.cluster.dask_worker")
    return str(own.keep_part(number, job))


def call(name: str, number: int, item: bytes) -> tuple[str, bytes]:
    """Do an item; returns this worker's address, and nothing else where :func:`bring` has not brought the part yet."""
    import sys

    import distributed

    own = sys.modules.get(f"{name}.core.cluster.dask_worker")
    return distributed.get_worker().address, b"" if own is None else own.run(number, item)


def leave(name: str, idle_s: float) -> None:
    """Take away the package `name` from a worker, with all it keeps, and others that did nothing for `idle_s`."""
    import sys

    for package in filter(None, [getattr(finder, "socmap_package", "") for finder in sys.meta_path]):
        own = sys.modules.get(f"{package}.core.cluster.dask_worker")
        if package != name and (own is None or own.idle() < idle_s):
            continue
        if own is not None:
            own._stopping.set()  # a task at work may still hold this module
            own._kept.clear()
            own._parts.clear()
        for finder in [finder for finder in sys.meta_path if getattr(finder, "socmap_package", "") == package]:
            sys.meta_path.remove(finder)
        for module in [key for key in sys.modules if key == package or key.startswith(package + ".")]:
            del sys.modules[module]


# --- the package on the worker ----------------------------------------------------------------------------------------


def keep_part(number: int, job: bytes) -> str:
    """Keep what :func:`packed_part` made; returns how this worker's packages differ, nothing where they do not."""
    # No lock: this is the thread in which the worker speaks, and who holds it may be opening files.
    _kept.pop(("function", number - 1), None)  # the parts of a job come one after another, each with its data
    _parts.clear()
    _parts[number] = job
    own = installed(versions := json.loads(job[: job.index(b"\n")]))
    return ", ".join(
        f"{package} {own[package] or 'missing'} instead of {version}"
        for package, version in versions.items()
        if own[package] != version
    )


def run(number: int, item: bytes) -> bytes:
    """Do one item of a job's part `number`; returns what :func:`answered` opens."""
    answer: tuple[Any, ...]
    job = _parts.get(number)
    if job is None:
        return b""
    _at_work.append(number)
    try:
        function = per_worker(("function", number), lambda: unpack(job[job.index(b"\n") + 1 :], _OWN))
        with _on_one_thread():
            answer = "done", function(unpack(item, _OWN))
    except Cancelled:
        answer = ("cancelled",)
    except SocmapError as error:
        answer = "refused", type(error).__name__, str(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the user's computer says it, with this worker's address
        answer = "failed", type(error).__name__, str(error)
    finally:
        _at_work.remove(number)
        _last_s[0] = time.monotonic()
    return pack(answer)


def idle() -> float:
    """Return for how many seconds this job has done nothing on this worker."""
    return 0.0 if _at_work else time.monotonic() - _last_s[0]


def per_worker(key: Hashable, make: Callable[[], Kept]) -> Kept:
    """Return what `make` makes, made once for a job on each worker; safe only for what threads can share.

    Without a cluster it lives until the process ends.
    """
    with _kept_lock:
        if key not in _kept:
            _kept[key] = make()
        return _kept[key]


def per_thread(key: Hashable, make: Callable[[], Kept]) -> Kept:
    """Return what `make` makes, made once for a job in each thread of a worker: open files, models with buffers."""
    return per_worker((threading.get_ident(), key), make)


class TaskProgress(Progress):
    """Progress of a task on a worker: it is told to stop when the job has left the cluster."""

    def check(self) -> None:
        if _stopping.is_set():
            raise Cancelled


@contextlib.contextmanager
def _on_one_thread() -> Iterator[None]:
    """Compute on one thread, as Dask counts on: bits must not depend on how many a worker has, nor on its last task."""
    torch, joblib = sys.modules.get("torch"), sys.modules.get("joblib")
    if torch is not None:
        torch.set_num_threads(1)
        torch.set_flush_denormal(False)
    with contextlib.nullcontext() if joblib is None else joblib.parallel_config(backend="sequential"):
        yield


# --- both sides -------------------------------------------------------------------------------------------------------


def installed(packages: Mapping[str, str] | tuple[str, ...]) -> dict[str, str]:
    """Return the version of each package here, without its build (+cpu), '' where it is missing."""
    found = {}
    for package in packages:
        try:
            found[package] = importlib.metadata.version(package).partition("+")[0]
        except importlib.metadata.PackageNotFoundError:
            found[package] = ""
    return found


@functools.lru_cache(maxsize=1)
def packed_core() -> bytes:
    """Return the sources of the package and of its core, by module name within it."""
    package = Path(__file__).resolve().parents[2]
    sources = {"": (package / "__init__.py").read_text(encoding="utf-8")}
    for file in sorted((package / "core").rglob("*.py")):
        parts = file.relative_to(package).with_suffix("").parts
        sources[".".join(part for part in parts if part != "__init__")] = file.read_text(encoding="utf-8")
    return json.dumps(sources).encode()


def packed_part(versions: Mapping[str, str], function: bytes) -> bytes:
    """Return what a worker needs for a part of a job: the `versions` of the packages here, and a pickled function."""
    return json.dumps(versions).encode() + b"\n" + function


def pack(value: Any) -> bytes:
    """Return `value` as bytes for the other side."""
    return pickle.dumps(value, protocol=5)


def unpack(data: bytes, own: str = HERE) -> Any:
    """Return what :func:`pack` or cloudpickle packed, with the classes of this package as `own` names it."""
    return _Unpickler(io.BytesIO(data), own).load()


def answered(data: bytes, worker: str) -> Any:
    """Return what a task returned, or raise what it raised.

    Raises
    ------
    SocmapError
        As on the worker; any other exception as one sentence that names the `worker`.
    """
    kind, *values = unpack(data)
    if kind == "done":
        return values[0]
    if kind == "cancelled":
        raise Cancelled
    name, message = values
    if kind == "refused":
        raise getattr(errors, name, SocmapError)(message)
    said = " ".join(message.split()) or "no message"
    raise SocmapError(
        f"The worker {worker} failed ({name}: {said}); its log says more, and files must lie at the same paths there."
    )


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, own: str) -> None:
        super().__init__(file)
        self._own = own

    def find_class(self, module: str, name: str) -> Any:
        package, dot, rest = module.partition(".")
        if package == HERE or package.startswith(NAME_PREFIX):
            module = self._own + dot + rest
        return super().find_class(module, name)


NAME_PREFIX = "socmap_job_"
