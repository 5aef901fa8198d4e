"""What the QGIS side makes of layers and parameters: the job as it is written."""

from __future__ import annotations

import json

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from socmap_plugin.algorithms.inputs import raster_layers
from socmap_plugin.core.jobs import job_file
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings, TrainNetworkJob
from tests.builders.gdal_rasters import EPSG, ORIGIN_X, write_raster


def test_build_job_equals_the_parameters(run, captured, build_parameters, samples, raster_layer, raster, tmp_path):
    temporal = write_raster(tmp_path / "MCD12Q2.061_Greenup_0_doy2011001_aid0001.tif")
    results = run(
        "buildpatchdataset",
        {
            **build_parameters,
            "STRATA": "use",
            "STATIC": [raster_layer],
            "TEMPORAL": [str(temporal)],
            "REFERENCE": raster_layer,
            "WINDOW": 7,
            "TIME_PATTERN": r"(?P<time>\d{4})",
            "CATEGORIES": ["elevation", "terrain", "", ""],
            "TEMPORAL_RESAMPLING": "bilinear",
            "REPORT": str(tmp_path / "report.html"),
        },
    )
    (job,) = captured
    assert [layer.name for layer in job.static] == ["Elevation (m)"]
    # QGIS itself would have cut this name at its first dot.
    assert [layer.name for layer in job.temporal] == ["MCD12Q2.061_Greenup_0_doy2011001_aid0001"]
    assert job.static[0].path == str(raster) == job.reference.path
    assert QgsCoordinateReferenceSystem.fromWkt(job.static[0].crs_wkt).authid() == f"EPSG:{EPSG}"
    assert job.samples.layer == "samples"
    assert job.samples.target == (None, 10.0, 20.0, 30.0, 40.0, 50.0)
    assert job.samples.strata == ("", "field", "", "field", "", "field")
    assert job.samples.x[0] == ORIGIN_X + 100
    assert (job.window, job.temporal_resampling, job.target_expression) == (7, "bilinear", '"soc" * 10')
    assert job.categories == {"elevation": "terrain"}
    assert job.time_pattern == r"(?P<time>\d{4})"
    assert results["DATASET"] == job.dataset == str(tmp_path / "dataset.npz")
    assert results["REPORT"] == job.report


def test_job_file_can_be_read_again(run, captured, build_parameters, own_profile):
    run("buildpatchdataset", build_parameters)
    (written,) = (own_profile / "jobs").glob("*-buildpatchdataset-*/job.json")
    assert job_file.read_job(written) == captured[0]


def test_dropped_samples_become_points(run, captured, build_parameters, tmp_path):
    target = tmp_path / "dropped.gpkg"
    run("buildpatchdataset", {**build_parameters, "DROPPED": str(target)})
    layer = QgsVectorLayer(str(target), "dropped")
    assert layer.crs().authid() == f"EPSG:{EPSG}"
    rows = [(f["sample_id"], f["reason"], f.geometry().asPoint().x()) for f in layer.getFeatures()]
    assert rows == [("7", "missing", 500010), ("8", "outside", 500020)]


def test_train_job_equals_the_parameters(run, captured, dataset, tmp_path):
    run(
        "traincnnlstm",
        {
            "DATASET": dataset,
            "CATEGORIES": "climate, terrain",
            "PRESET": "paper",
            "LEARNING_RATE": 0.01,
            "AUGMENT": False,
            "TUNE": True,
            "TUNING_GRID": "dropout=0,0.2; window=3,5",
            "HYBRID": True,
            "SEED": 5,
            "MODEL": str(tmp_path / "m.socmodel"),
        },
    )
    categories = ("climate", "terrain")
    expected = TrainNetworkJob(
        dataset,
        str(tmp_path / "m.socmodel"),
        captured[0].report,
        hybrid=True,
        settings=TrainingSettings(
            preset="paper",
            categories=categories,
            learning_rate=0.01,
            augment=False,
            tune=True,
            tuning_grid="dropout=0,0.2; window=3,5",
            seed=5,
        ),
        forest=ForestSettings(categories=categories, seed=5),
    )
    assert captured == [expected]


def test_defaults_make_the_default_job(run, captured, dataset):
    run("trainrandomforest", {"DATASET": dataset, "MODEL": "TEMPORARY_OUTPUT", "REPORT": None})
    assert captured[0] == TrainForestJob(dataset, captured[0].model)
    assert captured[0].model.endswith(".socmodel")
    run("traincnnlstm", {"DATASET": dataset, "MODEL": "TEMPORARY_OUTPUT", "REPORT": None})
    assert captured[1] == TrainNetworkJob(dataset, captured[1].model)
    run("crossvalidate", {"DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT", "PREDICTIONS": None})
    assert captured[2] == CrossValidateJob(dataset, captured[2].metrics, captured[2].predictions)
    assert captured[2].metrics.endswith(".csv")


def test_a_mask_that_crosses_itself_is_made_valid(run, captured, tmp_path):
    model = tmp_path / "m.socmodel"
    model.touch()
    mask = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}", "mask", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0,400 400,400 0,0 400,0 0))"))
    mask.dataProvider().addFeature(feature)
    run("predictsocraster", {"MODEL": str(model), "MASK": mask, "OUTPUT": "TEMPORARY_OUTPUT"})
    outline = json.loads(captured[0].mask.geojson)
    assert (outline["type"], len(outline["coordinates"])) == ("MultiPolygon", 2)  # the two halves of the bow tie


