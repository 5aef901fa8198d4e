from __future__ import annotations

import html
import re

from socmap_plugin.core.crossval.run import run as run_crossval
from socmap_plugin.core.dataset.build import run as run_build
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.jobs.models import ForestSettings
from socmap_plugin.core.runtime.progress import Progress
from tests.builders.real_data import folder, layers, table


def test_random_folds_of_samples_along_roads_are_called_optimistic_with_both_numbers(tmp_path):
    place = folder("amhara_sswr")
    crs = "+proj=laea +lat_0=5 +lon_0=20 +datum=WGS84 +units=m"
    dataset_path = tmp_path / "dataset.npz"
    samples = table(place / "samples.csv", crs, "s1", "s2", "SOM")
    job = BuildDatasetJob(samples, str(dataset_path), layers(place / "covs", "*.tif"), target_unit="%")
    run_build(job, Progress())
    page = tmp_path / "report.html"
    quick = CrossValidateJob(
        str(dataset_path),
        str(tmp_path / "m.csv"),
        report=str(page),
        models=("forest",),
        repeats=2,
        forest=ForestSettings(trees=100),
    )
    run_crossval(quick, Progress())
    said = html.unescape(page.read_text(encoding="utf-8"))
    (random, spatial) = re.search(
        r"Random folds are optimistic here, because the samples are clustered: a random forest has an RMSE of ([\d.]+) "
        r"% and an R2 of [\d.]+ with random folds, and an RMSE of ([\d.]+) %",
        said,
    ).groups()
    assert float(random) < float(spatial)
