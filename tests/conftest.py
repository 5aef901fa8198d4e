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
    if hasattr(config, "workerinput"):
        return  # a process that runs a part of the tests has inherited it
    tempfile.gettempdir()  # remembered: pytest keeps its folders of the last runs where they always are
    folder = tempfile.mkdtemp(prefix="socmap-tests-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))  # never another: TMPDIR may be the user's own
    os.environ["TMPDIR"] = folder
