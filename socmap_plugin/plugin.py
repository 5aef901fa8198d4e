"""The plugin: registers and unregisters the Processing provider."""

from __future__ import annotations

from qgis.core import QgsApplication

from .provider import SocMapProvider


class SocMapPlugin:
    """What QGIS and ``qgis_process`` start and stop."""

    def __init__(self) -> None:
        self._provider: SocMapProvider | None = None

    def initProcessing(self) -> None:
        """Register the provider; ``qgis_process`` calls this alone."""
        self._provider = SocMapProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Register the provider in the desktop application."""
        self.initProcessing()

    def unload(self) -> None:
        """Take the provider away again."""
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
