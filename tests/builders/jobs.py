"""A job of every task, small and quick, and a second one with the same outputs and other results."""

from __future__ import annotations

import dataclasses
import json

import numpy as np

from socmap_plugin.core.dataset import build
from socmap_plugin.core.jobs.areas import MapDocumentJob, MapWords, ProposeSamplesJob, ZonalStockJob, ZoneTable
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.dataset import ListCovariatesJob
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.jobs.satellite import AnnualEviJob, ImportPhenologyJob
from socmap_plugin.core.jobs.soils import (
    CheckSamplesJob,
    HarmonizeDepthsJob,
    HorizonTable,
    PartTable,
    SocStockJob,
    SocStockMapJob,
)
from socmap_plugin.core.jobs.terrain import TerrainJob
from socmap_plugin.core.jobs.verdicts import CompareMapsJob, MapEveryGroupJob, ValidateMapJob
from socmap_plugin.core.models import train
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters, reflectance
from tests.builders.phenology_files import tile_files

FOREST = ForestSettings(trees=50)
NETWORK = TrainingSettings(members=1, epochs=2, patience=2, device="cpu")


def inputs_in(folder):
    """Make in a folder what the jobs read: layers, a dataset of them, two models."""
    job = rasters.build_job(folder)
    build.run(job, Progress())
    for seed in (1, 2):
        settings = dataclasses.replace(FOREST, seed=seed)
        train.run_forest(TrainForestJob(job.dataset, str(folder / f"{seed}.socmodel"), settings=settings), Progress())
    return folder, job


def _building(inputs, out):
    job = dataclasses.replace(inputs[1], dataset=str(out / "d.npz"), report=str(out / "r.html"))
    return job, dataclasses.replace(job, window=3)


def _listing(inputs, out):
    layers = inputs[1]
    return [ListCovariatesJob(str(out / "t.csv"), layers.static, temporal) for temporal in ((), layers.temporal)]


def _network(inputs, out):
    settings = [dataclasses.replace(NETWORK, seed=seed) for seed in (1, 2)]
    return [
        TrainNetworkJob(inputs[1].dataset, str(out / "m.socmodel"), str(out / "r.html"), settings=chosen)
        for chosen in settings
    ]


def _forest(inputs, out):
    settings = [dataclasses.replace(FOREST, seed=seed) for seed in (1, 2)]
    return [
        TrainForestJob(inputs[1].dataset, str(out / "m.socmodel"), str(out / "r.html"), settings=chosen)
        for chosen in settings
    ]


def _crossvalidation(inputs, out):
    names = {name: str(out / f"{name}.csv") for name in ("metrics", "predictions", "importance")}
    job = CrossValidateJob(
        inputs[1].dataset, **names, report=str(out / "r.html"), models=("forest", "mean"), folds=2, repeats=1,
        settings=NETWORK, forest=FOREST,
    )  # fmt: skip
    return job, dataclasses.replace(job, folds=3)


def _map(inputs, out):
    folder, layers = inputs
    return [
        PredictJob(
            str(folder / f"{seed}.socmodel"), str(out / "m.tif"), str(out / "sd.tif"),
            (*layers.static, *layers.temporal), device="cpu",
        )
        for seed in (1, 2)
    ]  # fmt: skip


def _phenology(inputs, out):
    folder = inputs[0] / "tiles"
    folder.mkdir(exist_ok=True)
    files = tile_files(folder)
    return [ImportPhenologyJob(files, str(out), cycle=cycle) for cycle in (1, 2)]


def _evi(inputs, out):
    days = [
        tuple(reflectance.tile(inputs[0], reflectance.day(number), reflectance.bands(number, seed=number)))
        for number in (1, 2)
    ]
    return [AnnualEviJob(files, str(out), str(out / "count.tif")) for files in (days[0], days[0] + days[1])]


def _terrain(inputs, out):
    row, col = np.mgrid[0:50, 0:50]
    surface = (300 - row + 20 * np.sin(col / 7) * np.cos(row / 5)).astype(np.float32)
    surfaces = [rasters.raster(inputs[0] / f"dem{factor}.tif", factor * surface) for factor in (1, 2)]
    return [TerrainJob(surface, str(out), elevation_unit="m") for surface in surfaces]


