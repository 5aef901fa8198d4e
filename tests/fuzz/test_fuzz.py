"""A few seconds of fuzzing; ``make fuzz`` does it for as long as wished."""

import signal
import subprocess
import sys

import pytest

from tests.builders.places import ROOT
from tests.fuzz.run import KINDS, fuzz

INPUTS, SEED = 40, 20261125

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sockets are denied by a means of Linux")


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_refused_or_give_the_same_numbers(kind):
    found = fuzz(kind, INPUTS, SEED)
    assert found.failures == []
    assert sum(found.outcomes.values()) == INPUTS


def test_a_socket_ends_the_process_that_opens_it():
    program = "import socket; from tests.fuzz.child import deny_sockets as deny; assert deny(); socket.socketpair()"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True)
    assert done.returncode == 0
    done = subprocess.run([sys.executable, "-c", f"{program}; socket.socket()"], cwd=ROOT, capture_output=True)
    assert done.returncode == -signal.SIGSYS
