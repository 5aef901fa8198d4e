"""Make the files of this folder, with the code of version 0.3.0; see README.md."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.transform import from_origin
from socmap_plugin.core.build import run as build
from socmap_plugin.core.files import journal_path
from socmap_plugin.core.jobfile import write_job
from socmap_plugin.core.progress import Cancelled, Progress

from socmap_plugin.core import predict, train
from socmap_plugin.core.jobs import (
    BuildDatasetJob,
    ForestSettings,
    PredictJob,
    RasterLayer,
    SampleTable,
    TrainForestJob,
    TrainingSettings,
    TrainNetworkJob,
)

HEIGHT, WIDTH, CELL_PX, PIXEL_M = 12, 16, 4, 90.0
LEFT, TOP = 640_000.0, 3_460_000.0
YEARS = (2008, 2009, 2010, 2011)
SAMPLES = 48
LANDSCAPE = Path("landscape")  # a relative path, which the dataset and the models record
NETWORK = TrainingSettings(width=0.5, members=2, epochs=20, patience=20, device="cpu")
FOREST = ForestSettings(trees=12, min_leaf=4)


def raster(name, values, side, descriptions):
    """Write bands (count, height, width) of pixels of `side` metres and return their layer."""
    count, height, width = values.shape
    profile = {"count": count, "height": height, "width": width, "dtype": "float32", "nodata": -9999.0}
    place = {"crs": "EPSG:32650", "transform": from_origin(LEFT, TOP, side, side)}
    path = LANDSCAPE / f"{name}.tif"
    with rasterio.open(path, "w", driver="GTiff", compress="deflate", **profile, **place) as target:
        target.write(values.astype(np.float32))
        for band, description in enumerate(descriptions, start=1):
            target.set_band_description(band, description)
    return RasterLayer(name, path.as_posix())


def landscape():
    """Write the rasters and return the job that builds the dataset."""
    rng = np.random.default_rng(3)
    elevation = rng.integers(20, 400, (1, HEIGHT, WIDTH)).astype(float)
    precipitation = rng.integers(900, 1400, (1, HEIGHT, WIDTH)).astype(float)
    evi = rng.integers(10, 90, (len(YEARS), HEIGHT // CELL_PX, WIDTH // CELL_PX)).astype(float)
    static = (
        raster("elevation", elevation, PIXEL_M, ["elevation"]),
        raster("precipitation", precipitation, PIXEL_M, ["precipitation"]),
    )
    temporal = (raster("evi_area", evi, PIXEL_M * CELL_PX, [str(year) for year in YEARS]),)
    row, col = np.divmod(np.sort(rng.choice(HEIGHT * WIDTH, SAMPLES, replace=False)), WIDTH)
    soc = 8 + elevation[0, row, col] / 40 + evi.mean(axis=0)[row // CELL_PX, col // CELL_PX] / 10
    soc = np.round(soc + rng.normal(0, 1, SAMPLES), 1)
    table = SampleTable(
        "samples",
        CRS.from_epsg(32650).to_wkt(),
        tuple(f"s{i + 1}" for i in range(SAMPLES)),
        tuple((LEFT + (col + 0.5) * PIXEL_M).tolist()),
        tuple((TOP - (row + 0.5) * PIXEL_M).tolist()),
        tuple(soc.tolist()),
        tuple(np.where(row < HEIGHT // 2, "north", "south").tolist()),
    )
    return BuildDatasetJob(table, "soc.npz", static, temporal, window=3, target_expression="soc")


class UntilOneWindowIsDone(Progress):
    """Stops a map as a user does who cancels it, once a window is in its journal."""

    def check(self):
        journal = journal_path(Path("unfinished.tif"))
        if journal.is_file() and journal.read_bytes().count(b"\n") > 1:
            raise Cancelled


def main():
    """Make everything in the working folder."""
    LANDSCAPE.mkdir()
    job = landscape()
    build(job, Progress())
    write_job(job, Path("buildpatchdataset.json"))
    train.run_network(TrainNetworkJob(job.dataset, "network.socmodel", settings=NETWORK), Progress())
    train.run_forest(TrainForestJob(job.dataset, "forest.socmodel", settings=FOREST), Progress())
    hybrid = TrainNetworkJob(job.dataset, "hybrid.socmodel", settings=NETWORK, hybrid=True, forest=FOREST)
    train.run_network(hybrid, Progress())
    maps = {}
    for name in ("network", "forest", "hybrid"):
        predict_job = PredictJob(f"{name}.socmodel", f"{name}.tif", f"{name}_stddev.tif", device="cpu")
        write_job(predict_job, Path(f"predict_{name}.json"))
        predict.run(predict_job, Progress())
        for part in (predict_job.output, predict_job.stddev):
            with rasterio.open(part) as made:
                maps[Path(part).stem] = made.read(1)
            Path(part).unlink()
    np.savez_compressed("maps.npz", **maps)
    unfinished = PredictJob("network.socmodel", "unfinished.tif", device="cpu")
    try:
        predict.run(unfinished, UntilOneWindowIsDone())
    except Cancelled:
        return
    sys.exit("The map was finished before it could be stopped.")


if __name__ == "__main__":
    main()
