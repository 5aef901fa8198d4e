"""The QGIS side of the worker: which Python it runs in, its job files, and the environment it needs."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsSettings,
)

from . import paths
from .core.jobs.job_file import write_job
from .core.jobs.tasks import Job, output_files
from .core.runtime.claims import clear_up
from .environment.files import (
    environment_name,
    environment_python,
    environments_folder,
    is_environment,
    read_manifest,
    requirements_digest,
    seen_problem,
)
from .environment.torch_builds import CPU
from .process import run_process
from .proxy import proxy_variables
from .running import running
from .wording import worded

INTERPRETER_VARIABLE = "SOCMAP_PYTHON"
INTERPRETER_SETTING = "SOCMAP_PYTHON"
OPTION_PATH = "Settings > Options > Processing > Providers > SOC Map"
CORE, JOB_NAME = "socmap_plugin.core", "job.json"
RUNS_KEPT, DAYS_KEPT = 50, 7  # a folder goes when it is beyond both: an old one may be of a run that still works


@dataclass(frozen=True)
class SetUpChoices:
    """What the user chose for a new environment; empty texts for what is left to us."""

    interpreter: str
    wheels: str = ""
    pip_options: str = ""
    compute: str = CPU
    rebuild: bool = False


def profile_folder() -> Path:
    """Return the folder of SOC Map in the QGIS profile."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "socmap"


def local_folder() -> Path:
    """Return the folder of the environments of all profiles and versions."""
    return Path(environments_folder())


def environment_folder() -> Path:
    """Return where *Set Up Python Environment* makes the environment that this version needs."""
    return local_folder() / environment_name(paths.WORKER_REQUIREMENTS)


def profile_environment() -> Path:
    """Return where SOC Map up to 0.3.0 made its environment, which serves on while its packages are the right ones."""
    return profile_folder() / "worker-environment"


def made_environments() -> list[Path]:
    """Return the folders of all environments that SOC Map made for this user, of older versions too."""
    try:
        folders = [folder for folder in sorted(local_folder().iterdir()) if folder.is_dir()]
    except OSError:
        folders = []
    return [folder for folder in (*folders, profile_environment()) if is_environment(folder)]


def interpreter_setting() -> str:
    """Return the interpreter named in the options, or nothing."""
    # Straight from the settings: Processing's own configuration class would load all of its Python code.
    return str(QgsSettings().value(f"Processing/Configuration/{INTERPRETER_SETTING}", "") or "").strip()


def _named_interpreters() -> list[tuple[str, str]]:
    """Return the interpreters that the user named, and where, first the one that counts."""
    named = (
        (os.environ.get(INTERPRETER_VARIABLE, "").strip(), f"the environment variable {INTERPRETER_VARIABLE}"),
        (interpreter_setting(), OPTION_PATH),
    )
    return [(interpreter, source) for interpreter, source in named if interpreter]


def worker_interpreter() -> str:
    """Return the interpreter that jobs run in; starts no process.

    The first that is named counts, so that a wrong choice is said and not passed over in silence.

    Raises
    ------
    QgsProcessingException
        There is none; the message says which algorithm or option cures it.
    """
    for interpreter, source in _named_interpreters():
        found = shutil.which(os.path.expanduser(interpreter))
        if found is None:
            raise QgsProcessingException(
                f"The worker's Python interpreter {interpreter}, named in {source}, does not exist or is not "
                "executable; correct it, or clear it and run the algorithm Set Up Python Environment."
            )
        return os.path.abspath(found)  # jobs run in folders of their own
    return str(environment_python(environment_in_use()))


def environment_in_use() -> Path:
    """Return the folder of the environment for this version; starts no process.

    Raises
    ------
    QgsProcessingException
        There is none, or it can be seen to be broken.
    """
    digest = requirements_digest(paths.WORKER_REQUIREMENTS)
    others = []
    for folder in (environment_folder(), profile_environment()):
        manifest = read_manifest(environment_python(folder))
        if manifest is None:
            continue
        if manifest.get("requirements_sha256") != digest:
            others.append(manifest)
            continue
        problem = seen_problem(folder)
        if problem:
            raise QgsProcessingException(
                f"The worker's Python environment in {folder} does not work: {problem}; run the algorithm Set Up "
                "Python Environment again, which makes it anew."
            )
        return folder
    if others or made_environments():
        version = others[0].get("created_by", "of another version") if others else "of another version"
        raise QgsProcessingException(
            f"The worker's Python environment was made by SOC Map {version}, and this version needs other packages; "
            "run the algorithm Set Up Python Environment again."
        )
    raise QgsProcessingException(
        "SOC Map has no Python environment for its worker yet; run the algorithm Set Up Python Environment once, "
        f"or name an interpreter in {OPTION_PATH}."
    )


