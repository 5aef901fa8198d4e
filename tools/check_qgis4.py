"""Holds every file of the QGIS side against what QGIS 4 has: imports, names, and calls on whatever has a known type.

QGIS 4 is Qt 6, and no build of it can be had to test with. The table in ``tests/qgis4/`` has, of QGIS's classes, what
the plugin uses, and PyQt6 brings types of its own; mypy follows both through the annotations of the QGIS side. What is
in neither is named: it is gone from QGIS 4, or nobody has looked it up there. `tools/qgis4_table.py` makes the table.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "socmap_plugin"
TABLE = ROOT / "tests" / "qgis4"
QT_MODULES = ("QtCore", "QtGui", "QtTest", "QtWidgets", "QtXml", "sip")
OPTIONS = (
    *("--config-file=", "--no-error-summary", "--no-pretty", "--hide-error-context", "--show-error-codes"),
    *("--check-untyped-defs", "--no-strict-optional", "--ignore-missing-imports"),
)
LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): error: (?P<text>.*?)  \[(?P<code>[\w-]+)\]$")
# What mypy says of names counts, and of calls what it says of a class of QGIS or Qt; the rest is the code's own affair.
NAMES = ("attr-defined", "misc", "name-defined", "union-attr")
CALLS = ("arg-type", "call-arg", "call-overload", "index", "operator")
OF_NAMES = re.compile(r"has no attribute|is not defined|undefined in superclass")
OF_CALLS = re.compile(r'(for|of|to) "(\w+" of ")?Q|^Value of type "Q|operand type.* "Q')
# PyQt6's types do not say what it does: bytes() takes a QByteArray.
NOT_SO = re.compile(r'No overload variant of "bytes" matches argument type "QByteArray"|^Item "(?!Q)')


def qgis_side() -> list[Path]:
    """Return the files that QGIS loads and that may use it."""
    return [file for file in sorted(PACKAGE.rglob("*.py")) if "core" not in file.relative_to(PACKAGE).parts]


def lay_package(folder: Path, suffix: str = ".py", table: Path = TABLE) -> Path:
    """Lay a stand-in for the package `qgis` into `folder`: the table, and PyQt6 in the place of ``qgis.PyQt``.

    With the suffix ``.pyi`` it is for mypy. With ``.py`` Python imports it: classes that have what is in the table, and
    whose methods do nothing.
    """
    qt = folder / "qgis" / "PyQt"
    qt.mkdir(parents=True)
    for made in (qt.parent, qt):
        (made / f"__init__{suffix}").touch()
    for file in table.glob("*.pyi"):
        text = file.read_text(encoding="utf-8")
        text = text.replace('"""\n\n', '"""\n\nfrom __future__ import annotations\n\n', 1)
        (qt.parent / file.with_suffix(suffix).name).write_text(text, encoding="utf-8")
    for module in QT_MODULES:
        (qt / f"{module}{suffix}").write_text(f"from PyQt6.{module} import *\n", encoding="utf-8")
    return folder


def find_problems(files: Collection[Path], cache: Path | None = None) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and what is wrong there of everything that QGIS 4 would not run."""
    with tempfile.TemporaryDirectory() as made:
        stubs = lay_package(Path(made) / "stubs", ".pyi")
        command = [sys.executable, "-m", "mypy", *OPTIONS, f"--cache-dir={cache or made}", *map(str, files)]
        environment = {**os.environ, "MYPYPATH": str(stubs)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode > 1 or done.stderr:
        raise RuntimeError(f"mypy cannot check: {done.stderr or done.stdout}")
    for found in filter(None, map(LINE.match, done.stdout.splitlines())):
        text, code = found["text"], found["code"]
        counts = (code in NAMES and OF_NAMES.search(text)) or (code in CALLS and OF_CALLS.search(text))
        if counts and not NOT_SO.search(text):
            yield found["file"], int(found["line"]), text


def main() -> int:
    """Check the files that are named, else the whole QGIS side, and return the exit status."""
    problems = list(find_problems([Path(name).resolve() for name in sys.argv[1:]] or qgis_side()))
    for file, line, text in problems:
        print(f"{file}:{line}: not known of QGIS 4: {text}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
