"""How covariates get their names: from layers, files, parts of files, steps of a model, and by position."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsField,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from socmap_plugin.algorithms import base
from socmap_plugin.algorithms.inputs import raster_layers, raster_name
from socmap_plugin.algorithms.prepare.covariate_table import StyleCovariateTable
from socmap_plugin.core.jobs.inputs import MissingRange
from tests.builders.gdal_rasters import EPSG, write_raster
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


TABLE = """file,layer,band,role,name,step,category,kind,unit,resampling,nodata,scale,offset,crs,finding
{raster},Elevation,1,static,dem,,relief,continuous,m,auto,,1.0,0.0,{wkt},looks odd
{raster},Elevation,1,skip,other,,terrain,class,,nearest,-9,0.1,5,{wkt},
"""


@pytest.fixture
def table(raster, tmp_path, run, captured, monkeypatch):
    """Return the table layer that List Covariates makes of a CSV of the worker."""

    def take(job, run_folder, feedback):
        wkt = QgsCoordinateReferenceSystem.fromEpsgId(EPSG).toWkt().replace('"', '""')
        Path(job.table).write_text(TABLE.format(raster=raster, wkt=f'"{wkt}"'), encoding="utf-8")
        return {}

    with monkeypatch.context() as patch:
        patch.setattr(base, "run_job", take)
        results = run("listcovariates", {"STATIC": [str(raster)], "TABLE": str(tmp_path / "covariates.gpkg")})
    return results["TABLE"]


def test_a_table_is_styled_for_editing(table, context, feedback):
    layer = QgsVectorLayer(table, "covariates")
    StyleCovariateTable().postProcessLayer(layer, context, feedback)
    fields = layer.fields()
    offered = {name: [next(iter(item)) for item in layer.editorWidgetSetup(fields.lookupField(name)).config()["map"]]
               for name in ("role", "category", "kind", "resampling")}  # fmt: skip
    assert offered["role"] == ["static", "temporal", "skip"]
    assert offered["category"][-1] == "relief"  # of the user's own
    assert "class" in offered["kind"]
    assert offered["resampling"][0] == "auto"
    (style,) = layer.conditionalStyles().rowStyles()
    assert style.rule() == "\"finding\" <> ''"
    assert fields.field("band").isNumeric()
    assert next(layer.getFeatures())["crs"] == f"EPSG:{EPSG}"


def test_an_edited_table_is_the_job(table, run, captured, build_parameters, feedback):
    layer = QgsVectorLayer(table, "covariates")
    layer.startEditing()  # what is not saved yet counts, as everywhere in QGIS
    first = next(layer.getFeatures())
    layer.changeAttributeValue(first.id(), layer.fields().lookupField("name"), "height")
    run("buildpatchdataset", {**build_parameters, "COVARIATE_TABLE": layer})
    (job,) = captured
    one, other = job.table
    assert (one.name, one.role, one.category, one.unit, one.resampling, one.scale) == (
        "height",
        "static",
        "relief",
        "m",
        "",
        1,
    )
    assert (other.role, other.kind, other.resampling, other.nodata) == ("skip", "class", "nearest", -9)
    assert (other.scale, other.offset) == (0.1, 5)
    assert one.layer.crs_wkt == raster_layers("STATIC", {"STATIC": [one.layer.path]}, QgsProcessingContext())[0].crs_wkt
    assert job.static == ()
    assert "COVARIATE_TABLE alone says what is read; STATIC are passed over." in feedback.texts("warning")


def test_a_table_without_a_change_keeps_what_transparency_says(table, run, captured, build_parameters, raster):
    layer = QgsVectorLayer(table, "covariates")
    layer.startEditing()
    for column in ("transparent", "nodata_off"):
        layer.addAttribute(QgsField(column, QMetaType.Type.QString))
    for feature, cells in zip(layer.getFeatures(), (("0; 5 to 7", "yes"), ("", ""))):
        for column, cell in zip(("transparent", "nodata_off"), cells):
            layer.changeAttributeValue(feature.id(), layer.fields().lookupField(column), cell)
    run("buildpatchdataset", {**build_parameters, "COVARIATE_TABLE": layer})
    one, other = captured[0].table
    assert one.layer == other.layer
    assert one.layer.missing == (MissingRange(1, 0.0, 0.0), MissingRange(1, 5.0, 7.0))
    assert one.layer.source_nodata_off == (1,)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("role", "statik", "COVARIATE_TABLE, row 1: the role is statik; give static, temporal or skip"),
        ("kind", "number", "row 1: the kind is number; give continuous, class, date or count"),
        ("band", 0, "row 1: the band is 0; give the number of a band"),
        ("file", "", "row 1 names no file; delete the row"),
        ("role", "skip", "COVARIATE_TABLE has no row to read; give at least one the role static or temporal"),
    ],
)
def test_a_bad_cell_is_refused_by_its_row(column, value, message, table, algorithm, context, build_parameters):
    layer = QgsVectorLayer(table, "covariates")
    layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), layer.fields().lookupField(column), value)
    assert_sentence(refusal(algorithm, context, {**build_parameters, "COVARIATE_TABLE": layer}), message)


def test_what_is_no_covariate_table_is_refused(samples, algorithm, context, build_parameters):
    reason = refusal(algorithm, context, {**build_parameters, "COVARIATE_TABLE": samples.id()})
    assert_sentence(reason, "COVARIATE_TABLE: this is no covariate table, it lacks file, band, role, name; choose one")
