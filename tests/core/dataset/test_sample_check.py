"""What Build Patch Dataset says of samples by the rules of Check Samples: how much there is, in log and report."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from socmap_plugin.core.dataset import build as build_task
from tests.builders import rasters
from tests.builders.listener import Listener
from tests.builders.real_data import folder, layers, table


def warned(job):
    listener = Listener()
    build_task.run(job, listener)
    return [text for text in listener.warnings if text.startswith("Sample check: ")]


@pytest.fixture
def job(tmp_path):
    return rasters.build_job(tmp_path, report=str(tmp_path / "report.html"), dropped="")


def test_the_log_and_the_report_say_how_much_was_found(job):
    target = list(job.samples.target)
    target[3], target[5], target[8], target[9] = -9999.0, 700.0, 0.0, "<0.5"
    samples = dataclasses.replace(job.samples, target=tuple(target))
    (said,) = warned(dataclasses.replace(job, samples=samples, target_expression="om"))
    assert "2 impossible value, 1 below detection" in said
    assert "1 organic matter" in said
    assert said.endswith("Run Check Samples to see which samples these are, and what to do.")
    assert said.removeprefix("Sample check: ") in Path(job.report).read_text(encoding="utf-8")


def test_of_clean_samples_it_says_nothing(tmp_path):
    place = folder("amhara_sswr")
    crs = "+proj=laea +lat_0=5 +lon_0=20 +datum=WGS84 +units=m"
    samples = table(place / "samples.csv", crs, "s1", "s2", "SOM")
    target = tuple(10 / 1.724 * value for value in samples.target)
    job = build_task.BuildDatasetJob(
        dataclasses.replace(samples, target=target), str(tmp_path / "d.npz"), layers(place / "covs", "*.tif"),
        target_expression='"SOM" * 10 / 1.724', report=str(tmp_path / "r.html"),
    )  # fmt: skip
    assert warned(job) == []
    page = Path(job.report).read_text(encoding="utf-8")
    assert "<h3>Sample check</h3>\n<p>Nothing suspicious was found.</p>" in page
