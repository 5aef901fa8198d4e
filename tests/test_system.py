"""tools/system.sh on systems that cannot be had here: their commands are stubs, which say what a real one would."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.builders.places import ROOT

PLAIN = "bash env sed awk grep sort head printf cat"  # what the script itself runs on


@pytest.fixture
def system(tmp_path):
    """Return a function that runs the script on a system of its own and returns how it went and what it installed."""
    commands = tmp_path / "bin"
    commands.mkdir()

    def stub(name: str, text: str) -> None:
        (commands / name).write_text(f"#!/bin/bash\n{text}\n")
        (commands / name).chmod(0o755)

    def run(name, identity, qgis="", offered="(none)", user=0, apt=True):
        for plain in PLAIN.split():
            if not (commands / plain).exists():
                (commands / plain).symlink_to(f"/usr/bin/{plain}")
        release = tmp_path / "os-release"
        release.write_text(f'PRETTY_NAME="{name}"\nID={identity}\nVERSION_CODENAME=some\n')
        stub("id", f"echo {user}")
        if apt:
            (commands / "dpkg").symlink_to("/usr/bin/dpkg")
            stub("dpkg-query", f'echo "install ok installed {qgis}"' if qgis else "exit 1")
            stub("apt-cache", f'echo "  Candidate: {offered}"')
            stub("apt-get", f'echo "$@" >> {tmp_path}/asked')
        done = subprocess.run(
            ["bash", str(ROOT / "tools/system.sh")],
            env={"PATH": str(commands), "OS_RELEASE": str(release), "HOME": os.environ.get("HOME", "/")},
            capture_output=True,
            text=True,
        )
        asked = tmp_path / "asked"
        return done.returncode, done.stderr.strip(), asked.read_text() if asked.exists() else ""

    return run


def test_what_is_there_and_new_enough_is_left_alone(system):
    assert system("Debian 12", "debian", qgis="3.40.6+dfsg-1~bpo12+1") == (0, "", "")


def test_debian_with_a_new_enough_qgis_takes_its_own(system):
    code, said, asked = system("Debian 13", "debian", offered="3.40.6+dfsg-1")
    assert (code, said) == (0, "")
    assert "--no-install-recommends qgis python3-qgis qgis-providers" in asked
    assert "backports" not in asked


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            {"name": "Debian 12", "identity": "debian", "qgis": "3.22.16+dfsg-2", "user": 1000},
            "python3-qgis (is 3.22.16+dfsg-2, needs 3.40 or newer)",
        ),
        ({"name": "Debian 13", "identity": "debian", "user": 1000}, "install them as root, or run make as root."),
        (
            {"name": "Ubuntu 24.04 LTS", "identity": "ubuntu", "offered": "3.34.4+dfsg-1"},
            "Ubuntu 24.04 LTS offers QGIS 3.34.4+dfsg-1, and 3.40 or newer is needed: add the package source",
        ),
        (
            {"name": "Fedora Linux 42", "identity": "fedora", "apt": False},
            "Fedora Linux 42 has no apt-get: install QGIS 3.40 or newer",
        ),
    ],
    ids=["old and no root", "no root", "Ubuntu", "Fedora"],
)
def test_elsewhere_one_sentence_says_what_to_install(system, arguments, expected):
    code, said, asked = system(**arguments)
    assert code == 1
    assert expected in said
    assert len(said.splitlines()) == 1
    assert said.endswith(".")
    assert "install" not in asked
