"""Why pip failed, read from its own lines, and what helps against it. Standard library only."""

from __future__ import annotations

import re
from pathlib import Path

from ..core.runtime.errors import OutputError, SocmapError
from .commands import CommandError, SetupError

# What pip and the libraries in it print when an index did not answer.
_UNREACHED = re.compile(
    "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|connection error|Failed to resolve|"
    "Connection (?:broken|refused|reset|aborted)|Max retries exceeded|Temporary failure|timed out"
)
_PROXY = re.compile("ProxyError|Cannot connect to proxy|407 Proxy|Tunnel connection failed")
_CERTIFICATE = re.compile("SSLError|CERTIFICATE_VERIFY_FAILED|certificate verify failed|SSL module is not available")
_VERSIONS = re.compile(r"satisfies the requirement (\S+) \(from versions: ([^)]*)\)")


def failure(error: CommandError, wheels: Path | None, version: str, space_mb: int) -> SocmapError:
    """Return what is said of a failed ``pip install`` with Python `version`: its reason and the remedy for that one.

    Parameters
    ----------
    error
        With what pip printed.
    wheels
        The folder of wheels, if packages came from there only.
    version
        Of the interpreter, as "3.12.1".
    space_mb
        What the environment needs.
    """
    said, reason = error.said, error.reason
    if "No space left on device" in said or "not enough space on the disk" in said:
        return OutputError(f"pip ran out of disk space ({reason}); free {space_mb} MB and set up again.")
    if "conflicting dependencies" in said or "ResolutionImpossible" in said:
        remedy = (
            "take away what restrains pip: constraints in its configuration, PIP_CONSTRAINT, options in PIP_OPTIONS"
        )
    elif _PROXY.search(said):
        remedy = "check the proxy in QGIS (Settings > Options > Network), or give pip's --proxy in PIP_OPTIONS"
    elif _CERTIFICATE.search(said):
        remedy = "give pip the certificates of your network in PIP_OPTIONS (--cert FILE)"
    elif "No matching distribution found" in said and wheels:
        remedy = f"add this wheel, for this system and Python {version}, to {wheels}"
    elif "No matching distribution found" in said and not _UNREACHED.search(said):
        remedy = _no_build(said, version)
    elif _UNREACHED.search(said) or "No matching distribution found" in said:
        remedy = "check the network and its proxy, or give a folder of wheels in WHEELS"
    else:
        remedy = "read pip's lines in the log, then set up again or change PIP_OPTIONS"
    return SetupError(f"pip failed ({reason}); {remedy}.")


def _no_build(said: str, version: str) -> str:
    """Return the remedy where an index answered and has no wheel that fits."""
    found = _VERSIONS.search(said)
    if found and found[2].strip() not in ("", "none"):
        return (
            f"the index answers, and what it has for Python {version} on this system is {found[2]}: name another "
            "Python in PYTHON, or another index in PIP_OPTIONS"
        )
    return (
        f"no index in use has the package for Python {version} on this system: name another Python in PYTHON, "
        "or another index in PIP_OPTIONS, or give a folder of wheels in WHEELS"
    )
