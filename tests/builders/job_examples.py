"""A job of every task as a dialog may write it, with every kind of field; none of its files is there."""

from __future__ import annotations

from socmap_plugin.core.jobs.areas import MapDocumentJob, MapWords, ProposeSamplesJob, ZonalStockJob, ZoneTable
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.dataset import BuildDatasetJob, ListCovariatesJob
from socmap_plugin.core.jobs.inputs import Extent, Mask, ProductFile, RasterLayer, SampleTable
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

SAMPLES = SampleTable(
    "Böden", "WKT", ("1", "2", "3"), (1.0, 2.0, 3.5), (4.0, 5.0, 6.0), (7.5, None, "n/a"), ("a", "b", "")
)
EXAMPLES = [
    BuildDatasetJob(SAMPLES, "/out/d.npz"),
    BuildDatasetJob(
        SAMPLES, "/out/d.npz", (RasterLayer("dem", "/dem.tif", "WKT"),), (RasterLayer("evi", "/evi.tif"),),
        RasterLayer("reference", "/r.tif"), '"SOM" / 1.724', "%", "(?P<time>x)", {"dem": "terrain"}, 3, "bilinear",
        "/out/dropped.csv", "/out/r.html",
    ),
    TrainNetworkJob("/d.npz", "/m.socmodel", settings=TrainingSettings(categories=("climate",), log_target="on")),
    TrainForestJob("/d.npz", "/m.socmodel", "/r.html", ForestSettings(trees=50)),
    TerrainJob(RasterLayer("dem", "/dem.tif", "WKT"), "/out", "ft", 512),
    ListCovariatesJob("/t.csv", (RasterLayer("dem", "/dem.tif"),), reference=RasterLayer("dem", "/dem.tif")),
    MapDocumentJob(
        RasterLayer("soc", "/in/soc.tif"), "/out/c.csv", MapWords("Carbon", depth="0-30 cm"), metadata="/out/m.xml",
        copy="/out/ISO_GSNmap_SOC_Map030.tif", aoa=RasterLayer("aoa", "/in/aoa.tif"), naming="gsnmap",
    ),
    ProposeSamplesJob(
        "/p.csv", (RasterLayer("dem", "/dem.tif"),), "/m.socmodel", SAMPLES, Mask('{"type": "Polygon"}', "WKT"),
        RasterLayer("cost", "/c.tif"), None, 50, 5, "stratified", 100.0, 7, "/r.html",
    ),
    MapEveryGroupJob("/d.npz", "/maps", "/all.png", "/r.html", ("forest",), "climate; climate,terrain"),
    CompareMapsJob(
        (RasterLayer("a", "/a.tif"), RasterLayer("b", "/b.tif")), "/d.tif", "/s.csv", "/r.html",
        zones=ZoneTable("zones", "WKT", ("a",), ('{"type": "Polygon"}',), (1.0,)),
    ),
    ZonalStockJob(
        ZoneTable("districts", "WKT", ("a",), ('{"type": "Polygon"}',), (1.0,)), RasterLayer("m", "/m.tif"),
        "/t.csv", "/r.html", stddev=RasterLayer("sd", "/sd.tif"), residuals=SAMPLES, uncorrelated=True, coverage=0.95,
    ),
    ValidateMapJob(
        RasterLayer("soc", "/soc.tif"), SAMPLES, "/m.csv", "/r.csv", "/r.html", RasterLayer("low", "/l.tif"), None,
        "stratified", {"clay": 20.0}, (0.5, None, 0.1), 0.95,
    ),
    HarmonizeDepthsJob(
        HorizonTable("pits", "WKT", ("a", "a"), (0.0, None), (5.0, "deep"), {"soc": (3.0, "<1")}, {"a": (1.0, 2.0)}),
        "/o.csv", "/f.csv", "0-30", "mean", 0.0, "m",
    ),
    SocStockJob(
        PartTable("pits", "WKT", ("a", "b"), (0.0, 1.0), (2.0, 3.0), {"soc": (9.0, "<1"), "thickness": (30.0, None)}),
        "/o.csv", "/f.csv", "own", "linear 1.5 -0.05", "half_90", 3900.0, 7,
    ),
    SocStockMapJob(
        RasterLayer("soc", "/soc.tif"), "/o.tif", "/sd.tif", RasterLayer("bd", "/bd.tif"), None, 25.0, "drew1973",
        soc_lower=RasterLayer("l", "/l.tif"), soc_upper=RasterLayer("u", "/u.tif"), coverage=0.95, thickness_error=1.0,
    ),
    CheckSamplesJob(
        SAMPLES, "/f.csv", "/r.html", "soc", "%", (RasterLayer("a", "/a.tif"),), Mask("{}", "WKT"), 4.0,
        (2011.0, "x", None), "2026-11-25",
    ),
    CrossValidateJob("/d.npz", "/m.csv", models=("forest", "mean"), folds=3),
    PredictJob("/m.socmodel", "/map.tif"),
    ImportPhenologyJob((ProductFile("/t/a.tif", "/a.hdf", "Greenup"),), "/out", 2, "good", "detailed", years="2002"),
    PredictJob(
        "/m.socmodel", "/map.tif", "/sd.tif", (RasterLayer("dem", "/dem.tif"),), Extent(0.0, 1.0, 2.0, 3.0, "WKT"),
        Mask('{"type": "Polygon"}', "WKT"), "cpu", 512,
    ),
    AnnualEviJob(
        (ProductFile("/tmp/1.tif", "/MOD09GA.A2010001.h18v03.061.hdf", "state_1km_1"),), "/out", "/out/count.tif",
        Extent(0.0, 1.0, 2.0, 3.0, "WKT"), "2010-2012", ("cloudy", "high-aerosol"), 5,
    ),
]  # fmt: skip
