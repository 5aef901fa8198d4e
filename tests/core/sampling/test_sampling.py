"""Where to Sample: better maps by covariates, honest verdicts by chance, and settings that would spoil either."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import RandomForestRegressor

from socmap_plugin.core.jobs.areas import METHODS, ProposeSamplesJob
from socmap_plugin.core.jobs.inputs import Mask, RasterLayer, SampleTable
from socmap_plugin.core.jobs.verdicts import ValidateMapJob
from socmap_plugin.core.raster.grid import Grid
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.sampling import covariate_space
from socmap_plugin.core.sampling.frame import Features, features_of_layers, frame_of
from socmap_plugin.core.sampling.probability_samples import simple, stratified
from socmap_plugin.core.sampling.run import run
from socmap_plugin.core.verdicts import validate
from tests.builders import landscapes, rasters
from tests.builders.listener import Listener

SIZE = 60


@pytest.fixture(scope="module")
def layers(tmp_path_factory):
    """The rasters of a small landscape."""
    paths = landscapes.write(landscapes.pointwise_landscape(2, size=SIZE), tmp_path_factory.mktemp("landscape"))
    return tuple(RasterLayer(Path(path).stem, path) for path in (*paths["static"], *paths["temporal"]))


@pytest.fixture
def job(layers, tmp_path):
    drawn = landscapes.sample(landscapes.pointwise_landscape(2, size=SIZE), 30, 1)
    existing = SampleTable(
        "samples", rasters.wkt(landscapes.CRS), tuple(drawn.ids.tolist()), tuple(drawn.x.tolist()),
        tuple(drawn.y.tolist()), tuple(drawn.target.tolist()),
    )  # fmt: skip
    return ProposeSamplesJob(
        str(tmp_path / "points.csv"), layers, existing=existing, count=20, report=str(tmp_path / "report.html")
    )


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def places(path):
    return np.array([(float(row["x"]), float(row["y"])) for row in table(path)])


# --- for a better map -------------------------------------------------------------------------------------------------


def test_years_of_a_variable_are_one_covariate(layers):
    features = features_of_layers(layers)
    assert features.names[3:] == ("evi_area", "greenup")
    assert [len(bands) for bands in features.bands] == [1, 1, 1, 10, 10]


def spread(method, features, existing, count, seed):
    random, ones = np.random.default_rng(seed), np.ones(len(features))

    def allowed(chosen):
        free = np.ones(len(features), bool)
        free[chosen] = False
        return free

    if method == "dissimilarity":
        return covariate_space.dissimilarity(features, existing, count, ones, allowed)
    return getattr(covariate_space, method)(features, existing, count, ones, allowed, random)


@pytest.mark.parametrize("method", ["coverage", "latin", "dissimilarity"])
def test_what_is_missing_is_filled(method):
    """Existing samples have one half of a covariate: most of the new ones go into the other half."""
    random = np.random.default_rng(1)
    features = random.uniform(-1, 1, (2000, 2))
    existing = features[features[:, 0] < 0][:40]
    chosen = spread(method, features, existing, 40, 1)
    assert len(set(chosen.tolist())) == 40
    assert np.mean(features[chosen, 0] > 0) > 0.65


def test_a_latin_hypercube_has_each_quantile_once():
    features = np.random.default_rng(3).normal(size=(1000, 3))
    chosen = spread("latin", features, np.empty((0, 3)), 20, 2)
    edges = np.quantile(features, np.linspace(0, 1, 21)[1:-1], axis=0)
    counts = [np.bincount(np.searchsorted(edges[:, i], features[chosen, i]), minlength=20) for i in range(3)]
    assert np.mean(np.array(counts) == 1) > 0.85  # 0.37 of random ones


def mapped_error(landscape, features, rows, noise):
    values, truth = features, landscape.truth.ravel().astype(float)
    forest = RandomForestRegressor(100, max_features=0.33, min_samples_leaf=2, random_state=1)
    forest.fit(values[rows], (truth + noise)[rows])
    return np.sqrt(np.mean((forest.predict(values) - truth) ** 2))


def test_proposed_samples_make_better_maps_than_random_ones():
    """To 40 clustered samples come 100: the RMSE of a forest's map against that with random ones, mean of ten seeds."""
    errors = {"random": [], "coverage": [], "dissimilarity": []}
    for seed in range(10):
        landscape = landscapes.pointwise_landscape(seed, size=80)
        bands = [values.ravel() for values in landscape.static.values()]
        means = list(bands)
        for series in landscape.temporal.values():
            fine = np.repeat(np.repeat(series, landscape.cell_px, axis=1), landscape.cell_px, axis=2)
            bands += [year.ravel() for year in fine]
            means.append(fine.mean(axis=0).ravel())
        features, compared = np.array(bands, float).T, np.array(means, float).T
        compared = (compared - compared.mean(axis=0)) / compared.std(axis=0)
        random = np.random.default_rng(seed)
        noise = random.normal(0, landscape.noise, len(features))
        row, col = np.divmod(np.arange(len(features)), 80)
        start = random.choice(np.flatnonzero((row < 27) & (col < 27)), 40, replace=False)
        candidates = random.choice(len(features), 3000, replace=False)
        chosen = {"random": [random.choice(len(features), 100, replace=False) for _ in range(2)]}
        for method in ("coverage", "dissimilarity"):
            chosen[method] = [candidates[spread(method, compared[candidates], compared[start], 100, seed)]]
        for method, sets in chosen.items():
            found = [mapped_error(landscape, features, np.concatenate([start, rows]), noise) for rows in sets]
            errors[method].append(np.mean(found))
    means = {method: np.mean(found) for method, found in errors.items()}
    assert means["coverage"] < 0.95 * means["random"]
    assert means["dissimilarity"] < 0.9 * means["random"]


