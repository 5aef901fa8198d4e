"""Real AppEEARS downloads of MCD12Q2 against the service's own statistics; skipped where the data folder is absent."""

import csv
import datetime
from collections import Counter

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.jobs.inputs import ProductFile
from socmap_plugin.core.jobs.satellite import QUALITIES, ImportPhenologyJob
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.satellite.phenology import run
from tests.builders.places import SHARED_DATA

DATA = SHARED_DATA / "mcd12q2_appeears"
NEW_YEAR = (datetime.date(2010, 1, 1) - datetime.date(1970, 1, 1)).days  # the service reports days since 1970


def table(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def counts(path):
    """Pixels by the number of a layer of quality."""
    return {int(name): int(count) for name, count in table(path)[0].items() if name.isdecimal()}


@pytest.fixture(params=["raster", "polygon"])
def area(request):
    if not DATA.is_dir():
        pytest.skip("the data folder mcd12q2_appeears is not there")
    return DATA / request.param


def greenup(area, folder, **settings):
    """Import an area and return its greenup as days since 1970, without gaps."""
    files = tuple(ProductFile(str(path), str(path)) for path in sorted(area.glob("*.tif")))
    run(ImportPhenologyJob(files, str(folder), **settings), Progress())
    with rasterio.open(folder / "greenup.tif") as file:
        assert (file.descriptions, file.units, file.dtypes) == (("greenup_2010",), ("day of year",), ("int16",))
        values = file.read(1, masked=True).compressed()
    return values.astype(float) + NEW_YEAR - 1


@pytest.mark.parametrize("cycle", [1, 2])
def test_statistics_are_the_official_ones(area, cycle, tmp_path):
    days = greenup(area, tmp_path, cycle=cycle, quality="poor")
    name = f"MCD12Q2_006_Greenup_{cycle - 1}_doy2010001_aid0001"
    official = next(row for row in table(area / "MCD12Q2-006-Statistics.csv") if row["File Name"] == name)
    assert (len(days), days.min(), days.max()) == tuple(float(official[k]) for k in ("Count", "Minimum", "Maximum"))
    assert days.mean() == pytest.approx(float(official["Mean"]), abs=1e-6)
    assert days.std() == pytest.approx(float(official["Standard Deviation"]), abs=1e-6)
    quartiles = [float(official[k]) for k in ("Lower Quartile", "Median", "Upper Quartile")]
    np.testing.assert_allclose(np.percentile(days, [25, 50, 75]), quartiles)


# the statistics of quality count every pixel that has a date: those kept are those of the accepted classes
@pytest.mark.parametrize("cycle", [1, 2])
@pytest.mark.parametrize("quality", QUALITIES)
def test_quality_keeps_as_many_as_the_service_counts(area, cycle, quality, tmp_path):
    worst = QUALITIES.index(quality)
    overall = counts(area / f"MCD12Q2-006-QA-Overall-{cycle - 1}-Statistics-QA.csv")
    days = greenup(area, tmp_path, cycle=cycle, quality=quality)
    assert len(days) == sum(count for number, count in overall.items() if number <= worst)
    detailed = counts(area / f"MCD12Q2-006-QA-Detailed-{cycle - 1}-Statistics-QA.csv")
    names = {
        int(row["Value"]): row["Greenup"] for row in table(area / f"MCD12Q2-006-QA-Detailed-{cycle - 1}-lookup.csv")
    }
    classes = Counter()
    for number, count in detailed.items():
        classes[names[number].lower()] += count  # the service's own reading of the bits
    days = greenup(area, tmp_path, cycle=cycle, quality=quality, quality_layer="detailed")
    assert len(days) == sum(classes[name] for name in QUALITIES[: worst + 1])
