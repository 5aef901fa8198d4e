"""The plugin: registers and unregisters the Processing provider."""

from __future__ import annotations

from qgis.core import QgsApplication

from .provider import PROVIDER_ID, SocMapProvider


class SocMapPlugin:
    """What QGIS and ``qgis_process`` start and stop, in any order and more than once.

    A registered provider belongs to QGIS, which deletes it when it is removed, and at its own end; it is kept here only
    because its methods are Python's, and is taken away by its id, which does no harm when it is gone.
    """

    def __init__(self) -> None:
        self._provider: SocMapProvider | None = None

    def initProcessing(self) -> None:
        """Register the provider, once; ``qgis_process`` calls this alone."""
        registry = QgsApplication.processingRegistry()
        if self._provider is not None or registry is None:
            return
        provider = SocMapProvider()
        if registry.addProvider(provider):
            self._provider = provider
            provider.refreshAlgorithms()  # graphical models can be read only now that their steps are registered

    def initGui(self) -> None:
        """Register the provider in the desktop application."""
        self.initProcessing()

    def unload(self) -> None:
        """Take the provider away again, unless QGIS, which is ending, has done so."""
        provider, self._provider = self._provider, None
        registry = QgsApplication.processingRegistry()
        if provider is not None and registry is not None:
            registry.removeProvider(PROVIDER_ID)
