"""The rules of the house: metadata, the packed plugin, and who may import what."""

from __future__ import annotations

import ast
import configparser
import importlib.util
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "socmap_plugin"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE_MODULES = sorted((PACKAGE / "core").rglob("*.py"))
# Of the standard library only: QGIS loads these.
LIGHT_CORE_MODULES = (
    "child", "covariates", "errors", "files", "jobfile", "jobs", "locks", "modis", "naming", "progress", "tuning",
    "years",
)  # fmt: skip
OUTER_MODULES = sorted(set(MODULES) - set(CORE_MODULES))
MAY_IMPORT_TORCH = {
    "ensemble", "network", "recurrent", "optimiser", "training", "dense", "densemaps", "workspace", "modelfile",
}  # fmt: skip
# What this computer and a Dask cluster say to each other: each runs any code of the other. No file is read there.
SPEAKS_PICKLE = {ROOT / "socmap_plugin/core/remote.py"}
QGIS_SIDE = {"qgis", "PyQt5", "PyQt6", "osgeo", "processing"}
WORKER_SIDE = {"torch", "rasterio", "sklearn", "numpy", "scipy", "safetensors", "matplotlib", "richdem"}
MAXIMUM_ZIP_MB = 25  # the limit of the plugin hub


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imports(file: Path, *, module_level: bool = False) -> Iterator[str]:
    """Yield the full name of everything that `file` imports, relative imports as ``socmap_plugin...``."""
    nodes = [ast.parse(file.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            folder = [*file.relative_to(ROOT).with_suffix("").parts]
            base = ".".join(folder[: len(folder) - node.level]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        if not (module_level and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))):
            nodes.extend(ast.iter_child_nodes(node))


def roots(file: Path, *, module_level: bool = False) -> set[str]:
    return {name.split(".")[0] for name in imports(file, module_level=module_level)}


def tracked_files() -> list[Path]:
    """Return the project's files, committed or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def load_tool(name: str):
    specification = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def metadata():
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser["general"]


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """A zip of the plugin, staged in a folder of its own so that the one that other tests load stays."""
    stage = load_tool("stage")
    stage.BUILD = tmp_path_factory.mktemp("build")
    stage.STAGED = stage.BUILD / stage.PACKAGE
    stage.stage()
    return stage, stage.pack()


# --- metadata and packaging -------------------------------------------------------------------------------------------


def test_metadata_has_every_required_and_recommended_key(metadata):
    required = {"name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker"}
    recommended = {"repository", "homepage", "license", "icon", "tags", "changelog", "experimental"}
    empty = {key for key in required | recommended if not metadata.get(key, "").strip()}
    assert empty == set()


def test_metadata_says_what_qgis_needs(metadata):
    assert metadata["hasProcessingProvider"] == "yes"
    assert (metadata["qgisMinimumVersion"], metadata["qgisMaximumVersion"]) == ("3.40", "4.99")
    assert metadata["license"] == "GPL-3.0-or-later"
    assert (ROOT / metadata["icon"]).is_file()
    assert "External dependencies" in metadata["about"]
    assert "supportsQt6" not in metadata  # deprecated


def test_version_is_the_newest_of_the_changelog(metadata):
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == metadata["version"]
    assert metadata["changelog"].strip().startswith(metadata["version"])


def test_licence_is_the_gpl():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert " ".join(text.split()).startswith("GNU GENERAL PUBLIC LICENSE Version 3,")
    assert "END OF TERMS AND CONDITIONS" in text


def test_every_worker_requirement_is_pinned_and_has_a_reason():
    lines = (ROOT / "resources" / "worker-requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    for line in pins:
        assert re.fullmatch(r"[a-z-]+==[\w.]+ +# \S.+", line), line


def test_zip_has_one_top_folder_that_is_an_identifier(packed):
    names = zipfile.ZipFile(packed[1]).namelist()
    assert {name.split("/")[0] for name in names} == {"socmap_plugin"}
    for name in ("__init__.py", "metadata.txt", "LICENSE", "resources/icon.svg", "resources/worker-requirements.txt"):
        assert f"socmap_plugin/{name}" in names


def test_zip_has_nothing_that_the_hub_refuses(packed, metadata):
    _, file = packed
    assert file.name == f"socmap_plugin-{metadata['version']}.zip"
    assert file.stat().st_size < MAXIMUM_ZIP_MB * 2**20
    for name in zipfile.ZipFile(file).namelist():
        assert not re.search(r"\.(pyc|so|dll|exe)$|__pycache__|/\.|/tests/|\.partial$", name), name


def test_zip_is_the_same_each_time(packed):
    stage, file = packed
    before = file.read_bytes()
    stage.stage()
    assert stage.pack().read_bytes() == before


# --- who may import what ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", CORE_MODULES, ids=relative)
def test_core_imports_neither_qgis_nor_what_is_above_it(file):
    assert not roots(file) & QGIS_SIDE
    for name in imports(file):
        assert not name.startswith("socmap_plugin") or name.startswith("socmap_plugin.core"), name


@pytest.mark.parametrize("file", CORE_MODULES, ids=relative)
def test_only_the_network_modules_import_torch(file):
    assert file.stem in MAY_IMPORT_TORCH or "torch" not in roots(file)


@pytest.mark.parametrize("file", OUTER_MODULES, ids=relative)
def test_what_qgis_loads_imports_no_package_of_the_worker(file):
    assert not roots(file, module_level=True) & WORKER_SIDE


@pytest.mark.parametrize("file", OUTER_MODULES, ids=relative)
def test_what_qgis_loads_takes_only_the_light_modules_of_the_core(file):
    used = {name.split(".")[2] for name in imports(file) if re.match(r"socmap_plugin\.core\.\w+", name)}
    assert used <= set(LIGHT_CORE_MODULES)


@pytest.mark.parametrize("name", LIGHT_CORE_MODULES)
def test_light_modules_of_the_core_need_the_standard_library_only(name):
    code = f"import sys, socmap_plugin.core.{name}; print(*{{name.split('.')[0] for name in sys.modules}})"
    answer = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(answer.stdout.split()) - set(sys.stdlib_module_names) - {"__main__", "socmap_plugin"}


@pytest.mark.parametrize("file", MODULES, ids=relative)
def test_no_code_runs_text_or_loads_pickles(file):
    if file not in SPEAKS_PICKLE:
        assert not roots(file) & {"pickle", "joblib", "dill", "marshal", "shelve"}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec", "compile", "__import__"), f"{relative(file)}:{node.lineno}"


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
        found += [f"{relative(file)}: {match.group()}" for match in unwanted.finditer(text)]
    assert found == []


def test_no_tracked_file_is_a_link_or_large():
    for file in tracked_files():
        assert not file.is_symlink(), relative(file)
        assert file.stat().st_size < 5 * 2**20, relative(file)
