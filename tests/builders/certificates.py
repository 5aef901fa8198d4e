"""Certificates for TLS on this machine: an authority of its own, and one certificate for all that take part."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Certificates:
    """Files in the PEM format."""

    authority: Path
    certificate: Path
    key: Path

    def options(self):
        """Return the options of Dask's commands."""
        return (
            *("--tls-ca-file", str(self.authority)),
            *("--tls-cert", str(self.certificate)),
            *("--tls-key", str(self.key)),
        )

    def environment(self):
        """Return Dask's configuration as environment variables, as its documentation names them."""
        prefix = "DASK_DISTRIBUTED__COMM__TLS__"
        return {
            f"{prefix}CA_FILE": str(self.authority),
            f"{prefix}CLIENT__CERT": str(self.certificate),
            f"{prefix}CLIENT__KEY": str(self.key),
        }


def make_certificates(folder: Path, name: str = "cluster") -> Certificates:
    """Make an authority, and a certificate for 127.0.0.1 that it has signed."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make certificates with")
    authority, authority_key, request, extensions, certificate, key = (
        folder / f"{name}-{part}" for part in ("ca.pem", "ca.key", "request.pem", "names", "cert.pem", "key.pem")
    )
    extensions.write_text("subjectAltName=IP:127.0.0.1\n")
    for command in (
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name} authority", "-keyout",
         authority_key, "-out", authority],
        ["req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", key, "-out", request],
        ["x509", "-req", "-in", request, "-CA", authority, "-CAkey", authority_key, "-CAcreateserial", "-days", "2",
         "-extfile", extensions, "-out", certificate],
    ):  # fmt: skip
        subprocess.run(["openssl", *map(str, command)], check=True, capture_output=True)
    return Certificates(authority, certificate, key)
