"""Brings the catalogues of the plugin's languages up to date with the texts in the code.

Every text that QGIS shows is a literal at one of the places in `TEXTS` or `CONSTANTS`, or the help in a tuple
of a parameter and its help. New texts come into each
catalogue as unfinished; texts that are gone go.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "socmap_plugin"
CATALOGUES = PACKAGE / "i18n"
CONTEXT = "SocMap"
# Functions, and which of their arguments, by position or name, are texts.
TEXTS: dict[str, tuple[int | str, ...]] = {
    "tr": (0,),
    "documented": (1, "text"),
    "choice": (1, "label"),
    "number": (1, "label"),
    "add_report": (1, 2, "text", "label"),
    "add_table": (2, 3, "label", "text"),
    "add_folder": (2, 3, "label", "text"),
    "Setting": (2, 3, "label", "help"),
}
CONSTANTS = ("LABEL", "GROUP", "SUMMARY", "TAGS", "COMMON_TAGS", "text")  # names that hold a text


def texts_in(source: str) -> Iterator[str]:
    """Yield the texts in a module of the QGIS side."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            for place in TEXTS.get(name, ()):
                if isinstance(place, str):
                    yield from literals(named.get(place))
                elif place < len(node.args):
                    yield from literals(node.args[place])
        elif isinstance(node, ast.Tuple) and len(node.elts) > 1 and isinstance(node.elts[0], (ast.Call, ast.Name)):
            yield from sentences(node.elts[1])
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in CONSTANTS:
            yield from literals(node.value)


def literals(node: ast.AST | None) -> Iterator[str]:
    """Yield the text that `node` is, or both of a choice between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def sentences(node: ast.AST) -> Iterator[str]:
    """Yield the text that `node` is if it is a sentence, as every help is, and no pattern or name."""
    yield from (text for text in literals(node) if text.endswith("."))


def texts() -> list[str]:
    """Return every text of the plugin once, in the order of the files."""
    files = [file for file in sorted(PACKAGE.rglob("*.py")) if "core" not in file.relative_to(PACKAGE).parts]
    return list(dict.fromkeys(text for file in files for text in texts_in(file.read_text(encoding="utf-8"))))


def catalogue(language: str) -> Path:
    """Return the file of a language."""
    return CATALOGUES / f"socmap_{language}.ts"


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(file.stem.removeprefix("socmap_") for file in CATALOGUES.glob("socmap_*.ts"))


def translations(language: str) -> dict[str, str]:
    """Return the finished translations of a language."""
    if not catalogue(language).is_file():
        return {}
    messages = ElementTree.parse(catalogue(language)).iter("message")  # noqa: S314 - our own file
    pairs = ((message.findtext("source") or "", message.findtext("translation") or "") for message in messages)
    return {source: translation for source, translation in pairs if translation}


def write(language: str, known: dict[str, str], wanted: list[str]) -> list[str]:
    """Write the catalogue of a language and return the texts that it lacks."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in wanted:
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        if text in known:
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
    ElementTree.indent(root, "    ")
    body = ElementTree.tostring(root, encoding="unicode")
    catalogue(language).write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return [text for text in wanted if text not in known]


def main() -> int:
    """Write every catalogue, print what each lacks, and return 1 if one lacks anything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("languages", nargs="*", help="languages that get a catalogue, besides those that have one")
    given = parser.parse_args()
    wanted = texts()
    lacking = 0
    for language in sorted({*languages(), *given.languages}):
        missing = write(language, translations(language), wanted)
        lacking += len(missing)
        for text in missing:
            print(f"{catalogue(language).name} lacks: {text}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
