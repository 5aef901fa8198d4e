"""The worker's environment, made for real from tiny wheels and without network."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from socmap_plugin.core.runtime import locks
from socmap_plugin.core.runtime.child_process import clean_environment
from socmap_plugin.core.runtime.errors import Cancelled, InputError, OutputError, SocmapError
from socmap_plugin.environment.files import MANIFEST_NAME, UNFINISHED_NAME, environment_python, read_manifest
from socmap_plugin.environment.pip_call import split_options
from socmap_plugin.environment.setup import setup
from socmap_plugin.environment.torch_builds import BUILDS, CPU, Build
from tests.builders.environments import PYTHON, write_requirements, write_wheel
from tests.builders.listener import Listener
from tests.builders.places import ROOT


def processes_with(text: str) -> list[str]:
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # ended in the meantime
        if text in command and int(file.parent.name) != os.getpid():
            found.append(command)
    return found


def start_set_up(folder: Path, requirements: Path) -> subprocess.Popen[str]:
    """Start the module as the QGIS side does, and wait until it creates the environment."""
    command = [PYTHON, "-E", "-s", "-m", "socmap_plugin.environment", str(folder)]
    child = subprocess.Popen(
        [*command, "--requirements", str(requirements), "--follow-stdin"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in child.stdout:
        if "creating the environment" in line:
            return child
    pytest.fail(f"The set-up ended early: {child.stderr.read()}")


def wait_until_gone(text: str, limit_s: float) -> None:
    end = time.monotonic() + limit_s
    while processes_with(text):
        assert time.monotonic() < end, processes_with(text)
        time.sleep(0.05)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An environment with one package from a folder of wheels: (folder, requirements, wheels, recorder)."""
    place = tmp_path_factory.mktemp("made")
    write_wheel(place / "wheels", "tinysoil", "import sys\n")
    requirements = write_requirements(place, "tinysoil==1.0  # the only one\n")
    recorder = Listener()
    setup(place / "environment", PYTHON, requirements, wheels=place / "wheels", progress=recorder)
    return place / "environment", requirements, place / "wheels", recorder


def test_environment_has_the_packages_and_a_manifest(made):
    folder, _, _, _ = made
    manifest = read_manifest(environment_python(folder))
    assert manifest["versions"] == {"tinysoil": "1.0"}
    assert manifest["created_by"] == "0.3.0"
    assert manifest["python"].startswith("3.")
    assert len(manifest["requirements_sha256"]) == 64
    assert not list(folder.glob("*.partial"))


def test_environment_does_not_see_the_systems_packages(made):
    configuration = (made[0] / "pyvenv.cfg").read_text(encoding="utf-8")
    assert "include-system-site-packages = false" in configuration


def test_progress_rises_from_zero_to_one_and_pip_is_in_the_log(made):
    recorder = made[3]
    assert recorder.fractions[0] == 0.0
    assert recorder.fractions[-1] == 1.0
    assert recorder.fractions == sorted(recorder.fractions)
    assert any(line.startswith("Successfully installed tinysoil-1.0") for line in recorder.lines)


def test_second_run_starts_the_environment_and_changes_nothing(made):
    folder, requirements, _, _ = made
    before = (folder / MANIFEST_NAME).stat()
    recorder = Listener()
    started = time.monotonic()
    manifest = setup(folder, "no-such-python", requirements, progress=recorder)
    assert time.monotonic() - started < 5
    assert manifest["versions"] == {"tinysoil": "1.0"}
    assert (folder / MANIFEST_NAME).stat() == before
    assert "already set up" in recorder.lines[0]


def test_only_a_changed_requirement_asks_for_a_new_environment(made, tmp_path):
    folder = made[0]
    reworded = write_requirements(tmp_path, "# another comment\ntinysoil==1.0\n")
    assert setup(folder, "no-such-python", reworded)["versions"] == {"tinysoil": "1.0"}
    changed = write_requirements(tmp_path, "tinysoil==1.1\n")
    with pytest.raises(InputError, match="no-such-python"):
        setup(folder, "no-such-python", changed)


def test_environment_without_its_interpreter_is_made_anew(tmp_path):
    requirements = write_requirements(tmp_path)
    setup(tmp_path / "environment", PYTHON, requirements)
    environment_python(tmp_path / "environment").unlink()
    setup(tmp_path / "environment", PYTHON, requirements)
    assert environment_python(tmp_path / "environment").exists()


def test_manifest_is_written_after_the_verification(tmp_path):
    write_wheel(tmp_path / "wheels", "brokensoil", "raise ImportError('libsoil.so is missing')\n")
    requirements = write_requirements(tmp_path, "brokensoil==1.0\n")
    with pytest.raises(SocmapError, match=r"Importing .* failed \(.*ImportError: libsoil.so is missing\); .*PYTHON"):
        setup(tmp_path / "environment", PYTHON, requirements, wheels=tmp_path / "wheels")
    assert environment_python(tmp_path / "environment").exists()
    assert read_manifest(environment_python(tmp_path / "environment")) is None


@pytest.mark.parametrize("with_wheels", [False, True], ids=["index", "wheels"])
def test_failure_of_pip_names_its_last_line(tmp_path, with_wheels):
    write_wheel(tmp_path / "wheels", "tinysoil", "")
    requirements = write_requirements(tmp_path, "no-such-soil-package==1.0\n")
    wheels = tmp_path / "wheels" if with_wheels else None
    with pytest.raises(SocmapError, match="No matching distribution found for no-such-soil-package==1.0") as caught:
        setup(tmp_path / "environment", PYTHON, requirements, wheels=wheels, pip_options="--no-index")
    assert (str(wheels) if wheels else "PIP_OPTIONS") in str(caught.value).rsplit(";", 1)[1]
    assert not (tmp_path / "environment" / MANIFEST_NAME).exists()


