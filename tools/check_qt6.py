"""Finds what works in Qt5 only: unscoped enums, direct PyQt imports, `exec_()` and classes that Qt6 does not have.

Plugins for QGIS 4 run on Qt6, of which there is no build to test with; this keeps the code ready by rule.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

QT_CLASS = re.compile(r"Q(t|gis|gs[A-Z]\w*|[A-Z]\w*)$")
CONSTANT = re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)+$")  # QgsProcessing.TEMPORARY_OUTPUT is a text, not an enum
# Not a member.
ENUM_CLASS = re.compile(r"\w*(Type|Flag|Mode|State|Level|Status|Role|Option|Policy|Modality|Unit|Style|Component)s?$")
GONE = {"QRegExp", "QRegExpValidator", "QDesktopWidget"}


def find_problems(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the description of everything in `source` that Qt6 would not run."""
    tree = ast.parse(source)
    # Qt.Key.Key_A holds Qt.Key as its inner node; QgsVectorFileWriter.SaveVectorOptions() is a nested class.
    accepted = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    accepted |= {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(alias.name for alias in node.names)]
        else:
            names = []
        for name in names:
            if name.split(".")[0] in ("PyQt5", "PyQt6", "PySide2", "PySide6"):
                yield node.lineno, f"import {name}: use qgis.PyQt"
            if name in GONE:
                yield node.lineno, f"{name} is not in Qt6"
        if isinstance(node, ast.Attribute):
            yield from _attribute_problems(node, id(node) in accepted)


def _attribute_problems(node: ast.Attribute, accepted: bool) -> Iterator[tuple[int, str]]:
    if node.attr == "exec_":
        yield node.lineno, "exec_() is not in Qt6: use exec()"
    if accepted or not isinstance(node.value, ast.Name) or not QT_CLASS.match(node.value.id):
        return
    if CONSTANT.match(node.attr) or ENUM_CLASS.match(node.attr):
        return
    if node.value.id == "Qt" or node.attr[0].isupper():
        yield node.lineno, f"{node.value.id}.{node.attr}: name the enum between the two"


def main() -> int:
    """Check every Python file below the folders given and return the exit code."""
    count = 0
    for folder in sys.argv[1:]:
        for file in sorted(Path(folder).rglob("*.py")):
            for line, problem in find_problems(file.read_text(encoding="utf-8")):
                print(f"{file}:{line}: {problem}")
                count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
