"""The documents name places that exist."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.builders.places import ROOT
from tests.builders.rooms import ROOMS

DOCUMENTS = (
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    *sorted(file.relative_to(ROOT).as_posix() for file in ROOT.glob("docs/*.md")),
)
MADE = ("build/", "demo_output/", ".worker/", ".venv/")  # by make


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_a_document_names_exists(document):
    text = text_of(document)
    named = re.findall(r"`([\w.-]+/[\w./-]*|\w[\w-]*\.(?:md|txt|toml|py|sh))`", text)
    linked = [(ROOT / document).parent / path for path in re.findall(r"\]\(([\w./-]+)\)", text)]
    assert [path for path in linked if not path.exists()] == []
    paths = [path for path in named if not path.startswith(MADE) and "ROOM" not in path]
    rooms = {f"{room}/" for room in ROOMS}
    beside = [path for path in paths if "/" not in path]  # in a row or sentence after the path of a neighbour
    missing = [path for path in paths if path not in rooms | set(beside) and not (ROOT / path).exists()]
    assert missing == []
    for name in beside:
        assert list(ROOT.glob(name)) or list(ROOT.glob(f"socmap_plugin/**/{name}")), name


def test_the_architecture_lists_the_rooms_in_their_order():
    assert re.findall(r"^\| `(\w+)/` \|", text_of("ARCHITECTURE.md"), re.MULTILINE) == list(ROOMS)


def test_the_architecture_stays_short():
    lines = text_of("ARCHITECTURE.md").splitlines()
    assert len([line for line in lines if not re.match(r"\| `\w+/` \|", line)]) <= 100  # beside a line for each room


SPHINX = ROOT / ".docs/bin/sphinx-build"


def test_every_page_is_in_the_contents():
    named = set(re.findall(r"^(\w+)$", text_of("docs/index.md"), re.MULTILINE))
    assert {file.stem for file in ROOT.glob("docs/*.md")} - {"index"} <= named


@pytest.mark.skipif(not SPHINX.is_file(), reason="Sphinx is not installed: make docs")
def test_the_documentation_has_a_page_an_algorithm_and_no_dead_link(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(["/usr/bin/python3", ROOT / "tools/docs_pages.py"], env=environment, check=True, capture_output=True)
    command = [SPHINX, "-W", "--keep-going", "-q", "-b", "html", ROOT / "build/docs-source", tmp_path]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    ids = {file.stem for file in (ROOT / "resources/help").glob("*.html") if "." not in file.stem}
    assert ids <= {file.stem for file in (tmp_path / "algorithms").glob("*.html")}
