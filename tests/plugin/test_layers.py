"""How results arrive in the project: styles, names, units, and dialogs that show the tools."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGraduatedSymbolRenderer,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsSingleBandPseudoColorRenderer,
    QgsVectorLayer,
)
from qgis.gui import QgsBrowserGuiModel
from qgis.PyQt.QtCore import QCoreApplication, QThread

from socmap_plugin.algorithms import base
from socmap_plugin.algorithms.covariate_styles import StyleCovariate
from socmap_plugin.algorithms.layer_metadata import Described
from socmap_plugin.algorithms.styling import StyleDropped, StyleMap, StyleResiduals
from socmap_plugin.algorithms.suggestions import FOLDER_NAME
from socmap_plugin.core.jobs.mapping import PredictJob
from tests.builders.gdal_rasters import SIZE_PX, write_raster
from tests.builders.public_names import PUBLIC


def legend_range(layer):
    ramp = layer.renderer().shader().rasterShaderFunction()
    return ramp.minimumValue(), ramp.maximumValue()


@pytest.mark.parametrize(("style", "unit"), [("soc.qml", "g/kg"), ("soc_stddev.qml", "%")])
def test_map_gets_its_ramp_range_and_unit(style, unit, tmp_path, context, feedback):
    layer = QgsRasterLayer(str(write_raster(tmp_path / "out.tif", unit=unit)), "Soil organic carbon")
    legends = []
    layer.legendChanged.connect(lambda: legends.append(legend_range(layer)))
    StyleMap(style).postProcessLayer(layer, context, feedback)
    renderer = layer.renderer()
    assert legends[-1] == (renderer.classificationMin(), renderer.classificationMax())
    assert isinstance(renderer, QgsSingleBandPseudoColorRenderer)
    last = SIZE_PX**2 - 1
    assert 0 < renderer.classificationMin() < 0.05 * last
    assert 0.95 * last < renderer.classificationMax() < last
    shader = renderer.shader().rasterShaderFunction()
    legend = shader.legendSettings()
    assert legend.suffix() == f" {unit}"
    assert legend.minimumLabel().startswith("≤ ")  # values beyond the range have the colours of its ends
    assert legend.maximumLabel().startswith("≥ ")
    assert len(shader.colorRampItemList()) > 4
    assert layer.name() == f"Soil organic carbon ({unit})"
    assert layer.metadata().title() == layer.name()


def test_map_with_the_name_of_its_file_keeps_it(tmp_path, context, feedback):
    layer = QgsRasterLayer(str(write_raster(tmp_path / "county.tif", unit="g/kg")), "county")
    StyleMap("soc.qml").postProcessLayer(layer, context, feedback)
    assert layer.name() == "county"


def test_map_with_the_name_that_was_suggested_has_its_unit(tmp_path, context, feedback):
    (tmp_path / FOLDER_NAME).mkdir()
    file = write_raster(tmp_path / FOLDER_NAME / "xuancheng_soc_map.tif", unit="g/kg")
    layer = QgsRasterLayer(str(file), "xuancheng_soc_map")
    StyleMap("soc.qml").postProcessLayer(layer, context, feedback)
    assert layer.name() == "xuancheng_soc_map (g/kg)"


def lightness(colour):
    """Return CIE L* of a colour."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear))
    return 116 * luminance ** (1 / 3) - 16


@pytest.mark.parametrize("style", ["soc.qml", "soc_stddev.qml"])
def test_ramp_is_even_in_lightness(style, raster, context, feedback):
    layer = QgsRasterLayer(str(raster), "map")
    StyleMap(style).postProcessLayer(layer, context, feedback)
    items = layer.renderer().shader().rasterShaderFunction().colorRampItemList()
    values = [lightness(item.color) for item in items]
    steps = [light - dark for light, dark in zip(values, values[1:])]
    assert min(steps) > 0
    assert max(steps) < 2 * sum(steps) / len(steps)


def test_dropped_samples_are_coloured_by_reason(context, feedback):
    layer = QgsVectorLayer("Point?crs=EPSG:4326&field=sample_id:string&field=reason:string", "dropped", "memory")
    for reason in ("b", "a", "b"):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(["1", reason])
        layer.dataProvider().addFeatures([feature])
    StyleDropped().postProcessLayer(layer, context, feedback)
    assert isinstance(layer.renderer(), QgsCategorizedSymbolRenderer)
    assert [category.label() for category in layer.renderer().categories()] == ["a", "b"]


def residual_layer(values):
    layer = QgsVectorLayer("Point?crs=EPSG:4326&field=cnnlstm:double&field=cnnlstm_residual:double", "p", "memory")
    for value in values:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([0.0, value])
        layer.dataProvider().addFeatures([feature])
    return layer


