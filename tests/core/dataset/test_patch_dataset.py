"""The dataset file: a round trip, the same bytes twice, and no harm from any other file."""

import dataclasses
import io
import json
import os
import pickle
import re
import tracemalloc
import zipfile

import numpy as np
import pytest

from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.dataset.patch_dataset import PatchDataset, flatten
from socmap_plugin.core.runtime.errors import DatasetError, OutputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    job = rasters.build_job(tmp_path_factory.mktemp("rasters"))
    strata = ["Hügel", "plain"] * 15
    job = dataclasses.replace(job, samples=dataclasses.replace(job.samples, strata=tuple(strata)), target_unit="%")
    return build(job, Progress())[0]


@pytest.fixture
def path(dataset, tmp_path):
    dataset_file.save(dataset, tmp_path / "d.npz")
    return tmp_path / "d.npz"


def test_a_dataset_comes_back_as_it_was_saved(dataset, path):
    found = dataset_file.load(path)
    for field in dataclasses.fields(PatchDataset):
        np.testing.assert_equal(getattr(found, field.name), getattr(dataset, field.name))
    assert found.target_unit == "%"
    assert found.window == 5
    assert len(found) == 30


def test_plain_numpy_reads_it_without_pickle(path):
    with np.load(path, allow_pickle=False) as archive:
        assert set(archive.files) == {
            "header", "target", "static", "temporal_0", "xy", "strata", "pixel_group", "sample_id",
        }  # fmt: skip
        header = json.loads(str(archive["header"]))
        assert archive["static"].shape == (30, 2, 5, 5)
        assert archive["temporal_0"].shape == (30, 3, 2)
    assert header["schema"] == 1
    assert [item["name"] for item in header["covariates"]["static"]] == ["elevation", "twi"]


