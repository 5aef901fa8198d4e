from __future__ import annotations

import base64
import dataclasses
import hashlib
import html
import io
import itertools
import re

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from socmap_plugin.core.accuracy import report_details, report_figures
from socmap_plugin.core.accuracy.comparison import best_of, verdict
from socmap_plugin.core.accuracy.report import write_report
from socmap_plugin.core.accuracy.report_accuracy import mean_and_spread
from socmap_plugin.core.accuracy.results import Curves, Evaluation, Optimism, Outcome
from socmap_plugin.core.covariates.covariate_list import (
    BandSource,
    Covariates,
    StaticCovariate,
    TemporalGroup,
    TemporalVariable,
)
from socmap_plugin.core.dataset import sample_sections
from socmap_plugin.core.dataset.patch_dataset import PatchDataset
from socmap_plugin.core.dataset.provenance import file_hashes, input_files, provenance
from socmap_plugin.core.effects.accumulated import Curve
from socmap_plugin.core.effects.importance import Effect
from socmap_plugin.core.jobs.crossval import MODELS, CrossValidateJob
from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.jobs.inputs import FoldTable, RasterLayer
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings
from socmap_plugin.core.report import figures
from socmap_plugin.core.report import page as report_module
from socmap_plugin.core.report.page import Report
from socmap_plugin.core.splits.distances import SamplingDistances
from socmap_plugin.core.splits.schemes import repeats_in_words
from tests.builders import rasters

NASTY = '<b>&"x"</b> $\\frac{1}{2}$ {curly} %s'
LONG = "a category of covariates whose name is exactly sixty letters"
SECTIONS = (
    "What was done", "Does the sampling flatter the accuracy?", "Accuracy", "Is the difference more than chance?",
    "Observed and predicted", "The samples", "Correlation with the target", "Folds and settings", "Provenance",
)  # fmt: skip


def source(name, band=1):
    return BandSource(RasterLayer(name, f"/data/{name}.tif"), band)


def covariates(static=3, variables=2, steps=4, categories=("terrain", "phenology"), prefix="covariate"):
    """Static covariates of the first category, temporal ones of the others in turn."""
    single = tuple(StaticCovariate(f"{prefix} {i}", categories[0], "m", source(f"{prefix} {i}")) for i in range(static))
    series = tuple(
        TemporalVariable(
            f"{prefix} series {i}",
            categories[1:][i % len(categories[1:])],
            "day",
            tuple(source("series", t + 1) for t in range(steps)),
        )
        for i in range(variables)
    )
    names = tuple(str(2002 + t) for t in range(steps))
    return Covariates(single, (TemporalGroup(names, series),) if series else ())


def dataset(n=40, known=None, strata=("a", "b"), crs=rasters.UTM, unit="g/kg"):
    known = covariates() if known is None else known
    rng = np.random.default_rng(1)
    grid = rasters.grid(crs) if crs == rasters.UTM else rasters.grid(crs, (0.01, 0, 10, 0, -0.01, 60))
    a, _, c, _, e, f = grid.transform
    xy = np.column_stack([c + a * rng.uniform(0, 40, n), f + e * rng.uniform(0, 40, n)])
    return PatchDataset(
        target=rng.lognormal(2.5, 0.4, n),
        static=rng.normal(size=(n, len(known.static), 3, 3)).astype(np.float32),
        temporal=tuple(
            rng.normal(size=(n, len(group.steps), len(group.variables))).astype(np.float32) for group in known.temporal
        ),
        xy=xy,
        strata=np.array([strata[i % len(strata)] for i in range(n)]),
        pixel_group=np.arange(n),
        sample_id=np.array([f"p{i}" for i in range(n)]),
        covariates=known,
        grid=grid,
        header={"target_unit": unit, "samples_layer": "points", "target_expression": "soc"},
    )


