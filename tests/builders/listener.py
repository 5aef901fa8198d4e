"""A progress that keeps what a task says."""

from __future__ import annotations

from socmap_plugin.core.runtime.progress import Progress

CHECK = "Covariate check: "


class Listener(Progress):
    """Keeps lines of the log, warnings and reports, each in its order; cancels at a report if told to.

    Parameters
    ----------
    cancel_at
        A part of the message of that report.
    """

    def __init__(self, cancel_at: str = "") -> None:
        super().__init__()
        self.lines: list[str] = []
        self.warnings: list[str] = []
        self.fractions: list[float] = []
        self.messages: list[str] = []
        self._cancel_at = cancel_at

    def report(self, fraction: float, message: str = "") -> None:
        assert 0 <= fraction <= 1
        self.fractions.append(fraction)
        self.messages.append(message)
        if self._cancel_at and self._cancel_at in message:
            self.cancel()
        super().report(fraction, message)

    def log(self, message: str) -> None:
        self.lines.append(message)

    def warn(self, message: str) -> None:
        self.warnings.append(message)


class CheckListener(Listener):
    """Knows what the covariate check said, without its name: findings as warnings, information in the log."""

    @property
    def found(self) -> list[str]:
        return [text.removeprefix(CHECK) for text in self.warnings if text.startswith(CHECK)]

    @property
    def informed(self) -> list[str]:
        return [text.removeprefix(CHECK) for text in self.lines if text.startswith(CHECK)]
