"""What all tests share: property tests draw the same examples in every run; what QGIS leaves goes with the run."""

from __future__ import annotations

import os
import shutil
import tempfile

import hypothesis

hypothesis.settings.register_profile("same every time", derandomize=True)
hypothesis.settings.load_profile("same every time")


def pytest_configure(config):
    """Give QGIS and child processes a folder for temporary files: QGIS does not remove its own when a process ends."""
    if not hasattr(config, "workerinput"):  # processes that run a part of the tests inherit it
        tempfile.gettempdir()  # remembered: pytest keeps its folders of the last runs where they always are
        os.environ["TMPDIR"] = tempfile.mkdtemp(prefix="socmap-tests-")


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
