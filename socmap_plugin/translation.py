"""The languages of the plugin: one catalogue a language in ``i18n``, compiled when the plugin is staged."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from . import paths

CONTEXT = "SocMap"
LANGUAGES = ("de", "es", "fr", "zh_CN")  # besides English, in which the code speaks
TRADITIONAL_CHINESE = ("hant", "tw", "hk", "mo")


def tr(text: str) -> str:
    """Translate `text`, which has to be a literal where it is called or stand where ``tools/translations.py`` looks."""
    return QCoreApplication.translate(CONTEXT, text)


def locale_of_qgis() -> str:
    """Return the locale whose translation QGIS itself shows, which its command line can set; else the user's."""
    return str(QgsApplication.instance().translation() or QgsApplication.locale())


def language_of(locale: str) -> str:
    """Return the language of the plugin for a locale of QGIS, such as de_AT or zh-Hans; nothing for English."""
    parts = locale.replace("-", "_").lower().split("_")
    if parts[0] == "zh":
        return "" if set(parts) & set(TRADITIONAL_CHINESE) else "zh_CN"
    return parts[0] if parts[0] in LANGUAGES else ""


def install_translator() -> QTranslator | None:
    """Install the catalogue of QGIS's language and return it; None for English and where there is none."""
    language = language_of(locale_of_qgis())
    translator = QTranslator()
    if not language or not translator.load(str(paths.TRANSLATIONS / f"socmap_{language}.qm")):
        return None
    QCoreApplication.installTranslator(translator)
    return translator