def test_too_little_space_is_refused_before_pip(tmp_path, monkeypatch):
    monkeypatch.setitem(BUILDS, CPU, Build("cpu", 1, 10**12))
    with pytest.raises(OutputError, match=r"MB free.*takes up to 1000000000000 MB.*free space"):
        setup(tmp_path / "environment", PYTHON, write_requirements(tmp_path))


def test_wheels_folder_is_checked_first(tmp_path):
    requirements = write_requirements(tmp_path)
    with pytest.raises(InputError, match="does not exist; .*WHEELS"):
        setup(tmp_path / "environment", PYTHON, requirements, wheels=tmp_path / "wheels")
    (tmp_path / "wheels").mkdir()
    with pytest.raises(InputError, match=r"holds no wheel \(\*\.whl\)"):
        setup(tmp_path / "environment", PYTHON, requirements, wheels=tmp_path / "wheels")
    assert not (tmp_path / "environment").exists()


def test_pip_options_are_split_like_a_command_line(tmp_path):
    assert split_options('--no-index --find-links "a b"') == ["--no-index", "--find-links", "a b"]
    with pytest.raises(InputError, match="closing quote"):
        setup(tmp_path / "environment", PYTHON, write_requirements(tmp_path), pip_options='--proxy "x')


def test_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("do not delete", encoding="utf-8")
    with pytest.raises(OutputError, match="not a Python environment"):
        setup(tmp_path, PYTHON, write_requirements(tmp_path))
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "do not delete"


def test_environment_of_the_parent_process_is_cleaned():
    inherited = {"PYTHONHOME": "q", "PROJ_LIB": "q", "GDAL_DATA": "q", "QT_PLUGIN_PATH": "q", "LD_LIBRARY_PATH": "q"}
    kept = {"PATH": "/bin", "PIP_INDEX_URL": "x", "https_proxy": "x"}
    assert clean_environment({**inherited, **kept}) == kept


def test_cancel_leaves_no_manifest_and_no_process(tmp_path):
    with pytest.raises(Cancelled):
        setup(tmp_path / "soil", PYTHON, write_requirements(tmp_path), progress=Listener("creating"))
    assert not (tmp_path / "soil" / MANIFEST_NAME).exists()
    assert not processes_with(str(tmp_path / "soil"))


def test_end_of_standard_input_ends_the_set_up_and_its_children(tmp_path):
    child = start_set_up(tmp_path / "soil", write_requirements(tmp_path))
    started = time.monotonic()
    child.communicate(timeout=10)  # closes standard input
    assert child.returncode == 3
    assert time.monotonic() - started < 1.0
    assert not processes_with(str(tmp_path / "soil"))
    assert not (tmp_path / "soil" / MANIFEST_NAME).exists()


def test_killed_set_up_leaves_no_manifest_and_the_next_run_completes(tmp_path):
    folder, requirements = tmp_path / "soil", write_requirements(tmp_path)
    child = start_set_up(folder, requirements)
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=10)
    assert read_manifest(environment_python(folder)) is None
    wait_until_gone(str(folder), limit_s=30)
    assert setup(folder, PYTHON, requirements)["versions"] == {}
    assert read_manifest(environment_python(folder))


def test_command_line_answers_in_json_lines(made):
    folder, requirements, _, _ = made
    command = [PYTHON, "-E", "-s", "-m", "socmap_plugin.environment", str(folder), "--requirements", str(requirements)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30)
    result = json.loads(answer.stdout.splitlines()[-1])
    assert result["type"] == "result"
    assert result["versions"] == {"tinysoil": "1.0"}
    assert Path(result["python"]) == environment_python(folder)


def test_command_line_reports_an_error_line(tmp_path):
    command = [PYTHON, "-E", "-s", "-m", "socmap_plugin.environment", str(tmp_path / "soil"), "--python", "no-python"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["type"] == "error"
    assert answer.stderr == ""


def test_module_loads_nothing_but_the_standard_library():
    code = "import sys, socmap_plugin.environment.setup; print(*{name.split('.')[0] for name in sys.modules})"
    answer = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(answer.stdout.split()) - set(sys.stdlib_module_names) - {"__main__", "socmap_plugin"}


def test_a_set_up_in_a_folder_where_another_is_at_work_is_refused(tmp_path):
    (tmp_path / "soil").mkdir()
    with locks.opened(tmp_path / "soil" / UNFINISHED_NAME) as mark:
        assert locks.lock(mark)
        with pytest.raises(InputError, match=r"Another set-up is at work in .*soil; wait"):
            setup(tmp_path / "soil", PYTHON, write_requirements(tmp_path))


def test_pip_leaves_nothing_but_the_environment(made, tmp_path, monkeypatch):
    assert not (made[0] / "tmp").exists()
    for name in ("TMPDIR", "XDG_CACHE_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    setup(tmp_path / "soil", PYTHON, made[1], wheels=made[2])
    assert [list((tmp_path / name).rglob("*")) for name in ("TMPDIR", "XDG_CACHE_HOME")] == [[], []]
