"""The rules of the house: which room may import which, what each may import besides, and what no file holds."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.imports import imports
from tests.builders.places import ROOT, load_tool
from tests.builders.rooms import ROOMS

PACKAGE = ROOT / "socmap_plugin"
CORE = PACKAGE / "core"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE_MODULES = sorted(CORE.rglob("*.py"))
OUTER_MODULES = sorted(set(MODULES) - set(CORE_MODULES))
LIGHT_ROOMS = [room for room, packages in ROOMS.items() if not packages]
MOST_FILES, MOST_LINES = 14, 350  # of a room, of a file: beyond that nobody finds their way
LONGEST_INTRODUCTION = 10  # lines of a room's docstring
# What this computer and a Dask cluster say to each other: each runs any code of the other. No file is read there.
# The one address of a registry in the project, of builds that are published nowhere else: file and constant.
TORCH_INDEX = (PACKAGE / "environment/torch_builds.py", "TORCH_INDEX")
SPEAKS_PICKLE = {CORE / "cluster/dask_worker.py"}
OPENS_RASTERS = CORE / "raster/opening.py"  # which knows what may be opened of what a stranger's file names
QGIS_SIDE = {"qgis", "PyQt5", "PyQt6", "osgeo", "processing"}
WORKER_SIDE = set.union(*ROOMS.values())


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def roots(file: Path, *, module_level: bool = False) -> set[str]:
    return {name.split(".")[0] for name in imports(file, module_level=module_level)}


def room_of(name: str) -> str | None:
    """Return the room of a module by its full name, None for what is in no room."""
    match = re.match(r"socmap_plugin\.core\.(\w+)", name)
    return match[1] if match and match[1] in ROOMS else None


def wrong_imports(file: Path, text: str | None = None) -> list[str]:
    """Return what a module of the core imports although its room may not."""
    own = file.relative_to(CORE).parts[0]
    order = list(ROOMS)
    light = not ROOMS[own]
    wrong = []
    for name in imports(file, text, module_level=light):
        package, room = name.split(".")[0], room_of(name)
        if package == "socmap_plugin":
            allowed = room is not None and order.index(room) <= order.index(own)
        else:
            allowed = package in sys.stdlib_module_names or package in ROOMS[own]
        if not allowed:
            wrong.append(name)
    return wrong


def tracked_files() -> list[Path]:
    """Return the project's files, committed or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def without_constant(text: str, name: str) -> str:
    """Return a module's text without the value of its constant `name`, which it sets once."""
    lines = text.splitlines()
    assignments = [node for node in ast.parse(text).body if isinstance(node, ast.Assign)]
    (assignment,) = (node for node in assignments if ast.unparse(node.targets[0]) == name)
    assert isinstance(assignment.value, ast.Constant)
    assert lines[assignment.lineno - 2].startswith("#")  # the reason
    del lines[assignment.lineno - 1 : assignment.end_lineno]
    return "\n".join(lines)


# --- rooms ------------------------------------------------------------------------------------------------------------


def test_every_folder_of_the_core_is_a_room():
    assert {file.name for file in CORE.iterdir() if file.is_dir() and file.name != "__pycache__"} == set(ROOMS)
    assert {file.name for file in CORE.glob("*.py")} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("file", [file for file in CORE_MODULES if file.parent != CORE], ids=relative)
def test_a_room_imports_only_what_it_may(file):
    assert wrong_imports(file) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_wrong_import_is_found(room):
    file, order = CORE / room / "new.py", list(ROOMS)
    above = order[order.index(room) + 1 :][:1]
    for line in ("import pandas", "from qgis.core import QgsProject", "from ...worker import run_job"):
        assert wrong_imports(file, line), line
    for other in above:
        assert wrong_imports(file, f"def later():\n    from ..{other} import anything") or not ROOMS[room]
        assert wrong_imports(file, f"from ..{other} import anything")
    assert wrong_imports(file, "import json\nfrom ..runtime.errors import InputError\nfrom .other import thing") == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_can_be_surveyed(room):
    files = sorted((CORE / room).glob("*.py"))
    assert len(files) - 1 <= MOST_FILES
    introduction = ast.parse((CORE / room / "__init__.py").read_text(encoding="utf-8"))
    assert len(introduction.body) == 1  # nothing but words: whoever imports a room's module pays for that one only
    assert 1 <= len(ast.get_docstring(introduction).splitlines()) <= LONGEST_INTRODUCTION


@pytest.mark.parametrize("room", ROOMS)
def test_where_to_start_reading_a_room_exists(room):
    introduction = ast.parse((CORE / room / "__init__.py").read_text(encoding="utf-8"))
    named = re.findall(r"`(\w+)\.(\w+)`", ast.get_docstring(introduction))
    assert named
    for module, name in named:
        tree = ast.parse((CORE / room / f"{module}.py").read_text(encoding="utf-8"))
        assert re.search(rf"^(?:def|class) {name}\b|^{name}\b", ast.unparse(tree), re.MULTILINE), f"{module}.{name}"