def test_residuals_are_graduated_around_zero(context, feedback):
    layer = residual_layer([-4.0, -1.0, 0.0, 1.0, 4.0, None])
    StyleResiduals("g/kg").postProcessLayer(layer, context, feedback)
    renderer = layer.renderer()
    assert isinstance(renderer, QgsGraduatedSymbolRenderer)
    assert renderer.classAttribute() == "cnnlstm_residual"
    assert layer.name() == "Residuals of CNN-LSTM: observed - predicted (g/kg)"
    labels = [item.label() for item in renderer.ranges()]
    assert labels[0].endswith("g/kg: predicted much too high")  # much less was observed than predicted
    assert labels[-1].endswith("g/kg: predicted much too low")
    # Blue, as in the report, is where more was observed; the shape says it too.
    ranges = renderer.ranges()
    lowest, highest = ranges[0].symbol(), ranges[-1].symbol()
    assert (lowest.color().name(), highest.color().name()) == ("#b2182b", "#2166ac")
    assert (lowest.angle(), highest.angle()) == (180, 0)
    middle = renderer.ranges()[2]
    assert middle.lowerValue() == -middle.upperValue()
    assert renderer.ranges()[0].lowerValue() <= -4.0
    assert renderer.ranges()[-1].upperValue() >= 4.0


@pytest.mark.parametrize("colours", ["quantiles", "equal_intervals"])
def test_a_map_in_classes_has_seven(colours, tmp_path, context, feedback):
    layer = QgsRasterLayer(str(write_raster(tmp_path / "out.tif", unit="g/kg")), "Soil organic carbon")
    StyleMap("soc.qml", colours).postProcessLayer(layer, context, feedback)
    shader = layer.renderer().shader().rasterShaderFunction()
    assert len(shader.colorRampItemList()) == 7
    assert shader.colorRampType() == Qgis.ShaderInterpolationMethod.Discrete


def test_two_maps_can_have_the_same_colours(tmp_path, context, feedback):
    first = QgsRasterLayer(str(write_raster(tmp_path / "first.tif", unit="g/kg")), "first map")
    StyleMap("soc.qml").postProcessLayer(first, context, feedback)
    second = QgsRasterLayer(bands_of_years(tmp_path / "second.tif"), "second map")
    StyleMap("soc.qml", like=first.renderer().clone()).postProcessLayer(second, context, feedback)
    assert legend_range(second) == legend_range(first)


def bands_of_years(path, variable="greenup", years=(2002, 2003, 2004), unit="day of year"):
    """Write a raster of one band a year, each a hundred larger than the last."""
    data = gdal.GetDriverByName("GTiff").Create(str(path), SIZE_PX, SIZE_PX, len(years), gdal.GDT_Float32)
    data.SetGeoTransform((500_000, 100, 0, 3_400_000, 0, -100))
    data.SetProjection(QgsCoordinateReferenceSystem.fromEpsgId(32650).toWkt())
    for band, year in enumerate(years, start=1):
        data.GetRasterBand(band).WriteArray(np.arange(SIZE_PX**2).reshape(SIZE_PX, SIZE_PX) + 100 * band)
        data.GetRasterBand(band).SetDescription(f"{variable}_{year}")
        data.GetRasterBand(band).SetUnitType(unit)
    data.FlushCache()
    return str(path)


def test_a_series_has_one_ramp_and_steps_through_its_years(tmp_path, context, feedback):
    layer = QgsRasterLayer(bands_of_years(tmp_path / "greenup.tif"), "greenup")
    StyleCovariate().postProcessLayer(layer, context, feedback)
    low, high = legend_range(layer)
    assert low < 100 + 0.1 * SIZE_PX**2  # of the first year
    assert high > 300 + 0.9 * SIZE_PX**2  # of the last
    assert layer.name() == "greenup"  # by which the covariate is known
    assert layer.metadata().title() == "Greenup (day of year)"
    properties = layer.temporalProperties()
    assert properties.isActive()
    assert properties.mode() == Qgis.RasterTemporalMode.FixedRangePerBand
    years = {
        band: (r.begin().date().year(), r.end().date().year()) for band, r in properties.fixedRangePerBand().items()
    }
    assert years == {1: (2002, 2002), 2: (2003, 2003), 3: (2004, 2004)}


def test_a_covariate_around_zero_has_zero_in_the_middle(tmp_path, context, feedback):
    layer = QgsRasterLayer(str(write_raster(tmp_path / "tpi.tif", unit="m")), "tpi")
    StyleCovariate().postProcessLayer(layer, context, feedback)
    low, high = legend_range(layer)
    assert low == -high < 0
    assert layer.metadata().title() == "Topographic position index (m)"
    assert not layer.temporalProperties().isActive()


def test_a_layer_says_what_it_is_and_how_it_was_made(tmp_path, context, feedback):
    layer = QgsRasterLayer(str(write_raster(tmp_path / "out.tif", unit="g/kg")), "Soil organic carbon")
    job = PredictJob(model="soc.socmodel", output="out.tif")
    Described(StyleMap("soc.qml"), "Maps carbon.", "Predict, SOC Map 1", job).postProcessLayer(layer, context, feedback)
    metadata = layer.metadata()
    assert metadata.title() == "Soil organic carbon (g/kg)"
    assert metadata.abstract() == "Maps carbon."
    made_by, document = metadata.history()
    assert made_by == "Predict, SOC Map 1"
    assert json.loads(document)["model"] == "soc.socmodel"


