from __future__ import annotations

import dataclasses
import json
import pickle
import zipfile

import numpy as np
import pytest

from socmap_plugin.core import modelfile
from socmap_plugin.core.errors import ModelError
from socmap_plugin.core.forest import grow
from socmap_plugin.core.jobs import ForestSettings, TrainingSettings
from socmap_plugin.core.modelfile import Contract, Model
from socmap_plugin.core.progress import Progress
from socmap_plugin.core.training import ensemble_members, fit

SETTINGS = TrainingSettings(members=2, epochs=3)


@pytest.fixture(scope="module", params=["network", "network of log target", "forest"])
def model(request, small_dataset):
    contract = Contract.of(small_dataset, {"settings": {}})
    if request.param == "forest":
        return Model(contract, grow(small_dataset.flat(), small_dataset.target, ForestSettings(trees=5), 1))
    settings = dataclasses.replace(SETTINGS, log_target="log" in request.param)
    members = ensemble_members(np.arange(len(small_dataset)), small_dataset, settings)
    return Model(contract, fit(small_dataset, members, settings, Progress()).ensemble)


@pytest.fixture(scope="module")
def network_file(small_dataset, tmp_path_factory):
    members = ensemble_members(np.arange(len(small_dataset)), small_dataset, SETTINGS)
    path = tmp_path_factory.mktemp("model") / "network.socmodel"
    ensemble = fit(small_dataset, members, SETTINGS, Progress()).ensemble
    modelfile.save(Model(Contract.of(small_dataset, {}), ensemble), path)
    return path


def _predict(predictor, dataset):
    if hasattr(predictor, "predict_trees"):
        return predictor.predict_trees(dataset.flat())
    return predictor.predict(dataset.static, dataset.temporal)


def test_a_model_predicts_the_same_after_saving_and_loading(model, small_dataset, tmp_path):
    path = tmp_path / "model.socmodel"
    modelfile.save(model, path)
    loaded = modelfile.load(path)
    assert loaded.contract == model.contract
    assert np.array_equal(_predict(loaded.predictor, small_dataset), _predict(model.predictor, small_dataset))


def test_the_same_model_is_the_same_bytes(model, tmp_path):
    modelfile.save(model, tmp_path / "one")
    modelfile.save(model, tmp_path / "two")
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
        modelfile.load(path)


def test_a_flipped_byte_is_noticed(network_file, tmp_path):
    content = bytearray(network_file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "flipped").write_bytes(content)
    with pytest.raises(ModelError, match="damaged"):
        modelfile.load(tmp_path / "flipped")


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
        modelfile.load(path)


class _Trap:
    def __reduce__(self):
        return (open, (_Trap.path, "w"))


def test_a_pickle_is_refused_and_never_run(network_file, tmp_path):
    _Trap.path = str(tmp_path / "ran")
    trap = pickle.dumps(_Trap())
    carried = _rewritten(network_file, tmp_path / "a.socmodel", lambda c: c.update({"data.pkl": trap}))
    instead = _rewritten(network_file, tmp_path / "b.socmodel", lambda c: c.update({"weights.safetensors": trap}))
    with pytest.raises(ModelError, match="carries the pickle 'data.pkl'"):
        modelfile.load(carried)
    with pytest.raises(ModelError, match="damaged"):
        modelfile.load(instead)
    (tmp_path / "c.socmodel").write_bytes(trap)
    with pytest.raises(ModelError, match="damaged"):
        modelfile.load(tmp_path / "c.socmodel")
    assert not (tmp_path / "ran").exists()


def test_a_model_that_is_not_there(tmp_path):
    with pytest.raises(ModelError, match="does not exist; choose another or train one"):
        modelfile.load(tmp_path / "none.socmodel")
