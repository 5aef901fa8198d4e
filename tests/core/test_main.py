"""``python -m socmap_plugin.core job.json`` as a process of its own."""

import dataclasses
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from rasterio.warp import transform as transform_points

import socmap_plugin.core
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.job_file import write_job
from socmap_plugin.core.jobs.models import TrainingSettings, TrainNetworkJob
from tests.builders import rasters
from tests.builders.refusals import assert_sentence

ROOT = Path(socmap_plugin.core.__file__).parents[2]
COMMAND = [sys.executable, "-E", "-s", "-m", "socmap_plugin.core"]


@pytest.fixture
def job(tmp_path):
    """A job that builds a dataset from samples in another CRS than the rasters'."""
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    job = rasters.build_job(tmp_path / "in", dataset=str(tmp_path / "out" / "d.npz"))
    x, y = transform_points(rasters.UTM, rasters.LAEA, job.samples.x, job.samples.y)
    samples = dataclasses.replace(job.samples, crs_wkt=rasters.wkt(rasters.LAEA), x=tuple(x), y=tuple(y))
    return dataclasses.replace(job, samples=samples)


@pytest.fixture
def job_file(job, tmp_path):
    write_job(job, tmp_path / "job.json")
    return tmp_path / "job.json"


def run(*arguments, command=COMMAND, **options):
    """Run to the end; returns the process and the objects on its standard output."""
    done = subprocess.run(
        [*command, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        stdin=subprocess.DEVNULL, **options,
    )  # fmt: skip
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def of_type(lines, kind):
    return [line for line in lines if line["type"] == kind]


# a job ends with one line of result
def test_result(job, job_file):
    done, lines = run(job_file)
    assert done.returncode == 0
    assert done.stderr == ""
    assert lines[-1] == {
        "type": "result", "dataset": job.dataset, "samples": 30, "dropped": 0, "dropped_file": "", "report": "",
    }  # fmt: skip
    assert len(of_type(lines, "result")) == 1
    assert {line["type"] for line in lines} == {"progress", "log", "result"}
    fractions = [line["fraction"] for line in of_type(lines, "progress")]
    assert fractions == sorted(fractions)
    assert 0 <= fractions[0] <= fractions[-1] <= 1
    assert len(dataset_file.load(job.dataset)) == 30


# or with one line of error and status 1
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"window": 4}, "The field buildpatchdataset.window is 4; give an odd number from 1 to 15."),
        ({"dataset": "/nowhere/d.npz"}, "The output folder /nowhere does not exist; create it or choose another."),
        ({"windw": 5}, "The field buildpatchdataset lacks [] and has unknown ['windw']; write the job file again."),
        (
            {"window": "five"},
            "The field buildpatchdataset.window is 'five', which is not of the type int;",
        ),
        ({"samples": None}, "The field buildpatchdataset.samples is None, which is not an object;"),
        ({"task": "x"}, "names no known task; known are buildpatchdataset, "),
        ({"schema": 99}, "has job schema 99, this version reads 1; use matching versions."),
    ],
    ids=["bad input", "bad output", "unknown field", "wrong type", "no samples", "unknown task", "newer schema"],
)
def test_error(job, job_file, change, message):
    document = json.loads(job_file.read_text(encoding="utf-8"))
    job_file.write_text(json.dumps({**document, **change}), encoding="utf-8")
    done, lines = run(job_file)
    assert done.returncode == 1
    assert [line["type"] for line in lines if line["type"] != "progress"] == ["error"]
    assert message in lines[-1]["message"]
    assert os.listdir(Path(job.dataset).parent) == []


def test_a_job_file_that_is_not_there(tmp_path):
    done, lines = run(tmp_path / "job.json")
    assert done.returncode == 1
    assert "job.json is not a readable job file" in lines[0]["message"]


