"""Bad input of the algorithms, refused by name before anything runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from tests.builders.gdal_rasters import EPSG, ORIGIN_X, ORIGIN_Y, write_raster
from tests.builders.refusals import assert_sentence, refusal


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"WINDOW": 4}, "WINDOW is 4.*odd number", id="even window"),
        pytest.param({"WINDOW": 0}, "WINDOW.*is 0; give a number from 1 to 15", id="zero window"),
        pytest.param({"WINDOW": 99}, "WINDOW.*is 99; give a number from 1 to 15", id="large window"),
        pytest.param({"TARGET": " "}, "TARGET is empty; give a field or an expression", id="empty target"),
        pytest.param({"TARGET": "soc +"}, "TARGET: soc [+] is not an expression.*correct it", id="expression syntax"),
        pytest.param({"TARGET": "clay"}, "TARGET: clay uses clay.*samples.*its fields are soc", id="unknown field"),
        pytest.param({"ID": "gone"}, "ID: the layer samples has no field gone; its fields are soc", id="unknown id"),
        pytest.param({"UNIT": " "}, "UNIT has 0 letters; give 1 to 30, such as g/kg, % or t/ha", id="no unit"),
        pytest.param({"UNIT": "g" * 31}, "UNIT has 31 letters; give 1 to 30", id="long unit"),
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


@pytest.mark.parametrize(
    ("field", "message"),
    [
        pytest.param("soc", "ID: the field soc of the layer samples has no value in 1 of 6 samples; choose", id="NULL"),
        pytest.param("note", "has the value none in 5 samples; choose a field that is different", id="repeated"),
    ],
)
def test_ids_by_which_samples_cannot_be_told_apart(field, message, algorithm, context, feedback, build_parameters):
    assert not algorithm("buildpatchdataset").run({**build_parameters, "ID": field}, context, feedback)[1]
    assert_sentence(feedback.texts("error")[0], message)


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
        pytest.param("crossvalidate", {"METRICS": "a.csv", "REPORT": "a.csv"}, "REPORT and METRICS are", id="metrics"),
        pytest.param("crossvalidate", {"METRICS": "a.csv", "IMPORTANCE": "a.csv"}, "IMPORTANCE and M", id="two tables"),
        pytest.param("crossvalidate", {"METRICS": "a.gpkg"}, "METRICS is a.gpkg; .* ending in .csv[.]", id="no CSV"),
        pytest.param("crossvalidate", {"IMPORTANCE": "a"}, "IMPORTANCE is a; the table is a CSV", id="no suffix"),
        pytest.param("crossvalidate", {"METRICS": "a.CSV", "IMPORTANCE": "b.csv"}, "", id="good tables"),
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
        pytest.param("crossvalidate", {"BLOCK_SIZE": -5}, "BLOCK_SIZE.*is -5; give a number from 0", id="block size"),
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


@pytest.mark.parametrize("place", ["memory:", "ogr:dbname='/tmp/x.gpkg' table=\"metrics\"", "postgres://dbname='x'"])
def test_table_in_a_database(place, algorithm, context, dataset):
    for name in ("METRICS", "IMPORTANCE"):
        parameters = {"DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT", name: place}
        reason = refusal(algorithm, context, parameters, "crossvalidate")
        assert_sentence(reason, f"^{name} is .*; the table is a CSV file, so give a name ending in .csv")


@pytest.mark.parametrize(
    ("grid", "message"),
    [
        pytest.param("depth=1,2", "TUNING_GRID: 'depth' is not known.*learning_rate, dropout", id="name"),
        pytest.param("dropout=a", "TUNING_GRID: dropout=a is not a number from 0 to 0.95", id="no number"),
        pytest.param("window=4", "TUNING_GRID: window=4 is not an odd number", id="even window"),
        pytest.param("", "TUNING_GRID has 0 points", id="empty"),
    ],
)
@pytest.mark.parametrize("name", ["traincnnlstm", "crossvalidate"])
def test_grid_that_cannot_be_searched(name, grid, message, algorithm, context, dataset):
    parameters = {"DATASET": dataset, "MODEL": "TEMPORARY_OUTPUT", "METRICS": "TEMPORARY_OUTPUT", "TUNING_GRID": grid}
    assert_sentence(refusal(algorithm, context, {**parameters, "TUNE": True}, name), message)
    assert algorithm(name).checkParameterValues(parameters, context) == (True, "")  # nothing is searched


def test_area_that_is_none(algorithm, context, dataset, samples):
    parameters = {"DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT"}
    empty = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}", "empty", "memory")
    for area, message in ((samples, "AREA: this is no layer of polygons"), (empty, "AREA: the layer empty has no pol")):
        assert_sentence(refusal(algorithm, context, {**parameters, "AREA": area}, "crossvalidate"), message)
