from __future__ import annotations

import dataclasses
import json
import pickle
import zipfile

import numpy as np
import pytest
import safetensors.numpy

from socmap_plugin.core.jobs.models import ForestSettings, TrainingSettings
from socmap_plugin.core.models import model_file
from socmap_plugin.core.models.hybrid import Hybrid
from socmap_plugin.core.models.model_file import Contract, Model
from socmap_plugin.core.network.fit import fit
from socmap_plugin.core.network.members import ensemble_members
from socmap_plugin.core.runtime.errors import ModelError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.trees.forest import grow

SETTINGS = TrainingSettings(members=2, epochs=3)


@pytest.fixture(scope="module", params=["network", "network of log target", "forest", "hybrid"])
def model(request, small_dataset):
    contract = Contract.of(small_dataset, {"settings": {}})
    if request.param == "forest":
        return Model(contract, grow(small_dataset.flat(), small_dataset.target, ForestSettings(trees=5), 1))
    settings = dataclasses.replace(SETTINGS, log_target="on" if "log" in request.param else "off")
    members = ensemble_members(np.arange(len(small_dataset)), small_dataset, settings)
    ensemble = fit(small_dataset, members, settings, Progress()).ensemble
    return Model(contract, _hybrid(ensemble, small_dataset) if request.param == "hybrid" else ensemble)


def _hybrid(ensemble, dataset, weight=0.3):
    return Hybrid(ensemble, grow(dataset.flat(), dataset.target, ForestSettings(trees=5), 1), weight)


@pytest.fixture(scope="module")
def network_file(small_dataset, tmp_path_factory):
    members = ensemble_members(np.arange(len(small_dataset)), small_dataset, SETTINGS)
    path = tmp_path_factory.mktemp("model") / "network.socmodel"
    ensemble = fit(small_dataset, members, SETTINGS, Progress()).ensemble
    model_file.save(Model(Contract.of(small_dataset, {}), ensemble), path)
    return path


@pytest.fixture(scope="module")
def hybrid_file(network_file, small_dataset, tmp_path_factory):
    path, network = tmp_path_factory.mktemp("model") / "hybrid.socmodel", model_file.load(network_file)
    model_file.save(Model(network.contract, _hybrid(network.predictor, small_dataset)), path)
    return path


def _predict(predictor, dataset):
    if isinstance(predictor, Hybrid):
        both = [_predict(part, dataset) for part in (predictor.ensemble, predictor.forest)]
        return np.concatenate([*both, np.full_like(both[0], predictor.weight)])
    if hasattr(predictor, "predict_trees"):
        return predictor.predict_trees(dataset.flat())
    return predictor.predict(dataset.static, dataset.temporal)


def test_a_model_predicts_the_same_after_saving_and_loading(model, small_dataset, tmp_path):
    path = tmp_path / "model.socmodel"
    model_file.save(model, path)
    loaded = model_file.load(path)
    assert loaded.contract == model.contract
    assert np.array_equal(_predict(loaded.predictor, small_dataset), _predict(model.predictor, small_dataset))


