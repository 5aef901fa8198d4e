"""Holds what the QGIS side takes from Qt against PyQt6: every class that is imported, every enum and method by name.

QGIS 4 is built with Qt 6, and no build of it can be had to test with; PyQt6 itself can. It runs in a process of its
own, because the QGIS here has loaded Qt 5. `tools/check_qt6.py` finds the forms of Qt 5 by rule; this finds what is
not there.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PREFIX = "qgis.PyQt."


def find_missing(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of everything in `source` that PyQt6 does not have."""
    tree = ast.parse(source)
    classes: dict[str, Any] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(PREFIX):
            continue
        module = node.module.removeprefix(PREFIX)
        for alias in node.names:
            try:
                classes[alias.asname or alias.name] = getattr(importlib.import_module(f"PyQt6.{module}"), alias.name)
            except (ImportError, AttributeError):
                yield node.lineno, f"{module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (names := _chain(node)) and names[0] in classes:
            found = classes[names[0]]
            for name in names[1:]:
                if not hasattr(found, name):
                    yield node.lineno, ".".join(names)
                    break
                found = getattr(found, name)


def _chain(node: ast.expr) -> list[str]:
    """Return the names of ``Qt.ItemFlag.ItemIsEnabled``, or nothing where it begins with something else than a name."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [node.id, *reversed(names)] if isinstance(node, ast.Name) else []


def main() -> int:
    """Check every Python file that is named or lies below a folder that is named, and return the exit status."""
    count = 0
    for given in map(Path, sys.argv[1:]):
        for file in sorted(given.rglob("*.py")) if given.is_dir() else [given]:
            for line, name in find_missing(file.read_text(encoding="utf-8")):
                print(f"{file}:{line}: {name} is not in PyQt6")
                count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