@pytest.mark.parametrize("file", MODULES, ids=relative)
def test_a_file_can_be_read_in_one_sitting(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("file", OUTER_MODULES, ids=relative)
def test_what_qgis_loads_imports_no_package_of_the_worker(file):
    assert not roots(file, module_level=True) & WORKER_SIDE


@pytest.mark.parametrize("file", OUTER_MODULES, ids=relative)
def test_what_qgis_loads_takes_only_light_rooms_of_the_core(file):
    used = {room_of(name) for name in imports(file) if name.startswith("socmap_plugin.core.")}
    assert used <= set(LIGHT_ROOMS)


@pytest.mark.parametrize("room", LIGHT_ROOMS)
def test_a_light_room_needs_the_standard_library_only(room):
    names = [f"socmap_plugin.core.{room}.{file.stem}" for file in (CORE / room).glob("*.py")]
    code = f"import sys, {', '.join(names)}; print(*{{name.split('.')[0] for name in sys.modules}})"
    answer = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(answer.stdout.split()) - set(sys.stdlib_module_names) - {"__main__", "socmap_plugin"}


@pytest.mark.parametrize("file", MODULES, ids=relative)
def test_no_code_runs_text_or_loads_pickles(file):
    if file not in SPEAKS_PICKLE:
        assert not roots(file) & {"pickle", "joblib", "dill", "marshal", "shelve"}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec", "compile", "__import__"), f"{relative(file)}:{node.lineno}"


@pytest.mark.parametrize("file", CORE_MODULES, ids=relative)
def test_rasters_are_opened_in_one_place(file):
    calls = re.search(r"rasterio\s*\.\s*open\b|from rasterio\b.* import .*\bopen\b", file.read_text(encoding="utf-8"))
    assert not calls or file == OPENS_RASTERS


@pytest.mark.parametrize("file", OUTER_MODULES, ids=relative)
def test_what_qgis_loads_is_ready_for_qt6(file):
    assert list(load_tool("check_qt6").find_problems(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("code", "problems"),
    [
        ("from PyQt5.QtCore import Qt", 1),
        ("from qgis.PyQt.QtCore import QRegExp", 1),
        ("dialog.exec_()", 1),
        ("Qt.AlignLeft", 1),
        ("Qt.red", 1),
        ("Qgis.Warning", 1),
        ("QgsProcessingParameterNumber.Double", 1),
        ("QgsProcessingParameterNumber.Type.Double", 0),
        ("QgsProcessing.TypeVectorPoint", 1),
        ("Qt.AlignmentFlag.AlignLeft", 0),
        ("kind = Qgis.ProcessingNumberParameterType", 0),
        ("QgsProcessing.TEMPORARY_OUTPUT", 0),
        ("QgsVectorFileWriter.SaveVectorOptions()", 0),
        ("from qgis.PyQt.QtCore import Qt", 0),
    ],
)
def test_qt6_check_finds_exactly_the_qt5_forms(code, problems):
    assert len(list(load_tool("check_qt6").find_problems(code))) == problems


# --- docstrings -------------------------------------------------------------------------------------------------------

SHAPE = re.compile(r"\(\w[\w +*/-]*,[^()]*\)|\bshapes?\b")  # (n,), (H - 2, W - 2), "of the same shape"
ARRAYS = {"NDArray", "ndarray", "Tensor"}


def names_in(*nodes: ast.AST | None) -> set[str]:
    return {own.id for node in nodes if node for own in ast.walk(node) if isinstance(own, ast.Name)}


@functools.cache
def array_names() -> set[str]:
    """Return the names by which the core calls arrays: the libraries' own, and those that stand for them."""
    known = set(ARRAYS)
    for file in CORE_MODULES:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and names_in(node.value) & ARRAYS:
                known |= names_in(*node.targets)
    return known


def public(body: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield f"{owner}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


def annotations(node: ast.FunctionDef | ast.ClassDef) -> list[ast.AST | None]:
    """Return the types of a function's arguments and result, or of a class's attributes and of what makes it."""
    if isinstance(node, ast.FunctionDef):
        return [node.args, node.returns]
    made = [own.args for own in node.body if isinstance(own, ast.FunctionDef) and own.name == "__init__"]
    return [*made, *(own.annotation for own in node.body if isinstance(own, ast.AnnAssign))]


def without_shape(text: str, arrays: set[str]) -> list[str]:
    """Return the public functions and classes of a module that take or hold arrays and do not say of which shape."""
    return [
        name
        for name, node in public(ast.parse(text).body)
        if names_in(*annotations(node)) & arrays and not SHAPE.search(ast.get_docstring(node) or "")
    ]


@pytest.mark.parametrize("file", CORE_MODULES, ids=relative)
def test_whoever_takes_arrays_says_of_which_shape(file):
    assert without_shape(file.read_text(encoding="utf-8"), array_names()) == []


@pytest.mark.parametrize(
    ("docstring", "found"),
    [
        ("Return the mean.", 1),
        ("Return the mean of (n,) values.", 0),
        ("As `x`, in its shape.", 0),
        ("See (below).", 1),
    ],
)
def test_a_docstring_without_a_shape_is_found(docstring, found):
    for signature in ("x: NDArray[np.float64]", "x: Mapping[str, Floats] | None"):
        text = f'class Rows:\n    """Some."""\n\n    def mean(self, {signature}) -> float:\n        """{docstring}"""'
        assert len(without_shape(text, {"NDArray", "Floats"})) == found


# --- what no file may contain -----------------------------------------------------------------------------------------


def test_no_file_names_a_path_of_one_machine_or_a_registry():
    # Put together here, so that this file does not contain them.
    unwanted = re.compile(
        "|".join(
            [
                r"(?<![\w.])/work" + "/",
                r"/home" + r"/\w",
                r"/ro" + r"ot/",
                r"py" + r"pi\.org",
                r"pythonhosted" + r"\.org",
                r"deb\.deb" + r"ian\.org",
                r"pyto" + r"rch\.org/whl",
                r"registry\.np" + r"mjs",
            ]
        )
    )
    found = []
    for file in tracked_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # rasters and other data
        if file == TORCH_INDEX[0]:
            text = without_constant(text, TORCH_INDEX[1])
        found += [f"{relative(file)}: {match.group()}" for match in unwanted.finditer(text)]
    assert found == []


def test_no_tracked_file_is_a_link_or_large():
    for file in tracked_files():
        assert not file.is_symlink(), relative(file)
        assert file.stat().st_size < 5 * 2**20, relative(file)
