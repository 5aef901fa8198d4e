"""The plugin: registers and unregisters the Processing provider."""

from __future__ import annotations

from qgis.core import Qgis, QgsApplication, QgsMessageLog

from . import running
from .provider import PROVIDER_ID, SocMapProvider


class SocMapPlugin:
    """What QGIS and ``qgis_process`` start and stop, in any order and more than once.

    A registered provider belongs to QGIS, which deletes it when it is removed, and at its own end; it is kept here only
    because its methods are Python's, and is taken away by its id, which does no harm when it is gone.
    """

    def __init__(self) -> None:
        self._provider: SocMapProvider | None = None
        self._has_dialogs = False

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
        self._has_dialogs = True

    def unload(self) -> None:
        """Take the provider away again, unless QGIS, which is ending, has done so; what still runs is stopped first."""
        provider, self._provider = self._provider, None
        registry = QgsApplication.processingRegistry()
        if provider is None or registry is None or registry.providerById(PROVIDER_ID) is None:
            return
        stopped = running.stop_all([algorithm.displayName() for algorithm in provider.algorithms()])
        if stopped:
            QgsMessageLog.logMessage(
                provider.tr("Jobs cancelled because the plugin was switched off or replaced: {}.").format(stopped),
                provider.name(),
                Qgis.MessageLevel.Warning,
            )
        if self._has_dialogs:
            running.close_dialogs(PROVIDER_ID)
        registry.removeProvider(PROVIDER_ID)