def test_the_same_dataset_is_the_same_bytes(dataset, path, tmp_path):
    dataset_file.save(dataset_file.load(path), tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_categories_select_arrays_and_covariates_alike(dataset):
    terrain = dataset.select(["terrain"])
    assert terrain.covariates.labels() == ["elevation", "twi"]
    assert terrain.temporal == ()
    series = dataset.select(["phenology"])
    assert series.static.shape == (30, 0, 5, 5)
    assert series.temporal[0].shape == (30, 3, 2)
    np.testing.assert_equal(dataset.select([]).flat(), dataset.flat())


def test_flat_rows_are_centre_values_and_sequences(dataset):
    rows = dataset.flat()
    assert rows.shape == (30, 2 + 3 * 2)
    np.testing.assert_array_equal(rows[:, :2], dataset.static[:, :, 2, 2])
    for t in range(3):
        for f in range(2):
            np.testing.assert_array_equal(rows[:, 2 + 2 * t + f], dataset.temporal[0][:, t, f])
    assert flatten(rows[:, :2], []).shape == (30, 2)


def test_a_folder_that_is_gone(dataset, tmp_path):
    with pytest.raises(OutputError, match="The output folder .*nowhere does not exist"):
        dataset_file.save(dataset, tmp_path / "nowhere" / "d.npz")


# a file that is no dataset: one sentence with what to do
def refused(path, words):
    with pytest.raises(DatasetError, match=words) as caught:
        dataset_file.load(path)
    assert_one_sentence(path, caught.value)


def assert_one_sentence(path, error):
    message = str(error)
    assert str(path) in message
    assert message.endswith(".")
    assert message.isprintable()  # so it is on one line


@pytest.mark.parametrize("share", [0, 0.001, 0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_file(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, "is damaged or not a SOC Map patch dataset .* build it again with Build Patch Dataset")


def test_damaged_bytes_anywhere(path):
    rng, content = np.random.default_rng(5), path.read_bytes()
    for _ in range(300):
        damaged = bytearray(content)
        for place in rng.choice([rng.integers(len(content)), rng.integers(200), -rng.integers(1, 600)], 3):
            damaged[place] = rng.integers(256)
        path.write_bytes(damaged)
        try:
            found = dataset_file.load(path)
        except DatasetError:
            continue
        assert np.isfinite(found.target).all()  # the damage met a date or a comment of the zip


def test_one_changed_byte_anywhere(path):
    rng, content = np.random.default_rng(6), path.read_bytes()
    ends = [*range(200), *range(len(content) - 700, len(content))]  # the headers of the zip, in more detail
    refusals = 0
    for place in [*rng.integers(len(content), size=150), *rng.choice(ends, 250)]:
        damaged = bytearray(content)
        damaged[place] ^= rng.integers(1, 256)
        path.write_bytes(damaged)
        try:
            assert len(dataset_file.load(path)) == 30  # the damage met a date or a comment of the zip
        except DatasetError as error:
            assert_one_sentence(path, error)
            refusals += 1
    assert refusals > 200


@pytest.mark.parametrize(
    ("offset", "value"), [(6, 99), (8, 1), (10, 12), (10, 14), (10, 97)], ids=["version", "key", "bz2", "lzma", "other"]
)
def test_what_the_zip_says_of_a_member(path, offset, value):
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + offset] = value
    path.write_bytes(content)
    refused(path, "is damaged or not a SOC Map patch dataset")


def foreign_npz(stream):
    np.savez(stream, target=np.zeros(3))


def foreign_header(stream):
    np.savez(stream, header=np.array(json.dumps({"kind": "a recipe"})))


def no_json(stream):
    np.savez(stream, header=np.array("{"))


def plain_array(stream):
    np.save(stream, np.zeros(3))


def a_zip(stream):
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("header.npy", "no array")


@pytest.mark.parametrize(
    "write",
    [foreign_npz, foreign_header, no_json, plain_array, a_zip, lambda stream: stream.write(b"\x00text" * 50)],
    ids=["other npz", "other header", "no json", "npy", "zip", "bytes"],
)
def test_a_foreign_file(tmp_path, write):
    with open(tmp_path / "x.npz", "wb") as stream:
        write(stream)
    refused(tmp_path / "x.npz", "is (damaged or )?not a SOC Map patch dataset")


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    refused(tmp_path / "none.npz", "does not exist; build it again")
    refused(tmp_path, "is damaged or not a SOC Map patch dataset")


def rewritten(path, header=None, **arrays):
    """Write the dataset again with some arrays or header entries changed; None leaves an array out."""
    with np.load(path) as archive:
        content = dict(archive)
    described = {**json.loads(str(content["header"])), **(header or {})}
    content |= {"header": np.array(json.dumps(described)), **arrays}
    np.savez(path, **{name: value for name, value in content.items() if value is not None})


def test_a_newer_schema(path):
    rewritten(path, {"schema": 2})
    refused(path, "has dataset schema 2, this version reads up to 1; install a newer SOC Map")


@pytest.mark.parametrize("schema", [0, -3, True, 1.0, "1", None, [1]], ids=repr)
def test_a_schema_that_is_none(path, schema):
    rewritten(path, {"schema": schema})
    refused(path, "is damaged or not a SOC Map patch dataset .its schema is")


@pytest.mark.parametrize(
    "arrays",
    [
        {"target": None},
        {"target": np.zeros(0)},
        {"target": np.zeros(30, np.float32)},
        {"static": np.zeros((30, 2, 7, 5), np.float32)},
        {"static": np.zeros((30, 2, 4, 4), np.float32)},
        {"static": np.zeros((30, 2, 17, 17), np.float32)},
        {"static": np.zeros((30, 2, 5, 5), ">f4")},
        {"more": np.zeros(30)},
        {"temporal_0": None},
        {"target": np.zeros(29)},
        {"target": np.zeros(30, np.int64)},
        {"target": np.full(30, np.nan)},
        {"static": np.zeros((30, 2, 5, 4), np.float32)},
        {"static": np.zeros((30, 3, 5, 5), np.float32)},
        {"static": np.array(5.0)},
        {"static": np.full((30, 2, 5, 5), np.inf, np.float32)},
        {"temporal_0": np.zeros((30, 2, 2), np.float32)},
        {"xy": np.zeros((30, 3))},
        {"strata": np.zeros(30)},
        {"pixel_group": np.zeros(30)},
        {"sample_id": np.array(["a"])},
    ],
    ids=lambda arrays: " ".join(
        f"{name} {'missing' if value is None else f'{value.dtype} {value.shape}'}" for name, value in arrays.items()
    ),
)
def test_arrays_that_do_not_fit_together(path, arrays):
    rewritten(path, **arrays)
    refused(path, "is damaged or not a SOC Map patch dataset")


@pytest.mark.parametrize("name", ["header", "sample_id"])
def test_text_beyond_unicode(path, name):
    with np.load(path) as archive:
        content = dict(archive)
    content[name].reshape(-1).view(np.uint32)[0] = 0x110000
    np.savez(path, **content)
    refused(path, f"{name} holds text that is none")


@pytest.mark.parametrize("key", ["covariates", "grid"])
@pytest.mark.parametrize(
    "value", [None, 5, "text", [], {}, {"static": [5], "temporal": []}, {"static": [], "temporal": []}]
)
def test_headers_that_describe_nothing(path, key, value):
    rewritten(path, {key: value})
    refused(path, "is damaged or not a SOC Map patch dataset")


GRID = {"crs_wkt": rasters.wkt(rasters.UTM), "transform": [90, 0, 0, 0, -90, 0], "width": 40, "height": 40}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"grid": GRID | {"crs_wkt": "junk"}}, "the CRS of its grid cannot be read"),
        ({"grid": GRID | {"crs_wkt": ""}}, "the CRS of its grid cannot be read"),
        ({"grid": GRID | {"transform": [90, 0, 0, 0, 0, 0]}}, "Its grid has 40 x 40 pixels of"),
        ({"grid": GRID | {"transform": [float("nan")] * 6}}, r"The number grid\.transform\[0\] is none"),
        ({"grid": GRID | {"width": 0}}, r"grid\.width is 0; give a number from 1"),
        ({"grid": GRID | {"width": float("inf")}}, r"grid\.width is inf, which is not of the type int"),
        ({"temporal_resampling": "banana"}, "temporal resampling 'banana' is none of nearest, bilinear"),
        ({"temporal_resampling": ["nearest"]}, "which is not of the type str"),
    ],
)
def test_headers_that_no_raster_could_be_read_by(path, header, words):
    rewritten(path, header)
    refused(path, f"is damaged or not a SOC Map patch dataset .*{words}")