def evaluation(
    data=None, groups=("terrain", "terrain + phenology"), models=MODELS, repeats=3, folds=5, networks=30, **changes
):
    """Predictions that are the truth with noise, more of it for the later models."""
    data = dataset() if data is None else data
    n, rng = len(data), np.random.default_rng(2)
    assignment = np.stack([rng.permutation(np.arange(n) % folds) for _ in range(repeats)])
    noise = {"cnnlstm": 0.55, "forest": 0.6, "hybrid": 0.5, "extratrees": 0.58, "stack": 0.52}
    outcomes = []
    for group, model in itertools.product(groups, models):
        spread = noise.get(model, 0) * data.target.std()
        predicted = data.target + rng.normal(0, spread, (repeats, n)) if spread else np.full((repeats, n), 12.0)
        weights = rng.uniform(size=(repeats, folds)) if model == "hybrid" else None
        half = spread * np.array([0.67, 1.28, 1.7, 2.0])  # of the coverages
        limits = np.stack([np.stack([predicted - width, predicted + width]) for width in half])
        outcomes.append(Outcome(group, model, predicted, limits, weights))
    units = [("covariate", name) for name in build_names(data.covariates)]
    units += [("category", name) for name in data.covariates.categories]
    units += [
        ("alike", ", ".join(build_names(data.covariates)[:5])),
        ("alike", ", ".join(build_names(data.covariates))),
    ]
    units += [("step", step) for group in data.covariates.temporal for step in group.steps]
    effects = [
        Effect(model, kind, name, rng.normal(0.1, 0.1, repeats))
        for model in ("cnnlstm", "forest", "hybrid", "extratrees", "stack")
        if model in models
        for kind, name in units
    ]
    epochs = np.arange(1, 31)[:, None]
    loss = np.exp(-epochs / 10) + rng.uniform(0.1, 0.3, (30, networks))
    stopped = np.where(epochs > rng.integers(10, 31, networks), np.nan, loss)
    curves = Curves(loss, stopped, np.nanargmin(stopped, axis=0) + 1) if "cnnlstm" in models else None
    shapes = [
        Curve(model, name, edges, rng.normal(0, 0.1, (folds, 9)) + np.linspace(-1, 1, 9))
        for name, edges in [(name, np.cumsum(rng.uniform(1, 9, 9))) for name in build_names(data.covariates)[:7]]
        for model in dict.fromkeys(effect.model for effect in effects)
    ]
    job = CrossValidateJob("/nowhere/d.npz", "/m.csv", models=tuple(models), folds=folds, repeats=repeats)
    found = Evaluation(data, job, assignment, tuple(outcomes), tuple(effects), curves, optimism=optimism())
    return dataclasses.replace(found, **{"shapes": tuple(shapes), **changes})


def build_names(known):
    return [item.name for item in known.static] + [item.name for group in known.temporal for item in group.variables]


def optimism(scores=None):
    rng = np.random.default_rng(3)
    schemes = {name: rng.gamma(2, scale, 60) for name, scale in (("random", 300), ("knndm", 900), ("used", 310))}
    distances = SamplingDistances(rng.gamma(2, 1000, 200), rng.gamma(2, 300, 40), schemes)
    return Optimism(distances, scores or {}, 0.3 if scores else np.nan)


def page(found, tmp_path):
    path = tmp_path / "report.html"
    write_report(found, path)
    return path.read_text(encoding="utf-8")


def text_of(source_text):
    return html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", source_text, flags=re.S)))


@pytest.fixture
def drawn(monkeypatch):
    """Every figure that a report embeds, with its caption, drawn coarsely: the tests here draw hundreds."""
    kept = []
    original = Report.figure

    def figure(self, drawing, caption):
        original(self, drawing, caption)
        kept.append((drawing, caption))

    def picture(drawing):
        FigureCanvasAgg(drawing).draw()
        return b""

    monkeypatch.setattr(Report, "figure", figure)
    monkeypatch.setattr(report_module, "_picture", picture)
    return kept


