"""The connection to a Dask cluster: made, watched and ended without ever waiting for what does not answer."""

from __future__ import annotations

import contextlib
import re
import socket
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from ..jobs.inputs import SCHEDULER_ADDRESS
from ..runtime.errors import InputError, SocmapError
from ..runtime.progress import Progress
from ..runtime.wording import sentence_part

Answer = TypeVar("Answer")

CONNECT_S, NO_WORKERS_S, LOST_S = 3.0, 4.0, 20.0  # a wrong address is said within 10 s; workers may restart for a while
POLL_S, LEAVE_S = 0.1, 1.5  # a cancel is heard within 2 s, whatever the cluster does
_TLS_REMEDY = "give Dask its certificates in its configuration (distributed.comm.tls)"
ASKED = 8  # questions that wait for the cluster at once


class ClusterLink:
    """A connection to a scheduler.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://host:8786``.
    progress
        Asked all the time whether to stop.

    Attributes
    ----------
    client
        Dask's own, used in threads because it may wait for the cluster.
    threads
        How many tasks the workers do at once.

    Raises
    ------
    InputError
        The address is malformed, nothing answers there, there are no workers, or their Python or Dask differs.
    """

    def __init__(self, address: str, progress: Progress) -> None:
        if not re.fullmatch(SCHEDULER_ADDRESS, address):
            raise InputError(
                f"The scheduler {address!r} is no address of a Dask scheduler; write it as tcp://host:8786."
            )
        self.address, self.threads = address, 0
        self._progress = progress
        self._asked: Future[int] | None = None
        self._seen_s = 0.0
        self._pool = ThreadPoolExecutor(ASKED, "socmap-cluster")
        self.client: Any = None
        try:
            self.client = self._heard(self._connect, CONNECT_S + 2)
            self._wait_for_workers()
            self._refuse_other_pythons()
        except BaseException:
            self.close()
            raise

    @property
    def _secure(self) -> bool:
        return self.address.startswith("tls:")

    def ask(self, question: Callable[[], Answer]) -> Future[Answer]:
        """Ask the cluster in a thread."""
        return self._pool.submit(question)

    def seen(self) -> None:
        """Take note that the cluster lives."""
        self._seen_s = time.monotonic()

    def refuse_loss(self) -> None:
        """Ask again and again how many threads there are; raise when there have been none for a while."""
        now = time.monotonic()
        if self._asked is None:
            self._asked = self.ask(self._count)
        elif self._asked.done():
            if self._asked.exception() is None and self._asked.result():
                self.threads, self._seen_s = self._asked.result(), now
            self._asked = None
        if now - self._seen_s > LOST_S:
            raise SocmapError(
                f"The cluster {self.address} has had no workers for {LOST_S:.0f} s; start some and run the job again."
            )

    def close(self, last: Sequence[Callable[[], object]] = ()) -> None:
        """Do some last things and end the connection; a cluster that does not answer is not waited for."""

        def end() -> None:
            for work in (*last, lambda: self.client.close(LEAVE_S)):
                with contextlib.suppress(Exception):
                    work()

        if self.client is not None:
            with contextlib.suppress(TimeoutError):
                self.ask(end).exception(timeout=LEAVE_S)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _connect(self) -> Any:
        import distributed

        with quiet():
            try:
                self._knock()  # Dask tries a refused connection again and again
                return distributed.Client(
                    self.address, timeout=CONNECT_S, set_as_default=False, name="socmap", direct_to_workers=False
                )
            except (OSError, ValueError, TypeError, RuntimeError) as error:
                said = sentence_part(str(error)) or type(error).__name__
                if self._secure:
                    raise InputError(
                        f"No Dask scheduler answers over TLS at {self.address} ({said}); check that it runs, and "
                        f"{_TLS_REMEDY}."
                    ) from error
                raise InputError(
                    f"No Dask scheduler answers at {self.address} ({said}); check the address, the firewall, and "
                    "that it runs."
                ) from error

    def _knock(self) -> None:
        """Raise OSError where nothing listens at the address."""
        host, _, port = self.address.partition("://")[2].rstrip("/").rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port)), CONNECT_S):
            pass

    def _heard(self, question: Callable[[], Answer], limit_s: float) -> Answer:
        """Wait for an answer, and hear a cancel meanwhile."""
        asked, started = self.ask(question), time.monotonic()
        while not asked.done():
            self._progress.check()
            if time.monotonic() - started > limit_s:
                raise _SilentError(
                    f"The scheduler {self.address} does not answer; check the address and that it runs"
                    f"{f', and {_TLS_REMEDY}' if self._secure else ''}."
                )
            with contextlib.suppress(TimeoutError):
                asked.exception(timeout=POLL_S)
        return asked.result()

    def _count(self) -> int:
        """Ask the scheduler how many threads its workers have."""
        return sum(self.client.nthreads().values())

    def _wait_for_workers(self) -> None:
        started = time.monotonic()
        while not self.threads:
            self.threads = self._heard(self._count, CONNECT_S)
            if not self.threads and time.monotonic() - started > NO_WORKERS_S:
                raise InputError(f"The cluster {self.address} has no workers; start some with: dask worker ADDRESS.")
            time.sleep(0 if self.threads else POLL_S)

    def _refuse_other_pythons(self) -> None:
        try:
            found = self._heard(self.client.get_versions, CONNECT_S)
        except _SilentError:
            return  # a worker that hangs; the others may do without it
        own = found["client"]
        for worker, theirs in found["workers"].items():
            pairs = {
                "python": [side["host"]["python"].rpartition(".")[0] for side in (theirs, own)],
                "distributed": [side["packages"]["distributed"] for side in (theirs, own)],
            }
            for package, (there, here) in pairs.items():
                if there != here:
                    raise differing(worker, f"{package} {there} instead of {here}")


class _SilentError(InputError):
    """Nothing answered in time."""


def differing(worker: str, packages: str) -> InputError:
    """Return the error that says which packages of a worker are others."""
    return InputError(
        f"The worker {worker} has {packages}; install the packages of worker-requirements.txt there, because other "
        "versions give other numbers."
    )


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let pass what Dask warns of: differing versions are asked for here, and large data are sent on purpose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
