"""Work on the workers of an existing Dask cluster, whose results come back to this one process."""

from __future__ import annotations

import contextlib
import itertools
import queue
import re
import socket
import time
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, TypeVar

from . import remote
from .errors import InputError, SocmapError
from .jobs import SCHEDULER_ADDRESS
from .progress import Progress

Item = TypeVar("Item")
Result = TypeVar("Result")

# The same numbers come from the same versions only.
PACKAGES = ("torch", "numpy", "scipy", "scikit-learn", "rasterio", "safetensors")
CONNECT_S, NO_WORKERS_S, LOST_S = 3.0, 4.0, 20.0  # a wrong address is said within 10 s; workers may restart for a while
_NO_MORE: Any = object()
POLL_S, LEAVE_S = 0.1, 1.5  # a cancel is heard within 2 s, whatever the cluster does
ITEMS_A_THREAD = 2  # one at work and one on its way, so that no worker waits for this process


class Cluster:
    """A connection to the scheduler of a Dask cluster; a context manager, which leaves nothing on the cluster.

    The modelling module itself is sent, so the workers need the packages of worker-requirements.txt and nothing else.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://host:8786``.
    progress
        Asked all the time whether to stop.

    Raises
    ------
    InputError
        On entering: the address is malformed, nothing answers there, there are no workers, or their packages differ.
    """

    def __init__(self, address: str, progress: Progress) -> None:
        self.address, self._progress = address.strip(), progress
        self._name = remote.NAME_PREFIX + uuid.uuid4().hex[:12]
        self._parts, self._serial, self._job = itertools.count(), itertools.count(), b""
        self._flying: dict[Any, Any] = {}
        self._threads = 0
        self._asked: Future[int] | None = None
        self._seen_s = 0.0

    def __enter__(self) -> Cluster:
        if not re.fullmatch(SCHEDULER_ADDRESS, self.address):
            raise InputError(
                f"The scheduler {self.address!r} is no address of a Dask scheduler; write it as tcp://host:8786."
            )
        import cloudpickle  # type: ignore[import-untyped]
        import distributed

        self._cloudpickle, self._distributed = cloudpickle, distributed
        self._bringing, self._calling, self._leaving = (
            _ByValue(cloudpickle, function) for function in (remote.bring, remote.call, remote.leave)
        )
        self._pool, self._fetchers = ThreadPoolExecutor(2, "socmap-cluster"), ThreadPoolExecutor(2, "socmap-fetch")
        try:
            self._client = self._heard(self._pool.submit(self._connect), CONNECT_S + 2)
        except BaseException:
            self._pool.shutdown(wait=False, cancel_futures=True)
            raise
        try:
            self._wait_for_workers()
            self._refuse_other_pythons()
            self._job = remote.packed_part(remote.installed(PACKAGES), b"")
            self._bring(next(self._parts))  # nothing yet, but what has other packages is refused at once
        except BaseException:
            self._leave()
            raise
        self._progress.log(f"The cluster {self.address} has {self._threads} threads.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    @property
    def threads(self) -> int:
        """How many tasks the workers do at once."""
        return self._threads

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], in_flight: int = 0
    ) -> Iterator[tuple[Item, Result]]:
        """Yield every item with what `function` returns for it, in the order in which they are done.

        A worker gets the function once, with all that it holds; what a lost worker was doing others do again.

        Parameters
        ----------
        function
            Of this package: a function, or an instance of a class; it and what it returns can be pickled.
        items
            Taken one by one, as places become free.
        in_flight
            How many items are given away and not yet yielded; 0 for two a thread of the cluster.

        Raises
        ------
        SocmapError
            What the function raised; other exceptions as one that names the worker, and so does a lost cluster.
        Cancelled
            Within two seconds.
        """
        part = next(self._parts)
        self._job = remote.packed_part(remote.installed(PACKAGES), self._cloudpickle.dumps(function))
        self._bring(part)
        done: queue.SimpleQueue[tuple[Any, Any]] = queue.SimpleQueue()
        waiting: dict[Any, Item] = {}
        source, again = iter(items), list[Item]()
        try:
            while True:
                most = in_flight or ITEMS_A_THREAD * self._threads
                while (
                    len(waiting) < most and (item := again.pop() if again else next(source, _NO_MORE)) is not _NO_MORE
                ):
                    future = self._submit(part, item)
                    waiting[future.key] = item
                    self._flying[future.key] = future
                    future.add_done_callback(lambda ended: self._fetch(ended, done))
                if not waiting:
                    return
                ended, answer = self._next(done)
                item = waiting.pop(ended.key)
                del self._flying[ended.key]
                worker, data = self._brought(answer)
                if data:
                    yield item, remote.answered(data, worker)
                else:  # a worker that has joined or was restarted meanwhile
                    self._bring(part, [worker])
                    again.append(item)
        finally:
            self._release([self._flying.pop(left) for left in waiting if left in self._flying])

    def _bring(self, part: int, workers: list[str] | None = None) -> None:
        """Send the core and the part of the job to all workers or some, and refuse those with other packages."""
        sent = self._bringing, self._name, remote.packed_core(), part, self._job
        asked = self._pool.submit(lambda: self._client.run(*sent, workers=workers, on_error="ignore"))
        answers = self._heard(asked, LOST_S)
        for worker, different in answers.items():
            if different:
                raise InputError(_differs(worker, different))

    def _submit(self, part: int, item: Any) -> Any:
        key = f"{self._name}-{next(self._serial)}"
        with _quiet():
            return self._client.submit(self._calling, self._name, part, remote.pack(item), key=key, pure=False)

    def _fetch(self, ended: Any, done: queue.SimpleQueue[tuple[Any, Any]]) -> None:
        """Bring what a task returned here, in a thread: others come meanwhile, and a lost one is done again."""

        def fetch() -> None:
            try:
                done.put((ended, ended.result()))
            except BaseException as error:  # noqa: BLE001 - the thread that waits for it raises it
                done.put((ended, error))

        with contextlib.suppress(RuntimeError):  # when this job has left
            self._fetchers.submit(fetch)

    def _next(self, done: queue.SimpleQueue[tuple[Any, Any]]) -> tuple[Any, Any]:
        self._seen_s = time.monotonic()
        while True:
            self._progress.check()
            try:
                return done.get(timeout=POLL_S)
            except queue.Empty:
                self._refuse_loss()

    def _brought(self, answer: Any) -> tuple[str, bytes]:
        if not isinstance(answer, BaseException):
            worker, data = answer
            return worker, data
        if isinstance(answer, self._distributed.KilledWorker):
            raise SocmapError(
                f"Several workers of {self.address} died at the same task, probably for want of memory; give them "
                "more, or fewer threads each."
            ) from answer
        if type(answer).__name__.endswith("CancelledError"):
            raise SocmapError(
                f"The scheduler {self.address} is gone or was restarted; start it and run the job again."
            ) from answer
        raise SocmapError(
            f"A task failed on the cluster {self.address} ({type(answer).__name__}: {answer}); its log says more."
        ) from answer

    # --- the state of the cluster -------------------------------------------------------------------------------------

    def _connect(self) -> Any:
        with _quiet():
            try:
                self._knock()  # Dask tries a refused connection again and again
                return self._distributed.Client(
                    self.address, timeout=CONNECT_S, set_as_default=False, name="socmap", direct_to_workers=False
                )
            except (OSError, ValueError, TypeError, RuntimeError) as error:
                said = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise InputError(
                    f"No Dask scheduler answers at {self.address} ({said}); check the address, the firewall, and "
                    "that it runs."
                ) from error

    def _knock(self) -> None:
        """Raise OSError where nothing listens at the address."""
        host, _, port = self.address.partition("://")[2].rstrip("/").rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port)), CONNECT_S):
            pass

    def _heard(self, future: Future[Any], limit_s: float) -> Any:
        """Wait for what a thread does, and hear a cancel meanwhile."""
        started = time.monotonic()
        while not future.done():
            self._progress.check()
            if time.monotonic() - started > limit_s:
                raise InputError(f"The scheduler {self.address} does not answer; check the address and that it runs.")
            with contextlib.suppress(TimeoutError):
                future.exception(timeout=POLL_S)
        return future.result()

    def _count(self) -> int:
        """Ask the scheduler how many threads its workers have."""
        return sum(self._client.nthreads().values())

    def _wait_for_workers(self) -> None:
        started = time.monotonic()
        while not self._threads:
            self._threads = self._heard(self._pool.submit(self._count), CONNECT_S)
            if not self._threads and time.monotonic() - started > NO_WORKERS_S:
                raise InputError(f"The cluster {self.address} has no workers; start some with: dask worker ADDRESS.")
            time.sleep(0 if self._threads else POLL_S)

    def _refuse_other_pythons(self) -> None:
        found = self._heard(self._pool.submit(self._client.get_versions), CONNECT_S)
        own = found["client"]
        for worker, theirs in found["workers"].items():
            pairs = {
                "python": [side["host"]["python"].rpartition(".")[0] for side in (theirs, own)],
                "distributed": [side["packages"]["distributed"] for side in (theirs, own)],
            }
            for package, (there, here) in pairs.items():
                if there != here:
                    raise InputError(_differs(worker, f"{package} {there} instead of {here}"))

    def _refuse_loss(self) -> None:
        """Ask again and again how many threads there are; raise when there have been none for a while."""
        now = time.monotonic()
        if self._asked is None:
            self._asked = self._pool.submit(self._count)
        elif self._asked.done():
            if self._asked.exception() is None and self._asked.result():
                self._threads, self._seen_s = self._asked.result(), now
            self._asked = None
        if now - self._seen_s > LOST_S:
            raise SocmapError(
                f"The cluster {self.address} has had no workers for {LOST_S:.0f} s; start some and run the job again."
            )

    # --- the end ------------------------------------------------------------------------------------------------------

    def _release(self, futures: list[Any]) -> None:
        if futures:
            self._pool.submit(self._client.cancel, futures, force=True)

    def _leave(self) -> None:
        """Cancel what is left and clear the workers; a cluster that does not answer is not waited for."""
        flying = list(self._flying.values())
        self._flying.clear()

        def end() -> None:
            with contextlib.suppress(Exception):
                self._client.cancel(flying, force=True)
                self._client.run(self._leaving, self._name, remote.JOBS_KEPT, on_error="ignore")
            with contextlib.suppress(Exception):
                self._client.close(LEAVE_S)

        last = self._pool.submit(end)
        with contextlib.suppress(TimeoutError):
            last.exception(timeout=LEAVE_S)
        for pool in (self._pool, self._fetchers):
            pool.shutdown(wait=False, cancel_futures=True)


class _ByValue:
    """A function of :mod:`~.remote` that travels with its code, because the worker does not have the module yet."""

    def __init__(self, cloudpickle: Any, function: Callable[..., Any]) -> None:
        cloudpickle.register_pickle_by_value(remote)
        try:
            self._code = cloudpickle.dumps(function)
        finally:
            cloudpickle.unregister_pickle_by_value(remote)
        self._open = cloudpickle.loads
        self.__name__ = function.__name__

    def __call__(self, *arguments: Any) -> Any:
        return self._open(self._code)(*arguments)

    def __reduce__(self) -> tuple[Any, ...]:
        return self._open, (self._code,)


def _differs(worker: str, different: str) -> str:
    return (
        f"The worker {worker} has {different}; install the packages of worker-requirements.txt there, because other "
        "versions give other numbers."
    )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Let pass what Dask warns of: differing versions are asked for here, and large data are sent on purpose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
