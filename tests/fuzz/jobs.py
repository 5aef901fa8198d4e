"""Job files that are fuzzed: of every task, and the rows of covariate tables in them. What is a job is run."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from pathlib import Path

from socmap_plugin.core.__main__ import run_file
from socmap_plugin.core.dataset import build
from socmap_plugin.core.jobs.covariate_row import CovariateRow
from socmap_plugin.core.jobs.inputs import Extent, FoldTable, Mask
from socmap_plugin.core.jobs.job_file import job_document
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters
from tests.builders.jobs import JOBS, inputs_in
from tests.fuzz.damage import damaged_bytes, damaged_json
from tests.fuzz.kind import Kind

# A fuzzer has no time for ten thousand trees, nor for what a job does that does not say otherwise.
MOST = {"trees": 60, "members": 2, "epochs": 3, "repeats": 2, "folds": 5, "count": 50, "reserve": 50}
ADDRESS = re.compile(r"(/vsicurl/|WMS:)?http://127\.0\.0\.1:9/")
KEPT = ("models", "covariate_groups", "folds", "repeats", "settings", "forest", *MOST)


class Jobs(Kind):
    """Job files of any content."""

    def prepare(self):
        self.inputs = inputs_in(self.folder)
        # With a report, so that the fonts that the first one looks for are no input's time.
        build.run(dataclasses.replace(self.inputs[1], report=str(self.folder / "r.html")), Progress())
        self.documents = [json.loads(json.dumps(job_document(job))) for job in self.jobs()]

    def jobs(self):
        """Return jobs that write into the folder that is the present one."""
        crs = self.inputs[1].samples.crs_wkt
        x, y = rasters.X0, rasters.Y0
        extent = Extent(x, y - 900, x + 900, y, crs)
        ring = [[x, y], [x + 1800, y], [x + 1800, y - 1800], [x, y]]
        mask = Mask(json.dumps({"type": "Polygon", "coordinates": [ring]}), crs)
        each = {task: jobs(self.inputs, Path("."))[0] for task, jobs in JOBS.items()}
        samples, model = self.inputs[1].samples, str(self.folder / "1.socmodel")
        one, two = self.inputs[1].static[:2]
        place = {sample: str(i % 3) for i, sample in enumerate(samples.ids)}
        folds = FoldTable("folds", tuple(place), ("fold_1",), (tuple(place.values()),))
        strata = dataclasses.replace(samples, strata=tuple(place.values()))
        richer = {
            "predictsocraster": {"extent": extent, "mask": mask, "memory_mb": 128},
            "crossvalidate": {"fold_table": folds, "models": ("mean", "kriging"), "area": mask},
            "validatemap": {
                "points": strata, "design": "stratified", "areas": {"0": 1.0, "1": 2.0, "2": 0.5},
                "probabilities": (0.5,) * len(place), "lower": two, "upper": one,
            },
            "zonalstock": {"lower": two, "upper": one, "residuals": samples},
            "proposesamples": {
                "existing": samples, "mask": mask, "cost": one, "uncertainty": two, "method": "stratified",
                "reserve": 3, "model": model,
            },
        }  # fmt: skip
        more = [dataclasses.replace(each[task], **fields) for task, fields in richer.items()]
        return [*each.values(), *more, PredictJob(model, "map.tif", mask=mask, device="cpu", memory_mb=128)]

    def damaged(self, rng, path):
        document = self.documents[rng.integers(len(self.documents))]
        changed = _quick(document, self.changed(rng, document))
        # An address among the layers of a job is its user's own wish, and is opened.
        text = ADDRESS.sub("nowhere/", json.dumps(changed)).encode()
        if rng.random() < 0.3:
            text = damaged_bytes(rng, text)
        (path / "job.json").write_bytes(text)

    def changed(self, rng, document):
        """Return the document after some damage."""
        return damaged_json(rng, document)

    def use(self, path, told):
        here = os.getcwd()
        os.chdir(path)
        try:
            run_file(path / "job.json", Progress())
        finally:
            os.chdir(here)


class Tables(Jobs):
    """Covariate tables whose cells, rows and layers are any."""

    def jobs(self):
        job = self.inputs[1]
        rows = [CovariateRow(layer, 1, "static", layer.name, category="terrain") for layer in job.static]
        rows += [
            CovariateRow(layer, band, "temporal", layer.name, str(2001 + band), "phenology")
            for layer in job.temporal
            for band in (1, 2, 3)
        ]
        return [dataclasses.replace(job, dataset="d.npz", dropped="x.csv", static=(), temporal=(), table=tuple(rows))]

    def changed(self, rng, document):
        return {**document, "table": damaged_json(rng, document["table"])}


def _quick(original, changed):
    """Return a document that has what `original` says of the size of the work, and numbers that are not large."""
    if isinstance(original, dict) and isinstance(changed, dict):
        kept = {name: value for name, value in original.items() if name in KEPT and name not in changed}
        both = {name: _quick(original.get(name), value) for name, value in {**changed, **kept}.items()}
        if both.get("repeats") == 0:  # as many as the samples tell: ten of so few
            both["repeats"] = MOST["repeats"]
        return {
            name: min(value, MOST[name]) if name in MOST and type(value) is int else value
            for name, value in both.items()
        }
    return changed
