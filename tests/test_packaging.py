"""The packed plugin: its metadata, and the zip that QGIS's hub takes."""

from __future__ import annotations

import configparser
import re
import subprocess
import zipfile

import pytest

from tests.builders.places import ROOT, load_tool

PLUGIN_CI = ROOT / ".package/bin/qgis-plugin-ci"
MAXIMUM_ZIP_MB = 25  # the limit of the plugin hub


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
    # QGIS 4 goes by the maximum version alone, but the Qt 6 builds of 3.4x refuse a plugin that does not say this.
    assert metadata["supportsQt6"] == "True"


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


def test_zip_has_the_languages_and_no_pictures_of_the_readme(packed):
    names = zipfile.ZipFile(packed[1]).namelist()
    catalogues = {name for name in names if name.endswith(".qm")}
    assert catalogues == {f"socmap_plugin/i18n/socmap_{code}.qm" for code in ("de", "es", "fr", "zh_CN")}
    assert [name for name in names if re.search(r"/pictures/|\.ts$", name)] == []


@pytest.mark.skipif(not PLUGIN_CI.is_file(), reason="qgis-plugin-ci is not installed: make package")
def test_qgis_plugin_ci_packs_the_same_files(packed, metadata, tmp_path):
    stage, file = packed
    folder, version = stage.make_repository(tmp_path / "package"), metadata["version"]
    subprocess.run([PLUGIN_CI, "package", version], cwd=folder, capture_output=True, check=True)
    names = zipfile.ZipFile(folder / f"socmap_plugin.{version}.zip").namelist()
    assert sorted(names) == sorted(zipfile.ZipFile(file).namelist())
