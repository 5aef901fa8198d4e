"""What is said of the time left, on series of progress with a clock that the test turns."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest

from socmap_plugin.core.network.expected_end import ExpectedEnd
from socmap_plugin.core.runtime.progress import JsonLines, Phases, Progress, TimeLeft

# The epochs in which 50 networks got better on the demonstration's samples.
IMPROVED = [
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 11, 46], [1, 2, 3, 4, 5], [1, 2,
    3, 4, 5, 6, 7], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7, 9], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 14], [1, 2,
    3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 13, 14, 15, 16, 53, 74], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [1, 2, 3, 4,
    5, 6], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 7, 8, 9, 13, 14], [1, 2, 3], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4,
    5, 6, 7], [1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 15, 16, 18, 19, 25, 26, 27, 28,
    29, 30, 47], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9, 43, 49, 50, 56, 57, 76, 86, 92, 104, 108, 109, 120,
    121, 132, 133], [1, 2, 3, 4, 5], [1, 2, 3, 4, 14, 15, 16], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 9, 11,
    12, 13, 20, 21, 22, 23, 28, 29, 30, 31, 32, 33, 34, 39], [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 16, 21, 22, 26,
    27, 28, 29, 31, 32], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 45, 48, 49, 50, 70, 73, 74,
    75, 76, 101, 102, 113], [1, 2, 3, 4, 5, 6, 11, 12, 13, 14], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 6, 7, 8, 11,
    12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26, 28, 29, 30, 31, 32, 33, 34, 35, 38, 39, 45, 46, 47,
    62, 63, 64], [1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 11, 12, 13, 14], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 12, 13], [1, 2], [1, 2, 3, 4, 5, 6, 8], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 12],
    [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5, 7, 8, 12, 13, 14], [1, 2, 3, 4, 5, 6, 7, 14, 15, 16, 17], [1, 2,
    3, 4, 5, 6, 7, 8, 12, 13, 14, 30, 31, 32], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4, 5,
    6, 7, 12, 13, 14, 15], [1, 2, 3, 4, 5, 6, 11, 12, 13], [1, 2, 3, 4, 5, 6, 7, 8],
]  # fmt: skip
PATIENCE, EPOCHS = 40, 300
EPOCH_S, NETWORK_S = 0.022, 0.0019  # of an epoch, and of a network in it, as they were measured there


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class Told(Progress):
    """Remembers when it was told which fraction, and what was then said of the time left."""

    def __init__(self, clock):
        super().__init__()
        self._clock, self._left = clock, TimeLeft(clock)
        self.series, self.messages = [], []

    def report(self, fraction, message=""):
        self.series.append((self._clock.now, fraction, self._left.tell(fraction)))
        self.messages.append(message)

    def worst(self, slack_s=0.0):
        """Return the largest error relative to the true time left, from a tenth of the work on."""
        end, began = self.series[-1][0], self.series[0][0]
        errors = [
            max(abs(left - (end - now)) - slack_s, 0) / (end - now)
            for now, _, left in self.series
            if now - began >= 0.1 * (end - began) and now < end and left is not None
        ]
        assert len(errors) > 5
        return max(errors)


def test_start_up_is_left_out():
    clock = Clock()
    told = Told(clock)
    told.report(0, "loading")
    clock.now += 60
    told.report(0, "reading")
    for number in range(1, 101):
        clock.now += 0.3
        told.report(number / 100)
    told.series = told.series[2:]
    assert told.worst() < 0.01


def test_nothing_is_said_before_anything_is_known():
    clock = Clock()
    left = TimeLeft(clock)
    assert left.tell(0) is None
    clock.now += 1
    assert left.tell(0.5) is None  # too short a time
    clock.now += 100
    assert left.tell(0.51) == pytest.approx(101 / 0.51 * 0.49)
    assert left.tell(1) is None


def run_phases(phases, clock, guessed, taken, parts=20):
    """Let phases follow one another that take so many seconds each, evenly."""
    for _, seconds in zip(guessed, taken):
        part = phases.next("part")
        for number in range(parts):
            part.report(number / parts, "at work")
            clock.now += seconds / parts


GUESSED = [*[("networks", 20.0), ("trees", 5.0)] * 4, ("files", 4.0)]


@pytest.mark.parametrize("machine", [0.2, 1, 7])
def test_phases_are_told_right_on_any_machine(machine):
    clock = Clock()
    told = Told(clock)
    run_phases(Phases(told, GUESSED, clock), clock, GUESSED, [machine * seconds for _, seconds in GUESSED])
    told.report(1)
    assert told.worst() < 0.01


def test_what_a_kind_takes_is_learnt_from_the_first_of_it():
    clock = Clock()
    told = Told(clock)
    taken = [*[20.0, 15.0] * 4, 5.6]  # trees three times as long as guessed, files as badly guessed as all others
    run_phases(Phases(told, GUESSED, clock), clock, GUESSED, taken)
    told.report(1)
    began = told.series[0][0]
    told.series = [one for one in told.series if one[0] - began > 50]
    assert told.worst() < 0.02


def test_phases_that_an_earlier_run_has_done_teach_nothing():
    clock = Clock()
    told = Told(clock)
    taken = [0.01, 0.01, 0.01, 0.01, *(seconds for _, seconds in GUESSED[4:])]
    run_phases(Phases(told, GUESSED, clock), clock, GUESSED, taken)
    told.report(1)
    told.series = told.series[80:]
    assert told.worst() < 0.05


def test_a_training_that_stops_early_is_told_from_its_networks():
    clock = Clock()
    told = Told(clock)
    expected = ExpectedEnd(len(IMPROVED), EPOCHS, PATIENCE)
    told.report(0)
    training = np.ones(len(IMPROVED), np.bool_)
    epoch = 0
    while training.any():
        epoch += 1
        clock.now += EPOCH_S + NETWORK_S * training.sum()
        best = np.array([max(one for one in own if one <= epoch) for own in IMPROVED])
        training = epoch - best < PATIENCE
        told.report(expected.tell(epoch, best, training))
    assert told.series[-1][1] == 1
    assert told.worst(slack_s=1.5) < 0.3


def test_the_bar_never_goes_back_and_has_text_from_the_start():
    stream = io.StringIO()
    progress = JsonLines(stream, interval_s=0)
    for number, fraction in enumerate((0, 0.3, 0.2, 0.4, 1)):
        progress.report(fraction, f"step {number}")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["fraction"] for line in lines] == [0, 0.3, 0.3, 0.4, 1]
    assert lines[0]["message"] == "step 0"
