"""Fuzzing: ``python -m tests.fuzz.run --number 20000 --seed 1``; says of every failure how to see it again."""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.builders.places import ROOT

SLOWEST_S = 20.0  # of an input, in time of the processor: other programs on a machine do not count
HUNG_S = 300.0  # without an answer; the start of a child is among it
MOST_MB = 2048.0
TOLD_EVERY = 500  # inputs
GOOD = ("refused", "same", "used")
KINDS = ("dataset", "model", "raster", "job", "map", "table")


@dataclass
class Findings:
    """What came of the inputs of a kind."""

    kind: str
    outcomes: Counter = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    most_mb: float = 0.0

    def add(self, found: dict) -> None:
        outcome = found["outcome"]
        self.outcomes[outcome] += 1
        self.slowest_s, self.most_mb = max(self.slowest_s, found["seconds"]), max(self.most_mb, found["mb"])
        slow, large = found["seconds"] > SLOWEST_S, found["mb"] > MOST_MB
        if sum(self.outcomes.values()) % TOLD_EVERY == 0:
            print(f"{self.kind}: {dict(self.outcomes)}", file=sys.stderr, flush=True)
        if outcome not in GOOD or slow or large:
            cost = f"{found['seconds']:.1f} s, {found['mb']:.0f} MB"
            self.failures.append(f"{self.kind} {found['number']}: {outcome}, {cost}\n{found['said']}")


def fuzz(kind: str, number: int, seed: int, first: int = 0) -> Findings:
    """Use inputs `first` to `first + number` of a kind; a child that dies or hangs is replaced after its input."""
    findings, last = Findings(kind), first + number
    while first < last:
        command = [sys.executable, "-m", "tests.fuzz.child", kind, str(seed), str(first), str(last)]
        with (
            tempfile.TemporaryFile("w+") as said,
            subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=said) as child,
        ):
            at = first
            for line in answers(child):
                found = json.loads(line)
                at = found["number"]
                if "outcome" in found:
                    findings.add(found)
                    at += 1
            child.wait()
            said.seek(0)
            tail = said.read()[-3000:]
        if at < last:
            outcome = "a socket was opened" if child.returncode == -signal.SIGSYS else f"dead ({child.returncode})"
            findings.outcomes[outcome] += 1
            findings.failures.append(f"{kind} {at}: {outcome}\n{tail}")
        first = at + 1
    return findings


def answers(child: subprocess.Popen) -> Iterator[bytes]:
    """Yield the lines that a child writes, and end it when it has written none for `HUNG_S`."""
    pending = b""
    while True:
        if not select.select([child.stdout], [], [], HUNG_S)[0]:
            child.kill()
        data = os.read(child.stdout.fileno(), 65_536)
        *lines, pending = (pending + data).split(b"\n")
        yield from lines
        if not data:
            return


def main() -> int:
    parser = argparse.ArgumentParser(description="Use damaged files; every one must be refused in a sentence.")
    parser.add_argument("--number", type=int, default=20_000, help="inputs over all kinds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input of each kind")
    parser.add_argument("--kind", choices=KINDS, action="append")
    options = parser.parse_args()
    kinds = options.kind or KINDS
    failed = 0
    for kind in kinds:
        found = fuzz(kind, -(-options.number // len(kinds)), options.seed, options.first)
        failed += len(found.failures)
        counts = ", ".join(f"{outcome} {count}" for outcome, count in found.outcomes.most_common())
        print(f"{kind}: {counts}; slowest {found.slowest_s:.1f} s, at most {found.most_mb:.0f} MB", flush=True)
        for failure in found.failures[:20]:
            print(failure)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
