"""What an environment is made of in tests: tiny wheels, requirements, programs that answer."""

from __future__ import annotations

import zipfile
from pathlib import Path

PYTHON = "/usr/bin/python3"


def write_wheel(folder: Path, name: str, code: str) -> None:
    """Write the smallest wheel that pip installs."""
    folder.mkdir(exist_ok=True)
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", code)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")


def write_requirements(folder: Path, text: str = "# nothing\n") -> Path:
    file = folder / "requirements.txt"
    file.write_text(text, encoding="utf-8")
    return file


def write_program(file: Path, answer: str) -> str:
    """Write an executable that answers every call with one line."""
    file.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)
