"""Prints a line of a table of versions: where tests ran, the QGIS there, its Qt and Python, and the worker's Python."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

from qgis.core import Qgis
from qgis.PyQt.QtCore import QT_VERSION_STR

ROW = "{:<34}{:<12}{:<10}{:<10}{}"


def main() -> int:
    """Print the line, below a heading where there is nothing before it; return the exit status."""
    worker = subprocess.run(
        [os.environ["SOCMAP_PYTHON"], "-c", "import platform; print(platform.python_version())"],
        capture_output=True,
        text=True,
        check=True,
    )
    where, *first = sys.argv[1:]
    if first:
        print(ROW.format("tests", "QGIS", "Qt", "Python", "worker"))
    version = Qgis.version().partition("-")[0]
    print(ROW.format(where, version, QT_VERSION_STR, platform.python_version(), worker.stdout.strip()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
