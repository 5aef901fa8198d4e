"""Layers that QGIS writes have one owner, from before the worker starts until they are written."""

from __future__ import annotations

import re
import socket
import subprocess
import sys

import pytest
from qgis.core import QgsProcessingException, QgsProcessingParameterFeatureSink, QgsVectorLayer

from socmap_plugin.algorithms import base
from socmap_plugin.algorithms.claimed_layers import claimed_layers
from tests.builders.places import ROOT

# Another process that makes a layer and does not stop.
OWNER = """
import sys
from socmap_plugin.core.runtime.outputs import claimed
with claimed([], sys.argv[1:]):
    print("ready", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def owner():
    """Return a function that lets another process claim files, and returns it."""
    started = []

    def claim(*files):
        command = [sys.executable, "-c", OWNER, *map(str, files)]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "ready\n"
        return process

    yield claim
    for process in started:
        process.communicate("\n")


def _says_who(message, path, process):
    owner = re.escape(f"process {process.pid} on {socket.gethostname()}, started 20")
    sentence = rf"Another run is making {re.escape(str(path))} \({owner}[^)]+\); wait for it, or choose another name\."
    return re.fullmatch(sentence, message)


def test_a_layer_that_another_run_is_making_is_refused_before_any_work(
    algorithm, build_parameters, captured, owner, context, feedback, tmp_path
):
    path = tmp_path / "dropped.gpkg"
    other = owner(path)
    made = algorithm("buildpatchdataset")
    _, succeeded = made.run({**build_parameters, "DROPPED": str(path)}, context, feedback, {}, True)
    assert not succeeded
    assert any(_says_who(text, path, other) for text in feedback.texts("error")), feedback.texts("error")
    assert captured == []
    assert not path.exists()


def test_a_layer_is_claimed_while_the_worker_works_and_then_nothing_is_left(
    run, build_parameters, captured, monkeypatch, tmp_path
):
    path, seen = tmp_path / "dropped.gpkg", []
    take = base.run_job

    def look(*arguments):
        seen.append((tmp_path / "dropped.gpkg.claim").exists())
        return take(*arguments)

    monkeypatch.setattr(base, "run_job", look)
    for _ in range(2):  # the second one replaces the layer
        run("buildpatchdataset", {**build_parameters, "DROPPED": str(path)})
        assert QgsVectorLayer(str(path)).featureCount() == 2
    assert seen == [True, True]
    assert [file.name for file in tmp_path.glob("*dropped*")] == [path.name]


def test_what_fails_lets_go_of_its_layers(run, build_parameters, captured, monkeypatch, tmp_path):
    def fail(*arguments):
        raise QgsProcessingException("It did not work.")

    monkeypatch.setattr(base, "run_job", fail)
    with pytest.raises(QgsProcessingException, match="It did not work"):
        run("buildpatchdataset", {**build_parameters, "DROPPED": str(tmp_path / "dropped.gpkg")})
    assert list(tmp_path.glob("*dropped*")) == []


def test_every_layer_of_every_algorithm_is_claimed(provider, algorithm, owner, tmp_path):
    found = 0
    for name in sorted(item.name() for item in provider.algorithms()):
        for definition in algorithm(name).destinationParameterDefinitions():
            if isinstance(definition, QgsProcessingParameterFeatureSink):
                path = tmp_path / f"{name}_{definition.name()}.gpkg"
                with claimed_layers(algorithm(name), {definition.name(): str(path)}):
                    assert path.with_name(f"{path.name}.claim").exists()
                found += 1
    assert found > 5


def test_tables_of_a_geopackage_have_owners_of_their_own(algorithm, owner, tmp_path):
    def layer(table):
        return {"DROPPED": f"ogr:dbname='{tmp_path}/all.gpkg' table=\"{table}\" (geom)"}

    build = algorithm("buildpatchdataset")
    refused = pytest.raises(QgsProcessingException, match=r"^Another run is making \S+all\.gpkg\.one \(process")
    with (
        claimed_layers(build, layer("one")),
        claimed_layers(build, layer("two")),
        refused,
        claimed_layers(build, layer("one")),
    ):
        pass
    assert list(tmp_path.glob("all*")) == []


@pytest.mark.parametrize("value", ["TEMPORARY_OUTPUT", "memory:dropped", "postgres://dbname='x' table=\"y\"", "", None])
def test_a_layer_that_is_no_file_is_not_claimed(algorithm, value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with claimed_layers(algorithm("buildpatchdataset"), {"DROPPED": value}):
        assert list(tmp_path.glob("*claim*")) == []
