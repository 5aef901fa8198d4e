"""Whole maps for the prediction benchmark: `predictsocraster` through qgis_process, its time and its worker's memory.

The stacks are made in a temporary folder. Time and memory of the worker are what the system says of the process, so
this part needs Linux. Without QGIS the worker is measured alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
import rasterio

from benchmarks.predict_stack import ROOT, Stack, make_stack
from benchmarks.timing import report, spread
from socmap_plugin.core.jobs.inputs import Extent
from socmap_plugin.core.jobs.job_file import write_job
from socmap_plugin.core.jobs.mapping import PredictJob
from tools import stage

MEGAPIXELS = (1.0, 4.0, 25.0)
RUNS = 3
POLL_S = 0.02
START_PX = 64  # side of a map that takes nothing but the worker's start and end
PROC = Path("/proc")
WORKER_MARK = b"socmap_plugin.core"

Command = Callable[[Stack, int], "Watched"]  # stack, side of its upper left corner that is mapped


@dataclass(frozen=True)
class Watched:
    """Seconds of a whole command and of the worker inside it, peak resident memory of the worker in MB (2**20)."""

    command_s: float
    worker_s: float
    peak_mb: float


def end_to_end(
    engine_seconds: Callable[[Path], float], megapixels: Sequence[float], runs: int, keep: Path | None = None
) -> dict[str, float]:
    """Print a table and return the share of the engine's rate, peak memory, and time a pixel by size.

    Parameters
    ----------
    engine_seconds
        From a model file to the seconds a pixel that the engine alone takes with it.
    megapixels
        Sizes of the maps, increasing; the share is that of the last, the time a pixel that of the last two.
    runs
        How often every map is made, in turn.
    keep
        Folder for the stacks, a temporary one if not given.
    """
    if not (PROC / "self/status").exists():
        print("Whole maps are measured on Linux only, because memory is read from /proc.")
        return {}
    with tempfile.TemporaryDirectory(prefix="socmap-bench-") as temporary:
        place = Path(temporary)
        stacks = {size: _made(keep or place, size) for size in megapixels}
        with _command(place) as mapped:
            starts = {size: mapped(stack, START_PX) for size, stack in stacks.items()}
            found: dict[float, list[tuple[Watched, int]]] = {size: [] for size in stacks}
            engine: list[float] = []
            for _ in range(runs):
                for size, stack in stacks.items():
                    before = engine_seconds(stack.model) if size == megapixels[-1] else 0.0
                    watched = mapped(stack, stack.side)
                    found[size].append((watched, _predicted(place)))
                    if before:  # what else the machine does changes while a large map is made
                        engine.append((before + engine_seconds(stack.model)) / 2)
    return _figures(found, starts, np.array(engine))


def _made(folder: Path, megapixels: float) -> Stack:
    started = time.perf_counter()
    stack = make_stack(folder / f"{megapixels:g}mp", round((megapixels * 1e6) ** 0.5))
    print(f"stack and model of {megapixels:g} megapixels: {time.perf_counter() - started:.0f} s", flush=True)
    return stack


def _predicted(folder: Path) -> int:
    """Count the pixels that have a value, and remove the map."""
    with rasterio.open(folder / "map.tif") as raster:
        count = sum(int((raster.read_masks(1, window=block) > 0).sum()) for _, block in raster.block_windows(1))
    for name in ("map.tif", "stddev.tif"):
        (folder / name).unlink()
    return count


def _figures(
    found: dict[float, list[tuple[Watched, int]]], starts: dict[float, Watched], engine: np.ndarray
) -> dict[str, float]:
    print("whole maps, by megapixels; the pixels of a rate are those that have a value")
    figures: dict[str, float] = {}
    a_pixel, worked_a_pixel, shares = {}, {}, np.array([])
    for size, runs in found.items():
        command, worker, peak = np.array([(run.command_s, run.worker_s, run.peak_mb) for run, _ in runs]).T
        pixels, total = np.array([count for _, count in runs]), round((size * 1e6) ** 0.5) ** 2
        a_pixel[size], worked_a_pixel[size] = worker / total, (worker - starts[size].worker_s) / total
        shares = engine / (command / pixels) if size == max(found) else shares
        for label, values in (
            ("seconds of the command", command),
            ("seconds of the worker", worker),
            ("pixels a second", pixels / command),
            ("share of pixels with a value", pixels / total),
            ("peak memory of the worker, MB", peak),
        ):
            print(f"{size:10g}  {label:32}{spread(values)}")
        print(f"{size:10g}  {'start and end of the worker, s':32}{starts[size].worker_s:8.2f}", flush=True)
        figures[f"peak_memory_mb_{size:g}mp"] = float(peak.max())
        figures[f"endtoend_pixels_s_{size:g}mp"] = float(np.median(pixels / command))
    print(f"engine alone, all members       {spread(engine * 1e6)} us a pixel")
    figures["endtoend_share"] = report("share of the engine's rate", shares)
    if len(found) > 1:
        other, largest = sorted(found)[-2:]
        name = f"time_per_pixel_{largest:g}mp_vs_{other:g}mp"
        figures[name] = report("time a pixel by size", a_pixel[largest] / a_pixel[other])
        figures[f"{name}_no_start"] = report("without the start", worked_a_pixel[largest] / worked_a_pixel[other])
    return figures


# --- the two ways to run a map ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def _command(place: Path) -> Iterator[Command]:
    """Yield what makes ``map.tif`` and ``stddev.tif`` in `place`: qgis_process, else the worker alone."""
    outputs = {"OUTPUT": str(place / "map.tif"), "STDDEV": str(place / "stddev.tif")}
    if shutil.which("qgis_process") is None:
        print("qgis_process is not installed: the worker is measured alone, without QGIS.")

        def alone(stack: Stack, side: int) -> Watched:
            job = PredictJob(str(stack.model), outputs["OUTPUT"], outputs["STDDEV"], extent=_extent(stack, side))
            write_job(job, place / "job.json")
            return _watched([sys.executable, "-m", "socmap_plugin.core", str(place / "job.json")], "", os.environ, True)

        yield alone
        return
    environment = clean_profile(place)

    def through_qgis(stack: Stack, side: int) -> Watched:
        inputs = {"MODEL": str(stack.model), **outputs}
        if extent := _extent(stack, side):
            inputs["EXTENT"] = f"{extent.xmin},{extent.xmax},{extent.ymin},{extent.ymax} [{stack.crs}]"
        command = ["qgis_process", "--json", "run", "socmap:predictsocraster", "-"]
        return _watched(command, json.dumps({"inputs": inputs}), environment, False)

    yield through_qgis


def _extent(stack: Stack, side: int) -> Extent | None:
    return Extent(*stack.corner(side), stack.crs_wkt) if side < stack.side else None


def clean_profile(place: Path) -> dict[str, str]:
    """Return the environment of a clean QGIS profile in which the plugin, staged for this run, is switched on."""
    plugins, profile, runtime = (place / name for name in ("plugins", "profile", "runtime"))
    for folder in (plugins, profile, runtime):
        folder.mkdir(mode=0o700)
    with mock.patch.object(stage, "STAGED", plugins / stage.PACKAGE):
        stage.stage()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_CUSTOM_CONFIG_PATH": str(profile),
        "QGIS_PLUGINPATH": str(plugins),
        "SOCMAP_PYTHON": sys.executable,
        "XDG_RUNTIME_DIR": str(runtime),
    }
    command = ["qgis_process", "plugins", "enable", stage.PACKAGE]
    subprocess.run(command, env=environment, capture_output=True, check=True)
    return environment


# --- watching ---------------------------------------------------------------------------------------------------------


def _watched(command: list[str], text: str, environment: dict[str, str] | os._Environ[str], is_worker: bool) -> Watched:
    with tempfile.TemporaryFile("w+") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=said, stderr=said, text=True
        )
        try:
            if process.stdin is not None:
                process.stdin.write(text)
                process.stdin.close()
            worker_s, peak_mb = _watch(process, is_worker)
            if process.wait():
                said.seek(0)
                raise SystemExit(f"The map was not made; the last words were: {said.read()[-1000:]}")
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        return Watched(time.perf_counter() - started, worker_s, peak_mb)


def _watch(process: subprocess.Popen[str], is_worker: bool) -> tuple[float, float]:
    """Return seconds and peak memory of the worker, which is the process or a child of it, and wait for its end."""
    worker = process.pid if is_worker else None
    first, peak, last = time.perf_counter(), 0.0, 0.0
    while process.poll() is None:
        if worker is None:
            worker, first = _child(process.pid), time.perf_counter()
        elif used := _peak_mb(worker):
            peak, last = used, time.perf_counter()
        elif not is_worker:
            break
        time.sleep(POLL_S)
    return last - first, peak


def _child(parent: int) -> int | None:
    """Return the worker among the children of a process."""
    for folder in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            own_parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]  # a name may hold spaces
            if int(own_parent) == parent and WORKER_MARK in (folder / "cmdline").read_bytes():
                return int(folder.name)
    return None


def _peak_mb(process: int) -> float:
    """Return the largest resident memory so far, 0 of a process that has ended."""
    with contextlib.suppress(OSError):
        for line in (PROC / str(process) / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