def _verdict(inputs, out):
    layers = inputs[1]
    files = {name: str(out / name) for name in ("metrics", "residuals", "report")}
    return [ValidateMapJob(layer, layers.samples, **files) for layer in layers.static[:2]]


def _totals(inputs, out):
    layers, files = inputs[1], (str(out / "t.csv"), str(out / "r.html"))
    x, y, side = rasters.X0, rasters.Y0, 20 * rasters.PIXEL
    shape = json.dumps({"type": "Polygon", "coordinates": [[[x, y], [x + side, y], [x + side, y - side], [x, y]]]})
    zones = ZoneTable("zones", rasters.wkt(rasters.UTM), ("one",), (shape,), (side**2 / 2,))
    return [ZonalStockJob(zones, layer, *files, residuals=layers.samples) for layer in layers.static[:2]]


def _depths(inputs, out):
    files = {name: str(out / name) for name in ("output", "findings")}
    # The second pit has one horizon, which is a finding.
    tables = [
        HorizonTable(
            "pits", rasters.wkt(rasters.UTM), (one, one, other), (0.0, 10.0, 0.0), (10.0, 30.0, 20.0),
            {"soc": (20.0, 9.0, 12.0)}, {one: (0.0, 0.0), other: (1.0, 1.0)},
        )
        for one, other in ("ab", "cd")
    ]  # fmt: skip
    return [HarmonizeDepthsJob(horizons, **files) for horizons in tables]


def _sample_checks(inputs, out):
    layers, files = inputs[1], {name: str(out / name) for name in ("findings", "report")}
    tables = [dataclasses.replace(layers.samples, target=(value, *layers.samples.target[1:])) for value in (-5.0, 5e3)]
    return [CheckSamplesJob(table, **files) for table in tables]


def _stocks(inputs, out):
    parts = {"soc": (20.0, 9.0), "thickness": (30.0, 30.0)}
    table = PartTable("pits", rasters.wkt(rasters.UTM), ("a", "b"), (0.0, 1.0), (0.0, 1.0), parts)
    output = str(out / "output")
    return [SocStockJob(table, output, pedotransfer=name) for name in ("drew1973", "jeffrey1970")]


def _stock_map(inputs, out):
    files = {name: str(out / f"{name}.tif") for name in ("output", "stddev")}
    layer = inputs[1].static[0]
    return [SocStockMapJob(layer, **files, pedotransfer="drew1973", thickness=cm) for cm in (20.0, 30.0)]


def _document(inputs, out):
    layer, files = inputs[1].static[0], {name: str(out / name) for name in ("checks", "metadata")}
    files["copy"] = str(out / "c.tif")
    return [MapDocumentJob(layer, words=MapWords(unit, unit=unit), **files) for unit in ("m", "%")]


def _proposal(inputs, out):
    files = {"points": str(out / "p.csv"), "report": str(out / "r.html")}
    return [ProposeSamplesJob(covariates=inputs[1].static, count=count, **files) for count in (5, 6)]


def _comparison(inputs, out):
    files = {"difference": str(out / "d.tif"), "statistics": str(out / "s.csv"), "report": str(out / "r.html")}
    one, two = inputs[1].static[:2]
    return [CompareMapsJob(maps, **files) for maps in ((one, two), (two, one))]


def _groups(inputs, out):
    forest = [dataclasses.replace(FOREST, seed=seed) for seed in (1, 2)]
    groups = "terrain; terrain,phenology"
    return [
        MapEveryGroupJob(inputs[1].dataset, str(out), models=("forest",), covariate_groups=groups, forest=each)
        for each in forest
    ]


# By the task: two jobs of what `inputs_in` has made, whose outputs are in the folder `out`.
JOBS = {
    "buildpatchdataset": _building,
    "listcovariates": _listing,
    "traincnnlstm": _network,
    "trainrandomforest": _forest,
    "crossvalidate": _crossvalidation,
    "predictsocraster": _map,
    "importphenology": _phenology,
    "annualevi": _evi,
    "terraincovariates": _terrain,
    "validatemap": _verdict,
    "comparemaps": _comparison,
    "mapeverygroup": _groups,
    "zonalstock": _totals,
    "proposesamples": _proposal,
    "mapdocument": _document,
    "harmonizedepths": _depths,
    "checksamples": _sample_checks,
    "socstock": _stocks,
    "socstockmap": _stock_map,
}
