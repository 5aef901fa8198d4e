"""The proxy of QGIS's options reaches the set-up, and only it."""

from __future__ import annotations

import pytest
from qgis.core import QgsSettings

from socmap_plugin import worker
from socmap_plugin.proxy import proxy_variables


@pytest.fixture
def proxy():
    """Return a function that sets QGIS's proxy settings; they are taken away again."""
    settings = QgsSettings()

    def set_proxy(**values):
        for name, value in values.items():
            settings.setValue(f"proxy/{name}", value)

    yield set_proxy
    settings.remove("proxy")


def test_no_proxy_is_no_variable(proxy, feedback):
    proxy(proxyEnabled=False, proxyType="HttpProxy", proxyHost="proxy.example.org", proxyPort="3128")
    assert proxy_variables(feedback) == {}


def test_the_systems_proxy_is_left_to_pip(proxy, feedback):
    proxy(proxyEnabled=True, proxyType="DefaultProxy")
    assert proxy_variables(feedback) == {}
    assert feedback.said == []


def test_proxy_with_login_and_exceptions(proxy, feedback):
    proxy(proxyEnabled=True, proxyType="HttpProxy", proxyHost="proxy.example.org", proxyPort="3128")
    assert proxy_variables(feedback)["HTTPS_PROXY"] == "http://proxy.example.org:3128"
    proxy(proxyUser="so il", proxyPassword="a@b", noProxyUrls=["http://intern.example.org/soil", "localhost"])
    variables = proxy_variables(feedback)
    assert variables["https_proxy"] == "http://so%20il:a%40b" + "@proxy.example.org:3128"
    assert variables["NO_PROXY"] == "intern.example.org,localhost"


def test_a_proxy_that_pip_cannot_use_is_said(proxy, feedback):
    proxy(proxyEnabled=True, proxyType="Socks5Proxy", proxyHost="proxy.example.org", proxyPort="1080")
    assert proxy_variables(feedback) == {}
    assert "Socks5Proxy, which pip cannot use" in feedback.texts("warning")[0]


def test_the_set_up_runs_with_the_proxy(proxy, feedback, monkeypatch):
    proxy(proxyEnabled=True, proxyType="HttpProxy", proxyHost="proxy.example.org", proxyPort="3128")
    taken = []

    def take(interpreter, arguments, run_folder, feedback, variables, worded):
        taken.append((arguments, variables))
        return {"environment": str(worker.environment_folder())}

    monkeypatch.setattr(worker, "run_process", take)
    monkeypatch.setattr(worker, "environment_in_use", worker.environment_folder)
    worker.set_up_environment(worker.SetUpChoices("/usr/bin/python3"), feedback)
    arguments, variables = taken[0]
    assert variables["HTTPS_PROXY"] == "http://proxy.example.org:3128"
    assert not any("proxy" in argument for argument in arguments)
