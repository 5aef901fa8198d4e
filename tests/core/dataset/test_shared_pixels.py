"""Samples in one pixel or at one place: what is said, with which counts, and what is refused."""

import dataclasses
import html
import re
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.crossval import run as crossval_task
from socmap_plugin.core.dataset import build as build_task
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.dataset.shared_pixels import pixel_sentence, place_sentences
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.models import TrainForestJob, TrainNetworkJob
from socmap_plugin.core.models import train as train_task
from socmap_plugin.core.runtime.errors import InputError
from tests.builders import rasters
from tests.builders.datasets import patch_dataset
from tests.builders.listener import Listener


@pytest.fixture
def job(tmp_path):
    """Thirty samples at places of their own."""
    return rasters.build_job(tmp_path, report=str(tmp_path / "report.html"))


def at_places(job, places, target):
    """Return a job whose samples stand where those of `job` with the numbers `places` stand."""
    x, y = np.array(job.samples.x)[places], np.array(job.samples.y)[places]
    ids = tuple(f"p{i + 1}" for i in range(len(places)))
    table = dataclasses.replace(job.samples, ids=ids, x=tuple(x), y=tuple(y), target=tuple(target), strata=())
    return dataclasses.replace(job, samples=table)


def said(job):
    """Build a dataset; return it, what the log says of shared pixels and places, and the words of the report."""
    listener = Listener()
    build_task.run(job, listener)
    page = html.unescape(re.sub("<[^>]+>", " ", Path(job.report).read_text(encoding="utf-8")))
    lines = [line for line in (*listener.lines, *listener.warnings) if "share their" in line or "samples" in line]
    assert all(line in page for line in lines)  # the report says it as the log does
    return lines


def test_depth_layers_are_counted_and_the_choice_is_named(job):
    target = np.concatenate([[value, 0.6 * value, 0.3 * value] for value in job.samples.target])
    assert said(at_places(job, np.repeat(np.arange(30), 3), target)) == [
        "90 of 90 samples share their pixel of the reference grid with others (30 pixels, up to 3 samples in one); "
        "folds keep them together.",
        "90 of 90 samples stand at 30 places with other samples of another target (sample p1, p2, p3 and 87 more), "
        "up to 3 at one. Their covariates are the same: if they are depth layers or repeated visits, keep one of them "
        "by a filter of the samples layer.",
    ]


def test_rows_entered_twice_are_counted(job):
    assert said(at_places(job, np.tile(np.arange(30), 2), np.tile(job.samples.target, 2))) == [
        "60 of 60 samples share their pixel of the reference grid with others (30 pixels, up to 2 samples in one); "
        "folds keep them together.",
        "30 of 60 samples repeat another one, place and target (sample p31, p32, p33 and 27 more); "
        "Delete Duplicate Geometries keeps one sample a place.",
    ]


def test_neighbours_in_one_pixel_are_neither(job):
    x = (*job.samples.x[:-1], job.samples.x[0] + 20)
    y = (*job.samples.y[:-1], job.samples.y[0])
    job = dataclasses.replace(job, samples=dataclasses.replace(job.samples, x=x, y=y))
    assert said(job) == [
        "2 of 30 samples share their pixel of the reference grid with others (1 pixel, up to 2 samples in one); "
        "folds keep them together."
    ]


def test_nothing_is_said_of_samples_that_stand_apart(job):
    assert said(job) == []


@pytest.mark.parametrize("seed", range(20))
def test_counts_are_those_of_a_plain_count(seed):
    """Against a loop over all pairs, on random places and targets."""
    rng = np.random.default_rng(seed)
    n = 40
    place, target = rng.integers(0, 25, n), rng.integers(0, 3, n).astype(float)
    dataset = patch_dataset(target, {"a": rng.normal(size=n)}, xy=np.column_stack([place, place]), pixel_group=place)
    others = [[j for j in range(n) if j != i and place[j] == place[i]] for i in range(n)]
    assert pixel_sentence(dataset).startswith(f"{sum(map(bool, others))} of {n} samples share")
    differing = sum(any(target[j] != target[i] for j in others[i]) for i in range(n))
    again = sum(any(j < i and target[j] == target[i] for j in others[i]) for i in range(n))
    found = place_sentences(dataset)
    assert found[0].startswith(f"{differing} of {n} samples stand at")
    assert found[1].startswith(f"{again} of {n} samples repeat another")


@pytest.fixture
def one_pixel(tmp_path):
    """The file of a dataset whose samples all lie in one pixel, as older versions built it."""
    rng = np.random.default_rng(1)
    path = tmp_path / "d.npz"
    dataset = patch_dataset(rng.normal(size=30), {"a": np.ones(30)}, pixel_group=np.full(30, 7))
    dataset_file.save(dataset, path)
    return str(path)


def test_build_refuses_samples_in_one_pixel(job):
    with pytest.raises(
        InputError,
        match=re.escape(
            "All 30 samples lie in one pixel of the reference grid (90 x 90 map units), so their covariates are the "
            "same and there is nothing to learn; check their coordinates, or give a REFERENCE of smaller pixels."
        ),
    ):
        build_task.run(at_places(job, np.zeros(30, int), job.samples.target), Listener())


@pytest.mark.parametrize("task", ["crossvalidate", "traincnnlstm", "trainrandomforest"])
def test_a_dataset_of_one_pixel_is_refused(task, one_pixel, tmp_path):
    out = str(tmp_path / "out")
    job, run = {
        "crossvalidate": (CrossValidateJob(one_pixel, out), crossval_task.run),
        "traincnnlstm": (TrainNetworkJob(one_pixel, out), train_task.run_network),
        "trainrandomforest": (TrainForestJob(one_pixel, out), train_task.run_forest),
    }[task]
    with pytest.raises(InputError, match=r"All 30 samples lie in one pixel .* again with samples of more places\."):
        run(job, Listener())
    assert not Path(out).exists()
