"""The plugin starts and stops in any order: each order in a QGIS of its own, which has to end without a complaint."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from qgis.core import QgsApplication

from tests.builders.places import ROOT

FRAME = """
import sys
sys.path[:0] = [{root!r}, {plugins!r}]
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
from processing.core.Processing import Processing
from processing.core.ProcessingConfig import ProcessingConfig
Processing.initialize()
from socmap_plugin import classFactory, paths
from socmap_plugin.provider import ALGORITHMS, SocMapProvider
plugin, registry = classFactory(None), QgsApplication.processingRegistry()

def offered():
    provider = registry.providerById("socmap")
    return set() if provider is None else {{algorithm.name() for algorithm in provider.algorithms()}}

def forget_processing():
    for name in [name for name in sys.modules if name.split(".")[0] == "processing"]:
        del sys.modules[name]  # what QGIS does with the modules of a plugin that it has unloaded

everything = {{algorithm.ID for algorithm in ALGORITHMS}} | {{file.stem for file in paths.MODELS.glob("*.model3")}}
{steps}
print("reached the end")
"""

ORDERS = {
    "start and stop": """
plugin.initGui()
assert offered() == everything and "SOCMAP_PYTHON" in ProcessingConfig.settings
plugin.unload()
assert not offered() and "SOCMAP_PYTHON" not in ProcessingConfig.settings
assert "SOC Map" not in ProcessingConfig.settingIcons
application.exitQgis()
""",
    "stop twice": "plugin.initGui(); plugin.unload(); plugin.unload(); assert not offered(); application.exitQgis()",
    "stop before the start": "plugin.unload(); plugin.initGui(); assert offered() == everything; plugin.unload()",
    "start twice": """
plugin.initProcessing()
plugin.initGui()
assert offered() == everything
plugin.unload()
assert not offered()
application.exitQgis()
""",
    "reload": """
for _ in range(3):
    plugin.initGui()
    assert offered() == everything and "SOCMAP_PYTHON" in ProcessingConfig.settings
    plugin.unload()
    plugin = classFactory(None)
application.exitQgis()
""",
    "two at once": """
another = classFactory(None)
plugin.initGui(); another.initGui()
assert offered() == everything
another.unload()
assert offered() == everything
plugin.unload(); another.unload()
application.exitQgis()
""",
    "provider by itself, twice": """
provider = SocMapProvider()
provider.load(); provider.load()
provider.unload(); provider.unload()
application.exitQgis()
""",
    "refreshed": """
plugin.initGui()
registry.providerById("socmap").refreshAlgorithms()
assert offered() == everything
plugin.unload()
application.exitQgis()
""",
    "Processing stops first": """
plugin.initGui()
Processing.deinitialize()
forget_processing()
plugin.unload()
assert not offered() and "processing" not in sys.modules
application.exitQgis()
""",
    "the provider is removed first": """
plugin.initGui()
registry.removeProvider("socmap")
plugin.unload()
application.exitQgis()
""",
    "QGIS ends without stopping it": "plugin.initGui(); application.exitQgis()",
    "QGIS ends without stopping it, after Processing": "plugin.initGui(); forget_processing(); application.exitQgis()",
    "QGIS ends first": "plugin.initGui(); application.exitQgis(); plugin.unload()",
    "QGIS has ended": "application.exitQgis(); plugin.initGui(); plugin.unload()",
}


@pytest.mark.parametrize("order", ORDERS)
def test_any_order_ends_without_a_complaint(order):
    plugins = os.path.join(QgsApplication.pkgDataPath(), "python", "plugins")
    program = FRAME.format(root=str(ROOT), plugins=plugins, steps=ORDERS[order])
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "reached the end" in done.stdout
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr
