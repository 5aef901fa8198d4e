"""Makes a SOC map of Xuancheng from the demo data through qgis_process on the staged plugin, into demo_output/.

Run by `make demo`, which makes build/socmap_plugin and sets SOCMAP_PYTHON. QGIS runs in a clean, temporary profile. The
output folder is replaced at the end only, so a demo that fails leaves the former output as it was. Three repeats of the
cross-validation show what they vary by; `DEMO=full` does ten, as the paper does, and takes three times as long.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import re
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
MODELS = ("cnnlstm", "forest", "extratrees", "stack", "mean", "kriging")
NAMES = {
    "cnnlstm": "CNN-LSTM",
    "forest": "random forest",
    "extratrees": "extra trees",
    "stack": "stack",
    "mean": "mean",
    "kriging": "kriging",
}
LABEL = "phenology simulated"
REPEATS, ALL_REPEATS = 3, 10
TREES = 250  # half of what users get: trees take most of the time, and 140 samples do not need more
# The stratified random sample among the samples (62 points, strata are geological units): kept out of a second model,
# it judges its map. Areas of the strata in cells of 30 m: Brus (2022), Spatial Sampling with R, section 31.2.
INDEPENDENT = "\"sample\" = 'STSI'"
STRATA_AREAS = "1=64426; 2=13973; 3=92209; 4=107873; 5=24315; 6=239235; 7=101433; 8=46188"
HEARTBEAT_S = 10.0  # between signs of life of a step that says nothing
METER = re.compile(r"^[0-9.]+(?=[^\s\d.]|$)")  # what qgis_process prints for a bar: 0...10...20
PROGRESS = re.compile(r"( left|…)$|\b(block|file|fold|member|epoch|window) \d+ of ")
# Of use in QGIS, but here the job files go with the temporary profile, and the tables are in dataset.html.
QUIET = ("Job file:", "To run it without QGIS", " socmap_plugin.core ", "static:", "temporal group")
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

    def run(self, algorithm: str, **inputs: Any) -> None:
        """Run an algorithm and say what it says while it runs."""
        print(f"\n== {algorithm}", flush=True)
        values = ((name, value if isinstance(value, list) else [value]) for name, value in inputs.items())
        options = [f"--{name}={value}" for name, listed in values for value in listed]
        self.timed(algorithm, ["qgis_process", "run", f"socmap:{algorithm}", *options], _Narrator())

    def read_versions(self) -> None:
        """Note which QGIS and GDAL these are."""
        said = self._run("the version of QGIS", ["qgis_process", "--version"])
        for name, pattern in (("qgis", r"^QGIS (\S+)"), ("gdal", r"^GDAL/OGR version (\S+)")):
            found = re.search(pattern, said, re.MULTILINE)
            self.versions[name] = found[1] if found else "unknown"

    def timed(self, step: str, command: list[str], narrator: _Narrator | None = None) -> str:
        """Run a command, add its seconds to those of `step` and return its standard output."""
        start = time.perf_counter()
        answer = self._run(step, command, narrator)
        spent = time.perf_counter() - start
        self.seconds[step] = round(self.seconds.get(step, 0.0) + spent, 1)
        print(f"   {spent:.1f} s", flush=True)
        return answer

    def _run(self, step: str, command: list[str], narrator: _Narrator | None = None) -> str:
        errors: list[str] = []
        answer: list[str] = []

        def relay(stream: Any) -> None:
            for line in stream:
                if line.strip() and not any(word in line for word in NOISE):
                    errors.append(line.strip())
                    print(f"   {line.rstrip()}", file=sys.stderr, flush=True)

        def listen(stream: Any) -> None:
            for line in stream:
                answer.append(line)
                if narrator is not None:
                    narrator.hear(line.rstrip("\n"))

        try:
            pipe = subprocess.PIPE
            process = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True
            )
        except FileNotFoundError as error:
            raise DemoError(f"{command[0]} is not installed; run `make env`, which installs QGIS.") from error
        readers = [threading.Thread(target=relay, args=(process.stderr,), daemon=True)]
        readers.append(threading.Thread(target=listen, args=(process.stdout,), daemon=True))
        for reader in readers:
            reader.start()
        try:
            code = _wait(process, narrator)
        finally:
            if process.poll() is None:  # interrupted: qgis_process must not outlive the demo
                process.kill()
                process.wait()
        for reader in readers:
            reader.join()
        output = "".join(answer)
        with self.log.open("a", encoding="utf-8") as log:
            log.write("\n".join([f"$ {' '.join(command)}", *errors, output, ""]))
        if code:
            telling = (
                [line for line in errors if "error" in line.lower()]
                or errors
                or [f"exit status {code}, and no message"]
            )
            reason = telling[-1]
            raise DemoError(f"The step {step} failed: {reason}")
        return output


class _Narrator:
    """Prints what an algorithm says while it runs: messages whole, of its progress each group and model once."""

    def __init__(self) -> None:
        self.start = self.last = time.perf_counter()
        self._talks = False  # not before the inputs are listed, nor when the results are
        self._stage = ""

    def hear(self, line: str) -> None:
        """Take a line of qgis_process."""
        text = METER.sub("", line).strip().replace("\t", " ")
        if text.startswith("Job file:"):
            self._talks = True
        elif text == "Results":
            self._talks = False
        if not self._talks or not text.strip("-") or any(words in line for words in QUIET):
            return
        group, _, rest = text.partition(", ")
        model = rest.partition(", ")[0]
        if model in MODELS:
            if (stage := f"{group}: {NAMES[model]}") != self._stage:
                self._stage = stage
                self.say(stage)
        elif not PROGRESS.search(text):
            print(f"   {text}", flush=True)

    def say(self, text: str) -> None:
        """Print a text with the seconds that have passed."""
        self.last = time.perf_counter()
        print(f"   {self.last - self.start:4.0f} s  {text}", flush=True)


def _wait(process: subprocess.Popen[str], narrator: _Narrator | None) -> int:
    """Wait for the process, with a sign of life on the terminal."""
    while True:
        try:
            return process.wait(HEARTBEAT_S)
        except subprocess.TimeoutExpired:
            if narrator is not None and time.perf_counter() - narrator.last > HEARTBEAT_S:
                narrator.say("...")


def demo(qgis: Qgis, repeats: int) -> dict[str, Any]:
    """Run the whole chain into WORK and return the summary."""
    static = [str(DEMO / f"{name}.tif") for name in STATIC]
    temporal = sorted(str(path) for path in DEMO.glob("simulated_*.tif"))
    if not temporal or not all(Path(path).is_file() for path in static):
        raise DemoError(f"{DEMO} lacks demo rasters; run `make build`.")
    qgis.enable_plugin()
    qgis.read_versions()
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
        REPEATS=repeats,
        TREES=TREES,
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
        TREES=TREES,
        REPORT=str(WORK / "forest.html"),
    )
    soc_map = str(WORK / "soc_map.tif")
    qgis.run("predictsocraster", MODEL=model, OUTPUT=soc_map, STDDEV=str(WORK / "soc_stddev.tif"))
    print("\n== map", flush=True)
    checked = qgis.timed("map", [sys.executable, str(ROOT / "tools" / "demo_map.py"), str(WORK), str(STAGED), LABEL])
    scores = cross_validated(WORK / "metrics.csv")
    verdict = judged(qgis, static, temporal)
    return {
        "target": f"{TARGET}, g/kg",
        "note": "Samples, terrain and climate are real; phenology and EVI are simulated from terrain and climate.",
        "samples": {"used": next(iter(scores.values()))["mean"]["n"], "dropped": count_features(WORK / "dropped.gpkg")},
        "covariates": {"static": len(static), "temporal": len(temporal)},
        "cross_validation": scores,
        "independent": verdict,
        "map": json.loads(checked),
        "seconds": {**qgis.seconds, "total": round(sum(qgis.seconds.values()), 1)},
        "versions": {**qgis.versions, **worker_versions()},
    }


def judged(qgis: Qgis, static: list[str], temporal: list[str]) -> dict[str, dict[str, float]]:
    """Map without the independent points, judge that map with them, and return the measures with their intervals."""
    samples = DEMO / "soil_samples.gpkg"
    dataset, model = str(WORK / "without_independent.npz"), str(WORK / "without_independent.socmodel")
    soc_map, metrics = str(WORK / "map_without_independent.tif"), WORK / "validation.csv"
    qgis.run(
        "buildpatchdataset",
        SAMPLES=f"{samples}|subset=NOT {INDEPENDENT}",
        TARGET=TARGET,
        STATIC=static,
        TEMPORAL=temporal,
        DATASET=dataset,
    )
    qgis.run("traincnnlstm", DATASET=dataset, MODEL=model, CALIBRATION="none")
    qgis.run("predictsocraster", MODEL=model, OUTPUT=soc_map)
    qgis.run(
        "validatemap",
        MAP=soc_map,
        POINTS=f"{samples}|subset={INDEPENDENT}",
        OBSERVED=TARGET,
        DESIGN="stratified",
        STRATUM="stratum",
        STRATA_AREAS=STRATA_AREAS,
        RESIDUALS=str(WORK / "validation.gpkg"),
        METRICS=str(metrics),
        REPORT=str(WORK / "validation.html"),
    )
    with metrics.open(newline="", encoding="utf-8") as file:
        return {
            row["measure"]: {name: round(float(row[name]), 4) for name in ("value", "lower_95", "upper_95")}
            for row in csv.DictReader(file)
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
                    round(statistics.stdev(values), 4),
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
    print(f"\n{verdicts(summary)}")
    print(f"\n{'step':<20}{'seconds':>8}")
    for step, seconds in summary["seconds"].items():
        print(f"{step:<20}{seconds:>8.1f}")
    print(f"\nThe map is {OUTPUT.name}/soc_map.tif, its picture {OUTPUT.name}/soc_map.png.")


def verdicts(summary: dict[str, Any]) -> str:
    """Return what cross-validation and the independent points say of the CNN-LSTM, in two sentences."""
    folds = list(summary["cross_validation"].values())[-1]["cnnlstm"]
    rmse, r2 = (summary["independent"][name] for name in ("rmse", "r2"))
    return (
        f"Cross-validation says of the CNN-LSTM: RMSE {folds['rmse']:.2f} g/kg, R2 {folds['r2']:.3f}. The stratified "
        f"random sample, kept out of training, says of its map: RMSE {rmse['value']:.2f} g/kg (95 % interval "
        f"{rmse['lower_95']:.2f} to {rmse['upper_95']:.2f}), R2 {r2['value']:.3f} ({r2['lower_95']:.3f} to "
        f"{r2['upper_95']:.3f})."
    )


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
    repeats = ALL_REPEATS if os.environ.get("DEMO") == "full" else REPEATS
    print(
        "A map of soil organic carbon from 183 samples: dataset, cross-validation of four groups of covariates "
        f"({repeats} repeats of five folds, most of the time), two models, map. The log is {WORK.name}/demo.log in "
        f"{BUILD.name}/ while it runs.",
        flush=True,
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the child process is ended on the way out
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    try:
        with tempfile.TemporaryDirectory(prefix="socmap-demo-") as profile:
            summary = demo(Qgis(Path(profile)), repeats)
    except DemoError as error:
        print(f"\ndemo: {error}\nThe full output is in {WORK / 'demo.log'}.", file=sys.stderr)
        return 1
    (WORK / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    swap_in()
    print_table(summary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