@pytest.mark.parametrize("method", ["coverage", "latin", "dissimilarity"])
def test_a_minimum_distance_is_kept(job, method):
    run(dataclasses.replace(job, method=method, minimum_distance=600.0), Progress())
    xy = places(job.points)
    assert len(xy) == 20
    apart = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    old = np.column_stack([job.existing.x, job.existing.y])
    assert apart[~np.eye(20, dtype=bool)].min() >= 600
    assert np.hypot(*(xy[:, None] - old[None]).transpose(2, 0, 1)).min() >= 600


def test_cost_and_uncertainty_draw_the_places(job, tmp_path, layers):
    side = landscapes.pointwise_landscape(2, size=SIZE).pixel_size
    west = np.where(np.arange(SIZE) < SIZE // 2, 1.0, 50.0) * np.ones((SIZE, 1))
    origin = landscapes.pointwise_landscape(2, size=SIZE).origin
    transform = rasters.from_origin(*origin, side, side)
    half = origin[0] + SIZE // 2 * side
    cheap_west = rasters.raster(tmp_path / "cost.tif", west.astype(np.float32), transform=transform)
    run(dataclasses.replace(job, method="coverage", cost=cheap_west), Progress())
    assert np.mean(places(job.points)[:, 0] < half) > 0.7
    run(dataclasses.replace(job, method="dissimilarity", uncertainty=cheap_west), Progress())
    assert np.mean(places(job.points)[:, 0] > half) > 0.7


# --- for an honest verdict --------------------------------------------------------------------------------------------


def frame_on(tmp_path, crs="EPSG:32650", transform=None, size=SIZE):
    values = np.ones((size, size), np.float32)
    values[20:40, 10:30] = 0
    layer = rasters.raster(tmp_path / "area.tif", values, crs=crs, transform=transform, nodata=0)
    features = features_of_layers([layer])
    grid = rasters.grid(crs, transform, size, size)
    return frame_of(features, (), grid, None, 1, Progress()), values > 0


@pytest.mark.parametrize("draw", [simple, stratified])
def test_estimates_are_unbiased_and_every_place_has_its_chance(tmp_path, draw):
    """Of 500 draws the mean is within 2 standard errors of the truth, with the weights that the points carry."""
    frame, _ = frame_on(tmp_path, size=30)
    truth_of = lambda x, y: np.sin((x - rasters.X0) / 900) * 5 + (rasters.Y0 - y) / 500  # noqa: E731
    row, col = (np.concatenate(parts) for parts in zip(*((r, c) for r, c, _ in frame.pixels()), strict=True))
    fine = [frame.grid.xy(row + dy, col + dx) for dy in (-0.25, 0.25) for dx in (-0.25, 0.25)]
    truth = np.mean([truth_of(*xy) for xy in fine])
    estimates = []
    for seed in range(500, 1000):
        drawn = draw(frame, 40, 0, np.random.default_rng(seed))
        weights = 1 / drawn.density
        estimates.append(np.average(truth_of(drawn.x, drawn.y), weights=weights))
    error = np.std(estimates, ddof=1) / np.sqrt(500)
    assert abs(np.mean(estimates) - truth) < 2 * error
    if draw is stratified:
        assert np.std(estimates) < 0.6 * np.std(
            [truth_of(*_xy(simple(frame, 40, 0, np.random.default_rng(seed)))).mean() for seed in range(100)]
        )


def _xy(drawn):
    return drawn.x, drawn.y


def test_strata_are_compact_and_carry_their_areas(tmp_path):
    frame, usable = frame_on(tmp_path)
    drawn = stratified(frame, 21, 10, np.random.default_rng(3))
    assert len(drawn.x) == 31
    assert drawn.reserve.sum() == 10
    counts = np.bincount(drawn.stratum[~drawn.reserve])[1:]
    assert sorted(counts.tolist()) == [2] * 9 + [3]
    areas = dict(zip(drawn.stratum.tolist(), drawn.area_ha.tolist(), strict=True))
    hectares = usable.sum() * rasters.PIXEL**2 / 1e4
    assert sum(areas.values()) == pytest.approx(hectares, rel=2e-3)  # on the ellipsoid
    assert np.sum(1 / drawn.density[~drawn.reserve]) == pytest.approx(sum(areas.values()), rel=1e-9)
    row, col = frame.grid.pixel(drawn.x, drawn.y)
    assert usable[row, col].all()


def test_places_in_degrees_are_drawn_by_area(tmp_path):
    """From the equator to 60 degrees north, a pixel there has half the chance."""
    frame, _ = frame_on(tmp_path, "EPSG:4326", rasters.from_origin(0, 60, 1, 1))
    y = np.concatenate([simple(frame, 200, 0, np.random.default_rng(seed)).y for seed in range(20)])
    row, _, area = (np.concatenate(parts) for parts in zip(*frame.pixels(), strict=True))
    expected = area[row < 20].sum() / area.sum()  # north of 40 degrees
    assert np.mean(y > 40) == pytest.approx(expected, abs=3 * np.sqrt(expected * (1 - expected) / 4000))


def test_validate_map_takes_what_is_proposed(job, tmp_path, layers):
    """From proposal to verdict: strata and probabilities are there, and the interval holds the map's true error."""
    run(dataclasses.replace(job, method="stratified", count=60, reserve=12), Progress())
    rows = table(job.points)
    assert [row["purpose"] for row in rows] == ["sample"] * 60 + ["reserve"] * 12
    sampled = rows[:60]
    landscape = landscapes.pointwise_landscape(2, size=SIZE)
    x, y = places(job.points)[:60].T
    col = ((x - landscape.origin[0]) // landscape.pixel_size).astype(int)
    row = ((landscape.origin[1] - y) // landscape.pixel_size).astype(int)
    points = SampleTable(
        "proposed", rasters.wkt(landscapes.CRS), tuple(one["number"] for one in sampled), tuple(x.tolist()),
        tuple(y.tolist()), tuple(landscape.truth[row, col].astype(float).tolist()),
        tuple(one["stratum"] for one in sampled),
    )  # fmt: skip
    side = landscape.pixel_size
    shifted = landscape.truth + landscape.static["twi"] - 8  # a map that is wrong in a way that is known
    layer = rasters.raster(
        tmp_path / "map.tif", shifted.astype(np.float32), transform=rasters.from_origin(*landscape.origin, side, side)
    )
    verdict = validate.judge(
        ValidateMapJob(
            layer, points, "", design="stratified", probabilities=tuple(float(one["probability"]) for one in sampled)
        ),
        Progress(),
    )
    error = (shifted - landscape.truth).astype(float)
    for name, truth in (("bias", error.mean()), ("rmse", np.sqrt(np.mean(error**2)))):
        assert verdict.measures[name].lower < truth < verdict.measures[name].upper


# --- the job ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def few_exchanges(monkeypatch):
    monkeypatch.setattr(covariate_space, "EXCHANGES", 500)


@pytest.mark.usefixtures("few_exchanges")
@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_places(job, method, tmp_path):
    first = dataclasses.replace(job, method=method)
    again = dataclasses.replace(first, points=str(tmp_path / "again.csv"))
    other = dataclasses.replace(first, points=str(tmp_path / "other.csv"), seed=2)
    for each in (first, again, other):
        run(each, Progress())
    assert Path(first.points).read_bytes() == Path(again.points).read_bytes()
    if method != "dissimilarity":  # where all pixels are candidates, nothing is left to chance
        assert Path(first.points).read_bytes() != Path(other.points).read_bytes()
    report = Path(job.report).read_text(encoding="utf-8")
    assert report.count("<img") == 2
    assert ("What such a sample will tell" in report) == (method in ("random", "stratified"))


@pytest.mark.usefixtures("few_exchanges")
def test_a_mask_keeps_places_inside(job):
    left, top = landscapes.pointwise_landscape(2, size=SIZE).origin
    ring = [[left, top], [left + 2000, top], [left + 2000, top - 2000], [left, top - 2000], [left, top]]
    mask = Mask(json.dumps({"type": "Polygon", "coordinates": [ring]}), rasters.wkt(landscapes.CRS))
    for method in METHODS:
        run(dataclasses.replace(job, method=method, mask=mask, count=10), Progress())
        xy = places(job.points)
        assert (xy[:, 0] < left + 2045).all()
        assert (xy[:, 1] > top - 2045).all()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"covariates": ()}, "^Neither COVARIATES nor MODEL is given"),
        ({"method": "random", "minimum_distance": 5.0}, "^METHOD is random, whose chances .* MINIMUM_DISTANCE would"),
        ({"method": "stratified", "cost": RasterLayer("c", "c.tif")}, "^METHOD is stratified, whose .* COST would"),
    ],
)
def test_what_would_spoil_a_sample_is_refused(job, changes, message):
    with pytest.raises(InputError, match=message):
        run(dataclasses.replace(job, **changes), Progress())


def test_fewer_places_than_wanted_are_said(job):
    heard = Listener()
    run(dataclasses.replace(job, minimum_distance=3000.0), heard)
    assert heard.warnings[0].startswith(f"Only {len(places(job.points))} of 20 places are left that are 3000 m apart")


def test_no_pixel_with_all_layers_is_an_error(tmp_path):
    values = np.ones((4, 4), np.float32)
    layer = rasters.raster(tmp_path / "a.tif", values, nodata=1)
    features, grid = features_of_layers([layer]), Grid(rasters.wkt(rasters.UTM), tuple(rasters.north_up())[:6], 4, 4)
    assert isinstance(features, Features)
    with pytest.raises(InputError, match="^No pixel has a value in every covariate; check that the layers overlap"):
        frame_of(features, (), grid, None, 1, Progress())
