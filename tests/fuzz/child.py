"""Uses damaged files one after another, in a process that cannot open a socket, and says what came of each."""

from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import shutil
import struct
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

import numpy as np

MEMORY_BYTES = 6 * 2**30  # of addresses, which torch takes more of than it uses; the parent looks at what is used
# Of seccomp: numbers of the system's architectures and of their call "socket".
_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_ALLOW, _TRAP = 0x7FFF0000, 0x00030000
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_INET, _INET6 = 2, 10


def deny_sockets() -> bool:
    """Let the system end this process when anything in it, GDAL too, opens a socket of the internet."""
    if platform.machine() not in _CALLS:
        return False
    architecture, call = _CALLS[platform.machine()]
    program = [
        (_LOAD, 0, 0, 4), (_IF_EQUAL, 0, 5, architecture), (_LOAD, 0, 0, 0), (_IF_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, 16), (_IF_EQUAL, 2, 0, _INET), (_IF_EQUAL, 1, 0, _INET6), (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _TRAP),
    ]  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code)))
    library = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_filter, by_filter = 38, 22, 2
    return library.prctl(no_new_privileges, 1, 0, 0, 0) == 0 and library.prctl(set_filter, by_filter, header) == 0


def is_sentence(text: str) -> bool:
    return text.isprintable() and text.endswith(".") and len(text) < 4000


def judged(kind, number: int, seed: int, position: int, folder: Path) -> tuple[str, str]:
    """Return what came of an input and what was said: refused, same, used, or a failure."""
    from socmap_plugin.core.runtime.errors import SocmapError

    rng = np.random.default_rng([seed, position, number])
    told = kind.damaged(rng, folder)
    before = set(os.listdir(folder))
    try:
        same = kind.use(folder, told)
    except SocmapError as error:
        # What the same job goes on with may stay; it is under no final name.
        left = {name for name in os.listdir(folder) if ".partial" not in name and ".journal" not in name} - before
        if not is_sentence(str(error)):
            return "no sentence", str(error)
        return ("left behind", f"{sorted(left)}: {error}") if left else ("refused", str(error))
    except Exception:  # noqa: BLE001 - this is what is looked for
        return "raw exception", traceback.format_exc()
    return {None: "used", True: "same", False: "other numbers"}[same], ""


def main() -> None:
    name, seed, first, last = sys.argv[1], *map(int, sys.argv[2:5])
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    warnings.simplefilter("ignore")
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    from tests.fuzz.kinds import KINDS

    with tempfile.TemporaryDirectory(prefix="socmap-fuzz-") as folder:
        (original := Path(folder, "original")).mkdir()
        kind = KINDS[name](original)
        assert deny_sockets(), "this machine cannot deny sockets"
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        position = list(KINDS).index(name)
        for number in range(first, last):
            (own := Path(folder, "input")).mkdir()
            print(json.dumps({"number": number}), file=answers, flush=True)
            started = time.process_time()
            outcome, said = judged(kind, number, seed, position, own)
            seconds = time.process_time() - started
            used_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            found = {"number": number, "outcome": outcome, "said": said, "seconds": seconds, "mb": used_mb}
            print(json.dumps(found), file=answers, flush=True)
            shutil.rmtree(own)


if __name__ == "__main__":
    main()
