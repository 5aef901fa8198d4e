"""The builds of PyTorch that an environment can have: where each comes from, and how much disk it takes.

Standard library only.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from ..core.runtime.errors import InputError

# PyTorch's own index, and the only address in the code. The usual index has one build a system, which on Linux is the
# one with CUDA, 5.3 GB; the small one for the processor, and the one with CUDA for Windows, are published here alone.
TORCH_INDEX = "https://download.pytorch.org/whl/"

CPU, CUDA = "cpu", "cuda"


@dataclass(frozen=True)
class Build:
    """One build: its folder in PyTorch's index, and what an environment with it takes.

    Measured on Linux with Python 3.11: `size_mb` is the finished environment, `space_mb` what has to be free, because
    pip holds what it downloads beside what it unpacks.
    """

    folder: str
    size_mb: int
    space_mb: int


BUILDS = {CPU: Build("cpu", 1430, 2500), CUDA: Build("cu130", 5270, 9000)}


def index_of(compute: str, system: str = sys.platform) -> str:
    """Return the index that has the build for `compute`, or nothing where the usual index has it.

    Raises
    ------
    InputError
        There is no such build for `system` (as ``sys.platform``), or no such word.
    """
    if compute not in BUILDS:
        raise InputError(f"COMPUTE is {compute!r}; choose one of {', '.join(BUILDS)}.")
    if system == "darwin" and compute == CUDA:
        raise InputError("COMPUTE is cuda, and PyTorch has no CUDA for macOS; choose cpu.")
    if system == "darwin" or (system == "win32" and compute == CPU):
        return ""
    return TORCH_INDEX + BUILDS[compute].folder
