"""Makes the table of what the plugin uses of QGIS's classes, from the stubs that QGIS installs beside its modules.

usage: python tools/qgis4_table.py FOLDER VERSION     the folder of the package `qgis`, with `_core.pyi` and `_gui.pyi`

The table has what is used and nothing else, so that a name which nobody has looked up is found by its absence. What is
used is what `tools/check_qgis4.py` misses: it is asked again until it misses nothing more that the stubs have.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ("core", "gui")
EXCEPTIONS = ("QgsCsException", "QgsProcessingException")  # are in no stub
ALIAS = re.compile(r"^(Q\w+)\.(\w+) = (Qgis\.\w+)$", re.MULTILINE)  # of enums that moved into Qgis
ENUMS = ("int", "enum.Enum", "enum.Flag", "enum.IntEnum", "enum.IntFlag")
BUILTINS = ("int", "float", "str", "bool", "bytes", "None", "object")
RETURNS = {"QgsProject.mapLayers": "dict[str, QgsMapLayer]"}  # the stubs say Any
SPECIAL = ("__getitem__", "__iter__", "__len__", "__next__")  # no code names them
MOVED = {"QtWidgets.QAction": "QtGui.QAction"}  # by Qt 6
QT = re.compile(r"Qt(Core|Gui|Widgets|Xml)\.\w+")
HAS_NO = re.compile(r'"(?:type\[)?(?P<owner>\w+)\]?" (?:of "[^"]*" )?has no attribute "(?P<name>\w+)"')
NOT_IN_MODULE = re.compile(r'Module "qgis\.\w+" has no attribute "(?P<name>\w+)"')
ARGUMENTS = re.compile(r'(?:for|to) "(?P<name>Q\w+)"(?:$| has incompatible)')
HEAD = '''"""What SOC Map uses of qgis.{module}; tools/qgis4_table.py made it from the stubs of QGIS {version}.

