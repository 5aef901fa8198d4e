"""Everything that is imported from the project is there, and tests do not lean on each other.

An import of a name that is gone shows itself only where its module is loaded: in a suite that runs for minutes, or,
where it stands in a function, at a user's. Here all of them are read.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.imports import imports
from tests.builders.places import ROOT

FOLDERS = ("socmap_plugin", "tests", "benchmarks", "tools")
OF_ANOTHER_TIME = ROOT / "tests/data"  # what made the files of earlier versions, with those versions
FILES = [
    file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py")) if OF_ANOTHER_TIME not in file.parents
]


@functools.cache
def names_of(module: str) -> frozenset[str]:
    """Return what a module of the project defines or imports at its top, or what a package holds."""
    path = ROOT.joinpath(*module.split("."))
    file, names = path.with_suffix(".py"), set()
    if path.is_dir():
        file, names = path / "__init__.py", {entry.stem for entry in path.iterdir()}
    if file.is_file():
        names |= set(defined(ast.parse(file.read_text(encoding="utf-8")).body))
    return frozenset(names)


def defined(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, (ast.If, ast.Try, ast.With, ast.For)):
            yield from defined(node.body)
            yield from defined([inner for part in ("orelse", "finalbody") for inner in getattr(node, part, [])])
        else:
            stored = (name for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store))
            yield from (name.id for name in stored)


def missing(file: Path, text: str | None = None) -> list[str]:
    """Return what a file imports from the project that is not there."""
    own = (name.rpartition(".") for name in imports(file, text) if name.split(".")[0] in FOLDERS)
    return [f"{module}.{name}" for module, _, name in own if name not in names_of(module)]


def test_what_is_imported_is_there():
    assert {file.relative_to(ROOT).as_posix(): names for file in FILES if (names := missing(file))} == {}


def test_no_test_leans_on_another():
    """What two of them need is in tests/builders/ or a conftest, where whoever changes it expects others to use it."""
    leaning = [
        f"{file.relative_to(ROOT).as_posix()}: {name}"
        for file in FILES
        for name in imports(file)
        if re.match(r"tests\.(.*\.)?test_", name)
    ]
    assert leaning == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from tests.builders.places import ROOT", []),
        ("from tests.builders.places import ROOTS", ["tests.builders.places.ROOTS"]),
        ("def later():\n    from tests.builders import place", ["tests.builders.place"]),
        ("import tests.builders.place", ["tests.builders.place"]),
        ("from .core.runtime.errors import Gone, InputError", ["socmap_plugin.core.runtime.errors.Gone"]),
    ],
)
def test_what_is_gone_is_found(text, found):
    assert missing(ROOT / "socmap_plugin/new.py", text) == found
