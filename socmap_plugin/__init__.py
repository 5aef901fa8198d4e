"""SOC Map: soil organic carbon from samples, static patches and temporal sequences, as Processing algorithms."""

from __future__ import annotations


def classFactory(iface):  # noqa: N802 - the name QGIS calls
    """Return the plugin; everything else is imported here, because the worker imports this package too."""
    from .plugin import SocMapPlugin

    return SocMapPlugin(iface)