def worker_problem() -> str:
    """Return in one sentence why no job can run now, or nothing; starts no process and imports nothing heavy."""
    try:
        worker_interpreter()
    except QgsProcessingException as error:
        return str(error)
    return ""


def new_run_folder(task: str) -> Path:
    """Make the folder for the files of one run, and remove those of runs long past.

    It is in the profile, not in Processing's temporary folder, so that the user still finds the job file tomorrow.
    """
    runs = profile_folder() / "jobs"
    now = datetime.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    try:
        runs.mkdir(parents=True, exist_ok=True)
        _remove_old_runs(runs)
        return Path(tempfile.mkdtemp(prefix=f"{now}-{task}-", dir=runs))
    except OSError as error:
        raise QgsProcessingException(
            f"The folder {runs} for job files cannot be written ({error}); free space or correct its permissions."
        ) from error


def _remove_old_runs(runs: Path) -> None:
    limit = time.time() - DAYS_KEPT * 86_400
    for old in sorted(folder for folder in runs.iterdir() if folder.is_dir())[: 1 - RUNS_KEPT]:
        try:
            if old.stat().st_mtime < limit:
                shutil.rmtree(old, ignore_errors=True)
        except FileNotFoundError:
            continue  # another QGIS removes them too


def run_job(job: Job, run_folder: Path, feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Run `job` in the worker and return the fields of its result.

    Raises
    ------
    QgsProcessingException
        There is no interpreter, the job failed or the user cancelled it; nothing half-written is left, unless the
        same job can go on with it.
    """
    interpreter = worker_interpreter()
    path = run_folder / JOB_NAME
    try:
        write_job(job, path)
    except OSError as error:
        raise QgsProcessingException(f"The job file {path} cannot be written ({error}); free space there.") from error
    feedback.pushInfo(f"Job file: {path}")
    feedback.pushInfo("To run it without QGIS:")
    feedback.pushCommandInfo(f'"{interpreter}" -I "{paths.START}" {CORE} "{path}"')
    with running(feedback):
        try:
            algorithm = QgsApplication.processingRegistry().algorithmById(f"socmap:{job.task}")
            return _run_module(CORE, interpreter, [str(path)], run_folder, feedback, worded=worded(algorithm))
        except QgsProcessingException:
            _clear_up(job, feedback)
            raise


def _run_module(
    module: str,
    interpreter: str,
    arguments: list[str],
    run_folder: Path,
    feedback: QgsProcessingFeedback,
    variables: Mapping[str, str] | None = None,
    worded: Callable[[str], str] = str,
) -> dict[str, Any]:
    command = ["-I", str(paths.START), module, *arguments, "--follow-stdin"]
    return run_process(interpreter, command, run_folder, feedback, variables, worded)


def _clear_up(job: Job, feedback: QgsProcessingFeedback) -> None:
    """Remove what a job that was killed has recorded as its own, and keep what the same job can go on with."""
    goes_on = [clear_up(path, keep=not _is_temporary(path)) for path in map(Path, output_files(job))]
    if any(goes_on):
        feedback.pushInfo("What was done is kept beside the output: run the same job again, and it goes on there.")


def _is_temporary(path: Path) -> bool:
    """Return whether a result has a name that no other run gets."""
    return Path(QgsProcessingUtils.tempFolder()).resolve() in path.resolve().parents


def set_up_environment(choices: SetUpChoices, feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Make the worker's environment, or find that it works, and return the fields of the result.

    Raises
    ------
    QgsProcessingException
        It could not be made, QGIS does not find what was made, or the user cancelled.
    """
    folder = environment_folder()
    arguments = [str(folder), "--python", choices.interpreter, "--requirements", str(paths.WORKER_REQUIREMENTS)]
    arguments += ["--compute", choices.compute, "--other", str(profile_environment())]
    arguments += ["--rebuild"] if choices.rebuild else []
    arguments += ["--wheels", choices.wheels] if choices.wheels else []
    # "--pip-options=" in one word: options begin with a dash and would be taken for options of the set-up itself.
    arguments += [f"--pip-options={choices.pip_options}"] if choices.pip_options else []
    run_folder = new_run_folder("setupenvironment")
    interpreter, variables = choices.interpreter, proxy_variables(feedback)
    with running(feedback):
        result = _run_module("socmap_plugin.environment", interpreter, arguments, run_folder, feedback, variables)
    found = environment_in_use()  # what was made is what QGIS itself finds
    if found != Path(result["environment"]):
        raise QgsProcessingException(
            f"The environment was made in {result['environment']}, and QGIS finds the one in {found}; "
            "run Remove Python Environment, then set up again."
        )
    for name, source in _named_interpreters():
        feedback.pushWarning(
            f"The environment is made, and jobs run in {name} all the same, which {source} names; clear that to use "
            "the environment."
        )
    return result
