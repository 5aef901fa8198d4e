"""Work on the workers of an existing Dask cluster, whose results come back to this one process."""

from __future__ import annotations

import contextlib
import itertools
import queue
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Generic, TypeVar

from ..runtime.errors import SocmapError
from ..runtime.progress import Progress
from . import dask_worker
from .connection import POLL_S, ClusterLink, differing, quiet

Item = TypeVar("Item")
Result = TypeVar("Result")

# The same numbers come from the same versions only.
PACKAGES = ("torch", "numpy", "scipy", "scikit-learn", "rasterio", "safetensors")
ITEMS_A_THREAD = 2  # one at work and one on its way, so that no worker waits for this process
MOST_BROUGHT = 3  # times that a worker is sent a part of a job
FETCHERS = 2  # results that come here at once


class Cluster:
    """The workers of a Dask cluster; a context manager, which leaves nothing on them.

    The modelling module itself is sent, so they need the packages of worker-requirements.txt and nothing else.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://host:8786``.
    progress
        Asked all the time whether to stop.

    Raises
    ------
    InputError
        On entering, as :class:`.ClusterLink`.
    """

    def __init__(self, address: str, progress: Progress) -> None:
        self._address, self._progress = address.strip(), progress
        self._name = dask_worker.NAME_PREFIX + uuid.uuid4().hex[:12]
        self._parts, self._keys = itertools.count(), itertools.count()
        self._flying: dict[str, Any] = {}  # Dask's futures of items that were given away

    def __enter__(self) -> Cluster:
        import cloudpickle  # type: ignore[import-untyped]

        self._cloudpickle = cloudpickle
        self._bringing, self._calling, self._leaving = (
            _ByValue(cloudpickle, function) for function in (dask_worker.bring, dask_worker.call, dask_worker.leave)
        )
        self._link = ClusterLink(self._address, self._progress)
        self._fetchers = ThreadPoolExecutor(FETCHERS, "socmap-fetch")
        self._progress.log(f"The cluster {self._address} has {self._link.threads} threads.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        client, flying = self._link.client, list(self._flying.values())
        self._flying.clear()
        self._link.close(
            [
                lambda: client.cancel(flying, force=True),
                lambda: client.run(self._leaving, self._name, dask_worker.IDLE_S, on_error="ignore"),
            ]
        )
        self._fetchers.shutdown(wait=False, cancel_futures=True)

    @property
    def threads(self) -> int:
        """How many tasks the workers do at once."""
        return self._link.threads

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield every item with what `function` returns for it, in the order in which they are done.

        A worker gets the function once, with all that it holds; what a lost worker was doing others do again.

        Parameters
        ----------
        function
            Of this package: a function, or an instance of a class; it and what it returns can be pickled.
        items
            Taken one by one: ITEMS_A_THREAD for every thread of the cluster are given away and not yet yielded.

        Raises
        ------
        InputError
            A worker has other versions of the packages.
        SocmapError
            What the function raised; other exceptions as one that names the worker, and so does a lost cluster.
        Cancelled
            Within two seconds.
        """
        part = _Part[Item](self, next(self._parts), self._cloudpickle.dumps(function), items)
        try:
            while part.give(ITEMS_A_THREAD * self.threads):
                if (done := part.take(*self._next(part.answers))) is not None:
                    item, data, worker = done
                    yield item, dask_worker.answered(data, worker)
        finally:
            left = [self._flying.pop(key) for key in part.waiting if key in self._flying]
            if left:
                self._link.ask(lambda: self._link.client.cancel(left, force=True))

    def submit(self, part: int, item: Any, answers: queue.SimpleQueue[tuple[Any, Any]]) -> str:
        """Give an item away; its key and what :func:`.remote.call` returns for it, or its error, come as an answer."""
        key = f"{self._name}-{next(self._keys)}"
        with quiet():
            future = self._link.client.submit(
                self._calling, self._name, part, dask_worker.pack(item), key=key, pure=False
            )
        self._flying[key] = future

        def fetch() -> None:
            try:
                answers.put((key, future.result()))
            except BaseException as error:  # noqa: BLE001 - the thread that waits for it raises it
                answers.put((key, error))

        def come(_: Any) -> None:  # results are fetched in threads, so that others come meanwhile
            with contextlib.suppress(RuntimeError):  # when this job has left
                self._fetchers.submit(fetch)

        future.add_done_callback(come)
        return key

    def bring(self, part: int, job: bytes, worker: str, answers: queue.SimpleQueue[tuple[Any, Any]]) -> None:
        """Send a worker the core and a part of the job; the worker and how its packages differ come as an answer.

        One by one, when they ask: a worker that does not answer keeps none of the others from working.
        """
        sent = self._bringing, self._name, dask_worker.packed_core(), part, job

        def bring() -> None:
            try:
                found = self._link.client.run(*sent, workers=[worker], on_error="return")
                answers.put((worker, found.get(worker, "")))
            except Exception as error:  # noqa: BLE001 - the thread that waits for it looks at it
                answers.put((worker, error))

        self._link.ask(bring)

    def came(self, key: str, answer: Any) -> tuple[str, bytes]:
        """Return the worker that did an item and what it says; no bytes where it lacks the part."""
        del self._flying[key]
        if not isinstance(answer, BaseException):
            worker, data = answer
            return worker, data
        if type(answer).__name__ == "KilledWorker":
            raise SocmapError(
                f"Several workers of {self._address} died at the same task, probably for want of memory; give them "
                "more, or fewer threads each."
            ) from answer
        if type(answer).__name__.endswith("CancelledError"):
            raise SocmapError(
                f"The scheduler {self._address} is gone or was restarted; start it and run the job again."
            ) from answer
        raise SocmapError(
            f"A task failed on the cluster {self._address} ({type(answer).__name__}: {answer}); its log says more."
        ) from answer

    def _next(self, answers: queue.SimpleQueue[tuple[Any, Any]]) -> tuple[Any, Any]:
        self._link.seen()
        while True:
            self._progress.check()
            try:
                return answers.get(timeout=POLL_S)
            except queue.Empty:
                self._link.refuse_loss()


class _Part(Generic[Item]):
    """The items of one function: waiting to be done, held until a worker has the function, or to be given again.

    Parameters
    ----------
    cluster
        Does them.
    number
        Of the part within the job.
    function
        Pickled.
    items
        Still to be taken.
    """

    def __init__(self, cluster: Cluster, number: int, function: bytes, items: Iterable[Item]) -> None:
        self._cluster, self._number = cluster, number
        self._job = dask_worker.packed_part(dask_worker.installed(PACKAGES), function)
        self._items = iter(items)
        self._held: dict[str, list[Item]] = {}  # by the worker that is being sent the function
        self._brought: Counter[str] = Counter()
        self._again: list[Item] = []
        self.waiting: dict[str, Item] = {}
        self.answers: queue.SimpleQueue[tuple[Any, Any]] = queue.SimpleQueue()

    def give(self, most: int) -> bool:
        """Give items away until `most` are on their way; return whether there is anything to wait for."""
        places = most - len(self.waiting) - sum(map(len, self._held.values()))
        for item in itertools.islice(itertools.chain(iter(self._take_again, None), self._items), max(places, 0)):
            self.waiting[self._cluster.submit(self._number, item, self.answers)] = item
        return bool(self.waiting or self._held)

    def _take_again(self) -> Any:
        return self._again.pop() if self._again else None

    def take(self, source: str, answer: Any) -> tuple[Item, bytes, str] | None:
        """Take an answer; return the item that it is of, its bytes and its worker, or None where it is of none."""
        if source in self._held:
            _refuse(source, answer)
            self._again += self._held.pop(source)
            return None
        item = self.waiting.pop(source)
        worker, data = self._cluster.came(source, answer)
        if data:
            return item, data, worker
        if worker not in self._held:  # it has not been sent the function, or was restarted
            self._brought[worker] += 1
            if self._brought[worker] > MOST_BROUGHT:
                raise SocmapError(f"The worker {worker} does not keep what it is sent; its log may say why.")
            self._cluster.bring(self._number, self._job, worker, self.answers)
        self._held.setdefault(worker, []).append(item)
        return None


def _refuse(worker: str, answer: Any) -> None:
    """Raise where a worker that was sent a part of the job has other packages or cannot load it."""
    if isinstance(answer, str) and answer:
        raise differing(worker, answer)
    # A worker that was lost meanwhile is none to complain of.
    if isinstance(answer, BaseException) and not isinstance(answer, (OSError, ValueError, KeyError)):
        raise SocmapError(
            f"The worker {worker} cannot load SOC Map ({type(answer).__name__}: {answer}); its log says more."
        ) from answer


class _ByValue:
    """A function of :mod:`~.remote` that travels with its code, because the worker does not have the module yet."""

    def __init__(self, cloudpickle: Any, function: Callable[..., Any]) -> None:
        cloudpickle.register_pickle_by_value(dask_worker)
        try:
            self._code = cloudpickle.dumps(function)
        finally:
            cloudpickle.unregister_pickle_by_value(dask_worker)
        self._open = cloudpickle.loads
        self.__name__ = function.__name__

    def __call__(self, *arguments: Any) -> Any:
        return self._open(self._code)(*arguments)

    def __reduce__(self) -> tuple[Any, ...]:
        return self._open, (self._code,)