def test_a_name_with_any_letters_passes_through(job, tmp_path):
    layer = dataclasses.replace(job.static[0], name="高程 Höhe \u2028 <b>")
    write_job(dataclasses.replace(job, static=(layer,)), tmp_path / "job.json")
    # the C locale of a bare server
    done, lines = run(tmp_path / "job.json", env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
    assert done.returncode == 0
    assert any(layer.name in line["message"] for line in of_type(lines, "log"))
    assert dataset_file.load(job.dataset).covariates.static[0].name == layer.name


# QGIS's own variables must not reach the libraries of this environment
def test_garbage_in_the_environment(job, job_file, tmp_path):
    for module in ("numpy", "rasterio", "json"):
        (tmp_path / f"{module}.py").write_text("raise ImportError('a foreign module')", encoding="utf-8")
    garbage = str(tmp_path / "garbage")
    names = (
        "PROJ_LIB",
        "PROJ_DATA",
        "GDAL_DATA",
        "GDAL_DRIVER_PATH",
        "PYTHONHOME",
        "LD_LIBRARY_PATH",
        "QT_PLUGIN_PATH",
    )
    environment = {**os.environ, **dict.fromkeys(names, garbage), "PYTHONPATH": str(tmp_path)}
    done, lines = run(job_file, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[-1]["samples"] == 30


def test_what_libraries_print_goes_to_standard_error(job_file):
    program = f"""
import os, sys
import socmap_plugin.core.dataset.build as build
from socmap_plugin.core.__main__ import main
real = build.run
def chatty(job, progress):
    print("chatter", flush=True)
    os.write(1, b"from C\\n")
    os.system("echo a child")
    return real(job, progress)
build.run = chatty
sys.exit(main([{str(job_file)!r}]))
"""
    done, lines = run(program, command=[sys.executable, "-c"])
    assert done.returncode == 0
    assert lines[-1]["type"] == "result"
    assert done.stderr.split("\n") == ["chatter", "from C", "a child", ""]


def test_what_nobody_foresaw_is_a_sentence_and_its_traceback_is_in_a_file(job_file):
    program = f"""
import sys
import socmap_plugin.core.dataset.build as build
from socmap_plugin.core.__main__ import main
def failing(job, progress):
    progress.report(0.5, "window 3 of 20")
    raise ZeroDivisionError("line one\\nline \\udcff two")
build.run = failing
sys.exit(main([{str(job_file)!r}]))
"""
    done, lines = run(program, command=[sys.executable, "-c"])
    assert done.returncode == 1
    assert done.stderr == ""
    assert lines[-1]["type"] == "error"
    said = lines[-1]["message"]
    assert_sentence(
        said, r"^SOC Map failed in window 3 of 20: ZeroDivisionError: line one line two; the details are in "
    )
    (details,) = Path(job_file).parent.glob("socmap-failure-*.txt")
    assert said.endswith(f" {details}.")
    assert details.read_text().startswith("Traceback (most recent call last):")


def start(job_file):
    return subprocess.Popen(
        [*COMMAND, str(job_file), "--follow-stdin"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(process, started):
    """Wait for the end after a cancel; returns the status, and the seconds it took."""
    _, stderr = process.communicate(timeout=30)
    assert stderr == ""
    return process.returncode, time.monotonic() - started


# the parent closes the worker's standard input to cancel, or is gone
def test_cancel_before_the_first_step(job, job_file):
    process = start(job_file)
    started = time.monotonic()
    status, seconds = ended(process, started)  # communicate closes standard input at once
    assert status == 3
    assert seconds < 5  # with the start of Python and its imports
    assert os.listdir(Path(job.dataset).parent) == []


def test_cancel_in_the_middle(job, tmp_path):
    out = Path(job.dataset).parent
    write_job(job, tmp_path / "build.json")
    run(tmp_path / "build.json")
    endless = TrainingSettings(members=2, epochs=10**5, patience=10**5)
    train = TrainNetworkJob(job.dataset, str(out / "m.socmodel"), str(out / "m.html"), endless)
    write_job(train, tmp_path / "train.json")
    process = start(tmp_path / "train.json")
    for line in process.stdout:
        if json.loads(line)["type"] == "progress" and json.loads(line)["message"].startswith("epoch"):
            break
    started = time.monotonic()
    status, seconds = ended(process, started)
    assert status == 3
    assert seconds < 2
    assert os.listdir(out) == ["d.npz"]


# a job whose library does not ask whether to stop, as the training of a large forest
STUBBORN = """
import sys, time
from pathlib import Path
import socmap_plugin.core.dataset.build as build
from socmap_plugin.core.__main__ import main
from socmap_plugin.core.runtime.outputs import claimed
def stubborn(job, progress):
    with claimed([job.dataset], [job.report]) as claims, claims.whole(job.dataset) as (file,):
        file.write_text("half")
        progress.log("ready")
        end = time.monotonic() + 30
        while time.monotonic() < end:
            sorted(range(300_000))
build.run = stubborn
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("how", ["input", "SIGTERM", "SIGINT", "SIGHUP", "parent"])
def test_a_job_that_does_not_ask_ends_in_time_and_leaves_nothing(job, job_file, how):
    # of the parent's kind: its end closes both pipes
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN, str(job_file), "--follow-stdin"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert "ready" in (json.loads(line)["message"] for line in process.stdout)
    started = time.monotonic()
    if how == "input":
        process.stdin.close()
    elif how == "parent":
        process.stdin.close()
        process.stdout.close()
    else:
        process.send_signal(getattr(signal, how))
    assert process.wait(timeout=20) == 3
    assert time.monotonic() - started < 2
    assert process.stderr.read() == ""
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()
    assert os.listdir(Path(job.dataset).parent) == []


def test_standard_input_that_stays_open_stops_nothing(job_file):
    process = start(job_file)
    try:
        assert process.wait(timeout=30) == 0
    finally:
        process.communicate()


# the core needs neither QGIS nor its Python packages, and a dataset is built without waiting for torch
def test_core_imports_without_qgis():
    core = socmap_plugin.core
    modules = [item.name for item in pkgutil.walk_packages(core.__path__, f"{core.__name__}.")]
    assert len(modules) > 100
    program = f"""
import importlib, sys
for name in ("qgis", "PyQt5", "PyQt6", "osgeo", "processing"):
    sys.modules[name] = None
for name in {modules!r}:
    importlib.import_module(name)
"""
    done, _ = run(program, command=[sys.executable, "-c"])
    assert done.stderr == ""
    assert done.returncode == 0


def test_building_imports_no_torch(job_file):
    program = f"""
import sys
from socmap_plugin.core.__main__ import main
assert main([{str(job_file)!r}]) == 0
print(sorted({{"torch", "sklearn", "matplotlib"}} & set(sys.modules)), file=sys.stderr)
"""
    done, _ = run(program, command=[sys.executable, "-c"])
    assert done.stderr.strip() == "[]"


def test_it_says_how_it_is_called():
    done, _ = run()
    assert done.returncode == 2
    assert "usage: python -m socmap_plugin.core" in done.stderr


def test_the_same_file_in_another_process(job, job_file):
    run(job_file)
    first = Path(job.dataset).read_bytes()
    run(job_file)
    assert Path(job.dataset).read_bytes() == first
    assert np.isfinite(dataset_file.load(job.dataset).static).all()
