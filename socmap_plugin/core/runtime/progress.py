"""Progress of a job: a fraction with what is being done, log lines, warnings, and the question whether to stop."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from .errors import Cancelled

LEAST_TAKEN = 0.1  # of what a part should take: less is of one that an earlier run has done, and teaches nothing
ENOUGH = 0.3  # of a part, from which on its own rate is believed alone


class Progress:
    """Reports nowhere and is never cancelled unless asked to be; the base of every reporter.

    A part of a job gets its own reporter from :meth:`part`, so that a function reports 0 to 1 and does not know
    where in the whole job it stands.
    """

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next :meth:`check`."""
        self._cancelled.set()

    def check(self) -> None:
        """Raise :class:`Cancelled` if the user asked the job to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def report(self, fraction: float, message: str = "") -> None:
        """Say how far the job is (0 to 1) and what is being done; also a place to stop."""
        self.check()

    def log(self, message: str) -> None:
        """Say something that the user may want to read."""

    def warn(self, message: str) -> None:
        """Say something that the user should read."""

    def part(self, start: float, end: float, name: str = "") -> Progress:
        """Return a reporter whose 0 to 1 is `start` to `end` of this one, and whose messages begin with `name`."""
        return _Part(self, start, end, name)


class _Part(Progress):
    def __init__(self, whole: Progress, start: float, end: float, name: str) -> None:
        super().__init__()
        self._whole, self._start, self._end, self._name = whole, start, end, name

    def cancel(self) -> None:
        self._whole.cancel()

    def check(self) -> None:
        self._whole.check()

    def report(self, fraction: float, message: str = "") -> None:
        text = f"{self._name}, {message}" if self._name else message
        self._whole.report(self._start + (self._end - self._start) * fraction, text)

    def log(self, message: str) -> None:
        self._whole.log(message)

    def warn(self, message: str) -> None:
        self._whole.warn(message)


class JsonLines(Progress):
    """Writes one JSON object a line, the language in which the worker answers.

    Parameters
    ----------
    stream
        Where the lines go; each is flushed at once.
    interval_s
        A progress line whose message has not changed waits at least this long after the one before.
    """

    def __init__(self, stream: TextIO, interval_s: float = 0.2) -> None:
        super().__init__()
        self._stream, self._interval_s = stream, interval_s
        self._last_time, self._last_message = -1.0, ""
        self._furthest, self._left = 0.0, TimeLeft()
        self._lock = threading.Lock()

    @property
    def step(self) -> str:
        """What was being done, as it was said last."""
        return self._last_message

    def send(self, kind: str, **fields: Any) -> None:
        """Write one line ``{"type": kind, ...}``."""
        line = json.dumps({"type": kind, **fields}, allow_nan=False)
        with self._lock:
            try:
                self._stream.write(line + "\n")
                self._stream.flush()
            except BrokenPipeError:
                self.cancel()  # whoever listened is gone
                raise Cancelled from None

    def report(self, fraction: float, message: str = "") -> None:
        self.check()
        now = time.monotonic()
        left = self._left.tell(fraction)
        if message == self._last_message and now - self._last_time < self._interval_s and fraction < 1:
            return
        self._last_time, self._last_message = now, message
        # What is learnt on the way may put the end further off: the bar waits then, and the time left says so.
        self._furthest = max(self._furthest, min(fraction, 1.0))
        self.send("progress", fraction=round(self._furthest, 4), message=message and message + in_words(left))

    def log(self, message: str) -> None:
        self.send("log", message=message)

    def warn(self, message: str) -> None:
        self.send("warning", message=message)


class TimeLeft:
    """How long a job still takes, by what its work has taken so far.

    What happens before the fraction moves is start-up, which says nothing of the work.
    """

    LEAST_SHARE, LEAST_S = 0.02, 2.0  # of the work, and of its time, before anything is said

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: tuple[float, float] | None = None  # when, and at which fraction

    def tell(self, fraction: float) -> float | None:
        """Return the seconds left at a fraction, None where it is too early to say."""
        now = self._clock()
        if self._began is None or fraction <= self._began[1]:
            self._began = now, fraction
        elapsed, done = now - self._began[0], fraction - self._began[1]
        if fraction >= 1 or elapsed < self.LEAST_S or done < self.LEAST_SHARE:
            return None
        return elapsed / done * (1 - fraction)


def in_words(left: float | None) -> str:
    """Return ``, 38 s left`` of seconds, nothing of None."""
    if left is None:
        return ""
    return f", {left:.0f} s left" if left < 120 else f", {left / 60:.0f} min left"


class Phases:
    """Parts of a job that follow one another, and whose lengths are learnt on the way.

    Parts of one kind take, a guessed second, what the ones before have taken; a kind that was not met yet is guessed
    as well or as badly as the others. The fraction of the whole is the share of its time.

    Parameters
    ----------
    whole
        Is told.
    guessed
        Kind and seconds of every part; only what they are to one another counts.
    clock
        Seconds that pass.
    """

    def __init__(
        self, whole: Progress, guessed: Sequence[tuple[str, float]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.whole = whole
        self._guessed, self._clock = guessed, clock
        self._number, self._began = -1, clock()
        self._phase_began = self._began
        self._known: list[tuple[str, float, float]] = []  # kind, guessed and taken seconds of what was done

    def next(self, name: str = "") -> Progress:
        """End the part before, and return the reporter of the next, whose messages begin with `name`."""
        now = self._clock()
        if self._number >= 0:
            kind, guess = self._guessed[self._number]
            taken = now - self._phase_began
            if taken > LEAST_TAKEN * guess * self._rate(kind, self._known):
                self._known.append((kind, guess, taken))
        self._number += 1
        self._phase_began = now
        return _Phase(self, name)

    def tell(self, fraction: float, message: str) -> None:
        """Report how far the part at work is."""
        now = self._clock()
        kind, guess = self._guessed[self._number]
        taken = now - self._phase_began
        known, takes = list(self._known), guess * self._rate(kind, self._known)
        if fraction > 0:
            # Its own rate counts the more the further it is; alone, where nothing like it was done before.
            own = 1.0 if all(kind != other for other, *_ in known) else min(fraction / ENOUGH, 1.0)
            takes = own * taken / fraction + (1 - own) * takes
            known.append((kind, guess, takes))
        left = takes * (1 - fraction)
        left += sum(guess * self._rate(kind, known) for kind, guess in self._guessed[self._number + 1 :])
        elapsed = now - self._began
        self.whole.report(elapsed / (elapsed + left) if elapsed + left > 0 else 0.0, message)

    def _rate(self, kind: str, known: Sequence[tuple[str, float, float]]) -> float:
        """Return the seconds that a guessed second of a kind takes."""
        alike = [one for one in known if one[0] == kind] or known
        guessed = sum(guess for _, guess, _ in alike)
        return sum(taken for *_, taken in alike) / guessed if guessed else 1.0


class _Phase(Progress):
    def __init__(self, phases: Phases, name: str) -> None:
        super().__init__()
        self._phases, self._name = phases, name

    def cancel(self) -> None:
        self._phases.whole.cancel()

    def check(self) -> None:
        self._phases.whole.check()

    def report(self, fraction: float, message: str = "") -> None:
        text = f"{self._name}, {message}" if self._name and message else message or self._name
        self._phases.tell(fraction, text)

    def log(self, message: str) -> None:
        self._phases.whole.log(message)

    def warn(self, message: str) -> None:
        self._phases.whole.warn(message)
