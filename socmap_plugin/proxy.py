"""The proxy of QGIS's options, for pip, which does not know QGIS's settings."""

from __future__ import annotations

from urllib.parse import quote

from qgis.core import QgsProcessingFeedback, QgsSettings

VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


def proxy_variables(feedback: QgsProcessingFeedback) -> dict[str, str]:
    """Return the environment variables that tell a child process which proxy QGIS uses; none where QGIS names none.

    They are variables and no options, because a command line, and with it a password, can be read by others.
    """
    settings = QgsSettings()
    if not settings.value("proxy/proxyEnabled", False, type=bool):
        return {}
    kind = str(settings.value("proxy/proxyType", "") or "")
    host, port = str(settings.value("proxy/proxyHost", "") or ""), str(settings.value("proxy/proxyPort", "") or "")
    if kind == "DefaultProxy" or not host:
        return {}  # the system's proxy, which pip finds by itself
    if not kind.startswith("Http"):
        feedback.pushWarning(
            f"The proxy {host} of QGIS is of the kind {kind}, which pip cannot use; if the download fails, give an "
            "HTTP proxy with --proxy in PIP_OPTIONS."
        )
        return {}
    user, password = (str(settings.value(f"proxy/proxy{name}", "") or "") for name in ("User", "Password"))
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    address = f"http://{login}{host}" + (f":{port}" if port else "")
    variables = dict.fromkeys(VARIABLES, address)
    excluded = settings.value("proxy/noProxyUrls") or []
    hosts = [_host(url) for url in ([excluded] if isinstance(excluded, str) else excluded) if url]
    return {**variables, "NO_PROXY": ",".join(hosts)} if hosts else variables


def _host(url: str) -> str:
    return url.rsplit("://", maxsplit=1)[-1].split("/", maxsplit=1)[0]
