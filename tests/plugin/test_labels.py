"""No dialog cuts a label off, in any language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsApplication
from qgis.gui import QgsBrowserGuiModel
from qgis.PyQt.QtCore import QCoreApplication, QPoint
from qgis.PyQt.QtWidgets import QAbstractButton, QDialog, QGroupBox, QLabel, QScrollArea, QWidget

from socmap_plugin import paths, translation
from socmap_plugin.provider import ALGORITHMS
from socmap_plugin.translation import LANGUAGES, install_translator, tr
from tests.builders.places import load_tool


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory):
    """Return the folder of the compiled catalogues."""
    folder = tmp_path_factory.mktemp("catalogues")
    load_tool("stage").compile_translations(paths.TRANSLATIONS, folder)
    return folder


@pytest.fixture(params=["en", *LANGUAGES])
def language(request, catalogues, monkeypatch):
    """The language in which QGIS and what is made from now on speak."""
    monkeypatch.setattr(translation.paths, "TRANSLATIONS", catalogues)
    monkeypatch.setattr(translation, "locale_of_qgis", lambda: request.param)
    translator = install_translator()
    yield request.param
    if translator is not None:
        QCoreApplication.removeTranslator(translator)


@pytest.fixture
def open_dialog(provider, qgis_iface, monkeypatch):
    """Return a function that opens the dialog of an algorithm with all that it can show."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    # The interface of the tests has no browser, which the file widgets of the dialog ask for.
    monkeypatch.setattr(qgis_iface, "browserModel", QgsBrowserGuiModel, raising=False)
    opened = []

    def open_one(name: str) -> QDialog:
        made = QgsApplication.processingRegistry().createAlgorithmById(f"socmap:{name}")
        opened.append(AlgorithmDialog(made, parent=qgis_iface.mainWindow()))
        opened[-1].show()
        for box in opened[-1].findChildren(QGroupBox):
            box.setProperty("collapsed", False)
        QCoreApplication.processEvents()
        return opened[-1]

    yield open_one
    for dialog in opened:
        dialog.close()
        dialog.deleteLater()


def labels(dialog: QDialog) -> Iterator[QWidget]:
    for widget in dialog.findChildren(QWidget):
        if isinstance(widget, (QLabel, QAbstractButton)) and widget.isVisible() and widget.text():
            yield widget


def cut(dialog: QDialog) -> list[str]:
    """Return the labels that have less room than they need, or that have to be scrolled to sideways."""
    found = []
    for widget in labels(dialog):
        right = widget.minimumSizeHint().width()
        areas = [area for area in dialog.findChildren(QScrollArea) if area.isAncestorOf(widget)]
        if right > widget.width() or any(
            widget.mapTo(area.widget(), QPoint()).x() + right > area.viewport().width() for area in areas
        ):
            found.append(widget.text())
    return found


def test_dialogs_have_room_for_their_labels(language, open_dialog):
    for kind in ALGORITHMS:
        dialog = open_dialog(kind.ID)
        assert dialog.windowTitle().endswith(tr(kind.LABEL))
        shown = [widget.text() for widget in labels(dialog)]
        wanted = [definition.description() for definition in dialog.algorithm().parameterDefinitions()]
        assert [label for label in wanted if not any(label in text for text in shown)] == []
        assert cut(dialog) == [], kind.ID
        assert not any(area.horizontalScrollBar().maximum() for area in dialog.findChildren(QScrollArea)), kind.ID


def test_a_label_that_is_too_long_is_found(open_dialog):
    dialog = open_dialog("removeenvironment")
    (box,) = (widget for widget in labels(dialog) if widget.text() == "Keep this version's environment")
    box.setText("Keep the environment of this version, but not those of versions that were installed before it")
    QCoreApplication.processEvents()
    assert cut(dialog) == [box.text()]
