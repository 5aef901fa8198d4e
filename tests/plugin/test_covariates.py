"""How covariates get their names: from layers, files, parts of files, steps of a model, and by position."""

from __future__ import annotations

import pytest
from osgeo import gdal
from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterRasterLayer,
)

from socmap_plugin.algorithms.inputs import raster_layers, raster_name
from tests.builders.gdal_rasters import write_raster
from tests.builders.refusals import assert_sentence, refusal


@pytest.fixture
def outputs(tmp_path):
    """Return three rasters that are called as a model calls what it computes."""
    for name in "abc":
        (tmp_path / name).mkdir()
    return [str(write_raster(tmp_path / name / "OUTPUT.tif")) for name in "abc"]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["slope", "", "evi_2003"], ("slope", "OUTPUT", "evi_2003")),
        ("slope,tri,evi_2003", ("slope", "tri", "evi_2003")),
        ([["slope"], ["tri"], ["evi_2003"]], ("slope", "tri", "evi_2003")),
        (None, ("OUTPUT", "OUTPUT", "OUTPUT")),
    ],
    ids=["list", "text", "matrix", "none"],
)
def test_names_by_position(given, names, outputs, run, captured, build_parameters):
    layers = {"STATIC": outputs[:2], "TEMPORAL": outputs[2:], "COVARIATE_NAMES": given}
    run("buildpatchdataset", {**build_parameters, **layers})
    (job,) = captured
    assert tuple(layer.name for layer in (*job.static, *job.temporal)) == names
    assert [layer.path for layer in (*job.static, *job.temporal)] == outputs


def test_names_by_position_for_a_map(outputs, run, captured, tmp_path):
    (tmp_path / "m.socmodel").touch()
    inputs = {"MODEL": str(tmp_path / "m.socmodel"), "COVARIATES": outputs, "OUTPUT": "TEMPORARY_OUTPUT"}
    run("predictsocraster", {**inputs, "COVARIATE_NAMES": ["slope", "tri", "evi_2003"]})
    assert [layer.name for layer in captured[0].covariates] == ["slope", "tri", "evi_2003"]


def test_as_many_names_as_layers(outputs, algorithm, context, build_parameters):
    reason = refusal(algorithm, context, {**build_parameters, "STATIC": outputs, "COVARIATE_NAMES": ["slope", "tri"]})
    assert_sentence(reason, "COVARIATE_NAMES has 2 names .slope, tri. for 3 layers; give one for each layer")


def model_of(*steps, names=()):
    """Return a model that computes rasters of a DEM, renames them where there are names, and builds a dataset."""
    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("chain", "test")
    model.addModelParameter(QgsProcessingParameterRasterLayer("dem", "DEM"), QgsProcessingModelParameter("dem"))

    def add(child_id, algorithm, parameters):
        child = QgsProcessingModelChildAlgorithm(algorithm)
        child.setChildId(child_id)
        for name, value in parameters.items():
            child.addParameterSources(name, value)
        model.addChildAlgorithm(child)
        return source.fromChildOutput(child_id, "OUTPUT")

    made = [add(step, f"native:{step}", {"INPUT": [source.fromModelParameter("dem")]}) for step in steps]
    for i, name in enumerate(names):
        made[i] = add(f"rename{i}", "native:renamelayer", {"INPUT": [made[i]], "NAME": [source.fromStaticValue(name)]})
    return model, add, made, source


@pytest.mark.parametrize("way", ["Rename Layer", "COVARIATE_NAMES"])
def test_what_a_model_computes_can_be_named(way, raster, samples, run, captured, context, feedback, tmp_path, provider):
    wanted = ("Slope", "Ruggedness")
    renamed = way == "Rename Layer"
    model, add, made, source = model_of("slope", "ruggednessindex", names=wanted if renamed else ())
    parameters = {
        "SAMPLES": [source.fromStaticValue(samples.id())],
        "TARGET": [source.fromStaticValue("soc")],
        "STATIC": made,
        "DATASET": [source.fromStaticValue(str(tmp_path / "d.npz"))],
    }
    add("build", "socmap:buildpatchdataset", parameters | ({} if renamed else {
        "COVARIATE_NAMES": [source.fromStaticValue(",".join(wanted))]}))  # fmt: skip
    _, succeeded = model.run({"dem": str(raster)}, context, feedback)
    assert succeeded, feedback.texts("error")
    assert tuple(layer.name for layer in captured[0].static) == wanted


def test_rasters_of_one_geopackage_are_called_as_their_tables(tmp_path, context):
    file = tmp_path / "terrain.gpkg"
    for i, name in enumerate(("slope", "tri")):
        source = gdal.Open(str(write_raster(tmp_path / f"{name}.tif")))
        gdal.Translate(str(file), source, format="GPKG", outputType=gdal.GDT_Byte, creationOptions=[
            f"RASTER_TABLE={name}", *(["APPEND_SUBDATASET=YES"] if i else [])])  # fmt: skip
    given = [f"GPKG:{file}:{name}" for name in ("slope", "tri")]
    assert [layer.name for layer in raster_layers("STATIC", {"STATIC": given}, context)] == ["slope", "tri"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ('NETCDF:"/data/greenup_2003.nc":Greenup', "greenup_2003_Greenup"),
        ('NETCDF:"/data/terrain.nc":slope', "slope"),
        ("NETCDF:/data/terrain.nc:slope_2003", "slope_2003"),
        ('HDF5:"/data/a.h5"://group/tri', "tri"),
        ("GPKG:/data/a.gpkg:dem", "dem"),
        ("/data/wc2.1_30s_bio_1.tif", "wc2.1_30s_bio_1"),
    ],
)
def test_name_of_a_raster_that_is_no_layer(path, name):
    assert raster_name(path) == name
