"""The examples in docstrings run, and say what they say; whoever writes a script finds one where it starts."""

from __future__ import annotations

import doctest
import importlib
import shutil

import pytest

from tests.builders.places import ROOT

CORE = ROOT / "socmap_plugin" / "core"
FILES = ROOT / "tests" / "data" / "0.3.0"  # the working folder of the examples: soc.npz, network.socmodel and rasters
# What a script starts from.
ENTRANCES = {
    "dataset.patch_dataset.load",
    "dense.predictors.window_predictor",
    "trees.forest.grow",
    "models.metrics.all_metrics",
    "models.metrics.r2",
    "models.metrics.rmse",
    "models.model_file.load",
    "raster.grid.Grid.xy",
    "splits.folds.Folds",
    "splits.folds.stratified_folds",
    "splits.schemes.make_folds",
    "splits.spatial_folds.block_folds",
    "splits.spatial_folds.knndm_folds",
}


def examples():
    """Return the examples of the core by the name of what they belong to, the core's own name left out."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = {}
    for file in sorted(CORE.rglob("*.py")):
        if ">>>" in file.read_text(encoding="utf-8"):
            module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
            tests = [test for test in finder.find(module) if test.examples]
            found |= {test.name.removeprefix("socmap_plugin.core."): test for test in tests}
    return found


EXAMPLES = examples()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_what_it_says(name, tmp_path, monkeypatch):
    monkeypatch.chdir(shutil.copytree(FILES, tmp_path / "files"))
    test, said = EXAMPLES[name], []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False)
    assert not said, "".join(said)


def test_what_a_script_starts_from_has_an_example():
    assert set(EXAMPLES) >= ENTRANCES
