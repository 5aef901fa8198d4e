"""Files that a disk, a program or a hand has damaged, each in a way drawn at random."""

from __future__ import annotations

import os

DAMAGES = int(os.environ.get("SOCMAP_TEST_DAMAGES", "25"))  # 1000 for all that is promised


def damaged(draw, files):
    """Damage one of the files, and return what was done to it."""
    file = draw.choice(files)
    data = bytearray(file.read_bytes())
    size = max(len(data), 1)
    start = draw.randrange(size)
    length = draw.choice((1, 4, 60, 512, 4096))
    how = draw.choice(("bit", "zeros", "noise", "cut", "grown", "lost", "doubled", "swapped", "digit", "line"))
    lines = data.split(b"\n")
    line = draw.randrange(len(lines))
    if how == "bit" and data:
        data[start] ^= 1 << draw.randrange(8)
    elif how == "zeros":
        data[start : start + length] = bytes(len(data[start : start + length]))
    elif how == "noise":
        data[start : start + length] = draw.randbytes(len(data[start : start + length]))
    elif how == "cut":
        del data[start:]
    elif how == "grown":
        data += draw.randbytes(length)
    elif how == "lost":
        del data[start : start + length]
    elif how == "doubled":
        data[start:start] = data[start : start + length]
    elif how == "swapped":
        other = draw.randrange(size)
        data[start : start + length], data[other : other + length] = (
            data[other : other + length], data[start : start + length],
        )  # fmt: skip
    elif how == "digit":
        digits = [place for place, byte in enumerate(data) if 48 <= byte < 58]
        if digits:
            data[draw.choice(digits)] = 48 + draw.randrange(10)
    else:
        data = bytearray(b"\n").join([*lines[:line], draw.choice(lines), *lines[line + 1 :]])
    file.write_bytes(data)
    return f"{file.name}: {how} at {start}, {length}"
