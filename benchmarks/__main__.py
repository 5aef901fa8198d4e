"""Runs the benchmarks named on the command line, all of them where none is; keeps their figures in results.json."""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path

BENCHMARKS = ("accuracy", "hybrid", "train", "predict", "window", "protocol", "build", "scale", "trees")
RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="which to run")
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in parser.parse_args().names or BENCHMARKS:
        print(f"== {name}", flush=True)
        results |= importlib.import_module(f"benchmarks.{name}").measure()
        RESULTS.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
