"""What the QGIS side takes from Qt is in PyQt6, too, which QGIS 4 is built with."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

from tests.builders.places import ROOT

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("PyQt6") is None, reason="PyQt6 is not installed here; run make env"
)


def check(*files) -> tuple[int, list[str]]:
    command = [sys.executable, str(ROOT / "tools/check_pyqt6.py"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


def test_everything_that_is_taken_from_qt_is_in_pyqt6():
    assert check(ROOT / "socmap_plugin", ROOT / "tools", ROOT / "tests") == (0, [])


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("from qgis.PyQt.QtWidgets import QAction", "QtWidgets.QAction"),
        ("from qgis.PyQt.QtCore import QRegExp", "QtCore.QRegExp"),
        ("from qgis.PyQt.QtCore import Qt\nQt.UserRole", "Qt.UserRole"),
        ("from qgis.PyQt.QtCore import QProcess\nQProcess.NotRunning", "QProcess.NotRunning"),
        ("from qgis.PyQt.QtWidgets import QDialog\nQDialog.exec_()", "QDialog.exec_"),
        ("from qgis.PyQt.QtCore import Qt\nQt.ItemDataRole.NoRole", "Qt.ItemDataRole.NoRole"),
    ],
    ids=["moved class", "removed class", "unscoped enum", "unscoped enum of a class", "removed method", "no member"],
)
def test_what_qt_5_alone_has_is_found(tmp_path, code, named):
    file = tmp_path / "some.py"
    file.write_text(code)
    code, lines = check(file)
    assert code == 1
    assert [line.split(": ")[1] for line in lines] == [f"{named} is not in PyQt6"]
