"""Settings of Sphinx for the documentation, which `make docs` builds from these pages and from QGIS's own words."""

import configparser
from pathlib import Path

_metadata = configparser.ConfigParser(interpolation=None)
_metadata.read(Path(__file__).resolve().parent / "metadata.txt", encoding="utf-8")

project = "SOC Map"
author = _metadata.get("general", "author", fallback="")
version = release = _metadata.get("general", "version", fallback="")
copyright = f"{author}, GPL-3.0-or-later"  # noqa: A001 - Sphinx's name
extensions = ["myst_parser"]
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
root_doc = "index"
html_theme = "furo"
html_title = f"SOC Map {version}"
html_show_sourcelink = False
html_static_path: list[str] = []
# A link or a page that leads nowhere is an error: make docs turns warnings into errors.
nitpicky = True
suppress_warnings = ["myst.header"]  # a page of help begins with its own headings
