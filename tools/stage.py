"""Stages the plugin in build/ as QGIS loads it, packs it, or links it into a QGIS profile."""

from __future__ import annotations

import argparse
import configparser
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "socmap_plugin"
BUILD = ROOT / "build"
STAGED = BUILD / PACKAGE
UNWANTED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.partial", "*.aux.xml", ".*", "tests", "*.ts")
PICTURES = shutil.ignore_patterns("pictures")  # of the README alone
# Qt's compiler of translations, by the names and in the folders in which distributions have it.
LRELEASE = ("lrelease", "lrelease-qt5", "lrelease6", "/usr/lib/qt5/bin/lrelease", "/usr/lib/qt6/bin/lrelease")
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: the same sources give the same bytes


def stage() -> Path:
    """Copy package, metadata, licence and resources to build/socmap_plugin, anew each time."""
    shutil.rmtree(STAGED, ignore_errors=True)
    shutil.copytree(ROOT / PACKAGE, STAGED, ignore=UNWANTED)
    shutil.copytree(ROOT / "resources", STAGED / "resources", ignore=_unwanted_resources)
    compile_translations(ROOT / PACKAGE / "i18n", STAGED / "i18n")
    for name in ("metadata.txt", "LICENSE", "README.md", "CHANGELOG.md"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, STAGED / name)
    return STAGED


def _unwanted_resources(folder: str, names: list[str]) -> set[str]:
    return {*UNWANTED(folder, names), *PICTURES(folder, names)}


def compile_translations(sources: Path, target: Path) -> None:
    """Compile the catalogues of all languages; without Qt's compiler the plugin speaks English, and this says so."""
    compiler = next(filter(None, map(shutil.which, LRELEASE)), None)
    if compiler is None:
        print("There is no lrelease (package qttools5-dev-tools): no translations are staged.", file=sys.stderr)
        return
    target.mkdir(exist_ok=True)
    for source in sorted(sources.glob("*.ts")):
        command = [compiler, "-silent", str(source), "-qm", str(target / f"{source.stem}.qm")]
        subprocess.run(command, check=True)


def pack() -> Path:
    """Pack the staged plugin with fixed times, order and permissions."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    target = BUILD / f"{PACKAGE}-{metadata['general']['version']}.zip"
    partial = target.with_suffix(".zip.partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(file for file in STAGED.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(BUILD).as_posix(), ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, file.read_bytes())
    os.replace(partial, target)
    return target


def make_repository(folder: Path) -> Path:
    """Make a repository whose one commit is the staged plugin, because qgis-plugin-ci packs nothing but commits."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(STAGED, folder / PACKAGE)
    shutil.copy(ROOT / ".qgis-plugin-ci", folder)
    identity = ("-c", "user.name=SOC Map", "-c", "user.email=socmap@users.noreply.github.com")
    for command in (("init", "--quiet"), ("add", "--all", "--force"), (*identity, "commit", "--quiet", "-m", "Staged")):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def link(profile: str) -> Path:
    """Link the staged plugin into the plugin folder of the QGIS profile named `profile`."""
    if sys.platform == "darwin":
        data = Path.home() / "Library/Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    target = data / "QGIS/QGIS3/profiles" / profile / "python/plugins" / PACKAGE
    if target.exists() and not target.is_symlink():
        sys.exit(f"{target} is an installed plugin; uninstall it in QGIS first.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    target.symlink_to(STAGED, target_is_directory=True)
    return target


def main() -> None:
    """Stage, then do what was asked for, and say where the result is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zip", action="store_true", help="pack the staged plugin")
    parser.add_argument("--repository", action="store_true", help="make a repository of it for qgis-plugin-ci")
    parser.add_argument("--link", metavar="PROFILE", help="link the staged plugin into this QGIS profile")
    arguments = parser.parse_args()
    result = stage()
    if arguments.zip:
        result = pack()
    if arguments.repository:
        result = make_repository(BUILD / "package")
    if arguments.link:
        result = link(arguments.link)
    print(result)


if __name__ == "__main__":
    main()