def test_steps_and_sources_that_do_not_fit_together(dataset, path):
    covariates = dataset.covariates.to_json()
    covariates["temporal"][0]["variables"][0]["sources"] = covariates["temporal"][0]["variables"][0]["sources"][:2]
    rewritten(path, {"covariates": covariates})
    refused(path, "a temporal covariate has not one source a step")
    covariates = dataset.covariates.to_json()
    covariates["temporal"][0]["steps"] = ["spring", "summer", "autumn"]
    rewritten(path, {"covariates": covariates})
    refused(path, "is damaged or not a SOC Map patch dataset .The step 'spring' is neither a number nor a date")


def test_a_header_of_deep_json(path):
    np.savez(path, header=np.array("[" * 100_000))
    refused(path, "is damaged or not a SOC Map patch dataset")


# bombs: a small file that claims or holds far more than a dataset needs
def with_member(path, name, content):
    """Replace a member of the zip by bytes, or add it."""
    with zipfile.ZipFile(path) as archive:
        members = {item: archive.read(item) for item in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for item, old in {**members, name: content}.items():
            archive.writestr(item, old)


def npy_header(shape, descr="<f4"):
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": descr, "fortran_order": False, "shape": shape})
    return stream.getvalue()


@pytest.mark.parametrize("name", ["more.npy", "static.npy", "header.npy"])
def test_a_bomb_of_zeros_is_never_inflated(path, name):
    with_member(path, name, npy_header((10**8 // 4,)) + bytes(10**8))
    assert path.stat().st_size < 300_000
    tracemalloc.start()
    refused(path, "is damaged or not a SOC Map patch dataset")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 10**6


@pytest.mark.parametrize("shape", [(2 * 10**13,), (30, 2, 5, 5, 10**11), (-1, -7500)], ids=str)
def test_an_array_that_claims_terabytes(path, shape):
    with_member(path, "static.npy", npy_header(shape))
    refused(path, "is damaged or not a SOC Map patch dataset .static declares")


def test_a_member_that_claims_more_than_its_bytes_can_hold(path):
    content = bytearray(path.read_bytes())
    for found in re.finditer(b"PK\x01\x02", bytes(content)):
        content[found.start() + 24 : found.start() + 28] = (2**31).to_bytes(4, "little")
    path.write_bytes(content)
    refused(path, r"'header\.npy' has 2147483648 bytes, the limit is")


def test_arrays_over_the_limit(path, monkeypatch):
    monkeypatch.setattr(dataset_file, "LARGEST_BYTES", 10_000)
    refused(path, r"bytes, the limit is 10000\)")


def test_no_memory_left(path, monkeypatch):
    def full(*args, **kwargs):
        raise MemoryError

    monkeypatch.setattr(np.lib.format, "read_array", full)
    refused(path, "needs more memory than is free; close other programs")


class Bomb:
    """Creates a folder when it is unpickled."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


@pytest.mark.parametrize(
    ("name", "words"),
    [(name, f"{name} holds Python objects, which are never read") for name in ("target", "header", "strata")]
    + [("more", r"it holds 'header\.npy', .*'more\.npy'")],
)
def test_code_in_an_array_of_objects_never_runs(path, tmp_path, name, words):
    trap = np.empty(30, object)
    trap[:] = [Bomb(tmp_path / "ran")] * 30
    with np.load(path) as archive:
        content = dict(archive)
    np.savez(path, **{**content, name: trap})
    refused(path, f"is damaged or not a SOC Map patch dataset .*{words}")
    assert not (tmp_path / "ran").exists()
    pickle.loads(pickle.dumps(Bomb(tmp_path / "ran")))  # the trap works
    assert (tmp_path / "ran").exists()


def test_a_plain_pickle_never_runs(tmp_path):
    path = tmp_path / "x.npz"
    path.write_bytes(pickle.dumps(Bomb(tmp_path / "ran")))
    refused(path, "is damaged or not a SOC Map patch dataset")
    assert not (tmp_path / "ran").exists()


def test_a_message_is_one_line(path):
    stream = io.BytesIO()
    np.save(stream, np.zeros(3))
    path.write_bytes(stream.getvalue())
    with pytest.raises(DatasetError) as caught:
        dataset_file.load(path)
    assert not re.search(r"\n", str(caught.value))
