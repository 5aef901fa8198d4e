"""Forward selection: it finds what makes the target, sees no test row, and ends."""

import dataclasses
import re

import numpy as np
import pytest

from socmap_plugin.core.covariates.covariate_list import BandSource
from socmap_plugin.core.crossval.run import run
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.jobs.models import ForestSettings
from socmap_plugin.core.models.metrics import r2
from socmap_plugin.core.runtime.errors import Cancelled, InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.selection.forward import refuse_endless, select_forward, variables
from socmap_plugin.core.splits.folds import Folds
from socmap_plugin.core.unfinished.records import Kept
from tests.builders import datasets
from tests.builders.listener import Listener

SETTINGS = ForestSettings(trees=50)


@pytest.fixture(scope="module")
def dataset():
    """Eighty samples whose target is made of a static covariate and of the second step of a sequence."""
    draw = np.random.default_rng(4)
    static = {name: draw.normal(size=80) for name in ("noise", "slope", "more noise")}
    series = {name: draw.normal(size=(80, 3)) for name in ("rain", "frost")}
    target = 3 * static["slope"] + 2 * series["rain"][:, 1] + 0.3 * draw.normal(size=80)
    return datasets.patch_dataset(target, static, [(("2001", "2002", "2003"), series)])


@pytest.fixture(scope="module")
def folds():
    return np.stack([np.random.default_rng(seed).permutation(80) % 4 for seed in (1, 2)])


def test_a_variable_is_one_with_all_its_steps_and_its_classes(dataset):
    assert {name: own.tolist() for name, own in variables(dataset.covariates).items()} == {
        "noise": [0], "slope": [1], "more noise": [2], "rain": [3, 5, 7], "frost": [4, 6, 8],
    }  # fmt: skip
    one = dataset.covariates.static[0]
    soils = tuple(
        dataclasses.replace(
            one,
            name=f"soil={value} {text}",
            source=BandSource(RasterLayer("s", "s.tif"), 1, class_value=value, classes=(1, 2), class_name=text),
        )
        for value, text in ((1, "pH=7"), (2, "pH=5"))
    )
    covariates = dataclasses.replace(dataset.covariates, static=(*soils, one))
    assert [own.tolist() for own in variables(covariates).values()] == [[0, 1], [2], [3, 5, 7], [4, 6, 8]]
    (group,) = dataset.covariates.temporal
    covers = tuple(
        dataclasses.replace(
            item,
            name=f"cover={value}",
            sources=tuple(dataclasses.replace(one, class_value=value, classes=(1, 2)) for one in item.sources),
        )
        for value, item in zip((1, 2), group.variables)
    )
    covariates = dataclasses.replace(dataset.covariates, temporal=(dataclasses.replace(group, variables=covers),))
    assert variables(covariates)["cover"].tolist() == [3, 5, 7, 4, 6, 8]


def test_what_makes_the_target_is_chosen_and_noise_is_not_first(dataset, folds):
    found = select_forward(dataset, folds[:1], SETTINGS, Kept(), Progress())
    chosen = dict(zip(found.names, np.moveaxis(found.chosen, 2, 0)))
    assert (chosen["slope"] > 0).all()
    assert (chosen["slope"] == 1).sum() >= 3
    assert (chosen["rain"] > 0).sum() >= 3
    assert np.isfinite(found.predicted).all()
    assert np.mean([r2(dataset.target, own) for own in found.predicted]) > 0.5


def test_test_rows_have_no_part_in_the_choice_nor_in_the_predictions_of_others(dataset, folds):
    expected = select_forward(dataset, folds[:1], SETTINGS, Kept(), Progress())
    test = np.flatnonzero(folds[0] == 2)
    odd, others = test[::2], test[1::2]
    changed = dataclasses.replace(dataset, target=dataset.target.copy(), static=dataset.static.copy())
    changed.target[test] = 1e4 * (1 + np.arange(len(test)))
    changed.static[odd] = changed.target[odd, None, None, None]  # which would give the target away
    found = select_forward(changed, folds[:1], SETTINGS, Kept(), Progress())
    np.testing.assert_array_equal(found.chosen[0, 2], expected.chosen[0, 2])
    np.testing.assert_array_equal(found.predicted[0, others], expected.predicted[0, others])
    assert not np.array_equal(found.chosen[0, 3], expected.chosen[0, 3])  # for which they are training rows


def test_choosing_among_noise_explains_nothing(folds):
    """Chosen with all samples, the best of eight would seem to explain a part of them."""
    draw = np.random.default_rng(6)
    noise = datasets.patch_dataset(draw.normal(size=80), {f"n{i}": draw.normal(size=80) for i in range(8)})
    found = select_forward(noise, folds[:1], SETTINGS, Kept(), Progress())
    assert r2(noise.target, found.predicted[0]) < 0.05


@pytest.mark.parametrize(
    ("count", "folds", "words"),
    [(5, 2, "SELECT needs 3 folds or more"), (400, 100, "SELECT may grow [0-9]+ forests for 400 variables")],
)
def test_what_cannot_be_chosen_or_would_not_end_is_refused(count, folds, words):
    with pytest.raises(InputError, match=words):
        refuse_endless(count, Folds(np.arange(200)[None] % folds))


@pytest.fixture
def job(dataset, tmp_path):
    """A job that selects, and has one repeat of three folds."""
    dataset_file.save(dataset, tmp_path / "d.npz")
    return dataclasses.replace(
        datasets.JOB, dataset=str(tmp_path / "d.npz"), metrics=str(tmp_path / "m.csv"), report=str(tmp_path / "r.html"),
        models=("forest", "mean"), folds=3, repeats=1, select="forward",
        covariate_groups=",".join(dataset.covariates.categories),
    )  # fmt: skip


def test_a_run_says_what_was_selected(job, tmp_path):
    heard = Listener()
    run(job, heard)
    begins = ("Variables are selected among 5 in 3 of 3 folds: at most ", "Selected by a forest")
    before, after = (next(i for i, line in enumerate(heard.lines) if line.startswith(words)) for words in begins)
    assert before < after
    assert "all variables" in heard.lines[after]
    report = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Which covariates are enough" in report
    assert re.search(r"slope</td><td[^>]*>3 of 3<", report)


def test_a_run_that_was_cancelled_goes_on_with_the_folds_that_have_chosen(job, tmp_path):
    run(job, whole := Listener())
    report = (tmp_path / "r.html").read_text(encoding="utf-8")
    (tmp_path / "m.csv").unlink()
    with pytest.raises(Cancelled):
        run(job, Listener("selection, repeat 1 of 1, fold 3 of 3"))
    run(job, second := Listener())
    assert any(line.startswith("Variables are selected among 5 in 1 of 3 folds") for line in second.lines)
    assert second.lines[-1] == whole.lines[-1]
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == report
