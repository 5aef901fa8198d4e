"""A progress that keeps what a task says."""

from __future__ import annotations

from socmap_plugin.core.runtime.progress import Progress


class Listener(Progress):
    """Keeps the lines of the log and the warnings, each in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.warnings: list[str] = []

    def log(self, message: str) -> None:
        self.lines.append(message)

    def warn(self, message: str) -> None:
        self.warnings.append(message)
