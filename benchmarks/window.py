"""How long a QGIS window does not answer while it maps 25 megapixels and loads the map; needs QGIS and xvfb-run.

``python -m benchmarks.window --help`` says how to run it on another map.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.predict_map import clean_profile
from benchmarks.predict_stack import make_stack
from tests.builders.qgis_window import map_in_window

MEGAPIXELS = 25.0
LIMIT_S = 1800


def measure(megapixels: float = MEGAPIXELS, keep: Path | None = None) -> dict[str, float]:
    """Print and return the longest that the window once took to come round to a timer of 50 ms."""
    if not (shutil.which("qgis") and shutil.which("xvfb-run")):
        print("QGIS or xvfb-run is not installed: no window is measured.")
        return {}
    with tempfile.TemporaryDirectory(prefix="socmap-bench-") as temporary:
        place = Path(temporary)
        stack = make_stack((keep or place) / f"{megapixels:g}mp", round((megapixels * 1e6) ** 0.5))
        parameters = {"MODEL": str(stack.model), "OUTPUT": str(place / "map.tif"), "STDDEV": str(place / "stddev.tif")}
        found = map_in_window(clean_profile(place), place, parameters, limit_s=LIMIT_S)
    print(f"{megapixels:g} megapixels from a window: {found['run_s']:.0f} s, layers {', '.join(found['layers'])}")
    print(f"the longest that it did not answer: {1000 * found['longest_wait_s']:.0f} ms", flush=True)
    return {"window_longest_wait_ms": 1000 * found["longest_wait_s"]}


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.window", description="Measure a window's answers.")
    parser.add_argument("--megapixels", type=float, default=MEGAPIXELS, help="size of the map")
    parser.add_argument("--keep", type=Path, help="folder in which the stack stays for the next time")
    measure(**vars(parser.parse_args()))


if __name__ == "__main__":
    _main()
