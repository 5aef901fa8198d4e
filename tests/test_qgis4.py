"""What the QGIS side takes from QGIS and Qt is in QGIS 4: by the types of its code, and by importing it on PyQt6."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections import defaultdict

import pytest

from tests.builders.places import ROOT, load_tool

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("PyQt6") is None, reason="PyQt6 is not installed here; run make env"
)
check = load_tool("check_qgis4")

# Forms of Qt 5, and calls that QGIS 4 does not have or that nobody has looked up: each is to be found by what it names.
FORMS = {
    "moved class": ("from qgis.PyQt.QtWidgets import QAction", "QAction"),
    "removed class": ("from qgis.PyQt.QtCore import QRegExp", "QRegExp"),
    "unscoped enum of Qt": ("from qgis.PyQt.QtCore import Qt\nQt.UserRole", "UserRole"),
    "type of a variant": ("from qgis.PyQt.QtCore import QVariant\nQVariant.Double", "Double"),
    "removed method of what is annotated": (
        "from qgis.PyQt.QtWidgets import QDialog\ndef run(dialog: QDialog) -> None:\n    dialog.exec_()",
        "exec_",
    ),
    "removed method of what is made": (
        "from qgis.PyQt.QtGui import QFont, QFontMetricsF\nmeasured = QFontMetricsF(QFont())\nmeasured.width('m')",
        "width",
    ),
    "argument that Qt 6 refuses": (
        "from qgis.PyQt.QtGui import QFont\nQFont().setStyleHint(2)",
        "setStyleHint",
    ),
    "class of QGIS": ("from qgis.core import QgsComposition", "QgsComposition"),
    "unscoped enum of QGIS": ("from qgis.core import Qgis\nQgis.Warning", "Warning"),
    "enum of a class that moved": ("from qgis.core import QgsWkbTypes\nQgsWkbTypes.Type.Point", "Type"),
    "member of an enum": ("from qgis.core import Qgis\nQgis.MessageLevel.Fatal", "Fatal"),
    "method of a class": ("from qgis.core import QgsProject\nQgsProject.count()", "count"),
    "method of what a call returns": (
        "from qgis.core import QgsProject\nQgsProject.instance().layerTreeRoot().findLayers()",
        "findLayers",
    ),
    "method of what is in a list": (
        "from qgis.core import QgsFields\ndef names(fields: QgsFields) -> list[str]:\n"
        "    return [field.displayString() for field in fields]",
        "displayString",
    ),
    "method of what is asked for its class": (
        "from qgis.core import QgsMapLayer, QgsRasterLayer\ndef bands(layer: QgsMapLayer) -> None:\n"
        "    if isinstance(layer, QgsRasterLayer):\n        layer.setDrawingStyle()",
        "setDrawingStyle",
    ),
    "own method of a base": (
        "from qgis.core import QgsProcessingAlgorithm\nclass Own(QgsProcessingAlgorithm):\n"
        "    def run_it(self) -> None:\n        self.parameterAsFields()",
        "parameterAsFields",
    ),
    "method of the base": (
        "from qgis.core import QgsProcessingProvider\nclass Own(QgsProcessingProvider):\n"
        "    def warning(self) -> str:\n        return super().warningMessage()",
        "warningMessage",
    ),
    "argument by a name that is not": (
        "from qgis.core import QgsProcessingParameterNumber\nQgsProcessingParameterNumber('A', 'a', kind=1)",
        "QgsProcessingParameterNumber",
    ),
    "number for an enum": (
        "from qgis.core import QgsTextFormat\nQgsTextFormat().setSizeUnit(4)",
        "setSizeUnit",
    ),
}

# Of what our classes override: what is virtual in QGIS 4, as looked up in its bindings.
VIRTUAL = {
    "QgsProcessingAlgorithm": "canExecute checkParameterValues createCustomParametersWidget createInstance displayName "
    "flags group groupId helpUrl initAlgorithm name postProcessAlgorithm prepareAlgorithm processAlgorithm "
    "shortDescription shortHelpString tags",
    "QgsProcessingLayerPostProcessorInterface": "postProcessLayer",
    "QgsProcessingModelAlgorithm": "group groupId tags",
    "QgsProcessingProvider": "defaultVectorFileExtension helpId icon id load loadAlgorithms longName name "
    "supportedOutputTableExtensions svgIconPath unload",
}
# What is virtual no longer, and what QGIS 4 calls in its place.
REPLACED = {
    ("QgsProcessingProvider", "supportedOutputRasterLayerExtensions"): "supportedOutputRasterLayerFormatAndExtensions"
}
# What QGIS never called, but our own code does.
CALLED_BY_US = {
    ("QgsProcessingAlgorithm", "parameterAsEnumString"),
    ("QgsProcessingAlgorithm", "parameterAsEnumStrings"),
    ("QgsProcessingMultiStepFeedback", "isCanceled"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[str, list[str]]:
    """Return what is found in each of the forms, which lie in a file each."""
    folder = tmp_path_factory.mktemp("forms")
    names = {f"form_{number}": form for number, form in enumerate(FORMS)}
    for name, form in names.items():
        (folder / f"{name}.py").write_text(f"{FORMS[form][0]}\n", encoding="utf-8")
    texts = defaultdict(list)
    for file, _, text in check.find_problems(sorted(folder.glob("*.py"))):
        texts[names[os.path.basename(file).removesuffix(".py")]].append(text)
    return texts


def test_everything_that_the_qgis_side_uses_is_known_of_qgis_4():
    assert list(check.find_problems(check.qgis_side())) == []


@pytest.mark.parametrize("form", FORMS)
def test_what_qgis_4_does_not_have_is_found(found, form):
    (text,) = found[form]
    assert f'"{FORMS[form][1]}"' in text


def test_every_module_of_the_qgis_side_is_imported_on_pyqt6(tmp_path):
    check.lay_package(tmp_path)
    modules = [file.relative_to(ROOT).with_suffix("").parts for file in check.qgis_side()]
    names = [".".join(parts).removesuffix(".__init__") for parts in modules]
    code = (
        "import importlib, sys\n"
        f"for name in {names}: importlib.import_module(name)\n"
        "assert 'PyQt6.QtWidgets' in sys.modules and not any(name.startswith('PyQt5') for name in sys.modules)\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (tmp_path, ROOT))),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_qgis_4_calls_every_method_that_overrides_one_of_qgis():
    """Otherwise QGIS 4 would pass ours over, and nothing would say so."""
    core = pytest.importorskip("qgis.core")
    overridden = {
        (base, method)
        for base, method in load_tool("qgis4_table").Code(check.qgis_side()).overridden()
        if hasattr(getattr(core, base, None), method) and not method.startswith("__")
    }
    virtual = {(base, method) for base, methods in VIRTUAL.items() for method in methods.split()}
    assert overridden - virtual - CALLED_BY_US == REPLACED.keys()
    defined = "".join(file.read_text(encoding="utf-8") for file in check.qgis_side())
    assert all(f"def {method}(" in defined for method in REPLACED.values())
