"""The plugin: registers the Processing provider, the menu and the user's language, and takes them away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsApplication, QgsMessageLog
from qgis.PyQt.QtCore import QCoreApplication

from . import running
from .provider import PROVIDER_ID, SocMapProvider
from .translation import install_translator, tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .menu import PluginMenu


class SocMapPlugin:
    """What QGIS and ``qgis_process`` start and stop, in any order and more than once.

    A registered provider belongs to QGIS, which deletes it when it is removed, and at its own end; it is kept here only
    because its methods are Python's, and is taken away by its id, which does no harm when it is gone.
    """

    def __init__(self, interface: QgisInterface | None = None) -> None:
        self._interface = interface
        self._provider: SocMapProvider | None = None
        self._has_dialogs = False
        self._menu: PluginMenu | None = None
        self._translator = install_translator()  # first, because labels are made when the provider loads

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
        """Register the provider in the desktop application, and the menu where there is a window."""
        self.initProcessing()
        self._has_dialogs = True
        if self._interface is not None and self._menu is None:
            from .menu import PluginMenu

            self._menu = PluginMenu(self._interface)

    def unload(self) -> None:
        """Take menu, provider and language away again."""
        if self._menu is not None:
            self._menu.remove()
            self._menu = None
        self._remove_provider()
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None

    def _remove_provider(self) -> None:
        """Remove the provider, unless QGIS, which is ending, has done so; what still runs is stopped first."""
        provider, self._provider = self._provider, None
        registry = QgsApplication.processingRegistry()
        if provider is None or registry is None or registry.providerById(PROVIDER_ID) is None:
            return
        stopped = running.stop_all([algorithm.displayName() for algorithm in provider.algorithms()])
        if stopped:
            QgsMessageLog.logMessage(
                tr("Jobs cancelled because the plugin was switched off or replaced: {}.").format(stopped),
                provider.name(),
                Qgis.MessageLevel.Warning,
            )
        if self._has_dialogs:
            running.close_dialogs(PROVIDER_ID)
        registry.removeProvider(PROVIDER_ID)