def test_predict_job_equals_the_parameters(run, captured, raster, tmp_path):
    model = tmp_path / "m.socmodel"
    model.touch()
    mask = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}", "mask", "memory")
    squares = []
    for x in (0, 300):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({x} 0,{x + 400} 0,{x + 400} 400,{x} 400,{x} 0))"))
        squares.append(feature)
    mask.dataProvider().addFeatures(squares)
    run(
        "predictsocraster",
        {
            "MODEL": str(model),
            "COVARIATES": [str(raster)],
            "EXTENT": "0,10,20,30 [EPSG:4326]",
            "MASK": mask,
            "MEMORY_MB": 512,
            "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )
    (job,) = captured
    assert (job.extent.xmin, job.extent.xmax, job.extent.ymin, job.extent.ymax) == (0, 10, 20, 30)
    assert QgsCoordinateReferenceSystem.fromWkt(job.extent.crs_wkt).authid() == "EPSG:4326"
    outline = json.loads(job.mask.geojson)
    assert outline["type"] == "Polygon"  # the two squares overlap
    assert (job.memory_mb, job.device, job.stddev) == (512, "auto", "")
    assert job.output.endswith(".tif")
    run("predictsocraster", {"MODEL": str(model), "OUTPUT": "TEMPORARY_OUTPUT"})
    assert (captured[1].extent, captured[1].mask, captured[1].covariates) == (None, None, ())


def test_samples_are_known_by_the_field_of_ids(run, captured, build_parameters, samples):
    """A number in a file that knows no whole numbers is the number all the same."""
    samples.dataProvider().changeAttributeValues({1: {0: 10.0}})  # not NULL any more
    run("buildpatchdataset", {**build_parameters, "TARGET": "5", "ID": "soc"})
    run("buildpatchdataset", {**build_parameters, "TARGET": "5"})
    named, unnamed = captured
    assert named.samples.ids == ("10", "1", "2", "3", "4", "5")
    assert named.samples.feature_ids == unnamed.samples.ids == ("1", "2", "3", "4", "5", "6")
    assert unnamed.samples.feature_ids == ()


@pytest.mark.parametrize("unit", ["%", "t/ha", "kg m-2"])
def test_unit_of_the_target(unit, run, captured, build_parameters):
    run("buildpatchdataset", {**build_parameters, "UNIT": f" {unit} "})
    run("buildpatchdataset", build_parameters)
    assert [job.target_unit for job in captured] == [unit, "g/kg"]


def test_selection_is_honoured(run, captured, build_parameters, samples):
    samples.selectByIds([2, 3])
    source = QgsProcessingFeatureSourceDefinition(samples.id(), selectedFeaturesOnly=True)
    run("buildpatchdataset", {**build_parameters, "SAMPLES": source})
    assert captured[0].samples.ids == ("2", "3")


def test_targets_that_are_no_numbers_are_kept_as_text(run, captured, build_parameters):
    run("buildpatchdataset", {**build_parameters, "TARGET": "note"})
    assert captured[0].samples.target == ("none", 7.5, "none", "none", "none", "none")
    run("buildpatchdataset", {**build_parameters, "TARGET": 'if("soc" = 2, \'abc\' / 2, "soc")'})
    assert captured[1].samples.target[1] == 1.0
    assert "abc" in captured[1].samples.target[2]


def test_sample_without_geometry_is_left_out_with_a_warning(run, captured, build_parameters, samples, feedback):
    feature = QgsFeature(samples.fields())
    feature.setAttributes([3.0, "", ""])
    samples.dataProvider().addFeatures([feature])
    run("buildpatchdataset", build_parameters)
    assert len(captured[0].samples.ids) == 6
    assert feedback.texts("warning") == ["1 samples without a geometry are left out: 7"]


@pytest.mark.parametrize(
    "value",
    ['{"elevation": "terrain"}', ["elevation", "terrain"], [["elevation", "terrain"]]],
    ids=["json", "flat", "rows"],
)
def test_forms_of_categories(value, run, captured, build_parameters):
    run("buildpatchdataset", {**build_parameters, "CATEGORIES": value})
    assert captured[0].categories == {"elevation": "terrain"}


def test_project_layer_given_by_id_keeps_its_name(run, captured, build_parameters, raster_layer):
    assert QgsProject.instance().mapLayer(raster_layer.id()) is not None
    run("buildpatchdataset", {**build_parameters, "STATIC": [raster_layer.id()]})
    assert captured[0].static[0].name == "Elevation (m)"


def test_files_are_closed_and_layers_of_others_stay(raster, tmp_path):
    context = QgsProcessingContext()
    store = context.temporaryLayerStore()
    computed = QgsRasterLayer(str(write_raster(tmp_path / "OUTPUT.tif")), "slope")  # by an earlier step of a model
    store.addMapLayer(computed)
    found = raster_layers("STATIC", {"STATIC": [str(raster), computed.source(), computed.id()]}, context)
    assert [layer.name for layer in found] == ["elevation", "slope", "slope"]
    assert list(store.mapLayers().values()) == [computed]


def test_the_check_opens_a_file_of_many_for_qgis(algorithm, build_parameters, tmp_path):
    paths = [str(write_raster(tmp_path / f"evi_{year}.tif")) for year in range(2001, 2008)]
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {**build_parameters, "STATIC": [paths[0], paths[1:]], "TEMPORAL": str(tmp_path)}
    assert algorithm("buildpatchdataset").checkParameterValues(parameters, context) == (True, "")
    assert len(context.temporaryLayerStore().mapLayers()) <= 2  # one a parameter