def many_groups():
    names = tuple(f"{LONG} {i}" for i in range(3))
    known = covariates(
        static=130, variables=60, steps=40, categories=names, prefix="a rather long name of a raster layer"
    )
    groups = (
        names[0],
        *(f"{names[0]} + {name}" for name in names[1:]),
        *(" + ".join(names) + f" {i}" for i in range(3)),
    )
    data = dataset(60, known, strata=tuple(f"stratum with a long name {i}" for i in range(40)))
    return evaluation(data, groups)


def with_models(*models):
    return evaluation(models=models)


def constant_predictions():
    found = evaluation()
    flat = [dataclasses.replace(outcome, predicted=np.full_like(outcome.predicted, 9.0)) for outcome in found.outcomes]
    return dataclasses.replace(found, outcomes=tuple(flat))


def tuned():
    found = evaluation(job=dataclasses.replace(evaluation().job, settings=TrainingSettings(tune=True)))
    points = [{"learning_rate": rate, "dropout": 0.1 * i} for i in range(4) for rate in (1e-3, 2e-3)]
    return dataclasses.replace(found, choices=dict.fromkeys(("terrain", "terrain + phenology"), points + points[:7]))


def of_table():
    table = FoldTable("my folds", tuple(map(str, range(500))), ("fold_1",), (("a",) * 500,))
    return evaluation(job=dataclasses.replace(evaluation().job, fold_table=table), optimism=None, optimism_note="Gone.")