def test_residuals_without_spread_stay_as_they_are(context, feedback):
    layer = residual_layer([None, None])
    StyleResiduals().postProcessLayer(layer, context, feedback)
    assert not isinstance(layer.renderer(), QgsGraduatedSymbolRenderer)


def test_loaded_map_is_styled(algorithm, context, feedback, tmp_path, monkeypatch):
    """The post-processor outlives the algorithm, as it has to in a graphical model."""
    model, output = tmp_path / "m.socmodel", tmp_path / "map.tif"
    model.touch()

    def map_written(job, run_folder, feedback):
        write_raster(output, unit="g/kg")
        return {}

    monkeypatch.setattr(base, "run_job", map_written)
    monkeypatch.setenv("SOCMAP_PYTHON", "/bin/sh")
    context.addLayerToLoadOnCompletion(
        str(output), QgsProcessingContext.LayerDetails("Soil organic carbon", QgsProject.instance(), "OUTPUT")
    )
    made = algorithm("predictsocraster").create()
    results, succeeded = made.run({"MODEL": str(model), "OUTPUT": str(output)}, context, feedback)
    del made
    assert succeeded, feedback.texts("error")
    layer = QgsRasterLayer(results["OUTPUT"], "Soil organic carbon")
    context.layerToLoadOnCompletionDetails(str(output)).postProcessor().postProcessLayer(layer, context, feedback)
    assert layer.name() == "Soil organic carbon (g/kg)"


def test_model_runs_in_the_background_and_styles_on_the_main_thread(
    algorithm, context, feedback, tmp_path, monkeypatch, samples, raster
):
    output = tmp_path / "map.tif"
    threads = []

    def written(job, run_folder, feedback):
        threads.append(QThread.currentThread())
        for name in ("dataset", "model"):
            if hasattr(job, name):
                Path(getattr(job, name)).touch()
        if job.task == "buildpatchdataset":
            Path(job.dropped).write_text("sample_id,x,y,reason\n")
        if job.task == "predictsocraster":
            write_raster(Path(job.output), unit="g/kg")
        return {}

    monkeypatch.setattr(base, "run_job", written)
    monkeypatch.setenv("SOCMAP_PYTHON", "/bin/sh")
    destination = QgsProcessingOutputLayerDefinition(str(output), QgsProject.instance())
    parameters = {
        "SAMPLES": samples.id(),
        "TARGET": "soc",
        "STATIC": [str(raster)],
        "soil_organic_carbon": destination,
        "patch_dataset": str(tmp_path / "d.npz"),
        "model": str(tmp_path / "m.socmodel"),
    }
    ended = []
    task = QgsProcessingAlgRunnerTask(algorithm("soc_mapping"), parameters, context, feedback)
    task.executed.connect(lambda succeeded, results: ended.append((succeeded, results)))
    QgsApplication.taskManager().addTask(task)
    deadline = time.monotonic() + 20
    while not ended and time.monotonic() < deadline:
        QCoreApplication.processEvents()
    assert ended[0][0], feedback.texts("error")
    assert len(threads) == 3
    assert QCoreApplication.instance().thread() not in threads
    details = context.layersToLoadOnCompletion()
    assert list(details) == [str(output)]
    layer = QgsRasterLayer(str(output), "Soil organic carbon")
    details[str(output)].postProcessor().postProcessLayer(layer, context, feedback)
    assert layer.name() == "Soil organic carbon (g/kg)"


@pytest.mark.parametrize("name", PUBLIC)
def test_dialog_opens(name, algorithm, qgis_iface, monkeypatch):
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    monkeypatch.setenv("SOCMAP_PYTHON", "/bin/sh")
    # The interface of the tests has no browser, which the file widgets of the dialog ask for.
    monkeypatch.setattr(qgis_iface, "browserModel", QgsBrowserGuiModel, raising=False)
    made = algorithm(name).create()
    dialog = AlgorithmDialog(made, parent=qgis_iface.mainWindow())
    dialog.show()
    shown = dialog.createProcessingParameters()
    for definition in made.parameterDefinitions():
        if definition.name() in shown and definition.type() in ("number", "enum", "boolean"):
            assert shown[definition.name()] == definition.defaultValue(), definition.name()
    dialog.close()
    dialog.deleteLater()


def test_crs_survives_the_job_file():
    from socmap_plugin.algorithms.inputs import wkt

    for code in ("EPSG:32650", "EPSG:4326", "ESRI:54008"):
        assert QgsCoordinateReferenceSystem.fromWkt(wkt(QgsCoordinateReferenceSystem(code))).authid() == code
