"""Makes a SOC map of Xuancheng from the demo data through qgis_process on the staged plugin, into demo_output/.

Run by `make demo`, which makes build/socmap_plugin and sets SOCMAP_PYTHON. QGIS runs in a clean, temporary profile. The
output folder is replaced at the end only, so a demo that fails leaves the former output as it was.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
STAGED = BUILD / "socmap_plugin"
DEMO = STAGED / "resources" / "demo"
OUTPUT = ROOT / "demo_output"
WORK = BUILD / "demo_output.partial"  # in build/, so that it is on the same disk and ignored by git

TARGET = '"SOM_A_hori" / 1.724'  # organic matter to organic carbon, van Bemmelen's factor
STATIC = ("elevation", "slope", "twi", "plan_curvature", "profile_curvature", "temperature", "precipitation")
MODELS = ("cnnlstm", "forest", "hybrid", "mean")
NAMES = {"cnnlstm": "CNN-LSTM", "forest": "random forest", "hybrid": "hybrid", "mean": "mean"}
LABEL = "phenology simulated"
HEARTBEAT_S = 10.0  # qgis_process --json says nothing before it ends
# Of use in QGIS, but here the job files go with the temporary profile, and the tables are in dataset.html.
QUIET = ("Job file:", "To run it without QGIS", " -m socmap_plugin.core ", "static:", "temporal group")
NOISE = ("QStandardPaths", "XDG_RUNTIME_DIR", "propagateSizeHints")  # chatter of Qt without a desktop


class DemoError(Exception):
    """The demo cannot go on; the message is one sentence for the user."""


class Qgis:
    """Runs algorithms of the staged plugin with qgis_process in a temporary profile."""

    def __init__(self, profile: Path) -> None:
        runtime = profile / "runtime"
        runtime.mkdir(mode=0o700)
        self.log = WORK / "demo.log"
        self.seconds: dict[str, float] = {}
        self.versions: dict[str, str] = {}
        self.environment = {
            **os.environ,
            "QGIS_CUSTOM_CONFIG_PATH": str(profile),
            "QGIS_PLUGINPATH": str(BUILD),
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_RUNTIME_DIR": str(runtime),
        }

    def enable_plugin(self) -> None:
        """Switch the plugin on; a plugin that fails to load is found out here."""
        self._run("loading the plugin", ["qgis_process", "plugins", "enable", "socmap_plugin"])
        if '"socmap:buildpatchdataset"' not in self._run("loading the plugin", ["qgis_process", "--json", "list"]):
            raise DemoError(f"QGIS does not offer the algorithms of {STAGED}; {self.log} says why.")

    def run(self, algorithm: str, **inputs: Any) -> dict[str, Any]:
        """Run an algorithm and return its results."""
        print(f"\n== {algorithm}", flush=True)
        command = ["qgis_process", "--json", "run", f"socmap:{algorithm}", "-"]
        answer = self.timed(algorithm, command, json.dumps({"inputs": inputs}))
        try:
            document = json.loads(answer)
            results = document["results"]
        except (ValueError, KeyError) as error:
            raise DemoError(f"The step {algorithm} gave no results; {self.log} says what QGIS answered.") from error
        for name in ("qgis", "gdal"):
            self.versions[name] = str(document.get(f"{name}_version", "unknown"))
        for line in _texts(document.get("log", {})):
            if not any(words in line for words in QUIET):
                print(f"   {line}")
        return results

    def timed(self, step: str, command: list[str], text: str = "") -> str:
        """Run a command, note its seconds under `step` and return its standard output."""
        start = time.perf_counter()
        answer = self._run(step, command, text)
        self.seconds[step] = round(time.perf_counter() - start, 1)
        print(f"   {self.seconds[step]:.1f} s", flush=True)
        return answer

    def _run(self, step: str, command: list[str], text: str = "") -> str:
        errors: list[str] = []

        def relay(stream: Any) -> None:
            for line in stream:
                if line.strip() and not any(word in line for word in NOISE):
                    errors.append(line.strip())
                    print(f"   {line.rstrip()}", file=sys.stderr, flush=True)

        with tempfile.TemporaryFile("w+", encoding="utf-8") as answer:
            try:
                pipe = subprocess.PIPE
                process = subprocess.Popen(
                    command, env=self.environment, stdin=pipe, stdout=answer, stderr=pipe, text=True
                )
            except FileNotFoundError as error:
                raise DemoError(f"{command[0]} is not installed; run `make env`, which installs QGIS.") from error
            reader = threading.Thread(target=relay, args=(process.stderr,), daemon=True)
            reader.start()
            try:
                code = _wait(process, text)
            finally:
                if process.poll() is None:  # interrupted: qgis_process must not outlive the demo
                    process.kill()
                    process.wait()
            reader.join()
            answer.seek(0)
            output = answer.read()
        with self.log.open("a", encoding="utf-8") as log:
            log.write("\n".join([f"$ {' '.join(command)}", text, *errors, output, ""]))
        if code:
            telling = (
                [line for line in errors if "error" in line.lower()]
                or errors
                or [f"exit status {code}, and no message"]
            )
            reason = telling[-1]
            raise DemoError(f"The step {step} failed: {reason}")
        return output


def _wait(process: subprocess.Popen[str], text: str) -> int:
    """Give `text` to the process and wait for it, with a sign of life on the terminal."""
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):  # it ended without reading; its exit status says more
            process.stdin.write(text)
            process.stdin.close()
    start = time.perf_counter()
    while True:
        try:
            return process.wait(HEARTBEAT_S)
        except subprocess.TimeoutExpired:
            print(f"   ... {time.perf_counter() - start:.0f} s", flush=True)


def _texts(log: dict[str, Any]) -> list[str]:
    """Return the messages in the log of a `qgis_process --json` answer."""
    values = [value for entry in log.values() for value in (entry if isinstance(entry, list) else [entry])]
    return [line for value in values for line in str(value).splitlines() if line.strip()]


def demo(qgis: Qgis) -> dict[str, Any]:
    """Run the whole chain into WORK and return the summary."""
    static = [str(DEMO / f"{name}.tif") for name in STATIC]
    temporal = sorted(str(path) for path in DEMO.glob("simulated_*.tif"))
    if not temporal or not all(Path(path).is_file() for path in static):
        raise DemoError(f"{DEMO} lacks demo rasters; run `make build`.")
    qgis.enable_plugin()
    dataset, model = str(WORK / "dataset.npz"), str(WORK / "cnnlstm.socmodel")
    qgis.run(
        "buildpatchdataset",
        SAMPLES=str(DEMO / "soil_samples.gpkg"),
        TARGET=TARGET,
        STRATA="stratum",
        STATIC=static,
        TEMPORAL=temporal,
        DATASET=dataset,
        DROPPED=str(WORK / "dropped.gpkg"),
        REPORT=str(WORK / "dataset.html"),
    )
    qgis.run(
        "crossvalidate",
        DATASET=dataset,
        MODELS=list(MODELS),
        PREDICTIONS=str(WORK / "predictions.gpkg"),
        METRICS=str(WORK / "metrics.csv"),
        IMPORTANCE=str(WORK / "importance.csv"),
        REPORT=str(WORK / "crossvalidation.html"),
    )
    qgis.run("traincnnlstm", DATASET=dataset, MODEL=model, REPORT=str(WORK / "cnnlstm.html"))
    qgis.run(
        "trainrandomforest",
        DATASET=dataset,
        MODEL=str(WORK / "forest.socmodel"),
        REPORT=str(WORK / "forest.html"),
    )
    soc_map = str(WORK / "soc_map.tif")
    qgis.run("predictsocraster", MODEL=model, OUTPUT=soc_map, STDDEV=str(WORK / "soc_stddev.tif"))
    print("\n== map", flush=True)
    checked = qgis.timed("map", [sys.executable, str(ROOT / "tools" / "demo_map.py"), str(WORK), str(STAGED), LABEL])
    scores = cross_validated(WORK / "metrics.csv")
    return {
        "target": f"{TARGET}, g/kg",
        "note": "Samples, terrain and climate are real; phenology and EVI are simulated from terrain and climate.",
        "samples": {"used": next(iter(scores.values()))["mean"]["n"], "dropped": count_features(WORK / "dropped.gpkg")},
        "covariates": {"static": len(static), "temporal": len(temporal)},
        "cross_validation": scores,
        "map": json.loads(checked),
        "seconds": {**qgis.seconds, "total": round(sum(qgis.seconds.values()), 1)},
        "versions": {**qgis.versions, **worker_versions()},
    }


def cross_validated(metrics: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Return mean and spread over the repeats of RMSE and R2 (the paper's equations 8 and 9), by group and model."""
    with metrics.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    scores: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        found = scores.setdefault(row["group"], {}).setdefault(row["model"], {"n": int(row["n"]), "rmse": [], "r2": []})
        for name in ("rmse", "r2"):
            found[name].append(float(row[name]))
    for group, models in scores.items():
        if tuple(models) != MODELS:
            raise DemoError(f"{metrics.name} has the models {', '.join(models)} for {group}, not {', '.join(MODELS)}.")
        for score in models.values():
            score["repeats"] = len(score["rmse"])
            for name in ("rmse", "r2"):
                values = score[name]
                score[name], score[f"{name}_sd"] = (
                    round(statistics.fmean(values), 4),
                    round(statistics.pstdev(values), 4),
                )
    return scores