README.md beside this says what of it was looked up in QGIS 4, and where.
"""

from collections.abc import Iterator
from enum import IntFlag, auto
from typing import Any, overload

from PyQt6 import QtCore, QtGui, QtWidgets, QtXml
'''


class Stubs:
    """The classes of a module's stub by their full name, ``Qgis.MessageLevel``, with their members by name."""

    def __init__(self, text: str, aliases: dict[str, dict[str, str]]) -> None:
        self.nodes: dict[str, ast.ClassDef] = {}
        self.members: dict[str, dict[str, list[ast.stmt]]] = {}
        self.aliases = aliases
        self._read("", ast.parse(text).body)

    def _read(self, owner: str, body: list[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                name = f"{owner}.{node.name}".lstrip(".")
                self.nodes[name] = node
                self.members[name] = defaultdict(list)
                for statement in node.body:
                    for member in _names(statement):
                        self.members[name][member].append(statement)
                self._read(name, node.body)

    def bases(self, name: str) -> list[str]:
        """Return the direct bases of a class that are QGIS's."""
        texts = [ast.unparse(base).rpartition(".")[2] for base in self.nodes[name].bases]
        return [text for text in texts if text in self.nodes]

    def owner(self, name: str, member: str) -> str | None:
        """Return which class, of a class and its bases, has a member."""
        if member in self.members[name]:
            return name
        return next(filter(None, (self.owner(base, member) for base in self.bases(name))), None)

    def inner(self, name: str, member: str) -> str | None:
        """Return the full name of a class inside a class or a base of it."""
        if f"{name}.{member}" in self.nodes:
            return f"{name}.{member}"
        return next(filter(None, (self.inner(base, member) for base in self.bases(name))), None)

    def is_enum(self, name: str) -> bool:
        """Return whether a class is an enum."""
        return any(ast.unparse(base) in ENUMS for base in self.nodes[name].bases)


def _names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef):
        yield statement.name
    elif isinstance(statement, ast.AnnAssign):
        yield ast.unparse(statement.target)
    elif isinstance(statement, ast.Assign):
        yield from map(ast.unparse, statement.targets)


class Table:
    """What is used: of each class some members, and the classes that these return and are derived from."""

    def __init__(self, stubs: dict[str, Stubs]) -> None:
        self.stubs = stubs
        self.used: dict[str, dict[str, set[str]]] = {module: defaultdict(set) for module in stubs}
        self.aliases: dict[str, set[str]] = defaultdict(set)

    def add(self, name: str, member: str = "") -> None:
        """Add a class by its full or its last name, or a member that it or a base of it has, if the stubs know them."""
        for module, stubs in self.stubs.items():
            for full in [known for known in stubs.nodes if f".{known}".endswith(f".{name}")]:
                self._add_class(module, full)
                alias = stubs.aliases.get(full, {}).get(member)
                if alias is not None:
                    self.aliases[full].add(member)
                    self.add(alias)
                elif inner := stubs.inner(full, member):
                    self._add_class(module, inner)
                elif member:
                    self._add_member(module, full, member)

    def _add_class(self, module: str, name: str) -> None:
        while name:
            self.used[module][name]
            for base in self.stubs[module].bases(name):
                self._add_class(module, base)
            name = name.rpartition(".")[0]

    def _add_member(self, module: str, name: str, member: str) -> None:
        stubs = self.stubs[module]
        owner = stubs.owner(name, member)
        if owner is None or member in self.used[module][owner]:
            return
        self.used[module][owner].add(member)
        for statement in stubs.members[owner][member]:
            if isinstance(statement, ast.FunctionDef) and statement.returns is not None:
                for kind in re.findall(r"[A-Z]\w*(?:\.\w+)*", ast.unparse(statement.returns)):
                    for other, known in self.stubs.items():
                        if kind in known.nodes:
                            self._add_class(other, kind)

    def write(self, folder: Path, version: str) -> None:
        """Write the table, a stub a module; a class comes after its bases, so that the stub runs as Python, too."""
        for module, used in self.used.items():
            lines = [HEAD.format(module=module, version=version)]
            if module == "core":
                lines += [f"\nclass {name}(Exception): ...\n" for name in EXCEPTIONS]
            else:
                lines.append("from .core import *\n")
            written: set[str] = set()
            for name in sorted(name for name in used if "." not in name):
                self._write_class(module, name, written, lines)
            (folder / f"{module}.pyi").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _write_class(self, module: str, name: str, written: set[str], lines: list[str]) -> None:
        if name not in written:
            written.add(name)
            for base in self.stubs[module].bases(name):
                self._write_class(module, base, written, lines)
            lines += ["", *self._class_lines(module, name)]

    def _class_lines(self, module: str, name: str) -> list[str]:
        stubs, used = self.stubs[module], self.used[module]
        lines = []
        for inner in sorted(inner for inner in used if inner.rpartition(".")[0] == name):
            lines += self._class_lines(module, inner)
        lines += [f"{alias} = {stubs.aliases[name][alias]}" for alias in sorted(self.aliases[name])]
        members = used[name] | {special for special in SPECIAL if special in stubs.members[name]}
        if self._is_made(module, name) and "__init__" in stubs.members[name]:
            members |= {"__init__"}  # otherwise it would seem to be made as its base is
        for member in sorted(members):
            lines += self._member_lines(stubs, name, member)
        if {"__getitem__", "__len__"} <= stubs.members[name].keys() and "__iter__" not in stubs.members[name]:
            first = next(node for node in stubs.members[name]["__getitem__"] if isinstance(node, ast.FunctionDef))
            lines.append(f"def __iter__(self) -> Iterator[{self._kind(first.returns)}]: ...")
        bases = [ast.unparse(base).replace("PyQt5.", "") for base in stubs.nodes[name].bases]
        bases = ["IntFlag"] if stubs.is_enum(name) else [base for base in bases if QT.fullmatch(base)]
        bases = [*stubs.bases(name), *bases]
        head = f"class {name.rpartition('.')[2]}{'(' + ', '.join(bases) + ')' if bases else ''}:"
        return [head, *(f"    {line}" for line in lines)] if lines else [f"{head} ..."]

    def _is_made(self, module: str, name: str) -> bool:
        return "__init__" in self.used[module][name] or any(
            self._is_made(module, base) for base in self.stubs[module].bases(name)
        )

    def _member_lines(self, stubs: Stubs, name: str, member: str) -> list[str]:
        statements = stubs.members[name][member]
        functions = [node for node in statements if isinstance(node, ast.FunctionDef)]
        if not functions:
            signal = "pyqtSignal" in ast.unparse(statements[0])
            if stubs.is_enum(name):
                return [f"{member} = auto()"]
            return [f"{member} = QtCore.pyqtSignal()" if signal else f"{member}: Any"]
        decorators = {ast.unparse(each) for node in functions for each in node.decorator_list}
        static = ["@staticmethod"] if "staticmethod" in decorators else []
        lines = []
        for node in functions:
            overload = ["@overload"] if len(functions) > 1 else []
            returns = RETURNS.get(f"{name}.{member}") or self._kind(node.returns)
            lines += [*overload, *static, f"{self._signature(node, bool(static))} -> {returns}: ..."]
        return lines

    def _signature(self, node: ast.FunctionDef, static: bool) -> str:
        arguments = node.args
        for each in (*arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
            if each is not None and each.annotation is not None:
                each.annotation = ast.Name(self._kind(each.annotation))
        if static and arguments.args and arguments.args[0].arg == "self":
            del arguments.args[0]
        return f"def {node.name}({ast.unparse(arguments)})"

    def _kind(self, node: ast.expr | None) -> str:
        """Return a type as the table knows it: what it does not know may be anything."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._kind(ast.parse(node.value, mode="eval").body)
        if isinstance(node, ast.Subscript):
            container = ast.unparse(node.value).rpartition(".")[2].lower()
            inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if container == "optional":
                return self._kind(inner[0])
            if container in ("list", "dict", "tuple", "set"):
                return f"{container}[{', '.join(map(self._kind, inner))}]"
        text = "Any" if node is None else ast.unparse(node)
        text = MOVED.get(text, text)
        is_known = text in BUILTINS or QT.fullmatch(text) or any(text in used for used in self.used.values())
        return text if is_known else "Any"


def read_stubs(package: Path) -> dict[str, Stubs]:
    """Return the stubs of a package `qgis`."""
    aliases: dict[str, dict[str, str]] = defaultdict(dict)
    for owner, name, target in ALIAS.findall((package / "core" / "__init__.py").read_text(encoding="utf-8")):
        aliases[owner][name] = target
    texts = {module: (package / f"_{module}.pyi").read_text(encoding="utf-8") for module in MODULES}
    return {module: Stubs(text.replace("_core.", ""), aliases) for module, text in texts.items()}


class Code:
    """What the QGIS side says of QGIS's classes without a type being known."""

    def __init__(self, files: list[Path]) -> None:
        self.nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
        self.classes = {node.name: node for node in self.nodes if isinstance(node, ast.ClassDef)}

    def bases(self, name: str) -> Iterator[str]:
        """Yield the classes that one of our own is derived from, through others of ours; of any other, itself."""
        if name in self.classes:
            for base in self.classes[name].bases:
                yield from self.bases(ast.unparse(base))
        else:
            yield name

    def chains(self) -> Iterator[tuple[str, str]]:
        """Yield class and member of every step of a ``Qgis.MessageLevel.Info``."""
        for node in self.nodes:
            if isinstance(node, ast.Attribute) and re.fullmatch(r"Q[\w.]+", owner := ast.unparse(node.value)):
                yield owner, node.attr

    def overridden(self) -> Iterator[tuple[str, str]]:
        """Yield the classes that ours are derived from with the methods that ours have, or ask them for."""
        for node in self.classes.values():
            methods = [each.name for each in node.body if isinstance(each, ast.FunctionDef)]
            methods += [
                each.attr
                for each in ast.walk(node)
                if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "super()"
            ]
            for base in self.bases(node.name):
                yield from ((base, method) for method in methods)


def main() -> int:
    """Make the table, and say what the code uses that the stubs do not have."""
    package, version = Path(sys.argv[1]), sys.argv[2]
    specification = importlib.util.spec_from_file_location("check_qgis4", ROOT / "tools/check_qgis4.py")
    check = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(check)
    code, table = Code(check.qgis_side()), Table(read_stubs(package))
    for owner, name in (*code.chains(), *code.overridden()):
        table.add(owner, name)
    with tempfile.TemporaryDirectory() as cache:
        before, missing = None, []
        while before != (before := str(table.used)):
            table.write(check.TABLE, version)
            missing = list(check.find_problems(check.qgis_side(), cache=Path(cache)))
            for _, _, text in missing:
                for found in filter(None, (NOT_IN_MODULE.search(text), ARGUMENTS.search(text))):
                    table.add(found["name"], "" if "Module" in text else "__init__")
                if lacking := HAS_NO.search(text):
                    for base in code.bases(lacking["owner"]):
                        table.add(base, lacking["name"])
    for file, line, text in missing:
        print(f"{file}:{line}: {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
