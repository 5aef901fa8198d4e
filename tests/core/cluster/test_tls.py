"""A cluster that speaks TLS: the certificates are those of Dask's own configuration."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from operator import neg
from pathlib import Path

import dask
import distributed  # noqa: F401 - its defaults come first, or they would be taken back with what a test sets
import pytest

from socmap_plugin.core.cluster.cluster import Cluster
from socmap_plugin.core.cluster.connection import ClusterLink
from socmap_plugin.core.dataset.patch_dataset import save
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.job_file import write_job
from socmap_plugin.core.jobs.models import ForestSettings
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders.certificates import make_certificates
from tests.builders.dask_cluster import DaskCluster
from tests.builders.places import ROOT
from tests.builders.refusals import assert_sentence


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def cluster(certificates, tmp_path_factory):
    with DaskCluster(sys.executable, tmp_path_factory.mktemp("cluster"), certificates.options()) as processes:
        processes.add_workers(1)
        yield processes


def configured(certificates):
    client = {"cert": str(certificates.certificate), "key": str(certificates.key)}
    tls = {"distributed.comm.tls.ca-file": str(certificates.authority), "distributed.comm.tls.client": client}
    return dask.config.set(tls)


def test_work_is_done_over_tls(cluster, certificates):
    assert cluster.address.startswith("tls://")
    with configured(certificates), Cluster(cluster.address, Progress()) as own:
        assert dict(own.map(neg, range(5))) == {number: -number for number in range(5)}


def test_a_job_takes_the_certificates_from_the_environment(cluster, certificates, small_dataset, tmp_path):
    save(small_dataset, tmp_path / "d.npz")
    job = CrossValidateJob(
        str(tmp_path / "d.npz"), str(tmp_path / "m.csv"), models=("forest", "mean"), folds=3, repeats=1,
        forest=ForestSettings(trees=50), scheduler=cluster.address,
    )  # fmt: skip
    write_job(job, tmp_path / "job.json")
    command = [sys.executable, "-m", "socmap_plugin.core", str(tmp_path / "job.json")]
    environment = {**os.environ, **certificates.environment()}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert '"type": "result"' in done.stdout.splitlines()[-1], done.stdout + done.stderr
    assert Path(job.metrics).is_file()


def test_without_certificates(cluster):
    with pytest.raises(InputError) as caught:
        ClusterLink(cluster.address, Progress())
    assert_sentence(str(caught.value), "give Dask its certificates")


def test_certificates_of_another_authority(cluster, tmp_path):
    with configured(make_certificates(tmp_path, "stranger")), pytest.raises(InputError) as caught:
        ClusterLink(cluster.address, Progress())
    assert_sentence(str(caught.value), "give Dask its certificates")


def test_certificates_that_are_not_there(cluster, certificates, tmp_path):
    gone = dataclasses.replace(certificates, key=tmp_path / "gone.pem")
    with configured(gone), pytest.raises(InputError) as caught:
        ClusterLink(cluster.address, Progress())
    assert_sentence(str(caught.value), "give Dask its certificates")
