"""Every text that QGIS shows is in the catalogue of every language, and reaches the dialogs."""

from __future__ import annotations

import re

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from socmap_plugin import paths, translation
from socmap_plugin.provider import ALGORITHMS
from socmap_plugin.translation import CONTEXT, LANGUAGES, install_translator, language_of, locale_of_qgis, tr
from tests.builders.places import load_tool

TOOL = load_tool("translations")


class Listener(QTranslator):
    """Knows nothing, and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def isEmpty(self):  # noqa: N802 - an empty one would not be asked
        return False

    def translate(self, context, source, disambiguation=None, n=-1):
        if context == CONTEXT:
            self.asked.add(source)
        return


@pytest.fixture
def asked():
    """What is asked for when every algorithm is made and described."""
    listener = Listener()
    QCoreApplication.installTranslator(listener)
    for kind in ALGORITHMS:
        algorithm = kind().create()
        algorithm.group(), algorithm.displayName(), algorithm.shortDescription(), algorithm.canExecute()
    QCoreApplication.removeTranslator(listener)
    return listener.asked - {""}


def test_there_is_a_catalogue_for_every_language():
    assert tuple(TOOL.languages()) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_is_translated(language):
    """If this fails: `make translations` adds the texts to the catalogues, which then need their translations."""
    known, wanted = TOOL.translations(language), TOOL.texts()
    assert [text for text in wanted if text not in known] == []
    assert [text for text in known if text not in wanted] == []


def test_every_text_that_dialogs_ask_for_is_where_the_tool_looks(asked):
    assert len(asked) > 100
    assert sorted(asked - set(TOOL.texts())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_placeholders_patterns_and_values(language):
    for source, translated in TOOL.translations(language).items():
        for pattern in (r"\{\w*\}", r"\(\*[^)]*\)", r"\b[A-Z]+_[A-Z]+\b", r"\b[a-z]+_[a-z0-9]+\b", r"--\w+"):
            assert re.findall(pattern, translated) == re.findall(pattern, source), translated


def test_texts_are_found_at_every_place_the_tool_knows():
    source = """
class Tool:
    LABEL = "a label"
    help = documented(choice("NAME", "a choice", ()), "a " "help", advanced=True)
    other = Setting("NAME", "name", label="a setting", help="its help")
    report = add_report(it, tr("one") if many else tr("other"))
    title = tr("two" if many else "three")
"""
    expected = {"a label", "a choice", "a help", "a setting", "its help", "one", "other", "two", "three"}
    assert set(TOOL.texts_in(source)) == expected


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("de_AT", "de"),
        ("fr-CA", "fr"),
        ("es_MX", "es"),
        ("zh_CN", "zh_CN"),
        ("zh-Hans", "zh_CN"),
        ("zh", "zh_CN"),
        ("zh-Hant", ""),
        ("zh_TW", ""),
        ("en_US", ""),
        ("it", ""),
        ("C", ""),
    ],
)
def test_language_of_a_locale(locale, language):
    assert language_of(locale) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_speak_the_language_of_qgis(language, monkeypatch, tmp_path):
    load_tool("stage").compile_translations(paths.TRANSLATIONS, tmp_path)
    monkeypatch.setattr(translation.paths, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(translation, "locale_of_qgis", lambda: language)
    translator = install_translator()
    try:
        expected = TOOL.translations(language)
        assert tr("Build Patch Dataset") == expected["Build Patch Dataset"] != "Build Patch Dataset"
        algorithm = ALGORITHMS[0]().create()
        assert algorithm.displayName() == expected[ALGORITHMS[0].LABEL]
        assert algorithm.parameterDefinition("COMPUTE").description() == expected["Compute on"]
    finally:
        QCoreApplication.removeTranslator(translator)
    assert tr("Build Patch Dataset") == "Build Patch Dataset"


def test_english_needs_no_catalogue(monkeypatch):
    monkeypatch.setattr(translation, "locale_of_qgis", lambda: "en")
    assert install_translator() is None


def test_language_of_the_command_line_comes_before_that_of_the_user(monkeypatch):
    monkeypatch.setattr(QgsApplication, "locale", staticmethod(lambda: "fr"))
    assert locale_of_qgis() == "fr"
    QgsApplication.setTranslation("de")
    try:
        assert locale_of_qgis() == "de"
    finally:
        QgsApplication.setTranslation("")
