"""A Dask scheduler and workers, real processes on this machine, whose current folder does not hold this package."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
from pathlib import Path

START_S = 30


class DaskCluster:
    """A scheduler and its workers in a folder for their files; a context manager, which kills all at the end.

    Parameters
    ----------
    interpreter
        A Python that has Dask: the worker's.
    folder
        Empty, and none that Python could import from.
    security
        Options of Dask's commands for certificates; with them, everybody speaks TLS.
    """

    def __init__(self, interpreter: str, folder: Path, security: tuple[str, ...] = ()) -> None:
        self._interpreter, self._folder, self._started, self._security = interpreter, folder, [], security
        self._host = "tls://127.0.0.1" if security else "127.0.0.1"
        place = ("--host", self._host, "--port", "0", "--scheduler-file", str(self._file))
        self._start("scheduler", *place)
        self.scheduler = self._started[0]
        self.address = self._wait(self._read_address)

    def __enter__(self) -> DaskCluster:
        return self

    def __exit__(self, *_) -> None:
        for process in self._started:
            process.kill()
            process.wait()

    def add_workers(self, count):
        """Start workers of one thread; no nanny, so that one that is killed stays away. Returns when they are in."""
        options = ("--no-nanny", "--nthreads", "1", "--host", self._host, "--local-directory", str(self._folder))
        numbers = range(len(self._started), len(self._started) + count)
        workers = [self._start("worker", self.address, *options) for _ in numbers]
        self._wait(lambda: all("Registered to" in self._log(number).read_text() for number in numbers))
        return workers

    @property
    def _file(self):
        return self._folder / "scheduler.json"

    def _log(self, number):
        return self._folder / f"{number}.log"

    def _read_address(self):
        with contextlib.suppress(OSError, ValueError):
            return json.loads(self._file.read_text())["address"]

    def _start(self, kind, *options):
        command = [self._interpreter, "-m", f"distributed.cli.dask_{kind}", *options, *self._security, "--no-dashboard"]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": ""}
        with open(self._log(len(self._started)), "wb") as log:
            process = subprocess.Popen(command, cwd=self._folder, env=environment, stdout=log, stderr=log)
        self._started.append(process)
        return process

    def _wait(self, ask):
        end = time.monotonic() + START_S
        while not (answer := ask()):
            if time.monotonic() > end:
                logs = "\n".join(self._log(number).read_text()[-500:] for number in range(len(self._started)))
                raise TimeoutError(f"The cluster did not start within {START_S} s; its last words: {logs}")
            time.sleep(0.05)
        return answer