CASES = {
    "default": evaluation,
    "one_group_one_repeat": lambda: evaluation(groups=("terrain",), repeats=1),
    "one_model": lambda: with_models("forest"),
    "one_model_one_group_two_folds": lambda: evaluation(groups=("all",), models=("cnnlstm",), repeats=1, folds=2),
    "forest_and_mean": lambda: with_models("forest", "mean"),
    "no_forest": lambda: with_models("cnnlstm", "mean"),
    "many_groups_names_and_strata": many_groups,
    "twenty_samples": lambda: evaluation(dataset(20)),
    "two_thousand_samples": lambda: evaluation(dataset(2000), repeats=10, networks=2500),
    "many_folds": lambda: evaluation(folds=40),
    "constant_predictions": constant_predictions,
    "static_only": lambda: evaluation(dataset(known=covariates(variables=0)), groups=("terrain",)),
    "temporal_only": lambda: evaluation(dataset(known=covariates(static=0)), groups=("phenology",)),
    "no_strata_no_unit": lambda: evaluation(dataset(strata=("",), unit="")),
    "geographic": lambda: evaluation(dataset(crs="EPSG:4326")),
    "tuned": tuned,
    "fold_table_and_unknown_area": of_table,
    "one_network": lambda: evaluation(networks=1),
    "clustered": lambda: evaluation(
        optimism=optimism({"random": {"rmse": 4.321, "r2": 0.412}, "knndm": {"rmse": 5.432, "r2": 0.123}})
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_section_is_there_and_no_figure_is_empty_or_unlabelled(case, tmp_path, drawn):
    found = CASES[case]()
    source_text = page(found, tmp_path)
    for section in SECTIONS:
        assert f"<h2>{html.escape(section)}</h2>" in source_text
    assert verdict(found) in text_of(source_text)
    assert "nan" not in re.sub(r"data:image/png;base64,[^\"]+", "", source_text).lower().split("provenance")[0]
    assert len(drawn) >= 6
    for figure, caption in drawn:
        check_figure(figure, caption)


def check_figure(figure, caption):
    """Labels on every axis, something in every panel, nothing of the text outside the picture or on other text."""
    renderer, (width, height) = figure.canvas.get_renderer(), figure.canvas.get_width_height()
    for axis in figure.axes:
        bar = axis.get_label() == "<colorbar>"
        outer = axis.get_subplotspec() is None or axis.get_subplotspec().is_last_row()
        first = axis.get_subplotspec() is None or axis.get_subplotspec().is_first_col()
        assert axis.get_ylabel() or not (bar or first), caption
        assert axis.get_xlabel() or bar or not outer, caption
        assert axis.has_data(), caption
    texts = [text for text in figure.findobj(matplotlib.text.Text) if text.get_visible() and text.get_text().strip()]
    shown = [text for text in texts if any(text is part for axis in figure.axes for part in tick_texts(axis))]
    for text in shown:
        box = text.get_window_extent(renderer)
        assert box.x0 > -1, (caption, text)
        assert box.y0 > -1, (caption, text)
        assert box.x1 < width + 1, (caption, text)
        assert box.y1 < height + 1, (caption, text)
    for axis in figure.axes:
        for scale in (axis.xaxis, axis.yaxis):
            boxes = [text.get_window_extent(renderer) for text in ticks_within(axis, scale)]
            for one, other in itertools.pairwise(boxes):
                assert not one.padded(-1).overlaps(other.padded(-1)), (caption, scale)


def ticks_within(axis, scale):
    """Return the major tick labels that are drawn."""
    low, high = sorted(scale.get_view_interval())
    ticks = scale.get_major_ticks()
    return [
        tick.label1
        for tick, place in zip(ticks, scale.get_majorticklocs())
        if low <= place <= high and tick.label1.get_visible() and tick.label1.get_text()
    ]


def tick_texts(axis):
    return [
        axis.xaxis.label,
        axis.yaxis.label,
        axis.title,
        *ticks_within(axis, axis.xaxis),
        *ticks_within(axis, axis.yaxis),
    ]


def test_the_largest_report_has_sharp_pictures_and_is_small(tmp_path):
    source_text = page(CASES["two_thousand_samples"](), tmp_path)
    assert len(source_text) < 2e6
    pictures = re.findall(r'src="data:image/png;base64,([^"]+)" width="760"', source_text)
    assert len(pictures) > 10
    for data in pictures:
        with Image.open(io.BytesIO(base64.b64decode(data))) as image:
            assert image.width == 2 * 760
            assert len(image.convert("RGB").getcolors(2**20)) > 10


def test_names_of_the_user_are_never_markup(tmp_path, drawn):
    known = covariates(categories=(NASTY, NASTY + "2"), prefix=NASTY)
    data = dataset(known=known, strata=(NASTY, "b"), unit=NASTY)
    data = dataclasses.replace(data, header={**data.header, "samples_layer": NASTY, "target_expression": NASTY})
    found = evaluation(data, groups=(NASTY, f"{NASTY} + {NASTY}2"))
    table = FoldTable(NASTY, (), (NASTY,), ())
    found = dataclasses.replace(found, job=dataclasses.replace(found.job, fold_table=table, dataset=f"/d/{NASTY}"))
    source_text = page(found, tmp_path)
    assert "<b>" not in source_text
    assert source_text.count(html.escape(NASTY)) > 10
    labels = [text.get_text() for figure, _ in drawn for text in figure.findobj(matplotlib.text.Text)]
    assert any('<b>&"x"</b>' in label for label in labels)


@pytest.mark.usefixtures("drawn")
def test_both_numbers_of_the_optimism_are_in_a_warning(tmp_path):
    source_text = page(CASES["clustered"](), tmp_path)
    (warning,) = re.findall(r'<p class="warning">(.*?)</p>', source_text)
    assert warning.startswith("Random folds are optimistic here")
    for number in ("4.321", "0.412", "5.432", "0.123"):
        assert number in warning


@pytest.mark.usefixtures("drawn")
def test_no_optimism_is_claimed_where_the_forest_shows_none(tmp_path):
    scores = {"random": {"rmse": 5.0, "r2": 0.3}, "knndm": {"rmse": 4.9, "r2": 0.31}}
    source_text = page(evaluation(optimism=optimism(scores)), tmp_path)
    assert 'class="warning"' not in source_text
    assert "random folds do not flatter the forest by more than chance" in source_text


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("repeats", [0, 3])
def test_repeats_that_nobody_has_chosen_are_explained(tmp_path, drawn, repeats):
    found = evaluation(groups=("terrain",), models=("forest", "mean"))
    text = text_of(page(dataclasses.replace(found, job=dataclasses.replace(found.job, repeats=repeats)), tmp_path))
    assert (repeats_in_words(len(found.dataset)) in text) == (not repeats)


def test_an_unknown_area_says_why(tmp_path):
    text = text_of(page(of_table(), tmp_path))
    assert "is not known here. Gone." in text
    assert "the folds of fold_1 in the layer my folds" in text
    assert "(500 entries, left out here)" in text


def test_improvement_over_a_forest_below_zero_is_a_dash(tmp_path, drawn):
    found = evaluation()
    bad = [
        dataclasses.replace(o, predicted=o.predicted + 30) if (o.group, o.model) == ("terrain", "forest") else o
        for o in found.outcomes
    ]
    source_text = page(dataclasses.replace(found, outcomes=tuple(bad)), tmp_path)
    assert "<td>–</td>" in source_text
    ((figure, caption),) = [item for item in drawn if item[1].startswith("Improvement over")]
    assert "– where the forest's R2 is not above 0" in caption
    assert [text.get_text() for text in figure.axes[1].texts].count("–") == 5  # all models but forest and mean


def test_nothing_is_drawn_of_a_measure_that_is_undefined(tmp_path, drawn):
    data = dataclasses.replace(dataset(), target=np.full(40, 12.0))
    found = evaluation(data, models=("cnnlstm", "mean"))
    off = [dataclasses.replace(o, predicted=o.predicted + 1) for o in found.outcomes]
    source_text = page(dataclasses.replace(found, outcomes=tuple(off)), tmp_path)
    ((figure, _),) = [item for item in drawn if item[1].startswith("A point is a repeat")]
    assert [axis.get_xlabel() for axis in figure.axes] == ["RMSE (g/kg)"]
    assert "<td>–</td>" in source_text


@pytest.mark.usefixtures("drawn")
def test_provenance_has_the_hash_of_the_dataset(tmp_path):
    path = tmp_path / "d.npz"
    path.write_bytes(b"samples")
    found = evaluation()
    found = dataclasses.replace(found, job=dataclasses.replace(found.job, dataset=str(path)))
    assert hashlib.sha256(b"samples").hexdigest() in page(found, tmp_path)


def test_hashes_say_what_could_not_be_read(tmp_path):
    (tmp_path / "small").write_bytes(b"1")
    (tmp_path / "large").write_bytes(b"22")
    names = [str(tmp_path / name) for name in ("missing", "small", "large", "null\0")]
    rows = dict(file_hashes([*names, str(tmp_path)], largest=2))
    assert rows["small"] == hashlib.sha256(b"1").hexdigest()
    assert rows["large"].startswith("not computed, the file is large")
    assert rows["missing"] == "not readable (No such file or directory)"
    assert rows["null\0"].startswith("not readable")
    assert rows[tmp_path.name].startswith("not")


def test_input_files_of_every_report():
    layer, other = RasterLayer("a", "/a.tif"), RasterLayer("b", "/b.tif")
    build = BuildDatasetJob(rasters.samples_at([1], [1]), "/d.npz", (layer, other), (layer,), other)
    assert input_files(build) == ["/a.tif", "/b.tif"]
    assert input_files(TrainForestJob("/d.npz", "/m")) == ["/d.npz"]


def test_the_provenance_of_training_has_hash_and_seed(tmp_path):
    (tmp_path / "d.npz").write_bytes(b"x")
    report = Report("Random forest", "")
    job = TrainForestJob(str(tmp_path / "d.npz"), "/m", settings=ForestSettings(seed=77))
    provenance(report, dataset(), {}, job)
    report.write(tmp_path / "r.html")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert hashlib.sha256(b"x").hexdigest() in text
    assert '<td class="s">seed</td><td class="s">77</td>' in text


@pytest.mark.parametrize(
    ("values", "decimals", "expected"),
    [
        ([1.0, 2.0], 2, "1.50 ± 0.71"),
        ([3.14159], 3, "3.142"),
        ([-1e-12, 1e-12], 2, "0.00 ± 0.00"),
        ([np.nan, 1.0], 2, "–"),
        ([np.inf, 1.0], 2, "–"),
    ],
)
def test_mean_and_spread(values, decimals, expected):
    assert mean_and_spread(values, decimals) == expected


def test_small_strata_are_joined():
    strata = np.array(["big"] * 10 + ["small"] * 3 + ["tiny"] * 2 + [""] * 5)
    data = dataclasses.replace(dataset(20), strata=strata)
    rows = sample_sections.strata_rows(data)
    assert [(name, int(members.sum())) for name, members in rows] == [
        ("big", 10),
        ("(none)", 5),
        ("2 small strata together: small, tiny", 5),
    ]
    np.testing.assert_array_equal(rows[2][1], np.isin(strata, ("small", "tiny")))


def test_of_many_covariates_the_strongest_are_drawn_and_none_twice():
    names = [f"{'x' * 60} {i} {'y' * 60}" for i in range(130)]  # alike when shortened
    figure = figures.correlation_bars({name: i / 200 for i, name in enumerate(names)})
    widths = [bar.get_width() for bar in figure.axes[0].patches]
    assert len(widths) == figures.MOST_BARS
    assert widths[0] == pytest.approx(129 / 200)
    effects = {"forest": {name: np.array([float(i)]) for i, name in enumerate(names)}}
    figure = report_figures.effect_bars(effects, "covariates", "RMSE grows by")
    assert [bar.get_width() for bar in figure.axes[0].patches] == [float(i) for i in range(129, 104, -1)]


def test_curves_end_where_few_networks_still_train():
    validation = np.ones((50, 100))
    validation[20:, 5:] = np.nan
    figure = report_figures.curve_bands(validation + 1, validation, np.full(100, 7))
    assert {len(line.get_xdata()) for line in figure.axes[0].lines} == {20}
    heights = [bar.get_height() for bar in figure.axes[1].patches]
    assert sum(heights) == max(heights) == 100


@pytest.mark.parametrize("best", MODELS)
def test_the_best_model_is_the_one_with_the_smallest_error(best):
    found = evaluation(dataset(1000))
    exact = [dataclasses.replace(o, predicted=o.predicted / (1 if o.model == best else 9)) for o in found.last_group]
    assert best_of(exact, found).model == best


def test_a_script_without_glyphs_does_not_stop_the_report(tmp_path):
    figure = Figure(figsize=(2, 1))
    figure.text(0, 0.5, "\U000103a0")  # Old Persian
    report = Report("x", "x")
    report.figure(figure, "x")


# what is left of the target by a model that is right but for a wave of the land, and but for noise
@pytest.mark.parametrize("structured", [True, False])
def test_the_share_of_structure_in_the_residuals_is_said(structured):
    draw = np.random.default_rng(8)
    points = draw.uniform(0, 20_000, (300, 2))
    noise = draw.normal(0, 1, 300)
    residual = 0.5 * noise + 1.5 * np.sin(points[:, 0] / 2000) if structured else noise
    words = report_details._structure_in_words(points, residual, np.arange(300), "forest")
    if structured:
        (share,) = re.findall(r"residuals of the forest, (\d+)% is structured in space, over [\d.]+ km", words)
        assert 70 <= int(share) <= 100
    else:
        assert words.startswith("The residuals of the forest are a pure nugget")


def test_of_few_places_no_structure_is_claimed():
    words = report_details._structure_in_words(np.zeros((60, 2)), np.arange(60.0), np.zeros(60, int), "forest")
    assert (
        words
        == "Whether the residuals of the forest are alike nearby cannot be known: 1 sampled places, 20 are needed."
    )
