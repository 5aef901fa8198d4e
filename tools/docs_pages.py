"""Stages the documentation's pages in build/docs-source and writes the page of every algorithm from QGIS's own words.

Help, parameters with their help, limits and defaults, and outputs are what the dialogs show: no page goes stale.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    Qgis,
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

SOURCE = ROOT / "build/docs-source"
BESIDE = ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "README.md")  # pages of the repository's top folder


def stage() -> None:
    """Copy the pages, with links as they are in one folder, and what they show."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    shutil.copytree(ROOT / "docs", SOURCE)
    shutil.copy(ROOT / "metadata.txt", SOURCE)
    for name in BESIDE:
        shutil.copy(ROOT / name, SOURCE)
    shutil.copytree(ROOT / "resources/pictures", SOURCE / "resources/pictures")
    (SOURCE / "resources/demo").mkdir(parents=True)
    shutil.copy(ROOT / "resources/demo/ATTRIBUTION.md", SOURCE / "resources/demo")
    (SOURCE / "LICENSE.md").write_text(f"# Licence\n\n```\n{(ROOT / 'LICENSE').read_text()}\n```\n", encoding="utf-8")
    for page in SOURCE.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        text = text.replace("](../", "](") if page.name not in BESIDE else text.replace("](docs/", "](")
        page.write_text(text, encoding="utf-8")


def page_of(algorithm: QgsProcessingAlgorithm) -> str:
    """Return the page of an algorithm."""
    lines = [f"# {algorithm.displayName()}", "", algorithm.shortDescription(), ""]
    lines += [f"`socmap:{algorithm.name()}`, in the group *{algorithm.group()}*.", ""]
    body = algorithm.shortHelpString()
    # The headings of the help lie below that of the page.
    body = re.sub(r"</?h[1-3]>", lambda tag: "</h2>" if "/" in tag[0] else "<h2>", body)
    lines += ["```{raw} html", body, "```", "", "## Parameters", ""]
    for definition in algorithm.parameterDefinitions():
        lines += [*_parameter(definition), ""]
    outputs = [output for output in algorithm.outputDefinitions() if not _is_destination(algorithm, output.name())]
    if outputs:
        lines += ["## Further outputs", ""]
        lines += [f"- `{output.name()}`: {output.description()}" for output in outputs]
    return "\n".join(lines) + "\n"


def _is_destination(algorithm: QgsProcessingAlgorithm, name: str) -> bool:
    definition = algorithm.parameterDefinition(name)
    return definition is not None and definition.isDestination()


def _parameter(definition: QgsProcessingParameterDefinition) -> list[str]:
    """Return the lines of a parameter: its label, its name for scripts, its help, and what it may be."""
    facts = []
    if isinstance(definition, QgsProcessingParameterEnum):
        facts.append("one of " + ", ".join(f"`{option}`" for option in definition.options()))
    if isinstance(definition, QgsProcessingParameterNumber):
        facts.append(f"from {definition.minimum():g} to {definition.maximum():g}")
    default = definition.defaultValue()
    if default not in (None, "", []):
        facts.append(f"default `{default}`")
    if definition.flags() & Qgis.ProcessingParameterFlag.Optional:
        facts.append("optional")
    if definition.flags() & Qgis.ProcessingParameterFlag.Advanced:
        facts.append("advanced")
    kind = "Output" if definition.isDestination() else ""
    label = html.escape(definition.description(), quote=False)
    about = "; ".join(filter(None, (kind, *facts)))
    return [f"**{label}** `{definition.name()}`", f": {definition.help()}" + (f" ({about}.)" if about else "")]


def write_algorithms() -> int:
    """Write a page an algorithm and their index, and return how many there are."""
    from qgis.analysis import QgsNativeAlgorithms  # noqa: F401 - Processing's own plugin asks for it

    from socmap_plugin.plugin import SocMapPlugin

    plugin = SocMapPlugin()
    plugin.initProcessing()
    algorithms = QgsApplication.processingRegistry().providerById("socmap").algorithms()
    folder = SOURCE / "algorithms"
    folder.mkdir()
    for algorithm in algorithms:
        (folder / f"{algorithm.name()}.md").write_text(page_of(algorithm), encoding="utf-8")
    index = SOURCE / "algorithms.md"
    groups: dict[str, list[str]] = {}
    for algorithm in sorted(algorithms, key=lambda one: one.displayName()):
        groups.setdefault(algorithm.group(), []).append(f"algorithms/{algorithm.name()}")
    trees = [
        f"\n## {group}\n\n```{{toctree}}\n:maxdepth: 1\n\n" + "\n".join(pages) + "\n```\n"
        for group, pages in sorted(groups.items())
    ]
    index.write_text(index.read_text(encoding="utf-8") + "".join(trees), encoding="utf-8")
    plugin.unload()
    return len(algorithms)


def main() -> None:
    """Stage everything."""
    application = QgsApplication([], False)
    application.initQgis()
    sys.path.append(os.path.join(QgsApplication.pkgDataPath(), "python", "plugins"))
    from processing.core.Processing import Processing

    Processing.initialize()
    stage()
    print(f"{SOURCE}: {write_algorithms()} algorithms")
    application.exitQgis()


if __name__ == "__main__":
    main()