def count_features(path: Path) -> int:
    """Count the features of a GeoPackage with one layer."""
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        (table,) = file.execute("SELECT table_name FROM gpkg_contents").fetchone()
        return int(file.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def worker_versions() -> dict[str, str]:
    """Return the package versions that the manifest of the worker's environment names, if it has one."""
    manifest = Path(os.environ["SOCMAP_PYTHON"]).parent.parent / "socmap-environment.json"
    if not manifest.is_file():
        return {}
    return dict(json.loads(manifest.read_text(encoding="utf-8")).get("versions", {}))


def print_table(summary: dict[str, Any]) -> None:
    """Print what a reader wants to know first."""
    samples, scores = summary["samples"], summary["cross_validation"]
    repeats = next(iter(scores.values()))["mean"]["repeats"]
    print(f"\n{samples['used']} samples used, {samples['dropped']} dropped (no covariates there: dropped.gpkg).")
    print(f"Five folds, {repeats} repeats, the same for every model; mean and spread over the repeats ({LABEL}):\n")
    print(f"{'model':<16}{'RMSE (g/kg)':>16}{'R2':>18}")
    for group, model, score in ((group, model, scores[group][model]) for group in scores for model in MODELS):
        if model == MODELS[0]:
            print(group)
        rmse, r2 = f"{score['rmse']:.2f} ± {score['rmse_sd']:.2f}", f"{score['r2']:.3f} ± {score['r2_sd']:.3f}"
        print(f"  {NAMES[model]:<14}{rmse:>16}{r2:>18}")
    print(f"\n{'step':<20}{'seconds':>8}")
    for step, seconds in summary["seconds"].items():
        print(f"{step:<20}{seconds:>8.1f}")
    print(f"\nThe map is {OUTPUT.name}/soc_map.tif, its picture {OUTPUT.name}/soc_map.png.")


def swap_in() -> None:
    """Put WORK in the place of OUTPUT."""
    former = BUILD / "demo_output.former"
    shutil.rmtree(former, ignore_errors=True)
    if OUTPUT.exists():
        OUTPUT.rename(former)
    WORK.rename(OUTPUT)
    shutil.rmtree(former, ignore_errors=True)


def main() -> int:
    """Make the demo; return the exit status."""
    python = os.environ.get("SOCMAP_PYTHON", "")
    if not os.access(python, os.X_OK):
        found = python or "not set"
        print(f"demo: SOCMAP_PYTHON is {found}, which is no interpreter; run `make demo`.", file=sys.stderr)
        return 1
    if not (STAGED / "metadata.txt").is_file():
        print(f"demo: {STAGED} is not there; run `make demo`, which builds it.", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the child process is ended on the way out
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    try:
        with tempfile.TemporaryDirectory(prefix="socmap-demo-") as profile:
            summary = demo(Qgis(Path(profile)))
    except DemoError as error:
        print(f"\ndemo: {error}\nThe full output is in {WORK / 'demo.log'}.", file=sys.stderr)
        return 1
    (WORK / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    swap_in()
    print_table(summary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