def test_the_same_model_is_the_same_bytes(model, tmp_path):
    model_file.save(model, tmp_path / "one")
    model_file.save(model, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def _rewritten(path, target, change):
    """Copy a model file with its contents changed."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    change(contents)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target


def _manifest(contents, **changes):
    contents["manifest.json"] = json.dumps(json.loads(contents["manifest.json"]) | changes).encode()


@pytest.mark.parametrize("keep", [0, 10, 0.5, -40], ids=["empty", "ten bytes", "half", "without its end"])
def test_a_truncated_model_is_refused(network_file, tmp_path, keep):
    content = network_file.read_bytes()
    path = tmp_path / "cut.socmodel"
    path.write_bytes(content[: int(keep * len(content)) if isinstance(keep, float) else keep])
    with pytest.raises(ModelError, match="damaged or not a SOC Map model .*; train it again"):
        model_file.load(path)


def test_a_flipped_byte_is_noticed(network_file, tmp_path):
    content = bytearray(network_file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "flipped").write_bytes(content)
    with pytest.raises(ModelError, match="damaged"):
        model_file.load(tmp_path / "flipped")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: _manifest(c, schema=99), "has model schema 99, this version reads up to 1; install a newer SOC Map"),
        (lambda c: _manifest(c, kind="other"), "is not a SOC Map model"),
        (lambda c: _manifest(c, architecture={"channels": 3}), "damaged"),
        (lambda c: c.pop("weights.safetensors"), "a SOC Map model holds manifest.json and weights.safetensors only"),
        (lambda c: c.update({"../evil": b""}), "a SOC Map model holds manifest.json and weights.safetensors only"),
        (lambda c: c.update({"weights.safetensors": b"\xff" * 100}), "damaged"),
        (lambda c: c.update({"manifest.json": b"[]"}), "is not a SOC Map model"),
    ],
    ids=["newer schema", "other kind", "half a shape", "no weights", "path escape", "no tensors", "list manifest"],
)
def test_foreign_contents_are_refused(network_file, tmp_path, change, message):
    path = _rewritten(network_file, tmp_path / "changed.socmodel", change)
    with pytest.raises(ModelError, match=message):
        model_file.load(path)


def _refused(path, words):
    with pytest.raises(ModelError, match=words) as caught:
        model_file.load(path)
    _assert_one_sentence(path, caught.value)


def _assert_one_sentence(path, error):
    message = str(error)
    assert message.startswith(str(path))
    assert message.endswith(".")
    assert message.isprintable()  # so it is on one line


@pytest.fixture(scope="module")
def forest_file(small_dataset, tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "forest.socmodel"
    forest = grow(small_dataset.flat(), small_dataset.target, ForestSettings(trees=5), 1)
    model_file.save(Model(Contract.of(small_dataset, {}), forest), path)
    return path


@pytest.mark.parametrize("kind", ["network_file", "forest_file", "hybrid_file"])
def test_one_changed_byte_anywhere(request, kind, tmp_path):
    content = request.getfixturevalue(kind).read_bytes()
    path, rng, refusals = tmp_path / "damaged.socmodel", np.random.default_rng(7), 0
    ends = [*range(50), *range(len(content) - 150, len(content))]  # the headers of the zip, in more detail
    for place in [*rng.integers(len(content), size=100), *rng.choice(ends, 200)]:
        damaged = bytearray(content)
        damaged[place] ^= rng.integers(1, 256)
        path.write_bytes(damaged)
        try:
            assert model_file.load(path).contract.window == 5  # the damage met a date or a comment of the zip
        except ModelError as error:
            _assert_one_sentence(path, error)
            refusals += 1
    assert refusals > 150


@pytest.mark.parametrize(
    ("offset", "value"), [(6, 99), (8, 1), (10, 12), (10, 14), (10, 97)], ids=["version", "key", "bz2", "lzma", "other"]
)
def test_what_the_zip_says_of_a_member(network_file, tmp_path, offset, value):
    content, path = bytearray(network_file.read_bytes()), tmp_path / "changed.socmodel"
    content[content.index(b"PK\x01\x02") + offset] = value
    path.write_bytes(content)
    _refused(path, "is damaged or not a SOC Map model")


def test_names_of_members_make_no_long_or_broken_message(network_file, tmp_path):
    path = tmp_path / "changed.socmodel"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1000):
            archive.writestr(f"{number}\n{'x' * 1000}", b"")
    _refused(path, "holds '0.*and 988 more, a SOC Map model holds")


def test_deep_json(network_file, tmp_path):
    deep = _rewritten(network_file, tmp_path / "a", lambda c: c.update({"manifest.json": b"[" * 100_000}))
    _refused(deep, "is damaged or not a SOC Map model")


@pytest.mark.parametrize("schema", [0, -3, True, 1.0, "1", None], ids=repr)
def test_a_schema_that_is_none(network_file, tmp_path, schema):
    _refused(
        _rewritten(network_file, tmp_path / "a", lambda c: _manifest(c, schema=schema)),
        "is damaged or not a SOC Map model .its schema is",
    )


def _static(manifest):
    manifest["covariates"]["static"].pop()


def _steps(manifest):
    manifest["covariates"]["temporal"][0]["variables"].pop()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: m.update(window=7), "its network is for .*'window': 5.* its covariates are .*'window': 7"),
        (lambda m: m.update(window=4), "The window is 4 pixels"),
        (lambda m: m.update(window=17), "The window is 17 pixels"),
        (lambda m: m.update(window=5.0), "5.0 is not of the type int"),
        (lambda m: m.update(window=True), "True is not of the type int"),
        (_static, "its network is for"),
        (_steps, "its network is for"),
        (lambda m: m.update(temporal_resampling="banana"), "temporal resampling 'banana' is none of"),
        (lambda m: m.update(target_unit=5), "target_unit is 5, which is not of the type str"),
        (lambda m: m.update(task="svm"), "its task is 'svm'"),
        (lambda m: m.update(log_target="no"), "'no' is not of the type bool"),
        (lambda m: m["grid"].update(crs_wkt="junk"), "the CRS of its grid cannot be read"),
        (lambda m: m["grid"].update(width=0), "grid.width is 0"),
        (lambda m: m["grid"].update(transform=[0.0] * 6), "Its grid has"),
        (lambda m: m["architecture"].update(layers=10**9), "its network has the sizes"),
        (lambda m: m["architecture"].update(hidden=-12), "its network has the sizes"),
        (lambda m: m["architecture"].update(dense=32.0), "32.0 is not of the type int"),
        (lambda m: m["architecture"].update(filters=[]), "its network has the sizes"),
        (lambda m: m["architecture"].update(filters=8), "8 is not of the type list"),
        (lambda m: m["architecture"].update(filters=[1] * 999), "its network has the sizes"),
    ],
)
def test_a_manifest_that_contradicts_itself(network_file, tmp_path, change, words):
    def changed(contents):
        manifest = json.loads(contents["manifest.json"])
        change(manifest)
        contents["manifest.json"] = json.dumps(manifest).encode()

    path = _rewritten(network_file, tmp_path / "changed.socmodel", changed)
    _refused(path, f"is damaged or not a SOC Map model .*{words}")


def _with_tensor(path, target, name, change):
    def changed(contents):
        tensors = {key: array.copy() for key, array in safetensors.numpy.load(contents["weights.safetensors"]).items()}
        tensors[name] = np.ascontiguousarray(change(tensors[name]))
        contents["weights.safetensors"] = safetensors.numpy.save(tensors)

    return _rewritten(path, target, changed)


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("scaling.static", lambda a: a[:, :, :1], "scaling.static has the shape"),
        ("scaling.static", lambda a: a * 0, "a spread of the scaling is not above zero"),
        ("scaling.static", lambda a: a * np.float32(np.nan), "finite values"),
        ("scaling.temporal0", lambda a: a[0], "scaling.temporal0 has the shape"),
        ("scaling.temporal0", lambda a: -a, "a spread of the scaling is not above zero"),
        ("scaling.target", lambda a: a.astype(np.float64), "scaling.target has the shape"),
        ("scaling.target", lambda a: a[:, :1], "scaling.target has the shape"),
        ("scaling.smearing", lambda a: a[:1], "has the shape"),
        ("scaling.smearing", lambda a: a[:0], "has the shape"),
        ("scaling.smearing", lambda a: a * 0, "is not above zero"),
        ("scaling.range.static", lambda a: a[::-1], "scaling.range.static is no range of"),
        ("scaling.range.static", lambda a: a[:, :1], "scaling.range.static is no range of"),
        ("scaling.range.temporal0", lambda a: a + np.float32(np.nan), "scaling.range.temporal0 is no range of"),
        ("scaling.range.temporal0", lambda a: a.astype(np.float64), "scaling.range.temporal0 is no range of"),
        ("network.dense.bias", lambda a: a + np.float32(np.inf), "finite values"),
        ("network.dense.bias", lambda a: a[:, :5], "network.dense.bias has the shape"),
    ],
)
def test_tensors_that_do_not_make_a_network(network_file, tmp_path, name, change, words):
    path = _with_tensor(network_file, tmp_path / "changed.socmodel", name, change)
    _refused(path, f"is damaged or not a SOC Map model .*{words}")


def test_a_model_without_ranges_predicts_the_same_within_the_training_values(network_file, small_dataset, tmp_path):
    """As files of 0.3.0 are."""

    def older(contents):
        tensors = safetensors.numpy.load(contents["weights.safetensors"])
        kept = {name: array for name, array in tensors.items() if not name.startswith("scaling.range.")}
        assert len(tensors) - len(kept) == 1 + len(small_dataset.temporal)
        contents["weights.safetensors"] = safetensors.numpy.save(kept)

    loaded = model_file.load(_rewritten(network_file, tmp_path / "older.socmodel", older)).predictor
    assert loaded.scaling.ranges is None
    inputs = small_dataset.static, small_dataset.temporal
    assert np.array_equal(loaded.predict(*inputs), model_file.load(network_file).predictor.predict(*inputs))


def test_an_empty_depth_of_a_forest(forest_file, tmp_path):
    path = _with_tensor(forest_file, tmp_path / "changed.socmodel", "depth", lambda a: a[:0])
    _refused(path, "is damaged or not a SOC Map model .*depth of the forest")


def test_weights_over_the_limit(network_file, tmp_path, monkeypatch):
    monkeypatch.setitem(model_file._LARGEST_BYTES, "weights.safetensors", 1000)
    _refused(network_file, r"'weights\.safetensors' has \d+ bytes, the limit is 1000")
    monkeypatch.undo()
    loaded = model_file.load(network_file)
    monkeypatch.setitem(model_file._LARGEST_BYTES, "weights.safetensors", 1000)
    with pytest.raises(ModelError, match="The model has .* the limit is 1000; use fewer trees or members"):
        model_file.save(loaded, tmp_path / "large.socmodel")
    assert not list(tmp_path.iterdir())


def test_no_memory_left(network_file, monkeypatch):
    def full(content):
        raise MemoryError

    monkeypatch.setattr(safetensors.numpy, "load", full)
    _refused(network_file, "needs more memory than is free; close other programs")


class _Trap:
    def __reduce__(self):
        return (open, (_Trap.path, "w"))


def test_a_pickle_is_refused_and_never_run(network_file, tmp_path):
    _Trap.path = str(tmp_path / "ran")
    trap = pickle.dumps(_Trap())
    carried = _rewritten(network_file, tmp_path / "a.socmodel", lambda c: c.update({"data.pkl": trap}))
    instead = _rewritten(network_file, tmp_path / "b.socmodel", lambda c: c.update({"weights.safetensors": trap}))
    with pytest.raises(ModelError, match="carries the pickle 'data.pkl'"):
        model_file.load(carried)
    with pytest.raises(ModelError, match="damaged"):
        model_file.load(instead)
    (tmp_path / "c.socmodel").write_bytes(trap)
    with pytest.raises(ModelError, match="damaged"):
        model_file.load(tmp_path / "c.socmodel")
    assert not (tmp_path / "ran").exists()


def test_a_model_that_is_not_there(tmp_path):
    with pytest.raises(ModelError, match="does not exist; choose another or train one"):
        model_file.load(tmp_path / "none.socmodel")
