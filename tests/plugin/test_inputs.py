"""What the QGIS side makes of layers and parameters: the job as it is written, and bad input refused by name."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from socmap_plugin.algorithms import base
from socmap_plugin.core import jobs
from tests.plugin.layers import EPSG, ORIGIN_X, ORIGIN_Y, write_raster


@pytest.fixture
def captured(monkeypatch):
    """Take the job instead of running it, and write what the worker would have written beside it."""
    taken = []

    def take(job, run_folder, feedback):
        taken.append(job)
        jobs.write_job(job, run_folder / "job.json")
        if job.task == "buildpatchdataset":
            Path(job.dropped).write_text("sample_id,x,y,reason\n7,500010,3399990,missing\n8,500020,3399980,outside\n")
        if job.task == "crossvalidate":
            columns = "sample_id,x,y,observed,fold_1,cnnlstm,cnnlstm_residual"
            Path(job.predictions).write_text(f"{columns}\n7,500010,3399990,12.5,3,11.5,-1\n8,500020,3399980,9,1,,\n")
            wkt = QgsCoordinateReferenceSystem.fromEpsgId(EPSG).toWkt()
            return {"rmse": 1.5, "r2": 0.25, "crs_wkt": wkt}
        return {}

    monkeypatch.setattr(base, "run_job", take)
    monkeypatch.setenv("SOCMAP_PYTHON", sys.executable)
    return taken


@pytest.fixture
def run(algorithm, context, feedback):
    """Run an algorithm as Processing does and return its results."""

    def run_algorithm(name, parameters):
        made = algorithm(name)
        accepted, reason = made.checkParameterValues(parameters, context)
        if not accepted:
            raise QgsProcessingException(reason)
        results, succeeded = made.run(parameters, context, feedback, {}, False)
        assert succeeded, feedback.texts("error")
        return results

    return run_algorithm


@pytest.fixture
def build_parameters(samples, raster, tmp_path):
    return {
        "SAMPLES": samples.id(),
        "TARGET": '"soc" * 10',
        "STATIC": [str(raster)],
        "DATASET": str(tmp_path / "dataset.npz"),
        "DROPPED": "TEMPORARY_OUTPUT",
    }


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
    assert jobs.read_job(written) == captured[0]


def test_dropped_samples_become_points(run, captured, build_parameters, tmp_path):
    target = tmp_path / "dropped.gpkg"
    run("buildpatchdataset", {**build_parameters, "DROPPED": str(target)})
    layer = QgsVectorLayer(str(target), "dropped")
    assert layer.crs().authid() == f"EPSG:{EPSG}"
    rows = [(f["sample_id"], f["reason"], f.geometry().asPoint().x()) for f in layer.getFeatures()]
    assert rows == [("7", "missing", 500010), ("8", "outside", 500020)]


def test_predictions_become_points_and_numbers(run, captured, tmp_path):
    dataset = tmp_path / "d.npz"
    dataset.touch()
    parameters = {
        "DATASET": str(dataset),
        "MODELS": ["forest", "mean"],
        "MEMBERS": 3,
        "TREES": 50,
        "SEED": 9,
        "PREDICTIONS": str(tmp_path / "p.gpkg"),
        "METRICS": "TEMPORARY_OUTPUT",
    }
    results = run("crossvalidate", parameters)
    assert (results["RMSE"], results["R2"]) == (1.5, 0.25)
    (job,) = captured
    assert job.models == ("forest", "mean")
    assert (job.settings.members, job.forest.trees, job.settings.seed, job.forest.seed) == (3, 50, 9, 9)
    layer = QgsVectorLayer(results["PREDICTIONS"], "p")
    rows = list(layer.getFeatures())
    assert [row["fold_1"] for row in rows] == [3, 1]
    assert rows[0]["cnnlstm_residual"] == -1.0
    assert layer.fields().field("observed").isNumeric()


def test_train_job_equals_the_parameters(run, captured, tmp_path):
    dataset = tmp_path / "d.npz"
    dataset.touch()
    run(
        "traincnnlstm",
        {
            "DATASET": str(dataset),
            "CATEGORIES": "climate, terrain",
            "PRESET": "paper",
            "LEARNING_RATE": 0.01,
            "AUGMENT": False,
            "MODEL": str(tmp_path / "m.socmodel"),
        },
    )
    settings = jobs.TrainingSettings(
        preset="paper", categories=("climate", "terrain"), learning_rate=0.01, augment=False
    )
    expected = jobs.TrainNetworkJob(str(dataset), str(tmp_path / "m.socmodel"), captured[0].report, settings)
    assert captured == [expected]


def test_defaults_make_the_default_job(run, captured, tmp_path):
    dataset = tmp_path / "d.npz"
    dataset.touch()
    run("trainrandomforest", {"DATASET": str(dataset), "MODEL": "TEMPORARY_OUTPUT", "REPORT": None})
    assert captured[0].settings == jobs.ForestSettings()
    assert captured[0].model.endswith(".socmodel")
    run("crossvalidate", {"DATASET": str(dataset), "METRICS": "TEMPORARY_OUTPUT", "PREDICTIONS": None})
    default = jobs.CrossValidateJob(dataset=str(dataset), metrics="")
    assert captured[1].settings == default.settings
    assert captured[1].forest == default.forest
    assert captured[1].models == default.models


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


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"WINDOW": 4}, "WINDOW is 4.*odd number", id="even window"),
        pytest.param({"WINDOW": 0}, "WINDOW.*is 0; give a number from 1 to 15", id="zero window"),
        pytest.param({"WINDOW": 99}, "WINDOW.*is 99; give a number from 1 to 15", id="large window"),
        pytest.param({"TARGET": " "}, "TARGET is empty; give a field or an expression", id="empty target"),
        pytest.param({"TARGET": "soc +"}, "TARGET: soc [+] is not an expression.*correct it", id="expression syntax"),
        pytest.param({"TARGET": "clay"}, "TARGET: clay uses clay.*samples.*its fields are soc", id="unknown field"),
        pytest.param({"STRATA": "gone"}, "STRATA: the layer samples has no field gone", id="unknown strata"),
        pytest.param({"STATIC": []}, "Neither STATIC nor TEMPORAL", id="no covariates"),
        pytest.param({"STATIC": ["/no/such.tif"]}, "STATIC: /no/such.tif cannot be opened", id="missing raster"),
        pytest.param({"REFERENCE": "/no/such.tif"}, "REFERENCE: /no/such.tif cannot be opened", id="missing reference"),
        pytest.param({"TIME_PATTERN": "("}, "TIME_PATTERN: .*'[(]' is not a regular expression", id="pattern syntax"),
        pytest.param({"TIME_PATTERN": r"\d+"}, "TIME_PATTERN.*no group named 'time'", id="pattern without group"),
        pytest.param({"CATEGORIES": ["elevation", ""]}, "CATEGORIES has a row without", id="half a category"),
        pytest.param({"CATEGORIES": "{1"}, "CATEGORIES.*is not JSON", id="category JSON"),
        pytest.param({"DATASET": "/no/such/folder/d.npz"}, "DATASET: the folder .* does not exist", id="folder"),
        pytest.param({"DROPPED": "/no/such/folder/d.gpkg"}, "DROPPED: the folder", id="missing folder of a layer"),
    ],
)  # fmt: skip
def test_bad_input_of_a_dataset_is_refused(change, message, algorithm, context, build_parameters):
    accepted, reason = algorithm("buildpatchdataset").checkParameterValues({**build_parameters, **change}, context)
    assert not accepted
    assert_sentence(reason, message)


def assert_sentence(reason, message):
    assert re.search(message, reason), reason
    assert "\n" not in reason
    assert reason.endswith(".")


def refusal(algorithm, context, parameters, name="buildpatchdataset"):
    accepted, reason = algorithm(name).checkParameterValues(parameters, context)
    assert not accepted
    return reason


def test_no_samples(algorithm, context, build_parameters):
    empty = QgsVectorLayer(f"Point?crs=EPSG:{EPSG}&field=soc:double", "nothing", "memory")
    assert_sentence(refusal(algorithm, context, {**build_parameters, "SAMPLES": empty}), "layer nothing has no samples")


def test_no_samples_selected(algorithm, context, build_parameters, samples):
    source = QgsProcessingFeatureSourceDefinition(samples.id(), selectedFeaturesOnly=True)
    reason = refusal(algorithm, context, {**build_parameters, "SAMPLES": source})
    assert_sentence(reason, "no sample of the layer samples is selected; select samples")


def test_samples_without_crs(algorithm, context, build_parameters, samples):
    samples.setCrs(QgsCoordinateReferenceSystem())
    assert_sentence(refusal(algorithm, context, build_parameters), "layer samples has no CRS; assign")


def test_samples_that_are_no_points(algorithm, context, build_parameters):
    lines = QgsVectorLayer(f"LineString?crs=EPSG:{EPSG}&field=soc:double", "roads", "memory")
    assert_sentence(refusal(algorithm, context, {**build_parameters, "SAMPLES": lines}), "layer roads has no points")


def test_samples_of_several_points(run, captured, build_parameters, feedback, algorithm, context):
    layer = QgsVectorLayer(f"MultiPoint?crs=EPSG:{EPSG}&field=soc:double", "clusters", "memory")
    single, double = QgsFeature(layer.fields()), QgsFeature(layer.fields())
    single.setGeometry(QgsGeometry.fromWkt(f"MULTIPOINT(({ORIGIN_X} {ORIGIN_Y}))"))
    layer.dataProvider().addFeatures([single])
    run("buildpatchdataset", {**build_parameters, "SAMPLES": layer})
    assert captured[0].samples.x == (ORIGIN_X,)
    double.setGeometry(QgsGeometry.fromWkt("MULTIPOINT((1 2),(3 4))"))
    layer.dataProvider().addFeatures([double])
    assert not algorithm("buildpatchdataset").run({**build_parameters, "SAMPLES": layer}, context, feedback)[1]
    assert_sentence(feedback.texts("error")[0], "layer clusters is made of 2 points; run Multipart to Singleparts")


def test_raster_without_crs(algorithm, context, build_parameters, tmp_path):
    path = write_raster(tmp_path / "nowhere.tif", crs=False)
    reason = refusal(algorithm, context, {**build_parameters, "STATIC": [str(path)]})
    assert_sentence(reason, "STATIC: the layer nowhere has no CRS; assign")


def test_raster_that_is_no_file(algorithm, context, build_parameters):
    virtual = QgsRasterLayer("?crs=EPSG:4326&extent=0,0,1,1&width=2&height=2&formula=1", "made up", "virtualraster")
    assert virtual.isValid()
    reason = refusal(algorithm, context, {**build_parameters, "STATIC": [virtual]})
    assert_sentence(reason, "layer made up is not a raster file .provider virtualraster.; save it as GeoTIFF")


def test_raster_that_is_not_local(algorithm, context, build_parameters, raster):
    service = QgsRasterLayer(f"<VRTDataset rasterXSize='1' rasterYSize='1'><SRS>EPSG:{EPSG}</SRS>"
                             "<VRTRasterBand dataType='Byte' band='1'/></VRTDataset>", "in memory")  # fmt: skip
    assert service.isValid()
    reason = refusal(algorithm, context, {**build_parameters, "TEMPORAL": [service]})
    assert_sentence(reason, "TEMPORAL: the layer in memory is not a raster file")


def test_vector_layer_among_the_rasters(algorithm, context, build_parameters, samples):
    assert_sentence(
        refusal(algorithm, context, {**build_parameters, "STATIC": [samples]}), "STATIC: samples cannot be opened"
    )


def test_output_folder_that_is_read_only(algorithm, context, build_parameters, tmp_path, monkeypatch):
    # Not by permissions, because the administrator, under whom tests may run, can write everywhere.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    assert_sentence(
        refusal(algorithm, context, build_parameters), "DATASET: .*dataset.npz cannot be written.*read-only"
    )


def test_output_that_is_a_folder(algorithm, context, build_parameters, tmp_path):
    assert_sentence(refusal(algorithm, context, {**build_parameters, "DATASET": str(tmp_path)}), "is a folder; add")


@pytest.mark.parametrize(
    ("name", "files", "message"),
    [
        pytest.param("traincnnlstm", {"MODEL": "d.npz"}, "MODEL and DATASET are the same file", id="model"),
        pytest.param("traincnnlstm", {"MODEL": "./d.npz"}, "MODEL and DATASET are the same", id="other spelling"),
        pytest.param("traincnnlstm", {"MODEL": "a", "REPORT": "a"}, "REPORT and MODEL are the same", id="two outputs"),
        pytest.param("crossvalidate", {"METRICS": "a", "REPORT": "a"}, "REPORT and METRICS are the same", id="metrics"),
        pytest.param("crossvalidate", {"PREDICTIONS": "d.npz"}, "PREDICTIONS and DATASET are the same", id="layer"),
        pytest.param("predictsocraster", {"OUTPUT": "a.tif", "STDDEV": "a.tif"}, "STDDEV and OUTPUT are", id="maps"),
        pytest.param("predictsocraster", {"OUTPUT": "elevation.tif"}, "OUTPUT and COVARIATES are", id="covariate"),
        pytest.param("predictsocraster", {"OUTPUT": "x.img"}, "^OUTPUT is x.img; .* ending in .tif[.]", id="format"),
        pytest.param("predictsocraster", {"STDDEV": "soc"}, "STDDEV is soc; .* GeoTIFF", id="no format"),
        pytest.param("predictsocraster", {"OUTPUT": "a.TIF", "STDDEV": "b.tiff"}, "", id="good names"),
    ],
)
def test_outputs_that_would_not_be_what_they_are_called(name, files, message, algorithm, context, raster, tmp_path):
    for file in ("d.npz", "m.socmodel"):
        (tmp_path / file).touch()
    parameters = {
        "traincnnlstm": {"DATASET": f"{tmp_path}/d.npz"},
        "crossvalidate": {"DATASET": f"{tmp_path}/d.npz", "METRICS": "TEMPORARY_OUTPUT"},
        "predictsocraster": {
            "MODEL": f"{tmp_path}/m.socmodel", "COVARIATES": [str(raster)], "OUTPUT": "TEMPORARY_OUTPUT"
        },
    }[name]  # fmt: skip
    parameters.update({parameter: f"{tmp_path}/{file}" for parameter, file in files.items()})
    if message:
        assert_sentence(refusal(algorithm, context, parameters, name), message)
    else:
        assert algorithm(name).checkParameterValues(parameters, context) == (True, "")


@pytest.mark.parametrize("given", ["path", "layer", "id", "selection"])
def test_output_that_would_replace_the_samples(given, algorithm, context, build_parameters, samples, tmp_path):
    path = str(tmp_path / "samples.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(
        samples, path, context.transformContext(), QgsVectorFileWriter.SaveVectorOptions()
    )
    layer = QgsVectorLayer(f"{path}|layername=samples", "stored")
    QgsProject.instance().addMapLayer(layer)
    value = {
        "path": path, "layer": layer, "id": layer.id(), "selection": QgsProcessingFeatureSourceDefinition(layer.id())
    }[given]  # fmt: skip
    parameters = {**build_parameters, "SAMPLES": value, "DROPPED": path}
    try:
        assert_sentence(refusal(algorithm, context, parameters), "DROPPED and SAMPLES are the same file")
    finally:
        QgsProject.instance().removeMapLayer(layer)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        pytest.param("traincnnlstm", {}, "DATASET: there is no file", id="no dataset"),
        pytest.param("traincnnlstm", {"DATASET": "/no/d.npz"}, "no file '/no/d.npz'; choose one", id="missing"),
        pytest.param("traincnnlstm", {"MEMBERS": 0}, r"MEMBERS \(Networks in the ensemble\) is 0; give a number from 1",
                     id="members"),
        pytest.param("traincnnlstm", {"DROPOUT": 1.0}, "DROPOUT.*from 0 to 0.95", id="dropout"),
        pytest.param("crossvalidate", {"FOLDS": 1}, "FOLDS.*is 1; give a number from 2", id="folds"),
        pytest.param("predictsocraster", {"MODEL": "/no/m.socmodel"}, "MODEL: there is no file", id="missing model"),
    ],
)  # fmt: skip
def test_bad_input_of_the_others_is_refused(name, parameters, message, algorithm, context):
    assert_sentence(refusal(algorithm, context, parameters, name), message)


def test_predict_refuses_bad_layers(algorithm, context, tmp_path, samples):
    model = tmp_path / "m.socmodel"
    model.touch()
    parameters = {"MODEL": str(model), "OUTPUT": "TEMPORARY_OUTPUT"}
    lost = QgsVectorLayer("Polygon", "lost", "memory")
    lost.setCrs(QgsCoordinateReferenceSystem())
    for change, message in (
        ({"COVARIATES": ["/no/such.tif"]}, "COVARIATES: /no/such.tif cannot be opened"),
        ({"MASK": samples}, "MASK: this is no layer of polygons"),
        (
            {"MASK": QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}", "empty", "memory")},
            "MASK: the layer empty has no polygon",
        ),
        ({"MASK": lost}, "MASK: the layer lost has no CRS"),
        ({"EXTENT": "0,10,0,10"}, "EXTENT: the rectangle has no CRS"),
    ):
        assert_sentence(refusal(algorithm, context, {**parameters, **change}, "predictsocraster"), message)


def test_preparation_refuses_too(algorithm, context, feedback, build_parameters, captured):
    """A graphical model does not check the parameters of its steps."""
    succeeded = algorithm("buildpatchdataset").run({**build_parameters, "WINDOW": 4}, context, feedback)[1]
    assert not succeeded
    assert_sentence(feedback.texts("error")[0], "WINDOW is 4")
    assert captured == []


def test_project_layer_given_by_id_keeps_its_name(run, captured, build_parameters, raster_layer):
    assert QgsProject.instance().mapLayer(raster_layer.id()) is not None
    run("buildpatchdataset", {**build_parameters, "STATIC": [raster_layer.id()]})
    assert captured[0].static[0].name == "Elevation (m)"
